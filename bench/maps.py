"""The map of riket by RegSO: 3,363 invented areas, from nothing read to PNG and SVG.

The country is a grid as long as Sweden; areas that meet share their corners, 160 around each area.
Nothing in it is real.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from measure import VALUE, Result
from regso.functions.question.areashares import Shown
from regso.render.maps.canvas import picture
from regso.render.maps.choropleth import drawn
from regso.render.maps.own import Asked, own_view
from regso.store import EXAMPLE, Reference, using

WIDE, HIGH, AREAS = 38, 90, 3363
LIMIT_SECONDS, ROUNDS, YEAR = 10, 2, 2022
_EAST, _NORTH, _CELL = 290_000, 6_150_000, 15_500  # metres
_EMPTIED = "DELETE FROM area; DELETE FROM statistic; DELETE FROM population; DELETE FROM boundary;"
_CORNERS = 40  # on each side of an area


def run(*, quick: bool) -> Iterator[Result]:
    """Time the map with shares alone, and with types: the faster of two rounds."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "regso.sqlite"
        columns = generated(path)
        for what, has_types in (("shares", False), ("shares and types", True)):
            rounds = 1 if quick else ROUNDS
            best = min(_seconds(path, columns, has_types=has_types) for _ in range(rounds))
            yield Result("maps", f"riket, {AREAS:,} RegSO, {what}", "invented", "s", best,
                         judged=VALUE, limit=LIMIT_SECONDS)  # fmt: skip


def _seconds(
    path: Path, columns: tuple[list[str], list[float], list[float]], *, has_types: bool
) -> float:
    begun = perf_counter()
    with using(Reference(path)):
        asked = Asked(area=None, year=YEAR, columns=columns, heading="Andel", level="RegSO",
                      how="kvantiler", number=5, shown=Shown(5), has_types=has_types)  # fmt: skip
        shown = own_view(asked)
        made = picture(drawn(shown), "")
    if len(shown.areas) != AREAS or not made.svg:
        raise AssertionError("the map lacks areas")
    return perf_counter() - begun


def generated(path: Path) -> tuple[list[str], list[float], list[float]]:
    """Write a store of an invented country, and return the columns of a register over it."""
    chance = random.Random(1)  # noqa: S311 - the same country every time
    shutil.copy(EXAMPLE, path)
    cells = [(x, y) for y in range(HIGH) for x in range(WIDE)][:AREAS]
    codes = _codes(cells)
    with sqlite3.connect(path) as db:
        source = db.execute("SELECT min(id) FROM source").fetchone()[0]
        db.executescript(_EMPTIED)
        larger = {code[:2] for code in codes} | {code[:4] for code in codes}
        places = [(0, code, f"Plats {code}", code[:2] if len(code) > 2 else "", source)  # noqa: PLR2004
                  for code in sorted(larger)]  # fmt: skip
        places += [(2020, code, f"Område {code}", code[:4], source) for code in codes]
        db.executemany("INSERT INTO area VALUES (?, ?, ?, ?, ?)", places)
        db.executemany(
            "INSERT INTO statistic VALUES ('typ', ?, ?, ?, ?)",
            [(YEAR, code, chance.choice((1, 2, 3, 3, 4, 4, 4, 4, 5)), source) for code in codes],
        )
        corners = _Corners(chance)
        db.executemany(
            "INSERT INTO boundary VALUES (2020, ?, 'SWEREF99TM', ?, ?, 0)",
            [(c, corners.area(*cell), source) for c, cell in zip(codes, cells, strict=True)],
        )
    db.close()
    persons = [float(chance.randint(60, 3000)) for _ in codes]
    return codes, [float(chance.randint(0, int(n) // 5)) for n in persons], persons


def _codes(cells: list[tuple[int, int]]) -> list[str]:
    """Return the codes of the areas: blocks of the grid are kommuner, and rows of those are län."""
    members: dict[tuple[int, int], int] = {}
    kommuner: dict[tuple[int, int], str] = {}
    found = []
    for x, y in cells:
        block = x // 4, y // 3
        if block not in kommuner:
            lan = 1 + y * 21 // HIGH
            kommuner[block] = (
                f"{lan:02}{sum(k[:2] == f'{lan:02}' for k in kommuner.values()) + 1:02}"
            )
        members[block] = members.get(block, 0) + 1
        found.append(f"{kommuner[block]}R{members[block]:03}")
    return found


class _Corners:
    """The corners of the grid and of the sides between them, each moved a little, once."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._moved: dict[tuple[float, float], tuple[float, float]] = {}

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the grid lies."""
        key = round(x, 4), round(y, 4)
        if key not in self._moved:
            far = 0.3 / _CORNERS
            east, north = (each + self._chance.uniform(-far, far) for each in key)
            self._moved[key] = _EAST + east * _CELL, _NORTH + north * _CELL
        return self._moved[key]

    def area(self, x: int, y: int) -> str:
        """Return an area of the grid as GeoJSON."""
        steps = [i / _CORNERS for i in range(_CORNERS)]
        ring = [self._at(x + s, y) for s in steps] + [self._at(x + 1, y + s) for s in steps]
        ring += [self._at(x + 1 - s, y + 1) for s in steps] + [
            self._at(x, y + 1 - s) for s in steps
        ]
        return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
