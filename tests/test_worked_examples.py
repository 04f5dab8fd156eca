"""The worked examples of the developers' pages, built from the text of the page in a copy."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from books import book_of

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "utveckling" / "nya.md").read_text("utf-8")
TEMPLATE, FUNCTION = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
MOST_OF_A_TEMPLATE, MOST_OF_A_FUNCTION = 45, 15
DATA = "kod;skadade;invanare\n9901R001;30;4000\n9901R004;12;2000\n9902R001;8;4000\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Give a way to run Python with a copy of the package that has both examples in it."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(
        ROOT / "addin" / "regso", copy / "regso", ignore=shutil.ignore_patterns("__pycache__")
    )
    (copy / "regso" / "templates" / "trafik.py").write_text(TEMPLATE, "utf-8")
    family = copy / "regso" / "functions" / "method.py"
    family.write_text(f"{family.read_text('utf-8')}\n\n{FUNCTION}", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copy), "REGSO_DATA": str(copy / "data")}

    def run(*arguments, folder=copy):
        command = [sys.executable, *map(str, arguments)]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="module")
def regso(run):
    def regso(*arguments):
        return run("-c", "from regso.cli import main; main()", *arguments)

    return regso


def test_the_examples_are_as_short_as_the_house_promises():
    assert len(TEMPLATE.splitlines()) <= MOST_OF_A_TEMPLATE
    assert len(FUNCTION.splitlines()) <= MOST_OF_A_FUNCTION


def test_the_new_function_answers_and_is_listed(regso):
    answer = regso("eval", "=REGSO_AVSTAND({20.04;3.63};9.1;5.47)")
    assert [float(line.replace(",", ".")) for line in answer.split()] == [2, -1]
    assert "REGSO_AVSTAND(index; medel; sd)" in regso("functions")


def test_the_new_template_is_filled_from_a_register(regso, tmp_path):
    data, out = tmp_path / "data.csv", tmp_path / "trafik.xlsx"
    data.write_text(DATA, "utf-8")
    regso("render", "trafik", "-d", data, "-o", out, "-s", "rubrik=Egen rubrik",
          "-s", "indelning=RegSO 2020")  # fmt: skip
    book = book_of(out, values=True)
    table = {row[0]: row for row in book["Trafik"].iter_rows(6, 13, 3, 7, values_only=True)}
    assert table[1][2:] == (30, 4000, 7.5)
    assert table["totalt"][2:] == (50, 10_000, 5)
    verdicts = [row[3] for row in book["Start"].iter_rows(values_only=True) if row[3]]
    assert not [text for text in verdicts if str(text).startswith("Fel")]


def test_the_new_template_holds_what_every_template_holds(run):
    told = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "trafik",
               ROOT / "tests" / "templates" / "test_every_template.py", folder=ROOT)  # fmt: skip
    assert "passed" in told


def test_the_new_template_is_among_the_workbooks_that_users_open(regso, tmp_path):
    regso("templates", "build", "-o", tmp_path)
    assert (tmp_path / "excel" / "trafik.xlsx").exists()
