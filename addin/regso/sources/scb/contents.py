"""What the answers of the publisher give to the store, checked as a whole before it counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from regso.core.areas import codes
from regso.core.areas.areas import vintage_of
from regso.errors import FetchError, FileError
from regso.sources import geojson, pxweb
from regso.sources.jsonstat import Dataset, dataset_of
from regso.sources.reading import Reading, clean_name
from regso.sources.scb import answers, layers
from regso.sources.scb.answers import Call
from regso.sources.scb.layers import Layer
from regso.sources.scb.line import unusable
from regso.sources.scb.tables import Table
from regso.store.schema import (
    ANY_VINTAGE,
    MEASURES,
    TOTAL,
    Area,
    Boundary,
    Indicator,
    Population,
    Renewed,
    Row,
    RowSet,
    Source,
    Statistic,
)

_REGSO, _DESO, _KOMMUN, _LAN = 8, 9, 4, 2  # the lengths of codes
_NOISE_FROM: Final = 2025  # the first year whose counts have a little controlled noise in them
_NOISE: Final = 10  # persons per area: the sums may differ by no more
_IN_KOMMUN = re.compile(r".*?\((.*)\)")


def table_rows(
    folder: Path, table: Table, calls: Sequence[Call], source: Source
) -> Iterator[RowSet]:
    """Yield the rows of a table, one answer at a time; `source` gets what the answers say.

    Raises
    ------
    FetchError
        An answer cannot be read, or the areas do not add up to their kommuner.
    """
    sums = _Sums(table.id)
    told = source
    for call in calls:
        dataset, reading = _read(folder, table, call)
        if told is source:
            told = source._replace(
                title=clean_name(reading.title), updated=reading.updated, note=reading.note
            )
        sums.add(reading.rows)
        yield RowSet(told, reading.rows, whole=True)
        yield RowSet(told, list(_named(dataset)), fill_only=True)
    sums.check()


def table_renewed(table: Table, years: Sequence[int]) -> list[Renewed]:
    """Return what a table replaces whole in some years."""
    if table.indicator:
        return [
            Renewed(Indicator, length, {"subject": table.indicator, "year": year})
            for year in years
            for length in (_REGSO, _KOMMUN, _LAN)
        ]
    if not table.with_deso:
        pairs = [(measure, year) for measure in MEASURES for year in years]
        return [Renewed(Statistic, _REGSO, {"measure": m, "year": y}) for m, y in pairs]
    total = {"age": TOTAL, "sex": TOTAL}
    return [
        Renewed(Population, length, {"year": year, **(total if length == _DESO else {})})
        for year in years
        for length in (_REGSO, _DESO, _KOMMUN, _LAN)
    ]


def layer_rows(
    folder: Path, layer: Layer, calls: Sequence[Call], source: Source
) -> Iterator[RowSet]:
    """Yield the borders and the areas of a layer, page by page.

    Raises
    ------
    FetchError
        A border is none, or the pages overlap.
    """
    seen: set[str] = set()
    told = source
    for call in calls:
        try:
            answer = answers.read(folder, call)
            reading = geojson.read_boundaries(answer, f"gränserna {layer.name}")
        except FileError as error:
            raise FetchError(unusable(error)) from error
        rows = [row for row in reading.rows if isinstance(row, Boundary)]
        if any((row.vintage, len(row.code)) != (layer.vintage, _length(layer)) for row in rows):
            raise FetchError(
                f"Gränserna {layer.name} är av en annan indelning; uppdatera RegSO för Excel."
            )
        found = {row.code for row in rows}
        if len(found) != call.size or found & seen:
            raise FetchError(
                f"Gränserna {layer.name} har samma område på två sidor; kör kommandot igen."
            )
        seen |= found
        if told is source:
            told = source._replace(note=reading.note)
        yield RowSet(told, [*rows, *layers.areas(answer, layer)], whole=True)


def layer_renewed(layer: Layer) -> list[Renewed]:
    """Return what a layer replaces whole: its borders, for names and keys may be of files too."""
    return [Renewed(Boundary, _length(layer), {"vintage": layer.vintage})]


def _length(layer: Layer) -> int:
    return _REGSO if layer.level == codes.REGSO else _DESO


def _read(folder: Path, table: Table, call: Call) -> tuple[Dataset, Reading]:
    try:
        dataset = dataset_of(answers.read(folder, call), table.id)
        return dataset, table.read(dataset)
    except FileError as error:
        raise FetchError(unusable(error)) from error


def _named(dataset: Dataset) -> Iterator[Row]:
    """Yield the areas that the labels of regions name; DeSO have no names."""
    region = pxweb.region_of(dataset)
    years = pxweb.years_of(dataset).codes
    for raw, label in region.labels.items():
        code, vintage = codes.read(raw)
        name = clean_name(label.removeprefix(code))
        level = codes.level(code)
        if level == codes.REGSO:
            inner = _IN_KOMMUN.fullmatch(name)
            name = inner[1] if inner else name
            yield Area(vintage or vintage_of(int(years[0])), code, name, code[:4])
        elif level != codes.DESO and name:
            parent = {codes.KOMMUN: code[:2], codes.LAN: "00"}.get(level, "")
            yield Area(ANY_VINTAGE, code, name, parent)


class _Sums:
    """Adds up persons in RegSO and compares with their kommuner."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: Counter[tuple[int, str]] = Counter()
        self._areas: Counter[tuple[int, str]] = Counter()
        self._whole: dict[tuple[int, str], float] = {}

    def add(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if isinstance(row, Population) and row.age == row.sex == TOTAL:
                place = (row.year, row.code[:_KOMMUN])
                if len(row.code) == _REGSO:
                    self._parts[place] += int(row.value)
                    self._areas[place] += 1
                elif len(row.code) == _KOMMUN:
                    self._whole[place] = row.value

    def check(self) -> None:
        for (year, kommun), whole in self._whole.items():
            parts = self._parts[year, kommun]
            allowed = _NOISE * self._areas[year, kommun] if year >= _NOISE_FROM else 0
            if self._areas[year, kommun] and abs(whole - parts) > allowed:
                raise FetchError(
                    f"{self._name} {year}: områdena i kommun {kommun} har tillsammans {parts} "
                    f"personer men kommunen {whole:.0f}; kör kommandot igen om en stund.",
                )
