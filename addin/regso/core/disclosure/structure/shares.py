"""Lines that are rounded shares of others: whole percent, per 1 000, with decimals.

A share shows as much of a hidden count as the count beside it leaves open, so it is no count of
its own: it is hidden wherever one of the two counts that it is made of is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import permutations
from math import log2

from regso.core.disclosure.labels import is_called_share
from regso.core.disclosure.relations import MARGIN, Share
from regso.core.disclosure.stated import COLUMN
from regso.errors import BadValueError

_SCALES = (100, 1000, 1, 10_000, 100_000)
UNCALLED = (100, 1000)  # the scales of shares that are whole numbers and not called shares
CERTAIN = 10.0  # bits of proof that whole numbers which nothing calls shares are no counts
_MOST_DECIMALS = 4
_MOST_LINES = 40
_NEARLY = 1e-9
NumberLine = Sequence[float | str | None]


def stated_shares(lines: Sequence[NumberLine], labels: Sequence[Sequence[str]]) -> set[int]:
    """Return the lines that are called shares, or have decimals and so cannot be counts."""
    called = {i for i, texts in enumerate(labels) if any(map(is_called_share, texts))}
    return called | {i for i, line in enumerate(lines) if any(map(_decimals, line))}


def found_shares(
    lines: Sequence[NumberLine],
    labels: Sequence[Sequence[str]],
    name: str,
    summed: Collection[int] = (),
) -> list[Share]:
    """Return every share that a line may be, for the lines that are called or proven to be one.

    Parameters
    ----------
    lines : numbers, ".." or None
    labels : the labels of each line
    name : what a line is called, "rad" or "kolumn"
    summed : lines that are sums, or parts of sums, by their labels; no number makes them shares

    Raises
    ------
    BadValueError
        A line is called a share, and is in no way a share of others in every place.
    """
    stated = stated_shares(lines, labels)
    counts = [i for i in range(len(lines)) if i not in stated]
    found: list[Share] = []
    for line in sorted(stated):
        shares = list(_shares(lines, line, counts, _SCALES))
        if not shares and any(map(is_called_share, labels[line])):
            raise BadValueError(_refusal(name, line, labels[line]))
        found += shares
    for line in counts if 2 < len(lines) <= _MOST_LINES else ():  # noqa: PLR2004 - a line and two
        used = {i for share in found for i in (share.line, share.part, share.whole)}
        sources = [i for i in counts if i != line]
        known = line in used or line in summed
        shares = [] if known else list(_shares(lines, line, sources, UNCALLED))
        if any(is_proven(lines, share) for share in shares):
            found += shares
    return found


def is_proven(lines: Sequence[NumberLine], share: Share, margin: float = MARGIN) -> bool:
    """Tell whether a share that holds is no chance, of all that could have been tried."""
    return proof(lines, share) >= margin


def proof(lines: Sequence[NumberLine], share: Share) -> float:
    """Return what a share that holds is worth beyond what chance gives, in bits."""
    size = len(lines)
    tries = len(_SCALES) * size * (size - 1) * (size - 2 if share.at is None else len(lines[0]))
    return _worth(lines, share) - log2(max(1, tries))


def _shares(
    lines: Sequence[NumberLine], line: int, sources: Sequence[int], scales: Sequence[int]
) -> Iterator[Share]:
    decimals = max(map(_decimals, lines[line]))
    for scale in scales:
        for part, whole in permutations(sources, 2):
            share = Share(line, part, whole, scale, decimals)
            if _worth(lines, share) > 0:
                yield share
        for part in sources:
            for at in range(len(lines[0])):
                share = Share(line, part, part, scale, decimals, at)
                if _worth(lines, share) > 0:
                    yield share


def _worth(lines: Sequence[NumberLine], share: Share) -> float:
    """Return what a share that holds in all places is worth in bits, -1 for one that does not.

    A line that is equal to another is no share of it by a hundred.
    """
    if list(lines[share.line]) == list(lines[share.part]):
        return -1
    bits = 0.0
    unit = 10.0**-share.decimals
    for place, shown in enumerate(lines[share.line]):
        part, whole = (lines[i][k] for i, k in share.sources(place))
        if shown is None or isinstance(shown, str) or isinstance(part, str):
            continue
        if isinstance(whole, str):
            continue
        if not whole:
            if shown:
                return -1
            continue
        exact = share.scale * (part or 0) / whole
        if abs(shown - exact) > unit / 2 + _NEARLY:
            return -1
        bits += log2(1 + exact / unit)
    return bits


def _decimals(cell: float | str | None) -> int:
    """Return how many decimals a number is written with, at most `_MOST_DECIMALS`."""
    if cell is None or isinstance(cell, str):
        return 0
    return next(
        (n for n in range(_MOST_DECIMALS) if abs(round(cell, n) - cell) < _NEARLY), _MOST_DECIMALS
    )


def _refusal(name: str, line: int, labels: Sequence[str]) -> str:
    which = "Kolumnen" if name == COLUMN else "Raden"
    return (
        f'{which} med nummer {line + 1} ("{", ".join(filter(None, labels))}") ser ut att vara '
        "andelar, men är inte andel av två andra överallt, så det går inte att säga vad den röjer; "
        'ta bort den, eller ange marginaler "inga" om den är antal.'
    )
