"""A register, looked at before it is counted: one way for `regso check` and `regso render`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from regso.checking import kinds
from regso.checking.findings import LOOK, Finding, failures_first
from regso.checking.kinds import Column
from regso.checking.repairs import repaired
from regso.checking.rows import YEAR, Table, row_findings
from regso.checking.words import code_of
from regso.core.areas import codes
from regso.core.areas.areas import LEVEL_LABEL, Areas, vintage_of
from regso.errors import NotFoundError, NotInstalledError
from regso.functions.values import installed_areas, vintages_of
from regso.indata import Cell, Data
from regso.store import Reference

EXAMPLE = Finding(
    LOOK,
    "inga referensdata är inlästa, så koderna prövas mot det påhittade exemplet (län 99); läs in "
    "riktiga med regso data import",
)
DIVISION = "indelning"
_WITH_KOMMUN = frozenset(("enhet", "kod", "volym"))  # the columns of a template that takes kommuner


class Looked(NamedTuple):
    """A register as the templates read it, and what there is to say of it, failures first."""

    data: Data
    findings: list[Finding]


def look(
    data: Data,
    columns: Mapping[str, str],
    wanted: Sequence[str],
    reference: Reference,
    year: int | None = None,
) -> Looked:
    """Return a register as a template reads it, with what was done and what is wrong.

    Parameters
    ----------
    data : Data
    columns : mapping
        Column of the template to header of the data; other columns match by name.
    wanted : sequence of str
        The template's columns.
    reference : Reference
    year : int or None
        The year whose areas are counted; None where it is not known, or each row has its own.
    """
    areas = areas_for(reference, year)
    mended = repaired(data, columns, areas)
    table = Table(mended.data, columns, wanted)
    one = areas[0] if year is not None and YEAR not in table.cells and areas else None
    takes_kommun = set(wanted) >= _WITH_KOMMUN
    found = row_findings(table, one, areas, takes_kommun=takes_kommun)
    return Looked(mended.data, failures_first([*found, *mended.findings]))


def areas_for(reference: Reference, year: int | None) -> list[Areas]:
    """Return the areas that are installed, those of the year first."""
    try:
        if year is None:
            return vintages_of(reference, None)
        first = vintage_of(year)
        return sorted(installed_areas(reference), key=lambda areas: areas.vintage != first)
    except (NotFoundError, NotInstalledError):
        return []


def year_in(settings: Mapping[str, object]) -> int | None:
    """Return the year in settings, if they hold one."""
    text = str(settings.get(YEAR, "")).strip()
    return int(text) if text.isdigit() and len(text) == len("2022") else None


class Usual(NamedTuple):
    """What a template is built with: the year and the division, as its inputs have them."""

    year: int
    division: str


def settings_of_codes(
    cells: Iterable[Cell],
    vintages: Sequence[Areas],
    years: Iterable[int],
    usual: Usual,
    year: int | None = None,
) -> dict[str, int | str]:
    """Return year and division of the codes, where they are not the usual ones.

    The year decides the division, as for the publisher, where the codes are of several.

    Parameters
    ----------
    cells : iterable
        Codes or names.
    vintages : sequence of Areas
    years : iterable of int
        Those that there are types of.
    usual : Usual
    year : int or None
        The year that the register tells.
    """
    reads = [read.code for cell in dict.fromkeys(cells) if (read := code_of(cell, vintages))]
    those, best = kinds.best_vintages(reads, vintages)
    found: dict[str, int | str] = {}
    if not best:
        return found
    chosen = year or usual.year
    if year is None and vintage_of(chosen) not in those:
        fitting = [other for other in years if vintage_of(other) in those]
        if fitting:
            found[YEAR] = chosen = max(fitting)
    usual_vintages = {vintage for (vintage, _), label in LEVEL_LABEL.items()
                      if label == usual.division}  # fmt: skip
    vintage = vintage_of(chosen)
    if usual.division and vintage in those and vintage not in usual_vintages:
        levels = Counter(codes.level(codes.read(code).text) for code in reads)
        level = codes.DESO if levels[codes.DESO] > levels[codes.REGSO] else codes.REGSO
        found[DIVISION] = LEVEL_LABEL[vintage, level]
    return found


def kind_of_rows(data: Data, found: Sequence[Column]) -> str:
    """Return in words what a row of a register is."""
    coded = next((c for c in found if c.kind in {kinds.CODE, kinds.NAME}), None)
    if coded is None:
        return ""
    cells = [cell for cell in data.column(coded.at) if cell is not None]
    dividing = {kinds.SEX, kinds.AGE, kinds.DATE, kinds.YEAR, kinds.TEXT}
    if len(set(cells)) == len(cells):
        return f"En rad per område ({coded.header})."
    flags = any(c.kind == kinds.FLAG for c in found)
    counts = any(c.kind in {kinds.COUNT, kinds.NUMBER} for c in found)
    if counts and not flags and any(c.kind in dividing for c in found):
        return f"Flera rader per område ({coded.header}), en för varje grupp eller år."
    return "En rad per person eller händelse."


def of_persons(found: Sequence[Column]) -> list[Finding]:
    """Return what there is to say of columns that identify persons."""
    return [
        Finding(LOOK, f"kolumnen {c.header} ser ut som personnummer; den behövs inte, ta bort den")
        for c in found
        if c.kind == kinds.PERSON
    ]
