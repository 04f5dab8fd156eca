"""Write a workbook: named styles, formulas in one storage form, inputs, protection, fixed bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from regso.workbook import theme
from regso.workbook.use import NAME, WORDS, Use

_CREATED = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the same bytes whenever it is built
_CALC_ID = 191029
_WIDTH = 8.43  # of a column that is not set
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": theme.FONT, "font_size": 11},
}
# The start of a name, local to the sheet of Indata, that says what an absent column is.
ABSENT = "saknad_"
# A name, local to the sheet of a table, that says which columns data must have.
REQUIRED = "obligatoriska"
_MAY_STILL = {"format_columns": True, "format_rows": True}  # widen a column, nothing else

Content = str | float | dt.date | None


def stored(formula: str) -> str:
    """Return a formula as the file holds it."""
    return f"={formula}"


def quoted(sheet: str) -> str:
    """Return the name of a sheet as a formula writes it."""
    return sheet if sheet.isalpha() else "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True)
class Input:
    """A cell that the user fills in, and its defined name; an example of None leaves it blank.

    `is_example` tells whether the value it is built with is made up, so that it must not stand
    beside the user's own rows. A default may: it is true for many, or one of a few choices.
    """

    name: str
    label: str
    example: Content
    hint: str
    rule: dict[str, Any]
    style: str = "input"
    is_example: bool = field(kw_only=True)


@dataclass(frozen=True)
class Column:
    """A column of a table that the user pastes into.

    Attributes
    ----------
    name, doc : str
        The header, and the sentence above the table.
    required : bool
        Whether data without the column are refused.
    is_text : bool
        Whether the cells are text, so that codes keep their leading zeros.
    number_format : str
        How numbers are shown; left out, as Excel sees fit.
    rule : dict or None
        The validation of the cells, such as a list of choices.
    width : float
        In characters; the first column of Indata has at least 22.
    wraps : bool
        Whether long texts take several lines.
    absent : float or None
        What every row of data has that lack the column.
    """

    name: str
    doc: str
    required: bool = False
    is_text: bool = False
    number_format: str = ""
    rule: dict[str, Any] | None = None
    width: float = 16
    wraps: bool = False
    absent: float | None = None


@dataclass(frozen=True, kw_only=True)
class SideTable:
    """A table beside Indata that the user fills in.

    Attributes
    ----------
    name, sheet : str
        The Excel table, and the sheet that it stands on.
    columns : tuple of Column
    rows : sequence of rows
        What it is built with.
    known_by : str
        The column whose texts tell that a row is the example's; empty where the rows may stay.
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Content]]
    known_by: str

    def example_texts(self) -> list[Content]:
        """Return the texts that tell the rows of the example."""
        at = [column.name for column in self.columns].index(self.known_by)
        return list(dict.fromkeys(row[at] for row in self.rows))


@dataclass
class Book:
    """A workbook in memory."""

    title: str
    _file: BytesIO = field(default_factory=BytesIO)
    _formats: dict[str, Any] = field(default_factory=dict)

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
        """Add a sheet for a use, with column widths, page setup and protection (no password)."""
        sheet = self._book.add_worksheet(name)
        for i, width in enumerate(widths):
            sheet.set_column(i, i, width)
        theme.page(sheet, landscape=landscape, footer=f"{self.title} · RegSO för Excel")
        if protected:
            sheet.protect("", _MAY_STILL)
        self._book.define_name(f"{quoted(name)}!{NAME}", stored(f'"{WORDS[use]}"'))
        return Sheet(self, sheet, tuple(widths))

    def define(self, name: str, reference: str) -> None:
        """Give a cell its name in the whole workbook."""
        self._book.define_name(name, stored(reference))

    def chart(self, kind: str, subtype: str | None = None) -> Any:
        """Add a chart, to be placed on a sheet; the kinds are XlsxWriter's: bar, line ..."""
        return self._book.add_chart({"type": kind, "subtype": subtype})

    def save(self) -> bytes:
        """Close the workbook and return the file."""
        self._book.close()
        return self._file.getvalue()


@dataclass
class Sheet:
    """A sheet of a book; `raw` is XlsxWriter's own, for what has no shorter way here."""

    book: Book
    raw: Any
    widths: Sequence[float]

    def width(self, column: int) -> float:
        """Return the width of a column, counted from 0."""
        return self.widths[column] if column < len(self.widths) else _WIDTH

    def put(self, cell: str, content: Content, style: str = "body", **extra: Any) -> None:
        """Write a text, a number or a date; None is an empty cell with a style."""
        self.raw.write(cell, content, self.book.format(theme.style(style, **extra)))

    def merged(self, cells: str, content: Content, style: str, **extra: Any) -> None:
        """Write a text across merged cells; a formula goes into their first cell afterwards."""
        self.raw.merge_range(cells, content, self.book.format(theme.style(style, **extra)))

    def formula(self, cell: str, formula: str, style: str = "body", **extra: Any) -> None:
        """Write a formula with one value.

        One with a worksheet function of ours is a dynamic array of one cell, because Excel
        would otherwise show it with an @.
        """
        look = self.book.format(theme.style(style, **extra))
        if "REGSO_" in formula:
            self.raw.write_dynamic_array_formula(f"{cell}:{cell}", stored(formula), look, "")
        else:
            self.raw.write_formula(cell, stored(formula), look, "")

    def lines(self, first: str, last: str, lines: Sequence[tuple[str, str, float]]) -> None:
        """Write formulas below each other from row 1 over the columns, with style and height."""
        for row, (formula, style, height) in enumerate(lines, 1):
            self.merged(f"{first}{row}:{last}{row}", "", style)
            self.formula(f"{first}{row}", formula, style)
            self.heights({row: height})

    def spill(self, cell: str, formula: str, styles: Sequence[Sequence[theme.Style]]) -> None:
        """Write a formula that spills over as many rows and columns as there are styles."""
        top, left = xl_cell_to_rowcol(cell)
        last = xl_rowcol_to_cell(top + len(styles) - 1, left + len(styles[0]) - 1)
        first_look = self.book.format(styles[0][0])
        self.raw.write_dynamic_array_formula(f"{cell}:{last}", stored(formula), first_look, "")
        for r, row in enumerate(styles):
            for c, look in enumerate(row):
                if r or c:
                    self.raw.write_blank(top + r, left + c, None, self.book.format(look))

    def heights(self, heights: dict[int, float]) -> None:
        """Set the heights of rows, numbered as users see them."""
        for row, height in heights.items():
            self.raw.set_row(row - 1, height)

    def fact(self, name: str, text: str) -> None:
        """Write a fact of the sheet into the file, as a name of the sheet's own."""
        self.book.define(f"{quoted(self.raw.get_name())}!{name}", f'"{text}"')

    def rule(self, cells: str, formula: str, look: theme.Style) -> None:
        """Format cells while a formula, written for the first of them, is true."""
        self.raw.conditional_format(
            cells,
            {"type": "formula", "criteria": stored(formula), "format": self.book.format(look)},
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
        self.book.define(item.name, f"{quoted(self.raw.get_name())}!{absolute}")
