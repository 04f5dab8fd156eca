"""What is exported is read back as the same store, and nothing that is not an export's is."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from regso.cli import cli
from regso.errors import FileError
from regso.injection import harmless
from regso.sources.inventory import FILE_OF, export
from regso.store import EXAMPLE, Reference, refresh
from regso.store.holdings import inventory
from regso.store.reader import StoreChangedError

NAMES = ("=1+1", "'=1+1", "''@x", "＝1", "'t Hof", 'Åkern "norra", och; södra')
GEOMETRY = '{"type":"Polygon","coordinates":[[[18.0,60.0],[18.1,60.0],[18.1,60.1],[18.0,60.0]]]}'


@pytest.fixture(scope="module")
def _exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported") / "ut"
    export(Reference(EXAMPLE), folder)
    return folder


@pytest.fixture
def folder(_exported, tmp_path):
    """The example, exported: a copy that a test may change."""
    return shutil.copytree(_exported, tmp_path / "ut")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def exported(reference: Reference, folder: Path) -> dict[str, bytes]:
    export(reference, folder)
    return contents(folder)


def changed(folder: Path, name: str, column: str, value: str) -> None:
    """Change a cell of the first row of a table."""
    path = folder / name
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    rows[1][rows[0].index(column)] = value
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), "utf-8-sig", newline="")


@pytest.mark.slow
def test_the_example_is_read_back_as_the_same_store(folder, stored, tmp_path):
    again = stored(folder)
    assert exported(again, tmp_path / "igen") == contents(folder)
    assert inventory(again) == inventory(Reference(EXAMPLE))


def test_real_data_are_read_back_as_the_same_store(real_store, stored, tmp_path):
    first = exported(real_store, tmp_path / "ut")
    again = stored(tmp_path / "ut")
    assert exported(again, tmp_path / "igen") == first
    assert inventory(again) == inventory(real_store)


def test_files_of_several_publishers_keep_their_sources(make, stored, tmp_path):
    header = "RegSOkod_2025,regsonamn,kommunkod,kommun,lanskod,lan"
    quoted = ('"' + harmless(name).replace('"', '""') + '"' for name in NAMES)
    lines = [f"9901R00{i},{name},9901,Exby,99,Exlän" for i, name in enumerate(quoted, 1)]
    names = make("in/namn.csv", "\n".join([header, *lines, ""]))
    key = make("in/nyckel.csv", "deso2025,regso2025\n9901A0010,9901R001\n")
    types = make(
        "in/typer.csv", "regsokod,ar,socioekonomisktindex\n9901R001,2024,0.10000000000000002\n"
    )
    changes = make(
        "in/andringar.csv",
        "FranRegSO,TillRegSO,Forandring,Datum,NamnFore,NamnEfter\n"
        "9901R001,9901R002,Delas,2025-01-01,-Norra,+Södra\n",
    )
    before = stored(names, key, types, changes)
    first = exported(before, tmp_path / "ut")
    held = inventory(before)
    before.path.unlink()
    after = stored(tmp_path / "ut")
    assert exported(after, tmp_path / "igen") == first
    assert inventory(after) == held
    assert set(NAMES) <= set(after.areas(2025).names.values())


def test_a_border_longer_than_a_cell_is_read_back(make, stored, tmp_path):
    coordinates = [[18 + i / 1e6, 60.0] for i in range(9_000)] + [[18.0, 60.1], [18.0, 60.0]]
    text = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"regsokod":'
        f'"9901R001","version":"2025"}},"geometry":{{"type":"Polygon","coordinates":[{coordinates}]'
        "}}]}"
    )
    first = exported(stored(make("in/g.geojson", text)), tmp_path / "ut")
    assert len(first["granser.csv"]) > 131_072
    (tmp_path / "store" / "regso.sqlite").unlink()
    assert exported(stored(tmp_path / "ut"), tmp_path / "igen") == first


@pytest.mark.slow
def test_values_read_later_replace_those_of_an_export(folder, make, stored):
    types = make("in/typer.csv", "regsokod,ar,omradestyp\n9901R001,2022,1\n")
    for paths in ((types, folder), (folder, types)):
        assert stored(*paths).values("typ", 2022)["9901R001"] == 1


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("statistik.csv", "value", "1_000"),
        ("statistik.csv", "value", "101"),
        ("statistik.csv", "value", ""),
        ("statistik.csv", "measure", "annat"),
        ("statistik.csv", "year", "22"),
        ("statistik.csv", "code", "9901"),
        ("statistik.csv", "source", "7"),
        ("statistik.csv", "source", "x"),
        ("befolkning.csv", "value", "2.5"),
        ("befolkning.csv", "value", "-1"),
        ("befolkning.csv", "age", " totalt"),
        ("befolkning.csv", "code", "990"),
        ("omraden.csv", "vintage", "2020"),
        ("omraden.csv", "parent", "9901"),
        ("omraden.csv", "name", "Ex\x1b[31mlän"),
        ("andringar.csv", "date", "20250101"),
        ("andringar.csv", "code_from", ""),
        ("granser.csv", "crs", "EPSG:4326"),
        ("granser.csv", "geometry", '{"type":"Point","coordinates":[18,60]}'),
        ("granser.csv", "geometry", '{"type":"Polygon","coordinates":[[[1,2],[3,4]]]}'),
        ("granser.csv", "geometry", GEOMETRY),  # degrees, where the column crs says metres
        ("granser.csv", "geometry", "["),
        ("sources.csv", "id", "0"),
        ("sources.csv", "fetched", "i dag"),
        ("sources.csv", "title", "A\x1b[2J"),
    ],
)
def test_a_changed_cell_is_refused(folder, stored, name, column, value):
    changed(folder, name, column, value)
    with pytest.raises(FileError, match=r"Rad 2 i|Gränsen för"):
        stored(folder / ("omraden.csv" if name == "sources.csv" else name))


def test_a_key_that_comes_twice_with_two_values_is_refused(folder, stored):
    path = folder / "statistik.csv"
    header, first, *_ = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([header, first, first.rsplit(",", 2)[0] + ",77.5,1", ""]), "utf-8")
    with pytest.raises(FileError, match="säger emot"):
        stored(path)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return a function that runs ``regso data import`` and gives the exit code and the text."""
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "data"))
    refresh()

    def invoke(*paths: Path) -> tuple[int, str]:
        result = CliRunner().invoke(cli, ["data", "import", *map(str, paths)])
        return result.exit_code, result.output

    yield invoke
    refresh()


