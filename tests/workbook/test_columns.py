"""The columns of a grid as they are written."""

from books import book_of
from regso.workbook import theme
from regso.workbook.addresses import by_key
from regso.workbook.book import Book
from regso.workbook.columns import Col, Given, Wide
from regso.workbook.facts import Facts
from regso.workbook.grid import Grid, Spill

KEYS = ("a", "b")


def _written(*parts):
    """Return the sheet with grids or facts, as it is read again."""
    book = Book("Prov")
    sheet = book.sheet("Blad", (1,), use="work")
    for part in parts:
        part.write(sheet)
    return book_of(book.save())["Blad"]


def test_headers_side_by_side_and_the_cells_above_them_have_an_address():
    grid = Grid("Blad", "B", 4, tuple(map(Col, "xyz")), KEYS)
    assert grid.title("x", "z") == "Blad!$B$4:$D$4"
    assert grid.above("y", "z") == "Blad!$C$3:$D$3"


def test_each_key_may_have_its_own_formula_that_names_neighbours():
    formulas = {"a": "1+1", "b": "2*{n}"}
    columns = (Given("n", values={"a": 1, "b": 2}), Col("x", formula=by_key(formulas)))
    sheet = _written(Grid("Blad", "B", 4, columns, KEYS))
    assert [sheet[cell].value for cell in ("C5", "C6")] == ["=1+1", "=2*B6"]


def test_a_wide_column_is_merged_on_every_row_and_guarded_as_others():
    source = Grid("Blad", "H", 4, (Col("n"),), KEYS, (Spill("n", "n", "REGSO_TYP(Indata[kod])"),))
    wide = Wide("x", formula="{source.n}", style="wrap", look={"bold": True}, columns=3)
    grid = Grid("Blad", "B", 4, (wide,), KEYS, beside={"source": source})
    sheet = _written(grid, source)
    assert {str(cells) for cells in sheet.merged_cells.ranges} == {"B5:D5", "B6:D6"}
    assert sheet["B6"].value == "=IF(ISERROR($H$5),$H$5,H6)"
    assert sheet["B6"].font.b
    assert sheet["B6"].alignment.wrap_text


def test_what_stands_above_a_header_may_add_to_its_style():
    column = Col("x", over="ovanför", over_style="label", over_look={"font_color": theme.BRAND})
    cell = _written(Grid("Blad", "B", 4, (column,), KEYS))["B3"]
    assert (cell.value, cell.font.b, cell.font.color.rgb[2:]) == ("ovanför", True, theme.BRAND[1:])


def test_facts_have_the_style_that_they_are_given():
    sheet = _written(Facts("Blad", "B", "C", 1, {"summa": "1+1"}, style="aside_number"))
    assert sheet["C2"].number_format == theme.RATE
