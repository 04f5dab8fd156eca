"""Register rows by områdestyp and category, with totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from regso.core.measures.aggregate import ASIDE, BLANK, CLASSES, OUTSIDE
from regso.core.measures.typetable import in_rows
from regso.errors import BadValueError

REST = "övrigt"  # the column of the rows of no wanted category
ByClass = list[list[float]]  # the values of a category, per class

# Swedish order: å, ä, ö after z.
_LAST_LETTERS = str.maketrans("åäö", "{|}")


class Crosstab(NamedTuple):
    """A table of types by categories.

    Attributes
    ----------
    categories : list of str, shape (k,)
        In alphabetic order, the one for empty cells last; or those that were asked for.
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
    wanted: Sequence[str] | None = None,
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
    wanted : sequence of str or None
        The categories of the table in their order, each once; `REST`, which comes last, has the
        rows of all others. An empty text is a column without rows.

    Raises
    ------
    BadValueError
        The lengths differ.
    """
    n = len(types)
    if len(categories) != n or (values is not None and len(values) != n):
        raise BadValueError("Områdena har olika många celler; markera lika många rader.")
    groups: dict[str, ByClass] = {}
    for i, (kind, category) in enumerate(zip(types, categories, strict=True)):
        value = 1.0 if values is None else values[i]
        if kind in {OUTSIDE, ASIDE} or (kind == BLANK and (values is None or value is None)):
            continue
        if category not in groups:
            groups[category] = [[] for _ in range(CLASSES)]
        if value is not None:
            groups[category][kind].append(value)
    whole = in_rows(_sums(groups.values()))
    if wanted is None:
        shown = sorted(groups, key=lambda c: (c == empty, alphabetic(c), c))
        columns = [in_rows(_sums([groups[c]])) for c in shown]
    else:
        shown = [*wanted, REST]
        columns = [in_rows(_sums(found)) for found in _as_asked(groups, wanted)]
    return Crosstab(shown, [list(row) for row in zip(*columns, whole, strict=True)])


def _sums(groups: Iterable[ByClass]) -> list[float]:
    """Return the sums per class over some categories."""
    found = [*groups]
    return [fsum(v for group in found for v in group[kind]) for kind in range(CLASSES)]


def _as_asked(groups: Mapping[str, ByClass], wanted: Sequence[str]) -> list[list[ByClass]]:
    """Return the groups of each wanted category, and last those of all others.

    Case makes no difference, as where a spreadsheet compares texts.
    """
    places = {alphabetic(name): at for at, name in enumerate(wanted) if name}
    found: list[list[ByClass]] = [[] for _ in range(len(wanted) + 1)]
    for category, group in groups.items():
        found[places.get(alphabetic(category), -1)].append(group)
    return found
