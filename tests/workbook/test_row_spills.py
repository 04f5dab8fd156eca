"""A formula that spills in every row of a grid by itself."""

from books import book_of
from regso.workbook.book import Book
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, RowSpill

GRID = Grid(
    "Blad",
    "B",
    1,
    (
        Given("n", values={"a": 1, "b": 2}),
        Col("low", "nedre", style="cell_rate"),
        Col("high", "övre", style="cell_rate"),
        Col("wide", formula="{high}-{low}"),
    ),
    ("a", "b"),
    (RowSpill("low", "high", "REGSO_KVOT({n},10)"),),
)


def _written():
    book = Book("Prov")
    GRID.write(book.sheet("Blad", (1,), use="work"))
    return book_of(book.save())["Blad"]


def test_each_row_has_a_spill_of_its_own_from_its_own_cells():
    sheet = _written()
    assert sheet["C1"].value == "nedre"
    for row in (2, 3):
        spill = sheet[f"C{row}"].value
        assert (spill.ref, spill.text) == (f"C{row}:D{row}", f"=REGSO_KVOT(B{row},10)")
        assert sheet[f"D{row}"].number_format == "#,##0.0"


def test_what_reads_a_row_is_the_error_of_that_row_alone():
    sheet = _written()
    assert sheet["E3"].value == "=IF(ISERROR($C$3),$C$3,D3-C3)"
    assert GRID.corner == "Blad!$C$2"
