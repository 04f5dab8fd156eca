"""The parts of a change against the mean over the orders of change, in fractions."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.core.measures.question.decomposition import Area, Parts, decomposed
from regso.core.measures.question.targeting import Persons

SHARES, TYPES, POPULATION = "shares", "types", "population"
persons = st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
registers = st.lists(
    st.builds(
        lambda was, is_now, one, other: Area(was, is_now, Persons(*one), Persons(*other)),
        st.booleans(), st.booleans(), persons, persons,
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


def share(areas, changed):
    """Return the share of the type where some of the three are those of the second year."""
    cases = size = Fraction(0)
    for area in areas:
        shares = [Fraction(p.cases, p.persons) if p.persons else None
                  for p in (area.before, area.after)]  # fmt: skip
        own = shares[SHARES in changed]
        own = own if own is not None else shares[SHARES not in changed] or 0
        weight = (area.is_now if TYPES in changed else area.was) * (
            area.after if POPULATION in changed else area.before
        ).persons
        cases, size = cases + own * weight, size + weight
    return cases / size if size else None


def by_orders(areas):
    """Return the three parts: the mean over the orders where the shares change first or last."""
    found = {SHARES: [], TYPES: [], POPULATION: []}
    for order in permutations(found):
        if order[1] == SHARES:
            continue
        steps, changed = {}, set()
        for what in order:
            before = share(areas, changed)
            changed.add(what)
            after = share(areas, changed)
            steps[what] = None if None in {before, after} else after - before
        for what, step in steps.items():
            found[what].append(step)
    return {what: [s for s in steps if s is not None] for what, steps in found.items()}


@settings(max_examples=200)
@given(registers)
def test_the_parts_are_the_mean_over_the_orders_of_change(areas):
    found = decomposed(areas)
    if None in {share(areas, ()), share(areas, {SHARES, TYPES, POPULATION})}:
        assert found is None
        return
    exact = by_orders(areas)
    for value, name in zip(found, (SHARES, TYPES, POPULATION), strict=True):
        if exact[name]:
            mean = sum(exact[name]) / len(exact[name])
            assert value == pytest.approx(float(mean), abs=1e-12)
        else:
            assert value is None


@given(registers)
def test_the_parts_sum_to_the_change(areas):
    found = decomposed(areas)
    if found is not None and None not in found:
        change = share(areas, {SHARES, TYPES, POPULATION}) - share(areas, ())
        assert sum(found) == pytest.approx(float(change), abs=1e-12)


@given(registers)
def test_turning_the_years_around_turns_the_parts_around(areas):
    found = decomposed(areas)
    around = decomposed([Area(a.is_now, a.was, a.after, a.before) for a in areas])
    assert (found is None) == (around is None)
    for one, other in zip(found or (), around or (), strict=True):
        assert one == (None if other is None else pytest.approx(-other, abs=1e-12))


@given(registers)
def test_where_no_area_changes_its_type_nothing_is_reclassified(areas):
    found = decomposed([area._replace(is_now=area.was) for area in areas])
    if found is not None:
        assert found.reclassified == pytest.approx(0, abs=1e-12)


def test_each_part_alone_by_hand():
    one, other = Persons(1, 10), Persons(3, 10)
    up = Area(True, True, one, other)
    assert decomposed([up]) == pytest.approx((0.2, 0, 0))
    enters = [Area(True, True, one, one), Area(False, True, other, other)]
    assert decomposed(enters) == pytest.approx((0, 0.1, 0))
    grows = [Area(True, True, one, one), Area(True, True, other, Persons(9, 30))]
    assert decomposed(grows) == pytest.approx((0, 0, 0.05))


def test_an_area_with_persons_one_year_alone_is_population():
    new = Area(True, True, Persons(0, 0), Persons(3, 10))
    same = Area(True, True, Persons(1, 10), Persons(1, 10))
    assert decomposed([new, same]) == pytest.approx((0, 0, 0.1))


def test_where_nobody_stays_to_compare_the_two_cannot_be_told_apart():
    gone = Area(True, False, Persons(1, 10), Persons(0, 0))
    come = Area(False, True, Persons(0, 0), Persons(3, 10))
    assert decomposed([gone, come]) == Parts(0, None, None)
    assert decomposed([gone]) is None
    assert decomposed([]) is None
