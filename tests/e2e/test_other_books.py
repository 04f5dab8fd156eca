"""Workbooks that LibreOffice saves as ods and xls are registers like any other."""

import subprocess

import openpyxl
import pytest

from regso.registers import read_data
from regso.render import profile

pytest.importorskip("python_calamine")
ROWS = [["Ärenden 2022"], [], ["Område", "Antal", "Dag"], ["9901R001", 1.5, "2022-01-12"],
        ["0114", 2, "2022-02-01"], [], ["Källa: Påhittat register"]]  # fmt: skip


@pytest.fixture(scope="module")
def books(tmp_path_factory, program):
    folder = tmp_path_factory.mktemp("böcker")
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.create_sheet("Gömt").append(["x", "y"])
    book["Gömt"].sheet_state = "hidden"
    book.save(folder / "r.xlsx")
    for kind in ("ods", "xls"):
        used = profile.make(folder / kind, program)
        command = [program, "--headless", used, "--convert-to", kind, "--outdir", folder]
        subprocess.run([*command, folder / "r.xlsx"], check=True, capture_output=True, timeout=120)
    return folder


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_table_is_the_same_in_every_kind_of_workbook(books, kind):
    data = read_data(books / f"r.{kind}")
    assert data.headers == ROWS[2]
    assert [data.column(i) for i in (0, 1)] == [["9901R001", "0114"], [1.5, 2]]
    assert data.note == (
        f"r.{kind}: bladet Sheet är läst, men inte Gömt (dolt). "
        f"r.{kind}: rad 1–2 över tabellen är inte med; noterna från rad 7 är inte med."
    )
