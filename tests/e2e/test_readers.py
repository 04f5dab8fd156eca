"""Readers that others have written find the same values in our workbooks as openpyxl does."""

import datetime as dt
import functools
import json
import math
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from books import book_of

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / ".ooxml" / "node_modules"
BOOKS = sorted((ROOT / "workbooks" / "excel").glob("*.xlsx"))
NODE = shutil.which("node")


@functools.cache
def values(path):
    """Return sheet to address to value of every cell that is not empty; dates are left out."""
    book = book_of(path, values=True)
    cells = ((sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row)
    found = {sheet.title: {} for sheet in book}
    for sheet, cell in cells:
        if cell.value not in (None, "") and not isinstance(cell.value, dt.datetime):
            found[sheet][cell.coordinate] = cell.value
    return found


@functools.cache
def read_by(reader):
    """Return what a reader finds in each workbook; one start of node reads them all."""
    if NODE is None or not (MODULES / {"sheetjs": "xlsx"}.get(reader, reader)).exists():
        pytest.skip(f"{reader} is not installed (.ci/ooxml)")
    done = subprocess.run(
        [NODE, str(Path(__file__).with_name("readers.js")), reader, *map(str, BOOKS)],
        env={**os.environ, "NODE_PATH": str(MODULES)}, capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    found = map(json.loads, done.stdout.splitlines())
    return dict(zip(BOOKS, found, strict=True))


def same(ours, theirs, reader):
    if reader == "exceljs" and ours == 0 and theirs is None:
        return True  # it gives no result of a formula that is 0
    if isinstance(ours, float) and isinstance(theirs, (int, float)):
        return math.isclose(ours, theirs, rel_tol=1e-12)
    return ours == theirs


@pytest.mark.parametrize("reader", ["sheetjs", "exceljs"])
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_another_reader_finds_the_same_values(path, reader):
    theirs = read_by(reader)[path]
    differing = [
        (sheet, address, value, theirs[sheet].get(address))
        for sheet, cells in values(path).items()
        for address, value in cells.items()
        if not same(value, theirs[sheet].get(address), reader)
    ]
    assert differing == []
