"""How a table fills slides: the size of its letters, the widths of its columns, and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final, NamedTuple

from regso.report.published import ShownTable

_SIZES: Final = (16, 14, 12, 11)  # points
_LETTER: Final = 0.53 / 72  # inches of a letter, for each point of its size
_LINE, _PAD = 1.22 / 72, 0.06  # inches of a line for each point, and above and below a text
_MARGIN: Final = 0.14  # inches beside a text


class TableForm(NamedTuple):
    """How a table is written on slides.

    Attributes
    ----------
    size : int
        Of the letters, in points.
    widths : tuple of float
        Of the columns, in inches.
    fits : bool
        Whether all cells have room on one line, and titles on as many as they have words.
    high : float
        How high a table may be, in inches.
    """

    size: int
    widths: tuple[float, ...]
    fits: bool
    high: float

    @classmethod
    def of(cls, table: ShownTable, wide: float, high: float) -> TableForm:
        """Return the form with the largest letters that have room, on one slide if any do.

        Where not even the smallest have, long cells take several lines.
        """
        forms = [cls(size, *_widths(table, size, wide), high) for size in _SIZES]
        fitting = [form for form in forms if form.fits] or forms[-1:]
        whole = (form for form in fitting if form.height(table.titles, *table.rows) <= high)
        return next(whole, fitting[0])

    def height(self, *rows: Sequence[str]) -> float:
        """Return how high rows are together, in inches."""
        return sum(_PAD + _LINE * self.size * self._lines(row) for row in rows)

    def parts(self, table: ShownTable) -> list[Sequence[tuple[str, ...]]]:
        """Return the rows of a table by slide, as evenly as they have room; each has the head."""
        rows = table.rows
        for number in range(1, len(rows) + 1):
            most = ceil(len(rows) / number)
            parts = [rows[at : at + most] for at in range(0, len(rows), most)]
            if all(self.height(table.titles, *part) <= self.high for part in parts):
                return [*parts]
        return [[row] for row in rows]

    def _lines(self, row: Sequence[str]) -> int:
        """Return how many lines a row takes."""
        return max(_lines(text, (width - _MARGIN) / (_LETTER * self.size))
                   for text, width in zip(row, self.widths, strict=True))  # fmt: skip


def _widths(table: ShownTable, size: int, wide: float) -> tuple[tuple[float, ...], bool]:
    """Return the widths of columns, and whether all cells have room on one line."""
    columns = list(zip(table.titles, *table.rows, strict=True))
    words = [[word for text in column for word in text.split(" ")] for column in columns]
    heads = [title.split(" ") for title in table.titles]
    wanted = [_width([*head, *cells], size)
              for head, (_, *cells) in zip(heads, columns, strict=True)]  # fmt: skip
    least = [_width(column, size) for column in words]
    more = sum(wanted) - sum(least)
    share = min(1.0, max(wide - sum(least), 0.0) / more) if more else 0.0
    widths = [low + share * (want - low) for low, want in zip(least, wanted, strict=True)]
    return tuple(width * wide / sum(widths) for width in widths), sum(wanted) <= wide


def _width(texts: Sequence[str], size: int) -> float:
    return _MARGIN + _LETTER * size * max(map(len, texts))


def _lines(text: str, room: float) -> int:
    """Return how many lines a text takes whose lines have room for some letters."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        if used and used + 1 + len(word) > room + 0.5:
            lines, used = lines + 1, 0.0
        used += len(word) + (1 if used else 0)
        if used > room + 1:  # a word that is broken
            lines += ceil(used / max(room, 1)) - 1
    return lines
