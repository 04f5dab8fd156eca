"""The extension in Calc: names in xlsx files, functions in formulas, and what may go wrong."""

import datetime as dt
import os
import zipfile

import openpyxl
import pytest
import soffice
from openpyxl.worksheet.formula import ArrayFormula

from regso import __version__
from regso.errors import CellError
from regso.hosts.calc.build import extension
from regso.hosts.calc.edge import LOG_FILE

MARK = "    said = version_text(current())\n"
BUG = "    raise ValueError('hemligt')\n"


@pytest.fixture(scope="module")
def oxt(tmp_path_factory):
    soffice.required()
    path = tmp_path_factory.mktemp("calc") / "regso.oxt"
    path.write_bytes(extension())
    return path


@pytest.fixture(scope="module")
def calc(oxt, tmp_path_factory):
    with soffice.calc(oxt, {"REGSO_DATA": str(tmp_path_factory.mktemp("data"))}) as running:
        yield running


def test_a_function_name_in_an_xlsx_file_is_known_and_saved_as_it_was(calc, tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "9901", "=REGSO_NAMN(A1)"
    book.active["C1"] = ArrayFormula("C1:C2", '=REGSO_NAMN({"9901";"99"})')
    book.save(tmp_path / "in.xlsx")
    with calc.open(tmp_path / "in.xlsx") as opened:
        cells = opened.cells("Sheet")
        opened.save(tmp_path / "out.xlsx")
    assert [cells[a] for a in ("B1", "C1", "C2")] == ["Påhittstad", "Påhittstad", "Exempellän"]
    saved = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert saved["B1"].value == "=REGSO_NAMN(A1)"
    assert saved["C1"].value.text == '=REGSO_NAMN({"9901";"99"})'


def test_cached_values_from_another_program_are_calculated_anew(calc, tmp_path):
    """XlsxWriter stores 0 for a formula; recalc.xcu makes Calc calculate when it loads."""
    import xlsxwriter  # noqa: PLC0415

    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        book.add_worksheet("Blad").write_formula("A1", '=REGSO_NAMN("99")')
    with calc.open(tmp_path / "in.xlsx", anew=False) as opened:
        assert opened.cells("Blad") == {"A1": "Exempellän"}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('MATCH(REGSO_NAMN("99"),{"a","Exempellän"},0)', 2),
        ('IF(REGSO_NAMN("99")="Exempellän",1,0)', 1),
        ('REGSO_NAMN("99")&"!"', "Exempellän!"),
        ('IFERROR(REGSO_NAMN("9901R999"),"okänd")', "okänd"),
        ('ISNA(REGSO_NAMN("9901R999"))', 1),
        ('ERROR.TYPE(REGSO_NAMN("x"))', 3),
        ('SUMPRODUCT((REGSO_NAMN({"99","9901","99"})="Exempellän")*1)', 2),
        ("INDEX(REGSO_ANDEL(65,100),1,3)", 0.7363575175690247),
        ("REGSO_ANDEL(65,100)*100", 65),
        ("SUM(REGSO_FORDELA(100,{1;1;1}))", 100),
        ("REGSO_FINNS_INTE(1)", CellError("#NAME?")),
    ],
)
def test_a_result_works_inside_other_functions(calc, formula, value):
    """The interval is from PHEindicatormethods 2.1.0."""
    expected = pytest.approx(value, rel=1e-12) if isinstance(value, float) else value
    assert calc.formula(formula) == expected


@pytest.mark.parametrize(
    "formula",
    [
        '=VLOOKUP(REGSO_NAMN("99"),A1:B2,2,FALSE)',
        '=_xlfn.XLOOKUP(REGSO_NAMN("99"),A1:A2,B1:B2)',
        '=INDEX(B1:B2,MATCH(REGSO_NAMN("99"),A1:A2,0))',
        '=SUMIF(A1:A2,REGSO_NAMN("99"),B1:B2)',
    ],
)
def test_a_result_is_found_in_cells(calc, formula, tmp_path):
    book = openpyxl.Workbook()
    for row in (["Påhittstad", 6], ["Exempellän", 7]):
        book.active.append(row)
    book.active["D1"] = formula
    book.save(tmp_path / "in.xlsx")
    with calc.open(tmp_path / "in.xlsx") as opened:
        assert opened.cells("Sheet")["D1"] == 7


def test_the_last_error_is_told(calc):
    assert calc.formula('REGSO_TYP("9901R999")') == CellError("#N/A")
    assert str(calc.formula("REGSO_FEL()")).startswith("Koden 9901R999 finns inte")


def test_the_function_wizard_shows_names_and_help(calc):
    about = calc.describe("REGSO_TYP")
    assert about["Description"] == "The area's official type (områdestyp), 1–5."
    assert [(name, optional) for name, _, optional in about["Arguments"]] == [
        ("code", False),
        ("year", True),
    ]


@pytest.fixture(scope="module")
def poor(oxt, tmp_path_factory):
    """Give a Calc without NumPy, with another regso and a bug in REGSO_VERSION; its data folder."""
    folder = tmp_path_factory.mktemp("poor")
    broken, data, packages = folder / "regso.oxt", folder / "data", folder / "none"
    with zipfile.ZipFile(oxt) as whole, zipfile.ZipFile(broken, "w") as copy:
        for name in whole.namelist():
            content = whole.read(name).decode(errors="surrogateescape")
            if name.endswith("functions/versions.py"):
                assert MARK in content
                content = content.replace(MARK, BUG)
            copy.writestr(name, content.encode(errors="surrogateescape"))
    packages.mkdir()
    (packages / "regso.py").write_text("raise RuntimeError('another regso')\n")
    data.mkdir()
    (data / f"{LOG_FILE}.2020-01-01").touch()
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp()
    os.utime(data / f"{LOG_FILE}.2020-01-01", (long_ago, long_ago))
    env = {"REGSO_DATA": str(data), **soffice.without_packages(packages)}
    with soffice.calc(broken, env) as running:
        yield running, data


def test_lookups_run_without_numpy_and_beside_another_regso(poor):
    calc, _ = poor
    assert calc.formula('REGSO_NAMN("99")') == "Exempellän"
    assert calc.formula('REGSO_SUMMA({"9901R001";"9902R001"},{10;20})') == 30


def test_a_function_that_needs_numpy_says_what_to_install(poor):
    calc, _ = poor
    assert calc.formula("REGSO_FRAN_KOORD(6820500,700500)") == CellError("#REF!")
    assert calc.formula("REGSO_FEL()") == (
        "REGSO_FRAN_KOORD behöver paketet numpy, som saknas i LibreOffices Python; installera "
        "python3-numpy i systemet och starta om LibreOffice."
    )


def test_a_bug_is_told_and_logged_without_what_cells_hold(poor):
    calc, data = poor
    assert calc.formula("REGSO_VERSION()") == CellError("#VALUE!")
    assert calc.formula("REGSO_FEL()") == f"Internt fel i REGSO_VERSION; se {data / LOG_FILE}."
    log = (data / LOG_FILE).read_text(encoding="utf-8")
    assert "REGSO_VERSION: ValueError" in log
    assert "versions.py" in log
    assert "hemligt" not in log.replace("raise ValueError('hemligt')", "")


def test_logs_are_kept_for_thirty_days(poor):
    _, data = poor
    assert not list(data.glob(f"{LOG_FILE}.2020*"))


def test_the_extension_is_of_the_version_of_the_package(calc):
    assert __version__ in str(calc.formula("REGSO_VERSION()"))
