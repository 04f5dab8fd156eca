"""What has been published and changed is kept, compared, and can be gone back to."""

import csv
import io
import os

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from books import book_of
from data_commands import ok, refused
from regso.cli import cli
from regso.functions import call
from regso.store import Reference, refresh, revisions
from regso.store.comparison import differences
from regso.store.schema import Area, Boundary, Change, Population, RowSet, Source, Statistic
from regso.store.writer import merge

SOURCE = Source("SCB", "Prov", "prov.csv", "2026-01-01", "00", "CC0 1.0")
SQUARE = '{"type":"Polygon","coordinates":[[[18.0,60.0],[18.1,60.0],[18.1,60.1],[18.0,60.0]]]}'
FIRST = [
    Area(2020, "9901R001", "Ett", "9901"),
    Area(2020, "9901R002", "Två", "9901"),
    Area(2020, "9901C1010", "", "9901R001"),
    Statistic("typ", 2022, "9901R001", 3),
    Statistic("typ", 2022, "9901R002", 4),
    Statistic("index", 2022, "9901R001", 8.5),
    Population(2022, "totalt", "totalt", "9901R001", 100),
    Population(2022, "0-4", "män", "9901R001", 7),
    Boundary(2020, "9901R001", "WGS84", SQUARE),
]
SECOND = [
    Area(2020, "9901R002", "=Två", "9901"),
    Area(2020, "9901C1010", "", "9901R002"),
    Statistic("typ", 2022, "9901R002", 5),
    Statistic("typ", 2023, "9901R001", 2),
    Population(2022, "0-4", "män", "9901R001", 8),
    Boundary(2020, "9901R001", "WGS84", SQUARE.replace("18.1", "18.2")),
    Change("9901R001", "9901R003", "delad", "2025-01-01", "Ett", "Tre"),
]
WANTED = [
    ("befolkning", 2022, "0-4, män", "9901R001", 7, 8),
    ("gränser", 2020, "", "9901R001", "tidigare gräns", "ny gräns"),
    ("nyckel", 2020, "", "9901C1010", "9901R001", "9901R002"),
    ("områden", 2020, "", "9901R002", "Två", "=Två"),
    ("typ", 2022, "", "9901R002", 4, 5),
    ("typ", 2023, "", "9901R001", None, 2),
    ("ändringar", 0, "", "9901R001", None, "delad 2025-01-01: 9901R003"),
]


def put(path, rows, **source):
    merge(path, [RowSet(SOURCE._replace(**source), rows)])


def told(found):
    return sorted((d.subject, d.year, d.group, d.code, d.before, d.after) for d in found)


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("REGSO_DATA", str(tmp_path))
    refresh()
    put(tmp_path / "regso.sqlite", FIRST)
    yield tmp_path / "regso.sqlite"
    refresh()


# -- when a revision is made -----------------------------------------------------------------


def test_the_first_store_is_revision_1_and_nothing_is_kept(path):
    assert Reference(path).revision == 1
    assert revisions.kept(path) == []


def test_what_changes_makes_a_revision_and_keeps_the_one_before_to_the_byte(path):
    before = path.read_bytes()
    put(path, SECOND)
    assert Reference(path).revision == 2
    assert revisions.file_of(path, 1).read_bytes() == before


def test_what_is_fetched_again_and_is_the_same_makes_no_revision(path):
    put(path, FIRST, fetched="2026-02-02")
    assert Reference(path).revision == 1
    assert revisions.kept(path) == []


