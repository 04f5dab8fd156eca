"""Borders in a GeoPackage, a shapefile, or a zip with one of them, as GeoJSON.

A GeoPackage is a database, and is what Statistics Sweden gives: SQLite reads it, from memory, and
its tables alone. Shapefiles are read by pyshp, which is plain Python.

References
----------
OGC 12-128r18, GeoPackage Encoding Standard 1.3, 2.1.3 (the head of a geometry).
"""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from regso.errors import FileError
from regso.incoming import archives, plain
from regso.incoming.jsonfiles import parse_json
from regso.incoming.reading import reading
from regso.incoming.texts import decode

GEOPACKAGE_START: Final = b"SQLite format 3\0"
SHAPE_START: Final = bytes.fromhex("0000270a")
_ZIP_START = b"PK\x03\x04"
_NO_LAYER = "är en skadad fil med gränser; hämta den igen."
_ENVELOPES = (0, 32, 48, 48, 64)  # bytes, by the kind that the head of a geometry states
_HEAD = 8
_STEPS = 50_000_000  # of SQLite: a large layer takes a hundredth of it
_MOST_SHAPES = 100_000
_SWEREF, _WGS84 = "urn:ogc:def:crs:EPSG::3006", "urn:ogc:def:crs:OGC:1.3:CRS84"
_SYSTEMS = {3006: _SWEREF, 4326: _WGS84, 4619: _WGS84}

Collection = Mapping[str, object]


def read_layer(path: Path) -> Collection | None:
    """Return the borders in a file as a GeoJSON collection; None for a file of another kind.

    Raises
    ------
    FileError
        It is damaged, or has a coordinate system that is not known.
    """
    start = plain.read_start(path, len(GEOPACKAGE_START))
    if start.startswith(_ZIP_START):
        return _of_zip(path)
    if start == GEOPACKAGE_START:
        return _of_geopackage(plain.read_bytes(path), path.name)
    if start.startswith(SHAPE_START):
        parts = {
            end: plain.read_bytes(beside)
            for end in (".shp", ".dbf", ".prj", ".cpg")
            if plain.exists(beside := path.with_suffix(end))
        }
        return _of_shapes(parts, path.name)
    return None


def _of_zip(path: Path) -> Collection | None:
    content = plain.read_bytes(path)
    found = {info.filename: part for info, part in archives.entries(content, path.name)}
    layers = [name for name in found if name.lower().endswith((".gpkg", ".shp", ".geojson"))]
    if not layers:
        return None
    if len(layers) > 1:
        raise FileError(
            f"{path.name} har flera filer med gränser ({', '.join(sorted(layers))}); packa upp den "
            "och läs in en i taget.",
        )
    [name] = layers
    if name.lower().endswith(".gpkg"):
        return _of_geopackage(found[name], name)
    if name.lower().endswith(".geojson"):
        return parse_json(decode(found[name], name), name)
    stem = name[: -len(".shp")].lower()
    parts = {
        n.lower().removeprefix(stem): p for n, p in found.items() if n.lower().startswith(stem)
    }
    return _of_shapes(parts, name)


def _of_geopackage(content: bytes, name: str) -> Collection:
    with reading(name, _NO_LAYER):
        database = sqlite3.connect(":memory:")
        try:
            database.deserialize(content)
            database.execute("PRAGMA trusted_schema = OFF")
            steps = iter(range(_STEPS // 1000))
            database.set_progress_handler(lambda: next(steps, None) is None, 1000)
            layers = list(_layers(database))
            features = [f for table, column in layers for f in _features(database, table, column)]
        finally:
            database.close()
    systems = {system for system, _ in features}
    if len(systems) != 1 or not (system := _SYSTEMS.get(systems.pop(), "")):
        raise _unknown_system(name)
    return _collection(system, [feature for _, feature in features])


def _layers(database: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield each table with a geometry, and the column of it."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    for (table,) in database.execute(tables).fetchall():
        if str(table).startswith(("gpkg_", "rtree_", "sqlite_")):
            continue
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({_quoted(table)})")]
        for column in columns:
            first = f"SELECT {_quoted(column)} FROM {_quoted(table)} LIMIT 1"  # noqa: S608
            cell = database.execute(first).fetchone()
            if cell and isinstance(cell[0], bytes) and cell[0][:2] == b"GP":
                yield table, column


def _features(
    database: sqlite3.Connection, table: str, column: str
) -> Iterator[tuple[int, dict[str, object]]]:
    import shapely  # noqa: PLC0415 - heavy, and most imports hold no borders

    found = database.execute(f"SELECT * FROM {_quoted(table)}")  # noqa: S608
    names = [description[0] for description in found.description]
    at = names.index(column)
    for number, row in enumerate(found, 1):
        blob = row[at]
        size = _HEAD + _ENVELOPES[blob[3] >> 1 & 7]
        system = int.from_bytes(blob[4:8], "little" if blob[3] & 1 else "big", signed=True)
        geometry = json.dumps(shapely.geometry.mapping(shapely.from_wkb(blob[size:])))
        properties = {
            name: value
            for name, value in zip(names, row, strict=True)
            if name != column and not isinstance(value, bytes)
        }
        yield system, _feature(f"{table}.{number}", properties, geometry)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _of_shapes(parts: Mapping[str, bytes], name: str) -> Collection:
    missing = [end for end in (".shp", ".dbf", ".prj") if end not in parts]
    if missing:
        raise FileError(
            f"{name} saknar sin fil {missing[0]} bredvid; en shapefil är flera filer, så läs in "
            "zip-arkivet med dem alla.",
        )
    system = _system_of(parts[".prj"].decode("latin-1").upper())
    if not system:
        raise _unknown_system(name)
    with reading(name, _NO_LAYER):
        return _collection(system, list(_shapes(parts, Path(name).stem)))


def _shapes(parts: Mapping[str, bytes], layer: str) -> Iterator[dict[str, object]]:
    import shapefile  # noqa: PLC0415 - only needed here

    encoding = "cp1252" if b"1252" in parts.get(".cpg", b"") else "utf-8"
    files = {"shp": io.BytesIO(parts[".shp"]), "dbf": io.BytesIO(parts[".dbf"])}
    with closing(shapefile.Reader(**files, encoding=encoding, encodingErrors="replace")) as reader:
        if len(reader) > _MOST_SHAPES:
            raise ValueError(layer)
        for number, found in enumerate(reader.iterShapeRecords(), 1):
            if found.shape is None or found.record is None:
                raise ValueError(number)
            geometry = json.dumps(found.shape.__geo_interface__)
            yield _feature(f"{layer}.{number}", found.record.as_dict(), geometry)


def _system_of(projection: str) -> str:
    """Return the coordinate system that the text of a .prj names; empty for another."""
    if "PROJCS" in projection:
        return _SWEREF if "SWEREF99_TM" in projection or "SWEREF99 TM" in projection else ""
    return _WGS84 if "WGS_1984" in projection or "SWEREF99" in projection else ""


def _feature(identity: str, properties: Mapping[str, object], geometry: str) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": identity,
        "properties": dict(properties),
        "geometry": parse_json(geometry, identity),
    }


def _collection(system: str, features: list[dict[str, object]]) -> Collection:
    return {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": system}},
        "features": features,
    }


def _unknown_system(name: str) -> FileError:
    return FileError(
        f"{name} har ett koordinatsystem som inte känns igen; hämta den i SWEREF 99 TM (EPSG:3006) "
        "eller WGS 84 (EPSG:4326).",
    )
