"""Standardised rates against PHEindicatormethods 2.1.0 and NumPy."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.measures.rates import poisson_limits
from regso.core.measures.standardisation import directly_standardised, indirectly_standardised
from regso.errors import DomainError, EmptyError

ESP2013 = [
    5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000,
    4000, 2500, 1500, 1000,
]  # fmt: skip
PERSONS = [
    636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207,
]  # fmt: skip
BIG = [127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91]
SMALL = [12, 4, 3, 2, 3, 4, 8, 2, 2, 3, 4, 5, 6, 8, 5, 6, 5, 5, 4]
TINY = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0]
REF_EVENTS = [
    10303, 2824, 0, 3615, 3641, 3490, 3789, 3213, 3031, 2771, 3089, 3490, 3595, 4745, 5514, 7125,
    5694, 6210, 5757,
]  # fmt: skip
REF_PERSONS = [
    50520, 57173, 60213, 54659, 44345, 50128, 62163, 67423, 62899, 55463, 60479, 49974, 44140,
    40888, 37239, 30819, 18136, 15325, 13918,
]  # fmt: skip

COUNTS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1, 10**5), st.integers(1, 10**4)),
    min_size=1,
    max_size=20,
)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (BIG, (10430.247991469423, 9717.709067985681, 11178.94091547925)),
        (SMALL, (1103.212025300104, 877.455767536709, 1367.0882227251795)),
    ],
)
def test_a_direct_rate_has_the_limits_of_pheindicatormethods(events, expected):
    """PHEindicatormethods 2.1.0, its own test data."""
    result = directly_standardised(events, PERSONS, ESP2013, 100_000)
    assert result == pytest.approx(expected, rel=1e-12)


def test_a_direct_rate_of_nine_events_is_withheld():
    """PHEindicatormethods 2.1.0 gives no rate below 10 events."""
    assert sum(TINY) == 9
    assert np.isnan(directly_standardised(TINY, PERSONS, ESP2013, 100_000)).all()
    assert not np.isnan(directly_standardised([2, *TINY[1:]], PERSONS, ESP2013, 100_000)).any()


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (BIG, (1.0707232939020275, 1.0017147712553987, 1.143233287249895)),
        (SMALL, (0.10886683770400503, 0.08765040101829405, 0.1336657632841891)),
        (TINY, (0.010767049882813684, 0.004923380825095776, 0.02043921455549973)),
    ],
)
def test_an_smr_has_the_limits_of_pheindicatormethods(events, expected):
    """PHEindicatormethods 2.1.0: Byar, and exact Poisson for the nine events."""
    result = indirectly_standardised(events, PERSONS, REF_EVENTS, REF_PERSONS)
    assert result == pytest.approx(expected, rel=1e-12)
    one_sum = indirectly_standardised([sum(events)], PERSONS, REF_EVENTS, REF_PERSONS)
    assert one_sum == pytest.approx(expected, rel=1e-12)


@given(COUNTS)
def test_a_direct_rate_is_the_weighted_mean_of_the_rates(rows):
    events, persons, standard = map(np.array, zip(*rows, strict=True))
    result = directly_standardised(events.tolist(), persons.tolist(), standard.tolist(), 1000)
    if events.sum() < 10:
        assert np.isnan(result).all()
        return
    assert result.value == pytest.approx(
        1000 * np.average(events / persons, weights=standard), rel=1e-12
    )
    assert 0 <= result.lower <= result.value <= result.upper


@given(st.integers(10, 10**5), st.integers(1, 10**6))
def test_one_age_group_is_a_plain_rate_with_byars_limits(events, persons):
    result = directly_standardised([events], [persons], [7], 1000)
    plain = [1000 * count / persons for count in (events, *poisson_limits(events))]
    assert result == pytest.approx(plain, rel=1e-9)


@given(COUNTS)
def test_the_reference_itself_has_an_smr_of_one(rows):
    events, persons, _ = zip(*rows, strict=True)
    if not sum(events):
        return
    assert indirectly_standardised(events, persons, events, persons).value == pytest.approx(1)


def test_a_wider_level_gives_a_wider_interval():
    for compute in (
        lambda level: directly_standardised(BIG, PERSONS, ESP2013, 1, level),
        lambda level: indirectly_standardised(BIG, PERSONS, REF_EVENTS, REF_PERSONS, level),
    ):
        widths = [r.upper - r.lower for r in map(compute, (0.8, 0.9, 0.95, 0.99))]
        assert all(a < b for a, b in pairwise(widths))


def test_an_age_group_outside_the_standard_may_be_empty():
    with_empty = directly_standardised([20, 0], [100, 0], [10, 0], 1)
    assert with_empty == directly_standardised([20], [100], [10], 1)


def test_a_lower_limit_is_never_negative():
    """One event in a group of enormous weight makes Dobson's lower limit negative."""
    assert directly_standardised([10, 1], [10**6, 1], [1, 10**6], 1).lower == 0


def test_an_age_group_without_persons_is_refused_with_the_way_out():
    with pytest.raises(EmptyError, match="saknar befolkning; slå ihop den med gruppen bredvid"):
        directly_standardised([20, 0], [100, 0], [10, 5], 1)
    with pytest.raises(EmptyError, match="saknar befolkning"):
        indirectly_standardised([20], [100, 5], [10, 5], [1000, 0])


def test_an_empty_standard_or_nothing_expected_is_an_empty_denominator():
    with pytest.raises(EmptyError, match="Standardbefolkningen är tom"):
        directly_standardised([20], [100], [0], 1)
    with pytest.raises(EmptyError, match="Standardbefolkningen är tom"):
        directly_standardised([], [], [], 1)
    with pytest.raises(EmptyError, match="Det förväntade antalet är 0"):
        indirectly_standardised([20], [100], [0], [1000])


@pytest.mark.parametrize("bad", range(3))
def test_a_negative_number_is_refused(bad):
    columns = [[20.0], [100.0], [10.0]]
    columns[bad] = [-1.0]
    with pytest.raises(DomainError, match="Talet -1 är negativt"):
        directly_standardised(*columns, 1)
    with pytest.raises(DomainError, match="Talet -1 är negativt"):
        indirectly_standardised(*columns, [100.0])


def test_a_level_outside_0_and_1_is_refused_also_where_the_rate_is_withheld():
    with pytest.raises(DomainError, match="Konfidensnivån 95"):
        directly_standardised(TINY, PERSONS, ESP2013, 1, 95)
