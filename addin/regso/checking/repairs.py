"""The columns of a register as the templates read them: codes for names, one spelling of groups.

What is repaired is said, with how many rows. A cell that cannot be read stays as it is, so that it
is counted as unknown and never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from regso.checking.findings import DONE, LOOK, Finding, counted
from regso.checking.words import LABELLED, NAMED, age_of, code_of, sex_of
from regso.core.areas.areas import Areas
from regso.indata import Cell, Data, header_key

CODE, SEX, AGE = "kod", "kon", "alder"
_SAID: Final = {SEX: "kön är skrivet på andra sätt än män och kvinnor",
                AGE: "åldrar är skrivna på andra sätt än 20-64 och 85+"}  # fmt: skip

_SPELLED: Final = {SEX: sex_of, AGE: age_of}


class Repaired(NamedTuple):
    """A register as the templates read it, and what was done to it."""

    data: Data
    findings: list[Finding]


def repaired(data: Data, columns: Mapping[str, str], vintages: Sequence[Areas]) -> Repaired:
    """Return a register with codes, sexes and ages as the templates read them.

    Parameters
    ----------
    data : Data
    columns : mapping
        Column of the template to header of the data; other columns match by name.
    vintages : sequence of Areas
        Those in which names are sought, the first one first.
    """
    findings: list[Finding] = []
    headers = {header_key(column): header for column, header in columns.items()}
    for column in (CODE, SEX, AGE):
        at = data.index(headers.get(column, column))
        if at is None:
            continue
        cells = data.column(at)
        found = _codes(cells, vintages) if column == CODE else _spelled(cells, _SPELLED[column])
        if not found:
            continue
        data = replace(data, rows=[_with(row, at, found) for row in data.rows])
        findings += _said(column, data.headers[at], cells, found, vintages)
    return Repaired(data, findings)


def _with(row: Sequence[object], at: int, found: Mapping[object, str]) -> Sequence[object]:
    new = found.get(_key(row[at]))
    return row if new is None else [*row[:at], new, *row[at + 1 :]]


def _key(cell: object) -> object:
    """Return a cell as a column holds it: a number that a CSV has as text is that number."""
    return cell.strip() if isinstance(cell, str) else cell


def _codes(cells: Sequence[Cell], vintages: Sequence[Areas]) -> dict[object, str]:
    """Return the codes of cells that the functions cannot read: labels and names."""
    found = {}
    for cell in {cell for cell in cells if isinstance(cell, str)}:
        read = code_of(cell, vintages)
        if read is not None and read.how in {LABELLED, NAMED}:
            found[_key(cell)] = read.code
    return found


def _spelled(cells: Sequence[Cell], spelled: Callable[[object], str | None]) -> dict[object, str]:
    """Return the right spelling of cells that are spelled in another way."""
    found: dict[object, str] = {}
    for cell in {cell for cell in cells if cell is not None and not isinstance(cell, bool)}:
        new = spelled(cell)
        if new is not None and new != cell:
            found[_key(cell)] = new
            found[_key(str(cell))] = new
    return found


def _said(
    column: str,
    header: str,
    cells: Sequence[Cell],
    found: Mapping[object, str],
    vintages: Sequence[Areas],
) -> list[Finding]:
    rows = sum(_key(cell) in found for cell in cells)
    number = counted(rows, "rad", "rader")
    if column != CODE:
        return [Finding(DONE, f"kolumnen {header}: {_SAID[column]}, och är lästa så på {number}")]
    names = [c for c in found if (r := code_of(c, vintages)) is not None and r.how == NAMED]
    named = sum(_key(cell) in names for cell in cells)
    said = []
    if named:
        text = f"kolumnen {header} har namn i stället för koder; {counted(named, 'rad', 'rader')}"
        said.append(Finding(DONE, f"{text} fick sin kod, som REGSO_KOD ger den"))
    if rows > named:
        text = f"kolumnen {header} har namn efter koderna; namnen stämmer, och koden är läst på"
        said.append(Finding(DONE, f"{text} {counted(rows - named, 'rad', 'rader')}"))
    lost = sum(isinstance(c, str) and code_of(c, vintages) is None for c in set(cells))
    if lost and named:
        said.append(Finding(LOOK, f"{counted(lost, 'namn', 'namn')} i {header} finns inte, eller "
                                  'finns i flera kommuner; skriv "Kommun (Namn)"'))  # fmt: skip
    return said
