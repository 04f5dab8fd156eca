"""A workbook in memory: sheets with a use, named styles, protection, and always the same bytes.

Formulas are written when the book is saved, because only then every spill is known that they may
read: what a formula reads decides how it is guarded (`regso.workbook.formulas`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from regso.workbook import theme
from regso.workbook.charts.look import Chart
from regso.workbook.declared import Content, Input
from regso.workbook.deferred import Deferred, PlainWorksheet, stored
from regso.workbook.formulas import SheetArea, quoted, without_own_sheet
from regso.workbook.use import NAME, WORDS, Use

_CREATED = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is built
_CALC_ID = 191029
_A4 = 9
_FOOT = 11  # points, shrunk with the page in LibreOffice
_WIDTH = 8.43  # of a column that is not set
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": theme.FONT, "font_size": 11},
}
_MAY_STILL = {"format_columns": True, "format_rows": True}  # widen a column, nothing else


@dataclass
class Book:
    """A workbook in memory."""

    title: str
    _file: BytesIO = field(default_factory=BytesIO)
    _formats: dict[str, Any] = field(default_factory=dict)
    _sheets: list[Sheet] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._book = Workbook(self._file, _OPTIONS)
        self._book.set_properties(
            {"title": self.title, "author": "RegSO för Excel", "created": _CREATED},
        )
        # Excel without the add-in must show the values that came with the file.
        self._book.set_calc_mode("auto", _CALC_ID)
        self._book.calc_on_load = False
        self._book.set_size(1920, 1200)

    def format(self, style: theme.Style) -> Any:
        """Return the workbook's format for a style, the same object for the same style."""
        key = repr(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(style)
        return self._formats[key]

    def sheet(
        self,
        name: str,
        widths: Sequence[float],
        *,
        use: Use,
        landscape: bool = False,
        protected: bool = True,
    ) -> Sheet:
        """Add a sheet for a use, with column widths, page setup and protection (no password).

        It is printed on A4, one page wide and as many high as needed, with page numbers.
        """
        raw = self._book.add_worksheet(name, PlainWorksheet)
        for i, width in enumerate(widths):
            raw.set_column(i, i, width)
        raw.set_paper(_A4)
        if landscape:
            raw.set_landscape()
        raw.fit_to_pages(1, 0)
        raw.set_margins(left=0.5, right=0.5, top=0.55, bottom=0.65)
        about = f'&L&{_FOOT}&"{theme.FONT}"{self.title} · RegSO för Excel'
        raw.set_footer(f"{about}&C&{_FOOT}&A&R&{_FOOT}Sida &P av &N", {"margin": 0.3})
        raw.hide_gridlines(2)
        if protected:
            raw.protect("", _MAY_STILL)
        self._book.define_name(f"{quoted(name)}!{NAME}", stored(f'"{WORDS[use]}"'))
        self._sheets.append(Sheet(self, raw, tuple(widths), landscape=landscape))
        return self._sheets[-1]

    def define(self, name: str, reference: str) -> None:
        """Give a cell its name in the whole workbook."""
        self._book.define_name(name, stored(reference))

    def chart(self, kind: str, subtype: str | None = None) -> Chart:
        """Add a chart, to be placed on a sheet; the kinds are XlsxWriter's: bar, line ..."""
        added: Chart = self._book.add_chart({"type": kind, "subtype": subtype})
        return added

    def save(self) -> bytes:
        """Close the workbook and return the file."""
        found = {s.name: [f.area for f in s.formulas if f.spills] for s in self._sheets}
        spills = {sheet: areas for sheet, areas in found.items() if areas}
        for sheet in self._sheets:
            sheet.write_formulas(spills)
        self._book.close()
        return self._file.getvalue()


@dataclass
class Sheet:
    """A sheet of a book; `raw` is XlsxWriter's own, for what has no shorter way here.

    `tall` has the heights that are set, in points, by row as users see it.
    """

    book: Book
    raw: Any
    widths: Sequence[float]
    formulas: list[Deferred] = field(default_factory=list)
    tall: dict[int, float] = field(default_factory=dict)
    landscape: bool = False

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return str(self.raw.get_name())

    def width(self, column: int) -> float:
        """Return the width of a column, counted from 0."""
        return self.widths[column] if column < len(self.widths) else _WIDTH

    def put(self, cell: str, content: Content, style: str = "body", **extra: object) -> None:
        """Write a text, a number or a date; None is an empty cell with a style."""
        self.put_in(cell, content, theme.style(style, **extra))

    def put_in(self, cell: str, content: Content, look: theme.Style) -> None:
        """Write a text, a number or a date in a look."""
        self.raw.write(cell, content, self.book.format(look))

    def row(
        self, first: str, row: int, contents: Sequence[Content], style: str, **extra: object
    ) -> None:
        """Write texts and numbers side by side in a row, from a column on."""
        top, left = xl_cell_to_rowcol(f"{first}{row}")
        look = theme.style(style, **extra)
        for column, content in enumerate(contents, left):
            self.put_in(xl_rowcol_to_cell(top, column), content, look)

    def merged(self, cells: str, content: Content, style: str, **extra: object) -> None:
        """Write a text across merged cells; a formula goes into their first cell afterwards."""
        self.raw.merge_range(cells, content, self.book.format(theme.style(style, **extra)))

    def across(
        self,
        first: str,
        last: str,
        row: int,
        formula: str,
        style: str,
        *,
        error_of: Sequence[str] = (),
        **extra: object,
    ) -> None:
        """Write a formula across the columns of a row, merged; `error_of` as for `formula_in`.

        One with a function of ours, which is a dynamic array, may not be merged in Excel; its text
        flows over the empty cells beside it, on one line.
        """
        cell, look = f"{first}{row}", theme.style(style, **extra)
        if "REGSO_" not in formula:
            self.merged(f"{cell}:{last}{row}", "", style, **extra)
        elif look.get("text_wrap"):
            raise ValueError(f"a dynamic array cannot be merged: {formula}")
        else:
            look = {**look, "shrink": False}  # to the width of its first column
        self.formula_in(cell, formula, look, error_of=error_of)

    def formula(self, cell: str, formula: str, style: str = "body", **extra: object) -> None:
        """Write a formula with one value."""
        self.formula_in(cell, formula, theme.style(style, **extra))

    def formula_in(
        self,
        cell: str,
        formula: str,
        look: theme.Style,
        *,
        error_of: Sequence[str] = (),
        asks_itself: bool = False,
        value: Content = "",
    ) -> None:
        """Write a formula with one value in a look.

        Parameters
        ----------
        cell, formula : str
        look : dict
        error_of : sequence of str
            Cells whose error the formula is too, besides those of the spills that it reads.
        asks_itself : bool
            The formula says what an error in a spill that it reads means, so it is not guarded.
        value : number or str
            What the cell holds before it is calculated.
        """
        area = self._area(cell, 1, 1)
        self.formulas.append(Deferred(
            area, formula, [[look]], asks_itself=asks_itself, error_of=error_of, value=value
        ))  # fmt: skip

    def spill(
        self,
        cell: str,
        formula: str,
        looks: Sequence[Sequence[theme.Style]],
        *,
        error_of: Sequence[str] = (),
    ) -> None:
        """Write a formula that spills over as many rows and columns as there are looks.

        `error_of` as for `formula_in`.
        """
        area = self._area(cell, len(looks), len(looks[0]))
        self.formulas.append(Deferred(area, formula, looks, spills=True, error_of=error_of))

    def _area(self, cell: str, rows: int, columns: int) -> SheetArea:
        top, left = xl_cell_to_rowcol(cell)
        return SheetArea(self.name, top, left, top + rows - 1, left + columns - 1)

    def write_formulas(self, spills: Mapping[str, Sequence[SheetArea]]) -> None:
        """Write the formulas, each guarded for what it reads of the book's spills, by sheet.

        One with a worksheet function of ours is a dynamic array, because Excel would otherwise
        show it with an @.
        """
        for formula in self.formulas:
            text = formula.guarded_by(spills)
            looks = [[self.book.format(look) for look in row] for row in formula.looks]
            _, top, left, bottom, right = formula.area
            if formula.spills or "REGSO_" in text:
                self.raw.write_dynamic_array_formula(
                    top, left, bottom, right, stored(text), looks[0][0], ""
                )
            else:
                self.raw.write_formula(top, left, stored(text), looks[0][0], formula.value)
            for r, row in enumerate(looks):
                for c, look in enumerate(row):
                    if r or c:
                        self.raw.write_blank(top + r, left + c, None, look)

    def heights(self, heights: Mapping[int, float]) -> None:
        """Set the heights of rows, numbered as users see them."""
        self.tall.update(heights)
        for row, height in heights.items():
            self.raw.set_row(row - 1, height)

    def fact(self, name: str, text: str) -> None:
        """Write a fact of the sheet into the file, as a name of the sheet's own."""
        self.book.define(f"{quoted(self.name)}!{name}", f'"{text}"')

    def rule(self, cells: str, formula: str, look: theme.Style) -> None:
        """Format cells while a formula, written for the first of them, is true."""
        criteria = stored(without_own_sheet(formula, self.name))
        self.raw.conditional_format(
            cells, {"type": "formula", "criteria": criteria, "format": self.book.format(look)}
        )

    def verdict_rules(self, cells: str) -> None:
        """Colour cells by their first word: OK, Granska or Fel."""
        first = cells.partition(":")[0]
        for word, look in (("OK", theme.GOOD), ("Granska", theme.WARN), ("Fel", theme.BAD)):
            self.rule(cells, f'LEFT({first},{len(word)})="{word}"', look)

    def input(self, cell: str, item: Input) -> None:
        """Write an input with its validation, its prompt and its defined name."""
        self.put(cell, item.example, item.style)
        self.raw.data_validation(
            cell,
            {
                "ignore_blank": item.example is None,
                "input_title": item.label[:32],
                "input_message": item.hint[:255],
                "error_title": "Värdet går inte att använda",
                **item.rule,
            },
        )
        row, column = xl_cell_to_rowcol(cell)
        absolute = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        self.book.define(item.name, f"{quoted(self.name)}!{absolute}")
