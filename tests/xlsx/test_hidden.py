"""What is hidden of a sheet, and which drawings are therefore not seen."""

from lxml import etree

from regso.xlsx.cells import MAIN
from regso.xlsx.hidden import hidden_rows, is_drawn

SHEET = etree.fromstring(
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"/><row r="2" hidden="1"/>'
    '<row r="3" hidden="true"/><row r="4" ht="0"/><row r="5" hidden="0"/></sheetData></worksheet>'
)


def anchor(first, last):
    return etree.fromstring(
        f"<a><from><row>{first - 1}</row></from><to><row>{last - 1}</row></to></a>"
    )


def test_a_row_of_no_height_is_hidden_too():
    assert hidden_rows(SHEET) == {2, 3, 4}


def test_a_drawing_over_hidden_rows_alone_is_not_drawn():
    hidden = hidden_rows(SHEET)
    assert not is_drawn(anchor(2, 4), hidden)
    assert is_drawn(anchor(2, 5), hidden)
    assert is_drawn(anchor(1, 2), hidden)


def test_a_drawing_that_lies_over_no_rows_is_drawn():
    assert is_drawn(etree.fromstring("<a><pos/></a>"), {1, 2})


def test_a_drawing_without_height_is_not_drawn():
    """Calc moves what lies over hidden rows to the next one that is seen, without height."""

    def from_to(*ends):
        first, last = (f"<row>{row}</row><rowOff>{offset}</rowOff>" for row, offset in ends)
        return etree.fromstring(f"<a><from>{first}</from><to>{last}</to></a>")

    assert not is_drawn(from_to((7, 0), (7, 0)), {2, 3})
    assert is_drawn(from_to((7, 0), (7, 5000)), {2, 3})
    assert is_drawn(from_to((7, 0), (8, 0)), {2, 3})
