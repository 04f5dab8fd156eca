"""Register rows by områdestyp and category, with totals."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from regso.core.measures.aggregate import ASIDE, BLANK, CLASSES, OUTSIDE
from regso.core.measures.typetable import in_rows
from regso.errors import BadValueError

# Swedish order: å, ä, ö after z.
_LAST_LETTERS = str.maketrans("åäö", "{|}")


class Crosstab(NamedTuple):
    """A table of types by categories.

    Attributes
    ----------
    categories : list of str, shape (k,), in alphabetic order, the one for empty cells last
    rows : list of list of float, shape (8, k + 1)
        The rows of `typetable.ROWS`; the last column is the total over all categories.
    """

    categories: list[str]
    rows: list[list[float]]


def alphabetic(text: str) -> str:
    """Return the key that sorts texts in Swedish alphabetic order, whatever their case.

    >>> sorted(["Östra", "Ädla", "zon", "Ås", "alla"], key=alphabetic)
    ['alla', 'zon', 'Ås', 'Ädla', 'Östra']
    """
    return text.casefold().translate(_LAST_LETTERS)


def crosstab(
    types: Sequence[int],
    categories: Sequence[str],
    values: Sequence[float | None] | None,
    *,
    empty: str,
) -> Crosstab:
    """Return the sums of values by type and category, each exactly rounded.

    Parameters
    ----------
    types : sequence of int, shape (n,)
        Class of each row: 1–5, OKAND, BLANK, OUTSIDE or ASIDE (see `aggregate`).
    categories : sequence of str, shape (n,)
    values : sequence of float or None, shape (n,), or None
        None: 1 per row. A row with neither code nor value is ignored.
    empty : str
        The category of rows that have none, which comes last.

    Raises
    ------
    BadValueError
        The lengths differ.
    """
    n = len(types)
    if len(categories) != n or (values is not None and len(values) != n):
        raise BadValueError("Områdena har olika många celler; markera lika många rader.")
    groups: dict[str, list[list[float]]] = {}
    for i, (kind, category) in enumerate(zip(types, categories, strict=True)):
        value = 1.0 if values is None else values[i]
        if kind in {OUTSIDE, ASIDE} or (kind == BLANK and (values is None or value is None)):
            continue
        if category not in groups:
            groups[category] = [[] for _ in range(CLASSES)]
        if value is not None:
            groups[category][kind].append(value)
    shown = sorted(groups, key=lambda c: (c == empty, alphabetic(c), c))
    columns = [in_rows([fsum(cells) for cells in groups[c]]) for c in shown]
    whole = in_rows([fsum(v for c in shown for v in groups[c][kind]) for kind in range(CLASSES)])
    return Crosstab(shown, [list(row) for row in zip(*columns, whole, strict=True)])
