"""`regso render --per` gives each unit its own report, and none of them is for publication."""

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from books import book_of
from regso.checking.units import UNKNOWN, split
from regso.cli import cli
from regso.errors import FileError
from regso.functions.values import installed_areas
from regso.indata import Data
from regso.store import EXAMPLE, Reference

AREAS = installed_areas(Reference(EXAMPLE))
ROWS = [
    ("9901R001", "Norr", 5, 10), ("9901R002", "Norr", 3, 30), ("9902R007", "Söder", 9, 40),
    ("9902R006", "", 4, 20), ("fel", "Söder", 1, 2),
]  # fmt: skip
HEADERS = ["kod", "kontor", "taljare", "namnare"]


@pytest.fixture
def register(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "\n".join(";".join(map(str, row)) for row in (HEADERS, *ROWS))
    (tmp_path / "r.csv").write_text(text + "\n", "utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(cli, ["render", *arguments], catch_exceptions=False)


def table(path):
    sheet = book_of(path, values=True)["Områdestyper"]
    return [[cell.value for cell in row] for row in sheet]


def units(per, rows=ROWS):
    data = Data("r.csv", HEADERS, list(rows))
    return {unit.name: [row[0] for row in unit.data.rows] for unit in split(data, per, {}, AREAS)}


def test_rows_are_split_by_the_codes_or_by_a_column_and_none_is_lost():
    assert units("kommun") == {
        "9901 Påhittstad": ["9901R001", "9901R002"],
        "9902 Exempelby": ["9902R007", "9902R006"],
        "okänd": ["fel"],
    }
    assert units("lan") == {"99 Exempellän": [row[0] for row in ROWS[:4]], "okänd": ["fel"]}
    assert units("kontor") == {
        "Norr": ["9901R001", "9901R002"], "Söder": ["9902R007", "fel"], "okänd": ["9902R006"],
    }  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(["9901R001", "9902R007", "fel", ""]), st.text(max_size=9),
                          st.integers(0, 9), st.integers(0, 9)), max_size=20))  # fmt: skip
def test_every_row_is_in_one_unit_and_every_unit_has_its_own_file(rows):
    for per in ("kommun", "kontor"):
        found = split(Data("r.csv", HEADERS, list(rows)), per, {}, AREAS)
        assert sorted(row for unit in found for row in unit.data.rows) == sorted(rows)
        assert len({unit.stem.casefold() for unit in found}) == len(found)
        assert all(unit.stem and not set(unit.stem) & set('/\\:*?"<>| .') for unit in found)
        assert UNKNOWN not in [unit.name for unit in found[:-1]]


def test_a_column_that_there_is_not_is_refused_with_those_there_are():
    with pytest.raises(FileError, match=r'rubriken "kön" finns inte i r\.csv; välj lan, kommun el'):
        units("kön")
    rows = [("9901R001", f"k{n}", 1, 2) for n in range(401)]
    with pytest.raises(FileError, match="ger 401 enheter, fler än 400"):
        units("kontor", rows)


@pytest.mark.slow
def test_each_report_has_the_numbers_of_its_rows_alone(register):
    result = run("omradestyper", "-d", "r.csv", "-s", "troskel=1", "--per", "kommun", "-o", "ut")
    assert result.exit_code == 0
    assert (
        "ut: 3 av 3 rapporter, med innehåll i innehall.xlsx. De är inte för publ" in result.output
    )
    for name, rows in (("9901-påhittstad", ROWS[:2]), ("9902-exempelby", ROWS[2:4])):
        text = "\n".join(";".join(map(str, row)) for row in (HEADERS, *rows))
        (register / "en.csv").write_text(text + "\n", "utf-8")
        run("omradestyper", "-d", "en.csv", "-s", "troskel=1", "-o", "en.xlsx")
        assert table(register / "ut" / f"{name}.xlsx") == table(register / "en.xlsx")


@pytest.mark.slow
def test_the_contents_name_every_report_with_a_link(register):
    run("omradestyper", "-d", "r.csv", "--per", "kontor", "-o", "ut")
    sheet = book_of(register / "ut" / "innehall.xlsx").active
    rows = [[cell.value for cell in row[:3]] for row in sheet.iter_rows(min_row=5)]
    assert rows == [
        ["Norr", 2, "norr.xlsx"],
        ["Söder", 2, "söder.xlsx"],
        ["okänd", 1, "okänd.xlsx"],
    ]
    assert [sheet[f"C{n}"].hyperlink.target for n in (5, 7)] == ["norr.xlsx", "okänd.xlsx"]
    assert all((register / "ut" / row[2]).is_file() for row in rows)


@pytest.mark.slow
def test_a_report_says_on_start_and_on_every_printed_page_that_it_is_not_for_publication(register):
    run("omradestyper", "-d", "r.csv", "--per", "kommun", "-o", "ut")
    book = book_of(register / "ut" / "9901-påhittstad.xlsx", values=True)
    said = "9901 Påhittstad, en av flera rapporter ur r.csv: inte för publicering"
    assert book["Start"]["B3"].value.startswith(f"Fel: {said}")
    assert said in book["Områdestyper"].oddHeader.center.text


@pytest.mark.slow
def test_a_report_is_refused_by_publish_and_by_render_with_publish(register):
    run("omradestyper", "-d", "r.csv", "--per", "kommun", "-o", "ut")
    book = "ut/9901-påhittstad.xlsx"
    for arguments in (["publish", book], ["render", book, "--publish"]):
        result = CliRunner().invoke(cli, [*arguments, "-o", "k.xlsx"])
        assert result.exit_code == 1
        assert "inte för publicering" in result.output
    assert not (register / "k.xlsx").exists()


def test_a_file_is_no_folder_for_reports(register):
    result = run("omradestyper", "-d", "r.csv", "--per", "kommun", "-o", "ut.xlsx")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "med --per är -o en mapp" in result.output
    assert not (register / "ut.xlsx").exists()


def test_a_report_that_cannot_be_made_stops_no_other_and_the_exit_code_says_so(register, mocker):
    mocker.patch("regso.cli.per.reports.os.cpu_count", return_value=1)
    real = __import__("regso.render", fromlist=["render"]).render

    def one_fails(template, *, data, **options):
        if data.rows[0][0] == "9902R007":
            raise FileError("Det gick inte.")
        return real(template, data=data, **options)

    mocker.patch("regso.render.render", side_effect=one_fails)
    result = run("omradestyper", "-d", "r.csv", "--per", "kommun", "-o", "ut")
    assert result.exit_code == 3
    assert "Fel: 9902 Exempelby: Det gick inte." in result.output
    assert "ut: 2 av 3 rapporter" in result.output
    sheet = book_of(register / "ut" / "innehall.xlsx").active
    assert [sheet["C6"].value, sheet["D6"].value] == [None, "Det gick inte."]
    assert {path.name for path in (register / "ut").iterdir()} == {
        "9901-påhittstad.xlsx", "okänd.xlsx", "innehall.xlsx",
    }  # fmt: skip
