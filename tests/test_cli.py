"""The command line: what it prints, and how it answers bad input."""

import io
import json
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from statsmodels.stats.proportion import proportion_confint

from books import book_of
from regso.cli import cli, main
from regso.cli.terminal import patience
from regso.functions import REGISTRY
from regso.store import EXAMPLE
from regso.templates import TEMPLATES

REGISTER = EXAMPLE.with_name("example_register.csv")


def run(*args, **options):
    return CliRunner().invoke(cli, [str(a) for a in args], **options)


def all_formulas(path):
    cells = (c for sheet in book_of(path) for row in sheet.iter_rows() for c in row)
    return [getattr(c.value, "text", c.value) for c in cells if c.data_type == "f"]


def refused(result):
    """Return the one sentence on stderr of a command that refused its input."""
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    [sentence] = result.stderr.splitlines()
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        ('=REGSO_NAMN("9901R001")', "Påhittstad fantasiparken"),
        ('REGSO_NAMN("9901R001")', "Påhittstad fantasiparken"),
        ('=REGSO_TYP("9901R001";2022)', "1"),
        ('=REGSO_TYP("9901R001",2022)', "1"),
        ('=REGSO_INDEX("9901R001";2022)', "21.5"),
        ('=REGSO_TYP({"9901R001";"x"};2022)', "1\n#VALUE!"),
        ('=REGSO_TYP({"9901R001","9901R002"};2022)', "1\t4"),
        ('=IFERROR(REGSO_TYP("x");"saknas")', "saknas"),
        ('=REGSO_TYP("9901R001";2022)*10', "10"),
        ("=1/0", "#DIV/0!"),
        ("=1<2", "TRUE"),
        ('=REGSO_NAMN("")', ""),
    ],
)
def test_eval_prints_the_value(formula, printed):
    result = run("eval", formula)
    assert (result.exit_code, result.stdout) == (0, f"{printed}\n")


def test_eval_explains_a_single_error_value_on_stderr():
    result = run("eval", '=REGSO_NAMN("9901R999")')
    assert (result.exit_code, result.stdout) == (0, "#N/A\n")
    assert result.stderr.startswith("Koden 9901R999 finns inte i RegSO 2025; kontrollera koden")


def test_eval_reads_the_formula_from_standard_input():
    assert run("eval", "-", input='=REGSO_NAMN("99")\n').stdout == "Exempellän\n"


def test_eval_prints_json_as_a_scalar_or_a_list_of_rows():
    assert json.loads(run("eval", "--json", '=REGSO_TYP("9901R001";2022)').stdout) == 1
    assert json.loads(run("eval", "--json", '=REGSO_TYP({"9901R001";"x"};2022)').stdout) == [
        [1],
        ["#VALUE!"],
    ]


def test_a_formula_that_cannot_be_parsed_is_exit_2_and_one_sentence():
    result = run("eval", '=REGSO_TYP("9901R001"')
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        'Formeln =REGSO_TYP("9901R001" går inte att tolka; kontrollera parenteser och '
        "citattecken, och skriv decimaler med punkt."
    ]


def test_a_single_call_has_none_of_the_engines_limits():
    """The engine stops at 10,000 spilled cells and at 65,000 characters of constants."""
    codes = ";".join(['"9901R001"'] * 20_000)
    result = run("eval", "-", input=f"=REGSO_TYP({{{codes}}};2022)")
    assert len(result.stdout) == 2 * 20_000
    assert set(result.stdout.split()) == {"1"}


@pytest.mark.parametrize("entry", REGISTRY.values(), ids=lambda e: e.name)
def test_the_example_of_each_function_has_a_value(entry):
    result = run("eval", entry.example)
    assert result.exit_code == 0
    # There may be no error to tell of, and no example has the agency's secret key.
    assert result.stdout.strip() or entry.name in {"REGSO_FEL", "REGSO_POSTNYCKEL"}
    if entry.name != "REGSO_MATCHNING":
        assert "#" not in result.stdout


@pytest.mark.parametrize("entry", REGISTRY.values(), ids=lambda e: e.name)
@pytest.mark.parametrize(
    "fill", ["", '"9901R001"', '"x"', "1", "-1", "#N/A", "{1;2;3}", '{"a",#REF!}', "TRUE"]
)
def test_with_the_example_alone_each_function_gives_a_value_or_a_documented_error(entry, fill):
    for count in range(len(entry.args) + 1):
        result = run("eval", f"={entry.name}({';'.join([fill] * count)})")
        assert result.exit_code == 0, result.output
        assert result.exception is None


