"""Dates in formulas."""

from __future__ import annotations


def given(name: str) -> str:
    """Return the formula of an input, #N/A while it is empty.

    Spreadsheets do not agree on what an empty cell is: 0 to some, nothing to others.
    """
    return f'IF({name}="",NA(),{name})'


def first_of(month: str) -> str:
    """Return the formula of the first day of the month of a date."""
    return f"{month}-DAY({month})+1"


def next_month(month: str) -> str:
    """Return the formula of the first day of the month after that of a date."""
    return f"DATE(YEAR({month}),MONTH({month})+1,1)"


def iso(date: str) -> str:
    """Return the formula of a date as text, 2022-09-15; formats of TEXT() differ by language."""
    two = [f'RIGHT("0"&{part}({date}),2)' for part in ("MONTH", "DAY")]
    return f'YEAR({date})&"-"&{two[0]}&"-"&{two[1]}'


def dated(date: str) -> str:
    """Return the formula of a date as text, or that it is missing."""
    return f'IF({date}="","saknas",{iso(date)})'


def is_over() -> str:
    """Return the formula of whether the period of costs has ended on the day of the status."""
    return "AND(COUNT(avstamningsdag,kostnader_till)=2,avstamningsdag>=kostnader_till)"
