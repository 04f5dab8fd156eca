"""Reader of borders in GeoJSON, as Statistics Sweden's WFS answers and as others pass them on.

A feature says by its properties which area it is: ``desokod``, else ``regsokod``, ``kommunkod``
or ``lanskod``; RegSO and DeSO say their vintage in ``version`` (``2025_v1``, ``2018_v2``) or in
the id of the feature (``RegSO_2025.1200``). The name of the file says nothing. Borders are kept
as they are, and one that is no polygon stops the import.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from regso.core.areas import codes
from regso.core.areas.areas import LEVEL_LABEL
from regso.errors import BadValueError, FileError
from regso.incoming.jsonfiles import json_object
from regso.incoming.reading import reading
from regso.sources.areas import vintage_by_codes
from regso.sources.content import fold
from regso.sources.reading import Reading, clean_name
from regso.store.schema import ANY_VINTAGE, Boundary

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

# Level -> names (folded) of the property that holds the code; the smallest area comes first.
CODE_NAMES = {
    codes.DESO: ("desokod", "deso"),
    codes.REGSO: ("regsokod", "regso"),
    codes.KOMMUN: ("kommunkod",),
    codes.LAN: ("lanskod", "lankod"),
}
_HAS_VINTAGE = (codes.DESO, codes.REGSO)
_WHOLE = {codes.KOMMUN: "kommuner", codes.LAN: "län"}
_VERSION = re.compile(r"20[0-9]{2}")
_LAYER = re.compile(r"(?:RegSO|DeSO)_(20[0-9]{2})\b", re.IGNORECASE)
_OWN_ID = re.compile(r"(?:RegSO|DeSO)_20[0-9]{2}\.[0-9]+")
_VINTAGE = {"2018": 2020, "2020": 2020, "2025": 2025}
SYSTEMS = ("SWEREF99TM", "WGS84")
_SYSTEM_OF_CRS = {"4326": "WGS84", "CRS84": "WGS84", "4619": "WGS84", "3006": "SWEREF99TM"}
_CRS = re.compile(r"(?<![0-9A-Z])[0-9A-Z]+$", re.IGNORECASE)
_SHOWN = 60  # characters of a name that is unknown
_SURFACES = ("Polygon", "MultiPolygon")
_NO_SURFACE = "har ingen yta (Polygon eller MultiPolygon); hämta filen igen."
_BROKEN = "är trasig: den är inte slutna ringar av koordinatpar; hämta filen igen."
_NO_CRS = "CRS84"  # RFC 7946: longitude and latitude in WGS 84
_MOST_UNCLEAR = 1e-4
_SMALLEST = 8  # characters of a code of RegSO; a shorter id may be a number
_APPROXIMATE = re.compile(r"ungefär|förenkl", re.IGNORECASE)


class _Feature(NamedTuple):
    level: str
    code: str
    vintage: int
    version: str
    geometry: str
    exact: int


def is_boundaries(data: Mapping[str, object]) -> bool:
    """Tell whether a JSON object is a GeoJSON collection of areas with codes."""
    return any(_level(_by_folded_name(feature)) for feature in _collected(data))


def read_boundaries(data: Mapping[str, object], file: str, vintage: int | None = None) -> Reading:
    """Read the borders of areas.

    Parameters
    ----------
    data : mapping
        A GeoJSON FeatureCollection (see `is_boundaries`).
    file : str
        Its name, for messages.
    vintage : int or None
        The one that the user says, for borders that do not say theirs.

    Raises
    ------
    FileError
        A feature has no code, no vintage or no sound polygon in Sweden, or an area comes twice.
    """
    system, collected = _system(data, file), _collected(data)
    silent = _silent(collected, file, vintage)
    features = [_feature(raw, i, file, silent) for i, raw in enumerate(collected, 1)]
    _check_unique(features, file)
    rows = [Boundary(f.vintage, f.code, system, f.geometry, f.exact) for f in features]
    refuse_unsound(rows, file)
    return Reading(
        f"Gränser {', '.join(sorted({_kind(f) for f in features}))}",
        rows,
        unused=_unused(collected),
        note=_note(features),
    )


def _collected(data: Mapping[str, object]) -> list[object]:
    """Return the features of a collection; none if a JSON object is no collection."""
    features = data.get("features") if data.get("type") == "FeatureCollection" else None
    return features if isinstance(features, list) else []


def _properties(feature: object) -> Mapping[str, object]:
    return json_object(json_object(feature).get("properties"))


def _by_folded_name(feature: object) -> dict[str, object]:
    """Return the properties of a feature by folded name, with its code under the usual one.

    In a layer where ``regso`` is the name, and in those that say ``code`` or nothing, the code is
    the id of the feature.
    """
    found = {fold(title): value for title, value in _properties(feature).items()}
    if any(codes.is_valid(found.get(name)) for name in ("desokod", "deso", "regsokod", "regso")):
        return found
    for raw in (found.get("code"), json_object(feature).get("id")):
        if isinstance(raw, str) and codes.is_valid(raw) and len(raw.strip()) >= _SMALLEST:
            return {**found, CODE_NAMES[codes.level(codes.compact(raw))][0]: raw}
    return found


def _level(properties: Mapping[str, object]) -> str:
    """Return the level of the area that properties name, empty if they name none."""
    return next((level for level in CODE_NAMES if _raw_code(properties, level)), "")


def _raw_code(properties: Mapping[str, object], level: str) -> object:
    return next((properties[n] for n in CODE_NAMES[level] if properties.get(n)), None)


def _silent(collected: list[object], file: str, said: int | None) -> int | None:
    """Return the vintage of features that do not state theirs, if there are any."""
    stated, silent = False, []
    for raw in collected:
        properties = _by_folded_name(raw)
        if (level := _level(properties)) in _HAS_VINTAGE:
            if properties.get("version") or _LAYER.match(str(json_object(raw).get("id") or "")):
                stated = True
            else:
                silent.append(str(_raw_code(properties, level)))
    return vintage_by_codes(silent, file, said) if silent and not stated else None


def _feature(raw: object, number: int, file: str, silent: int | None) -> _Feature:
    properties, given = _by_folded_name(raw), json_object(raw)
    level = _level(properties)
    if not level:
        raise FileError(
            f"Område {number} i {file} har ingen kod (desokod, regsokod, kommunkod eller lanskod); "
            "hämta filen igen med alla egenskaper.",
        )
    code = _code(_raw_code(properties, level), level, number, file)
    version = clean_name(str(properties.get("version") or ""))
    vintage = ANY_VINTAGE
    if level in _HAS_VINTAGE:
        identity = str(given.get("id") or "")
        vintage = silent or _vintage(version, identity, f"{code} i {file}")
    geometry = json_object(given.get("geometry"))
    if geometry.get("type") not in _SURFACES:
        raise FileError(f"{code} i {file} {_NO_SURFACE}")
    kept = {"type": geometry["type"], "coordinates": geometry.get("coordinates")}
    with reading(f"Gränsen för {code} i {file}", _BROKEN):  # it may be too deep
        text = json.dumps(kept, separators=(",", ":"))
    return _Feature(level, code, vintage, version, text, _is_exact(given, version))


def _is_exact(given: Mapping[str, object], version: str) -> int:
    """Return 1 for a feature as the publisher's own service numbers it, which is not simplified."""
    is_own = bool(_OWN_ID.fullmatch(str(given.get("id") or "")))
    return int(is_own and not _APPROXIMATE.search(version))


