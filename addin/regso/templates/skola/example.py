"""The example of the template Skola och ojämlikhet: invented, and the same every time."""

from __future__ import annotations

import random

from regso.store import EXAMPLE, Reference
from regso.store.schema import TYPE
from regso.workbook.declared import Cells

YEAR, VINTAGE = 2022, 2020
_SEED = 28
_LEAST, _SPAN = 35, 60  # pupils in an area
_SIZE = {1: 1.0, 2: 1.0, 3: 0.5, 4: 1.0, 5: 1.5}
# Shares of the pupils by area type: eligible, parents with short education, with long education.
_ELIGIBLE = {1: 0.66, 2: 0.75, 3: 0.83, 4: 0.90, 5: 0.95}
_SHORT = {1: 0.34, 2: 0.24, 3: 0.13, 4: 0.07, 5: 0.03}
_LONG = {1: 0.22, 2: 0.31, 3: 0.45, 4: 0.56, 5: 0.72}
# In one kommun the group is so small that its measures must not be shown.
_FEW_IN, _FEW = "9903", {"9903R001": 2, "9903R002": 1}
# What real extracts hold: a code to repair, and a code that nobody knows with a small count.
_AS_TYPED = {"9902R004": "9902r004 "}
_UNMATCHED: Cells = ("9901R999", 16, 3, 5, 6)


def rows() -> list[Cells]:
    """Return code, pupils, eligible ones and the two groups, by area."""
    rng = random.Random(_SEED)  # noqa: S311 - a fixed sequence is the point
    reference = Reference(EXAMPLE)
    types = reference.values(TYPE, YEAR)
    found: list[Cells] = []
    for code in sorted(reference.areas(VINTAGE).regso):
        kind = int(types[code])
        pupils = round(_SIZE[kind] * (_LEAST + int(_SPAN * rng.random())))
        eligible, short, long = (
            round(pupils * shares[kind] * (0.95 + 0.1 * rng.random()))
            for shares in (_ELIGIBLE, _SHORT, _LONG)
        )
        group = _FEW.get(code, 0) if code.startswith(_FEW_IN) else short
        found.append((_AS_TYPED.get(code, code), pupils, min(eligible, pupils), group, long))
    return [*found, _UNMATCHED]
