"""Every table of input of every template is filled, and emptied, from the command line."""

import csv

import pytest
from click.testing import CliRunner

from books import book_of
from regso.cli import cli
from regso.templates import TEMPLATES, build, workbook
from regso.xlsx.package import Package

pytestmark = pytest.mark.slow

# Of the workbooks as built, if nothing is newer: every process would wait for all to be built.
TABLES = [(name, table.sheet) for name in TEMPLATES for table in Package(workbook(name)).tables]
SIDE = [(name, sheet) for name, sheet in TABLES if sheet != "Indata"]
LEDGER = {"Kontering", "Avstämning", "Huvudbok", "Övriga", "Läsningar"}
WITHOUT = [name for name in TEMPLATES if name not in {name for name, _ in TABLES}]


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments], env={"REGSO_DATA": "/none"})


def rows_of(workbook, sheet):
    """Return header and rows of the only table of a sheet, as another program reads them."""
    found = book_of(workbook, values=True)[sheet]
    [table] = found.tables.values()
    return [[cell.value for cell in row] for row in found[table.ref]]


def file_of(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["" if v is None else _text(v) for v in row] for row in rows])
    return path


def _text(value):
    return value.date().isoformat() if hasattr(value, "date") else value


def some_rows(name, sheet):
    header, *rows = rows_of(build(name), sheet)
    filled = [row for row in rows if any(v is not None for v in row)]
    if filled or sheet in {*LEDGER, "Indata"}:
        return header, filled or [_row(header)] * 2
    # Egen and other tables that are built empty get the rows of Indata, which has their columns.
    return header, some_rows(name, "Indata")[1]


def _row(header):
    """Return a row for a table that is built empty."""
    return ["2022-06-27" if name in {"datum", "kostnadsdag"} else 1 for name in header]


@pytest.mark.parametrize(("name", "sheet"), TABLES)
@pytest.mark.parametrize("times", [0, 3])
def test_a_table_takes_as_many_rows_as_a_file_has(tmp_path, name, sheet, times):
    """One row, or three times those of the example: the table shrinks and grows."""
    header, rows = some_rows(name, sheet)
    rows = rows * times or rows[:1]
    path, out = file_of(tmp_path / "fil.csv", [header, *rows]), tmp_path / "ut.xlsx"
    done = run("render", name, "-d", f"{sheet}={path}", "-o", out)
    assert done.exit_code in (0, 3), done.output
    found = rows_of(out.read_bytes(), sheet)
    assert found[0] == header
    assert [[_plain(v) for v in row] for row in found[1:]] == [
        [_plain(v) for v in row] for row in rows
    ]


def _plain(value):
    """Return a value as a file keeps it: no blank texts, and a number in words is that number."""
    text = "" if value is None else str(_text(value))
    return text.removesuffix(".0")


@pytest.mark.parametrize(("name", "sheet"), SIDE)
def test_a_side_table_can_be_emptied(tmp_path, name, sheet):
    out = tmp_path / "ut.xlsx"
    done = run("render", name, "-d", f"{sheet}=", "-o", out)
    assert done.exit_code in (0, 3), done.output
    _, *rows = rows_of(out.read_bytes(), sheet)
    assert rows == [[None] * len(rows[0])]


@pytest.mark.parametrize(("name", "sheet"), SIDE)
def test_the_name_of_a_sheet_is_read_in_any_case_and_its_columns_in_any_order(
    tmp_path, name, sheet
):
    header, rows = some_rows(name, sheet)
    path = file_of(tmp_path / "fil.csv", [header[::-1], *(row[::-1] for row in rows)])
    done = run("render", name, "-d", f"{sheet.upper()}={path}", "-o", tmp_path / "ut.xlsx")
    assert done.exit_code in (0, 3), done.output
    found = rows_of((tmp_path / "ut.xlsx").read_bytes(), sheet)
    assert found[0] == header
    assert len(found) == 1 + len(rows)


def test_indata_by_its_name_is_indata(tmp_path):
    header, rows = some_rows("skola", "Indata")
    path = file_of(tmp_path / "fil.csv", [header, *rows[:5]])
    assert run("render", "skola", "-d", f"Indata={path}", "-o", tmp_path / "a.xlsx").exit_code == 0
    assert run("render", "skola", "-d", path, "-o", tmp_path / "b.xlsx").exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("skola", "Indata=", "-d Indata=: Indata kan inte tömmas; ange filen med era rader."),
        ("skola", "Egen=", 'Mallen har ingen egen tabell på bladet "Egen"; den har inga.'),
        ("uppdraget", "Budget=", "Läsningar. Bladets celler fylls med -s NAMN=VÄRDE."),
        ("sekretess", "Före=", "den har Egen."),
    ],
)
def test_a_sheet_without_a_table_of_its_own_is_refused_with_what_to_do(tmp_path, name, given, says):
    done = run("render", name, "-d", given, "-o", tmp_path / "ut.xlsx")
    assert done.exit_code == 1
    assert done.stderr.strip().endswith(says)


@pytest.mark.parametrize("name", WITHOUT)
def test_a_template_that_takes_no_file_says_so(tmp_path, name):
    path = file_of(tmp_path / "fil.csv", [["kod"], ["9901"]])
    done = run("render", name, "-d", path, "-o", tmp_path / "ut.xlsx")
    assert "tar därför ingen fil: utelämna -d" in done.stderr
