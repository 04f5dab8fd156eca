"""Dates in formulas, and amounts as text; the formats of TEXT() differ by language."""

from __future__ import annotations


def given(name: str) -> str:
    """Return the formula of an input, #N/A while it is empty.

    Spreadsheets do not agree on what an empty cell is: 0 to some, nothing to others.
    """
    return f'IF({name}="",NA(),{name})'


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


def in_kronor(amount: str) -> str:
    """Return the formula of whole kronor below a thousand million as text, 1 234 567."""
    whole = f"ABS({amount})"
    thousands = f"INT({whole}/1000)"
    parts = (
        f'IF({amount}<0,"-","")',
        f'IF({whole}>=1000000,INT({whole}/1000000)&" ","")',
        f'IF({whole}>=1000,IF({whole}>=1000000,RIGHT("00"&MOD({thousands},1000),3),{thousands})'
        '&" ","")',
        f'IF({whole}>=1000,RIGHT("00"&MOD({whole},1000),3),{whole})',
    )
    return "&".join(parts)


def in_kronor_and_ore(amount: str) -> str:
    """Return the formula of an amount below a thousand million as text, 1 234 567,50."""
    ore = f"ROUND(100*ABS({amount}),0)"
    sign = f'IF({amount}<0,"-","")'
    return f'{sign}&{in_kronor(f"INT({ore}/100)")}&","&RIGHT("0"&MOD({ore},100),2)'
