"""Every command answers a file that it cannot use with one sentence, and waits for none."""

import functools
import io
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from regso.cli import cli
from regso.templates import TEMPLATES

TYPES = "regsokod,ar,omradestyp\n9901R001,2022,1\n"


def commands(path, folder):
    """Return every command that opens a file of the user's, by what it opens it as."""
    out = folder / "ut"
    return {
        "register": ["render", "omradestyper", "-d", path, "-o", out.with_suffix(".xlsx")],
        "table": ["render", "brott", "-d", f"Överlapp={path}", "-o", out.with_suffix(".xlsx")],
        "template": ["render", path, "-o", out.with_suffix(".xlsx")],
        "publish": ["publish", path, "-o", out.with_suffix(".xlsx")],
        "answers": ["report", "skolverket", "-d", path, "-o", out.with_suffix(".docx")],
        "evidence": ["report", "skolverket", "--underlag", path, "-o", out.with_suffix(".docx")],
        "import": ["data", "import", path],
        "ledger": ["ledger", path, "-o", out.with_suffix(".xlsx")],
        "ledger's book": ["ledger", "-o", path],
    }


def refused(command):
    """Return the one sentence of a command that made nothing."""
    result = CliRunner().invoke(cli, [str(word) for word in command])
    assert result.exit_code == 1, result.output
    assert not isinstance(result.exception, Exception), result.exception
    [sentence] = result.stderr.splitlines()
    assert sentence.endswith(".")
    return sentence


def encrypted():
    """A zip whose files need a password."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
    content = bytearray(out.getvalue())
    for at in (6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1
    return bytes(content)


@functools.cache
def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 50_000_000)
    return out.getvalue()


def half():
    content = TEMPLATES["omradestyper"].build()
    return content[: len(content) // 2]


def with_half_sheets():
    out = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(TEMPLATES["omradestyper"].build()))
    with zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = content[: len(content) // 2]
            new.writestr(name, content)
    return out.getvalue()


def of_another_method():
    content = bytearray(TEMPLATES["omradestyper"].build())
    struct.pack_into("<H", content, 8, 99)
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 10, 99)
    return bytes(content)


BAD = {"encrypted": encrypted, "bomb": bomb, "half": half, "half sheets": with_half_sheets,
       "another method": of_another_method, "no zip": lambda: b"PK\x03\x04" + bytes(100),
       "binary": lambda: bytes(range(256)) * 9}  # fmt: skip
USES = ["register", "table", "template", "publish", "answers", "evidence", "import",
        "ledger", "ledger's book"]  # fmt: skip


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("make", BAD.values(), ids=BAD)
def test_a_workbook_that_cannot_be_read_is_one_sentence_with_its_name(tmp_path, make, use):
    path = tmp_path / "bok.xlsx"
    path.write_bytes(make())
    assert "bok.xlsx" in refused(commands(path, tmp_path)[use])
    assert {p.name for p in tmp_path.iterdir()} == {"bok.xlsx"}


@pytest.mark.skipif(os.name != "posix", reason="pipes have no names in Windows")
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_pipe_is_not_waited_for(tmp_path, use, suffix):
    path = tmp_path / f"bok{suffix}"
    os.mkfifo(path)
    assert "bok" in refused(commands(path, tmp_path)[use])


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device")
@pytest.mark.parametrize("use", USES)
def test_a_device_is_not_read_for_ever(tmp_path, use):
    assert refused(commands(Path("/dev/zero"), tmp_path)[use])


@pytest.mark.parametrize("use", USES)
def test_a_name_that_is_too_long_for_a_file_is_one_sentence(tmp_path, use):
    assert refused(commands(tmp_path / ("x" * 300), tmp_path)[use])


@pytest.mark.parametrize("use", ["register", "table", "template", "publish", "evidence", "answers"])
def test_a_folder_is_one_sentence(tmp_path, use):
    (tmp_path / "mapp.xlsx").mkdir()
    says = refused(commands(tmp_path / "mapp.xlsx", tmp_path)[use])
    assert says == "mapp.xlsx är en mapp; ange en fil."


@pytest.mark.parametrize("use", ["register", "template", "publish", "import"])
def test_reference_data_that_are_a_plain_file_are_one_sentence(tmp_path, monkeypatch, use):
    path = tmp_path / "t.csv"
    path.write_text(TYPES)
    (tmp_path / "data").write_text("x")
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "data"))
    assert "data" in refused(commands(path, tmp_path)[use])
    assert {p.name for p in tmp_path.iterdir()} == {"t.csv", "data"}


def test_what_a_file_calls_its_columns_is_not_obeyed_by_the_terminal(tmp_path):
    path = tmp_path / "r.csv"
    path.write_bytes(b"\x1b[31mrod\x9b\x07,tal\n1,2\n".replace(b"\x9b", "\x9b".encode()))
    says = refused(commands(path, tmp_path)["register"])
    assert "Filen har rubrikerna [31mrod, tal." in says


def test_the_sheet_of_a_register_is_said_where_others_could_be_meant(tmp_path):
    book = openpyxl.Workbook()
    for title in ("Gammal", "Data"):
        sheet = book.create_sheet(title)
        sheet.append(["kod", "taljare", "namnare"])
        sheet.append(["9901A0010", 1 if title == "Data" else 9, 10])
    book.worksheets[1].sheet_state = "hidden"
    book.remove(book.worksheets[0])
    book.save(tmp_path / "r.xlsx")
    command = commands(tmp_path / "r.xlsx", tmp_path)["register"]
    result = CliRunner().invoke(cli, [str(word) for word in command])
    said, *_ = result.stderr.splitlines()
    assert said == "r.xlsx: bladet Data är läst, men inte Gammal (dolt)."
    made = openpyxl.load_workbook(tmp_path / "ut.xlsx")["Indata"]
    _, first, *_ = made[made.tables["Indata"].ref]
    assert [cell.value for cell in first][:3] == ["9901A0010", 1, 10]


@pytest.mark.skipif(os.name != "posix", reason="only there may a name be no text")
def test_a_name_that_is_no_text_is_said_in_a_real_process(tmp_path):
    path = tmp_path / os.fsdecode(b"reg\xffister.csv")
    path.write_bytes(b"")
    regso = shutil.which("regso", path=str(Path(sys.executable).parent))
    done = subprocess.run(
        [regso, "render", "omradestyper", "-d", path, "-o", tmp_path / "ut.xlsx"],
        capture_output=True, check=False, env={**os.environ, "REGSO_DATA": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.decode() == "register.csv är tom; spara eller hämta filen igen.\n"


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="only there may a name be no text")
def test_a_workbook_is_written_under_a_name_that_is_no_text(tmp_path):
    out = tmp_path / os.fsdecode(b"u\xfft.xlsx")
    regso = shutil.which("regso", path=str(Path(sys.executable).parent))
    done = subprocess.run(
        [regso, "render", "skola", "-o", out], capture_output=True, check=False,
        env={**os.environ, "REGSO_DATA": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0
    assert not done.stderr.decode().startswith("Fel")
    assert out.exists()