@pytest.mark.slow
def test_the_folder_and_its_files_by_name_are_read_without_complaint(folder, run):
    for paths in ([folder], sorted(folder.iterdir())):
        code, text = run(*paths)
        assert code == 0
        assert "Används inte" not in text


def test_a_table_without_its_list_of_sources_is_refused(folder, run, tmp_path):
    (folder / FILE_OF["source"]).unlink()
    code, text = run(folder / "statistik.csv")
    assert code == 1
    assert "sources.csv, som inte ligger bredvid" in text
    assert not (tmp_path / "data" / "regso.sqlite").exists()
    code, text = run(folder)
    assert code == 1
    assert text.count("Inte inläst") == len(FILE_OF) - 1


def test_the_list_of_sources_alone_is_nothing_to_read(folder, run):
    code, text = run(folder / FILE_OF["source"])
    assert code == 1
    assert "Inga filer kunde läsas in" in text


def test_an_export_that_is_stopped_is_not_mixed_with_an_older_one(folder, monkeypatch, run):
    monkeypatch.setattr("regso.sources.inventory.holdings.table", _stop_at("population"))
    with pytest.raises(StoreChangedError):
        export(Reference(EXAMPLE), folder)
    assert run(folder)[0] == 1


def test_an_export_over_what_is_no_file_writes_nothing(tmp_path):
    folder = tmp_path / "ut"
    (folder / FILE_OF["source"]).mkdir(parents=True)
    with pytest.raises(FileError, match="ingen vanlig fil"):
        export(Reference(EXAMPLE), folder)
    assert [path.name for path in folder.iterdir()] == [FILE_OF["source"]]


def _stop_at(table):
    from regso.store import holdings  # noqa: PLC0415

    whole = holdings.table

    def read(reference, name):
        if name == table:
            raise StoreChangedError(name)
        return whole(reference, name)

    return read
