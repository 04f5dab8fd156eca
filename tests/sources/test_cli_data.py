"""``regso data``: import is all or nothing, status and export say what is there."""

import csv
import json

import pytest
from click.testing import CliRunner

from regso.cli.data import data
from regso.errors import FileError
from regso.store import Reference, refresh
from regso.store.provenance import sources

TYPES = "regsokod,ar,omradestyp,annat\n9901R001,2023,{}\n9901R002,2023,5\n"
LIST = "regsokod_2020,regsonamn,kommun\n9901R001,Norra,Exby\n9901R002,Södra,Exby\n"
KEY = "deso2018,regso2020\n9901A0010,9901R001\n9901A0020,9901R002\n"


@pytest.fixture
def store(tmp_path, monkeypatch):
    """The folder of an own store, empty."""
    folder = tmp_path / "store"
    monkeypatch.setenv("REGSO_DATA", str(folder))
    refresh()
    yield folder / "regso.sqlite"
    refresh()


@pytest.fixture
def run(store):
    """Return a function that runs the command and gives what it wrote."""

    def invoke(*args: object) -> str:
        result = CliRunner().invoke(data, [str(a) for a in args], catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout

    return invoke


def types(value):
    return TYPES.replace(",{}", f",{value},x").replace(",5\n", ",5,x\n")


def row_with(text, *parts):
    """Return the cells of the first line of a printed table that has all the parts."""
    line = next(line for line in text.splitlines() if all(part in line for part in parts))
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_import_prints_what_each_file_gave(run, make):
    out = run("import", make("t.csv", types(4)), make("l.csv", LIST))
    assert row_with(out, "t.csv") == [
        "t.csv",
        "Områdestyp per RegSO 2023",
        "områdestyp och index",
        "2",
        "2",
        "0",
    ]
    assert row_with(out, "l.csv")[2:] == ["områden", "2", "2", "0"]
    assert "Används inte ur t.csv: annat" in out


def test_a_changed_value_is_reported_with_what_it_was(run, make):
    run("import", make("t.csv", types(4)))
    out = run("import", make("t.csv", types(3)))
    assert row_with(out, "t.csv")[3:] == ["2", "0", "1"]
    assert "t.csv ändrade 1 värden i områdestyp och index:\n  typ 2023 9901R001: 4 → 3\n" in out


def test_a_changed_name_is_reported_with_its_vintage(run, make):
    run("import", make("l.csv", LIST))
    out = run("import", make("l.csv", LIST.replace("Norra", "Nya norra")))
    assert "  RegSO 2020 9901R001: Norra → Nya norra\n" in out


def test_a_name_that_only_fills_is_not_reported_as_changed_by_the_official_one(run, make):
    make("d/a.csv", "deso2018,regso2020,regsonamn2020\n9901A0010,9901R001,Fel\n")
    out = run("import", make("d/b.csv", LIST).parent)
    assert row_with(out, "b.csv")[3:] == ["2", "2", "0"]
    assert " ändrade " not in out


def test_a_folder_may_hold_files_that_nobody_recognises(run, make):
    make("d/u/t.csv", types(4))
    make("d/läs mig.txt", "Hej!\nDetta är text, med komma.\n")
    make("d/skräp.xlsx", b"PK\x03\x04nej")
    make("d/trasig.json", "{")
    make("d/tom.csv", "")
    make("d/binär.bin", bytes(range(256)))
    folder = make("d/karta.geojson", '{"type": "FeatureCollection", "features": []}').parent
    out = run("import", folder)
    assert row_with(out, "t.csv")[3:] == ["2", "2", "0"]
    assert [line for line in out.splitlines() if line.startswith("Används inte: ")] == [
        "Används inte: binär.bin (innehållet känns inte igen)",
        "Används inte: karta.geojson (ytorna har ingen områdeskod)",
        "Används inte: läs mig.txt (innehållet känns inte igen)",
        "Används inte: skräp.xlsx (skräp.xlsx är ingen Excel-arbetsbok (.xlsx))",
        "Används inte: tom.csv (tom.csv är tom)",
        "Används inte: trasig.json (trasig.json är trasig JSON (rad 1, tecken 2))",
    ]


def test_a_folder_with_nothing_to_use_changes_nothing(run, make, store):
    out = run("import", make("d/läs mig.txt", "Hej!\n").parent)
    assert "Inga filer kunde läsas in" in out
    assert not store.exists()


HEADER = "regsokod;ar;andel_forgymnasial;län\n"
BAD = {
    "windows-1252": ("x.csv", HEADER.encode("cp1252"), "är inte UTF-8; spara"),
    "decimal comma": ("x.csv", HEADER + "9901R001;2022;1,5;Ex\n", "har decimalkomma"),
    "no code column": ("x.csv", "namn,ar\nExby,2022\n", "har ingen kolumn med områdeskod"),
    "no zip": ("x.xlsx", "regsokod", "är ingen Excel-arbetsbok"),
    "empty": ("x.csv", "", "är tom"),
    "broken JSON": ("x.json", '{"class": "dataset", ', r"är trasig JSON \(rad 1, tecken"),
    "malformed row": ("x.csv", types(4) + "9901X003,2023,4,x\n", r'^Rad 4 i x\.csv, .*"9901X003"'),
    "nothing of ours": ("x.json", '{"a": 1}', "innehållet känns inte igen"),
    "codes alone": ("x.csv", "regsokod,omdome\n9901R001,bra\n", "har områdeskoder men inga värden"),
}


@pytest.mark.parametrize(("name", "content", "says"), BAD.values(), ids=BAD)
def test_one_bad_file_stops_the_whole_import(make, store, name, content, says):
    good, bad = make("a.csv", LIST), make(name, content)
    result = CliRunner().invoke(data, ["import", str(good), str(bad)])
    assert isinstance(result.exception, FileError)
    assert str(result.exception).count("\n") == 0
    with pytest.raises(FileError, match=says):
        raise result.exception
    assert not store.exists()


@pytest.mark.parametrize("name", ["malformed row", "windows-1252", "decimal comma", "broken JSON"])
def test_a_bad_file_of_a_known_kind_stops_the_import_of_a_folder(make, store, name):
    file, content, says = BAD[name]
    folder = make(f"d/{file}", content).parent
    make("d/a.csv", LIST)
    with pytest.raises(FileError, match=says):
        CliRunner().invoke(data, ["import", str(folder)], catch_exceptions=False)
    assert not store.exists()


def test_a_path_that_does_not_exist_is_refused(store, tmp_path):
    with pytest.raises(FileError, match=r"saknas\.csv finns inte; kontrollera sökvägen\.$"):
        CliRunner().invoke(data, ["import", str(tmp_path / "saknas.csv")], catch_exceptions=False)


def test_a_file_given_twice_is_read_once(run, make):
    path = make("t.csv", types(4))
    assert run("import", path, path, path.parent).count("│ t.csv") == 1


def test_a_swedish_csv_needs_its_option(run, make):
    path = make("x.csv", "regsokod;ar;andel_forgymnasial\n9901R001;2022;1,5\n")
    run("import", "--svensk-csv", path)
    status = json.loads(run("status", "--json"))
    (held,) = [t for t in status["tables"] if t["table"] == "förgymnasial"]
    assert held["rows"] == 1


def test_status_says_when_the_fictional_example_is_in_use(run):
    assert run("status").startswith("Inga referensdata är inlästa: det påhittade exemplet (län 99")
    assert json.loads(run("status", "--json"))["example"] is True


def test_status_shows_rows_years_vintage_source_and_completeness(run, make):
    incomplete = "regsokod,ar,omradestyp\n9901R001,2021,4\n"
    run(
        "import",
        make("t.csv", types(4)),
        make("l.csv", LIST),
        make("k.csv", KEY),
        make("u.csv", incomplete),
    )
    status = json.loads(run("status", "--json"))
    held = {(t["table"], t["vintage"]): t for t in status["tables"]}
    vintage = "RegSO 2020/DeSO 2018"
    assert (status["example"], held["områden", vintage]["rows"]) == (False, 2)
    assert held["nyckel", vintage]["years"] == {"2020": {"areas": 2, "complete": True}}
    assert held["typ", vintage]["rows"] == 3
    assert held["typ", vintage]["years"] == {
        "2021": {"areas": 1, "complete": False},
        "2023": {"areas": 2, "complete": True},
    }
    assert [s["origin"] for s in held["typ", vintage]["sources"]] == ["t.csv", "u.csv"]
    assert held["index", None]["rows"] == 0
    row = row_with(run("status"), "typ", "2021, 2023")
    assert row[:4] == ["typ", vintage, "3", "2021, 2023"]
    assert row[4] == "ofullständig (2021: 1 RegSO)"


def test_export_writes_every_table_and_its_sources(run, make, tmp_path, store):
    run("import", make("t.csv", types(4)), make("l.csv", LIST))
    folder = tmp_path / "ut"
    run("export", folder)
    assert {p.name for p in folder.iterdir()} == {
        "omraden.csv",
        "statistik.csv",
        "befolkning.csv",
        "andringar.csv",
        "granser.csv",
        "sources.csv",
    }
    with (folder / "omraden.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    assert names == {"00": "Riket", "9901": "Exby", "9901R001": "Norra", "9901R002": "Södra"}
    with (folder / "statistik.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(r["measure"], r["year"], r["code"], r["value"]) for r in csv.DictReader(file)]
    assert rows == [("typ", "2023", "9901R001", "4"), ("typ", "2023", "9901R002", "5")]
    with (folder / "sources.csv").open(encoding="utf-8-sig", newline="") as file:
        digests = {row["sha256"] for row in csv.DictReader(file)}
    assert digests == {s.sha256 for s in sources(Reference(store), "statistic")} | {
        s.sha256 for s in sources(Reference(store), "area")
    }


def test_export_to_a_place_that_is_a_file_is_refused(store, make):
    result = CliRunner().invoke(data, ["export", str(make("fil", "x") / "ut")])
    assert isinstance(result.exception, FileError)
