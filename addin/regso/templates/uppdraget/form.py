"""The sheet Uppgifter: label, the user's value, the value that is used, and a hint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regso.templates.uppdraget import decisions
from regso.templates.uppdraget.fields import ON_FORM, SECTIONS
from regso.workbook import page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Field, Given
from regso.workbook.declared import Input
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page

_SHEET = "Uppgifter"
_FIRST = 4  # the row of the first heading
_ASIDE = {"bold": False, "font_size": 10, "indent": 1}
_INPUTS = {item.name: item for item in ON_FORM}
_LABELS = {item.name: item.label for item in ON_FORM}
_HINTS = {item.name: item.hint for item in ON_FORM}
_LONG = 80  # characters, more than two lines


@dataclass(frozen=True)
class _Used(Col):
    """A column of the values that are used, days among them."""

    def style_of(self, row: Row) -> theme.Style:
        is_day = _INPUTS[str(row.key)].style == "input_date"
        return theme.style("cell_date" if is_day else "value")


def _used(row: Row) -> str:
    name = str(row.key)
    otherwise = decisions.known(name) if decisions.states(name) else '""'
    return f'IF({name}="",{otherwise},{name})'


def _section(head: int, title: str, items: Sequence[Input]) -> Grid:
    columns = (
        Given("label", title, 26, style="label", head="section", values=_LABELS),
        Field("input", "du fyller i", 46, head="section", head_look=_ASIDE, inputs=_INPUTS),
        _Used("used", "används", 46, _used, head="section", head_look=_ASIDE),
        Given("hint", "", 62, style="hint", look={"indent": 1},
              head="section", head_look=_ASIDE, values=_HINTS),
    )  # fmt: skip
    names = tuple(item.name for item in items)
    return Grid(_SHEET, "B", head, columns, names, heights=(0, 22, 24))


def _sections() -> Iterator[Grid]:
    """Yield the sections below each other, with a gap between them."""
    head = _FIRST
    for title, items in SECTIONS.items():
        grid = _section(head, title, items)
        yield grid
        head = grid.last + 2


_GRIDS = tuple(_sections())
_GRID_OF = {name: grid for grid in _GRIDS for name in grid.rows}


def used(name: str) -> str:
    """Return the cell with the value that is used: the user's, else the decision's."""
    return _GRID_OF[name]["used", name]


def _draw(sheet: Sheet) -> None:
    page.title(sheet, _SHEET, "Det som ska stå på sidorna till Kammarkollegiet")
    sheet.heights({3: 10})
    for grid in _GRIDS:
        grid.write(sheet)
    for item in ON_FORM:
        if len(str(item.example or "")) > _LONG:
            sheet.heights({_GRID_OF[item.name].number(item.name): 46})
    first, *_ = _GRIDS
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection(first.cell("input", first.rows[0]))


PAGE = Page(_SHEET, "input", widths(*_GRIDS, margin=2), _draw, landscape=True)
