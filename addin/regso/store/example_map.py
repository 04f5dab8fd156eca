"""The map of the fictional Exempellän: its kommuner, RegSO and DeSO in both vintages.

The län is a grid of 12 x 20 cells in the open Gulf of Bothnia, where nobody lives. A RegSO is a
block of 3 x 2 cells, a DeSO some cells of a block, and the corners of the grid are moved a
little, the same for all cells that meet there, so that areas tile without looking ruled.
Vintage 2025 is vintage 2020 with one change of each kind that Statistics Sweden made.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from regso.store.schema import Change

LAN, LAN_NAME = "99", "Exempellän"
KOMMUNER = {"9901": "Påhittstad", "9902": "Exempelby", "9903": "Låtsaslunda", "9904": "Provköping"}

Square = tuple[int, int]

_WIDTH, _HEIGHT, _SIZE = 12, 20, 1000  # cells, cells, metres
_EAST, _NORTH = 700_000, 6_820_000  # SWEREF 99 TM, at sea
_JITTER = 0.25  # of a cell; below half, or cells could cross

# Where in the grid a kommun starts, and its RegSO two abreast from R001 in the south-west:
# category of the DeSO, number of DeSO, name.
_LAYOUT = {
    "9901": (
        0,
        0,
        """
        C 3 Påhittstad fantasiparken
        C 2 Påhittstad drakvallen
        C 3 Påhittstad enhörningshagen
        C 3 Påhittstad molnslottet
        C 4 Påhittstad trollformeln
        C 3 Påhittstad sjumilastöveln
        C 3 Sagobacken
        C 2 Påhittstad önskebrunnen
        B 3 Påhittstad luftslottet
        B 2 Påhittstad regnbågsslutet
        A 2 Påhittstad omland västra
        A 2 Påhittstad omland östra""",
    ),
    "9902": (
        6,
        0,
        """
        C 3 Exempelby stickprovet
        C 2 Exempelby medelvärdet
        C 3 Exempelby medianen
        C 3 Exempelby kvartilen
        C 3 Exempelby nämnaren
        C 2 Exempelby täljaren
        C 3 Sagobacken
        B 2 Exempelby urvalet
        A 2 Exempelby omland-fotnoten
        A 2 Exempelby omland""",
    ),
    "9903": (
        0,
        12,
        """
        C 3 Låtsaslunda kulissen
        C 2 Låtsaslunda ridån
        C 2 Låtsaslunda rekvisitan
        C 3 Låtsaslunda sufflören
        C 2 Låtsaslunda maskeraden
        B 2 Låtsaslunda generalrepetitionen
        A 2 Låtsaslunda omland västra
        A 2 Låtsaslunda omland östra""",
    ),
    "9904": (
        6,
        10,
        """
        C 3 Provköping provrummet
        C 3 Provköping provköket
        C 1 Provköping engångsbygget
        C 4 Provköping provpallen
        C 3 Provköping provbänken
        C 3 Provköping provflaskan
        C 2 Provköping provsmaken
        B 2 Provköping provkartan
        A 2 Provköping omland inre
        A 2 Provköping omland yttre""",
    ),
}
# Which DeSO of its RegSO each cell of a block is: the three southern cells, then the northern.
_PATTERN = {1: "000000", 2: "001001", 3: "012012", 4: "012312"}
_FIRST_NUMBER = {"A": 0, "B": 2000, "C": 1000}

_DATE = "2025-01-01"
_EXTENDED, _RENAMED, _ENDED = "Utvidgas", "Namnändrad (ej kodändrad)", "Upphör; till befintlig"
_REDUCED = "Minskas och ger del till befintlig eller nybildad"
_GIVES, _GIVES_NEW = "Ger del/delar till befintlig", "Ger del till nybildad"

SPLIT_IN = "9901R002"  # its first DeSO becomes two
MOVED_FROM, MOVED_TO = "9902R003", "9902R004"  # the last DeSO moves to the neighbour
RENAMED, NEW_NAME = "9903R004", "Låtsaslunda sufflösen"
ENDED, HEIRS = "9904R003", ("9904R001", "9904R005")  # the neighbours south and north take over
ARISEN, ARISEN_NAME = "9902R011", "Exempelby nybygget"
GIVERS = ("9902R005", "9902R006", "9902R007", "9902R008")  # one cell each, where they meet
_ARISEN_DESO, _ARISEN_CORNER = "9902C1200", (9, 6)


@dataclass(frozen=True)
class Map:
    """One vintage: names of the RegSO, RegSO of each DeSO, DeSO of each cell."""

    vintage: int
    names: dict[str, str]
    parents: dict[str, str]
    cells: dict[Square, str]

    def cells_of(self, code: str) -> set[Square]:
        """Return the cells of a RegSO or DeSO."""
        return {c for c, deso in self.cells.items() if code in (deso, self.parents[deso])}

    def desos_of(self, regso: str) -> list[str]:
        """Return the DeSO codes of a RegSO, sorted."""
        return sorted(deso for deso, parent in self.parents.items() if parent == regso)


def map_2020() -> Map:
    """Return the map of RegSO 2020 and DeSO 2018."""
    found = Map(2020, {}, {}, {})
    for kommun, (left, bottom, lines) in _LAYOUT.items():
        numbers: Counter[str] = Counter()
        for i, line in enumerate(lines.strip().splitlines()):
            category, count, name = line.split(maxsplit=2)
            regso = f"{kommun}R{i + 1:03}"
            found.names[regso] = name
            desos = []
            for _ in range(int(count)):
                numbers[category] += 10
                desos.append(f"{kommun}{category}{_FIRST_NUMBER[category] + numbers[category]:04}")
            found.parents.update(dict.fromkeys(desos, regso))
            x, y = left + 3 * (i % 2), bottom + 2 * (i // 2)
            for j, part in enumerate(_PATTERN[int(count)]):
                found.cells[x + j % 3, y + j // 3] = desos[int(part)]
    return found


def map_2025(old: Map) -> Map:
    """Return the map of RegSO 2025 and DeSO 2025: one change of each kind."""
    new = replace(
        old,
        vintage=2025,
        names=dict(old.names),
        parents=dict(old.parents),
        cells=dict(old.cells),
    )
    _split(new, old.desos_of(SPLIT_IN)[0])
    new.parents[old.desos_of(MOVED_FROM)[-1]] = MOVED_TO
    new.names[RENAMED] = NEW_NAME
    _end(new)
    _arise(new)
    return new


def _split(new: Map, deso: str) -> None:
    left = min(x for x, _ in new.cells_of(deso))
    for x, y in sorted(new.cells_of(deso)):
        half = deso[:-1] + ("1" if x == left else "2")
        new.cells[x, y] = half
        new.parents[half] = new.parents[deso]
    del new.parents[deso]


def _end(new: Map) -> None:
    ended = new.cells_of(ENDED)
    bottom = min(y for _, y in ended)
    for x, y in ended:
        new.cells[x, y] = new.cells[x, bottom - 1 if y == bottom else bottom + 2]
    for deso in new.desos_of(ENDED):
        del new.parents[deso]
    del new.names[ENDED]


def _arise(new: Map) -> None:
    x, y = _ARISEN_CORNER
    new.names[ARISEN] = ARISEN_NAME
    new.parents[_ARISEN_DESO] = ARISEN
    new.cells.update(dict.fromkeys([(x - 1, y - 1), (x, y - 1), (x - 1, y), (x, y)], _ARISEN_DESO))


def changes(old: Map) -> list[Change]:
    """Return the changes between the vintages, in Statistics Sweden's words."""

    def row(code_from: str, code_to: str, kind: str, *names: str) -> Change:
        return Change(code_from, code_to, kind, _DATE, *(names or ("", "")))

    return [
        row(MOVED_FROM, MOVED_FROM, _REDUCED),
        row(MOVED_FROM, MOVED_TO, _GIVES),
        row(MOVED_TO, MOVED_TO, _EXTENDED),
        row(RENAMED, RENAMED, _RENAMED, old.names[RENAMED], NEW_NAME),
        *(row(ENDED, heir, _ENDED) for heir in HEIRS),
        *(row(heir, heir, _EXTENDED) for heir in HEIRS),
        *(row(giver, giver, _REDUCED) for giver in GIVERS),
        *(row(giver, ARISEN, _GIVES_NEW) for giver in GIVERS),
    ]


def corners(rng: random.Random) -> dict[Square, tuple[int, int]]:
    """Return the corners of the grid with their coordinates (E, N; whole metres)."""

    def place(start: int, steps: int) -> int:
        return start + int(_SIZE * (steps + _JITTER * (2 * rng.random() - 1)))

    return {
        (x, y): (place(_EAST, x), place(_NORTH, y))
        for x in range(_WIDTH + 1)
        for y in range(_HEIGHT + 1)
    }


def outline(cells: Collection[Square]) -> list[Square]:
    """Return the closed ring of corners around cells that hang together, counter-clockwise."""
    sides: set[tuple[Square, Square]] = set()
    for x, y in cells:
        ring = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
        sides.update(pairwise(ring))
    # A side that two cells share is there in both directions and is no border.
    border = {a: b for a, b in sides if (b, a) not in sides}
    start = min(border)
    path = [start, border[start]]
    while path[-1] != start:
        path.append(border[path[-1]])
    return path