def test_an_import_that_is_stopped_between_keeping_and_replacing_is_as_if_never_begun(path, mocker):
    before = path.read_bytes()
    mocker.patch("pathlib.Path.replace", side_effect=KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        put(path, SECOND)
    mocker.stopall()
    assert path.read_bytes() == before
    put(path, SECOND)
    assert Reference(path).revision == 2
    assert revisions.file_of(path, 1).read_bytes() == before


# -- what differs ----------------------------------------------------------------------------


def test_exactly_what_was_changed_differs(path):
    put(path, SECOND)
    assert told(differences(revisions.file_of(path, 1), path)) == WANTED


def test_the_other_way_round_before_is_after(path):
    put(path, SECOND)
    back = told(differences(path, revisions.file_of(path, 1)))
    turned = sorted(((*d[:4], d[5], d[4]) for d in WANTED), key=lambda d: tuple(map(str, d)))
    swapped = {"tidigare gräns": "ny gräns", "ny gräns": "tidigare gräns"}
    turned = [(*d[:4], swapped.get(d[4], d[4]), swapped.get(d[5], d[5])) for d in turned]
    assert sorted(back, key=lambda d: tuple(map(str, d))) == turned


def test_a_store_does_not_differ_from_itself(path):
    assert list(differences(path, path)) == []


VALUES = st.dictionaries(
    st.tuples(st.sampled_from([2021, 2022]), st.sampled_from(["9901R001", "9901R002", "9901R003"])),
    st.integers(1, 5),
)


@settings(max_examples=25)
@given(before=VALUES, after=VALUES)
def test_differences_are_those_of_the_values(tmp_path_factory, before, after):
    folder = tmp_path_factory.mktemp("par")
    for name, values in (("a", before), ("b", after)):
        rows = [Statistic("typ", year, code, value) for (year, code), value in values.items()]
        put(folder / name, [*FIRST[:2], *rows])
    wanted = {
        (*key, before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
    found = list(differences(folder / "a", folder / "b"))
    assert {(d.year, d.code, d.before, d.after) for d in found} == wanted
    assert len(found) == len(wanted)


# -- the commands ----------------------------------------------------------------------------


def test_diff_shows_what_the_newest_revision_changed(path):
    put(path, SECOND)
    out = ok("diff")
    assert "Skillnader mellan revision 1 och 2: typ 2, befolkning 1, områden 1, nyckel 1, " in out
    row = next(line for line in out.splitlines() if "9901C1010" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "nyckel", "RegSO 2020/DeSO 2018", "", "9901C1010", "", "9901R001", "9901R002",
    ]  # fmt: skip


def test_diff_between_any_two_and_with_the_one_in_force(path):
    put(path, SECOND)
    put(path, [Statistic("typ", 2022, "9901R002", 1)])
    assert "revision 2 och 3: typ 1." in ok("diff")
    assert "revision 1 och 3: typ 2," in ok("diff", 1)
    assert "revision 1 och 2: typ 2," in ok("diff", 1, 2)
    assert "Inget skiljer revision 3 och 3." in ok("diff", 3)


def test_a_long_difference_is_cut_and_says_how_to_get_all_of_it(path, tmp_path):
    put(path, [Statistic("index", 2021, f"9901R{i:03}", 5) for i in range(1, 100)])
    out = ok("diff")
    assert "index 99. 59 visas inte; skriv alla med -o skillnader.csv." in out
    assert "99 skillnader" in ok("diff", "-o", tmp_path / "s.csv")


def test_diff_writes_a_csv_in_which_no_name_is_a_formula(path, tmp_path):
    put(path, SECOND)
    ok("diff", "-o", tmp_path / "s.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "s.csv").read_text("utf-8-sig"))))
    assert rows[0][:2] == ["Ämne", "År eller indelning"]
    assert ["områden", "RegSO 2020/DeSO 2018", "", "9901R002", "'=Två", "Två", "'=Två"] in rows
    assert ["typ", "2022", "", "9901R002", "'=Två", "4", "5"] in rows
    assert len(rows) == 1 + len(WANTED)


def test_diff_writes_a_workbook_with_the_same_bytes_each_time(path, tmp_path):
    put(path, SECOND)
    for name in ("a.xlsx", "b.xlsx"):
        ok("diff", "-o", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    sheet = book_of(tmp_path / "a.xlsx")["Skillnader"]
    rows = list(sheet.iter_rows(values_only=True))
    assert ("typ", 2022, None, "9901R002", "=Två", 4, 5) in rows
    assert len(rows) == 1 + len(WANTED)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_use_goes_back_and_forth_to_the_byte(path):
    first = path.read_bytes()
    put(path, SECOND)
    second = path.read_bytes()
    assert ok("use", 1) == "Revision 1 gäller nu. Tillbaka till den förra: regso data use 2\n"
    assert path.read_bytes() == first
    assert call("REGSO_TYP", ["9901R002", 2022]) == [[4]]
    ok("use", 2)
    assert path.read_bytes() == second
    assert call("REGSO_TYP", ["9901R002", 2022]) == [[5]]


def test_a_number_is_never_used_twice(path):
    put(path, SECOND)
    ok("use", 1)
    put(path, [Statistic("typ", 2022, "9901R001", 1)])
    assert Reference(path).revision == 3
    assert revisions.kept(path) == [1, 2]


def test_the_revision_stands_in_the_version_the_source_and_the_status(path):
    put(path, SECOND)
    assert "referensdata revision 2, hämtade 2026-01-01" in call("REGSO_VERSION", [])[0][0]
    facts = dict(call("REGSO_KALLA", ["typ", 2022])[1:])
    assert facts["Revision"] == "referensdata revision 2"
    assert ok("status").startswith("Referensdata, revision 2: ")


@pytest.mark.slow
def test_a_report_of_an_older_revision_is_made_again_with_the_same_bytes(path, tmp_path):
    (tmp_path / "r.csv").write_text("kod,antal,namnare\n9901R001,1,10\n9901R002,2,10\n")

    def report(name):
        args = ["render", "omradestyper", "-d", tmp_path / "r.csv", "-o", tmp_path / name]
        done = CliRunner().invoke(cli, [*map(str, args), "-s", "ar=2022"])
        return done, (tmp_path / name).read_bytes() if (tmp_path / name).exists() else b""

    done, before = report("a.xlsx")
    assert before, done.output
    put(path, SECOND)
    _, other = report("b.xlsx")
    ok("use", 1)
    _, again = report("c.xlsx")
    assert before == again != other


def test_what_cannot_be_compared_or_used_is_one_sentence(path, tmp_path, monkeypatch):
    assert refused("diff").startswith("Revision 1 är den enda som finns; en ny görs när")
    assert refused("diff", 7) == "Revision 7 finns inte; de som finns är 1."
    assert refused("use", 7) == "Revision 7 finns inte; de som finns är 1."
    assert refused("use", 1) == "Revision 1 gäller redan."
    put(path, SECOND)
    assert refused("diff", "-o", tmp_path / "s.txt") == (
        "s.txt ska sluta på .csv eller .xlsx; ändra namnet."
    )
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "tom"))
    refresh()
    for args in (("diff",), ("use", 1)):
        assert refused(*args) == ("Inga referensdata är inlästa; hämta dem med regso data update.")


@pytest.mark.skipif(os.name != "posix", reason="Windows has other modes")
def test_who_may_read_the_store_may_read_what_is_kept(path):
    path.chmod(0o644)
    put(path, SECOND)
    assert revisions.file_of(path, 1).stat().st_mode & 0o777 == 0o644
