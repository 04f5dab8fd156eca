"""The incomplete beta function and the tail of F against SciPy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc
from scipy.stats import f

from regso.core.measures.beta import incomplete
from regso.core.measures.fisher import f_tail

sizes = st.one_of(st.integers(1, 60), st.integers(61, 100_000))


@given(sizes, sizes, st.floats(0, 1))
def test_the_incomplete_beta_function_is_scipys(a, b, x):
    """SciPy 1.17, betainc."""
    assert incomplete(a / 2, b / 2, x, 1 - x) == pytest.approx(betainc(a / 2, b / 2, x), abs=1e-10)


@given(st.floats(0, 1e6), st.integers(1, 60), sizes)
def test_the_tail_of_f_is_scipys(ratio, one, other):
    """SciPy 1.17, f.sf."""
    exact = f.sf(ratio, one, other)
    assert f_tail(ratio, one, other) == pytest.approx(exact, rel=1e-7, abs=1e-250)


def test_the_ends():
    assert f_tail(0, 3, 7) == 1
    assert incomplete(2, 3, 0, 1) == 0
    assert incomplete(2, 3, 1, 0) == 1
