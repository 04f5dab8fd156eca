"""A published table, audited with the structure that the auditor finds on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from regso.core.disclosure.auditor.bounded import Ratio
from regso.core.disclosure.auditor.exposure import Exposure, exposures
from regso.core.disclosure.auditor.suspicion import parted, suspected_shares, suspected_sums
from regso.core.disclosure.labels import is_called_share, tell
from regso.core.disclosure.layout import Layout, counts_of, numbers_of
from regso.core.disclosure.margins import Found, margins
from regso.core.disclosure.relations import Share
from regso.core.disclosure.stated import AUTO, searches, searches_shares
from regso.errors import BadValueError

Numbers = Sequence[Sequence[float | str | None]]


def audited(layout: Layout, published: Layout, threshold: int, wish: str = AUTO) -> list[Exposure]:
    """Return the exact bounds of every hidden count, for all that the reader can know of sums.

    Parameters
    ----------
    layout : Layout, the true table
    published : Layout, the table as it is published
    threshold : int, the lowest count that may be shown
    wish : str, as for `margins`

    Raises
    ------
    BadValueError, DomainError
        As `counts_of`, `margins` and `exposures`.
    """
    numbers = numbers_of(layout)
    is_true = not any(isinstance(v, str) for row in numbers for v in row)
    shares: tuple[list[Share], list[Share]] = ([], [])
    if is_true and searches_shares(wish):
        called = [
            {i for i, texts in enumerate(labels) if any(map(is_called_share, texts))}
            for labels in (layout.row_labels(), layout.column_labels())
        ]
        sides = _true(numbers), _true(_turned(numbers))
        sure = parted(sides[0]).union(called[0]), parted(sides[1]).union(called[1])
        summed = _summed(layout, counts_of(layout, sure), wish)
        shares = (
            suspected_shares(sides[0], called[0], summed[0]),
            suspected_shares(sides[1], called[1], summed[1]),
        )
    aside = {s.line for s in shares[0]}, {s.line for s in shares[1]}
    counts = counts_of(layout, aside)
    found = _found(layout, counts) if is_true and searches(wish) else ((), ())
    sums = margins(layout, counts, wish, found)
    ratios = [*_ratios(numbers_of(published), shares)]
    return exposures(counts, counts_of(published, aside), sums, threshold, ratios)


def _summed(
    layout: Layout, counts: Sequence[Sequence[int | str | None]], wish: str
) -> tuple[set[int], set[int]]:
    """Return the rows and columns that are sums, or parts of sums, by their labels alone."""
    try:
        rows, columns = margins(layout, counts, wish)
    except BadValueError:  # a share among the counts
        return set(), set()
    return (
        {i for relation in rows.relations() for i in relation.signs()},
        {i for relation in columns.relations() for i in relation.signs()},
    )


def _found(layout: Layout, counts: Sequence[Sequence[int | str | None]]) -> Found:
    """Return the sums between rows and between columns that are no chance.

    Only places that are no sums of other places are evidence, nor that may be such sums.
    """
    sides = (
        [[None if isinstance(v, str) else v for v in row] for row in counts],
        [
            [None if isinstance(v, str) else v for v in column]
            for column in zip(*counts, strict=True)
        ],
    )
    tells = partial(tell, layout.row_labels()), partial(tell, layout.column_labels())
    every = range(len(sides[1])), range(len(sides[0]))
    maybe = [
        {r.left[0] for r in suspected_sums(side, places, each, margin=0)}
        for side, places, each in zip(sides, every, tells, strict=True)
    ]
    rows, columns = (
        suspected_sums(side, [k for k in places if k not in maybe[1 - n]], each)
        for n, (side, places, each) in enumerate(zip(sides, every, tells, strict=True))
    )
    return rows, columns


def _ratios(published: Numbers, shares: tuple[list[Share], list[Share]]) -> Iterator[Ratio]:
    """Yield what the shares that are shown say of the counts that they are made of."""
    width = len(published[0])
    for side, each in enumerate(shares):
        lines = _turned(published) if side else published
        for share in each:
            for place, shown in enumerate(lines[share.line]):
                cells = [k * width + i if side else i * width + k for i, k in share.sources(place)]
                if isinstance(shown, (int, float)):
                    yield Ratio(shown, share.scale, 10.0**-share.decimals, *cells)


def _true(numbers: Numbers) -> list[list[float | None]]:
    return [[None if isinstance(v, str) else v for v in row] for row in numbers]


def _turned(numbers: Numbers) -> Numbers:
    return list(zip(*numbers, strict=True))
