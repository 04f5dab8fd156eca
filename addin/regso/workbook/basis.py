"""What values are divided by when the column namnare is empty: the rows, if each is a person.

Shared by the templates whose denominator is optional; the cell beside the report that holds the
answer is read by its formulas, its subtitle and its check.
"""

from __future__ import annotations

_NUMBERS = "COUNT(Indata[taljare])"
_ONES = "COUNTIF(Indata[taljare],1)"

GIVEN, ROWS, NOTHING = "kolumnen namnare", "antal rader", "saknas"
# Some are not 1: of a register with nothing but 1 it cannot be told what it is a share of.
_NOT_ALL_ONES = f"{_NUMBERS}>{_ONES}"
OF_PERSONS = f"AND({_NOT_ALL_ONES},COUNTIF(Indata[taljare],0)+{_ONES}={_NUMBERS})"
OF_AMOUNTS = _NOT_ALL_ONES
_ONE_PER_ROW = 'IF(Indata[taljare]="","",1)'  # a row without a value is not counted


def basis(by_rows: str) -> str:
    """Return the formula of what the values are divided by; `by_rows` is when rows may be it."""
    return f'IF(COUNTA(Indata[namnare])>0,"{GIVEN}",IF({by_rows},"{ROWS}","{NOTHING}"))'


def denominator(cell: str) -> str:
    """Return the argument namnare, from the cell that says what the values are divided by."""
    return f'IF({cell}="{GIVEN}",Indata[namnare],IF({cell}="{ROWS}",{_ONE_PER_ROW},""))'


def told(cell: str) -> str:
    """Return the end of a subtitle, which says that the values are divided by the rows."""
    return f'IF({cell}="{ROWS}"," · nämnare: antal rader","")'
