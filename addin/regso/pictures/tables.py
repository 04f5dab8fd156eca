"""A table of a page as a picture: what a screen reader says of it stands beside it."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from regso.report.draw import Form, drawing, finished
from regso.report.look import Look
from regso.report.published import ShownTable
from regso.workbook import theme

_DPI, _SIZE = 200, 9.0
_LETTER, _PAD, _ROW, _BELOW = 0.078, 0.16, 0.27, 0.14  # inches
_LONGEST = 60  # letters of a cell


def table_picture(table: ShownTable, look: Look, form: Form, mark: str = "") -> bytes:
    """Return a table as PNG or SVG, its head in the colour of the look.

    In SVG each text has an id, ``cell-1-2`` for the third cell of the first row below the head.
    """
    columns = list(zip(table.titles, *table.rows, strict=True))
    widths = [_PAD + _LETTER * min(_LONGEST, max(map(len, column))) for column in columns]
    rows = [table.titles, *table.rows]
    below = _BELOW if mark else 0.0
    with drawing(look):
        figure = Figure(figsize=(sum(widths) + _PAD, _ROW * len(rows) + _PAD + below), dpi=_DPI)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, sum(widths) + _PAD)
        axes.set_ylim(_ROW * len(rows) + _PAD / 2 + below, -_PAD / 2)
        axes.add_patch(
            Rectangle((_PAD / 2, 0), sum(widths), _ROW, facecolor=look.brand, linewidth=0)
        )
        for number, texts in enumerate(rows):
            _row(axes, number, texts, widths, table)
        return finished(figure, form, mark)


def _row(
    axes: Axes, number: int, texts: tuple[str, ...], widths: list[float],
    table: ShownTable,
) -> None:  # fmt: skip
    left, middle = _PAD / 2, _ROW * (number + 0.52)
    for at, (text, width) in enumerate(zip(texts, widths, strict=True)):
        right = table.numbers[at]
        place = left + width - _PAD / 2 if right else left + _PAD / 2
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        written = axes.text(place, middle, shown, fontsize=_SIZE, va="center",
                            ha="right" if right else "left",
                            color="white" if number == 0 else theme.INK,
                            fontweight="bold" if number == 0 else "normal",
                            parse_math=False)  # fmt: skip
        written.set_gid(f"cell-{number}-{at}")
        left += width
    if number:
        axes.plot([_PAD / 2, left], [_ROW * (number + 1)] * 2, color=theme.RULE, linewidth=0.6)
