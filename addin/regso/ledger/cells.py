"""The tables and named cells of a workbook that `regso ledger` has made, as they stand now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from regso.errors import FileError
from regso.incoming import workbooks
from regso.indata import Cell, Data, day
from regso.ledger.amounts import ORE, to_ore
from regso.ledger.days import to_day
from regso.xlsx.cells import Area
from regso.xlsx.package import Package

_DAY_ZERO = dt.date(1899, 12, 30)
_LAST_SERIAL = 100_000


@dataclass(frozen=True)
class Exact(Data):
    """A table that is written as it is: a text stays a text, also where it looks like a number."""

    def column(self, index: int) -> list[Cell]:
        """Return the values of a column."""
        return [_cell(row[index]) for row in self.rows]


@dataclass(frozen=True)
class TableRow:
    """A row of a table, asked for by its headings."""

    sheet: str
    number: int
    values: Mapping[str, object]

    def text(self, name: str) -> str:
        """Return a cell as text; whole numbers have no decimals."""
        value = self.values.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()

    def whole(self, name: str) -> int:
        """Return a whole number, 0 where the cell is empty."""
        text = self.text(name) or "0"
        if not text.lstrip("-").isdecimal():
            raise self.wrong(name, "ett heltal")
        return int(text)

    def ore(self, name: str) -> int:
        """Return an amount, 0 where the cell is empty."""
        value = self.values.get(name)
        ore = 0 if value is None else to_ore(value)
        if ore is None:
            raise self.wrong(name, "ett belopp i kronor och ören")
        return ore

    def day(self, name: str) -> dt.date:
        """Return a day."""
        value = self.values.get(name)
        if isinstance(value, (int, float)) and 0 < value < _LAST_SERIAL:
            return _DAY_ZERO + dt.timedelta(days=int(value))
        found = to_day(value)
        if found is None:
            raise self.wrong(name, "ett datum, till exempel 2022-09-15,")
        return found

    def wrong(self, name: str, what: str) -> FileError:
        """Return the error of a cell that is not what it should be."""
        return FileError(
            f'Rad {self.number} på bladet {self.sheet} har "{self.text(name)}" i kolumnen {name}, '
            f"där {what} ska stå; rätta cellen och spara arbetsboken.",
        )


class Cells:
    """The values of a workbook; a sheet is read when it is asked for, as most never are."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self._package = Package(content, name)
        self._names = self._package.cell_names()
        self._sheets = {sheet.title: sheet for sheet in workbooks.sheets_of(content, name)}
        self._read: dict[str, list[workbooks.Values]] = {}

    def rows(self, table: str) -> list[TableRow]:
        """Return the rows of an Excel table that are not blank.

        Raises
        ------
        FileError
            The workbook has no such table: it was made by an older version.
        """
        found = self._package.table(table)
        if found is None:
            raise FileError(
                f"{self.name} saknar tabellen {table}; ange en ny arbetsbok med -o, eller en som "
                "regso ledger har skrivit.",
            )
        rows = self._values(found.sheet, found.body)
        return [
            TableRow(found.sheet, number, dict(zip(found.columns, row, strict=True)))
            for number, row in enumerate(rows, found.body.top)
            if any(value is not None for value in row)
        ]

    def named(self, name: str, settings: Mapping[str, str]) -> object:
        """Return a setting that is given, else the value of the cell with its name."""
        if name in settings:
            return settings[name] or None
        cell = self._names.get(name)
        if cell is None:
            raise FileError(
                f"{self.name} saknar cellen {name}; ange en ny arbetsbok med -o, eller en som "
                "regso ledger har skrivit.",
            )
        row, column = cell.place
        [[value]] = self._values(cell.sheet, Area(row, column, row, column))
        return value

    def has(self, name: str) -> bool:
        """Tell whether the workbook has a cell with a name."""
        return name in self._names

    def labelled(self, sheet: str, heading: str, label: str) -> dict[object, object]:
        """Return a row by its headings; both are known by their text in the column B.

        Raises
        ------
        FileError
            The workbook has no such sheet or row: it is not of the template Uppdraget.
        """
        headings: workbooks.Values = ()
        for row in self._rows(sheet) if sheet in self._sheets else ():
            first = row[1] if len(row) > 1 else None
            if first == heading:
                headings = row
            elif headings and first == label:
                return dict(zip_longest(headings, row[: len(headings)]))
        raise FileError(
            f"{self.name} är ingen arbetsbok av mallen Uppdraget: raden {label} på bladet {sheet} "
            "saknas; ange en som regso ledger eller regso render har skrivit.",
        )

    def _values(self, sheet: str, area: Area) -> list[list[object]]:
        """Return the values of an area; the rows of a sheet end with their last cell."""
        rows, width = self._rows(sheet)[area.top - 1 : area.bottom], area.right - area.left + 1
        found = [[*row[area.left - 1 : area.right]] for row in rows]
        found += [[] for _ in range(area.bottom - area.top + 1 - len(found))]
        return [row + [None] * (width - len(row)) for row in found]

    def _rows(self, sheet: str) -> list[workbooks.Values]:
        if sheet not in self._read:
            self._read[sheet] = [*self._sheets[sheet].rows()]
        return self._read[sheet]


def table(name: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Exact:
    """Return rows for a table of the template."""
    return Exact(name, list(headings), list(rows))


def money(ore: int) -> float:
    """Return öre as the number of kronor that a cell holds."""
    return ore / ORE


def _cell(value: object) -> Cell:
    if isinstance(value, dt.date):
        return day(value.isoformat())
    if value is None or value == "":
        return None
    return value if isinstance(value, (int, float)) else str(value)
