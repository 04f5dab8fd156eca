"""The data rows of the input table, as text.

They are kept beside the tree of their sheet and put in when the sheet becomes bytes: a
register has many rows, and a tree of them would cost ten times the memory.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from lxml import etree

from regso.errors import CellError
from regso.indata import Cell
from regso.xlsx.cellindex import CellIndex
from regso.xlsx.cells import Area, Place, encode, escaped, letters, q, serialize, sheet_data

_AT_ONCE = 4096  # rows
_MARK = re.compile(rb"<\?regso (\d+) (\d+)\?>")


@dataclass(frozen=True)
class Body:
    """The data rows of the input table, not yet written into their sheet.

    Attributes
    ----------
    area : Area
        Where the rows go.
    columns : list of lists of str
        The XML of each cell after its reference; empty where there is no cell.
    error_codes : set of str
        The error values that the data themselves hold.
    row_attributes : str
        Attributes of a new row, such as its height.
    """

    area: Area
    columns: list[list[str]]
    error_codes: set[str]
    row_attributes: str

    @classmethod
    def of(
        cls,
        area: Area,
        columns: list[list[Cell]],
        styles: list[str],
        row_attributes: str,
    ) -> Body:
        """Return the rows of columns of cell values; an unmatched column has no cells.

        `styles` holds the style attribute of each column.
        """
        with_errors = [column for column in columns if CellError in {*map(type, column)}]
        codes = {c.code for column in with_errors for c in column if isinstance(c, CellError)}
        rows = area.bottom - area.top + 1
        tails = [
            _tails(column, style) if column else [""] * rows
            for column, style in zip(columns, styles, strict=True)
        ]
        return cls(area, tails, codes, row_attributes)

    def size(self) -> int:
        """Return how many bytes the rows become at least, without writing them."""
        rows = self.area.bottom - self.area.top + 1
        digits = sum(len(str(row)) for row in range(self.area.top, self.area.bottom + 1))
        around = len(f'<row r=""{self.row_attributes}></row>') * rows + digits
        cells = [[tail for tail in column if tail] for column in self.columns]
        whole = len('<c r="A"') * sum(map(len, cells)) + sum(len(t) for c in cells for t in c)
        return around + whole + digits * sum(len(column) == rows for column in cells)

    def serialize(self, sheet: etree._Element) -> bytes:
        """Return the sheet as bytes with the rows in place; the tree stays as it is."""
        marked = copy.deepcopy(sheet)
        _set_dimension(marked, self.area)
        self._mark(marked)
        pieces = _MARK.split(serialize(marked))
        out = [pieces[0]]
        for first, last, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            out += [self._written(int(first), int(last)), after]
        return b"".join(out)

    def _mark(self, sheet: etree._Element) -> None:
        """Mark the gaps between and within the sheet's rows where the data go."""
        data = sheet_data(sheet)
        top, bottom, next_row = self.area.top, self.area.bottom, self.area.top
        position = 0
        for row in list(data.iterchildren(q("row"))):
            number = int(row.get("r", ""))
            if number > bottom:
                break
            position = data.index(row) + 1
            if number < top:
                continue
            if number > next_row:
                row.addprevious(_mark(next_row, number))
                position += 1
            left = [c for c in row if Place.parse(c.get("r", "")).column < self.area.left]
            row.attrib.pop("spans", "")
            row.insert(len(left), _mark(number, number))
            next_row = number + 1
        if next_row <= bottom:
            data.insert(position, _mark(next_row, bottom + 1))

    def _written(self, first: int, stop: int) -> bytes:
        """Return the rows of a gap, or the cells of the one row that a gap lies within."""
        gap = (first, stop)
        if gap not in self._known:
            pieces = self._pieces(range(first, max(stop, first + 1)), whole=first < stop)
            self._known[gap] = "".join(pieces).encode()
        return self._known[gap]

    def _pieces(self, rows: range, *, whole: bool) -> Iterator[str]:
        """Yield the XML of cells and, of whole rows, what is around them, in order.

        A column at a time, of some rows at a time: that is quick, and takes little memory.
        """
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            at = slice(some.start - self.area.top, some.stop - self.area.top)
            columns = [
                _placed(letters(number), some, column[at])
                for number, column in enumerate(self.columns, self.area.left)
            ]
            if whole:
                starts = [f'<row r="{row}"{self.row_attributes}>' for row in some]
                columns = [starts, *columns, ["</row>"] * len(some)]
            yield from chain.from_iterable(zip(*columns, strict=True))

    @cached_property
    def _known(self) -> dict[tuple[int, int], bytes]:
        """What is written: the sheet is put in once for the engine and once for the user."""
        return {}


def _placed(column: str, rows: range, tails: list[str]) -> list[str]:
    """Return the XML of a column's cells; empty where there is none."""
    pairs = zip(rows, tails, strict=True)
    return [f'<c r="{column}{row}"{tail}' if tail else "" for row, tail in pairs]


def _mark(first: int, stop: int) -> etree._Element:
    return etree.ProcessingInstruction("regso", f"{first} {stop}")


def _set_dimension(sheet: etree._Element, area: Area) -> None:
    dimension = sheet.find(q("dimension"))
    if dimension is not None:
        others = CellIndex(sheet).extent() or area
        dimension.set("ref", str(others.with_(area)))


def _tails(values: list[Cell], style: str) -> list[str]:
    """Return the XML of each value; equal values of one type share theirs."""
    known: dict[tuple[type, Cell], str] = {}
    tails = []
    for value in values:
        key = (type(value), value)
        tail = known.get(key)
        if tail is None:
            tail = known[key] = _tail(value, style)
        tails.append(tail)
    return tails


def _tail(value: Cell, style: str) -> str:
    if value is None:
        return f"{style}/>" if style else ""
    kind, text = encode(value)
    if kind == "n":
        return f"{style}><v>{text}</v></c>"
    if kind != "str":
        return f'{style} t="{kind}"><v>{text}</v></c>'
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f'{style} t="inlineStr"><is><t{space}>{escaped(text)}</t></is></c>'
