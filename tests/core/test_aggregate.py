"""Sums by type against pandas, and laws that hold for any rows."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core import aggregate
from regso.core.aggregate import BLANK, OKAND, OUTSIDE, members
from regso.errors import BadValueError, DomainError, EmptyError

ROWS = st.lists(
    st.tuples(st.integers(0, 7), st.none() | st.floats(-1e9, 1e9), st.none() | st.floats(0, 1e6)),
    max_size=200,
)
EVERY = (1, 2, 3, 4, 5, "1+2", "okänd", "alla")


@given(ROWS, st.sampled_from(EVERY))
def test_sums_agree_with_pandas(rows, which):
    frame = pd.DataFrame(rows, columns=["type", "value", "weight"]).astype(float)
    expected = frame.loc[frame["type"].isin(members(which)), "value"].sum()
    total = aggregate.total([r[0] for r in rows], [r[1] for r in rows], which)
    assert total == pytest.approx(expected, rel=1e-9, abs=1e-3)


@given(ROWS, st.randoms())
def test_the_order_of_the_rows_does_not_change_a_single_bit(rows, random):
    mixed = random.sample(rows, len(rows))
    for which in EVERY:
        one, other = (
            aggregate.total([r[0] for r in table], [r[1] for r in table], which)
            for table in (rows, mixed)
        )
        assert one == other


def test_all_includes_okand_and_blank_but_not_what_lies_outside():
    types, values = [1, OKAND, BLANK, OUTSIDE], [1.0, 10.0, 100.0, 1000.0]
    assert aggregate.total(types, values, "alla") == 111
    assert aggregate.total(types, values, "okänd") == 110
    assert aggregate.total(types, values, "1+2") == 1


def test_a_row_without_code_counts_only_when_it_has_a_value():
    types, values = [3, BLANK, BLANK, BLANK, OKAND], [None, 5.0, 0.0, None, None]
    assert aggregate.counts(types)[BLANK] == 0
    found = aggregate.counts(types, values)
    assert (found[3], found[OKAND], found[BLANK]) == (1, 1, 2)


@given(ROWS.filter(lambda rows: any(v is not None and w for _, v, w in rows)))
def test_the_weighted_mean_agrees_with_pandas(rows):
    frame = pd.DataFrame(rows, columns=["type", "value", "weight"]).astype(float)
    frame = frame[frame["type"] != OUTSIDE].dropna()
    types, values, weights = (list(c) for c in zip(*rows, strict=True))
    if frame["weight"].sum() == 0:
        with pytest.raises(EmptyError):
            aggregate.mean(types, values, weights, "alla")
        return
    expected = (frame["value"] * frame["weight"]).sum() / frame["weight"].sum()
    assert aggregate.mean(types, values, weights, "alla") == pytest.approx(
        expected, rel=1e-6, abs=1e-3
    )


def test_a_mean_without_weights_is_the_plain_mean_of_the_rows_with_values():
    assert aggregate.mean([1, 1, 1, 2], [1.0, None, 4.0, 9.0], None, 1) == 2.5


def test_a_mean_of_nothing_is_an_empty_denominator():
    with pytest.raises(EmptyError, match="inga värden att räkna medelvärde av"):
        aggregate.mean([1], [None], None, "alla")


def test_a_negative_weight_is_refused():
    with pytest.raises(DomainError, match="En vikt är negativ"):
        aggregate.mean([1, 1], [1.0, 2.0], [1.0, -1.0], "alla")


def test_columns_of_different_length_are_refused():
    with pytest.raises(BadValueError, match="Områdena har 2 och 1 celler"):
        aggregate.sums([1, 2], [1.0])
