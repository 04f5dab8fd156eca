"""The built workbook: its sheets, its table, its inputs, and what a user may change."""

import csv

import pytest

from regso.store import EXAMPLE
from regso.templates import TEMPLATES

OMRADESTYPER = TEMPLATES["omradestyper"]
SHEETS = ["Start", "Indata", "Områdestyper", "Grupper", "Områden", "Karta", "Matchning",
          "Förval", "Källa", "Funktioner"]  # fmt: skip


def _cell(book, name):
    sheet, cell = book.defined_names[name].attr_text.split("!")
    return book[sheet][cell.replace("$", "")]


def _rule(book, name):
    cell = _cell(book, name)
    [found] = [v for v in book["Start"].data_validations.dataValidation if cell.coordinate in v]
    return found


def test_the_sheets_come_in_the_order_of_the_work(book):
    assert book.sheetnames == SHEETS


def test_the_table_indata_holds_the_example_register(book):
    table = book["Indata"].tables["Indata"]
    rows = [[c.value for c in row] for row in book["Indata"][table.ref]]
    text = EXAMPLE.with_name("example_register.csv").read_text(encoding="utf-8")
    header, *register = csv.reader(text.splitlines())
    assert (
        rows[0]
        == [*header, "personer", "grupp"]
        == [column.name for column in OMRADESTYPER.columns]
    )
    assert rows[1:] == [[k or None, float(t), float(n), None, None] for k, t, n in register]


def test_only_the_column_kod_must_be_in_the_data():
    assert [c.name for c in OMRADESTYPER.columns if c.required] == ["kod"]


def test_codes_are_text_also_below_the_table_so_that_zeros_survive(book):
    sheet = book["Indata"]
    assert sheet.column_dimensions["A"].number_format == "@"
    assert {sheet.cell(row, 1).number_format for row in range(9, sheet.max_row + 1)} == {"@"}


def test_the_examples_are_those_of_the_register():
    assert OMRADESTYPER.settings == {
        "myndighet": "Arbetsförmedlingen",
        "forval": 1,
        "rubrik": None,
        "matt": "andel",
        "ar": 2022,
        "indelning": "DeSO 2018",
        "troskel": 5,
        "konf": 0.95,
        "lista_omrade": None,
        "lista_lage": "alla",
        "lista_antal": 22,
        "klassning": "kvantiler",
        "klasser": 5,
    }


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        (
            "myndighet",
            "Arbetsförmedlingen,Folkhälsomyndigheten,Försäkringskassan,Polismyndigheten,"
            "Socialstyrelsen,Statens servicecenter,Statens skolverk,Trafikverket",
        ),
        ("indelning", "RegSO 2020,RegSO 2025,DeSO 2018,DeSO 2025,vet inte"),
        ("matt", "andel,tal,medel,fördelning"),
        ("lista_lage", "alla,över,under,inom"),
    ],
)
def test_choices_are_lists(book, name, choices):
    rule = _rule(book, name)
    assert (rule.type, rule.formula1) == ("list", f'"{choices}"')


@pytest.mark.parametrize(
    ("name", "kind", "low", "high"),
    [
        ("ar", "whole", "2011", "2100"),
        ("troskel", "whole", "1", "1000"),
        ("konf", "decimal", "0.5", "0.999"),
        ("lista_antal", "whole", "1", "80"),
        ("klasser", "whole", "3", "7"),
    ],
)
def test_numbers_have_a_range(book, name, kind, low, high):
    rule = _rule(book, name)
    assert (rule.type, rule.formula1, rule.formula2) == (kind, low, high)


def test_the_report_is_one_landscape_page_without_the_chart_data(book):
    sheet = book["Områdestyper"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight in (None, 1)
    assert sheet.print_area == "'Områdestyper'!$A$1:$K$31"
    assert sheet["M4"].value == "Diagramdata (skrivs inte ut)"


def test_headers_stay_in_view(book):
    assert book["Indata"].freeze_panes == "A9"
    assert book["Matchning"].freeze_panes == "A6"
    assert book["Funktioner"].freeze_panes == "A5"
    assert book["Indata"].print_title_rows == "$8:$8"
