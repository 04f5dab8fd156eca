"""The columns of the months in the tables per month."""

from __future__ import annotations

from regso.workbook.addresses import Addresses, Key

MONTHS = tuple(f"month{number}" for number in range(1, 13))
FIRST, LAST = MONTHS[0], MONTHS[-1]
FORMAT = "yyyy-mm"
PERCENT = r"0\ %"
HEAD_LOOK = {"num_format": FORMAT}  # of the header, which is the first day of the month


def of_row(table: Addresses, key: Key) -> str:
    """Return the cells of all months in a row of a table."""
    return table.span(FIRST, LAST, (key,))
