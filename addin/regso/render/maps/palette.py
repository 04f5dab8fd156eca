"""The colours of classes: one hue from light to dark, even steps of lightness.

The lightness (L*) falls from 90 to 28, or to 20 from five classes on, by equal steps, so that the
order is the same on a greyscale print and with every colour deficiency. No class is white, which
is paper: hidden areas and areas without data.
"""

from __future__ import annotations

from regso.workbook import theme

COLOURS: dict[int, tuple[str, ...]] = {
    1: ("#6297B4",),
    2: ("#D6E5E9", "#174376"),
    3: ("#D6E5E9", "#5F95B3", "#174376"),
    4: ("#D6E5E9", "#82B0C3", "#3C79A2", "#174376"),
    5: ("#D6E5E9", "#8CB9C8", "#508AAD", "#285B8B", "#0A3060"),
    6: ("#D6E5E9", "#9BC2CE", "#699CB8", "#3B78A0", "#215284", "#0A3060"),
    7: ("#D6E5E9", "#A5C8D3", "#79A9BF", "#508AAD", "#336B97", "#1D4C7F", "#0A3060"),
}
PAPER = "#FFFFFF"
UNRELIABLE, HIDDEN, MISSING = "///", "xxxx", ""  # hatches
_DARK = 0.4  # of the way from black to white
_WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue (ITU-R BT.709)


def ink_on(colour: str) -> str:
    """Return the ink that is read on a colour."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return PAPER if sum(w * p for w, p in zip(_WEIGHTS, parts, strict=True)) < _DARK else theme.INK
