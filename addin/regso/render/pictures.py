"""Fill the picture slots of a template: the picture on a sheet that has a map.

The sheet is known by a fact of its own, which follows it when it is renamed; older files by its
name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from regso.core.disclosure import siblings
from regso.indata import Cell
from regso.render.engine import Recalculated
from regso.workbook.mapplace import (
    ALT_TEXT,
    AREA,
    COLUMNS,
    DRAWN,
    FACT,
    GROUPS,
    HEADED,
    HEADING,
    INDICATED,
    INDICATOR,
    KINDS,
    LEVEL,
    LIST_AREA,
    LISTED,
    MAP_AREA,
    METHOD,
    NOT_YET,
    NUMBER,
    SHEET,
    SHOWN,
    THRESHOLD,
    VIEWS,
    YEAR,
    blank,
)
from regso.workbook.printed.emptypages import NAME as EMPTY_IF
from regso.xlsx import vector
from regso.xlsx.cells import Place
from regso.xlsx.package import DOCUMENT, Package

if TYPE_CHECKING:
    from regso.render.maps.cells import ListCells

Picture = tuple[bytes, bytes, str]  # PNG, SVG or nothing, and the alternative text
_EMBED = f"{{{DOCUMENT}}}embed"
_SETTINGS = (SHOWN, HEADING, LEVEL, METHOD, NUMBER, THRESHOLD)
_BESIDE = (LISTED, INDICATED)  # shares that stand beside other sheets of the same register
_ALT_TEXT = "descr"
_ABOUT_A_MAP = "Karta"  # how the alternative text of a map begins, and of no other picture


class Slot(NamedTuple):
    """The place of a map: its sheet, what is drawn, its drawing and picture, who names them."""

    sheet: str
    drawn: str
    drawing: str
    picture: str
    blip: etree._Element
    named: etree._Element

    @property
    def text(self) -> str:
        """Its alternative text."""
        return self.named.get(_ALT_TEXT, "")

    @property
    def is_own(self) -> bool:
        """Tell whether it may show the user's own values."""
        return self.text != ALT_TEXT

    def shown(self, package: Package) -> Picture:
        """Return what is there."""
        svg = vector.part_of(package, self.drawing, self.blip)
        return package.parts[self.picture], package.parts.get(svg, b""), self.text

    def fill(self, package: Package, png: bytes, svg: bytes, text: str) -> None:
        """Put a picture there, with its alternative text."""
        package.parts[self.picture] = png
        vector.put(package, self.drawing, self.blip, svg)
        if self.text != text:
            package.change(self.drawing)
            self.named.set(_ALT_TEXT, text)


def draw(package: Package, result: Recalculated, *, together: bool = False) -> None:
    """Draw the maps that the workbook's inputs and its table Indata choose.

    `together` tells that the workbook is one of several whose tables are settled together; what
    rests on counts in single areas is not, and is hidden.
    """
    slots = list(maps(package))
    cells = _Cells(package, result)
    for sheet in dict.fromkeys(slot.sheet for slot in slots):
        found = [slot for slot in slots if slot.sheet == sheet]
        drawn = cells.drawn(sheet, found[0].drawn, together=together)
        for slot in found:
            if drawn is not None:
                slot.fill(package, *drawn)


