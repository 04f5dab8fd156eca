"""Read JSON-stat 2.0 datasets, as the Statistical Database of Statistics Sweden answers.

References
----------
JSON-stat 2.0, https://json-stat.org/full/ : ``category.index`` is an object or an array (or is
left out for a single category); ``value`` is an array, or an object that holds only the cells
with a value; ``status`` is an array, an object, or one text for all cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from types import MappingProxyType
from typing import Any, NamedTuple, TypeGuard

from regso.errors import FileError
from regso.incoming.texts import printable
from regso.sources.content import DamagedError

MISSING_STATUS = frozenset({"..", "...", "."})
_LARGEST = 1e15  # beyond it a number is no count, and none that is exact
_SHOWN = 40
_CELL = re.compile(r"0|[1-9][0-9]{0,14}")

Observation = tuple[tuple[str, ...], float]


class Dimension(NamedTuple):
    """A dimension: its categories' codes in order, and the label, and maybe the unit, of each."""

    name: str
    codes: tuple[str, ...]
    labels: Mapping[str, str]
    units: Mapping[str, str] = MappingProxyType({})


class Dataset(NamedTuple):
    """A JSON-stat dataset; `cells` gives its values. `mandatory` notes must be shown in whole."""

    file: str
    label: str
    table: str
    updated: str
    notes: tuple[str, ...]
    mandatory: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    value: object
    status: object

    def position(self, *names: str) -> int | None:
        """Return the position of the first dimension with one of these (lower-case) names."""
        for i, dimension in enumerate(self.dimensions):
            if dimension.name.lower() in names:
                return i
        return None


def is_dataset(data: Mapping[str, object]) -> bool:
    """Tell whether a JSON object is a JSON-stat dataset with values (metadata have none)."""
    return data.get("class") == "dataset" and bool(data.get("value"))


def dataset_of(data: Mapping[str, Any], file: str) -> Dataset:
    """Return the dataset in a JSON object.

    Raises
    ------
    FileError
        The object lacks a part, has another number of values than its dimensions say, or two
        categories in one place.
    """
    try:
        names = [str(name) for name in data["id"]]
        dimensions = tuple(_dimension(name, data["dimension"][name], file) for name in names)
        extension = data.get("extension") or {}
        notes = tuple(str(note) for note in data.get("note", ()))
        must = extension.get("noteMandatory") or {}
        dataset = Dataset(
            file,
            printable(str(data.get("label", ""))),
            printable(str(extension.get("px", {}).get("tableid", ""))),
            printable(str(data.get("updated", "")))[:10],
            notes,
            tuple(n for i, n in enumerate(notes) if must.get(str(i))),
            dimensions,
            data["value"],
            data.get("status", {}),
        )
        sizes = list(data["size"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = printable(str(error))[:_SHOWN]
        raise _damaged(file, f"delen {what} saknas eller har fel form") from error
    if sizes != [len(d.codes) for d in dimensions] or len({*names}) != len(names):
        raise _damaged(file, "storleken stämmer inte med kategorierna")
    _check_cells(dataset.value, prod(sizes), "värden", file)
    if not isinstance(dataset.status, str):
        _check_cells(dataset.status, prod(sizes), "tecken", file)
    return dataset


def cells(dataset: Dataset) -> Iterator[Observation]:
    """Yield the category codes and the value of each cell that has a value.

    Raises
    ------
    FileError
        A value is not a number, or larger than numbers are exact.
    """
    for i, key, found in _numbered(dataset):
        if found is None or (dataset.status and _status(dataset, i) in MISSING_STATUS):
            continue
        if isinstance(found, bool) or not isinstance(found, (int, float)):
            raise _damaged(dataset.file, f"värdet {_shown(found)} ({_place(key)}) är inget tal")
        if not -_LARGEST < found < _LARGEST:
            raise _damaged(dataset.file, f"värdet {_shown(found)} ({_place(key)}) är för stort")
        yield key, float(found)


def _dimension(name: str, data: Mapping[str, Any], file: str) -> Dimension:
    category = data["category"]
    labels: Mapping[str, str] = category.get("label", {})
    index = category.get("index", list(labels))
    if isinstance(index, Mapping):
        if any(type(at) is not int for at in index.values()) or {*index.values()} != {
            *range(len(index))
        }:
            raise _damaged(file, f"kategorierna i {_shown(name)} står inte var för sig från 0")
        index = sorted(index, key=index.__getitem__)
    codes = tuple(str(code) for code in index)
    if len({*codes}) != len(codes):
        raise _damaged(file, f"en kategori i {_shown(name)} står två gånger")
    named = {code: printable(str(labels.get(code, code))) for code in codes}
    return Dimension(name, codes, named, _units(category.get("unit")))


def _units(units: object) -> Mapping[str, str]:
    """Return what the values of the categories are counted in, where they say it."""
    if not isinstance(units, Mapping):
        return {}
    stated = ((str(code), unit.get("base")) for code, unit in units.items() if _is_object(unit))
    return {code: printable(base) for code, base in stated if isinstance(base, str)}


def _is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, Mapping)


def _check_cells(values: object, size: int, what: str, file: str) -> None:
    """Refuse what is not one per cell, or an object by the numbers of cells."""
    if isinstance(values, Mapping):
        other = next((k for k in values if not _CELL.fullmatch(k) or int(k) >= size), None)
        if other is not None:
            raise _damaged(file, f"{what} har en cell {_shown(other)}, som inte finns")
    elif not isinstance(values, list):
        raise _damaged(file, f"{what} är varken en lista eller ett objekt")
    elif len(values) != size:
        raise _damaged(file, f"den har {len(values)} {what} i stället för {size}")


def _numbered(dataset: Dataset) -> Iterator[tuple[int, tuple[str, ...], object]]:
    """Yield number, categories and content of each cell that the file has."""
    codes, values = [dimension.codes for dimension in dataset.dimensions], dataset.value
    if isinstance(values, Mapping):
        for i, found in values.items():
            yield int(i), _key(codes, int(i)), found
    elif isinstance(values, list):
        for i, (key, found) in enumerate(zip(product(*codes), values, strict=True)):
            yield i, key, found


def _status(dataset: Dataset, i: int) -> str | None:
    """Return the sign of a cell, from an array, an object, or one for all."""
    status = dataset.status
    if isinstance(status, Mapping):
        status = status.get(str(i))
    elif isinstance(status, list):
        status = status[i]
    if status is None or isinstance(status, str):
        return status
    raise _damaged(dataset.file, f"tecknet {_shown(status)} för cell {i} är ingen text")


def _key(codes: Sequence[Sequence[str]], i: int) -> tuple[str, ...]:
    """Return the categories of a cell; the last dimension varies fastest."""
    key = []
    for names in reversed(codes):
        i, at = divmod(i, len(names))
        key.append(names[at])
    return tuple(reversed(key))


def _place(key: Sequence[str]) -> str:
    return ", ".join(map(_shown, key))


def _shown(value: object) -> str:
    text = printable(str(value))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _damaged(file: str, what: str) -> FileError:
    return DamagedError(f"{file} är ett skadat json-stat-svar: {what}; hämta filen igen.")
