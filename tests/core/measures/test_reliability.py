"""What shares are reliable, at the limits of the standard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.measures.reliability import is_reliable
from regso.errors import DomainError


@pytest.mark.parametrize(
    ("events", "trials", "reliable"),
    [
        (15, 29, False),  # under 30 persons
        (0, 100, True),  # 0–3.7 %: narrow
        (0, 60, False),  # 0–6.0 %: wider than 5 points, and 1.3 times 0 is 0
        (20, 38, False),  # 37.3–67.5 %: over 30 points
        (20, 44, True),  # 31.7–59.9 %: 28.2 points, under 1.3 times 45 %
        (6, 100, False),  # 2.8–12.5 %: 9.7 points, over 1.3 times 6 %
        (16, 100, True),  # 10.1–24.4 %: 14.3 points, under 1.3 times 16 %
    ],
)
def test_the_limits_are_those_of_the_standard(events, trials, reliable):
    """Parker et al. 2017; the intervals are Wilson's."""
    assert is_reliable(events, trials) is reliable


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_reliable_share_stays_reliable_with_ten_times_the_persons(events, trials):
    events = min(events, trials)
    if is_reliable(events, trials):
        assert is_reliable(10 * events, 10 * trials)


def test_what_is_no_share_is_refused():
    with pytest.raises(DomainError):
        is_reliable(5, 4)
