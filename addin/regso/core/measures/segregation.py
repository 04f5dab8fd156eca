"""Measures of segregation over areas.

A measure depends on how many areas there are and how large they are, so it says how one place
changes over time; places that are divided differently are not ranked by it. Every measure is
linear in the number of areas but the Gini index, which sorts them.

An area without people counts for nothing. Sums are exactly rounded (`math.fsum`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import fsum, log

from regso.errors import DomainError, EmptyError

Column = Sequence[float]
Entropy = Callable[[Column], float]


def dissimilarity(one: Column, other: Column) -> float:
    """Return the dissimilarity index of two groups, ½ Σ |a/A - b/B|.

    Parameters
    ----------
    one, other : sequences of float, shape (n,), persons per area, >= 0

    Returns
    -------
    float in 0–1: the share of a group that would have to move for both to live alike.

    Raises
    ------
    DomainError
        A count is negative.
    EmptyError
        A group is empty.

    References
    ----------
    Duncan and Duncan (1955), A methodological analysis of segregation indexes, American
    Sociological Review 20:210–217.

    >>> dissimilarity([10, 0], [0, 20]), dissimilarity([10, 20], [1, 2])
    (1.0, 0.0)
    """
    total_one, total_other = _total(one, "gruppen"), _total(other, "den andra gruppen")
    return _unit(
        fsum(abs(a / total_one - b / total_other) for a, b in zip(one, other, strict=True)) / 2
    )


def segregation_index(group: Column, total: Column) -> float:
    """Return the dissimilarity of a group and all others, in 0–1.

    Statistics Sweden writes it Σ |x/X - n/N| / (2 (1 - X/N)), which is the same number.

    Parameters
    ----------
    group, total : sequences of float, shape (n,), persons per area, ``0 <= group <= total``

    Raises
    ------
    DomainError
        A count is negative, or a group is larger than its total.
    EmptyError
        The group, or the rest of the population, is empty.

    References
    ----------
    Statistics Sweden, table IntGr7Kom, "boendesegregationsindex", notes of the table.
    """
    check_parts(group, total)
    return dissimilarity(group, [n - x for x, n in zip(group, total, strict=True)])


def exposure(one: Column, other: Column, total: Column) -> float:
    """Return how large a share of the neighbours of one group belongs to another.

    Parameters
    ----------
    one, other, total : sequences of float, shape (n,), persons per area; a group is at most
        its total. With `other` equal to `one` this is the isolation index.

    Returns
    -------
    float in 0–1, Σ (a/A) (b/t).

    Raises
    ------
    DomainError
        A count is negative, or a group is larger than its total.
    EmptyError
        The first group is empty.

    References
    ----------
    Massey and Denton (1988), The dimensions of residential segregation, Social Forces
    67:281–315.
    """
    check_parts(one, total)
    check_parts(other, total)
    size = _total(one, "gruppen")
    return _unit(fsum(a / size * (b / t) for a, b, t in zip(one, other, total, strict=True) if t))


def gini(group: Column, total: Column) -> float:
    """Return the Gini index of a group's segregation from all others, in O(n log n).

    Parameters
    ----------
    group, total : sequences of float, shape (n,), persons per area, ``0 <= group <= total``

    Returns
    -------
    float in 0–1: twice the area between the segregation curve and the diagonal. Areas are
    sorted by the group's share, so that one pass replaces the n² pairs of the definition.

    Raises
    ------
    DomainError
        A count is negative, or a group is larger than its total.
    EmptyError
        The group, or the rest of the population, is empty.

    References
    ----------
    Massey and Denton (1988), as in `exposure`.
    """
    check_parts(group, total)
    areas = sorted(
        ((x, n - x) for x, n in zip(group, total, strict=True) if n),
        key=lambda area: area[0] / (area[0] + area[1]),
    )
    size = _total(group, "gruppen")
    rest = _total([y for _, y in areas], "resten av befolkningen")
    terms: list[float] = []
    before_x = before_y = 0.0
    for x, y in areas:
        terms.append(x / size * (before_y / rest) - y / rest * (before_x / size))
        before_x += x
        before_y += y
    return _unit(fsum(terms))


def information_index(areas: Sequence[Column]) -> float:
    """Return Theil's information theory index H of two or more groups.

    Parameters
    ----------
    areas : sequence of sequences of float, shape (n, k), persons per area and group, >= 0

    Returns
    -------
    float in 0–1: 0 when every area has the mix of the whole, 1 when no area mixes groups.

    Raises
    ------
    DomainError
        A count is negative.
    EmptyError
        There are no people, or they all belong to one group.

    References
    ----------
    Theil and Finizza (1971), A note on the measurement of racial integration of schools,
    Journal of Mathematical Sociology 1:187–194; Reardon and Firebaugh (2002), Measures of
    multigroup segregation, Sociological Methodology 32:33–67.
    """
    return _index(areas, _entropy)


def ordinal_information_index(areas: Sequence[Column]) -> float:
    """Return the ordinal information theory index H^O of groups in order, such as quintiles.

    Parameters, range and errors are those of `information_index`; the columns are in order.

    References
    ----------
    Reardon (2009), Measures of ordinal segregation, Research on Economic Inequality
    17:129–155.
    """
    return _index(areas, _ordinal_entropy)


def local_quotients(part: Column, whole: Column) -> list[float | None]:
    """Return each area's share of one count divided by its share of another.

    Parameters
    ----------
    part, whole : sequences of float, shape (n,), counts per area, >= 0

    Returns
    -------
    list, shape (n,): 1 where the area has its share; None where `whole` is 0.

    Raises
    ------
    DomainError
        A count is negative.
    EmptyError
        A column sums to 0.

    References
    ----------
    Isard (1960), Methods of Regional Analysis, MIT Press, ch. 7.
    """
    parts, wholes = _total(part, "x"), _total(whole, "n")
    return [(x / parts) / (n / wholes) if n else None for x, n in zip(part, whole, strict=True)]


def populated(areas: Iterable[Column]) -> int:
    """Return the number of areas where anyone lives."""
    return sum(any(area) for area in areas)


def check_parts(group: Column, total: Column) -> None:
    """Raise if a count is negative, a group is larger than its total, or no one is there."""
    _total(group, None)
    _total(total, "totalen")
    for x, n in zip(group, total, strict=True):
        if x > n:
            raise DomainError(f"Gruppen {x:g} är större än totalen {n:g}; kontrollera raden.")


def _index(areas: Sequence[Column], entropy: Entropy) -> float:
    totals = [_total(column, None) for column in zip(*areas, strict=True)]
    people, whole = fsum(totals), entropy(totals)
    if whole == 0:
        raise EmptyError("Alla hör till samma grupp, eller ingen finns; måttet är inte definierat.")
    within = fsum(fsum(area) * entropy(area) for area in areas)
    return _unit(1 - within / (people * whole))


def _entropy(counts: Column) -> float:
    """Return Σ p ln(1/p), where 0 · ln(1/0) is 0."""
    people = fsum(counts)
    shares = (n / people for n in counts if n)
    return -fsum(share * log(share) for share in shares if share)  # 0 when it is too small


def _ordinal_entropy(counts: Column) -> float:
    """Return the sum over the cuts between groups of the entropy of below and above."""
    below, cuts = 0.0, []
    people = fsum(counts)
    for n in counts[:-1]:
        below += n
        cuts.append(_entropy((below, max(0.0, people - below))))
    return fsum(cuts)


def _total(column: Column, name: str | None) -> float:
    """Return the sum of a column of counts; a column with a name must not be empty."""
    if min(column, default=0.0) < 0:
        raise DomainError(f"Antalet {min(column):g} är negativt; ange antal som är minst 0.")
    total = fsum(column)
    if total == 0 and name is not None:
        raise EmptyError(f"Summan av {name} är 0; måttet är inte definierat.")
    return total


def _unit(value: float) -> float:
    """Return a value in 0–1, where rounding may have put it just outside."""
    return min(1.0, max(0.0, value))
