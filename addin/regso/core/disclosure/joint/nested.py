"""Which areas to hide in a list that stands beside the sums of their type.

An area has cases and others. Each number from 1 to threshold - 1 of them is hidden, with all that
the list has of the area. A reader who has the sum of the type subtracts the areas that are shown,
and so knows the sum of those that are hidden. So one more area of the type is hidden, an ample
one, with at least `threshold` cases and as many others: whatever a small number is from 1 to
threshold - 1, the ample area can make up for, by moving at most threshold - 2 persons between its
cases and its others. It does so alone, so this holds also where the persons of every area are
published elsewhere, and for who is alone in another hidden number and knows that it is 1.

The ample area is hidden in every type with a small number, also where several small ones would
protect each other, so that the size of the pattern says nothing more.

Where the sums of the type are known by groups too, and a group may be a place (a kommun, an
office), a reader may know that two areas have no group in common, and then one cannot make up for
the other. So the persons move within the part of both areas that has the same groups: they change
no sum of any group, and hold for a reader who knows how many persons every part has.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from regso.core.disclosure.keys import draw

_BETTER = 2  # times the threshold: an ample area that remains one, whatever it makes up for

Area = tuple[float, float]  # cases and persons
Parts = Mapping[Hashable, Area]  # of an area, by the groups that its persons have


def is_small(area: Area, threshold: float) -> bool:
    """Tell whether an area has few cases, or few others, but some.

    >>> [is_small(area, 5) for area in ((3, 80), (78, 80), (0, 2), (0, 80), (5, 80))]
    [True, True, True, False, False]
    """
    cases, persons = area
    return 0 < cases < threshold or 0 < persons - cases < threshold


def hidden_areas(
    areas: Mapping[str, Area],
    threshold: float,
    key: bytes | None = None,
    parts: Mapping[str, Parts] | None = None,
) -> frozenset[str] | None:
    """Return the areas of a type to hide beside its sums; None where none can be shown.

    Parameters
    ----------
    areas : mapping of code to (cases, persons)
        All that the sums of the type consist of.
    threshold : float
        The lowest number that may be shown.
    key : bytes or None
        The agency's secret, which then chooses among ample areas; else the fewest persons do.
    parts : mapping of code to Parts, or None
        The areas by group, where the sums of the type are known by group.

    >>> areas = {"a": (3, 80), "b": (20, 90), "c": (30, 95), "d": (0, 60)}
    >>> sorted(hidden_areas(areas, 5) or ())
    ['a', 'b']
    >>> hidden_areas({"a": (3, 80), "d": (0, 60)}, 5) is None
    True
    >>> kommuner = {"a": "K", "b": "L", "c": "K", "d": "K"}
    >>> parts = {code: {kommuner[code]: area} for code, area in areas.items()}
    >>> sorted(hidden_areas(areas, 5, parts=parts) or ())
    ['a', 'c']
    """
    small = frozenset(code for code, area in areas.items() if is_small(area, threshold))

    def price(code: str) -> tuple[bool, float, str]:
        cost = areas[code][1] if key is None else draw(key, "area", code)
        return _least(areas[code]) < _BETTER * threshold, cost, code

    ample = sorted((c for c, area in areas.items() if _least(area) >= threshold), key=price)
    chosen: set[str] = set()
    for code in sorted(small):
        able = [
            each
            for each in ample
            if parts is None or _can_make_up(parts[code], parts[each], threshold)
        ]
        if not able:
            return None
        if not chosen & {*able}:
            chosen.add(able[0])
    return small | chosen


def _can_make_up(small: Parts, ample: Parts, threshold: float) -> bool:
    """Tell whether a small number can be any from 1 to threshold - 1, by moves within parts.

    One person of the ample area is left out of each part, who knows what she is herself.
    """
    cases, others = _halves(small)
    of_ample = _halves(ample)
    fall, rise = (
        sum(min(count, max(0, there.get(group, 0) - 1)) for group, count in here.items())
        for here, there in ((cases, of_ample[1]), (others, of_ample[0]))
    )
    x, rest = sum(cases.values()), sum(others.values())
    return all(
        falls >= count - 1 and rises >= min(threshold - 1 - count, other)
        for count, other, falls, rises in ((x, rest, fall, rise), (rest, x, rise, fall))
        if 0 < count < threshold
    )


def _halves(parts: Parts) -> tuple[dict[Hashable, float], dict[Hashable, float]]:
    """Return the cases and the others by group."""
    return {g: x for g, (x, _) in parts.items()}, {g: n - x for g, (x, n) in parts.items()}


def _least(area: Area) -> float:
    cases, persons = area
    return min(cases, persons - cases)
