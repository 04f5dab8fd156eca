"""Indicators of the Statistical Database: tables per region and year, of whatever categories.

A category is called by its labels, as the publisher writes them: content first, then the others,
"Antal hushåll; ensamstående med barn". Only regions, years and contents are known by name; what
other dimensions a table has today is read from the table itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Final

from regso.sources import pxweb
from regso.sources.jsonstat import Dataset, Dimension
from regso.sources.reading import Reading, clean_name
from regso.store.schema import Indicator

_SEX: Final = ("kon", "kön")
_CONTENT: Final = "contentscode"

Key = tuple[str, ...]


def used(dataset: Dataset) -> dict[str, list[str]]:
    """Return the categories that are read, by dimension: all, but of sex the total alone.

    Empty where the table has no regions, years or contents.
    """
    if not pxweb.has_years(dataset) or dataset.position(_CONTENT) is None:
        return {}
    years = pxweb.years_of(dataset)
    wanted = {dimension.name: _wanted(dimension) for dimension in _own(dataset)}
    return {**wanted, years.name: list(years.codes)}


def reading_of(subject: str) -> Callable[[Dataset], Reading]:
    """Return what reads an answer of a table into the indicators of a subject."""

    def read(dataset: Dataset) -> Reading:
        told = _told(_own(dataset))
        rows = [
            Indicator(subject, category, year, code, value, unit)
            for key, year, code, value in pxweb.values(dataset)
            for category, unit in (told[pxweb.own_key(dataset, key)],)
        ]
        return pxweb.reading(dataset, rows, [])

    return read


def _own(dataset: Dataset) -> list[Dimension]:
    """Return the dimensions but regions and years."""
    others = {pxweb.region_of(dataset).name, pxweb.years_of(dataset).name}
    return [dimension for dimension in dataset.dimensions if dimension.name not in others]


def _told(dimensions: Sequence[Dimension]) -> Mapping[Key, tuple[str, str]]:
    """Return what each combination of categories is called, and its unit.

    Two that would be called the same have their codes behind their labels.
    """
    keys = [*product(*(dimension.codes for dimension in dimensions))]
    names = [_name(dimensions, key) for key in keys]
    many = Counter(names)
    return {
        key: (name if many[name] == 1 else f"{name} ({', '.join(key)})", _unit(dimensions, key))
        for key, name in zip(keys, names, strict=True)
    }


def _name(dimensions: Sequence[Dimension], key: Key) -> str:
    pairs = sorted(zip(dimensions, key, strict=True), key=lambda pair: not _is_content(pair[0]))
    return "; ".join(clean_name(d.labels[code]) for d, code in pairs if not _is_sex(d))


def _unit(dimensions: Sequence[Dimension], key: Key) -> str:
    pairs = zip(dimensions, key, strict=True)
    return next((d.units.get(code, "") for d, code in pairs if _is_content(d)), "")


def _wanted(dimension: Dimension) -> list[str]:
    totals = [c for c in dimension.codes if pxweb.is_total(c, dimension.labels[c])]
    return totals if totals and _is_sex(dimension) else list(dimension.codes)


def _is_sex(dimension: Dimension) -> bool:
    return dimension.name.lower() in _SEX


def _is_content(dimension: Dimension) -> bool:
    return dimension.name.lower() == _CONTENT
