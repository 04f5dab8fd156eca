"""Formulas of numbers in texts: with a comma in every program, dots where they are not shown."""

from __future__ import annotations

MISSING = "saknas"


def shown(number: str, decimals: int) -> str:
    """Return the formula of a number in a text, with a comma in every program.

    What is added makes a 0 of a negative one: it is no difference.
    """
    return f'SUBSTITUTE((ROUND({number},{decimals})+0)&"",".",",")'


def percent(cell: str, decimals: int = 0) -> str:
    """Return the formula of a share in a text."""
    return f'{shown(f"100*{cell}", decimals)}&" %"'


def are_numbers(*cells: str) -> str:
    """Return the formula that is true if every cell has a number."""
    return f"AND({','.join(f'ISNUMBER({cell})' for cell in cells)})"


def figure(text: str, cell: str) -> str:
    """Return a text about a cell; dots where it is not shown, a word where it has no number."""
    return f'IF({cell}&""="..","..",IF(ISNUMBER({cell}),{text},"{MISSING}"))'


def with_limits(cells: tuple[str, str, str], decimals: int, *, is_share: bool) -> str:
    """Return the formula of a value, and of its limits where it has them."""
    value, low, high = cells
    factor = "100*" if is_share else ""
    number = percent(value, decimals) if is_share else shown(value, decimals)
    limits = (
        f'" ("&{shown(f"{factor}{low}", decimals)}&" till "&{shown(f"{factor}{high}", decimals)}'
        '&")"'
    )
    return figure(f'{number}&IF({are_numbers(low, high)},{limits},"")', value)
