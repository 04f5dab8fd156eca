"""Other forms of the Statistical Database's answers, as the JSON-stat 2.0 that readers take.

- PxWeb's own JSON (``{"columns": …, "data": …}``)
- JSON-stat 1 (``{"dataset": …}``)
- PC-Axis (see `regso.incoming.px`)
- tables of observations, from which a sheet or a CSV was read (see `regso.sources.crosstab`)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Final

from regso.errors import FileError
from regso.incoming.jsonfiles import json_object
from regso.incoming.px import PxTable
from regso.incoming.texts import printable

CONTENT: Final = "ContentsCode"
_KINDS = {"t": "tid", "c": CONTENT}
_SIGN = ("..", "...", ".", "-")

JsonStat = Mapping[str, object]


def upgraded(data: JsonStat) -> JsonStat:
    """Return a JSON object as JSON-stat 2.0 if it is an older form of it; else as it is."""
    if isinstance(data.get("dataset"), Mapping):
        return _of_first(json_object(data["dataset"]))
    if isinstance(data.get("columns"), list) and isinstance(data.get("data"), list):
        return _of_own(data) or data
    return data


def of_px(table: PxTable) -> JsonStat:
    """Return a PC-Axis file as JSON-stat 2.0."""
    names = [CONTENT if v.name == table.content else v.name for v in table.variables]
    return {
        "class": "dataset",
        "label": table.title,
        "extension": {"px": {"tableid": table.table}},
        "updated": f"{table.updated[:4]}-{table.updated[4:6]}-{table.updated[6:8]}".strip("-"),
        "note": list(table.notes),
        "id": names,
        "size": [len(variable.codes) for variable in table.variables],
        "dimension": {
            name: _dimension(dict(zip(v.codes, v.labels, strict=True)))
            for name, v in zip(names, table.variables, strict=True)
        },
        "value": [None if value in _SIGN else float(value) for value in table.values],
    }


def of_observations(
    label: str, names: Sequence[str], observed: Iterable[tuple[Sequence[str], str]]
) -> JsonStat:
    """Return observations as JSON-stat 2.0: the category of each dimension, and the value as text.

    A category is its own label. What is no number is no value.

    Raises
    ------
    FileError
        Two observations of the same say different things.
    """
    values: dict[tuple[str, ...], float] = {}
    seen: list[dict[str, str]] = [{} for _ in names]
    for key, text in observed:
        for categories, category in zip(seen, key, strict=True):
            categories.setdefault(category, category)
        number = _number(text)
        if number is not None and values.setdefault(tuple(key), number) != number:
            raise FileError(
                f"{printable(label)}: två olika värden står för {printable(', '.join(key))}; ta "
                "bort den felaktiga raden, eller hämta tabellen igen.",
            )
    places = [{category: i for i, category in enumerate(categories)} for categories in seen]
    steps = [prod(len(later) for later in seen[i + 1 :]) for i in range(len(seen))]
    return {
        "class": "dataset",
        "label": label,
        "id": list(names),
        "size": [len(categories) for categories in seen],
        "dimension": {n: _dimension(c) for n, c in zip(names, seen, strict=True)},
        "value": {
            str(sum(p[c] * step for p, c, step in zip(places, key, steps, strict=True))): value
            for key, value in values.items()
        },
    }


def _dimension(labels: Mapping[str, str]) -> JsonStat:
    return {"category": {"index": list(labels), "label": dict(labels)}}


def _of_first(dataset: JsonStat) -> JsonStat:
    """Return JSON-stat 1 as 2.0: ids and sizes stand among the dimensions there."""
    dimensions = json_object(dataset.get("dimension"))
    names, sizes = dimensions.get("id"), dimensions.get("size")
    own = {name: d for name, d in dimensions.items() if name not in {"id", "size", "role"}}
    return {**dataset, "class": "dataset", "id": names, "size": sizes, "dimension": own}


def _of_own(data: JsonStat) -> JsonStat | None:
    """Return PxWeb's own JSON as JSON-stat 2.0; None if it is something else."""
    columns = [json_object(column) for column in _listed(data.get("columns"))]
    keys = [column for column in columns if column.get("type") != "c"]
    contents = [column for column in columns if column.get("type") == "c"]
    names = [_KINDS.get(str(c.get("type")), str(c.get("code"))) for c in keys]
    if not keys or not contents or "tid" not in names:
        return None
    texts = {str(c.get("code")): str(c.get("text")) for c in contents}
    made = of_observations(
        " ".join(texts.values()),
        [*names, CONTENT],
        (
            ([*map(str, _listed(row.get("key"))), code], str(value))
            for row in map(json_object, _listed(data.get("data")))
            for code, value in zip(texts, _listed(row.get("values")), strict=True)
        ),
    )
    dimensions = dict(json_object(made["dimension"]))
    dimensions[CONTENT] = _dimension(texts)
    return {**made, "dimension": dimensions}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _number(text: str) -> float | None:
    plain = text.strip()
    if not plain or plain in _SIGN:
        return None
    try:
        return float(plain)
    except ValueError:
        return None
