"""Statistikdatabasen's tables are read in every form that it saves, and borders in theirs."""

import datetime as dt
import io
import json
import sqlite3
import struct
import zipfile

import openpyxl
import pytest
import shapely

from regso.errors import FileError
from regso.sources.found import Found
from regso.sources.registry import read_file
from regso.store.schema import Boundary, Population, Statistic

TITLE = "Socioekonomiskt index efter region, tabellinnehåll och år"
PEOPLE = "Folkmängden per region efter region, ålder, kön och år"
AREA = shapely.box(600_000, 6_600_000, 601_000, 6_601_000)


def rows_of(outcome, kind):
    return sorted(
        tuple(row) for rows in outcome.row_sets for row in rows.rows if isinstance(row, kind)
    )


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


EXPECTED = [
    ("index", 2023, "9901R001", 9.5), ("index", 2023, "9901R002", 12.25),
    ("typ", 2023, "9901R001", 4.0), ("typ", 2023, "9901R002", 3.0),
]  # fmt: skip
PIVOT = [
    [TITLE], [], [None, "Områdestyp", "Socioekonomiskt index"], [None, "2023", "2023"],
    ["9901R001 Exby (Norra)", 4, 9.5], ["9901R002 Exby (Södra)", 3, 12.25], [],
    ["Påhittad fotnot."], [], ["Källa: Påhittad"],
]  # fmt: skip
RELATIONAL = (
    f'"{TITLE}"\r\n\r\n"region","Områdestyp 2023","Socioekonomiskt index 2023"\r\n'
    '"9901R001 Exby (Norra)",4,9.5\r\n"9901R002 Exby (Södra)",3,12.25\r\n'
)
LONG = (
    '"region","år","tabellinnehåll","värde"\n"9901R001 Exby (Norra)","2023","Områdestyp",4\n'
    '"9901R001 Exby (Norra)","2023","Socioekonomiskt index",9.5\n'
    '"9901R002 Exby (Södra)","2023","Områdestyp",3\n'
    '"9901R002 Exby (Södra)","2023","Socioekonomiskt index",12.25\n'
)
REGIONAL = (
    "regionkod,region,år,Index,Områdestyp\n9901R001,Exby (Norra),2023,9.5,4\n"
    "9901R002,Exby (Södra),2023,12.25,3\n"
)
PX = f"""CHARSET="ANSI";
AXIS-VERSION="2013";
MATRIX="TAB6586";
TITLE="{TITLE}";
STUB="region";
HEADING="tabellinnehåll","år";
CONTVARIABLE="tabellinnehåll";
VALUES("region")="9901R001 Exby (Norra)",
"9901R002 Exby "
"(Södra)";
CODES("region")="9901R001","9901R002";
VALUES("tabellinnehåll")="Områdestyp","Socioekonomiskt index";
VALUES("år")="2023","2024";
LAST-UPDATED="20250612 08:00";
NOTE="Påhittat; inte SCB:s.";
DATA=
4 ".." 9.5 ".."
3 ".." 12.25 "..";
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pivot.xlsx", workbook(PIVOT)),
        ("utan rubrik.xlsx", workbook(PIVOT[2:6])),
        ("relation.csv", RELATIONAL.encode("cp1252")),
        ("relation-utf8.csv", RELATIONAL.encode("utf-8-sig")),
        ("lång.csv", LONG.encode()),
        ("lång-semikolon.csv", LONG.replace(",", ";").encode("cp1252")),
        ("regionens.csv", REGIONAL.encode()),
        ("tabell.px", PX.encode("cp1252")),
        ("tabell-utf8.px", PX.encode()),
        ("rader.px", PX.replace("\n", "\r\n").encode("cp1252")),
    ],
)
def test_types_and_index_are_the_same_in_every_form(read, name, content):
    assert rows_of(read(name, content), Statistic) == EXPECTED


def test_a_px_file_says_what_it_is_and_when_it_was_updated(read):
    [rows] = read("tabell.px", PX.encode("cp1252")).row_sets
    assert rows.source.title == TITLE
    assert rows.source.origin == "TAB6586 (tabell.px)"
    assert rows.source.updated == "2025-06-12"


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (('4 ".." 9.5', "4 9.5"), "den har 7 värden i stället för 8"),
        (("DATA=", "DATUM="), "delen DATA saknas"),
        (("12.25", "tolv"), '"tolv" är inget tal'),
        (('CODES("region")="9901R001",', 'CODES("region")='), "har 2 texter och 1 koder"),
    ],
)
def test_a_damaged_px_file_is_one_sentence(read, edit, says):
    with pytest.raises(FileError, match=rf"^t\.px är en skadad px-fil: .*{says}; hämta filen igen"):
        read("t.px", PX.replace(*edit).encode("cp1252"))


COUNTS = [
    (2023, "0-4", "kvinnor", "9901R001", 7.0), (2023, "0-4", "män", "9901R001", 5.0),
    (2023, "5-", "kvinnor", "9901R001", 70.0), (2023, "5-", "män", "9901R001", 50.0),
]  # fmt: skip
MERGED = [
    [PEOPLE], [], [None, None, None, "2023"], ["9901R001 Exby (Norra)", "0-4 år", "män", 5],
    [None, None, "kvinnor", 7], [None, "5+ år", "män", 50], [None, None, "kvinnor", 70],
]  # fmt: skip
WIDE = [
    [PEOPLE], [], [None, None, "2023", None], [None, None, "män", "kvinnor"],
    ["9901R001 Exby (Norra)", "0-4 år", 5, 7], [None, "5+ år", 50, 70],
]  # fmt: skip
FLAT = (
    '"region","ålder","kön","Folkmängd 2023"\n"9901R001","0-4 år","män",5\n'
    '"9901R001","0-4 år","kvinnor",7\n"9901R001","5+ år","män",50\n'
    '"9901R001","5+ år","kvinnor",70\n'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [("m.xlsx", workbook(MERGED)), ("b.xlsx", workbook(WIDE)), ("f.csv", FLAT.encode())],
)
def test_population_by_age_and_sex_is_the_same_in_every_form(read, name, content):
    assert rows_of(read(name, content), Population) == COUNTS


def test_population_divided_by_more_than_age_and_sex_is_not_taken(read):
    rows = FLAT.replace('"kön"', '"bakgrund"')
    with pytest.raises(FileError, match=r"^b\.csv "):
        read("b.csv", rows)


def test_two_values_for_the_same_are_refused(read):
    with pytest.raises(FileError, match="två olika värden står för 9901R001"):
        read("f.csv", FLAT.replace('"5+ år","män"', '"0-4 år","män"'))


def test_a_table_of_other_content_is_named_and_may_be_a_register(read):
    rows = [["Antal bilar efter region och år"], [], [None, "2023"], ["9901R001", 3]]
    with pytest.raises(FileError, match=r'tabellen "Antal bilar efter region och år" är varken'):
        read("b.xlsx", workbook(rows))


V1 = {
    "columns": [{"code": "Region", "text": "region", "type": "d"},
                {"code": "Tid", "text": "år", "type": "t"},
                {"code": "000007Y7", "text": "Antal", "type": "c"}],
    "comments": [], "data": [{"key": ["9901R001_RegSO2025", "2024"], "values": ["59"]}],
}  # fmt: skip
FIRST = {
    "dataset": {
        "label": PEOPLE, "updated": "2025-01-01", "value": [59],
        "dimension": {
            "id": ["Region", "Tid"], "size": [1, 1], "role": {"time": ["Tid"]},
            "Region": {"category": {"index": {"9901R001_RegSO2025": 0}}},
            "Tid": {"category": {"index": {"2024": 0}}},
        },
    }
}  # fmt: skip


@pytest.mark.parametrize("data", [V1, FIRST], ids=["PxWeb's own", "JSON-stat 1"])
def test_older_answers_are_read(read, data):
    found = rows_of(read("s.json", json.dumps(data)), Population)
    assert found == [(2024, "totalt", "totalt", "9901R001", 59.0)]


def geopackage(srid=3006, version="2025_v1"):
    """Return a GeoPackage with one area, as GDAL writes them."""
    database = sqlite3.connect(":memory:")
    database.execute(
        'CREATE TABLE "RegSO_2025" (fid INTEGER PRIMARY KEY, sp_geometry BLOB, regsokod TEXT, '
        "regsonamn TEXT, version TEXT)"
    )
    head = struct.pack("<2sBBi", b"GP", 0, 0b11, srid) + struct.pack("<4d", *AREA.bounds)
    row = (1, head + AREA.wkb, "9901R001", "Norra", version)
    database.execute('INSERT INTO "RegSO_2025" VALUES (?, ?, ?, ?, ?)', row)
    content = database.serialize()
    database.close()
    return content


SWEREF = 'PROJCS["SWEREF99_TM",GEOGCS["GCS_SWEREF99",DATUM["D_SWEREF99"]]]'


def shapes():
    """Return the parts of a shapefile with one area."""
    shapefile = pytest.importorskip("shapefile")
    parts = {end: io.BytesIO() for end in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts) as writer:
        for name in ("regsokod", "regsonamn", "version"):
            writer.field(name, "C")
        writer.poly([list(AREA.exterior.coords)[::-1]])
        writer.record("9901R001", "Nörra", "2025_v1")
    return {**{f".{end}": part.getvalue() for end, part in parts.items()}, ".prj": SWEREF.encode()}


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def borders(outcome):
    [row] = [row for rows in outcome.row_sets for row in rows.rows if isinstance(row, Boundary)]
    assert shapely.from_geojson(row.geometry).equals(AREA)
    return row.vintage, row.code, row.crs


@pytest.mark.parametrize("name", ["g.gpkg", "annat namn", "g.zip"])
def test_borders_in_a_geopackage_are_read_also_in_a_zip(read, name):
    content = zipped({"RegSO_2025.gpkg": geopackage()}) if name == "g.zip" else geopackage()
    assert borders(read(name, content)) == (2025, "9901R001", "SWEREF99TM")


def test_borders_in_a_shapefile_are_read_from_a_zip_or_beside_its_other_files(read, make):
    parts = shapes()
    packed = zipped({f"mapp/RegSO{end}": part for end, part in parts.items()})
    assert borders(read("s.zip", packed)) == (2025, "9901R001", "SWEREF99TM")
    for end, part in parts.items():
        make(f"RegSO{end}", part)
    assert borders(read("RegSO.shp", parts[".shp"])) == (2025, "9901R001", "SWEREF99TM")


def test_a_layer_in_an_unknown_system_or_without_its_parts_says_so(read):
    with pytest.raises(FileError, match=r"^g\.gpkg har ett koordinatsystem som inte känns igen"):
        read("g.gpkg", geopackage(srid=3857))
    parts = {f"a{end}": part for end, part in shapes().items() if end != ".prj"}
    with pytest.raises(FileError, match=r"^a\.shp saknar sin fil \.prj bredvid"):
        read("s.zip", zipped(parts))
    two = zipped({"a.gpkg": geopackage(), "b.gpkg": geopackage()})
    with pytest.raises(FileError, match="har flera filer med gränser"):
        read("s.zip", two)


def test_damage_in_a_geopackage_is_one_sentence(read):
    content = geopackage()
    for end in (20, 100, len(content) // 2):
        with pytest.raises(FileError, match=r"^g\.gpkg är en skadad fil med gränser"):
            read("g.gpkg", content[:end])


def feature(properties, identity=""):
    collection = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}},
        "features": [{"type": "Feature", "id": identity, "properties": properties,
                      "geometry": shapely.geometry.mapping(AREA)}],
    }  # fmt: skip
    return json.dumps(collection)


@pytest.mark.parametrize(
    ("properties", "identity"),
    [
        ({"regso": "Norra", "kommun": "9901", "version": "2018_v2"}, "9901R001"),
        ({"code": "9901R001", "name": "Norra", "version": "2020"}, "x"),
        ({"name": "Norra", "version": "2018"}, "9901R001"),
    ],
)
def test_a_layer_may_have_its_code_under_code_or_as_the_id_of_the_feature(
    read, properties, identity
):
    assert borders(read("g.geojson", feature(properties, identity)))[:2] == (2020, "9901R001")


def test_a_layer_that_does_not_say_its_vintage_asks_for_it(read, make):
    text = feature({"regsokod": "9901R001"})
    with pytest.raises(FileError, match="lägg till --vintage 2020 eller --vintage 2025"):
        read("g.geojson", text)
    found = Found(make("g.geojson", text), named=True)
    assert borders(read_file(found, dt.date(2026, 7, 6), vintage=2020))[0] == 2020
