"""The example of the template Indikatorer: invented persons in kommuner that do not exist."""

from __future__ import annotations

import random

from regso.templates.indikatorer.fields import MOST
from regso.workbook.declared import Cells

_SEED, _PERSONS = 16, 1400
_AREAS = {
    "9901R001": 1, "9901R002": 4, "9901R003": 4, "9901R004": 5, "9901R005": 3, "9901R006": 2,
    "9901R007": 5, "9901R008": 4, "9901R009": 4, "9901R010": 4, "9901R011": 3, "9901R012": 4,
}  # fmt: skip
_AGES = ("16-24", "25-44", "45-64")
# How usual each indicator is in type 1, and in type 5.
_USUAL = ((0.48, 0.81), (0.24, 0.07), (0.13, 0.01), (0.55, 0.88), (0.11, 0.07), (0.14, 0.09))


def rows() -> list[Cells]:
    """Return the rows of Indata: a person each."""
    rng = random.Random(_SEED)  # noqa: S311 - a fixed sequence is the point
    found: list[Cells] = []
    for _ in range(_PERSONS):
        code, kind = rng.choice(list(_AREAS.items()))
        flags = [int(rng.random() < high + (low - high) * (kind - 1) / 4) for high, low in _USUAL]
        groups = rng.choice(("kvinnor", "män")), rng.choice(_AGES)
        found.append((code, *groups, None, *flags, *[None] * (MOST - len(flags))))
    found[7] = (None, *found[7][1:])  # one whose area is not known
    return found
