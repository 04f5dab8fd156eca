"""``regso data``: import is all or nothing, status and export say what is there."""

import csv
import io
import json
import os
import re
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner
from pxweb_answers import dataset

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
        "Används inte: skräp.xlsx (skräp.xlsx är skadad)",
        "Används inte: tom.csv (tom.csv är tom)",
        "Används inte: trasig.json (trasig.json är trasig JSON (rad 1, tecken 2))",
    ]


def test_a_folder_with_nothing_to_use_changes_nothing(run, make, store):
    out = run("import", make("d/läs mig.txt", "Hej!\n").parent)
    assert "Inga filer kunde läsas in" in out
    assert not store.exists()


HEADER = "regsokod;ar;andel_forgymnasial;län\n"
BAD = {
    "mac-roman": ("x.csv", HEADER.encode("mac-roman"), "är inte UTF-8; spara"),
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


@pytest.mark.parametrize("name", ["malformed row", "mac-roman", "decimal comma", "broken JSON"])
def test_a_bad_file_of_a_known_kind_in_a_folder_is_reported_and_the_others_are_read(
    make, store, name
):
    file, content, says = BAD[name]
    folder = make(f"d/{file}", content).parent
    make("d/a.csv", LIST)
    result = CliRunner().invoke(data, ["import", str(folder)], catch_exceptions=False)
    assert result.exit_code == 1
    [line] = [line for line in result.stdout.splitlines() if line.startswith("Inte inläst: ")]
    assert re.search(says, line.removeprefix("Inte inläst: "))
    assert row_with(result.stdout, "a.csv")[3:] == ["2", "2", "0"]
    assert Reference(store).areas(2020).names["9901R001"] == "Norra"


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
        "indikatorer.csv",
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


FOREIGN = {
    "djup.json": '{"a":' * 50_000,
    "tal.json": '{"a": ' + "9" * 5000 + "}",
    "halvt.json": '{"a": "\\ud800"}',
    "karta.geojson": '{"type": "FeatureCollection", "crs": {"properties": null}, "features": [{}]}',
    "rubrik.csv": "x" * 200_000 + ",y\n1,2\n",
    "noll.csv": b"a,b\n\x00,\x00\n",
    "bomb.xlsx": None,
}


def test_no_foreign_file_stops_the_import_of_a_folder(run, make, store):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 20_000_000)
    for name, content in FOREIGN.items():
        make(f"d/{name}", bomb.getvalue() if content is None else content)
    if os.name == "posix":
        os.mkfifo(store.parent.parent / "d" / "rör")
    out = run("import", make("d/t.csv", types(4)).parent)
    assert row_with(out, "t.csv")[3:] == ["2", "2", "0"]
    named = {line.split()[2] for line in out.splitlines() if line.startswith("Används inte: ")}
    assert named == {*FOREIGN} | ({"rör"} if os.name == "posix" else set())


def test_a_file_of_areas_that_cannot_be_used_is_reported_in_a_folder(make, store):
    crs = {"type": "name", "properties": None}
    feature = {"type": "Feature", "properties": {"regsokod": "9901R001"}, "geometry": None}
    whole = {"type": "FeatureCollection", "crs": crs, "features": [feature]}
    folder = make("d/g.geojson", json.dumps(whole)).parent
    make("d/t.csv", types(4))
    result = CliRunner().invoke(data, ["import", str(folder)], catch_exceptions=False)
    assert result.exit_code == 1
    assert "Inte inläst: g.geojson har koordinatsystemet okänt; hämta den i SWEREF" in result.stdout
    assert Reference(store).values("typ", 2023) == {"9901R001": 4, "9901R002": 5}


def test_a_named_file_without_a_single_value_is_refused(make, store):
    with pytest.raises(
        FileError, match=r"^t\.csv gav inga värden: cellerna är tomma, eller gäller"
    ):
        CliRunner().invoke(
            data,
            ["import", str(make("t.csv", "regsokod,ar,omradestyp\n9901R001,2022,..\n"))],
            catch_exceptions=False,
        )
    assert not store.exists()


def test_in_a_folder_a_file_without_a_single_value_is_said_to_be_so(run, make):
    make("d/a.csv", types(4))
    out = run("import", make("d/t.csv", "regsokod,ar,omradestyp\n9901R001,2022,..\n").parent)
    assert "Används inte: t.csv (den har inga värden)" in out


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("index [/b] [red]x[/]", "[/b] [red]x[/]"),
        ("index \x1b[31m\x1b]0;titel\x07 :smile:", "[31m]0;titel :smile:"),
    ],
)
def test_a_label_is_shown_as_it_is_and_never_obeyed(run, make, label, shown):
    text = dataset(
        {
            "Region": {"9901R001": label},
            "ContentsCode": {"000008IT": label},
            "Tid": {"2023": "2023"},
        },
        [7],
        label=f"Socioekonomiskt {label}",
    )
    for out in (run("import", make("[b]i.json", text)), run("status")):
        cells = " ".join(cell.strip() for cell in out.split("│"))
        assert all(word in cells for word in shown.split())
        assert "\x1b" not in out
        assert "\x07" not in out


@pytest.mark.skipif(os.name != "posix", reason="only there may a name be no text")
def test_a_file_whose_name_is_no_text_is_read(run, make, tmp_path):
    path = tmp_path / os.fsdecode(b"typ\xff\x1b[31m.csv")
    path.write_text(types(4))
    run("import", path)
    (held,) = [t for t in json.loads(run("status", "--json"))["tables"] if t["table"] == "typ"]
    assert held["sources"][0]["origin"] == "typ[31m.csv"


def test_the_sheet_that_was_read_is_said(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Typer"
    other = book.create_sheet("Gammal")
    other.sheet_state = "hidden"
    for sheet in book.worksheets:
        sheet.append(["regsokod", "ar", "omradestyp"])
        sheet.append(["9901R001", 2023, 4 if sheet is other else 1])
    book.save(tmp_path / "t.xlsx")
    out = run("import", tmp_path / "t.xlsx")
    assert "t.xlsx: bladet Typer är läst, men inte Gammal (dolt)." in out


def test_a_damaged_store_is_kept_aside_and_begun_anew(make, store):
    CliRunner().invoke(data, ["import", str(make("t.csv", types(4)))], catch_exceptions=False)
    store.write_bytes(store.read_bytes()[:5000])
    result = CliRunner().invoke(data, ["import", str(make("l.csv", LIST))], catch_exceptions=False)
    kept = store.with_suffix(".gammal.sqlite")
    assert result.exit_code == 0
    assert result.stderr == (
        f"Referensdata var skadade eller av en annan version: den gamla filen är sparad som {kept} "
        "och en ny är påbörjad. Läs in alla dina filer igen.\n"
    )
    assert kept.stat().st_size == 5000
    assert Reference(store).areas(2020).names["9901R001"] == "Norra"
