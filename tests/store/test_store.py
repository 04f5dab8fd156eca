"""The store is replaced whole or not at all, and says what it holds."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from regso.errors import FileError, NotFoundError, NotInstalledError, StoreChangedError
from regso.store import EXAMPLE, Reference, current, refresh, revisions, schema, using
from regso.store.provenance import sources
from regso.store.schema import Area, Boundary, Population, RowSet, Source, Statistic
from regso.store.writer import merge

SOURCE = Source("SCB", "Prov", "prov.csv", "2026-01-01", "00", "CC0 1.0")
AREAS = [
    Area(2020, "9901R001", "Ett", "9901"),
    Area(2020, "9901R002", "Två", "9901"),
    Area(2020, "9901C1010", "", "9901R001"),
    Area(2020, "9901C1020", "", "9901R001"),
]


def put(path, rows, **options):
    return merge(path, [RowSet(SOURCE, rows, **options)])


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "data" / "regso.sqlite"
    put(path, [*AREAS, Statistic("typ", 2022, "9901R001", 3)])
    return path


def test_a_later_value_wins_and_is_reported(path):
    [merged] = put(
        path, [Statistic("typ", 2022, "9901R001", 4), Statistic("typ", 2022, "9901R002", 5)]
    )
    assert (merged.rows, merged.new, merged.changed) == (2, 1, 1)
    [change] = merged.examples
    assert (change.key, change.before, change.after) == (("typ", 2022, "9901R001"), (3.0,), (4.0,))
    assert Reference(path).values("typ", 2022) == {"9901R001": 4, "9901R002": 5}


def test_a_by_product_fills_gaps_and_replaces_nothing(path):
    [merged] = put(
        path,
        [Area(2020, "9901R001", "Annat", "9901"), Area(2020, "9901R003", "Tre", "9901")],
        fill_only=True,
    )
    assert (merged.new, merged.changed) == (1, 0)
    assert Reference(path).areas(2020).names["9901R001"] == "Ett"


def test_a_year_is_complete_when_every_area_of_its_vintage_has_a_value(path):
    assert Reference(path).default_year == 2022
    put(path, [Statistic("typ", 2022, "9901R002", 5), Statistic("typ", 2023, "9901R002", 5)])
    reference = Reference(path)
    assert reference.default_year == 2022
    assert reference.years("typ") == {2022: True, 2023: False}
    assert reference.coverage("typ", 2023) == (1, False)


def test_a_regso_has_a_population_when_all_its_deso_have(path):
    people = [Population(2022, "totalt", "totalt", c, 100) for c in ("9901R002", "9901C1010")]
    put(path, people)
    assert Reference(path).years("befolkning") == {2022: False}
    put(path, [Population(2022, "totalt", "totalt", "9901C1020", 100)])
    assert Reference(path).years("befolkning") == {2022: True}


def test_every_call_without_a_year_has_the_latest_year_whose_types_are_complete(path):
    put(path, [Statistic("index", y, c, 5) for y in (2020, 2023) for c in ("9901R001", "9901R002")])
    put(path, [Statistic("typ", 2020, c, 5) for c in ("9901R001", "9901R002")])
    assert Reference(path).years("typ") == {2020: True, 2022: False}
    assert Reference(path).default_year == 2020


def test_a_store_without_types_has_the_year_of_what_it_has(tmp_path):
    path = tmp_path / "regso.sqlite"
    put(path, [Area(2020, "9901R001", "Ett", "9901")])
    assert Reference(path).default_year == 2020
    put(path, [Population(2023, "totalt", "totalt", "9901R001", 100)])
    assert Reference(path).default_year == 2023
    put(path, [Statistic("index", 2021, "9901R001", 5)])
    assert Reference(path).default_year == 2021


def test_each_row_knows_its_source_and_an_unused_source_is_dropped(path):
    def origins():
        return {origin for (origin,) in Reference(path).query("SELECT origin FROM source")}

    for value, origin in ((4, "annan.csv"), (5, "tredje.csv")):
        source = SOURCE._replace(origin=origin, title="Annan tabell")
        merge(path, [RowSet(source, [Statistic("typ", 2022, "9901R001", value)])])
        assert [s.origin for s in sources(Reference(path), "statistic")] == [origin]
    assert origins() == {"prov.csv", "tredje.csv"}


def test_an_equal_value_from_another_table_keeps_its_first_source(path):
    same = [Statistic("typ", 2022, "9901R001", 3)]
    [merged] = merge(path, [RowSet(SOURCE._replace(title="Annan tabell"), same)])
    assert merged.changed == 0
    assert [s.title for s in sources(Reference(path), "statistic")] == ["Prov"]


def test_the_same_table_fetched_anew_is_the_new_source(path):
    same = [Statistic("typ", 2022, "9901R001", 3)]
    merge(path, [RowSet(SOURCE._replace(fetched="2026-02-02"), same)])
    assert [s.fetched for s in sources(Reference(path), "statistic")] == ["2026-02-02"]


def test_a_crash_before_the_swap_leaves_the_old_store_whole(path, mocker):
    before = path.read_bytes()
    mocker.patch("pathlib.Path.replace", side_effect=KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        put(path, [Statistic("typ", 2022, "9901R001", 1)])
    mocker.stopall()
    assert path.read_bytes() == before
    assert list(path.parent.glob("*.draft")) == []


@pytest.mark.parametrize("moment", ["write_coverage", "_write_identity", "_to_disk", "_merge_one"])
def test_a_process_that_dies_at_any_point_leaves_the_old_store_and_a_free_lock(path, moment):
    before = path.read_bytes()
    script = (
        "import os, sys, pathlib\n"
        "from regso.store import draft, writer, schema\n"
        f"module = draft if {moment!r} == '_to_disk' else writer\n"
        f"assert hasattr(module, {moment!r})\n"
        f"setattr(module, {moment!r}, lambda *a, **k: os._exit(9))\n"
        "rows = [schema.Statistic('typ', 2022, '9901R001', 1)]\n"
        f"source = schema.Source(*{tuple(SOURCE)!r})\n"
        "writer.merge(pathlib.Path(sys.argv[1]), [schema.RowSet(source, rows)])\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode == 9
    assert path.read_bytes() == before
    put(path, [Statistic("typ", 2022, "9901R001", 2)])
    assert Reference(path).values("typ", 2022)["9901R001"] == 2
    left = ["import.lock", "regso.sqlite", "revisioner"]
    assert sorted(p.name for p in path.parent.iterdir()) == left


def test_a_second_import_at_the_same_time_is_refused(path):
    with closing(sqlite3.connect(path.parent / "import.lock", isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FileError, match="En annan import pågår; försök igen"):
            put(path, AREAS)
    put(path, AREAS)


def test_a_reader_during_an_import_sees_one_store_or_the_other_never_both(path):
    reference = Reference(path)
    reference.areas(2020)
    put(path, [Statistic("typ", 2022, "9901R001", 1)])
    with pytest.raises(StoreChangedError):
        reference.values("typ", 2022)


def test_functions_see_a_new_store_at_once(path, monkeypatch):
    monkeypatch.setenv("REGSO_DATA", str(path.parent))
    refresh()
    assert current().values("typ", 2022) == {"9901R001": 3}
    put(path, [Statistic("typ", 2022, "9901R001", 1)])
    assert current().values("typ", 2022) == {"9901R001": 1}
    assert current() is current()


def test_while_nothing_is_imported_the_example_is_used(tmp_path, monkeypatch):
    monkeypatch.setenv("REGSO_DATA", str(tmp_path))
    refresh()
    assert current().is_example
    assert current().path == EXAMPLE


def test_the_pinned_store_is_used_inside_the_block_only(path):
    pinned = Reference(path)
    with using(pinned):
        assert current() is pinned
    assert current() is not pinned


def test_a_store_of_another_version_asks_for_a_new_import(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(NotInstalledError, match=r"har version 99 .* igen med regso data update"):
        Reference(path)


def make_older(path):
    """Turn a store into one of version 1, as it was written then."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("ALTER TABLE boundary DROP COLUMN exact")
        db.execute("DROP TABLE indicator")
        db.execute("DELETE FROM meta WHERE key = 'revision'")
        db.execute("PRAGMA user_version = 1")


