r"""What a formula reads, and the guard that follows from it.

A table that could not be made is one error value with empty cells around it. A formula that reads
such a cell would take it for an empty one and show a number or a text, so every formula that reads
what a formula of ours has spilled is first asked whether the spill is an error, and is then that
error. Nobody writes the question by hand: it follows from the addresses.

>>> unless_error("$B$5", "C6+1")
'IF(ISERROR($B$5),$B$5,C6+1)'
>>> without_own_sheet('Blad!A1&Annat!B2&"Blad!"', "Blad")
'A1&Annat!B2&"Blad!"'
>>> following("Blad!$B$5:$D$5", down=True)
'Blad!$B5:$D5'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from xlsxwriter.utility import xl_cell_to_rowcol

_REFERENCE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
      | (?:(?P<sheet>'(?:[^']|'')+'|[^\W\d]\w*)!)?
        (?<![\w.\[$])(?P<first>\$?[A-Z]{1,3}\$?[0-9]+)(?::(?P<last>\$?[A-Z]{1,3}\$?[0-9]+))?
        (?![\w(.\[])""",
    re.VERBOSE,
)


def quoted(sheet: str) -> str:
    """Return the name of a sheet as a formula writes it."""
    return sheet if sheet.isalpha() else "'" + sheet.replace("'", "''") + "'"


class SheetArea(NamedTuple):
    """Cells of a sheet, the rows and columns counted from 0."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: SheetArea) -> bool:
        """Tell whether the areas have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.sheet == other.sheet
            and self.left <= other.right
            and other.left <= self.right
        )


def reads(formula: str, sheet: str) -> Iterator[SheetArea]:
    """Yield the cells that a formula on a sheet names by address."""
    for match in _REFERENCE.finditer(formula):
        if match["first"] is None:
            continue
        named = match["sheet"]
        top, left = _place(match["first"])
        bottom, right = _place(match["last"] or match["first"])
        yield SheetArea(_unquoted(named) if named else sheet, top, left, bottom, right)


@cache
def _place(cell: str) -> tuple[int, int]:
    """Return the row and the column of a cell, which many formulas of a book name."""
    row, column = xl_cell_to_rowcol(cell.replace("$", ""))
    return row, column


@cache
def _unquoted(sheet: str) -> str:
    return sheet.strip("'").replace("''", "'")


def names_one(formula: str, sheets: Iterable[str]) -> bool:
    """Tell whether a formula may name cells of any of some sheets other than its own."""
    return any(f"{quoted(sheet)}!" in formula for sheet in sheets)


def without_own_sheet(formula: str, sheet: str) -> str:
    """Return a formula as it is written on a sheet: its own cells without the sheet's name."""
    own = f"{quoted(sheet)}!"
    if own not in formula:
        return formula
    outside = formula.split('"')  # every second part is within a text
    outside[::2] = [_names(own).sub("", part) for part in outside[::2]]
    return '"'.join(outside)


@cache
def _names(own: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'\]]){re.escape(own)}(?=\$?[A-Z])")


def following(address: str, *, down: bool = False, right: bool = False) -> str:
    """Return an absolute address that follows the cells of a rule down or to the right."""
    sheet, mark, cells = address.rpartition("!")
    column, row = "" if right else "$", "" if down else "$"
    return sheet + mark + re.sub(r"\$([A-Z]+)\$", rf"{column}\1{row}", cells)


def unless_error(cell: str, formula: str) -> str:
    """Return a formula that is the error of a cell, if the cell is one."""
    return f"IF(ISERROR({cell}),{cell},{formula})"


def guarded(formula: str, cells: Iterable[str]) -> str:
    """Return a formula that is the error of the first of some cells that is one."""
    for cell in reversed(list(dict.fromkeys(cells))):
        formula = unless_error(cell, formula)
    return formula
