"""How much of the variance of a share lies between groups of areas: eta², gross and net of chance.

An area's observed share varies by chance alone, the more the fewer its persons. Gross is what is
observed; net has the expected binomial noise taken from what lies between and from the total.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from math import fsum, sqrt
from operator import mul
from typing import NamedTuple

from regso.core.measures.question import resampling
from regso.core.measures.question.resampling import Limits
from regso.core.measures.question.targeting import Persons

_NOTHING = 1e-12  # of the sums of squares: a variance that is rounding alone


class Explained(NamedTuple):
    """Shares of the variance, 0–1; None where there is no variance to explain."""

    areas: float | None
    areas_net: float | None
    persons: float | None
    persons_net: float | None


class Inside(NamedTuple):
    """What lies between areas of the same group, net of chance.

    Attributes
    ----------
    spread : float, the standard deviation of the areas' shares around their group's, unit 1
    share : float or None, of the variance between areas, 0–1; None where there is none
    """

    spread: float
    share: float | None


class Between(NamedTuple):
    """Sums over groups: squared cases by persons, and the noise of the areas by persons."""

    squares: float
    noise: float


NO_LIMITS: tuple[Limits | None, ...] = (None,) * len(Explained._fields)


class _Area(NamedTuple):
    """Sums over areas, of which all measures are made."""

    cases: float
    persons: float
    squares: float  # Σ x²/n
    noise: float  # Σ n v, where v is the binomial variance of the share
    spread: float  # Σ n² v


def explained(areas: Sequence[Persons], groups: Sequence[Hashable]) -> Explained:
    """Return how much of the variance lies between groups of areas.

    Parameters
    ----------
    areas : sequence of Persons, shape (n,), each with persons
    groups : sequence, shape (n,), the group of each area

    Returns
    -------
    Explained. Between areas each is weighted by its persons: Σ N_g (p_g − p)² / Σ n (p_i − p)²;
        between persons the total is N p (1 − p). The noise of an area is estimated without bias
        by p (1 − p) / (n − 1). A net share is kept within 0 and 1.

    References
    ----------
    Fisher (1925), Statistical Methods for Research Workers, ch. 7 (the correlation ratio);
    Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, Springer, ch. 3.3 (the
    unbiased variance of a share).
    """
    terms = _terms(areas)
    return _shares(_added(terms), _between(terms, groups, [1] * len(terms)))


def inside(areas: Sequence[Persons], groups: Sequence[Hashable]) -> Inside:
    """Return what the shares of the groups hide: how much their own areas differ.

    Parameters
    ----------
    areas : sequence of Persons, shape (n,), each with persons, n >= 1
    groups : sequence, shape (n,), the group of each area

    Returns
    -------
    Inside. Each area is weighted by its persons, and the expected binomial noise is taken away,
        as in `explained`: the share is what the groups do not explain net.

    >>> inside([Persons(100, 1000), Persons(300, 1000)], ["a", "a"]).share
    1.0
    """
    terms = _terms(areas)
    all_, between = _added(terms), _between(terms, groups, [1] * len(terms))
    found = all_.squares - between.squares - (all_.noise - between.noise)
    is_rounding = found <= _NOTHING * all_.cases
    explained_ = _shares(all_, between).areas_net
    spread = 0.0 if is_rounding else sqrt(found / all_.persons)
    return Inside(spread, None if explained_ is None else 1 - explained_)


def limits(
    areas: Sequence[Persons],
    groups: Sequence[Hashable],
    clusters: Sequence[Hashable],
    level: float,
) -> tuple[Limits | None, ...]:
    """Return limits of the shares of `explained` when whole clusters of areas are drawn.

    Parameters
    ----------
    areas, groups : as in `explained`
    clusters : sequence, shape (n,)
        The cluster of each area. A group that lies in one cluster is a group of its own each time
        that the cluster is drawn; a group in several, such as a type, is one group.
    level : float, in (0, 1)
    """
    terms = _terms(areas)
    names = sorted(set(clusters), key=str)
    place = {name: i for i, name in enumerate(names)}
    whole = [_added([t for t, c in zip(terms, clusters, strict=True) if c == n]) for n in names]
    is_drawn = len(names) >= resampling.FEWEST
    sums = _of_draws(tuple(zip(*whole, strict=True))) if is_drawn else {}
    between = _drawn(terms, groups, [place[c] for c in clusters], len(names))

    def measure(weights: bytes) -> Explained:
        return _shares(sums[weights], between(weights))

    return tuple(resampling.limits(len(names), measure, level)) or NO_LIMITS


@lru_cache(maxsize=2)
def _of_draws(columns: tuple[tuple[float, ...], ...]) -> dict[bytes, _Area]:
    """Return the sums of clusters in each draw; groupings of the same clusters share them."""
    return {
        weights: _Area(*(sum(map(mul, weights, column)) for column in columns))
        for weights in resampling.draws(len(columns[0]))
    }


def _terms(areas: Sequence[Persons]) -> list[_Area]:
    cases, persons = fsum(a.cases for a in areas), fsum(a.persons for a in areas)
    common = cases / persons * (1 - cases / persons)

    def noise(x: float, n: float) -> float:
        """Return n times the variance of the share: of one person it is that of all."""
        return x * (1 - x / n) / (n - 1) if n > 1 else common

    return [_Area(x, n, x * x / n, noise(x, n), n * noise(x, n)) for x, n in areas]


def _added(terms: Sequence[_Area]) -> _Area:
    return _Area(*map(fsum, zip(*terms, strict=True)))


def _by_group(
    terms: Sequence[_Area], groups: Sequence[Hashable], weights: Sequence[int]
) -> dict[Hashable, tuple[float, float, float]]:
    """Return cases, persons and spread of each group."""
    found: dict[Hashable, tuple[float, float, float]] = {}
    for term, group, weight in zip(terms, groups, weights, strict=True):
        x, n, spread = found.get(group, (0.0, 0.0, 0.0))
        found[group] = x + weight * term.cases, n + weight * term.persons, spread + term.spread
    return found


def _between(terms: Sequence[_Area], groups: Sequence[Hashable], weights: Sequence[int]) -> Between:
    return _summed(list(_by_group(terms, groups, weights).values()))


def _summed(groups: Sequence[tuple[float, float, float]]) -> Between:
    return Between(
        fsum(x * x / n for x, n, _ in groups if n), fsum(s / n for _, n, s in groups if n)
    )


def _drawn(
    terms: Sequence[_Area], groups: Sequence[Hashable], clusters: Sequence[int], count: int
) -> Callable[[bytes], Between]:
    """Return what lies between the groups when clusters are drawn."""
    cells = _by_group(terms, list(zip(groups, clusters, strict=True)), [1] * len(terms))
    is_nested = len(cells) == len(set(groups))
    if is_nested:
        own: list[list[tuple[float, float, float]]] = [[] for _ in range(count)]
        for cell, sums in cells.items():
            own[_cluster(cell)].append(sums)
        parts = [_summed(of) for of in own]
        squares, noise = [p.squares for p in parts], [p.noise for p in parts]
        return lambda weights: Between(
            sum(map(mul, weights, squares)), sum(map(mul, weights, noise))
        )
    columns: dict[Hashable, list[list[float]]] = {}
    for cell, sums in cells.items():
        group = cell[0] if isinstance(cell, tuple) else cell
        three = columns.setdefault(group, [[0.0] * count for _ in sums])
        for column, value in zip(three, sums, strict=True):
            column[_cluster(cell)] = value

    def between(weights: bytes) -> Between:
        return _summed(
            [(*(sum(map(mul, weights, c)) for c in three),) for three in columns.values()]
        )

    return between


def _cluster(cell: Hashable) -> int:
    return int(cell[1]) if isinstance(cell, tuple) else 0


def _shares(all_: _Area, between: Between) -> Explained:
    if not all_.persons:
        return Explained(None, None, None, None)
    middle = all_.cases * all_.cases / all_.persons
    of_mean = all_.spread / all_.persons
    found, noise = between.squares - middle, between.noise - of_mean
    areas, persons = all_.squares - middle, all_.cases - middle
    least = _NOTHING * all_.cases

    def share(part: float, whole: float) -> float | None:
        return min(1.0, max(0.0, part / whole)) if whole > least else None

    return Explained(
        share(found, areas),
        share(found - noise, areas - (all_.noise - of_mean)),
        share(found, persons),
        share(found - noise, persons + of_mean),
    )
