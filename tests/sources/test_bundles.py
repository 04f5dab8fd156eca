"""The whole store in one file, over to a computer without a network, whole and looked through."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from hashlib import sha256

import pytest

from data_commands import ok, refused, run
from regso.store import EXAMPLE, Reference, refresh, revisions
from regso.store.schema import RowSet, Source, Statistic
from regso.store.writer import merge

SOURCE = Source("SCB", "Prov", "prov.csv", "2026-01-01", "00", "CC0 1.0")


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store of the user's, of what the example has, revision 2."""
    folder = tmp_path / "data"
    folder.mkdir()
    path = folder / "regso.sqlite"
    path.write_bytes(EXAMPLE.read_bytes())
    change(path, 1)
    use_folder(monkeypatch, folder)
    yield path
    refresh()


def use_folder(monkeypatch, folder):
    monkeypatch.setenv("REGSO_DATA", str(folder))
    refresh()


def change(path, value):
    merge(path, [RowSet(SOURCE, [Statistic("typ", 2022, "9901R002", value)])])


@pytest.fixture
def bundle(store, tmp_path):
    ok("export", "--bundle", tmp_path / "ref.zip")
    return tmp_path / "ref.zip"


def test_a_bundle_gives_the_same_store_on_another_computer(store, bundle, tmp_path, monkeypatch):
    use_folder(monkeypatch, tmp_path / "annan")
    other = tmp_path / "annan" / "regso.sqlite"
    assert ok("import", bundle) == f"ref.zip gäller nu som revision 2 i {other}.\n"
    assert other.read_bytes() == store.read_bytes()


def test_a_bundle_has_the_same_bytes_each_time_and_its_own_digest(store, bundle, tmp_path):
    ok("export", "--bundle", tmp_path / "igen.zip")
    assert (tmp_path / "igen.zip").read_bytes() == bundle.read_bytes()
    with zipfile.ZipFile(bundle) as packed:
        told = json.loads(packed.read("innehall.json"))
    assert told["sha256"] == sha256(store.read_bytes()).hexdigest()
    assert told["revision"] == 2


def test_what_was_in_force_is_kept_and_no_number_is_used_twice(store, bundle):
    change(store, 5)
    assert Reference(store).revision == 3
    before = store.read_bytes()
    assert "revision 4 i" in ok("import", bundle)
    assert revisions.kept(store) == [1, 2, 3]
    assert revisions.file_of(store, 3).read_bytes() == before
    assert Reference(store).values("typ", 2022)["9901R002"] == 1


def test_a_bundle_that_is_in_force_already_changes_nothing(store, bundle):
    before = store.read_bytes()
    assert refused("import", bundle) == "Paketets referensdata gäller redan (revision 2)."
    assert store.read_bytes() == before
    assert revisions.kept(store) == [1]


def test_a_bundle_over_a_damaged_store_sets_it_aside(store, bundle):
    store.write_bytes(store.read_bytes()[:5000])
    done = run("import", bundle)
    assert done.exit_code == 0
    assert "den gamla filen är sparad som" in done.stderr
    assert Reference(store).values("typ", 2022)["9901R002"] == 1


def test_the_example_is_no_bundle(tmp_path, monkeypatch):
    use_folder(monkeypatch, tmp_path / "tom")
    assert refused("export", "--bundle", tmp_path / "ref.zip") == (
        "Inga referensdata är inlästa; hämta dem med regso data update."
    )


def test_a_folder_or_a_bundle_but_not_both_nor_none(store, tmp_path):
    sentence = "Ange antingen en mapp för CSV-filer eller --bundle och en fil."
    assert refused("export") == sentence
    assert refused("export", tmp_path, "--bundle", tmp_path / "x.zip") == sentence


def test_a_bundle_stands_alone(store, bundle, tmp_path):
    assert refused("import", bundle, tmp_path) == (
        "Ett paket byter ut alla referensdata; läs in det för sig."
    )


# -- what has been changed on its way --------------------------------------------------------


def repacked(bundle, content, digest=None, **more):
    """Write a bundle anew with another store, which its digest is right for unless given."""
    with zipfile.ZipFile(bundle) as packed:
        told = json.loads(packed.read("innehall.json"))
    told.update({"sha256": digest or sha256(content).hexdigest(), **more})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("innehall.json", json.dumps(told))
        packed.writestr("regso.sqlite", content)
    bundle.write_bytes(out.getvalue())


def test_a_bundle_whose_digest_is_wrong_is_refused(store, bundle):
    content = bytearray(store.read_bytes())
    content[-1] ^= 1
    repacked(bundle, bytes(content), sha256(store.read_bytes()).hexdigest())
    assert "har ändrats sedan det skrevs (sha256 stämmer inte)" in refused("import", bundle)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_bundle_that_is_cut_is_one_sentence(store, bundle, share):
    before = store.read_bytes()
    content = bundle.read_bytes()
    bundle.write_bytes(content[: int(len(content) * share)])
    assert refused("import", bundle).startswith("ref.zip ")
    assert store.read_bytes() == before


CHANGED = {
    "a type that is none": "UPDATE statistic SET value = 9 WHERE measure = 'typ'",
    "more than 100 percent": "UPDATE statistic SET value = 101 WHERE measure = 'index'",
    "half a person": "UPDATE population SET value = 2.5",
    "a text for a number": "UPDATE population SET value = 'många'",
    "a code that is none": "UPDATE area SET code = '=1+1' WHERE code = '9901'",
    "a border that is none": "UPDATE boundary SET geometry = 'x'",
    "a border in a ring": "UPDATE boundary SET geometry = replace(geometry, '[', '[[')",
    "a row without source": "DELETE FROM source",
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM area; END",
    "a view": "CREATE VIEW v AS SELECT 1",
    "a table more": "CREATE TABLE x (y)",
    "no coverage": "DROP TABLE coverage",
    "another version": "PRAGMA user_version = 99",
}


@pytest.mark.parametrize("sql", CHANGED.values(), ids=CHANGED)
def test_a_store_that_no_import_would_have_written_is_refused(store, bundle, tmp_path, sql):
    before = store.read_bytes()
    changed = tmp_path / "changed.sqlite"
    changed.write_bytes(before)
    with closing(sqlite3.connect(changed)) as db, db:
        db.execute(sql)
    repacked(bundle, changed.read_bytes())
    assert refused("import", bundle)
    assert store.read_bytes() == before


def test_a_zip_of_something_else_is_no_bundle(store, bundle):
    repacked(bundle, store.read_bytes(), format="Något annat")
    assert "är inget paket från regso data export --bundle" in refused("import", bundle)
