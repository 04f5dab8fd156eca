"""What the share of a type could be if those whose type is not known were placed.

The bounds are sharp: the cases and the others among the unknown are placed separately, anywhere,
and some placing of them gives the bound. Scenarios place them by a rule, and say how much a
reasonable guess would change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from regso.core.measures.question.targeting import Persons


class Could(NamedTuple):
    """A number with the unknown left out, in two scenarios, and between its bounds."""

    known: float
    all_in_one: float
    in_proportion: float
    lower: float
    upper: float


class Group(NamedTuple):
    """A type, or several, in a register with persons of unknown type.

    Attributes
    ----------
    own : Persons, of the type, at least one
    unknown : Persons
    share : float, of the persons of known type who are in the type
    has_one : bool, whether the type is, or contains, type 1
    """

    own: Persons
    unknown: Persons
    share: float
    has_one: bool


def share(group: Group) -> Could:
    """Return the share of cases in a type.

    Parameters
    ----------
    group : Group

    Returns
    -------
    Could. With x of n in the type and u of u + w among the unknown it is at least x / (n + w) and
        at most (x + u) / (n + u). In proportion, the type has its share of the unknown, cases
        and others alike.

    References
    ----------
    Manski (2003), Partial Identification of Probability Distributions, Springer, ch. 1–3;
    Horowitz and Manski (1995), Identification and robustness with contaminated and corrupted
    data, Econometrica 63:281–302.

    >>> share(Group(Persons(3, 10), Persons(1, 4), 0.5, True))
    Could(known=0.3, all_in_one=0.2857142857142857, in_proportion=0.2916666666666667, \
lower=0.23076923076923078, upper=0.36363636363636365)
    """
    (x, n), (cases, persons) = group.own, group.unknown
    others = max(0.0, persons - cases)
    part = group.share
    return Could(
        x / n,
        (x + cases) / (n + persons) if group.has_one else x / n,
        (x + part * cases) / (n + part * persons),
        x / (n + others),
        (x + cases) / (n + cases),
    )


def difference(one: Group, other: Group) -> Could:
    """Return the share of one type less that of another; the bounds are sharp for the two.

    What raises the one and what lowers the other are different persons: cases and others.
    """
    return _compared(one, other, lambda a, b: a - b)


def ratio(one: Group, other: Group) -> Could | None:
    """Return the share of one type divided by that of another; None where the other's is 0."""
    if other.own.cases == 0:
        return None
    return _compared(one, other, lambda a, b: a / b)


def _compared(one: Group, other: Group, compare: Callable[[float, float], float]) -> Could:
    first, second = share(one), share(other)
    return Could(
        compare(first.known, second.known),
        compare(first.all_in_one, second.all_in_one),
        compare(first.in_proportion, second.in_proportion),
        compare(first.lower, second.upper),
        compare(first.upper, second.lower),
    )
