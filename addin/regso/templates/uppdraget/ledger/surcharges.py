"""What the mapping adds to accounts, in words."""

from __future__ import annotations

_TWO = "ROUND({}(Kontering[{}]),2)"


def mapped(column: str, otherwise: str) -> str:
    """Return the formula of the percentage that the mapping adds, or another where it adds none.

    Parameters
    ----------
    column : str
        Of the table Kontering: lkp or oh.
    otherwise : str
        A formula.
    """
    least, most = _TWO.format("MIN", column), _TWO.format("MAX", column)
    share = f'IF({least}={most},{most},{least}&"–"&{most})'
    added = f'"Pålägg "&{share}&" % på de konton som konteringen anger."'
    return f"IF(SUM(Kontering[{column}])>0,{added},{otherwise})"