def test_functions_lists_the_registry():
    listed = json.loads(run("functions", "--json").stdout)
    assert [f["name"] for f in listed] == list(REGISTRY)
    assert all({"name", "args", "doc", "family"} <= set(f) for f in listed)
    assert listed[0]["args"][1] == {
        "name": "ar",
        "optional": True,
        "doc": "år; utelämnat betyder året som =REGSO_AR() svarar",
    }


def test_functions_shows_one_function_with_its_arguments():
    shown = run("functions", "regso_namn").stdout
    assert "REGSO_NAMN(kod; [ar])" in shown
    assert "kod: kod för RegSO, DeSO, kommun eller län" in shown
    assert refused(run("functions", "REGSO_X")).startswith("Funktionen REGSO_X finns inte")


def test_demo_makes_every_template_and_says_what_it_made(tmp_path):
    result = run("demo", "-o", tmp_path / "ut")
    assert result.exit_code == 0, result.output
    assert "Områdestyper" in result.stdout
    made = {path.name for path in (tmp_path / "ut").iterdir()}
    assert made == {template.filename for template in TEMPLATES.values()}
    assert book_of(tmp_path / "ut" / "omradestyper.xlsx").sheetnames[0] == "Start"


def test_demo_uses_the_example_also_when_real_data_are_imported(demo, tmp_path, monkeypatch):
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "regso.sqlite").write_bytes(b"no store")
    assert run("demo", "-o", tmp_path / "b").exit_code == 0
    one, other = ((folder / "omradestyper.xlsx").read_bytes() for folder in (demo, tmp_path / "b"))
    assert one == other


def test_the_workbooks_that_users_open_are_those_that_the_templates_build(tmp_path):
    """Whenever they were built: those that are committed were at another time."""
    assert run("templates", "build", "-o", tmp_path).exit_code == 0
    committed = Path(__file__).parents[1] / "workbooks"
    built = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*.xlsx"))
    assert built == sorted(p.relative_to(committed) for p in committed.rglob("*.xlsx"))
    assert {p.parent.name for p in built} == {"excel", "calc", "webb"}
    for book in built:
        assert (tmp_path / book).read_bytes() == (committed / book).read_bytes(), (
            f"run: python addin/start.py build ({book})"
        )


def test_a_named_template_is_made_for_excel_and_a_file_keeps_its_form(tmp_path):
    def links(path):
        return "xl/externalLinks/externalLink1.xml" in zipfile.ZipFile(path).namelist()

    made, again = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert run("render", "omradestyper", "-p", "calc", "-o", made).exit_code == 0
    assert run("render", made, "-o", again).exit_code == 0
    assert not links(made)
    assert not links(again)
    assert run("render", "omradestyper", "-o", made).exit_code == 0
    assert run("render", made, "-o", again).exit_code == 0
    assert links(made)
    assert links(again)


def test_a_register_is_tried_in_the_same_way_for_a_workbook_as_for_the_template_by_name(tmp_path):
    """What the workbook takes, and its year, are read from it: it is the user's own."""
    register, own = tmp_path / "r.csv", tmp_path / "egen.xlsx"
    register.write_text("kod,taljare,namnare\n9901R001,5,4\nXYZ,3,10\n9901R002,-1,10\n", "utf-8")
    assert run("render", "omradestyper", "-s", "ar=2024", "-o", own).exit_code == 0
    said = []
    for template in ("omradestyper", own):
        year = [] if template == own else ["-s", "ar=2024"]
        done = run("render", template, "-d", register, *year, "-o", tmp_path / "ut.xlsx")
        said.append(done.output)
    assert said[0] == said[1]
    for words in ("är ingen områdeskod", "(rad 3)", "är mindre än 0 (rad 4)", "större än namnare"):
        assert words in said[0]


