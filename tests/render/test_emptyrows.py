"""Columns without a name are hidden one by one, however a program has saved them."""

import pytest
from openpyxl.utils import get_column_letter

from regso.render import emptyrows
from regso.templates import build
from regso.templates.indikatorer.bygroup import TABLE
from regso.workbook.book import Book
from regso.workbook.columns import Given
from regso.workbook.grid import Grid
from regso.workbook.printed import emptyrows as vocabulary
from regso.xlsx.cells import write_value
from regso.xlsx.package import Package


@pytest.mark.slow
def test_columns_that_were_saved_as_one_are_shown_and_hidden_each():
    book = build("indikatorer")
    package = Package(book)
    name = package.sheets[TABLE.sheet]
    tree = package.tree(name)
    columns = tree.find("{*}cols")
    *_, last = columns
    for column in columns[1:-1]:
        columns.remove(column)
    last.set("min", "3")
    last.set("hidden", "1")
    cell = next(c for c in tree.iter("{*}c") if c.get("r") == TABLE.cell("group12"))
    cell.find("{*}v").text = "grupp 12"
    emptyrows.show_named(package)
    found = {
        get_column_letter(int(c.get("min"))): c.get("hidden")
        for c in package.tree(name).find("{*}cols")
    }
    assert found[TABLE.letter("group11")] == found[TABLE.letter("group13")] == "1"
    assert found[TABLE.letter("group12")] is None
    assert {int(c.get("max")) - int(c.get("min")) for c in package.tree(name).find("{*}cols")} == {
        0
    }


def test_rows_of_blocks_are_hidden_by_the_cells_that_decide():
    """Blocks of four rows: a title, a head, and two rows with names of their own."""
    book = Book("Bok")
    sheet = book.sheet("Sidor", [9, 9], use="result")
    for row, texts in enumerate([("T", ""), ("h", ""), ("", "a"), ("", ""),
                                 ("", ""), ("h", ""), ("", ""), ("", "b"),
                                 ("T", ""), ("h", ""), ("", ""), ("", "c")], 1):  # fmt: skip
        sheet.row("A", row, texts, "body")
    deciding = {"1": "A1", "2": "A1", "3:4": "B"}
    vocabulary.hide_blocks(sheet, 4, 2, deciding, [1, 3])
    package = Package(book.save())
    emptyrows.show_named(package)
    tree = package.tree(package.sheets["Sidor"])
    hidden = {int(row.get("r")) for row in tree.iter("{*}row") if row.get("hidden")}
    assert hidden == {4, 5, 6, 7}  # the third block is none


def test_rows_are_as_high_as_the_texts_that_decide_and_as_low_again():
    book = Book("Bok")
    sheet = book.sheet("Sida", [2, 9], use="result")
    rows = ("kort", "tolv bokstav", "ett ord och tre rader till", "")
    grid = Grid("Sida", "B", 1, (Given("name", values=dict(enumerate(rows))),), (0, 1, 2, 3),
                heights=(0, 0, 16))  # fmt: skip
    grid.write(sheet)
    vocabulary.wrap(sheet, grid, "name", grid.rows, 12)
    package = Package(book.save())
    tree = package.tree(package.sheets["Sida"])

    def heights():
        emptyrows.show_named(package)
        return [float(row.get("ht")) for row in tree.iter("{*}row") if row.get("ht")]

    assert heights() == [15.75, 15.75, 45.75, 15.75]
    for cell in tree.iter("{*}c"):
        if cell.get("r") == grid.cell("name", 2):
            write_value(cell, "kort")
    assert heights() == [15.75] * 4
