"""Which coordinate system the columns n and o of Indata are of, by where their medians lie.

A number alone tells its system, because the bounds of Sweden overlap in no two of them; the
median is the same whatever a few wrong rows hold.
"""

from __future__ import annotations

from regso.workbook.checks.check import Check

# South, north, west and east of Sweden, as in `core.places.projection`; a test compares.
BOUNDS = {
    "SWEREF99TM": (6_100_000, 7_720_000, 230_000, 950_000),
    "WGS84": (55, 69.5, 10, 25),
    "RT90": (6_100_000, 7_720_000, 1_170_000, 1_930_000),
}
_SWAPPED, _NONE = "omkastade", "inget"
_NORTH, _EAST = "MEDIAN(Indata[n])", "MEDIAN(Indata[o])"


def _lies(north: str, east: str, bounds: tuple[float, float, float, float]) -> str:
    south, top, west, right = bounds
    return f"AND({north}>={south},{north}<={top},{east}>={west},{east}<={right})"


def _system() -> str:
    """Return the formula of the system that the numbers fit."""
    either = ",".join(_lies(_EAST, _NORTH, bounds) for bounds in BOUNDS.values())
    formula = f'IF(OR({either}),"{_SWAPPED}","{_NONE}")'
    for name, bounds in BOUNDS.items():
        formula = f'IF({_lies(_NORTH, _EAST, bounds)},"{name}",{formula})'
    return formula


SYSTEM = Check(
    "Koordinaternas system",
    _system(),
    'IF({value}=system,"OK: koordinaterna hör till det valda systemet.",'
    f'IF({{value}}="{_SWAPPED}","Fel: n och o är omkastade. Norrvärdet (latituden) ska stå i '
    f'kolumnen n.",IF({{value}}="{_NONE}","Fel: koordinaterna ligger inte i Sverige i något av '
    'systemen. Kontrollera kolumnerna n och o.","Fel: koordinaterna är "&{value}&" men det valda '
    'systemet är "&system&". Byt Koordinatsystem till "&{value}&".")))',
    "Fel: kolumnerna n och o har inga tal, eller felvärden. Rätta i Indata.",
)
