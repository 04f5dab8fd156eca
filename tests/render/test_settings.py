"""Settings go into the cells that have their names."""

import datetime as dt
import re

import pytest
from render_helpers import cell_xml, changed, part, parts, rendered, template, values

from regso.errors import FileError


def with_choices(book, start, *_):
    start.data_validation("B3", {"validate": "list", "source": ["andel", "Tal", "medel"]})
    start.data_validation("B2", {"validate": "list", "source": "=$D$1:$D$9"})


def test_a_setting_is_written_into_its_cell_and_used():
    def build(book, start, indata, rapport, text):
        rapport.write_formula("A1", "=ar+1", None, 0)

    out = rendered(template(build), settings={"AR": "2020"}).workbook
    assert cell_xml(out, "B2", 1) == '<c r="B2"><v>2020</v></c>'
    assert values(out)["A1"] == 2021


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("0,95", 0.95),
        ("0.95", 0.95),
        (0.95, 0.95),
        (5, 5),
        ("0114", "0114"),
        ("1,2,3", "1,2,3"),
        ("=1+1", "=1+1"),
        ("åäö", "åäö"),
        ("", None),
    ],
)
def test_a_setting_is_a_number_only_if_it_looks_like_one(given, stored):
    out = rendered(template(), settings={"ar": given}).workbook
    assert values(out, "Start").get("B2") == stored
    assert "<f" not in cell_xml(out, "B2", 1)


def test_an_unknown_setting_is_named_with_those_that_exist():
    with pytest.raises(FileError) as error:
        rendered(template(), settings={"år": "2020"})
    assert str(error.value) == 'Mallen har ingen inställning "år"; den har ar, matt.'


def test_names_of_areas_sheets_and_excel_are_no_settings():
    def build(book, start, *_):
        book.define_name("yta", "=Start!$A$1:$B$2")
        book.define_name("Text!lokal", "=Text!$A$1")
        book.define_name("tal", "=42")
        start.autofilter("A1:B2")
        start.print_area("A1:B2")

    with pytest.raises(FileError, match="den har ar, matt"):
        rendered(template(build), settings={"yta": "1"})


def test_a_setting_outside_the_list_of_choices_is_refused():
    with pytest.raises(FileError) as error:
        rendered(template(with_choices), settings={"matt": "procent"})
    assert str(error.value) == (
        'Inställningen matt kan inte vara "procent"; välj andel eller Tal eller medel.'
    )


def test_a_choice_is_written_as_the_list_writes_it():
    out = rendered(template(with_choices), settings={"matt": "tal"}).workbook
    assert values(out, "Start")["B3"] == "Tal"


def test_a_list_that_is_a_range_of_cells_is_not_checked():
    out = rendered(template(with_choices), settings={"ar": "1999"}).workbook
    assert values(out, "Start")["B2"] == 1999


def test_a_setting_in_a_cell_that_the_sheet_does_not_hold_makes_the_cell():
    def build(book, start, indata, rapport, text):
        text.write("D7", "efter")
        book.define_name("ny", "='Text'!$C$7")
        book.define_name("mitt", "='Text'!$B$3")

    out = rendered(template(build), settings={"ny": "x", "mitt": "y"}).workbook
    assert values(out, "Text") == {
        "A1": "Text som ingen rör",
        "B3": "y",
        "C7": "x",
        "D7": "efter",
    }
    order = re.findall(r'<c r="(\w+)"', part(out, "xl/worksheets/sheet4.xml"))
    assert order == ["A1", "B3", "C7", "D7"]


def test_a_setting_takes_the_place_of_a_formula_and_the_calculation_chain_goes():
    def build(book, start, *_):
        start.write_formula("B2", "=REGSO_RADER(2022)", None, 0)

    chain = "/xl/calcChain.xml"
    workbook = changed(
        template(build),
        {
            chain[1:]: "<calcChain/>",
            "[Content_Types].xml": (
                "</Types>",
                f'<Override PartName="{chain}" ContentType="x"/></Types>',
            ),
            "xl/_rels/workbook.xml.rels": (
                "</Relationships>",
                '<Relationship Id="rIdC" Type="x/calcChain" Target="calcChain.xml"/>'
                "</Relationships>",
            ),
        },
    )
    kept, gone = rendered(workbook).workbook, rendered(workbook, settings={"ar": "2020"}).workbook
    assert "xl/calcChain.xml" in parts(kept)
    assert "xl/calcChain.xml" not in parts(gone)
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        assert b"calcChain" not in parts(gone)[name]
    assert cell_xml(gone, "B2", 1) == '<c r="B2"><v>2020</v></c>'


def with_a_day(book, start, *_):
    limits = {"minimum": dt.date(2000, 1, 1), "maximum": dt.date(2100, 1, 1)}
    start.data_validation("B2", {"validate": "date", "criteria": "between", **limits})


def test_a_date_is_a_number_in_a_cell_for_dates_and_a_text_elsewhere():
    """Excel: 2022-09-15 is day 44819."""
    out = rendered(template(with_a_day), settings={"ar": "2022-09-15", "matt": "2022-09-15"})
    assert cell_xml(out.workbook, "B2", 1) == '<c r="B2"><v>44819</v></c>'
    assert values(out.workbook, "Start")["B3"] == "2022-09-15"


def test_a_date_that_does_not_exist_is_refused():
    with pytest.raises(FileError) as error:
        rendered(template(with_a_day), settings={"ar": "2022-09-31"})
    assert str(error.value) == (
        "Datumet 2022-09-31 finns inte i kalendern; skriv till exempel 2022-09-15."
    )
