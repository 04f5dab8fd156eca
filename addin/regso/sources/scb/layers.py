"""Borders over WFS: a layer per kind of area and vintage, page by page, in SWEREF 99 TM.

A page says how many areas the whole layer has; the pages are sorted by code, so that no area falls
between two. The properties of an area also give its name, and the key from DeSO to RegSO.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import urlencode

from regso.core.areas import codes
from regso.errors import FetchError, FileError
from regso.incoming.jsonfiles import json_object
from regso.incoming.texts import printable
from regso.sources.content import fold
from regso.sources.geojson import CODE_NAMES
from regso.sources.reading import clean_name
from regso.sources.scb import Service
from regso.sources.scb.answers import Call, Content
from regso.sources.scb.line import Line
from regso.store.schema import Area

PAGE: Final = 1000
_SYSTEM: Final = "EPSG:3006"
_NAMES: Final = ("regsonamn", "namn")


class Layer(NamedTuple):
    """A layer: the areas of one level and vintage."""

    name: str
    vintage: int
    level: str


LAYERS: Final = (
    Layer("RegSO_2020", 2020, codes.REGSO),
    Layer("RegSO_2025", 2025, codes.REGSO),
    Layer("DeSO_2018", 2020, codes.DESO),
    Layer("DeSO_2025", 2025, codes.DESO),
)


class Seen(NamedTuple):
    """What a layer says of itself: the number of its areas, and the property that has the code."""

    areas: int
    key: str
    version: str

    @property
    def stamp(self) -> str:
        return f"{self.areas} {self.version}"


def look(line: Line, service: Service, layer: Layer) -> Seen:
    """Return how many areas a layer has, and their version, in one call."""
    answer = line.get_json(_address(service, layer, count=1), layer.name)
    features = answer.get("features")
    first = features[0] if isinstance(features, list) and features else {}
    properties = json_object(json_object(first).get("properties"))
    key = next((p for p in properties if fold(p) in CODE_NAMES[layer.level]), "")
    areas = answer.get("numberMatched")
    if not key or not isinstance(areas, int):
        raise FetchError(
            f"Gränserna {layer.name} ser inte längre ut som de gjorde: koden eller antalet "
            "saknas; uppdatera RegSO för Excel.",
        )
    return Seen(areas, key, clean_name(str(properties.get("version") or "")))


def calls(service: Service, layer: Layer, seen: Seen) -> Iterator[Call]:
    """Yield the questions that give a whole layer."""
    for start in range(0, seen.areas, PAGE):
        size = min(PAGE, seen.areas - start)
        url = _address(service, layer, count=PAGE, sortBy=seen.key, startIndex=start)
        yield Call(layer.name, seen.stamp, url, None, size, _check)


def areas(answer: Content, layer: Layer) -> Iterator[Area]:
    """Yield the areas that the properties of a page tell of.

    A RegSO without a name and a DeSO without a RegSO are left out: those come from elsewhere.
    """
    features = answer.get("features")
    for feature in features if isinstance(features, list) else []:
        properties = json_object(json_object(feature).get("properties"))
        named = {fold(title): str(value) for title, value in properties.items() if value}
        code = _first(named, CODE_NAMES[layer.level])
        if layer.level == codes.REGSO:
            if name := clean_name(_first(named, _NAMES)):
                yield Area(layer.vintage, code, name, code[:4])
        elif parent := _first(named, CODE_NAMES[codes.REGSO]):
            yield Area(layer.vintage, code, "", parent)


def _first(named: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((named[name] for name in names if name in named), "")


def _address(service: Service, layer: Layer, **more: object) -> str:
    asked = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": f"stat:{layer.name}",
        "outputFormat": "application/json",
        "srsName": _SYSTEM,
        **more,
    }
    return f"{service.wfs}?{urlencode(asked)}"


def _check(answer: Content, call: Call) -> None:
    """Refuse a page with another number of areas than the layer said, or that is no page."""
    features = answer.get("features")
    found = len(features) if isinstance(features, list) else 0
    matched = answer.get("numberMatched")
    if str(matched) != call.stamp.partition(" ")[0]:
        raise FileError(
            f"Gränserna {call.name} har {printable(str(matched))} områden men sade nyss "
            f"{call.stamp.partition(' ')[0]}; hämta igen.",
        )
    if found != call.size:
        raise FileError(
            f"En sida av gränserna {call.name} har {found} områden i stället för {call.size}; "
            "hämta igen.",
        )
