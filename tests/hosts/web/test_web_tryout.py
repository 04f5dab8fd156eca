"""The page without Excel, in Python: what it makes of a pasted column."""

import base64

import pytest
from lxml import etree

from books import book_of
from regso.functions import call
from regso.hosts.web import tryout


def pasted(text, year="", threshold=""):
    return {"text": text, "year": year, "threshold": threshold}


@pytest.mark.parametrize(
    "text",
    [
        "9901R001\n9902R001",
        "kod\n9901R001\n9902R001\n\n",
        "RegSO-kod\tantal\n9901R001\t3\n9902R001;x",
    ],
)
def test_a_heading_empty_lines_at_the_end_and_other_columns_are_left_out(example, text):
    rows = tryout.outcome(pasted(text))["rows"]
    assert [row[0] for row in rows] == ["9901R001", "9902R001"]


def test_the_table_is_that_of_the_function_without_intervals(example):
    codes = [[code] for code in ("9901R001", "9901R004", "x")]
    expected = call("REGSO_TABELL", [codes, None, None, 2022])
    table = tryout.outcome(pasted("9901R001\n9901R004\nx", "2022"))["table"]
    assert table[0][3] == "andel"
    assert table[1:] == [[*row[:3], row[4]] for row in expected[1:]]


def test_a_year_that_cannot_be_is_an_error_in_each_part_and_not_of_the_page(example):
    found = tryout.outcome(pasted("9901R001\n9901R004", "i fjol"))
    assert [str(cell) for [cell] in found["table"]] == ["#VALUE!"]
    assert [str(row[3]) for row in found["rows"]] == ["#VALUE!", "#VALUE!"]
    assert etree.fromstring(found["svg"]) is not None


def test_hidden_counts_have_their_sign_and_no_bar(example):
    found = tryout.outcome(pasted("\n".join(["9901R001"] * 9 + ["9901R004"] * 2), "", "5"))
    drawn = etree.fromstring(found["svg"])
    bars = [float(r.get("width")) for r in drawn.iter("{*}rect")][1:]
    assert sum(width > 0 for width in bars) <= 1
    assert ".." in found["svg"]


def test_the_picture_says_its_numbers_to_a_screen_reader(example):
    svg = tryout.picture([["typ"], *([i, "x", 1200.0 * i] for i in range(1, 6))])
    drawn = etree.fromstring(svg)
    assert drawn.get("role") == "img"
    assert drawn.find("{*}desc").text.startswith("områdestyp 1: 1\N{NO-BREAK SPACE}200; ")


def test_the_workbook_has_values_alone(example):
    content = base64.b64decode(tryout.workbook(pasted("=cmd()\n9901R001", "", "")))
    book = book_of(content)
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert book["Koder"]["B2"].value == "Påhittstad fantasiparken"


def test_nothing_pasted_is_a_sentence():
    assert tryout.outcome(pasted(" \n")) == {"error": "Klistra in minst en kod, en per rad."}
