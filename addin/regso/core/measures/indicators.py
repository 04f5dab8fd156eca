"""Many counts of the same rows, by type and by the groups of several breakdowns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from regso.core.measures.aggregate import ASIDE, CLASSES, OUTSIDE
from regso.core.measures.crosstab import alphabetic
from regso.core.measures.typetable import in_rows


class Groups(NamedTuple):
    """A breakdown of rows.

    Attributes
    ----------
    names : list of str, the groups
    of_row : list of int, shape (n,), the group of each row
    """

    names: list[str]
    of_row: list[int]


def groups(labels: Sequence[str], sizes: Sequence[float], most: int, *, empty: str) -> Groups:
    """Return the groups of a breakdown in alphabetic order; of too many the smallest are pooled.

    Parameters
    ----------
    labels : sequence of str, shape (n,)
    sizes : sequence of float, shape (n,)
        How many persons each row is; a row of none belongs to no group that must be shown.
    most : int, at least 1
        How many groups there may be, the pooled one counted.
    empty : str
        The label of rows that have none, which comes last.
    """
    size: Counter[str] = Counter()
    for label, n in zip(labels, sizes, strict=True):
        size[label] += int(n)
    held = [label for label, n in size.items() if n]
    names = sorted(held, key=lambda c: (c == empty, alphabetic(c), c))
    if len(names) > most:
        kept = {*sorted(names, key=lambda c: (-size[c], alphabetic(c)))[: most - 1]}
        pooled = f"övriga ({len(names) - len(kept)} st)"
        names = [*(name for name in names if name in kept), pooled]
    at = {name: i for i, name in enumerate(names)}
    return Groups(names, [at.get(label, len(names) - 1) for label in labels])


def tally(
    types: Sequence[int], breakdowns: Sequence[Groups], values: Sequence[float]
) -> list[list[list[float]]]:
    """Return sums of whole numbers by breakdown and group, in the rows of `typetable.ROWS`.

    Parameters
    ----------
    types : sequence of int, shape (n,), see `aggregate`
    breakdowns : sequence of Groups
    values : sequence of float, shape (n,), whole numbers

    Returns
    -------
    list; the first breakdown has one group, of all rows.
    """
    chosen = [
        i for i, v in enumerate(values) if v and types[i] not in {OUTSIDE, ASIDE}
    ]  # what is 0 adds nothing
    everyone = Groups([""], [0] * len(types))
    found = []
    for names, of_row in (everyone, *breakdowns):
        sums = [[0.0] * CLASSES for _ in names]
        for i in chosen:
            sums[of_row[i]][types[i]] += values[i]
        found.append([in_rows(each) for each in sums])
    return found
