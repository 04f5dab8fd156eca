"""Distributions of a count, from the ratio of each probability to the one before."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import NamedTuple

_AS_PROBABLE = 1 + 1e-7  # what rounding makes of two that are equally probable


class Counts(NamedTuple):
    """The probabilities of the counts from `first` on; the others are negligible."""

    first: int
    chances: list[float]


def distribution(
    top: int, ends: tuple[int, int], ratio: Callable[[int], float], negligible: float
) -> Counts:
    """Return a distribution.

    Parameters
    ----------
    top : int, a count that is among the most probable
    ends : (lowest, highest) count
    ratio : callable
        Takes a count below the highest and returns the probability of the next one by its own.
    negligible : float, of the probability of `top`, where a tail is cut
    """
    down, up = [], []
    height, k = 1.0, top
    while k > ends[0] and height > negligible:
        k -= 1
        height /= ratio(k)
        down.append(height)
    height, k = 1.0, top
    while k < ends[1] and height > negligible:
        height *= ratio(k)
        k += 1
        up.append(height)
    heights = [*down[::-1], 1.0, *up]
    whole = fsum(heights)
    return Counts(top - len(down), [height / whole for height in heights])


def binomial(odds: float, trials: int, negligible: float) -> Counts:
    """Return the binomial distribution of an event whose odds are above 0."""
    top = min(trials, int((trials + 1) * (odds / (1 + odds))))
    return distribution(top, (0, trials), lambda k: (trials - k) / (k + 1) * odds, negligible)


def hypergeometric(chosen: int, cases: int, persons: int, negligible: float) -> Counts:
    """Return how many of the cases among persons are among the chosen, drawn by chance."""
    others = persons - cases
    ends = max(0, chosen - others), min(chosen, cases)
    top = max(ends[0], min(ends[1], (chosen + 1) * (cases + 1) // (persons + 2)))

    def ratio(k: int) -> float:
        return (cases - k) * (chosen - k) / ((k + 1) * (others - chosen + k + 1))

    return distribution(top, ends, ratio, negligible)


def at_most_as_probable(counts: Counts, observed: int) -> float:
    """Return the probability of the counts that are no more probable than the one observed."""
    place = observed - counts.first
    own = counts.chances[place] if 0 <= place < len(counts.chances) else 0.0
    return min(1.0, fsum(chance for chance in counts.chances if chance <= own * _AS_PROBABLE))
