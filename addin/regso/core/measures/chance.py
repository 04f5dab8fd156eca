"""What measures of segregation are on average when chance alone places the groups.

The persons of a group are dealt out among all persons, every area keeping its number of persons:
the counts of the areas follow the multivariate hypergeometric distribution. A small group, or
many small areas, then give a measure well above 0 though nobody is apart from anyone.

A measure that is a sum over areas has an exact expected value, for each count alone is
hypergeometric. The Gini index compares areas in pairs and is simulated, always with the same seed.

References
----------
Cortese, Falk and Cohen (1976), Further considerations on the methodological analysis of
segregation indices, American Sociological Review 41:630–637; Winship (1977), A revaluation of
indexes of residential segregation, Social Forces 55:1058–1066; Carrington and Troske (1997), On
measuring segregation in samples with small units, Journal of Business & Economic Statistics
15:402–409.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from math import exp, fsum, lgamma, log
from operator import mul
from random import Random

from regso.core.measures import segregation

SEED = 2022
AREAS_DRAWN = 20_000
"""Counts that a simulation draws in all, so that its time is bounded."""
MOST_PERSONS = 10**8
"""Up to here the probabilities have six figures, and a worksheet need not wait for them."""

_HALF = 0.5
_NEGLIGIBLE = 1e-17

Counts = Sequence[int]


def dissimilarity(group: int, sizes: Counts) -> float:
    """Return the expected dissimilarity of a group and all others.

    Parameters
    ----------
    group : int, persons in the group, 1 to the sum of sizes less 1
    sizes : sequence of int, shape (n,), persons per area, >= 0

    Returns
    -------
    float in 0–1, exact.

    References
    ----------
    Diaconis and Zabell (1991), Closed form summation for classical distributions: variations on a
    theme of De Moivre, Statistical Science 6:284–302, for the mean deviation of an area's count.

    >>> round(dissimilarity(1, [10] * 10), 12)
    0.909090909091
    """
    people = sum(sizes)
    deviations = _sum_over(sizes, lambda size: _mean_deviation(people, group, size))
    return deviations * people / (2 * group * (people - group))


def isolation(group: int, sizes: Counts) -> float:
    """Return the expected isolation of a group: its share, and what a person adds to its own area.

    Parameters and range are those of `dissimilarity`; the group may be everyone.

    >>> isolation(5, [10, 10]), isolation(1, [10, 10])
    (0.2894736842105263, 0.1)
    """
    people, areas = sum(sizes), sum(size > 0 for size in sizes)
    share = group / people
    return share + (1 - share) * (areas - 1) / max(1, people - 1)


def exposure(other: int, sizes: Counts) -> float:
    """Return the expected exposure of one group to another that shares no person with it.

    Parameters
    ----------
    other : int, persons in the other group, >= 0
    sizes : sequence of int, shape (n,), persons per area, >= 0; not all in the one group

    >>> exposure(15, [10, 10]) + isolation(5, [10, 10])
    1.0
    """
    people, areas = sum(sizes), sum(size > 0 for size in sizes)
    return other * (people - areas) / (people * max(1, people - 1))


def information_index(groups: Counts, sizes: Counts) -> float:
    """Return the expected information theory index H of two or more groups.

    Parameters
    ----------
    groups : sequence of int, shape (k,), persons per group, >= 0, at least two of them > 0
    sizes : sequence of int, shape (n,), persons per area, >= 0, with the sum of `groups`

    Returns
    -------
    float in 0–1, exact.
    """
    people, spreads = sum(groups), _Spreads()

    def entropy(size: int) -> float:
        inside = (_expected_spreads(people, group, size, spreads)[0] for group in groups)
        return spreads[size] - fsum(inside)

    return 1 - _sum_over(sizes, entropy) / _entropy(groups, spreads)


def ordinal_information_index(groups: Counts, sizes: Counts) -> float:
    """Return the expected ordinal information theory index H^O of groups in order.

    Parameters and range are those of `information_index`.
    """
    people, spreads = sum(groups), _Spreads()
    cuts = list(accumulate(groups[:-1]))

    def entropy(size: int) -> float:
        return fsum(
            spreads[size] - sum(_expected_spreads(people, below, size, spreads)) for below in cuts
        )

    whole = fsum(_entropy((below, people - below), spreads) for below in cuts)
    return 1 - _sum_over(sizes, entropy) / whole


def gini(group: int, sizes: Counts) -> float:
    """Return the mean Gini index of simulated placements of a group.

    Parameters and range are those of `dissimilarity`. Placements are drawn until they hold
    `AREAS_DRAWN` areas, at least one: the standard error is about 0.5 per cent of the value.
    """
    chance = Random(SEED)  # noqa: S311 - a simulation is to be the same every time
    inhabited, logs = [size for size in sizes if size], _LogFactorials()
    placements = -(-AREAS_DRAWN // len(inhabited))
    found = (
        segregation.gini(_placed(chance, group, inhabited, logs), inhabited)
        for _ in range(placements)
    )
    return fsum(found) / placements


def _sum_over(sizes: Counts, expected: Callable[[int], float]) -> float:
    """Return the sum of an expected value over areas; areas of one size have the same."""
    return fsum(areas * expected(size) for size, areas in Counter(sizes).items() if size)


def _mean_deviation(people: int, group: int, size: int) -> float:
    """Return the expected distance of an area's count from its expected value."""
    above = -(-group * size // people)
    mass = exp(_log_mass(people, group, size, _LogFactorials())(above))
    return 2 * above * (people - group - size + above) / people * mass


class _LogFactorials(dict[int, float]):
    """A count and the logarithm of its factorial, remembered, for many draws ask for the same."""

    def __missing__(self, count: int) -> float:
        self[count] = lgamma(count + 1)
        return self[count]


def _log_mass(people: int, group: int, size: int, logs: _LogFactorials) -> Callable[[int], float]:
    """Return what gives the logarithm of the probability of a count."""
    others = people - group
    of_group, of_others = logs[group], logs[others]
    whole = logs[people] - logs[size] - logs[people - size]

    def log_mass(count: int) -> float:
        inside = of_group - logs[count] - logs[group - count]
        outside = of_others - logs[size - count] - logs[others - size + count]
        return inside + outside - whole

    return log_mass


class _Spreads(dict[int, float]):
    """A count and its n ln n, remembered, for the same counts come in many areas."""

    def __missing__(self, count: int) -> float:
        self[count] = count * log(count) if count else 0.0
        return self[count]


def _entropy(groups: Counts, spreads: _Spreads) -> float:
    """Return the entropy of a mix of groups, times its persons."""
    return spreads[sum(groups)] - fsum(spreads[group] for group in groups)


def _expected_spreads(people: int, group: int, size: int, spreads: _Spreads) -> tuple[float, float]:
    """Return the expected n ln n of an area's persons in a group, and of those outside it."""
    mode = _mode(people, group, size)
    below = list(_falling(people, people - group, size, size - mode))
    masses = [*reversed(below), 1.0, *_falling(people, group, size, mode)]
    counts, total = range(mode - len(below), mode - len(below) + len(masses)), fsum(masses)
    inside = (spreads[count] for count in counts)
    outside = (spreads[size - count] for count in counts)
    return fsum(map(mul, masses, inside)) / total, fsum(map(mul, masses, outside)) / total


def _mode(people: int, group: int, size: int) -> int:
    """Return the likeliest count of an area."""
    return (group + 1) * (size + 1) // (people + 2)


def _falling(people: int, group: int, size: int, count: int) -> Iterator[float]:
    """Yield the probabilities of the counts above one, by that of the one, till they vanish.

    Those below are the counts above in the group of all others.
    """
    inside, rest = float(group - count), float(size - count)
    above, outside = count + 1.0, people - group - size + count + 1.0
    mass = 1.0
    while (mass := mass * (inside * rest / (above * outside))) > _NEGLIGIBLE:
        yield mass
        inside, rest, above, outside = inside - 1, rest - 1, above + 1, outside + 1


def _placed(chance: Random, group: int, sizes: Counts, logs: _LogFactorials) -> list[int]:
    """Return the group's persons in each area when chance places them."""
    people, placed = sum(sizes), []
    for size in sizes:
        placed.append(_drawn(chance, people, group, size, logs))
        people -= size
        group -= placed[-1]
    return placed


def _drawn(chance: Random, people: int, group: int, size: int, logs: _LogFactorials) -> int:
    """Return a random count, by rejection: a large area takes no longer than a small one.

    References
    ----------
    Devroye (1987), A simple generator for discrete log-concave distributions, Computing 39:87–91.
    """
    mode, log_mass = _mode(people, group, size), _log_mass(people, group, size, logs)
    top = log_mass(mode)
    peak = exp(top)
    width = 1 + peak / 2
    least, most = max(0, size + group - people), min(size, group)
    while True:
        if chance.random() * (1 + width) <= width:
            distance = width * chance.random() / peak
        else:
            distance = (width - log(1 - chance.random())) / peak
        count = mode + (round(distance) if chance.random() < _HALF else -round(distance))
        if not least <= count <= most:
            continue
        envelope = chance.random() * min(1.0, exp(width - peak * distance))
        if envelope <= exp(log_mass(count) - top):
            return count
