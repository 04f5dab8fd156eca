"""The rows and cells of a worksheet part, found by their places."""

from __future__ import annotations

from lxml import etree

from regso.xlsx.cells import Area, Place, q, sheet_data

_FORMULA = q("f")


class CellIndex:
    """The rows and cells of a parsed worksheet, indexed once.

    Parameters
    ----------
    sheet : element
        The root of a worksheet part.
    """

    def __init__(self, sheet: etree._Element) -> None:
        self._data = sheet_data(sheet)
        self._rows = {int(row.get("r", "")): row for row in self._data.iterchildren(q("row"))}
        self._cells = {
            Place.parse(cell.get("r", "")): cell
            for row in self._rows.values()
            for cell in row.iterchildren(q("c"))
        }

    def formulas(self) -> list[tuple[Place, etree._Element, etree._Element]]:
        """Return place, cell and formula element of every formula cell, in order."""
        found = []
        for place, cell in self._cells.items():
            for child in cell:
                if child.tag == _FORMULA:
                    found.append((place, cell, child))
                    break
        return found

    def copied(self, copy: etree._Element) -> dict[Place, etree._Element]:
        """Return the cells of a copy of the worksheet as it was read, by their places."""
        cells = [cell for row in sheet_data(copy) for cell in row.iterchildren(q("c"))]
        if len(cells) != len(self._cells):  # a damaged sheet has two cells at a place
            return CellIndex(copy)._cells  # noqa: SLF001 - our own
        return dict(zip(self._cells, cells, strict=True))

    def get(self, place: Place) -> etree._Element | None:
        """Return the cell at a place, if the part has it."""
        return self._cells.get(place)

    def cell(self, place: Place) -> etree._Element:
        """Return the cell at a place; it is made if the part does not have it."""
        found = self._cells.get(place)
        if found is not None:
            return found
        row = self._row(place.row)
        row.attrib.pop("spans", "")  # a hint that would now be wrong
        cell = etree.Element(q("c"), r=str(place))
        after = [c for c in row if Place.parse(c.get("r", "")).column < place.column]
        row.insert(len(after), cell)
        self._cells[place] = cell
        return cell

    def _row(self, number: int) -> etree._Element:
        if number not in self._rows:
            row = etree.Element(q("row"), r=str(number))
            before = number - 1 if number - 1 in self._rows else self._last_row_before(number)
            if before is None:
                self._data.insert(0, row)
            else:
                self._rows[before].addnext(row)
            self._rows[number] = row
        return self._rows[number]

    def _last_row_before(self, number: int) -> int | None:
        return max((r for r in self._rows if r < number), default=None)

    def extent(self) -> Area | None:
        """Return the smallest area that holds all cells, if there are any."""
        if not self._cells:
            return None
        rows = [place.row for place in self._cells]
        columns = [place.column for place in self._cells]
        return Area(min(rows), min(columns), max(rows), max(columns))
