"""Which parts of a map are drawn once more, larger, and where on the picture.

A kommun gets an inset when half of its RegSO would be smaller than 10 pixels in one direction; on a
map of kommuner a län does, in the same way. At most three do, those with the most areas.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import Final

from regso.core.areas import codes
from regso.render.maps.canvas import MAP
from regso.workbook.mapplace import HEIGHT, WIDTH

Box = tuple[float, float, float, float]
MOST: Final = 3
_SMALL = 10  # pixels
_WIDEST = 0.5  # of the picture, for the map itself
_GAP = 0.01
_ROWS = 2  # of insets, at least: one alone is no higher than one of two


def chosen(boxes: Mapping[str, Box]) -> list[str]:
    """Return the kommuner or län that get an inset, those with the most areas first.

    Parameters
    ----------
    boxes : mapping of code of RegSO or kommun to west, south, east and north, in metres
    """
    if len({_part_of(code) for code in boxes}) <= 1:
        return []
    west, south, east, north = _around(boxes)
    metres = max((east - west) / (MAP[2] * WIDTH), (north - south) / HEIGHT)  # in a pixel
    sides: dict[str, list[float]] = {}
    for code, (left, bottom, right, top) in boxes.items():
        sides.setdefault(_part_of(code), []).append(min(right - left, top - bottom) / metres)
    small = [part for part, found in sides.items() if median(found) < _SMALL]
    return sorted(small, key=lambda part: (-len(sides[part]), part))[:MOST]


def frames(aspect: float, number: int) -> tuple[Box, list[Box]]:
    """Return where the map and its insets stand: left, bottom, width, height, of the picture.

    Parameters
    ----------
    aspect : float
        How wide the map is, of its height.
    number : int
        How many insets there are.
    """
    if not number:
        return MAP, []
    wide = min(_WIDEST, aspect * HEIGHT / WIDTH + _GAP)
    left, high = wide + _GAP, 1 / max(number, _ROWS)
    width = MAP[2] - left - _GAP
    return (0.0, 0.0, wide, 1.0), [
        (left, 1 - (i + 1) * high + _GAP, width, high - 2 * _GAP) for i in range(number)
    ]


def _part_of(code: str) -> str:
    """Return the code of what gets the inset: the kommun of a RegSO, the län of a kommun."""
    return code[:4] if codes.level(code) == codes.REGSO else code[:2]


def _around(boxes: Mapping[str, Box]) -> Box:
    west, south, east, north = zip(*boxes.values(), strict=True)
    return min(west), min(south), max(east), max(north)
