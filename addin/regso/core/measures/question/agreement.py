"""How well the types of one year agree with those of another: stay share and kappa.

Areas are counted one each, or each with its persons. Kappa is the agreement beyond what the two
years' types would have by chance; weighted, a move by one type costs a quarter of a move by four.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from operator import mul
from typing import NamedTuple

from regso.core.areas.areatypes import TYPES
from regso.core.measures.question import resampling
from regso.core.measures.question.resampling import Limits
from regso.core.measures.rates import wilson, z_of

Counts = Sequence[Sequence[float]]
_KINDS = range(len(TYPES))
_FARTHEST = len(TYPES) - 1
_SAME = [[float(i == j) for j in _KINDS] for i in _KINDS]
_NEAR = [[1 - abs(i - j) / _FARTHEST for j in _KINDS] for i in _KINDS]
_NOTHING = 1e-12  # a variance that is rounding alone


class Agreement(NamedTuple):
    """How much of what is counted has its type left; None where a measure is not defined."""

    stay: float | None
    kappa: float | None
    weighted: float | None


class Move(NamedTuple):
    """The type of an area before and after, 1–5, and its persons."""

    before: int
    after: int
    persons: float


NO_LIMITS: tuple[Limits | None, ...] = (None,) * len(Agreement._fields)


def agreement(counts: Counts) -> Agreement:
    """Return the stay share, kappa and linearly weighted kappa of a table of moves.

    Parameters
    ----------
    counts : array_like, shape (5, 5)
        Areas or persons by type before (rows) and after (columns), >= 0.

    Returns
    -------
    Agreement. The stay share is 0–1. Kappa is (p − e) / (1 − e), where p is the observed and e
        the expected agreement; None where e is 1, as all are in one type both years.

    References
    ----------
    Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological
    Measurement 20:37–46; Cohen (1968), Weighted kappa, Psychological Bulletin 70:213–220;
    Cicchetti and Allison (1971), American Journal of EEG Technology 11:101–110 (linear weights).

    >>> agreement([[3, 1, 0, 0, 0], [0, 4, 0, 0, 0], *[[0] * 5] * 3])
    Agreement(stay=0.875, kappa=0.75, weighted=0.75)
    """
    count = fsum(map(fsum, counts))
    if not count:
        return Agreement(None, None, None)
    stay = fsum(counts[i][i] for i in _KINDS) / count
    return Agreement(stay, *(kappa.value for kappa in _kappas(counts, count)))


def limits_of_areas(counts: Counts, level: float) -> tuple[Limits | None, ...]:
    """Return the limits of `agreement` when each area is one observation.

    Parameters
    ----------
    counts : array_like, shape (5, 5), as in `agreement`
    level : float, in (0, 1)

    Returns
    -------
    Wilson's limits of the stay share, and the kappas plus and minus z standard errors, within −1
        and 1; None where a measure is not defined or its standard error is 0.

    References
    ----------
    Fleiss, Cohen and Everitt (1969), Large sample standard errors of kappa and weighted kappa,
    Psychological Bulletin 72:323–327.
    """
    z = z_of(level)
    count = fsum(map(fsum, counts))
    if not count:
        return NO_LIMITS
    stay = wilson(fsum(counts[i][i] for i in _KINDS), count, level)
    return (stay.lower, stay.upper), *(kappa.limits(z) for kappa in _kappas(counts, count))


def limits_of_persons(moves: Sequence[Move], level: float) -> tuple[Limits | None, ...]:
    """Return the limits of `agreement` of the persons when whole areas are drawn.

    All persons of an area keep its type or change it together, so that the area is what varies.

    Parameters
    ----------
    moves : sequence of Move, shape (n,), each with persons
    level : float, in (0, 1)

    Returns
    -------
    Percentile limits; None where some draw leaves a measure undefined, there is one area, or no
        area changed its type, so that all draws are alike.
    """
    z_of(level)
    if all(move.before == move.after for move in moves):
        return NO_LIMITS
    ordered = sorted(moves)
    cells: dict[tuple[int, int], list[float]] = {}
    for i, move in enumerate(ordered):
        cell = cells.setdefault(move[:2], [0.0] * len(ordered))
        cell[i] = move.persons

    def measure(weights: bytes) -> Agreement:
        return agreement(table({cell: sum(map(mul, weights, n)) for cell, n in cells.items()}))

    return tuple(resampling.limits(len(ordered), measure, level)) or NO_LIMITS


def table(by_move: dict[tuple[int, int], float]) -> Counts:
    """Return a table of moves, shape (5, 5), from the counts by (type before, type after)."""
    return [[by_move.get((one, other), 0.0) for other in TYPES] for one in TYPES]


def _kappas(counts: Counts, count: float) -> tuple[_Kappa, _Kappa]:
    """Return kappa and weighted kappa of a table of moves of so many areas or persons, > 0."""
    shares = _Shares(count, [[x / count for x in row] for row in counts])
    return _Kappa(shares, _SAME), _Kappa(shares, _NEAR)


class _Shares:
    """A table of moves as shares, with its sums."""

    def __init__(self, count: float, cells: Counts) -> None:
        self.count, self.cells = count, cells
        self.rows = [fsum(row) for row in cells]
        self.columns = [fsum(column) for column in zip(*cells, strict=True)]


class _Kappa:
    """Kappa with weights of agreement, shape (5, 5), 0–1."""

    def __init__(self, shares: _Shares, weights: Counts) -> None:
        self.shares, self.weights = shares, weights
        self.of_row = [fsum(map(mul, row, shares.columns)) for row in weights]
        observed = fsum(fsum(map(mul, *pair)) for pair in zip(weights, shares.cells, strict=True))
        self.expected = fsum(map(mul, shares.rows, self.of_row))
        is_defined = 1 - self.expected > _NOTHING
        self.value = (observed - self.expected) / (1 - self.expected) if is_defined else None

    def limits(self, z: float) -> Limits | None:
        if self.value is None:
            return None
        left = 1 - self.value
        of_column = [fsum(map(mul, self.weights[j], self.shares.rows)) for j in _KINDS]  # symmetric

        def square(i: int, j: int) -> float:
            return (self.weights[i][j] - (self.of_row[i] + of_column[j]) * left) ** 2

        squares = fsum(self.shares.cells[i][j] * square(i, j) for i in _KINDS for j in _KINDS)
        variance = squares - (self.value - self.expected * left) ** 2
        if variance <= _NOTHING:
            return None
        reach = z * sqrt(variance / self.shares.count) / (1 - self.expected)
        return max(-1.0, self.value - reach), min(1.0, self.value + reach)