def test_a_workbook_without_a_year_is_tried_too(tmp_path):
    """Its cell for the year is empty, or has a text."""
    register, own = tmp_path / "r.csv", tmp_path / "egen.xlsx"
    register.write_text("kod,taljare,namnare\n9901R002,-1,10\n", "utf-8")
    assert run("render", "omradestyper", "-s", "ar=", "-o", own).exit_code == 0
    done = run("render", own, "-d", register, "-o", tmp_path / "ut.xlsx")
    assert "är mindre än 0 (rad 2)" in done.output


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (
            "kod,taljare\n9901R001,å\n".encode("mac-roman"),
            "a.csv",
            "inte UTF-8; spara den som CSV UTF-8",
        ),
        (b"kod;taljare;namnare\n9901R001;1,5;2\n", "a.csv", "decimalkomma"),
        (b"namn,taljare\nA,1\n", "a.csv", "kod"),
        (b"this is no zip", "a.xlsx", "a.xlsx"),
        (b"", "a.csv", "a.csv är tom"),
        (b"kod,taljare,taljare\n9901R001,1,2\n", "a.csv", "taljare"),
    ],
)
def test_a_register_that_cannot_be_used_is_one_sentence_and_no_file(tmp_path, content, name, says):
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "ut.xlsx"
    assert says in refused(run("render", "omradestyper", "-d", tmp_path / name, "-o", out))
    assert not out.exists()
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["-c", "kod=finnsinte"], "finnsinte"),
        (["-c", "finnsinte=kod"], "finnsinte"),
        (["-c", "kod"], '"kod" saknar likhetstecken; skriv -c KOLUMN=RUBRIK.'),
        (["-s", "finnsinte=1"], "finnsinte"),
        (["-s", "matt=kvot"], "kvot"),
    ],
)
def test_a_header_or_setting_that_does_not_exist_is_one_sentence_and_no_file(
    tmp_path, options, says
):
    out = tmp_path / "ut.xlsx"
    assert says in refused(run("render", "omradestyper", "-d", REGISTER, *options, "-o", out))
    assert not out.exists()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (["register.csv", "register.csv"], "-d register.csv: Indata har redan en fil; ange en."),
        (["Överlapp=", "Överlapp=a.csv"], "-d Överlapp=a.csv: Överlapp har redan en fil; ange en."),
        (["Blad=register.csv"], 'ingen egen tabell på bladet "Blad"; den har Överlapp.'),
    ],
)
def test_a_file_too_many_and_a_sheet_without_a_table_are_one_sentence(tmp_path, files, says):
    (tmp_path / "register.csv").write_text("polisomrade,kod\n", encoding="utf-8")
    named = [f.replace("register", f"{tmp_path}/register") for f in files]
    options = [part for file in named for part in ("-d", file)]
    result = run("render", "brott", *options, "-o", tmp_path / "ut.xlsx")
    assert result.exit_code == 1
    assert says in result.stderr.replace(f"{tmp_path}/", "")
    assert not (tmp_path / "ut.xlsx").exists()


def test_a_file_whose_name_has_an_equals_sign_is_the_register(tmp_path):
    register = tmp_path / "ar=2022.csv"
    register.write_text("kod,taljare\n9901A0010,1\n", encoding="utf-8")
    result = run("render", "omradestyper", "-d", register, "-o", tmp_path / "ut.xlsx")
    assert "ut.xlsx: 1 rader" in result.output


@pytest.mark.parametrize("template", ["finnsinte", "finnsinte.xlsx"])
def test_a_template_that_does_not_exist_is_one_sentence(tmp_path, template):
    said = refused(run("render", template, "-d", REGISTER, "-o", tmp_path / "ut.xlsx"))
    assert said == (
        f"Mallen {template} finns inte; ange en fil eller något av {', '.join(TEMPLATES)}."
    )


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        ("regsokod,regsonamn,kommun\n9901R001,Å,B\n".encode("mac-roman"), "a.csv", "inte UTF-8"),
        (b"regsokod;ar;omradestyp\n9901R001;2022;1,5\n", "a.csv", "decimalkomma"),
        (b"namn,varde\nA,1\n", "a.csv", "a.csv"),
        (b"this is no zip", "a.xlsx", "a.xlsx"),
    ],
)
def test_a_file_that_cannot_be_imported_is_one_sentence_and_no_store(
    tmp_path, monkeypatch, content, name, says
):
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "data"))
    (tmp_path / name).write_bytes(content)
    assert says in refused(run("data", "import", tmp_path / name))
    assert not (tmp_path / "data").exists()


def test_a_year_without_types_is_written_listed_and_exit_3(tmp_path):
    out = tmp_path / "ut.xlsx"
    result = run("render", "omradestyper", "-d", REGISTER, "-s", "ar=2031", "-o", out)
    assert result.exit_code == 3
    assert "Områdestyper!C5): Det finns inga värden för typ 2031" in result.stderr
    assert out.exists()