def test_a_store_of_version_1_is_read_as_it_is(path):
    before = Reference(path)
    make_older(path)
    older = Reference(path)
    assert (older.revision, older.identity) == (1, before.identity)
    assert older.values("typ", 2022) == {"9901R001": 3}


def test_a_store_of_version_1_is_migrated_by_the_next_import_and_kept(path):
    make_older(path)
    older = path.read_bytes()
    said = []
    merge(path, [RowSet(SOURCE, [Statistic("typ", 2022, "9901R002", 4)])], set_aside=said.append)
    assert said == []
    assert Reference(path).values("typ", 2022) == {"9901R001": 3, "9901R002": 4}
    assert Reference(path).revision == 2
    assert revisions.file_of(path, 1).read_bytes() == older
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_an_exact_border_is_never_replaced_by_a_simpler_one(path):
    def border(geometry, exact):
        return [Boundary(2020, "9901R001", "SWEREF99TM", geometry, exact)]

    put(path, border("simple", 0))
    [merged] = put(path, border("exact", 1))
    assert merged.changed == 1
    for_nothing = merge(path, [RowSet(SOURCE, border("simple", 0))])
    assert for_nothing[0].changed == 0
    assert Reference(path).boundaries(2020, "regso") == [("9901R001", "SWEREF99TM", "exact")]
    put(path, border("exact, anew", 1))
    assert Reference(path).boundaries(2020, "regso") == [("9901R001", "SWEREF99TM", "exact, anew")]


