"""What a user works in fits a screen of 1,366 pixels at 100 %, without scrolling sideways."""

import io

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter

from regso.templates import TEMPLATES, build
from regso.workbook import theme
from regso.xlsx.cells import Area

SCREEN = 1366
HEADS, BAR = 39, 20  # of rows with four digits, and the scroll bar
DIGIT, UNSET = 7, 64  # pixels of a digit of Calibri 11, and of a column whose width is not set
# Tables that are as wide as the register or ledger that is pasted into them.
AS_PASTED = {"indikatorer": {"Indata"}, "uppdragen": {"Indata"}, "uppdraget": {"Huvudbok"}}
ASIDE = theme.style("aside")


def pixels(sheet, last):
    """Return how wide the columns to the last one are; the file has their padding in them."""
    found = dict.fromkeys(range(1, last + 1), UNSET)
    for letters, column in sheet.column_dimensions.items():
        first = column.min or column_index_from_string(letters)
        for at in range(first, min(column.max or first, last) + 1):
            found[at] = 0 if column.hidden else int(DIGIT * column.width + 0.5)
    return sum(found.values())


def is_aside(cell):
    """Tell whether a cell is what formulas read beside a page."""
    ink = cell.font.color.rgb if cell.font.color is not None else ""
    return (cell.font.sz, ink) == (ASIDE["font_size"], f"FF{ASIDE['font_color'][1:].upper()}")


def last_column(sheet):
    """Return the last column that a user reads: of what is printed, else of what is written."""
    if sheet.print_area:
        return Area.parse(sheet.print_area.rpartition("!")[2].replace("$", "")).right
    written = [cell.column for row in sheet.iter_rows() for cell in row
               if cell.value is not None and not is_aside(cell)]  # fmt: skip
    return max([*written, *(merged.max_col for merged in sheet.merged_cells.ranges)])


def too_wide(name):
    book = openpyxl.load_workbook(io.BytesIO(build(name)))
    for sheet in book:
        used = sheet.defined_names["bladtyp"].attr_text.strip('"')
        if sheet.sheet_state != "visible" or sheet.title in AS_PASTED.get(name, ()):
            continue
        last = last_column(sheet)
        wide = HEADS + pixels(sheet, last) + BAR
        if used != "arbete" and wide > SCREEN:
            yield sheet.title, get_column_letter(last), wide


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_sheet_that_a_user_works_in_is_no_wider_than_the_screen(name):
    assert [*too_wide(name)] == []


def test_what_is_pasted_needs_more_than_a_screen():
    """Else the exception is to be taken away."""
    for name, sheets in AS_PASTED.items():
        book = openpyxl.load_workbook(io.BytesIO(build(name)))
        for sheet in sheets:
            assert book[sheet].tables
            assert pixels(book[sheet], last_column(book[sheet])) > SCREEN
