"""Student's quantiles against SciPy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from regso.core.measures.student import t_of
from regso.errors import DomainError


@given(st.floats(0.01, 0.9999), st.one_of(st.integers(1, 60), st.integers(61, 2_000_000)))
def test_quantiles_are_scipys(level, freedom):
    """SciPy 1.17, t.isf."""
    assert t_of(level, freedom) == pytest.approx(t.isf((1 - level) / 2, freedom), rel=1e-8)


def test_a_level_that_is_none_is_refused():
    with pytest.raises(DomainError, match="Konfidensnivån"):
        t_of(1.0, 3)
