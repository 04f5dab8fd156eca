"""Types and cut-offs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.areas.areatypes import (
    CUT_OFF_RULE,
    NAMES,
    PUBLISHED_CUT_OFFS,
    CutOffs,
    to_type,
)
from regso.core.areas.index import moments
from regso.errors import BadValueError, DomainError, EmptyError


def test_the_names_are_those_of_statistics_sweden():
    """TAB6586, the note on "Områdestyp"."""
    assert [str(NAMES[t]).lower() for t in (1, 2, 3, 4, 5)] == [
        "områden med stora socioekonomiska utmaningar",
        "områden med socioekonomiska utmaningar",
        "socioekonomiskt blandade områden",
        "områden med goda socioekonomiska förutsättningar",
        "områden med mycket goda socioekonomiska förutsättningar",
    ]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (1, 1),
        (5.0, 5),
        ("3", 3),
        ("1+2", "1+2"),
        ("1–2", "1+2"),
        ("1-2", "1+2"),
        (" Alla ", "alla"),
        ("okänd", "okänd"),
        ("totalt", "alla"),
    ],
)
def test_a_type_may_be_written_in_these_ways(raw, found):
    assert to_type(raw) == found


@pytest.mark.parametrize("raw", [0, 6, 1.5, True, "typ 1", "", None])
def test_what_is_no_type_is_refused(raw):
    with pytest.raises(BadValueError, match="är ingen områdestyp; ange 1, 2, 3, 4, 5"):
        to_type(raw)


def test_the_cut_offs_of_2022_are_those_quoted_from_statistics_sweden():
    """Mean 9.10 and sd 5.47 give 20.04, 14.57, 9.10 and 3.63 (quoted, status in the fact)."""
    fact = PUBLISHED_CUT_OFFS[0]
    cut_offs = CutOffs.from_moments(fact.mean, fact.sd)
    assert cut_offs.thresholds == pytest.approx((20.04, 14.57, 9.10, 3.63), abs=1e-12)
    assert CUT_OFF_RULE.steps == (2, 1, 0, -1)


def test_a_value_on_a_cut_off_belongs_to_the_type_with_more_challenges():
    cut_offs = CutOffs.from_moments(9.0, 4.0)
    assert [cut_offs.classify(v) for v in (17, 16.999, 13, 12.999, 9, 8.999, 5, 4.999)] == [
        1,
        2,
        2,
        3,
        3,
        4,
        4,
        5,
    ]


@pytest.mark.parametrize("index", [-5, 500, float("nan")])
def test_what_is_no_index_has_no_type(index):
    with pytest.raises(DomainError, match=f"Index {index} ligger inte mellan 0 och 100"):
        CutOffs.from_moments(9.0, 4.0).classify(index)


def test_binary_noise_does_not_move_a_value_off_its_cut_off():
    """0.1 + 0.2 is 0.30000000000000004 in binary."""
    assert CutOffs.from_moments(0.1, 0.2).classify(0.3) == 2


@given(st.lists(st.floats(0, 100), min_size=2, max_size=50))
def test_a_higher_index_never_gives_a_type_with_fewer_challenges(index):
    cut_offs = moments(index).cut_offs()
    ordered = [cut_offs.classify(v) for v in sorted(index)]
    assert ordered == sorted(ordered, reverse=True)


def test_the_standard_deviation_divides_by_n_minus_one():
    """Statistics textbook: the sample sd of 2, 4, 4, 4, 5, 5, 7, 9 is sqrt(32/7)."""
    _, mean, sd = moments([2, 4, 4, 4, 5, 5, 7, 9])
    assert (mean, sd) == (5, pytest.approx((32 / 7) ** 0.5, rel=1e-15))


def test_one_value_has_no_standard_deviation():
    with pytest.raises(EmptyError, match="minst två indexvärden"):
        moments([3.0])
