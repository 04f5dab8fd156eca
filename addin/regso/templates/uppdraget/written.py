"""Amounts as text in formulas; the formats of TEXT() differ by language."""

from __future__ import annotations


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
