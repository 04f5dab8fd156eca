"""Numbers inside texts, written the Swedish way whatever the host's language is."""

from __future__ import annotations


def decimal(number: str) -> str:
    """Return the formula of a small number as text, with a decimal comma."""
    return f'SUBSTITUTE({number}&"",".",",")'


def thousands(number: str) -> str:
    """Return the formula of a whole number as text, with a blank between thousands."""
    millions, thousand = (f"INT({number}/10^{n})" for n in (6, 3))
    groups = [f'RIGHT("000"&MOD({part},1000),3)' for part in (millions, thousand, number)]
    return (
        f'IF({number}>=10^9,INT({number}/10^9)&" "&{groups[0]}&" "&{groups[1]}&" "&{groups[2]},'
        f'IF({number}>=10^6,{millions}&" "&{groups[1]}&" "&{groups[2]},'
        f'IF({number}>=1000,{thousand}&" "&{groups[2]},{number}&"")))'
    )


def in_words(number: str) -> str:
    """Return the formula of a value of at least 0 as a chart labels it.

    From 1,000 on it is whole, from 1 on it has one decimal, and below that two.
    """
    whole = thousands(f"ROUND({number},0)")
    tenths, hundredths = f"ROUND(10*{number},0)", f"ROUND(100*{number},0)"
    one = f'INT({tenths}/10)&","&MOD({tenths},10)'
    two = f'"0,"&RIGHT("0"&{hundredths},2)'
    return f"IF({number}>=1000,{whole},IF(OR({number}=0,{hundredths}>=100),{one},{two}))"
