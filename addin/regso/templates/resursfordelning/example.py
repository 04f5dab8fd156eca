"""The units of the template Resursfördelning as it is built: invented schools in Exempellän."""

from __future__ import annotations

import random

from regso.core.areas.areas import vintage_of
from regso.store import EXAMPLE, Reference
from regso.store.schema import INDEX
from regso.workbook.declared import Content

_YEAR, _SEED = 2022, 45
_EVERY = 4  # of so many areas, one has a second school
# The schools' own index is around 100 and follows the area's only roughly.
_LEVEL, _SLOPE, _NOISE = 75.0, 4.0, 8.0


def example_rows() -> list[list[Content]]:
    """Return name, code, pupils and own index of each school, with what real lists hold."""
    rng = random.Random(_SEED)  # noqa: S311 - an example, not a secret
    reference = Reference(EXAMPLE)
    names = reference.areas(vintage_of(_YEAR)).names
    rows: list[list[Content]] = []
    for i, (code, index) in enumerate(sorted(reference.values(INDEX, _YEAR).items())):
        for kind in ("Skolan", "Friskolan")[: 1 + (i % _EVERY == 0)]:
            own = max(20.0, _LEVEL + _SLOPE * index + rng.gauss(0, _NOISE))
            pupils = rng.randint(60, 640) // (1 if kind == "Skolan" else 3)
            rows.append([f"{kind} i {names[code]}", code, float(pupils), float(round(own))])
    rows[3][1] = f" {str(rows[3][1]).lower()}"  # written carelessly, yet understood
    rows += [
        ["Distansskolan", None, 212.0, 104.0],
        ["Skolan med gammal kod", "9901R999", 96.0, 118.0],
        ["Skolan under uppbyggnad", rows[8][1], 0.0, 100.0],
    ]
    return rows
