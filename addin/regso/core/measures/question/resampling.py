"""The area bootstrap: how much a measure varies with which areas there happened to be.

Areas are drawn with replacement, as many as there are, each with all its persons; the limits are
percentiles of what the measure is in the draws. The seed is fixed, so that the same areas always
have the same limits, and the areas are put in order first, so that the order of the rows does
not matter.

References
----------
Efron and Tibshirani (1993), An Introduction to the Bootstrap, Chapman & Hall, ch. 13 (percentile
interval); Davison and Hinkley (1997), Bootstrap Methods and their Application, Cambridge
University Press, ch. 3.8 (whole clusters drawn).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from random import Random

from regso.core.measures.quantiles import percentile
from regso.core.measures.rates import z_of

SEED = 2022
DRAWS = 1000
FEWEST = 2
"""From one area nothing can be said of how areas vary."""

Measures = Sequence[float | None]
Limits = tuple[float, float]


def limits(count: int, measure: Callable[[bytes], Measures], level: float) -> list[Limits | None]:
    """Return the percentile limits of each of several measures.

    Parameters
    ----------
    count : int, the number of areas
    measure : callable
        Takes how many times each area was drawn, shape (count,), and returns the measures; None
        for one that the draw leaves undefined.
    level : float, in (0, 1)

    Returns
    -------
    list of (lower, upper), or None where some draw leaves the measure undefined; an empty list
    where there are fewer areas than `FEWEST`.

    Raises
    ------
    DomainError
        The level is not between 0 and 1.
    """
    z_of(level)
    if count < FEWEST:
        return []
    drawn = [measure(weights) for weights in draws(count)]
    return [_limits(values, level) for values in zip(*drawn, strict=True)]


@lru_cache(maxsize=3)
def draws(count: int) -> tuple[bytes, ...]:
    """Return how many times each area is drawn, for each of the draws.

    Several measures of the same areas share their draws, and so does the next calculation.
    """
    random = Random(SEED)  # noqa: S311 - no secret
    places = list(range(count))
    found = []
    for _ in range(DRAWS):
        weights = bytearray(count)
        for place in random.choices(places, k=count):
            weights[place] += 1
        found.append(bytes(weights))
    return tuple(found)


def _limits(values: Measures, level: float) -> Limits | None:
    defined = [value for value in values if value is not None]
    if len(defined) < len(values):
        return None
    tail = (1 - level) / 2
    return percentile(defined, tail), percentile(defined, 1 - tail)
