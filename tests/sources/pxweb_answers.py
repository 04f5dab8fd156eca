"""Answers as the Statistical Database writes them."""

import json


def dataset(dimensions, value, label="Socioekonomiskt index efter region och år", **more):
    """Return a json-stat2 answer as text; `dimensions` maps id to its labels by code."""
    return json.dumps(
        {
            "version": "2.0",
            "class": "dataset",
            "label": label,
            "updated": "2026-06-23T06:00:00Z",
            "extension": {"px": {"tableid": "TAB1"}},
            "id": list(dimensions),
            "size": [len(labels) for labels in dimensions.values()],
            "dimension": {
                name: {"category": {"index": list(labels), "label": labels}}
                for name, labels in dimensions.items()
            },
            "value": value,
            **more,
        }
    )


def same(*names):
    return {name: name for name in names}


TYPES = {"000008IU": "Områdestyp"}
INDEX = {"000008IT": "Socioekonomiskt index"}
PERSONS = {"000007Y7": "Antal"}
BOTH = same("9901R001", "9901R001_RegSO2025")
POPULATION = "Folkmängden per region efter region, ålder, kön och år"
