"""What is frozen keeps its values when another engine calculates all of the workbook anew."""

import pytest
import soffice
from agreement import Stored
from click.testing import CliRunner

from regso.cli import cli
from regso.templates import TEMPLATES

# Few rows leave many cells of a report empty, which what follows reads.
FEW = {
    "omradestyper": "kod;taljare;namnare\n9901R001;1;40\n9901R002;2;50\n",
    "skola": "kod;elever;behoriga;grupp\n9901R001;20;15;5\n",
    "resursfordelning": "enhet;kod;volym\nA;9901R001;20\n",
}


@pytest.fixture(scope="module")
def calc():
    soffice.required()
    with soffice.calc() as running:
        yield running


def differences(calc, options, path):
    """Return the cells that another engine gives another value in a frozen workbook."""
    done = CliRunner().invoke(cli, ["render", *options, "--freeze", "-o", str(path)])
    assert done.exit_code == 0, done.output
    stored = Stored(path)
    with calc.open(path) as book:
        return [d for sheet in book.sheets for d in stored.differences(sheet, book.cells(sheet))]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_example_keeps_its_values(calc, name, tmp_path):
    assert differences(calc, [name], tmp_path / "fryst.xlsx") == []


@pytest.mark.parametrize("name", FEW)
def test_a_report_of_few_rows_keeps_its_values(calc, name, tmp_path):
    (tmp_path / "rader.csv").write_text(FEW[name], encoding="utf-8")
    options = [name, "-d", str(tmp_path / "rader.csv")]
    assert differences(calc, options, tmp_path / "fryst.xlsx") == []
