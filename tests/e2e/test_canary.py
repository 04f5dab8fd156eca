"""An add-in that is not there shows at the first edit of what the user fills in.

The workbooks hold the values that they had where the add-in answered. LibreOffice without our
extension opens them, calculates nothing by itself, and then one cell is typed in.
"""

from pathlib import Path

import pytest
import soffice

from regso.templates import TEMPLATES
from regso.workbook.checks.register import ADD_IN
from regso.xlsx.cells import Place
from regso.xlsx.package import Package

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks" / "calc"
INPUTS = [(name, item.name) for name, each in TEMPLATES.items() for item in each.inputs[:1]]
TABLES = [
    (name, table)
    for name, each in TEMPLATES.items()
    for table in [*([each.table] if each.columns else []), *(side.name for side in each.tables)]
]


@pytest.fixture(scope="module")
def calc():
    soffice.required()
    with soffice.calc() as running:
        yield running


def says(calc, template, sheet, place):
    """Return what Start says of the add-in before and after a cell is typed in."""
    checks = TEMPLATES[template].checks
    verdict = TEMPLATES[template].start.panel["verdict", checks.index(ADD_IN)]
    at, cell = verdict.replace("$", "").split("!")
    with calc.open(WORKBOOKS / f"{template}.xlsx", anew=False) as book:
        before = book.cells(at)[cell]
        book.put(sheet, str(place), "7")
        return before, book.cells(at)[cell]


def package(template):
    return Package((WORKBOOKS / f"{template}.xlsx").read_bytes())


@pytest.mark.parametrize(("template", "name"), INPUTS)
def test_an_absent_add_in_shows_when_a_setting_is_changed(calc, template, name):
    found = package(template).cell_names()[name.lower()]
    before, after = says(calc, template, found.sheet, found.place)
    assert before.startswith("OK")
    assert after.startswith("Fel: tillägget RegSO är inte igång")


@pytest.mark.parametrize(("template", "name"), TABLES)
def test_an_absent_add_in_shows_when_rows_are_typed_in(calc, template, name):
    table = package(template).table(name)
    last = Place(table.body.bottom, table.body.right)
    before, after = says(calc, template, table.sheet, last)
    assert before.startswith("OK")
    assert after.startswith("Fel: tillägget RegSO är inte igång")


@pytest.mark.parametrize("template", TEMPLATES)
def test_all_that_the_user_fills_in_is_watched(template):
    """Each name and column that the formula counts is there, and no input is left out."""
    checks, start = TEMPLATES[template].checks, TEMPLATES[template].start
    text = checks[checks.index(ADD_IN)].asked(start.fields)
    counted = text.partition("COUNTA(")[2].partition(")")[0].split(",") if start.fields else []
    workbook = package(template)
    columns = [
        f"{table}[{column}]"
        for name, table in TABLES
        if name == template
        for column in workbook.table(table).columns
    ]
    inputs = [item.name for item in TEMPLATES[template].inputs]
    assert {name.lower() for name in inputs} <= set(workbook.cell_names())
    assert counted == inputs + [each for each in start.fields if "[" in each]
    assert set(columns) >= {each for each in counted if "[" in each}
