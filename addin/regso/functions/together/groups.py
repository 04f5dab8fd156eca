"""The worksheet function that breaks the table by type down by a column of the register.

A group of a type is to the sum of the type what an area of the list is (`core.disclosure.joint.
nested`): a small number is hidden with one more group of its type that can make up for it. No sum
over types is in the table but of what is shown, so what each type hides stands by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from regso.core.areas.areatypes import CHALLENGED, NAMES, TOTAL, TYPES, UNKNOWN
from regso.core.disclosure.joint.nested import hidden_areas
from regso.core.disclosure.siblings import are_settled
from regso.core.measures.aggregate import members
from regso.core.measures.indicators import groups
from regso.core.measures.question.targeting import Persons, total
from regso.core.measures.rates import wilson
from regso.core.measures.typetable import HIDDEN, ROWS
from regso.errors import BadValueError, DomainError
from regso.functions import rows
from regso.functions.aggregates import FAMILY
from regso.functions.arguments.kinds import (
    Codes,
    Column,
    Denominator,
    Level,
    Threshold,
    Year,
)
from regso.functions.question.byarea import head_of, register_of
from regso.functions.question.hidden import hidden_in_sums, refuse_parts_of_persons
from regso.functions.register import NO_CATEGORY, Register, RegisterSums, labels_of
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.secret.key import key_for
from regso.functions.tables import type_cell
from regso.functions.values import year_of
from regso.store import current

HEADER = ("typ", "benämning", "grupp", "antal", "nämnare", "andel", "nedre", "övre")
MOST = 24
_NUMBERS = 5  # of the columns
_LEAVES: tuple[int | str, ...] = (*TYPES, UNKNOWN)
_PARTS: dict[int | str, tuple[int | str, ...]] = {CHALLENGED: members(CHALLENGED), TOTAL: _LEAVES}

Groups = dict[str, Persons]


class _Summed(NamedTuple):
    register: Register
    sums: RegisterSums


@worksheet(FAMILY)
def REGSO_GRUPPER(
    koder: Codes,
    taljare: Column,
    namnare: Denominator,
    grupp: Codes,
    ar: Year = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Table:
    """Antal, nämnare och andel per områdestyp och grupp, som får stå bredvid REGSO_TABELL.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    taljare: antal personer som berörs per rad, högst namnare
    namnare: antal personer per rad, eller "rader" när varje rad är en person
    grupp: grupp per rad, till exempel kön eller ålder; högst 24 olika
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    konf: intervallens konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal personer; en grupp med mindre antal, och en till i samma typ, är ".."
    exempel: =REGSO_GRUPPER({1;1;5;5};{20;30;9;8};{90;80;70;60};{"k";"m";"k";"m"})
    """
    reference = current()
    year = year_of(reference, ar)
    register = register_of(koder, taljare, namnare)
    refuse_parts_of_persons(register, troskel)
    if grupp.shape != koder.shape:
        raise BadValueError(
            "Området grupp är inte lika stort som koderna; markera lika många rader."
        )
    labels = labels_of(grupp.flat())
    found = _Summed(register, register.sums(reference, year))
    kinds = rows.read(register.codes, reference, year, sizes=register.sizes).kinds
    table = _Broken.of(_counted(labels, kinds, register), found.sums, troskel)
    names = table.names()
    body = [] if table.is_empty else table.body(names, konf)
    label = head_of(found, HEADER[1], rows.rests_on(koder, ar, year), troskel)
    return [[HEADER[0], label, *HEADER[2:]], *body]


def _counted(labels: Sequence[str], kinds: bytes, register: Register) -> dict[int | str, Groups]:
    """Return the persons of each group by row of the table that is no sum of others."""
    row_of = {kind: row for row in _LEAVES for kind in members(row)}
    sums: dict[tuple[int | str, str], tuple[list[float], list[float]]] = {}
    columns = labels, kinds, register.values or (), register.denominators or ()
    for label, kind, x, n in zip(*columns, strict=True):
        row = row_of.get(kind)
        if row is not None and x is not None and n is not None:
            group = sums.get((row, label))
            if group is None:
                group = sums[row, label] = [], []
            group[0].append(x)
            group[1].append(n)
    found: dict[int | str, Groups] = {row: {} for row in _LEAVES}
    for (row, label), (cases, persons) in sums.items():
        found[row][label] = Persons(fsum(cases), fsum(persons))
    return found


@dataclass(frozen=True)
class _Broken:
    """A table by type that is broken down by group.

    Attributes
    ----------
    counted : mapping of row to the persons of its groups, of the rows that are no sums
    hidden : mapping of the same rows to the groups that are hidden; None where all are, so that
        not even which of them are 0 is told
    """

    counted: Mapping[int | str, Groups]
    hidden: Mapping[int | str, frozenset[str] | None]

    @classmethod
    def of(
        cls, counted: Mapping[int | str, Groups], sums: RegisterSums, threshold: float | None
    ) -> _Broken:
        """Return the table with what it hides beside the table by type.

        Where that hides a row, so are all groups of the row. In reports of several units all are.
        """
        if are_settled():
            return cls(counted, dict.fromkeys(counted))
        gone = hidden_in_sums(sums, threshold)
        return cls(
            counted,
            {row: None if row in gone else _few(each, threshold) for row, each in counted.items()},
        )

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody is in it."""
        return not any(persons for each in self.counted.values() for _, persons in each.values())

    def names(self) -> list[str]:
        """Return the groups with persons in a row that is shown, in alphabetic order.

        A group that is only where all are hidden is left out: that it is there would raise the
        least that the sum of those rows can be.

        Raises
        ------
        DomainError
            They are too many.
        """
        shown = [each for row, each in self.counted.items() if self.hidden[row] is not None]
        pairs = [(name, persons) for each in shown for name, (_, persons) in each.items()]
        labels, sizes = zip(*pairs, strict=True) if pairs else ((), ())
        names = groups(labels, sizes, len(labels) + 1, empty=NO_CATEGORY).names
        if len(names) > MOST:
            raise DomainError(
                f"Det finns {len(names)} grupper; ange högst {MOST}, till exempel genom att slå "
                "ihop dem till färre."
            )
        return names

    def body(self, names: Sequence[str], level: float) -> Rows:
        """Return a line for each row and group; one line of dots where no group is shown."""
        if not names:
            return [[HIDDEN] * len(HEADER)]
        return [
            [type_cell(row), NAMES[row], name, *self._numbers(row, name, level)]
            for row in ROWS
            for name in names
        ]

    def _numbers(self, row: int | str, name: str, level: float) -> list[Cell]:
        """Return the numbers of a group; those of a sum where all its parts are shown."""
        parts = _PARTS.get(row, (row,))
        if any(hidden is None or name in hidden for hidden in map(self.hidden.get, parts)):
            return [HIDDEN] * _NUMBERS
        nobody = Persons(0.0, 0.0)
        cases, persons = total([self.counted[part].get(name, nobody) for part in parts])
        share: tuple[Cell, ...] = wilson(cases, persons, level) if persons else ("", "", "")
        return [cases, persons, *share]


def _few(each: Groups, threshold: float | None) -> frozenset[str] | None:
    if threshold is None:
        return frozenset()
    lived_in = {name: persons for name, persons in each.items() if persons.persons}
    return hidden_areas(lived_in, threshold, key_for(threshold))
