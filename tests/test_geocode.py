"""``regso geocode`` gives each row of a file its RegSO, and says why where it cannot."""

import csv
import io

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.cli import cli
from regso.core.places.projection import SYSTEMS
from regso.functions import call
from regso.geocoding import ADDED, MATCH, geocode
from regso.indata import Data
from regso.store import EXAMPLE, Reference, using
from regso.store.schema import Area, Boundary, RowSet, Source
from regso.store.writer import merge

SOURCE = Source("SCB", "Prov", "prov.csv", "2026-01-01", "00", "CC0 1.0")
INSIDE = (6820500, 700500)  # the example of REGSO_FRAN_KOORD
SWEREF, WGS, RT90 = (SYSTEMS[name] for name in ("SWEREF99TM", "WGS84", "RT90"))


def in_system(system, north, east):
    """Return a position of SWEREF 99 TM in another system, by the projections of the product."""
    where = SWEREF.to_geodetic(north, east)
    if system is WGS:
        return float(where.latitude), float(where.longitude)
    if system is RT90:
        plane = RT90.projection.to_plane(where.latitude, where.longitude)
        return float(plane.north), float(plane.east)
    return north, east


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that geocodes a CSV text and gives the rows and what was said."""
    monkeypatch.chdir(tmp_path)

    def invoke(text, *args, out="ut.csv"):
        (tmp_path / "in.csv").write_text(text, "utf-8")
        done = CliRunner().invoke(cli, ["geocode", "in.csv", "-o", out, *args])
        assert (done.exit_code, done.stderr) == (0, ""), done.output
        rows = list(csv.DictReader(io.StringIO((tmp_path / "ut.csv").read_text("utf-8-sig"))))
        return rows, done.stdout

    return invoke


def refused(tmp_path, text, *args):
    (tmp_path / "in.csv").write_text(text, "utf-8")
    arguments = ["geocode", str(tmp_path / "in.csv"), "-o", str(tmp_path / "ut.csv"), *args]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 1, done.output
    assert not (tmp_path / "ut.csv").exists()
    [sentence] = done.stderr.splitlines()
    return sentence


def test_a_row_has_its_regso_name_and_type_and_keeps_what_it_had(run):
    rows, said = run(f"adress,n,e\nGatan 1,{INSIDE[0]},{INSIDE[1]}\n")
    code = call("REGSO_FRAN_KOORD", list(INSIDE))[0][0]
    assert rows == [
        {
            "adress": "Gatan 1", "n": str(INSIDE[0]), "e": str(INSIDE[1]),
            "regsokod": code,
            "regsonamn": call("REGSO_NAMN", [code])[0][0],
            "områdestyp": str(call("REGSO_TYP", [code])[0][0]),
            "matchning": MATCH,
        }
    ]  # fmt: skip
    assert "Norr: n, öster: e, system: SWEREF99TM.\n" in said
    assert "1 av 1 rader ligger i 1 områden (RegSO 2025/DeSO 2025, exakta gränser).\n" in said
    assert "det påhittade exemplets; hämta riktiga med regso data update." in said


@pytest.mark.parametrize("system", [SWEREF, WGS, RT90], ids=lambda s: s.name)
@pytest.mark.parametrize("header", ["n,o", "Lat,Long", "x,y", "y,x"])
def test_the_system_and_the_order_of_x_and_y_are_told_by_the_numbers(run, system, header):
    north, east = in_system(system, *INSIDE)
    values = f"{east},{north}" if header == "y,x" else f"{north},{east}"
    rows, said = run(f"{header}\n{values}\n")
    assert rows[0]["regsokod"] == call("REGSO_FRAN_KOORD", list(INSIDE))[0][0]
    assert f"system: {system.name}." in said
    swapped, _ = run(f"x,y\n{east},{north}\n")
    assert swapped[0]["regsokod"] == rows[0]["regsokod"]


def test_each_row_that_is_not_placed_says_why_and_the_order_stays(run):
    rows, said = run(
        "id,n,o\n"
        f"1,{INSIDE[0]},{INSIDE[1]}\n"
        "2,6200000,300000\n"
        "3,,\n"
        f"4,{INSIDE[0]},\n"
        f"5,{INSIDE[1]},{INSIDE[0]}\n"
        "6,okänd,okänd\n"
    )
    assert [row["id"] for row in rows] == list("123456")
    reasons = [row["matchning"] for row in rows]
    assert reasons[0] == MATCH
    assert "ligger inte i något av" in reasons[1] or "utanför" in reasons[1]
    assert reasons[2] == ""
    assert reasons[3].startswith("Den ena av n och o saknas")
    assert reasons[4].startswith("n och o verkar vara omkastade")
    assert reasons[5]
    assert [bool(row["regsokod"]) for row in rows] == [True, *[False] * 5]
    assert "1 av 6 rader ligger i 1 områden" in said
    assert "1 rader: utan koordinater." in said


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.integers(6_780_000, 6_840_000), st.integers(660_000, 740_000)),
        min_size=1, max_size=40,
    )
)  # fmt: skip
def test_every_row_has_the_answer_of_the_worksheet_function(points):
    rows = [[n, o] for n, o in points]
    done = geocode(Data("x.csv", ["n", "o"], rows), {}, None, 2022)
    wanted = call(
        "REGSO_FRAN_KOORD", [[[n] for n, _ in points], [[o] for _, o in points], None, 2022]
    )
    assert [row[:2] for row in done.rows] == rows
    assert [row[2] for row in done.rows] == [c if isinstance(c, str) else "" for [c] in wanted]
    assert sum(done.counts.values()) == len(rows)


def test_a_workbook_in_and_a_workbook_out_without_formulas(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["namn", "n", "o"])
    book.active.append(["@SUM(1)", *INSIDE])
    book.save(tmp_path / "in.xlsx")
    for name in ("a.xlsx", "b.xlsx"):
        done = CliRunner().invoke(
            cli, ["geocode", str(tmp_path / "in.xlsx"), "-o", str(tmp_path / name)]
        )
        assert done.exit_code == 0, done.output
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True))
    assert rows[0] == ("namn", "n", "o", *ADDED)
    assert rows[1][:3] == ("@SUM(1)", *INSIDE)
    assert rows[1][-1] == MATCH
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_is_not_installed_is_empty_or_said_and_places_are_still_found(
    run, tmp_path, monkeypatch
):
    """A store with borders alone has no types; one without borders places nothing."""
    borders = Reference(EXAMPLE).boundaries(2020, "regso")
    rows = [Area(2020, code, code, code[:4]) for code, _, _ in borders]
    store = tmp_path / "data" / "regso.sqlite"
    merge(store, [RowSet(SOURCE, [*rows, *(Boundary(2020, *border) for border in borders)])])
    text = f"n,o\n{INSIDE[0]},{INSIDE[1]}\n{INSIDE[0] + 1},{INSIDE[1]}\n"
    with using(Reference(store)):
        found, said = run(text, "--year", "2020")
    assert [(row["matchning"], row["områdestyp"]) for row in found] == [(MATCH, "")] * 2
    assert "förenklade gränser" in said
    other = tmp_path / "utan" / "regso.sqlite"
    merge(other, [RowSet(SOURCE, rows)])
    with using(Reference(other)):
        found, said = run(text, "--year", "2020")
    assert all("hämta dem med regso data update" in row["matchning"] for row in found)
    assert "0 av 2 rader" in said


def test_the_year_decides_the_vintage(run):
    _, said = run(f"n,o\n{INSIDE[0]},{INSIDE[1]}\n", "--year", "2022")
    assert "(RegSO 2020/DeSO 2018, " in said


def test_columns_of_other_names_are_named(run):
    text = f"hit,dit\n{INSIDE[0]},{INSIDE[1]}\n"
    rows, said = run(text, "-c", "n=hit", "-c", "o=dit")
    assert rows[0]["matchning"] == MATCH
    assert "Norr: hit, öster: dit" in said


REFUSED = {
    "no columns": ("a,b\n1,2\n", (), "har inga kolumner som heter n och o, lat och lon eller x"),
    "one column": ("a,b\n1,2\n", ("-c", "n=a"), "Ange båda kolumnerna: -c n=KOLUMN och -c o="),
    "unknown column": (
        "a,b\n1,2\n",
        ("-c", "n=a", "-c", "o=c"),
        'Kolumnen "c" finns inte i in.csv',
    ),
    "not in Sweden": ("n,o\n1,2\n", (), "har inga punkter i Sverige i SWEREF99TM, WGS84, RT90"),
    "axes swapped": (f"n,o\n{INSIDE[1]},{INSIDE[0]}\n", (), "(norr först)"),
    "no rows": ("n,o\n", (), "har inga rader under rubriken."),
    "our column": ("n,o,regsokod\n1,2,3\n", (), 'har redan kolumnen "regsokod"; döp om'),
    "no such system": ("n,o\n1,2\n", ("--system", "X"), 'Koordinatsystemet "X" finns inte; ange'),
    "no sign": ("n,o\n1,2\n", ("-c", "n"), '"n" saknar likhetstecken'),
}


@pytest.mark.parametrize(("text", "args", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_one_sentence_and_nothing_is_written(tmp_path, text, args, says):
    assert says in refused(tmp_path, text, *args)


@pytest.mark.parametrize("out", ["ut.txt", "in.csv"])
def test_the_file_that_is_read_is_never_written_over_and_the_kind_is_known(tmp_path, out):
    (tmp_path / "in.csv").write_text("n,o\n1,2\n")
    done = CliRunner().invoke(cli, ["geocode", str(tmp_path / "in.csv"), "-o", str(tmp_path / out)])
    assert done.exit_code == 1
    assert (tmp_path / "in.csv").read_text() == "n,o\n1,2\n"