def _code(raw: object, level: str, number: int, file: str) -> str:
    try:
        code = codes.compact(raw)
    except BadValueError:
        code = ""
    if not code or codes.level(code) != level:
        raise FileError(
            f'Område {number} i {file}: "{codes.masked(raw)}" är ingen kod för {level}; '
            "hämta filen igen.",
        )
    return code


def _vintage(version: str, identity: str, what: str) -> int:
    """Return the vintage that a version or the id of a feature names."""
    found = _VERSION.match(version)
    layer = _LAYER.match(identity)
    named = {m for m in (found and found[0], layer and layer[1]) if m}
    vintages = {_VINTAGE.get(name) for name in named}
    if None in vintages:
        raise FileError(
            f"{what} hör till en indelning ({', '.join(sorted(named))}) som den här versionen inte "
            "känner; uppdatera RegSO för Excel.",
        )
    if len(vintages) != 1:
        raise FileError(
            f"{what} säger inte om gränsen gäller RegSO 2020/DeSO 2018 eller RegSO 2025/DeSO 2025; "
            "egenskapen version ska börja med 2018, 2020 eller 2025.",
        )
    return vintages.pop() or ANY_VINTAGE


def _system(data: Mapping[str, object], file: str) -> str:
    """Return the coordinate system of a collection, in the words of the store."""
    crs = data.get("crs")
    name = str(_properties(crs).get("name", "")) if isinstance(crs, dict) else _NO_CRS
    found = _CRS.search(name)
    system = _SYSTEM_OF_CRS.get(found[0].upper()) if found else None
    if system is None:
        raise FileError(
            f"{file} har koordinatsystemet {name[:_SHOWN] or 'okänt'}; hämta den i SWEREF 99 TM "
            "(EPSG:3006) eller WGS 84 (EPSG:4326).",
        )
    return system


