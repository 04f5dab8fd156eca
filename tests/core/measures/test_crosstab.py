"""Cross tables against pandas."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.measures.aggregate import BLANK, OKAND, OUTSIDE
from regso.core.measures.crosstab import alphabetic, crosstab
from regso.core.measures.typetable import ROWS
from regso.errors import BadValueError

EMPTY = "(tom)"
CATEGORY = st.sampled_from(["Ö", "å", "B", "a", EMPTY])
TABLE = st.lists(
    st.tuples(st.integers(0, 7), CATEGORY, st.none() | st.floats(-1e6, 1e6)), max_size=60
)
ORDER = {"a": 0, "B": 1, "å": 2, "Ö": 3, EMPTY: 4}


def columns(rows):
    return [list(c) for c in zip(*rows, strict=True)] if rows else [[], [], []]


@given(TABLE)
def test_sums_agree_with_pandas(rows):
    types, categories, values = columns(rows)
    found = crosstab(types, categories, values, empty=EMPTY)
    frame = pd.DataFrame({"t": types, "c": categories, "v": values}, dtype=object)
    frame["v"] = frame["v"].astype(float)
    frame = frame[(frame["t"] != OUTSIDE) & ~((frame["t"] == BLANK) & frame["v"].isna())]
    frame["t"] = frame["t"].replace(BLANK, OKAND)
    assert found.categories == sorted(frame["c"].unique(), key=ORDER.__getitem__)
    for j, part in enumerate([*(frame[frame["c"] == c] for c in found.categories), frame]):
        by_type = part.groupby("t")["v"].sum()
        for i, kind in enumerate(ROWS):
            wanted = {"1+2": [1, 2], "okänd": [OKAND], "totalt": range(6)}.get(kind, [kind])
            assert found.rows[i][j] == pytest.approx(
                by_type.reindex(wanted).sum(), rel=1e-9, abs=1e-6
            )


@given(TABLE)
def test_counts_are_sums_of_ones_for_rows_with_a_code(rows):
    types, categories, _ = columns(rows)
    ones = [1.0 if kind != BLANK else None for kind in types]
    assert crosstab(types, categories, None, empty=EMPTY) == crosstab(
        types, categories, ones, empty=EMPTY
    )


@given(TABLE, st.randoms())
def test_the_order_of_the_rows_does_not_change_a_single_bit(rows, random):
    mixed = random.sample(rows, len(rows))
    assert crosstab(*columns(rows), empty=EMPTY) == crosstab(*columns(mixed), empty=EMPTY)


def test_no_rows_give_only_totals_of_0():
    assert crosstab([], [], None, empty=EMPTY) == ([], [[0.0]] * 8)


def test_categories_are_in_swedish_order():
    assert sorted(["Ödla", "zon", "Ärt", "Ål", "al"], key=alphabetic) == [
        "al",
        "zon",
        "Ål",
        "Ärt",
        "Ödla",
    ]


def test_columns_of_different_length_are_refused():
    with pytest.raises(BadValueError, match="olika många celler"):
        crosstab([1], ["a", "b"], None, empty=EMPTY)
