"""Texts that a spreadsheet would calculate are written so that it does not, and read back."""

import csv

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from regso.cli import cli
from regso.injection import as_meant, harmless
from regso.store import Reference

NAMES = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "'t Hof", "Åkern")


@given(st.text())
def test_a_text_is_read_back_as_it_was(text):
    assert as_meant(harmless(text)) == text


@pytest.mark.parametrize("text", ["'=1", "''@x", "'t Hof", "'", "''"])
def test_a_text_that_has_a_mark_already_is_read_back_as_it_was(text):
    assert as_meant(harmless(text)) == text


@given(st.text())
def test_no_text_is_written_as_a_formula(text):
    assert not harmless(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Give a store whose areas are called as formulas begin."""
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "data"))
    keys = tmp_path / "nycklar.csv"
    with keys.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("RegSOkod_2025", "regsonamn", "kommunkod", "kommun", "lanskod", "lan"))
        for i, name in enumerate(NAMES, 1):
            out.writerow((f"9901R00{i}", name, "9901", "Påhittstad", "99", "Exempellän"))
    assert CliRunner().invoke(cli, ["data", "import", str(keys)]).exit_code == 0
    return tmp_path / "data" / "regso.sqlite"


def test_names_that_are_formulas_leave_the_store_harmless(store, tmp_path):
    names = set(Reference(store).areas(2025).names.values())
    assert set(NAMES) <= names
    assert CliRunner().invoke(cli, ["data", "export", str(tmp_path / "ut")]).exit_code == 0
    with (tmp_path / "ut" / "omraden.csv").open(encoding="utf-8-sig", newline="") as file:
        written = [row["name"] for row in csv.DictReader(file)]
    assert {as_meant(name) for name in written} == names
    assert not [name for name in written if name[:1] in "=+-@"]


def test_a_file_with_harmless_names_is_imported_as_they_were(tmp_path, monkeypatch):
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "data"))
    keys = tmp_path / "nycklar.csv"
    keys.write_text(
        "RegSOkod_2025,regsonamn,kommunkod,kommun,lanskod,lan\n9901R001,'=1+1,9901,A,99,B\n",
        "utf-8",
    )
    assert CliRunner().invoke(cli, ["data", "import", str(keys)]).exit_code == 0
    assert Reference(tmp_path / "data" / "regso.sqlite").areas(2025).names["9901R001"] == "=1+1"
