"""The columns of a grid: formulas, constants, inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from regso.workbook import theme
from regso.workbook.addresses import Addresses, Formula, Key, Row
from regso.workbook.book import Sheet
from regso.workbook.declared import Content, Input

Look = Mapping[str, object]
ByKey = Mapping[Any, Content] | Callable[[Any], Content]


@dataclass(frozen=True)
class Col:
    """A column of a grid.

    Attributes
    ----------
    name, title : str
        What formulas call it, and its header; a title that begins with = is a formula.
    width : float
        In characters.
    formula : str or callable
        Of every row, from the row; empty where a spill fills the column, or nothing does.
    style, look
        A style of the theme, and what this column adds to it; it may depend on the row's key.
    over : str or None
        What stands above the header, a formula if it begins with =; an empty text continues what
        the column before it has there.
    over_style : str
        Its style; by default it is centred over the columns that it continues over.
    over_look
        What it adds to its style.
    head : str
        The style of the header; by default as the column is aligned, and plain beside a page.
    head_look
        What the header adds to its style.
    error_of : sequence of str
        Columns, such as `share` or `now.share`, whose error the formula is too when it would
        else hide it.
    asks_itself : bool
        The formula says what an error in a spill that it reads means, so nothing guards it.
    """

    name: str
    title: str = ""
    width: float = 9
    formula: Formula = ""
    style: str = "cell"
    look: Look | Callable[[Any], Look] = field(default_factory=dict)
    over: str | None = None
    over_style: str = ""
    head: str = ""
    head_look: Look = field(default_factory=dict)
    error_of: Sequence[str] = ()
    asks_itself: bool = False
    over_look: Look = field(default_factory=dict)

    def style_of(self, row: Row) -> theme.Style:
        """Return the look of a cell, the row's own look between the style and the column's."""
        return theme.style(self.style, **self.added_look(row))

    def added_look(self, row: Row) -> Look:
        """Return what a row and the column add to the style."""
        own = self.look(row.key) if callable(self.look) else self.look
        return {**row.grid.look(row.key), **own}

    def write(self, sheet: Sheet, row: Row) -> None:
        """Write the cell of a row."""
        cell, look = row.grid.cell(self.name, row.key), self.style_of(row)
        formula = row.text(self.formula)
        if formula:
            own = [row.text(f"{{{name}}}") for name in self.error_of]
            errors = [*row.grid.error_of, *own]
            asked = self.asks_itself
            sheet.formula_in(cell, formula, look, error_of=errors, asks_itself=asked)
        else:
            sheet.put_in(cell, None, look)

    def write_title(self, sheet: Sheet, grid: Addresses, *, spans: bool) -> None:
        """Write the header, and what stands above it."""
        _text_or_formula(sheet, grid.cell(self.name), self.title, self.title_look())
        self.write_over(sheet, grid, spans=spans)

    def write_over(self, sheet: Sheet, grid: Addresses, *, spans: bool) -> None:
        """Write what stands above the header."""
        if self.over is not None:
            above = f"{grid.letter(self.name)}{grid.head - 1}"
            style = self.over_style or ("header_span" if spans else "header_over")
            _text_or_formula(sheet, above, self.over, theme.style(style, **self.over_look))

    def title_look(self) -> theme.Style:
        """Return the look of the header."""
        return theme.style(self.head or _head_of(self.style), **self.head_look)


def edge() -> Col:
    """Return the narrow last column of a table, the air between its numbers and its edge."""
    return Col("edge", width=1)


@dataclass(frozen=True)
class Given(Col):
    """A column of constants, by the key of the row; a row without one is blank."""

    values: ByKey = field(default_factory=dict)

    def constant(self, key: Key) -> Content:
        """Return the constant of a row."""
        return self.values(key) if callable(self.values) else self.values.get(key)

    def write(self, sheet: Sheet, row: Row) -> None:
        """Write the constant of a row."""
        sheet.put_in(row.grid.cell(self.name, row.key), self.constant(row.key), self.style_of(row))


@dataclass(frozen=True)
class Field(Col):
    """A column of inputs, by the key of the row."""

    inputs: Mapping[Any, Input] = field(default_factory=dict)

    def write(self, sheet: Sheet, row: Row) -> None:
        """Write the input of a row."""
        sheet.input(row.grid.cell(self.name, row.key), self.inputs[row.key])


@dataclass(frozen=True)
class Wide(Col):
    """A column of formulas that each take the place of several columns, merged.

    Attributes
    ----------
    columns : int
        How many columns a formula takes.
    """

    columns: int = 2

    def write(self, sheet: Sheet, row: Row) -> None:
        """Merge the cells of a row, and write its formula into the first."""
        cell = row.grid.cell(self.name, row.key)
        at, first = xl_cell_to_rowcol(cell)
        last = xl_rowcol_to_cell(at, first + self.columns - 1)
        sheet.merged(f"{cell}:{last}", "", self.style, **self.added_look(row))
        super().write(sheet, row)


def _head_of(style: str) -> str:
    """Return the style of a header above cells of a style: as they are aligned."""
    if style.startswith("aside"):
        return style
    return "header" if theme.STYLES[style].get("align", "left") == "left" else "header_right"


def _text_or_formula(sheet: Sheet, cell: str, text: str, look: theme.Style) -> None:
    if text.startswith("="):
        sheet.formula_in(cell, text[1:], look)
    else:
        sheet.put_in(cell, text or None, look)
