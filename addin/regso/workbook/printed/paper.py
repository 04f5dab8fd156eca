"""A sheet on paper: how much it is shrunk, and where a new page begins.

Excel takes no notice of page breaks where a sheet is shrunk to a number of pages, so a sheet of
several pages is given its scale: that at which its columns are as wide as the paper. It begins a
new page only where it may, in such places that the longest page is as short as possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import floor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regso.workbook.book import Sheet

PAPER: Final = (595.0, 842.0)  # A4 that stands, in points
SIDES, TOP, BOTTOM = 0.5, 0.55, 0.65  # margins, in inches
_POINTS = 72
_PIXEL = 0.793  # points in LibreOffice, which makes columns 6 % wider than Excel does
_ROW = 15.0  # points of a row whose height is not set
_FULL = 100  # percent
_MOST = 4  # pages


def room(*, landscape: bool) -> tuple[float, float]:
    """Return the width and the height between the margins, in points."""
    width, height = sorted(PAPER, reverse=landscape)
    return width - 2 * SIDES * _POINTS, height - (TOP + BOTTOM) * _POINTS


def points_wide(widths: Sequence[float]) -> float:
    """Return the width of columns in points, where they are widest, from that in characters."""
    return sum(_PIXEL * (int(7 * width + 0.5) + 5) for width in widths)


def height(sheet: Sheet, first: int, last: int) -> float:
    """Return the height of rows in points, the last one with them."""
    return sum(sheet.tall.get(row, _ROW) for row in range(first, last + 1))


def fits(sheet: Sheet, columns: int, first: int, last: int) -> bool:
    """Tell whether rows have room on one page at the scale of their columns, from A on."""
    return height(sheet, first, last) <= _high(sheet, columns)


def percent(sheet: Sheet, columns: int) -> int:
    """Return how much a sheet is shrunk for its columns from A on to be as wide as the paper."""
    wide, _ = room(landscape=sheet.landscape)
    return min(_FULL, floor(_FULL * wide / points_wide(sheet.widths[:columns])))


def _high(sheet: Sheet, columns: int) -> float:
    """Return the height of a page, in points of the sheet before it is shrunk."""
    return room(landscape=sheet.landscape)[1] * _FULL / percent(sheet, columns)


def spread(sheet: Sheet, columns: int, last: int, breaks: Sequence[int]) -> None:
    """Print columns from A on, down to a row, on as few pages as there is room for.

    Parameters
    ----------
    sheet : Sheet
    columns, last : int
        How many columns, and the last row as users see it.
    breaks : sequence of int
        The rows that may begin a page.
    """
    sheet.raw.set_print_scale(percent(sheet, columns))
    chosen = pages(sheet, last, breaks, _high(sheet, columns))
    sheet.raw.set_h_pagebreaks([row - 1 for row in chosen])


def blocks(sheet: Sheet, columns: int, rows: int, number: int) -> None:
    """Print blocks of rows of the same height, from the first row on, each on a page of its own.

    Parameters
    ----------
    sheet : Sheet
    columns, rows : int
        How many columns a page has, and how many rows a block.
    number : int
        How many blocks there are.
    """
    _, high = room(landscape=sheet.landscape)
    in_height = floor(_FULL * high / height(sheet, 1, rows))
    sheet.raw.set_print_scale(min(in_height, percent(sheet, columns)))
    sheet.raw.set_h_pagebreaks([rows * block for block in range(1, number)])


def pages(sheet: Sheet, last: int, breaks: Sequence[int], high: float) -> tuple[int, ...]:
    """Return the rows that begin a page but the first, on as few pages as possible."""
    found: tuple[int, ...] = ()
    for number in range(_MOST):
        choices = combinations(sorted(breaks), number)
        tallest, found = min(
            ((max(_heights(sheet, last, choice)), choice) for choice in choices),
            default=(0.0, found),
        )
        if tallest <= high:
            break
    return found


def _heights(sheet: Sheet, last: int, starts: Sequence[int]) -> list[float]:
    tops, ends = (1, *starts), (*(row - 1 for row in starts), last)
    return [height(sheet, top, end) for top, end in zip(tops, ends, strict=True)]
