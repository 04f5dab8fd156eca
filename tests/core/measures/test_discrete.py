"""Distributions of a count against SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, fisher_exact, hypergeom

from regso.core.measures.discrete import at_most_as_probable, binomial, hypergeometric

TINY = 1e-300


def shown(counts, size):
    found = np.zeros(size + 1)
    found[counts.first : counts.first + len(counts.chances)] = counts.chances
    return found


@given(st.floats(1e-4, 1e4), st.integers(0, 300))
def test_binomial_is_scipys(odds, trials):
    expected = binom.pmf(range(trials + 1), trials, odds / (1 + odds))
    assert shown(binomial(odds, trials, TINY), trials) == pytest.approx(expected, abs=1e-10)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60))
def test_hypergeometric_is_scipys(chosen, cases, others):
    persons = max(cases + others, chosen)
    expected = hypergeom.pmf(range(persons + 1), persons, cases, chosen)
    found = hypergeometric(chosen, cases, persons, TINY)
    assert shown(found, persons) == pytest.approx(expected, abs=1e-10)


@given(*[st.integers(0, 40)] * 4)
def test_the_probability_of_what_is_no_more_probable_is_fishers(a, b, c, d):
    found = at_most_as_probable(hypergeometric(a + b, a + c, a + b + c + d, TINY), a)
    assert found == pytest.approx(fisher_exact([[a, b], [c, d]]).pvalue, rel=1e-7)


@given(st.integers(0, 80), st.integers(1, 80), st.integers(1, 99))
def test_and_of_the_binomial_test(x, more, hundredths):
    trials, share = x + more, hundredths / 100
    found = at_most_as_probable(binomial(share / (1 - share), trials, TINY), x)
    assert found == pytest.approx(binomtest(x, trials, share).pvalue, rel=1e-7)


def test_a_tail_that_is_cut_is_negligible():
    counts = binomial(1.0, 10_000, 1e-18)
    assert len(counts.chances) < 1000
    assert sum(counts.chances) == pytest.approx(1, abs=1e-14)
    assert at_most_as_probable(counts, 0) == 0
