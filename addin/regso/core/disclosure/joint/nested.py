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
"""

from __future__ import annotations

from collections.abc import Mapping

from regso.core.disclosure.keys import draw

_BETTER = 2  # times the threshold: an ample area that remains one, whatever it makes up for

Area = tuple[float, float]  # cases and persons


def is_small(area: Area, threshold: float) -> bool:
    """Tell whether an area has few cases, or few others, but some.

    >>> [is_small(area, 5) for area in ((3, 80), (78, 80), (0, 2), (0, 80), (5, 80))]
    [True, True, True, False, False]
    """
    cases, persons = area
    return 0 < cases < threshold or 0 < persons - cases < threshold


def hidden_areas(
    areas: Mapping[str, Area], threshold: float, key: bytes | None = None
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

    >>> areas = {"a": (3, 80), "b": (20, 90), "c": (30, 95), "d": (0, 60)}
    >>> sorted(hidden_areas(areas, 5) or ())
    ['a', 'b']
    >>> hidden_areas({"a": (3, 80), "d": (0, 60)}, 5) is None
    True
    """
    small = frozenset(code for code, area in areas.items() if is_small(area, threshold))
    if not small:
        return small
    ample = {code: area for code, area in areas.items() if _least(area) >= threshold}
    if not ample:
        return None

    def price(code: str) -> tuple[bool, float, str]:
        cost = ample[code][1] if key is None else draw(key, "area", code)
        return _least(ample[code]) < _BETTER * threshold, cost, code

    return small | {min(ample, key=price)}


def _least(area: Area) -> float:
    cases, persons = area
    return min(cases, persons - cases)