class _Cells:
    """The calculated cells that a map is drawn from."""

    def __init__(self, package: Package, result: Recalculated) -> None:
        self._package, self._result = package, result
        self._names = package.cell_names()

    def drawn(self, sheet: str, what: str, *, together: bool) -> Picture | None:
        """Return the picture of a sheet and its text; None where the workbook lacks its inputs."""
        if what in _BESIDE:
            if self._on(sheet, EMPTY_IF) not in {None, ""}:
                return blank(), b"", NOT_YET
            draw_it = self._of_list if what == LISTED else self._of_indicator
            with siblings.settling(lambda _, own: own()) if together else nullcontext():
                return draw_it(sheet)
        if not {AREA, YEAR} <= self._names.keys():
            return None
        with siblings.settling(lambda _, own: own()) if together else nullcontext():
            return self._of_area()

    def _of_list(self, sheet: str) -> Picture:
        from regso.render.maps.cells import own_picture  # noqa: PLC0415 - heavy

        return own_picture(self._list_cells(sheet, LIST_AREA, COLUMNS))

    def _of_indicator(self, sheet: str) -> Picture:
        from regso.render.maps.cells import IndicatorCells, own_picture  # noqa: PLC0415 - heavy

        code, _, persons = COLUMNS
        listed = self._list_cells(sheet, MAP_AREA, (code, str(self._named(INDICATOR)), persons))
        return own_picture(IndicatorCells(listed, self._columns(GROUPS), self._on(sheet, KINDS)))

    def _list_cells(self, sheet: str, area: str, columns: Sequence[str]) -> ListCells:
        from regso.render.maps.cells import ListCells  # noqa: PLC0415 - heavy

        settings = {name: self._named(name) for name in (METHOD, NUMBER, THRESHOLD)}
        where, heading = (self._named(area), self._named(YEAR)), self._on(sheet, HEADED)
        return ListCells(*where, self._columns(columns), settings, heading)

    def _of_area(self) -> Picture:
        from regso.render.area_map import picture  # noqa: PLC0415 - heavy
        from regso.render.maps.cells import OwnCells, own_picture  # noqa: PLC0415

        where = self._named(AREA), self._named(YEAR)
        is_own = {*_SETTINGS} <= self._names.keys() and self._named(SHOWN) != VIEWS[-1]
        columns = self._columns(COLUMNS) if is_own else ([],)
        if all(cell in {None, ""} for cell in columns[0]):
            return picture(*where)
        settings = {name: self._named(name) for name in _SETTINGS}
        return own_picture(OwnCells(*where, columns, settings))

    def _named(self, name: str) -> Cell:
        if name not in self._names:
            return None
        return self._result.value(self._names[name].sheet, self._names[name].place)

    def _on(self, sheet: str, fact: str) -> Cell:
        """Return the value of the cell that a fact of a sheet points out."""
        where = self._package.fact(sheet, fact)
        return self._result.value(sheet, Place.parse(where)) if where else None

    def _columns(self, wanted: Sequence[str]) -> tuple[list[Cell], ...]:
        """Return the cells of some columns of Indata; a column that it lacks is empty."""
        table = self._package.table("Indata")
        if table is None:
            return tuple([] for _ in wanted)
        titles = [title.casefold() for title in table.columns]
        rows = range(table.body.top, table.body.bottom + 1)

        def cells(title: str) -> list[Cell]:
            if title not in titles:
                return [None] * len(rows)
            column = table.body.left + titles.index(title)
            return [self._result.value(table.sheet, Place(row, column)) for row in rows]

        return tuple(map(cells, wanted))


def maps(package: Package) -> Iterator[Slot]:
    """Yield the places of the maps of a workbook."""
    for sheet, part in package.sheets.items():
        drawn = package.fact(sheet, FACT) or (DRAWN if sheet == SHEET else "")
        if drawn not in {DRAWN, *_BESIDE}:
            continue
        found = list(_pictures(package, sheet, part, drawn))
        told = [slot for slot in found if slot.text.startswith(_ABOUT_A_MAP)]
        # Where someone has rewritten the text, an old map must not be taken for a logotype.
        yield from told or found


def _pictures(package: Package, sheet: str, part: str, drawn: str) -> Iterator[Slot]:
    for drawing in package.related(part, "drawing").values():
        pictures = package.related(drawing, "image")
        for anchor in package.tree(drawing):
            named, blip = anchor.find(".//{*}pic//{*}cNvPr"), anchor.find(".//{*}blip")
            if named is not None and blip is not None and blip.get(_EMBED, "") in pictures:
                yield Slot(sheet, drawn, drawing, pictures[blip.get(_EMBED, "")], blip, named)
