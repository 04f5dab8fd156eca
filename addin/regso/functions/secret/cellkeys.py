"""Worksheet functions for the cell key method: keys of records, and tables with noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regso.core.areas.areatypes import NAMES
from regso.core.measures.aggregate import ASIDE, BLANK, OUTSIDE
from regso.core.measures.crosstab import alphabetic
from regso.core.measures.typetable import ROWS
from regso.errors import BadValueError, CellError
from regso.functions import rows
from regso.functions.arguments.kinds import (
    CellRange,
    Codes,
    OptionalColumn,
    OptionalCount,
    Unit,
    Year,
)
from regso.functions.arguments.kinds import Column as Keys
from regso.functions.arguments.ranges import require_persons
from regso.functions.register import NO_CATEGORY, heading, label_of, totals_set_aside
from regso.functions.registry import Cell, PerCell, Rows, Table, worksheet
from regso.functions.secret.key import secret_key
from regso.functions.sidebyside import is_empty
from regso.functions.tables import type_cell
from regso.functions.values import year_of
from regso.store import current

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regso.core.disclosure.cellkeys import Noise

FAMILY = "Sekretess"
_FARTHEST, _VARIANCE, _LEAST = 5, 3.0, 3
_TOTAL = "totalt"
_COUNT = "antal"
_MEMBERS = {1: (1,), 2: (2,), 3: (3,), 4: (4,), 5: (5,), "1+2": (1, 2), "okänd": (0, BLANK)}


@worksheet(FAMILY)
def REGSO_POSTNYCKEL(id_: Codes) -> PerCell:
    """Postens nyckel för REGSO_CELLNYCKEL: ett tal 0–1 av id och myndighetens hemliga nyckel.

    id: postens id, till exempel ett löpnummer, en cell eller ett område; en tom cell ger tomt
    exempel: =REGSO_POSTNYCKEL("")
    """
    from regso.core.disclosure.cellkeys import ONE  # noqa: PLC0415 - rarely needed
    from regso.core.disclosure.keys import draw  # noqa: PLC0415

    def number(cell: Cell) -> Cell:
        if isinstance(cell, CellError):
            return cell
        if is_empty(cell):
            return ""
        return draw(secret_key(), "record", label_of(cell)) % ONE / ONE

    return [[number(cell) for cell in row] for row in id_.rows]


@worksheet(FAMILY)
def REGSO_CELLNYCKEL(
    koder: Codes,
    nycklar: Keys,
    varden: OptionalColumn = None,
    ar: Year = None,
    grupp: CellRange = None,
    d: OptionalCount = None,
    v: Unit = _VARIANCE,
    minst: OptionalCount = None,
) -> Table:
    """Antal per områdestyp med brus enligt cellnyckelmetoden; delarna summerar inte till totalen.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    nycklar: postens nyckel 0–1, en per rad, från REGSO_POSTNYCKEL
    varden: antal personer per rad; utelämnat betyder 1 per rad
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    grupp: grupp per rad, till exempel kön; tabellen får en kolumn per grupp och en för totalt
    d: största ändring av ett antal, 5 om inget anges
    v: brusets varians, 3 om inget anges
    minst: lägsta antal över 0 som får visas, 3 om inget anges
    exempel: =REGSO_CELLNYCKEL({1;2;5;5},{0.13;0.72;0.44;0.91},{12;7;30;4})
    """
    from regso.core.disclosure.cellkeys import Noise, record_key  # noqa: PLC0415

    noise = Noise(d or _FARTHEST, v, minst or _LEAST)
    reference = current()
    year = year_of(reference, ar)
    values = None if varden is None else varden.require(koder.shape, "varden")
    if values is not None:
        require_persons(values)
    if grupp is not None and grupp.shape != koder.shape:
        raise BadValueError(
            "Området grupp är inte lika stort som koderna; markera lika många rader."
        )
    found = rows.read(koder, reference, year, sizes=values)
    labels = [label_of(cell) for cell in grupp.flat()] if grupp else [_COUNT] * len(found.kinds)
    cells: dict[tuple[int, str], list[tuple[int, int]]] = {}
    keys = nycklar.require(koder.shape, "nycklar")
    for i, (kind, label, key) in enumerate(zip(found.kinds, labels, keys, strict=True)):
        persons = 1.0 if values is None else values[i]
        if not persons or kind in {OUTSIDE, ASIDE} or (kind == BLANK and values is None):
            continue
        if key is None:
            raise BadValueError(f"Rad {i + 1} saknar nyckel; fyll i den med REGSO_POSTNYCKEL.")
        cells.setdefault((kind, label), []).append((int(persons), record_key(key)))
    note = totals_set_aside(found.kinds.count(ASIDE), 0)
    label = heading("benämning", rows.rests_on(koder, ar, year), note)
    return _table(cells, label, noise, grouped=grupp is not None)


@worksheet(FAMILY)
def REGSO_BRUS(d: OptionalCount = None, v: Unit = _VARIANCE, minst: OptionalCount = None) -> Table:
    """Sannolikheten för varje ändring av ett antal i REGSO_CELLNYCKEL, med fel och varians.

    d: största ändring av ett antal, 5 om inget anges
    v: brusets varians, 3 om inget anges
    minst: lägsta antal över 0 som får visas, 3 om inget anges
    exempel: =REGSO_BRUS(2;1;1)
    """
    from regso.core.disclosure.cellkeys import Noise, moments, table  # noqa: PLC0415

    noise = Noise(d or _FARTHEST, v, minst or _LEAST)
    reach = range(-noise.farthest, noise.farthest + 1)
    found = table(noise)
    body: Rows = []
    for count, row in enumerate(found, 1):
        bias, variance = moments(row)
        chance = dict(zip(*row, strict=True))
        name: Cell = f"{count} och fler" if count == len(found) else float(count)
        body.append(
            [name, *(chance.get(j, 0.0) for j in reach), round(bias, 9), round(variance, 9)]
        )
    return [[_COUNT, *(f"{j:+d}" if j else "0" for j in reach), "fel", "varians"], *body]


def _table(
    cells: dict[tuple[int, str], list[tuple[int, int]]], label: str, noise: Noise, *, grouped: bool
) -> Rows:
    """Return the table of types and groups, each cell with the noise of its own records."""
    from regso.core.disclosure.cellkeys import cell_key, perturbed  # noqa: PLC0415

    groups = sorted(
        {group for _, group in cells}, key=lambda g: (g == NO_CATEGORY, alphabetic(g), g)
    )
    columns = [*([group] for group in groups), groups] if grouped else [[_COUNT]]

    def count(kinds: Iterable[int], chosen: Iterable[str]) -> Cell:
        records = [r for kind in kinds for group in chosen for r in cells.get((kind, group), ())]
        key = cell_key(key for _, key in records)
        return float(perturbed(sum(persons for persons, _ in records), key, noise))

    everything = range(BLANK + 1)
    body: Rows = [
        [type_cell(kind), NAMES[kind], *(count(_MEMBERS.get(kind, everything), c) for c in columns)]
        for kind in ROWS
    ]
    return [["typ", label, *(groups if grouped else ()), _TOTAL if grouped else _COUNT], *body]
