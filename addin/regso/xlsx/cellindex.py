"""The rows and cells of a worksheet part, found by their places."""

from __future__ import annotations

from lxml import etree

from regso.xlsx.cells import Area, Place, q, sheet_data

_CELL, _FORMULA = q("c"), q("f")


class CellIndex:
    """The rows and cells of a parsed worksheet; the cells of a row are read when asked for.

    Parameters
    ----------
    sheet : element
        The root of a worksheet part.
    """

    def __init__(self, sheet: etree._Element) -> None:
        self._data = sheet_data(sheet)
        self._rows = {int(row.get("r", "")): row for row in self._data.iterchildren(q("row"))}
        self._cells: dict[int, dict[int, etree._Element]] = {}
        self._before: Area | None = None  # the extent before the first cell that was made
        self._has_new = False

    def formulas(self) -> list[tuple[Place, etree._Element, etree._Element]]:
        """Return place, cell and formula element of every formula cell, in order."""
        found = []
        for element in self._data.iter(_FORMULA):
            cell = element.getparent()
            if cell is not None:
                place = Place.parse(cell.get("r", ""))
                if self.get(place) is cell:  # a damaged sheet has two cells at a place
                    found.append((place, cell, element))
        return found

    def get(self, place: Place) -> etree._Element | None:
        """Return the cell at a place, if the part has it."""
        row, column = place
        cells = self._cells.get(row)
        return (self._in_row(row) if cells is None else cells).get(column)

    def cell(self, place: Place) -> etree._Element:
        """Return the cell at a place; it is made if the part does not have it."""
        found = self.get(place)
        if found is not None:
            return found
        if not self._has_new:
            self._before, self._has_new = self.extent(), True
        row = self._row(place.row)
        row.attrib.pop("spans", "")  # a hint that would now be wrong
        cell = etree.Element(_CELL, r=str(place))
        after = [c for c in row if Place.column_of(c.get("r", "")) < place.column]
        row.insert(len(after), cell)
        self._in_row(place.row)[place.column] = cell
        return cell

    def _in_row(self, number: int) -> dict[int, etree._Element]:
        """Return the cells of a row by column."""
        if number not in self._cells:
            row = self._rows.get(number)
            cells = () if row is None else row.iterchildren(_CELL)
            self._cells[number] = {Place.column_of(cell.get("r", "")): cell for cell in cells}
        return self._cells[number]

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
        places = [Place.parse(cell.get("r", "")) for cell in self._data.iter(_CELL)]
        if not places:
            return None
        rows, columns = zip(*places, strict=True)
        return Area(min(rows), min(columns), max(rows), max(columns))

    def grown(self) -> Area | None:
        """Return what `extent` has become, if cells that were made changed it."""
        after = self.extent() if self._has_new else None
        return None if after == self._before else after
