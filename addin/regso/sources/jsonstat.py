"""Read JSON-stat 2.0 datasets, as the Statistical Database of Statistics Sweden answers.

References
----------
JSON-stat 2.0, https://json-stat.org/full/ : ``category.index`` is an object or an array (or is
left out for a single category); ``value`` is an array, or an object that holds only the cells
with a value; ``status`` is an array, an object, or one text for all cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any, NamedTuple

from regso.errors import FileError
from regso.sources.content import DamagedError

MISSING_STATUS = frozenset({"..", "...", "."})

Observation = tuple[tuple[str, ...], float]


class Dimension(NamedTuple):
    """A dimension: its categories' codes in order, and the label of each code."""

    name: str
    codes: tuple[str, ...]
    labels: Mapping[str, str]


class Dataset(NamedTuple):
    """A JSON-stat dataset; `cells` gives its values."""

    file: str
    label: str
    table: str
    updated: str
    notes: tuple[str, ...]
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
        The object lacks a part, or has another number of values than its dimensions say.
    """
    try:
        dimensions = tuple(_dimension(name, data["dimension"][name]) for name in data["id"])
        extension = data.get("extension") or {}
        dataset = Dataset(
            file,
            str(data.get("label", "")),
            str(extension.get("px", {}).get("tableid", "")),
            str(data.get("updated", ""))[:10],
            tuple(str(note) for note in data.get("note", ())),
            dimensions,
            data["value"],
            data.get("status", {}),
        )
        sizes = [int(size) for size in data["size"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(file, f"delen {error} saknas eller har fel form") from error
    if sizes != [len(d.codes) for d in dimensions]:
        raise _damaged(file, "storleken stämmer inte med kategorierna")
    if isinstance(dataset.value, list) and len(dataset.value) != prod(sizes):
        raise _damaged(file, f"den har {len(dataset.value)} värden i stället för {prod(sizes)}")
    return dataset


def cells(dataset: Dataset) -> Iterator[Observation]:
    """Yield the category codes and the value of each cell that has a value.

    Raises
    ------
    FileError
        A value is not a number.
    """
    value, status = _getter(dataset.value), _getter(dataset.status)
    for i, key in enumerate(product(*(d.codes for d in dataset.dimensions))):
        found = value(i)
        if found is None or status(i) in MISSING_STATUS:
            continue
        if isinstance(found, bool) or not isinstance(found, (int, float)):
            raise _damaged(dataset.file, f"värdet {found!r} är inget tal")
        yield key, float(found)


def _dimension(name: str, data: Mapping[str, Any]) -> Dimension:
    category = data["category"]
    labels: Mapping[str, str] = category.get("label", {})
    index = category.get("index", list(labels))
    if isinstance(index, Mapping):
        index = sorted(index, key=index.__getitem__)
    codes = tuple(str(code) for code in index)
    return Dimension(name, codes, {code: str(labels.get(code, code)) for code in codes})


def _getter(values: object) -> Callable[[int], object]:
    """Return a function from a cell's number to what an array, object or single text holds."""
    if isinstance(values, Mapping):
        return lambda i: values.get(str(i))
    if isinstance(values, Sequence) and not isinstance(values, str):
        return lambda i: values[i] if i < len(values) else None
    return lambda _: values


def _damaged(file: str, what: str) -> FileError:
    return DamagedError(f"{file} är ett skadat json-stat-svar: {what}; hämta filen igen.")
