"""Fictional events with coordinates in the example län, and police areas that cut across RegSO.

The events are more frequent per inhabitant where the challenges are greater, and among them are
what real extracts hold: points abroad and at sea, swapped axes, coordinates that are missing.
"""

from __future__ import annotations

import random
from itertools import repeat

from regso.functions import call
from regso.store import EXAMPLE, Reference, using
from regso.store.example_map import Square, map_2020
from regso.workbook.declared import Content

YEAR = 2022
KINDS = {"Stöld": 45, "Skadegörelse": 30, "Våld": 25, "Bedrägeri": 8}
NORTH_END, CENTRE = "Norra Påhitt (påhittat)", "Exempelby centrum (påhittat)"
# Police area, RegSO, share of the population of the RegSO that lives in the police area.
OVERLAP: tuple[tuple[Content, ...], ...] = (
    (NORTH_END, "9901R005", 0.85),
    (NORTH_END, "9901R006", 1.0),
    (CENTRE, "9902R004", 0.7),
    (CENTRE, "9902R005", 0.9),
    (CENTRE, "9902R006", 0.1),
)
_EVENTS = 290
_EAST, _NORTH, _SIZE = 700_000, 6_820_000, 1000  # of the grid of the example map, in metres
# Where the example lies: at sea, so that few events of one's own do.
NORTHINGS, EASTINGS = (_NORTH, 6_841_000), (_EAST, 712_000)
_NEAR = 200  # metres from the middle of a cell, whose corners are moved by less than 300
_FREQUENCY = {1: 2.2, 2: 1.7, 3: 1.2, 4: 0.8, 5: 0.5}
_UNPLACED: tuple[tuple[Content, ...], ...] = (
    (6653000, 262000, "Stöld", None),  # Norway
    (6653400, 262700, "Våld", None),
    (6840900, 705500, "Skadegörelse", None),  # the sea north of the län
    (703500, 6825500, "Stöld", None),  # swapped axes
    (None, None, "Våld", None),
    (6825500, None, "Skadegörelse", 2),
)


def events() -> list[tuple[Content, ...]]:
    """Return rows of n, o (SWEREF 99 TM), brottstyp and antal; the same every time."""
    rng = random.Random(2022)  # noqa: S311 - an example, no secret
    cells = map_2020()
    weights = _weights(sorted(cells.names))
    places = rng.choices(list(weights), list(weights.values()), k=_EVENTS)
    kinds = rng.choices(list(KINDS), list(KINDS.values()), k=_EVENTS)
    rows: list[tuple[Content, ...]] = [
        (*_point(rng, rng.choice(sorted(cells.cells_of(code)))), kind, _count(rng))
        for code, kind in zip(places, kinds, strict=True)
    ]
    for row in _UNPLACED:
        rows.insert(rng.randrange(len(rows)), row)
    return rows


def _weights(codes: list[str]) -> dict[str, float]:
    with using(Reference(EXAMPLE)):
        column = [[code] for code in codes]
        types = call("REGSO_TYP", [column, YEAR])
        people = call("REGSO_BEFOLKNING", [column, YEAR])
    return {
        code: _FREQUENCY[int(str(kind)[0])] * float(str(persons))
        for code, [kind], [persons] in zip(codes, types, people, strict=True)
    }


def _point(rng: random.Random, cell: Square) -> tuple[int, int]:
    x, y = cell
    north, east = (rng.randint(-_NEAR, _NEAR) + _SIZE // 2 for _ in repeat(None, 2))
    return _NORTH + _SIZE * y + north, _EAST + _SIZE * x + east


def _count(rng: random.Random) -> int | None:
    """Return how many events a row stands for; an empty cell is one."""
    return 2 if rng.random() < 0.05 else None  # noqa: PLR2004 - one row in twenty
