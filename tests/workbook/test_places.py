"""Where grids are written and how they look there: some rows of them, rules, colours of types."""

import pytest

from books import book_of
from regso.core.areas.areatypes import TYPES
from regso.workbook import theme
from regso.workbook.book import Book
from regso.workbook.columns import Col
from regso.workbook.formulas import following
from regso.workbook.grid import Grid, Spill
from regso.workbook.typegrid import OfType

GRID = Grid("Blad", "B", 4, (Col("one"), Col("two")), ("a", "b", "c"))


def _written(draw):
    book = Book("Bok")
    draw(book.sheet("Blad", (), use="work"))
    return book_of(book.save())["Blad"]


def test_some_rows_are_written_where_all_are():
    assert GRID.cells("one", "two") == "B5:C7"
    assert GRID.cells("one", "two", ["a"]) == "B5:C5"
    assert GRID.cells("two", rows=["b", "c"]) == "C6:C7"
    assert GRID.cells("two", rows=["a", "b"], head=True) == "C4:C6"


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ({}, "'Ett blad'!$B$5:$C$7"),
        ({"down": True}, "'Ett blad'!$B5:$C7"),
        ({"right": True}, "'Ett blad'!B$5:C$7"),
        ({"down": True, "right": True}, "'Ett blad'!B5:C7"),
    ],
)
def test_an_address_follows_the_cells_of_a_rule(ways, expected):
    assert following("'Ett blad'!$B$5:$C$7", **ways) == expected


def test_the_look_of_a_column_may_depend_on_the_row():
    bold = Col("one", look=lambda key: {"bold": key == "b"})
    sheet = _written(Grid("Blad", "B", 4, (bold,), ("a", "b")).write)
    assert [sheet[cell].font.b for cell in ("B5", "B6")] == [False, True]


def test_the_colour_of_a_type_stands_above_its_column_also_where_a_spill_has_the_header():
    columns = [OfType(f"type{kind}", kind=kind) for kind in TYPES]
    spill = Spill("type1", "type5", "REGSO_FLYTT(2022,2024)", gives_header=True)
    sheet = _written(Grid("Blad", "B", 4, columns, TYPES, (spill,)).write)
    painted = [cell.fill.fgColor.rgb for cell in sheet[3][1:]]
    assert painted == [f"FF{colour[1:]}" for colour in theme.TYPE_COLOURS.values()]


def test_a_merged_formula_is_the_error_of_the_cells_that_it_says():
    sheet = _written(
        lambda sheet: sheet.across("B", "D", 2, "rubrik", "note", error_of=["Blad!$F$1"])
    )
    assert sheet["B2"].value == "=IF(ISERROR($F$1),$F$1,rubrik)"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B2:D2"]