def test_a_rendered_workbook_keeps_its_values_when_frozen(tmp_path):
    for name, options in (("a.xlsx", []), ("b.xlsx", ["--freeze"])):
        result = run("render", "omradestyper", "-d", REGISTER, *options, "-o", tmp_path / name)
        assert result.exit_code == 0, result.output
    values = [
        {
            (sheet.title, cell.coordinate): cell.value
            for sheet in book_of(tmp_path / name, values=True)
            for row in sheet.iter_rows()
            for cell in row
        }
        for name in ("a.xlsx", "b.xlsx")
    ]
    assert values[0] == values[1]
    formulas = [all_formulas(tmp_path / name) for name in ("a.xlsx", "b.xlsx")]
    assert any("REGSO_" in f for f in formulas[0])
    assert formulas[1]
    assert not any("REGSO_" in f for f in formulas[1])


def test_the_real_job_equals_pandas(real, real_data, tmp_path):
    """The issue's own command line; the table read back from the file equals pandas."""
    out = tmp_path / "OUT.xlsx"
    result = run(
        "render", "omradestyper", "-d", real_data / "deso2018_stats_2022.csv", "-c", "kod=deso2018",
        "-c", "taljare=arbetslosa_16_64_2022", "-c", "namnare=totalt_16_64_2022", "-s", "ar=2022",
        "-o", out,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    sheet = book_of(out, values=True)["Områdestyper"]
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    start = next(i for i, row in enumerate(rows) if "typ" in row)
    assert "benämning; typer 2022, RegSO 2020" in rows[start]
    first = rows[start].index("typ")
    table = [row[first : first + 8] for row in rows[start + 1 : start + 9]]

    stats = pd.read_csv(real_data / "deso2018_stats_2022.csv", dtype={"deso2018": str})
    keys = pd.read_csv(real_data / "deso2018_regso2020.csv", dtype=str).set_index("deso2018")[
        "regso2020"
    ]
    types = pd.read_csv(real_data / "regso_area_type_2022.csv").set_index("regsokod")["omradestyp"]
    stats["typ"] = stats["deso2018"].map(keys).map(types)
    sums = stats.groupby("typ")[["arbetslosa_16_64_2022", "totalt_16_64_2022"]].sum()
    sums.columns = ["x", "n"]
    sums.loc["1+2"] = sums.loc[1] + sums.loc[2]
    sums.loc["totalt"] = sums.loc[[1, 2, 3, 4, 5]].sum()
    base = sums.loc[5, "x"] / sums.loc[5, "n"]
    for row, kind in zip([0, 1, 2, 3, 4, 5, 7], [1, 2, 3, 4, 5, "1+2", "totalt"], strict=True):
        x, n = sums.loc[kind]
        low, high = proportion_confint(x, n, method="wilson")
        assert table[row][0] == kind
        assert table[row][2:] == pytest.approx(
            [x, n, x / n, low, high, 100 * (x / n - base)], rel=1e-9, abs=1e-12
        )
    assert table[6][2:4] == [0, 0]
    texts = [str(v) for row in rows for v in row if v]
    assert "Andel arbetslösa av befolkningen 16–64 år" in texts
    assert not any("arbetslöshet" in t.lower() for t in texts)


def test_a_closed_pipe_and_utf8_work_in_a_real_process(tmp_path):
    """Swedish letters come out as UTF-8 also where the system has another encoding."""
    regso = shutil.which("regso", path=str(Path(sys.executable).parent))
    done = subprocess.run(
        [regso, "eval", '=REGSO_LAN("9901R001")'],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "latin-1", "REGSO_DATA": str(tmp_path), "PATH": ""},
    )
    assert done.stdout.decode("utf-8").strip() == "Exempellän"


def test_the_main_entry_is_the_same_group(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["regso", "--version"])
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 0
    assert sys.stdout.encoding == "utf-8"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device on this system")
@pytest.mark.parametrize("words", [["functions"], ["eval", "=1+1"], ["--help"], ["--version"]])
def test_a_full_disk_is_said(words):
    regso = shutil.which("regso", path=str(Path(sys.executable).parent))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [regso, *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Disken är full" in done.stderr


@pytest.mark.parametrize(("watched", "says"), [(True, 1), (False, 0)])
def test_slow_work_is_told_once_where_somebody_watches(capsys, monkeypatch, watched, says):
    monkeypatch.setattr("sys.stderr.isatty", lambda: watched)
    with patience(seconds=0.01):
        time.sleep(0.2)
    with patience():
        pass
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("Räknar fortfarande")) == ("", says)
