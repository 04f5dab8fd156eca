"""The built workbook: its sheets, its table, its inputs, and what a user may change."""

import csv
import io
import time
import zipfile

import pytest

from regso.store import EXAMPLE
from regso.templates import TEMPLATES, build

OMRADESTYPER = TEMPLATES["omradestyper"]
SHEETS = ["Start", "Indata", "Områdestyper", "Matchning", "Källa", "Funktioner"]


def _cell(book, name):
    sheet, cell = book.defined_names[name].attr_text.split("!")
    return book[sheet][cell.replace("$", "")]


def _rule(book, name):
    cell = _cell(book, name)
    [found] = [v for v in book["Start"].data_validations.dataValidation if cell.coordinate in v]
    return found


def test_the_sheets_come_in_the_order_of_the_work(book):
    assert book.sheetnames == SHEETS


def test_two_builds_at_different_times_give_the_same_bytes(built):
    time.sleep(2.1)  # the clock of a zip file ticks every other second
    assert build("omradestyper") == built


def test_the_workbook_opens_on_start_with_the_cursor_in_the_first_input(book):
    assert book.active.title == "Start"
    assert book["Start"].sheet_view.selection[0].sqref == _cell(book, "myndighet").coordinate


def test_the_table_indata_holds_the_example_register(book):
    table = book["Indata"].tables["Indata"]
    rows = [[c.value for c in row] for row in book["Indata"][table.ref]]
    text = EXAMPLE.with_name("example_register.csv").read_text(encoding="utf-8")
    header, *register = csv.reader(text.splitlines())
    assert rows[0] == header == [column.name for column in OMRADESTYPER.columns]
    assert rows[1:] == [[k or None, float(t), float(n)] for k, t, n in register]


def test_only_the_column_kod_must_be_in_the_data():
    assert [c.name for c in OMRADESTYPER.columns if c.required] == ["kod"]


def test_codes_are_text_also_below_the_table_so_that_zeros_survive(book):
    sheet = book["Indata"]
    assert sheet.column_dimensions["A"].number_format == "@"
    assert {sheet.cell(row, 1).number_format for row in range(7, sheet.max_row + 1)} == {"@"}


def test_indata_has_no_formula(book):
    values = [c.value for row in book["Indata"].iter_rows() for c in row]
    assert not [v for v in values if not isinstance(v, (str, float, int, type(None)))]
    assert not [v for v in values if isinstance(v, str) and v.startswith("=")]


def test_every_input_has_a_defined_name_an_example_and_an_input_style(book):
    named = {name for name in book.defined_names if not name.startswith("_")}
    assert named == set(OMRADESTYPER.settings)
    for name, example in OMRADESTYPER.settings.items():
        cell = _cell(book, name)
        assert cell.value == example
        assert cell.fill.fgColor.rgb == "FFFFF6D6"
        assert not cell.protection.locked


def test_the_examples_are_those_of_the_register():
    assert OMRADESTYPER.settings == {
        "myndighet": "Arbetsförmedlingen",
        "rubrik": "Andel arbetslösa av befolkningen 16–64 år",
        "matt": "andel",
        "ar": 2022,
        "indelning": "DeSO 2018",
        "troskel": 5,
        "konf": 0.95,
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
        ("matt", "andel,tal,medel"),
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
    ],
)
def test_numbers_have_a_range(book, name, kind, low, high):
    rule = _rule(book, name)
    assert (rule.type, rule.formula1, rule.formula2) == (kind, low, high)


def test_every_input_tells_what_it_is_and_what_was_wrong(book):
    for name in OMRADESTYPER.settings:
        rule = _rule(book, name)
        assert rule.promptTitle
        assert rule.prompt.endswith(".")
        assert rule.error.endswith(".")


def test_all_sheets_but_indata_are_protected_without_password(book):
    protected = {s.title for s in book if s.protection.sheet}
    assert protected == set(SHEETS) - {"Indata"}
    assert {s.protection.password for s in book} == {None}


def test_nothing_but_the_inputs_can_be_changed_on_a_protected_sheet(book):
    inputs = {_cell(book, name).coordinate for name in OMRADESTYPER.settings}
    for sheet in book:
        if sheet.protection.sheet:
            unlocked = {
                c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked
            }
            assert unlocked == (inputs if sheet.title == "Start" else set())


def test_every_sheet_prints_on_a4_one_page_wide_with_page_numbers(book):
    for sheet in book:
        assert sheet.page_setup.paperSize in {"9", 9}
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.oddFooter.right.text == "Sida &P av &N"


def test_the_report_is_one_landscape_page_without_the_chart_data(book):
    sheet = book["Områdestyper"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight in (None, 1)
    assert sheet.print_area == "'Områdestyper'!$A$1:$K$32"
    assert sheet["M4"].value == "Diagramdata (skrivs inte ut)"


def test_gridlines_are_hidden_and_headers_stay_in_view(book):
    assert not any(s.sheet_view.showGridLines for s in book)
    assert book["Indata"].freeze_panes == "A7"
    assert book["Matchning"].freeze_panes == "A6"
    assert book["Funktioner"].freeze_panes == "A5"
    assert book["Indata"].print_title_rows == "$6:$6"


def test_excel_is_not_told_to_calculate_on_opening(built):
    """Without the add-in the values that came with the file must stay."""
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        workbook = package.read("xl/workbook.xml").decode()
    assert '<calcPr calcId="191029"/>' in workbook
