"""A check says when rows that are used are hidden, and a rendered file has none."""

import openpyxl
import pytest
import soffice
from click.testing import CliRunner

from draws import more
from regso.cli import cli
from regso.templates.indikatorer.bygroup import TABLE as BY_GROUP
from regso.templates.indikatorer.overview import TABLE as OVERVIEW
from regso.templates.indikatorer.single import GROUPS, STEP

ASSIGNMENTS = "uppdrag,avstamningsdag,disponibelt,rekvirerat,upparbetat\n" + "".join(
    f"U{n},2022-09-30,10,10,1\n" for n in range(9)
)

INDICATORS = f"kod,grupp1,{','.join(f'i{n}' for n in range(1, 13))}\n" + "".join(
    f"{k % 5 + 1},{'abcdef'[k % 6]},{','.join('01'[(k + n) % 2] for n in range(12))}\n"
    for k in range(600)
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


def rendered(template, rows, folder, *more):
    """Return the path of a template filled with rows, and what the command said."""
    data, path = folder / "rader.csv", folder / "ut.xlsx"
    data.write_text(rows)
    given = ["render", template, "-d", str(data), "-o", str(path), *more]
    done = CliRunner().invoke(cli, given)
    assert done.exit_code == 0, done.output
    return path, done.output


def hide(path, sheet, row):
    book = openpyxl.load_workbook(path)
    book[sheet].row_dimensions[row].hidden = True
    book.save(path)


def test_a_hidden_row_that_is_used_is_called_out(calc, tmp_path):
    path, said = rendered("uppdragen", ASSIGNMENTS, tmp_path)
    assert "Antal uppdrag" not in said
    assert verdict(calc, path, "Antal uppdrag") == "OK: alla uppdrag är med."
    hide(path, "Översikt", 14)
    assert verdict(calc, path, "Antal uppdrag").startswith("Granska: alla 9 uppdrag syns inte")


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("Grupper", BY_GROUP.number(2)),
        ("Indikator", 6 * STEP + 1),
        *more(("Indikatorer", OVERVIEW.number(12)), ("Indikator", GROUPS[1].number(6))),
    ],
)
def test_a_hidden_indicator_or_group_is_called_out(calc, tmp_path, sheet, row):
    path, said = rendered("indikatorer", INDICATORS, tmp_path, "--freeze")
    assert "Rader på bladen" not in said
    assert verdict(calc, path, "Rader på bladen").startswith("OK")
    hide(path, sheet, row)
    assert verdict(calc, path, "Rader på bladen").startswith("Granska: alla 12 indikatorer")