def test_an_import_over_another_version_keeps_the_old_file(path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    put(path, AREAS)
    assert Reference(path).years("typ") == {}
    assert path.with_suffix(".gammal.sqlite").exists()


def test_a_file_that_is_no_store_asks_for_a_new_import(tmp_path):
    path = tmp_path / "regso.sqlite"
    path.write_bytes(b"not a database at all, but long enough to look at" * 20)
    with pytest.raises(NotInstalledError, match=r"går inte att läsa .* importera igen"):
        Reference(path)


def test_a_year_without_values_is_not_found_and_lists_the_years_there_are(path):
    with pytest.raises(NotFoundError, match="inga värden för typ 1999; inlästa år: 2022"):
        Reference(path).values("typ", 1999)
    with pytest.raises(NotInstalledError, match="Tabellen index är inte inläst"):
        Reference(path).values("index", 2022)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(FileError, match="går inte att skriva i"):
        put(tmp_path / "regso.sqlite", AREAS)


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    (tmp_path / "data").write_text("x")
    with pytest.raises(FileError, match=r"skriva i \(den är en fil och ingen mapp\); ge skrivrätt"):
        put(tmp_path / "data" / "regso.sqlite", AREAS)


def kept(path):
    """Return the stores that were set aside, in order."""
    return sorted(p.name for p in path.parent.glob("*.gammal*"))


def damaged(path, how):
    """Damage a store: cut it, empty it, or spoil a page, a table or the whole."""
    content = path.read_bytes()
    if how == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "no database":
        path.write_bytes(b"x" * 9000)
    elif how == "an inner page":
        path.write_bytes(content[:4096] + b"\xff" * 8192 + content[12288:])
    else:
        with closing(sqlite3.connect(path)) as db:
            sql = {
                "no table": "DROP TABLE coverage",
                "no column": "ALTER TABLE area DROP COLUMN name",
                "another version": "PRAGMA user_version = 99",
            }
            db.execute(sql[how])
            db.commit()


DAMAGES = ["cut", "empty", "no database", "an inner page", "no table", "no column",
           "another version"]  # fmt: skip


@pytest.mark.parametrize("how", DAMAGES)
def test_an_import_over_a_damaged_store_sets_it_aside_and_begins_anew(path, how):
    damaged(path, how)
    before, said = path.read_bytes(), []
    merge(path, [RowSet(SOURCE, [Statistic("typ", 2023, "9901R001", 2)])], set_aside=said.append)
    assert said == [path.with_suffix(".gammal.sqlite")]
    assert said[0].read_bytes() == before
    assert Reference(path).years("typ") == {2023: False}
    assert Reference(path).years("områden") == {}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_store_is_one_sentence_to_its_readers(path, how):
    """No page that a reader needs need be damaged; then it reads what there is."""
    damaged(path, how)
    try:
        Reference(path).areas(2020)
    except NotInstalledError as error:
        sentence = str(error)
        assert sentence.startswith("Referensdata i ")
        assert "igen med regso data update" in sentence


def test_what_was_set_aside_before_is_never_written_over(path):
    for _ in range(3):
        damaged(path, "cut")
        put(path, AREAS)
    assert kept(path) == ["regso.gammal.sqlite", "regso.gammal2.sqlite", "regso.gammal3.sqlite"]


def test_a_sound_store_is_not_set_aside(path):
    put(path, AREAS)
    assert kept(path) == []


def test_an_import_that_fails_sets_nothing_aside(path, mocker):
    damaged(path, "cut")
    before = path.read_bytes()
    mocker.patch("regso.store.writer.write_coverage", side_effect=KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        put(path, AREAS)
    assert (path.read_bytes(), kept(path)) == (before, [])


def test_a_disk_without_links_keeps_a_copy(path, mocker):
    damaged(path, "cut")
    before = path.read_bytes()
    mocker.patch("os.link", side_effect=OSError)
    put(path, AREAS)
    assert path.with_suffix(".gammal.sqlite").read_bytes() == before


LIMITED = """
import pathlib, resource, sys
from regso.errors import FileError
from regso.store import schema, writer
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
rows = [schema.Area(2020, f"9901R{i:03}", "x" * 5000, "9901") for i in range(999)]
source = schema.Source("SCB", "Prov", "prov.csv", "2026-01-01", "00", "CC0 1.0")
try:
    writer.merge(pathlib.Path(sys.argv[1]), [schema.RowSet(source, rows)])
except FileError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limits")
@pytest.mark.parametrize("room", [10_000, 200_000, 1_000_000])
def test_a_full_disk_is_one_sentence_and_changes_nothing(path, room):
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(room)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout.startswith(f"Disken rymmer inte referensdata i {path.parent} (")
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == ["import.lock", "regso.sqlite"]


def test_a_folder_in_the_place_of_the_lock_is_one_sentence(path):
    (path.parent / "import.lock").unlink()
    (path.parent / "import.lock").mkdir()
    with pytest.raises(FileError, match=r"import\.lock är inte importens låsfil; ta bort den och"):
        put(path, AREAS)


def test_another_file_in_the_place_of_the_lock_is_one_sentence(path):
    (path.parent / "import.lock").write_bytes(b"anteckningar" * 100)
    with pytest.raises(FileError, match=r"import\.lock är inte importens låsfil; ta bort den och"):
        put(path, AREAS)


def test_a_folder_in_the_place_of_the_store_is_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "regso.sqlite").mkdir()
    with pytest.raises(
        FileError, match=r"regso\.sqlite är ingen vanlig fil; flytta den och läs in"
    ):
        put(tmp_path / "regso.sqlite", AREAS)
    monkeypatch.setenv("REGSO_DATA", str(tmp_path))
    refresh()
    with pytest.raises(
        NotInstalledError, match=r"Referensdata saknas i .*; hämta dem med regso data update"
    ):
        current()


@pytest.mark.skipif(os.name != "posix", reason="pipes have no names in Windows")
def test_a_pipe_in_the_place_of_the_store_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "regso.sqlite")
    with pytest.raises(NotInstalledError, match="Referensdata saknas i "):
        Reference(tmp_path / "regso.sqlite")
    with pytest.raises(FileError, match="är ingen vanlig fil; flytta den"):
        put(tmp_path / "regso.sqlite", AREAS)


def test_a_store_that_others_may_not_read_is_one_sentence(path, mocker):
    """As root may read everything, the system is asked in its place."""
    mocker.patch("os.access", return_value=False)
    with pytest.raises(FileError, match=r"får inte läsas av dig; be den som äger filen om läsrätt"):
        put(path, AREAS)
    mocker.patch("sqlite3.connect", side_effect=sqlite3.OperationalError("unable to open"))
    with pytest.raises(NotInstalledError, match=r"går inte att läsa \(unable to open\); be om läs"):
        Reference(path)


def test_data_that_cannot_be_reached_are_not_the_example(tmp_path, monkeypatch):
    """A plain file in REGSO_DATA is a mistake, and the example would hide it."""
    (tmp_path / "data").write_text("x")
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "data"))
    refresh()
    with pytest.raises(NotInstalledError, match=r"\(det är en fil och ingen mapp\); välj en"):
        current()


def test_a_plain_file_that_windows_calls_not_found_is_not_the_example(
    tmp_path, monkeypatch, mocker
):
    (tmp_path / "data").write_text("x")
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "data"))
    refresh()
    stat = os.stat

    def as_in_windows(path, **options):
        if str(path).endswith("regso.sqlite"):
            raise FileNotFoundError(path)
        return stat(path, **options)

    mocker.patch("os.stat", side_effect=as_in_windows)
    with pytest.raises(NotInstalledError, match="det är en fil och ingen mapp"):
        current()


def test_a_bug_in_the_writing_stays_loud(path, mocker):
    mocker.patch("regso.store.writer.write_coverage", side_effect=sqlite3.ProgrammingError("bugg"))
    with pytest.raises(sqlite3.ProgrammingError, match="bugg"):
        put(path, AREAS)


def test_the_schema_version_is_written_in_the_file(path):
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


@pytest.mark.parametrize("name", ["Tva", "TVA", "två", "TVÅ"])
def test_a_name_that_only_loses_marks_or_case_is_kept_and_reported(path, name):
    [merged] = put(path, [Area(2020, "9901R002", name, "9901")])
    assert (merged.changed, merged.kept) == (0, 1)
    assert Reference(path).areas(2020).names["9901R002"] == "Två"
    [merged] = merge(path, [RowSet(SOURCE, [Area(2020, "9901R002", name, "9901")])], replace=True)
    assert (merged.changed, merged.kept) == (1, 0)
    assert Reference(path).areas(2020).names["9901R002"] == name


@pytest.mark.parametrize("name", ["Tvåan", "Tvää", "Två "])
def test_another_name_or_one_with_more_marks_is_taken(path, name):
    [merged] = put(path, [Area(2020, "9901R002", name, "9901")])
    assert (merged.changed, merged.kept) == (1, 0)
    assert Reference(path).areas(2020).names["9901R002"] == name
