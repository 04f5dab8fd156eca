"""The transcript in the handbook is what the commands answer, word for word."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import own_data
from regso.cli import cli
from regso.errors import FileError
from regso.render.pdf import find_program

PAGE = Path(__file__).parents[1] / "docs" / "handbok" / "planerare.md"
SAID = re.findall(r"```text\n\$ (regso .*)\n((?:.*\n)*?)```", PAGE.read_text("utf-8"))


@pytest.fixture
def office():
    try:
        return find_program()
    except FileError as error:
        pytest.skip(str(error))


@pytest.mark.slow
def test_a_file_with_a_title_row_becomes_a_published_pdf_in_three_commands(
    tmp_path, monkeypatch, office
):
    monkeypatch.setenv("REGSO_DATA", str(own_data.store(tmp_path / "data").parent))
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    for row in (["Inskrivna arbetslösa i oktober 2022"], [], ["DeSO", "Inskrivna",
                "Invånare 16–64 år"]):  # fmt: skip
        book.active.append(row)
    for code, events, persons, *_ in own_data.rows("omradestyper")[1]:
        if code:
            book.active.append([code, int(events), int(persons)])
    for row in ([], ["Källa: Diariet, uttag 2022-11-02"]):
        book.active.append(row)
    book.save("arbetslosa.xlsx")
    assert len(SAID) == 3
    for command, answer in SAID:
        result = CliRunner().invoke(cli, shlex.split(command)[1:], catch_exceptions=False)
        assert result.output == answer
    assert Path("publicerad.pdf").read_bytes().startswith(b"%PDF")
