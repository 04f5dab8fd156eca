"""Age groups are composed exactly or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.areas.population import age_interval, sex_group, tile
from regso.errors import BadValueError

FIVE_YEARS = [(a, a + 4) for a in range(0, 80, 5)] + [(80, None)]


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("20-64", (20, 64)),
        ("20–64 år", (20, 64)),
        ("-4", (0, 4)),
        ("80-", (80, None)),
        ("80+", (80, None)),
        ("totalt", (0, None)),
        ("18", (18, 18)),
        ("0-4 år", (0, 4)),
    ],
)
def test_an_age_group_may_be_written_in_these_ways(text, interval):
    assert age_interval(text) == interval


@pytest.mark.parametrize("text", ["", "-", "vuxna", "64-20", "20--64"])
def test_what_is_no_age_is_refused(text):
    with pytest.raises(BadValueError, match="skriv till exempel 20-64"):
        age_interval(text)


def test_sexes_have_words_and_codes():
    assert [sex_group(s) for s in ("1", "2", "1+2", "Män", "kvinna", "k")] == [
        "män",
        "kvinnor",
        "totalt",
        "män",
        "kvinnor",
        "kvinnor",
    ]
    with pytest.raises(BadValueError, match='"x" är inget kön'):
        sex_group("x")


def test_a_group_that_does_not_fit_is_not_composed():
    assert tile((20, 64), FIVE_YEARS) == [(a, a + 4) for a in range(20, 65, 5)]
    assert tile((16, 64), FIVE_YEARS) is None
    assert tile((65, None), FIVE_YEARS) == [(65, 69), (70, 74), (75, 79), (80, None)]


def test_the_fewest_groups_are_taken():
    """Adding published values adds their noise, so fewer parts are better."""
    assert tile((0, 9), [(0, 4), (5, 9), (0, 2), (3, 4)]) == [(0, 4), (5, 9)]
    assert tile((0, 9), [(0, 2), (3, 9), (0, 4), (5, 6), (7, 9)]) == [(0, 2), (3, 9)]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=12),
    st.integers(0, 20),
    st.integers(1, 20),
)
def test_the_parts_cover_the_interval_once(groups, low, length):
    intervals = [(a, a + n) for a, n in groups]
    parts = tile((low, low + length), intervals)
    if parts is not None:
        ages = [age for a, b in parts for age in range(a, b + 1)]
        assert ages == list(range(low, low + length + 1))
        assert set(parts) <= set(intervals)
