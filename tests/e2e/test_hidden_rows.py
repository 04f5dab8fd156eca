"""A check says when rows that are used are hidden, and a rendered file has none."""

import openpyxl
import pytest
import soffice
from click.testing import CliRunner

from regso.cli import cli

ASSIGNMENTS = "uppdrag,avstamningsdag,disponibelt,rekvirerat,upparbetat\n" + "".join(
    f"U{n},2022-09-30,10,10,1\n" for n in range(9)
)


@pytest.fixture(scope="module")
def calc():
    soffice.required()
    with soffice.calc() as running:
        yield running


def verdict(calc, path, label):
    """Return what a check on Start says in Calc."""
    with calc.open(path) as book:
        cells = book.cells("Start")
    row = next(cell[1:] for cell, value in cells.items() if value == label)
    return cells[f"D{row}"]


def test_a_hidden_row_that_is_used_is_called_out(calc, tmp_path):
    rows, path = tmp_path / "u.csv", tmp_path / "ut.xlsx"
    rows.write_text(ASSIGNMENTS)
    done = CliRunner().invoke(cli, ["render", "uppdragen", "-d", str(rows), "-o", str(path)])
    assert done.exit_code == 0, done.output
    assert "Antal uppdrag" not in done.output
    assert verdict(calc, path, "Antal uppdrag") == "OK: alla uppdrag är med."
    book = openpyxl.load_workbook(path)
    book["Översikt"].row_dimensions[14].hidden = True
    book.save(path)
    assert verdict(calc, path, "Antal uppdrag").startswith("Granska: alla 9 uppdrag syns inte")
