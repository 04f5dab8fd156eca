"""The colours: told apart by everyone, on paper too.

Lightness is L* of CIE 1976 and contrast the ratio of WCAG 2.2, both computed here from sRGB.
"""

from itertools import pairwise

import pytest

from regso.workbook import theme


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _lightness(colour):
    return 116 * _luminance(colour) ** (1 / 3) - 16


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_white_is_100_and_red_is_53():
    """L* of sRGB red is 53.24 (CIE 1976, D65)."""
    assert _lightness("#FFFFFF") == pytest.approx(100)
    assert _lightness("#FF0000") == pytest.approx(53.24, abs=0.01)


def test_the_types_get_lighter_in_even_steps_in_greyscale():
    steps = [b - a for a, b in pairwise(map(_lightness, theme.TYPE_COLOURS.values()))]
    assert list(theme.TYPE_COLOURS) == [1, 2, 3, 4, 5]
    assert min(steps) >= 10


def test_an_interval_in_black_shows_on_every_bar():
    assert min(_contrast(c, theme.BLACK) for c in theme.TYPE_COLOURS.values()) >= 3


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        (theme.INK, "#FFFFFF"),
        (theme.MUTED, "#FFFFFF"),
        (theme.MUTED, theme.BAND),
        ("#FFFFFF", theme.BRAND),
        (theme.INPUT_INK, theme.INPUT_FILL),
        (theme.GOOD_INK, theme.GOOD_FILL),
        (theme.WARN_INK, theme.WARN_FILL),
        (theme.BAD_INK, theme.BAD_FILL),
    ],
)
def test_text_is_read_against_its_ground(ink, paper):
    """WCAG 2.2, criterion 1.4.3: at least 4.5."""
    assert _contrast(ink, paper) >= 4.5
