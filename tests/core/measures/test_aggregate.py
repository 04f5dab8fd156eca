"""Sums by type against pandas, and laws that hold for any rows."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.measures import aggregate
from regso.core.measures.aggregate import BLANK, OKAND, OUTSIDE, members
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


WHOLE = st.one_of(st.integers(-(10**6), 10**6), st.integers(-(2**60), 2**60), st.just(0.5))


@given(st.lists(st.tuples(st.integers(0, 8), WHOLE.map(float)), max_size=60))
def test_large_tables_have_the_same_sums_to_the_last_bit_or_take_the_slow_way(rows):
    types, values = [t for t, _ in rows], [v for _, v in rows]
    whole = aggregate._sums_of_whole_numbers(types, values)
    if whole is None:
        assert any(v % 1 for v in values) or sum(map(abs, values)) >= 2**53
    else:
        exact = [
            sum(Fraction(v) for t, v in rows if t == kind) for kind in range(aggregate.CLASSES)
        ]
        assert whole == exact


def test_a_large_table_with_an_empty_cell_or_a_decimal_is_summed_too():
    types = [1, 2] * 30_000
    assert aggregate.sums(types, [0.5, 1.0] * 30_000)[1:3] == [15_000, 30_000]
    assert aggregate.sums(types, [None, 1.0] * 30_000)[1:3] == [0, 30_000]
    assert aggregate.sums(types, [3.0, 1.0] * 30_000)[1:3] == [90_000, 30_000]


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
