"""Shares from a sample with weights, strata and clusters.

The interval of a share in a register does not hold here: persons with unequal weights, and
persons in the same cluster, say less than as many drawn one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, fsum, log, sqrt
from typing import NamedTuple

from regso.core.measures.question.resampling import Limits
from regso.core.measures.student import t_of

_NOTHING = 1e-24
"""Of the variance of one person: a variance that is rounding alone."""


class Answers(NamedTuple):
    """Those who answered in one place: the sums of their weights, and of the weights squared."""

    yes: float
    no: float
    yes_squares: float
    no_squares: float
    persons: float


class Design(NamedTuple):
    """How the sample was drawn.

    Attributes
    ----------
    sizes : sequence of int, the units of each stratum, also those that nobody answered in
    strata : sequence of int, or None
        The stratum of each cluster. None where persons were drawn one by one: a place is then a
        stratum, and else a cluster.
    """

    sizes: Sequence[int]
    strata: Sequence[int] | None


Part = Mapping[int, Answers]


class Estimate(NamedTuple):
    """A share of all whom the sample stands for.

    Attributes
    ----------
    persons : float, who answered
    units : int, the units that they are in
    weight : float
    share : float, 0–1
    error : float or None
        The standard error; None where nobody or everybody says yes, and with one unit.
    limits : (lower, upper) or None
    effect : float or None
        The variance divided by that of as many persons drawn one by one.
    """

    persons: float
    units: int
    weight: float
    share: float
    error: float | None
    limits: Limits | None
    effect: float | None


def share(part: Part, design: Design, level: float) -> Estimate | None:
    """Return the share of yes in a part of a sample.

    Parameters
    ----------
    part : mapping of place (see `Design`) to Answers
    design : Design
    level : float, in (0, 1)

    Returns
    -------
    Estimate; None where nobody answered. The variance is Taylor's, of a ratio in a part of the
        population, from units drawn with replacement in each stratum; a unit alone in its stratum
        counts with its whole deviation. The limits are those of the logit, with Student's
        quantile for the units less the strata that the part lies in.

    References
    ----------
    Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, Springer, ch. 5.5–5.6,
    10.3; Korn and Graubard (1998), Confidence intervals for proportions with small expected
    number of positive counts estimated from survey data, Survey Methodology 24:193–201; Kish
    (1965), Survey Sampling, Wiley (the design effect).
    """
    if not part:
        return None
    persons, (units, strata) = sum(a.persons for a in part.values()), _counts(part, design)
    yes, no = fsum(a.yes for a in part.values()), fsum(a.no for a in part.values())
    weight = yes + no
    found = yes / weight
    spread = found * (1 - found)
    variance = _variance(part, design, found) / weight**2
    if units < 2 or variance <= _NOTHING * spread:  # noqa: PLR2004 - one does not vary
        return Estimate(persons, units, weight, found, None, None, None)
    error = sqrt(variance)
    limits = None
    if units > strata:
        reach = t_of(level, units - strata) * error / spread
        limits = _on_logit(found, -reach), _on_logit(found, reach)
    effect = variance * (persons - 1) / spread if persons > 1 else None
    return Estimate(persons, units, weight, found, error, limits, effect)


def joined(parts: Sequence[Part]) -> Part:
    """Return several parts of a sample as one."""
    if len(parts) == 1:
        return parts[0]
    found: dict[int, Answers] = {}
    for part in parts:
        for place, answers in part.items():
            other = found.get(place)
            found[place] = (
                Answers(*(a + b for a, b in zip(answers, other, strict=True))) if other else answers
            )
    return found


def _counts(part: Part, design: Design) -> tuple[int, int]:
    """Return how many units and strata the part lies in."""
    if design.strata is None:
        return int(sum(a.persons for a in part.values())), len(part)
    return len(part), len({design.strata[cluster] for cluster in part})


def _variance(part: Part, design: Design, share: float) -> float:
    """Return the variance of the weighted deviations from the share."""
    sums, squares = [0.0] * len(design.sizes), [0.0] * len(design.sizes)
    for place, answers in part.items():
        deviation = answers.yes * (1 - share) - answers.no * share
        if design.strata is None:
            square = answers.yes_squares * (1 - share) ** 2 + answers.no_squares * share**2
            stratum = place
        else:
            square = deviation * deviation
            stratum = design.strata[place]
        sums[stratum] += deviation
        squares[stratum] += square
    return fsum(map(_of_stratum, design.sizes, sums, squares))


def _of_stratum(size: int, deviations: float, squares: float) -> float:
    if size == 1:
        return squares
    return max(0.0, squares - deviations * deviations / size) * size / (size - 1)


def _on_logit(share: float, step: float) -> float:
    """Return the share that lies a step away on the scale of log odds."""
    odds = log(share / (1 - share)) + step
    return 1 / (1 + exp(-odds)) if odds > 0 else exp(odds) / (1 + exp(odds))
