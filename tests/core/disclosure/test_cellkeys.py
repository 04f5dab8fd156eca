"""Noise by cell keys: its table is the most even that there is, and a cell always has its own.

The oracle is scipy.optimize (SLSQP), which finds the probabilities from the constraints, knowing
nothing of the dual; closed forms stand beside it where there are any.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from regso.core.disclosure.cellkeys import (
    ONE,
    Noise,
    cell_key,
    moments,
    perturbed,
    record_key,
    table,
)
from regso.errors import DomainError

NOISES = [
    Noise(),
    Noise(2, 1, 1),
    Noise(2, 1.05, 2),
    Noise(3, 1, 1),
    Noise(4, 2, 1),
    Noise(10, 6, 4),
]


def most_even(changes, variance):
    """Return the probabilities of greatest entropy, found from the constraints alone."""
    j = np.array(changes, dtype=float)
    found = minimize(
        lambda p: float((p * np.log(np.maximum(p, 1e-300))).sum()),
        np.full(len(j), 1 / len(j)),
        bounds=[(0, 1)] * len(j),
        constraints=[
            {"type": "eq", "fun": lambda p: p.sum() - 1},
            {"type": "eq", "fun": lambda p: p @ j},
            {"type": "eq", "fun": lambda p: p @ j**2 - variance},
        ],
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-13},
    )
    assert found.success, found.message
    return found.x


@pytest.mark.parametrize("noise", [*NOISES[:-1], pytest.param(NOISES[-1], marks=pytest.mark.slow)])
def test_the_probabilities_are_those_of_greatest_entropy(noise):
    for row in table(noise):
        assert row.probabilities == pytest.approx(most_even(row.changes, noise.variance), abs=2e-5)


def test_high_counts_have_the_closed_form():
    """D = 2 and V = 1: q^(j²) with 6 q⁴ = 1, from 2 q + 8 q⁴ = 1 + 2 q + 2 q⁴."""
    q = 6 ** (-1 / 4)
    whole = 1 + 2 * q + 2 * q**4
    expected = [q**4 / whole, q / whole, 1 / whole, q / whole, q**4 / whole]
    assert table(Noise(2, 1, 1))[-1].probabilities == pytest.approx(expected, abs=1e-12)


@given(st.integers(1, 12), st.floats(0.05, 0.95), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_every_row_is_unbiased_has_the_variance_and_keeps_out_of_small_counts(far, part, least):
    noise = Noise(far, max(part * far, 1e-3), least)
    try:
        rows = table(noise)
    except DomainError as error:
        assert "ange" in str(error)  # noqa: PT017 - which noises there are is not the question
        return
    for count, row in enumerate(rows, 1):
        mean, variance = moments(row)
        assert mean == pytest.approx(0, abs=1e-6)
        assert variance == pytest.approx(noise.variance, rel=1e-6)
        assert sum(row.probabilities) == pytest.approx(1)
        assert min(row.probabilities) >= 0
        results = [count + j for j in row.changes]
        assert all(n == 0 or n >= least for n in results)
        assert max(map(abs, row.changes)) <= far
    assert rows[-1].changes == list(range(-far, far + 1))
    assert len(rows) < 2 or len(rows[-2].changes) < len(rows[-1].changes)


def test_zero_stays_zero_and_high_counts_share_a_row():
    assert {perturbed(0, k / 100, Noise()) for k in range(100)} == {0}
    changes = [perturbed(900, k / 1000, Noise()) - 900 for k in range(1000)]
    assert changes == [perturbed(12, k / 1000, Noise()) - 12 for k in range(1000)]
    assert (min(changes), max(changes)) == (-5, 5)
    assert not {1, 2} & {perturbed(n, k / 500, Noise()) for n in range(1, 9) for k in range(500)}


def test_over_even_keys_counts_have_the_stated_moments():
    """A fine grid of keys: the mean of what is shown is the count, and the variance is 3."""
    keys = (np.arange(20_000) + 0.5) / 20_000
    for count in (1, 2, 5, 40):
        shown = np.array([perturbed(count, k, Noise()) for k in keys])
        assert shown.mean() == pytest.approx(count, abs=2e-3)
        assert shown.var() == pytest.approx(3, abs=5e-3)


@given(st.lists(st.integers(0, ONE - 1), max_size=30), st.randoms())
def test_a_cell_has_one_key_whatever_the_order_of_its_records(keys, random):
    numbers = [record_key(k / ONE) for k in keys]
    assert numbers == keys
    mixed = random.sample(numbers, len(numbers))
    assert cell_key(mixed) == cell_key(numbers)
    assert 0 <= cell_key(numbers) < 1


@pytest.mark.parametrize("number", [-0.1, 1.0, 17.0, float("nan")])
def test_what_is_no_key_is_refused(number):
    with pytest.raises(DomainError, match="ska vara minst 0 och mindre än 1"):
        record_key(number)


@pytest.mark.parametrize(
    ("noise", "sentence"),
    [
        (Noise(0), "d 0 ska vara"),
        (Noise(21), "d 21 ska vara"),
        (Noise(5, 5.0, 1), "ange v mellan 0 och 5"),
        (Noise(5, 1.0, 3), "ange v mellan 2 och 5"),
        (Noise(2, 1.0, 4), "Med d 2 och minst 4 finns inget brus"),
        (Noise(2, 1.0, 10**9), "ange ett större d eller ett lägre minst"),
    ],
)
def test_noise_that_there_is_not_is_refused(noise, sentence):
    with pytest.raises(DomainError, match=sentence):
        table(noise)
