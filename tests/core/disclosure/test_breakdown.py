"""What is hidden of many indicators, asked of an integer program that knows all tables at once.

The program (HiGHS in SciPy) has a number for every count of persons and of each indicator by
type and group, and the equations of what is shown. It shares no code with the moves.
"""

import random
from itertools import product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from draws import more, slow
from regso.core.disclosure.joint.breakdown import Hidden, Indicator, hidden_together
from regso.core.disclosure.joint.moves import EVERYTHING, Counts, Place

KINDS = 6
ROWS = [[0], [1], [2], [3], [4], [0, 1], [5], [0, 1, 2, 3, 4, 5]]


def register(seed, groups=(2, 3), persons=60, shares=(0.1, 0.5)):
    """Return counts of persons, and of indicators, by type and by breakdowns of some groups."""
    rng = random.Random(seed)  # noqa: S311 - invented registers
    weights = [rng.choice([0, 1, 3, 9]) for _ in range(KINDS - 1)] + [1]
    people = []
    for _ in range(persons):
        kind = rng.choices(range(KINDS), weights)[0]
        own = [0, *(min(rng.randrange(n), rng.randrange(n + kind % 2)) for n in groups)]
        people.append((kind, own, [rng.random() < share for share in shares]))

    def counts(chosen):
        return Counts(
            [
                [
                    [
                        sum(k == kind and own[b] == g for k, own, _ in chosen)
                        for kind in range(KINDS)
                    ]
                    for g in range(n)
                ]
                for b, n in enumerate((1, *groups))
            ]
        )

    indicators = [counts([p for p in people if p[2][i]]) for i in range(len(shares))]
    return counts(people), indicators


class Reader:
    """Somebody who has all that is shown, and the equations of it."""

    def __init__(self, persons, indicators, hidden, threshold, knows=()):
        self.tables = [persons, *indicators]
        self.leaves = [(b, g, k) for b, groups in enumerate(persons.breakdowns)
                       for g in range(len(groups)) for k in range(KINDS)]  # fmt: skip
        self.at = {leaf: i for i, leaf in enumerate(self.leaves)}
        self.hidden, self.threshold = hidden, threshold
        self.equations, self.low, self.high = [], [], []
        for table in range(len(self.tables)):
            for b, k in product(range(1, len(persons.breakdowns)), range(KINDS)):
                groups = range(len(persons.breakdowns[b]))
                self._say(0, 0, *((table, (b, g, k), 1) for g in groups), (table, (0, 0, k), -1))
        for place in persons.places:
            for table, counts in enumerate(self.tables):
                if not self.is_hidden(table, place):
                    self._say(counts.at(place), counts.at(place), *self._parts(table, place))
        for b, g, k in self.leaves:
            place = Place(b, g, [0, 1, 2, 3, 4, 6][k])
            is_everywhere = place in hidden.everywhere
            n = persons.breakdowns[b][g][k]
            self._say(int(not is_everywhere and n > 0), np.inf, (0, (b, g, k), 1))
            for table in range(1, len(self.tables)):
                # What is hidden of an indicator alone is neither 0 nor all, which is shown,
                # but where the whole breakdown is hidden.
                whole = all(self.is_hidden(table, each) for each in persons.of({place.breakdown}))
                is_gap = self.is_hidden(table, place) and not (is_everywhere or whole)
                gap = int(is_gap)
                self._say(gap, np.inf, (table, (b, g, k), 1))
                self._say(gap, np.inf, (0, (b, g, k), 1), (table, (b, g, k), -1))
        for table, place in knows:
            count = self.tables[table].at(place)
            self._say(count, count, *self._parts(table, place))

    def is_hidden(self, table, place):
        own = self.hidden.of[table - 1] if table else ()
        return place in self.hidden.everywhere or place in own

    def _parts(self, table, place):
        return [(table, (place.breakdown, place.group, k), 1) for k in ROWS[place.row]]

    def _say(self, low, high, *terms):
        row = np.zeros(len(self.tables) * len(self.leaves))
        for table, leaf, sign in terms:
            row[table * len(self.leaves) + self.at[leaf]] += sign
        self.equations.append(row)
        self.low.append(low)
        self.high.append(high)

    def can_be(self, number, *terms):
        """Tell whether whole numbers fit all that is shown and make a sum of counts a number."""
        row = np.zeros(len(self.equations[0]))
        for table, leaf, sign in terms:
            row[table * len(self.leaves) + self.at[leaf]] += sign
        found = milp(
            np.zeros(len(row)),
            constraints=[
                LinearConstraint(np.array(self.equations), self.low, self.high),
                LinearConstraint(row[None, :], number, number),
            ],
            integrality=np.ones(len(row)),
            bounds=Bounds(0, np.inf),
        )
        return found.status == 0

    def disclosed(self):
        """Yield every small count that cannot be all that it should, and what it cannot be."""
        persons, *indicators = self.tables
        for place in persons.places:
            n = persons.at(place)
            least = persons.least(place) if place not in self.hidden.everywhere else 1
            for number in range(least, self.threshold) if 0 < n < self.threshold else ():
                if not self.can_be(number, *self._parts(0, place)):
                    yield "persons", place, number
            for table, counts in enumerate(indicators, 1):
                x = counts.at(place)
                small = 0 < x < self.threshold, 0 < n - x < self.threshold
                rest = [(0, leaf, 1) for _, leaf, _ in self._parts(0, place)] + [
                    (table, leaf, -1) for _, leaf, _ in self._parts(table, place)
                ]
                least = len(ROWS[place.row])
                for number in range(least, min(self.threshold, n - least + 1)):
                    if small[0] and not self.can_be(number, *self._parts(table, place)):
                        yield table, place, number
                    if small[1] and not self.can_be(number, *rest):
                        yield -table, place, number