def _check_unique(features: Iterable[_Feature], file: str) -> None:
    seen: dict[tuple[int, str], str] = {}
    for feature in features:
        before = seen.setdefault((feature.vintage, feature.code), feature.geometry)
        if before != feature.geometry:
            raise FileError(
                f"{feature.code} står två gånger i {file} med olika gränser; ta bort den felaktiga."
            )


def refuse_unsound(rows: Iterable[Boundary], file: str) -> None:
    """Raise FileError for what is no polygon, or lies where its system has no Sweden.

    Parameters
    ----------
    rows : iterable of Boundary
        `crs` is one of SYSTEMS; the geometry is text of others.
    file : str
        Where they were read, for the message.
    """
    import shapely  # noqa: PLC0415 - heavy, and most imports hold no borders

    from regso.core.places import projection  # noqa: PLC0415 - heavy

    for row in rows:
        system = row.crs
        sweden = projection.SYSTEMS[system].sweden
        what = f"Gränsen för {row.code} i {file}"
        with reading(what, _BROKEN):
            area = shapely.from_geojson(row.geometry)
        if area.geom_type not in _SURFACES:
            raise FileError(f"{what} {_NO_SURFACE}")
        west, south, east, north = area.bounds
        inside = sweden.holds(south, west) and sweden.holds(north, east)
        if area.is_empty or (inside and not _is_clear(area, what)):
            raise FileError(f"{what} är tom eller korsar sig själv; hämta filen igen.")
        if not inside:
            raise FileError(
                f"{what} ligger inte i Sverige i {system} med öst före norr; kontrollera filens "
                "koordinatsystem och axlarnas ordning.",
            )


def _is_clear(area: Polygon | MultiPolygon, what: str) -> bool:
    with reading(what, _BROKEN):
        return bool(area.area) and _unclear(area) <= _MOST_UNCLEAR


def _unclear(area: Polygon | MultiPolygon) -> float:
    """Return the share of an area that rings which cross themselves leave in doubt.

    Rounded corners make needles and touching rings, which is harmless: in real files the share
    is below 2e-6. An hourglass is all doubt.
    """
    import shapely  # noqa: PLC0415 - heavy

    if area.is_valid:
        return 0.0
    return abs(float(shapely.make_valid(area).area) / float(area.area) - 1)


def _kind(feature: _Feature) -> str:
    return LEVEL_LABEL.get((feature.vintage, feature.level)) or _WHOLE[feature.level]


def _note(features: Iterable[_Feature]) -> str:
    """Return the versions that the features name, and a warning when one is approximate."""
    versions = list(dict.fromkeys(f.version for f in features if f.version))
    note = f"Gränsernas version enligt filen: {', '.join(versions)}." if versions else ""
    if any(_APPROXIMATE.search(version) for version in versions):
        return f"Ungefärliga gränser: en punkt nära en gräns kan hamna i fel område. {note}"
    return note


def _unused(features: Iterable[object]) -> list[str]:
    """Return the names of the properties that the store does not take."""
    used = {name for names in CODE_NAMES.values() for name in names} | {"version"}
    titles = dict.fromkeys(title for feature in features for title in _properties(feature))
    return [title for title in titles if fold(title) not in used]
