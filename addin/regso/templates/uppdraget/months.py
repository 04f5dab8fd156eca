"""The columns of the months in the tables per month."""

from __future__ import annotations

from regso.templates.uppdraget.dates import next_month
from regso.workbook.addresses import Addresses, Key

MONTHS = tuple(f"month{number}" for number in range(1, 13))
FIRST, LAST = MONTHS[0], MONTHS[-1]
FORMAT = "yyyy-mm"
PERCENT = r"0\ %"
# Twelve months and their sums fill the width of a page that lies, at 8 points.
WIDTH = 7.2
SHRUNK = {"shrink": True}
HEAD_LOOK = {"num_format": FORMAT, "bold": False}  # the header is the first day of the month
WRAPPED = {"text_wrap": True}
OVER = {"font_size": 11}


def after(table: Addresses, month: str) -> str:
    """Return the first day after a month: the header beside it, which is short to write."""
    others = MONTHS[MONTHS.index(month) + 1 :]
    return table.title(others[0]) if others else next_month(table.title(month))


def of_row(table: Addresses, key: Key) -> str:
    """Return the cells of all months in a row of a table."""
    return table.span(FIRST, LAST, (key,))
