"""The sheet Indata and the tables beside it: Excel tables that users paste their rows into."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib.resources import files

from regso.workbook import theme
from regso.workbook.book import Sheet
from regso.workbook.declared import Cells, Column, Content, SideTable
from regso.workbook.page import Page
from regso.workbook.use import ABSENT, REQUIRED

TABLE = "Indata"
EXAMPLE_ROWS = (
    "Klistra in dina egna rader över exemplet. Koder som börjar på 99 är exempeldata "
    "(påhittade, län 99)."
)
_EXAMPLE = "example_register.csv"
_LAST_TYPED = 100_000  # rows that anyone types; some programs keep a rule for each cell
_FIRST_WIDTH = 22  # the least that the first column of Indata has, below the title


def data(
    columns: Sequence[Column],
    rows: Sequence[Cells] | None = None,
    *,
    about: str = EXAMPLE_ROWS,
    explained: Sequence[Column] = (),
) -> Page:
    """Return the sheet Indata: a table to paste into, filled with example rows.

    It is not protected, because a protected table cannot grow, and holds no formulas. Without
    rows it has the example register. A sentence about each column stands above it, or only about
    those that are `explained`.
    """
    widths = [column.width for column in columns]

    def draw(sheet: Sheet) -> None:
        sheet.put("A1", TABLE, "title")
        sheet.put("A2", about, "label", font_color=theme.WARN_INK)
        top = told(sheet, 3, explained or columns)
        table(sheet, TABLE, top, columns, example_rows(columns) if rows is None else rows)
        for column in columns:
            if column.absent is not None:
                sheet.book.define(f"{TABLE}!{ABSENT}{column.name}", f"{column.absent:g}")
        sheet.heights({1: 32})
        sheet.raw.freeze_panes(top, 0)
        sheet.raw.repeat_rows(top - 1)
        sheet.raw.set_selection(f"A{top + 1}")

    first, *others = widths
    return Page(TABLE, "input", (max(first, _FIRST_WIDTH), *others), draw, protected=False)


def told(sheet: Sheet, row: int, columns: Sequence[Column]) -> int:
    """Write a sentence about each column from a row on, and return the row after them."""
    for at, column in enumerate(columns, row):
        need = " (måste finnas)" if column.required else ""
        sheet.put(f"A{at}", f"{column.name}{need}: {column.doc}", "aside")
    return row + len(columns)


def side_table(sheet: Sheet, top: int, declared: SideTable) -> None:
    """Write a table beside Indata as it is declared, its header in a row."""
    table(sheet, declared.name, top, declared.columns, declared.rows)


def table(
    sheet: Sheet, name: str, top: int, columns: Sequence[Column], rows: Sequence[Cells]
) -> None:
    """Write an Excel table from column A on with its header in a row and its rows below.

    The file carries which columns must be there, because the table itself cannot say so.
    """
    sheet.fact(REQUIRED, ";".join(column.name for column in columns if column.required))
    looks = [sheet.book.format(_look(column)) for column in columns]
    headers = [
        {
            "header": column.name,
            "format": look,
            "header_format": sheet.book.format(
                theme.style("header" if _reads_as_text(column) else "header_right")
            ),
        }
        for column, look in zip(columns, looks, strict=True)
    ]
    style = {"style": "Table Style Light 1", "autofilter": False}
    last = top - 1 + len(rows)
    options = {"name": name, **style, "columns": headers}
    sheet.raw.add_table(top - 1, 0, last, len(columns) - 1, options)
    for r, row in enumerate(rows, top):
        for c, content in enumerate(row):
            sheet.raw.write(r, c, content, looks[c])
    for at, (column, look) in enumerate(zip(columns, looks, strict=True)):
        if column.is_text or column.number_format:
            # Rows pasted below the table keep their leading zeros and their format.
            sheet.raw.set_column(at, at, sheet.width(at), look)
        if column.rule is not None:
            sheet.raw.data_validation(top, at, _LAST_TYPED, at, column.rule)
    sheet.heights({top: 22})


def _look(column: Column) -> theme.Style:
    wrapped: theme.Style = {"text_wrap": True, "valign": "top"} if column.wraps else {}
    if column.is_text:
        return {"num_format": theme.TEXT, **wrapped}
    aligned = {"align": "left"} if _reads_as_text(column) else {}
    return {"num_format": column.number_format or "General", **aligned, **wrapped}


def _reads_as_text(column: Column) -> bool:
    """Tell whether a column is aligned as texts are; dates are."""
    return column.is_text or column.number_format == theme.DATE


def example_rows(columns: Sequence[Column]) -> list[list[Content]]:
    """Return the example register, as far as it has the columns."""
    text = files("regso.store").joinpath(_EXAMPLE).read_text(encoding="utf-8")
    return [
        [_content(row.get(c.name), is_text=c.is_text) for c in columns]
        for row in csv.DictReader(text.splitlines())
    ]


def _content(text: str | None, *, is_text: bool) -> Content:
    """Return what a cell of the example register holds; a column that it lacks is blank."""
    return (text or None) if is_text or not text else float(text)