@pytest.mark.parametrize("seed", [2, 5, *slow(0, 1), *more(3, 4, *range(6, 12))])
@pytest.mark.parametrize("threshold", [3, 5])
def test_no_small_count_of_any_table_can_be_told_from_all_of_them(seed, threshold):
    persons, indicators = register(seed, persons=100 + 300 * (seed % 3))
    hidden = hidden_together(persons, [Indicator(each) for each in indicators], threshold)
    shown = [place for place in persons.places if place not in hidden.everywhere]
    assert not [place for place in shown if 0 < persons.at(place) < threshold]
    assert list(Reader(persons, indicators, hidden, threshold).disclosed()) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 5, 7, 8])
def test_who_is_alone_in_a_count_cannot_tell_another(seed):
    """She knows that the count is 1; the parts of the sums that she stands in are hers to know."""
    threshold = 3
    persons, indicators = register(seed, persons=100 + 300 * (seed % 3))
    hidden = hidden_together(persons, [Indicator(each) for each in indicators], threshold)
    alone = [
        (table, Place(b, g, row))
        for table, counts in enumerate(indicators, 1)
        for b, groups in enumerate(counts.breakdowns)
        for g, group in enumerate(groups)
        for k, row in enumerate([0, 1, 2, 3, 4, 6])
        if b and group[k] == 1
    ]
    assert alone
    for table, own in alone[:3]:
        reader = Reader(persons, indicators, hidden, threshold, knows=[(table, own)])
        others = [
            each
            for each in reader.disclosed()
            if each[1][1] != own[1] and each[1][0] == own[0] and each[1].row < 5
        ]
        assert others == []


def test_the_program_finds_what_is_shown_too_much():
    """One hidden count of a safe pattern is shown again: a small count can be told."""
    persons, indicators = register(2, persons=700)
    hidden = hidden_together(persons, [Indicator(each) for each in indicators], 5)
    [own, other] = hidden.of
    sure = [
        place
        for place in own
        if any(Reader(persons, indicators, Hidden(set(), [own - {place}, other]), 5).disclosed())
    ]
    assert sure


def test_where_nothing_is_small_nothing_is_hidden():
    persons = Counts([[[90] * KINDS], [[30] * KINDS, [60] * KINDS]])
    half = Counts([[[45] * KINDS], [[15] * KINDS, [30] * KINDS]])
    assert hidden_together(persons, [Indicator(half)], 5) == Hidden(set(), [set()])


def test_everything_is_hidden_where_all_are_few():
    persons = Counts([[[4, 0, 0, 0, 0, 0]]])
    found = hidden_together(persons, [Indicator(persons)], 5)
    assert EVERYTHING in found.everywhere
    assert len(found.everywhere) == 8


def test_a_few_of_many_hide_one_indicator_and_no_other():
    persons = Counts([[[90] * KINDS]])
    few = Counts([[[1, 0, 0, 0, 2, 0]]])
    many = Counts([[[45] * KINDS]])
    found = hidden_together(persons, [Indicator(few), Indicator(many)], 5)
    assert not found.everywhere
    assert found.of == [set(persons.places), set()]


def test_events_may_be_more_than_persons_and_few_who_lack_them_are_no_rest():
    persons = Counts([[[20] * KINDS], [[10] * KINDS, [10] * KINDS]])
    events = Counts([[[38] * KINDS], [[19] * KINDS, [19] * KINDS]])
    assert hidden_together(persons, [Indicator(events, is_share=False)], 5).of == [set()]
    most = Counts([[[18] * KINDS], [[9] * KINDS, [9] * KINDS]])  # 2 and 1 persons have it not
    assert hidden_together(persons, [Indicator(most)], 5).of != [set()]


def test_a_small_count_hides_one_more_of_its_type_and_else_okand_and_1_plus_2():
    """The cheapest closed shape: two groups, and okänd rather than another type."""
    persons = Counts([[[200] * KINDS], [[100] * KINDS, [100] * KINDS]])
    one, two = [3, 40, 40, 40, 40, 40], [40] * KINDS
    has = Counts([[[a + b for a, b in zip(one, two, strict=True)]], [one, two]])
    [own] = hidden_together(persons, [Indicator(has)], 5).of
    assert own == {Place(1, g, row) for g in (0, 1) for row in (0, 5, 6)}
