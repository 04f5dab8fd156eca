"""The areas of the tables of a workbook that users open."""

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from books import book_of
from regso import templates
from regso.xlsx.cells import Area


def areas(workbook):
    return {
        (sheet.title, cell.coordinate): Area.parse(cell.value.ref)
        for sheet in book_of(workbook)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, ArrayFormula)
    }


@pytest.mark.parametrize("name", templates.TEMPLATES)
def test_a_table_has_the_cells_that_it_is_declared_with_also_when_the_example_leaves_it_blank(name):
    """In Calc it never gets more."""
    declared, stored = areas(templates.build(name)), areas(templates.workbook(name))
    assert stored.keys() == declared.keys()
    short = [
        place
        for place, area in declared.items()
        if stored[place].bottom < area.bottom or stored[place].right < area.right
    ]
    assert short == []
