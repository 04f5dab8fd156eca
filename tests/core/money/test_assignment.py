"""The money, dates and sums of an assignment."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel

from regso.core.money import assignment
from regso.core.money.assignment import Settlement, deadline, reconcile, settle, to_day
from regso.errors import BadValueError, DomainError

ORE = st.integers(0, 10**11).map(lambda n: n / 100)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((500_000, 500_000, 468_250), Settlement(0, 31_750, 0, assignment.REPAY)),
        ((500_000, 400_000, 400_000), Settlement(100_000, 0, 0, assignment.SPENT)),
        ((500_000, 400_000, 400_000.5), Settlement(100_000, 0, 0.5, assignment.OVERSPENT)),
        ((500_000, 0, 0), Settlement(500_000, 0, 0, assignment.NOT_CLAIMED)),
        ((500_000, 600_000, 0), Settlement(0, 600_000, 0, assignment.UNBALANCED)),
        ((0, 0, 0), Settlement(0, 0, 0, assignment.NOT_CLAIMED)),
    ],
)
def test_money_that_was_not_used_is_repaid(amounts, expected):
    """The decisions of 2022-04-28: up to 500,000 kr; what is not used is repaid."""
    assert settle(*amounts) == expected


@given(ORE, ORE, ORE)
def test_money_is_exact_to_the_ore_and_never_negative(available, claimed, spent):
    settled = settle(available, claimed, spent)
    assert min(settled[:3]) >= 0
    assert settled.repayment == round(settled.repayment, 2)
    assert settled.repayment == round(max(0.0, claimed - spent), 2)
    assert settled.overspent == round(max(0.0, spent - claimed), 2)
    assert settled.unclaimed == round(max(0.0, available - claimed), 2)


def test_a_negative_amount_is_refused():
    for bad in ((-1, 0, 0), (0, -1, 0), (0, 0, -1)):
        with pytest.raises(DomainError, match="Ett belopp är negativt"):
            settle(*bad)


@given(st.dates(date(1900, 3, 1), date(2100, 12, 31)))
def test_a_day_has_the_serial_of_excel(day):
    """openpyxl's conversion."""
    serial = to_excel(datetime(day.year, day.month, day.day))  # noqa: DTZ001
    assert to_day(day.isoformat()) == to_day(serial) == to_day(serial + 0.75) == serial


def test_an_iso_time_is_its_day():
    assert to_day(" 2022-10-28T23:59 ") == to_day("2022-10-28") == to_day("20221028") == 44862


@pytest.mark.parametrize("text", ["", "i dag", "28/10 2022", "2022-13-01", "2022-02-29"])
def test_text_that_is_no_date_is_refused(text):
    with pytest.raises(
        BadValueError, match="En cell är inget datum; skriv till exempel 2022-10-28"
    ):
        to_day(text)


@pytest.mark.parametrize("day", [0, -1, 60, 73416, 221028, 20221028, float("inf"), "1899-12-31"])
def test_a_day_outside_1900_to_2100_is_refused(day):
    """221028 is 2022-10-28 to a person, and the year 2505 to Excel."""
    with pytest.raises(DomainError, match="utanför 1900–2100"):
        to_day(day)


@given(st.dates(date(2000, 1, 1), date(2098, 1, 1)), st.integers(-1000, 1000))
def test_days_left_are_the_days_between(today, days):
    due = to_day((today + timedelta(days)).isoformat())
    left, status = deadline(due, to_day(today.isoformat()), done=False)
    assert left == days
    expected = "Förfaller i dag" if days == 0 else "Återstår" if days > 0 else "Försenad"
    assert status == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (True, (None, "Klar")),
        (100, (None, "Klar i tid")),
        (101, (None, "Klar för sent")),
        (110, (None, "Klar för sent")),
        (111, (-10, "Försenad")),  # a day after today is a plan
    ],
)
def test_what_is_done_has_no_days_left(done, expected):
    assert deadline(100, 110, done) == expected


@given(st.lists(st.integers(0, 10**6), min_size=1), st.integers(0, 10**6))
def test_the_difference_is_the_sum_minus_the_total(parts, total):
    difference, status = reconcile(parts, total)
    assert difference == sum(parts) - total
    assert (status == "Stämmer") == (difference == 0)


def test_differences_are_exact_in_decimals():
    assert reconcile([0.1] * 10, 1) == (0, "Stämmer")
    assert reconcile([0.1, 0.2], 0.31) == (-0.01, "Avviker")


def test_no_parts_are_neither_right_nor_wrong():
    for total in (0, 5):
        with pytest.raises(BadValueError, match="Det finns inga delar att stämma av"):
            reconcile([], total)


def test_noise_within_the_tolerance_is_told_apart():
    """Karlstad 2025: published 99,007, RegSO sum 98,999, DeSO sum 98,988."""
    assert reconcile([98_999], 99_007, 8) == (-8, "Stämmer inom toleransen")
    assert reconcile([98_988], 99_007, 8) == (-19, "Avviker")
    assert reconcile([0.3], 0.2, 0.1) == (0.1, "Stämmer inom toleransen")


def test_a_negative_tolerance_is_refused():
    with pytest.raises(DomainError, match="Toleransen -1 är negativ"):
        reconcile([1], 1, -1)
    with pytest.raises(DomainError, match="oändligt"):
        reconcile([1], float("inf"))


def test_100_000_parts_are_reconciled():
    assert reconcile([0.01] * 100_000, 1000).status == "Stämmer"
