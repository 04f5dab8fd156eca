"""Which areas are hidden beside sums by type and group, asked of every register that fits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from regso.core.disclosure.joint.nested import hidden_areas, is_small

GROUPS = [(one, two) for one in "km" for two in "xyz"]  # of two breakdowns
PART = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda both: (both[0], sum(both)))
PARTS = st.dictionaries(st.sampled_from(GROUPS), PART, min_size=1, max_size=3)
# In some registers the first group is a place: an area has one of its groups.
PLACED = st.sampled_from("km").flatmap(
    lambda place: st.dictionaries(st.sampled_from([(place, g) for g in "xyz"]), PART, min_size=1)
)
REGISTERS = st.one_of(*(st.lists(area, min_size=2, max_size=6) for area in (PARTS, PLACED)))


def whole(parts):
    cases, persons = zip(*parts.values(), strict=True)
    return sum(cases), sum(persons)


def lived_in(areas):
    """Return parts by code, and the areas they make, of those where anyone lives."""
    parts = {f"a{i}": area for i, area in enumerate(areas) if whole(area)[1]}
    return parts, {code: whole(area) for code, area in parts.items()}


class Reader:
    """Who has the sums of the type by every group, the areas that are shown, and all persons."""

    def __init__(self, parts, hidden):
        self.cells = [(code, group) for code, area in parts.items() for group in area]
        self.parts = parts
        self.least = np.zeros(len(self.cells))
        self.most = np.array([parts[code][group][1] for code, group in self.cells])
        of_group = ((at, name) for at, names in ((0, "km"), (1, "xyz")) for name in names)
        rows = [[group[at] == name for _, group in self.cells] for at, name in of_group]
        rows += [self.of(code) for code in parts if code not in hidden]
        self.rows = np.array(rows, float)
        self.sums = self.rows @ [parts[code][group][0] for code, group in self.cells]

    def of(self, code):
        return [cell[0] == code for cell in self.cells]

    def who(self, code, group, *, has):
        """Return the same reader as one person of a part, who knows whether she has it."""
        one = Reader.__new__(Reader)
        one.__dict__ = {**self.__dict__, "least": self.least.copy(), "most": self.most.copy()}
        at = self.cells.index((code, group))
        if has:
            one.least[at] += 1
        else:
            one.most[at] -= 1
        return one

    def can_be(self, code, number):
        """Tell whether an area can have a number of cases."""
        rows = np.vstack([self.rows, np.array(self.of(code), float)])
        sums = [*self.sums, number]
        found = milp(np.zeros(len(self.cells)), integrality=np.ones(len(self.cells)),
                     bounds=Bounds(self.least, self.most),
                     constraints=LinearConstraint(rows, sums, sums))  # fmt: skip
        return found.status == 0


def readers(parts, hidden, code):
    """Yield the reader who knows nothing more, and each person of another hidden area."""
    plain = Reader(parts, hidden)
    yield plain
    for other in sorted(hidden - {code}):
        for group, (x, n) in parts[other].items():
            for has in {True} if x == n else {False} if x == 0 else {True, False}:
                if n:
                    yield plain.who(other, group, has=has)


@pytest.mark.slow
@settings(max_examples=150)
@given(REGISTERS, st.integers(2, 5))
def test_every_small_number_can_be_any_other_for_who_knows_all_groups(areas, threshold):
    parts, whole_areas = lived_in(areas)
    hidden = hidden_areas(whole_areas, threshold, parts=parts)
    if not hidden:
        return
    for code in hidden:
        x, n = whole_areas[code]
        small = {number for number in range(1, threshold) if 0 < x < threshold and number <= n}
        small |= {n - rest for rest in range(1, threshold) if 0 < n - x < threshold and rest <= n}
        for reader in readers(parts, hidden, code):
            assert {number for number in small if reader.can_be(code, number)} == small


@settings(max_examples=200)
@given(REGISTERS, st.integers(2, 5))
def test_no_small_number_is_shown_and_no_less_is_hidden_than_without_groups(areas, threshold):
    parts, whole_areas = lived_in(areas)
    hidden = hidden_areas(whole_areas, threshold, parts=parts)
    alone = hidden_areas(whole_areas, threshold)
    if hidden is None:
        return
    assert not any(is_small(a, threshold) for c, a in whole_areas.items() if c not in hidden)
    assert alone is not None
    assert len(hidden) >= len(alone)


@given(REGISTERS, st.integers(2, 5))
def test_one_group_hides_what_none_does(areas, threshold):
    _, whole_areas = lived_in(areas)
    parts = {code: {("k", "x"): area} for code, area in whole_areas.items()}
    assert hidden_areas(whole_areas, threshold, parts=parts) == (
        hidden_areas(whole_areas, threshold)
    )


def test_an_ample_area_of_another_kommun_makes_up_for_nothing():
    """The sum of the kommun less the areas shown would be the small number."""
    parts = {"few": {"K": (3, 80)}, "near": {"K": (60, 90)}, "far": {"L": (20, 50)}}
    areas = {code: whole(area) for code, area in parts.items()}
    assert hidden_areas(areas, 5) == {"few", "far"}
    assert hidden_areas(areas, 5, parts=parts) == {"few", "near"}
    reader = Reader({c: {(g.lower(), "x"): a for g, a in area.items()} for c, area in
                     parts.items()}, {"few", "far"})  # fmt: skip
    assert [number for number in range(1, 5) if reader.can_be("few", number)] == [3]


@pytest.mark.parametrize(("there", "hidden"), [(3, None), (4, {"few", "ample"})])
def test_the_ample_area_needs_room_in_the_groups_that_both_have(there, hidden):
    """From 2 the small number must rise by 2 and fall by 1, with one person of each to spare."""
    parts = {"few": {"k": (2, 40)}, "ample": {"k": (there - 1, 40), "m": (30, 60)}}
    areas = {code: whole(area) for code, area in parts.items()}
    assert hidden_areas(areas, 5, parts=parts) == hidden
