"""The data rows of the input table, as text.

They are kept beside the tree of their sheet and put in when the sheet becomes bytes: a
register has many rows, and a tree of them would cost ten times the memory.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from regso.errors import CellError
from regso.indata import Cell
from regso.render.cells import Area, Place, encode, letters, q, serialize, sheet_data

_MARK = re.compile(rb"<\?regso (\d+) (\d+)\?>")


@dataclass(frozen=True)
class Body:
    """The data rows of the input table, not yet written into their sheet.

    Attributes
    ----------
    area : Area
        Where the rows go.
    columns : list of lists of cell values; an unmatched column is empty
    styles : list of str, the style attribute of each column
    row_attributes : str
        Attributes of a new row, such as its height.
    """

    area: Area
    columns: list[list[Cell]]
    styles: list[str]
    row_attributes: str

    def serialize(self, sheet: etree._Element) -> bytes:
        """Return the sheet as bytes with the rows in place; the tree stays as it is."""
        marked = copy.deepcopy(sheet)
        self._mark(marked)
        pieces = _MARK.split(serialize(marked))
        out = [pieces[0]]
        for first, last, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            if first == last:
                out.append(self._cells(int(first)).encode())
            else:
                out.append("".join(self._rows(int(first), int(last))).encode())
            out.append(after)
        return b"".join(out)

    def error_codes(self) -> set[str]:
        """Return the error values that the data themselves hold."""
        return {c.code for column in self.columns for c in column if isinstance(c, CellError)}

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

    def _rows(self, first: int, stop: int) -> Iterator[str]:
        for row in range(first, stop):
            yield f'<row r="{row}"{self.row_attributes}>{self._cells(row)}</row>'

    def _cells(self, row: int) -> str:
        i, left = row - self.area.top, self.area.left
        return "".join(
            _cell_xml(f"{letters(left + j)}{row}", self.styles[j], column[i] if column else None)
            for j, column in enumerate(self.columns)
        )


def _mark(first: int, stop: int) -> etree._Element:
    return etree.ProcessingInstruction("regso", f"{first} {stop}")


def _cell_xml(reference: str, style: str, value: Cell) -> str:
    if value is None:
        return f'<c r="{reference}"{style}/>' if style else ""
    kind, text = encode(value)
    if kind == "n":
        return f'<c r="{reference}"{style}><v>{text}</v></c>'
    if kind != "str":
        return f'<c r="{reference}"{style} t="{kind}"><v>{text}</v></c>'
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f'<c r="{reference}"{style} t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
