"""Percentiles against NumPy and Excel's own example."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.measures.quantiles import percentile
from regso.errors import DomainError

VALUES = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=60)


def test_the_example_of_excel():
    """Microsoft, PERCENTILE.INC function: {1;3;2;4} and 0.3 give 1.9."""
    assert percentile([1, 3, 2, 4], 0.3) == pytest.approx(1.9, rel=1e-15)


@given(VALUES, st.floats(0, 1))
def test_it_agrees_with_numpy(values, share):
    expected = np.percentile(values, 100 * share, method="linear")
    scale = max(map(abs, values))
    assert percentile(values, share) == pytest.approx(expected, rel=1e-12, abs=1e-11 * scale)


@given(VALUES, st.floats(0, 1), st.floats(0, 1))
def test_it_rises_with_the_share_from_the_smallest_to_the_largest(values, one, other):
    low, high = sorted((one, other))
    scale = max(map(abs, values))
    assert min(values) <= percentile(values, low) <= percentile(values, high) + 1e-12 * scale
    assert (percentile(values, 0), percentile(values, 1)) == (min(values), max(values))


def test_one_value_is_every_percentile():
    assert percentile([7.0], 0.5) == 7.0


def test_no_values_have_no_percentile():
    with pytest.raises(DomainError, match="inga värden att räkna en percentil av"):
        percentile([], 0.5)


@pytest.mark.parametrize("share", [-0.1, 1.1, 50, float("nan")])
def test_a_share_outside_0_to_1_is_refused(share):
    with pytest.raises(DomainError, match="ligger inte mellan 0 och 1"):
        percentile([1.0], share)
