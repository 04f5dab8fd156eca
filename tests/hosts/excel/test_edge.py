"""What pywin32 gives becomes cells of the registry, and the other way."""

import datetime as dt
import logging
from decimal import Decimal
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.errors import CellError
from regso.functions import last_error
from regso.hosts.excel import edge
from regso.hosts.excel.edge import MARK, answer, incoming, outgoing

CODES = {
    -2146826288: "#NULL!", -2146826281: "#DIV/0!", -2146826273: "#VALUE!", -2146826265: "#REF!",
    -2146826259: "#NAME?", -2146826252: "#NUM!", -2146826246: "#N/A",
}  # fmt: skip
PLAIN = st.one_of(st.none(), st.booleans(), st.text(), st.floats(allow_nan=False))


@pytest.mark.parametrize(("number", "code"), CODES.items())
def test_an_int_with_the_code_of_an_error_value_is_that_error(number, code):
    assert incoming(number) == CellError(code)
    assert incoming(((1.0, number),)) == [[1.0, CellError(code)]]
    assert incoming(float(number)) == float(number)


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        (-2146826243, CellError("#SPILL!")),
        (-2146826238, CellError("#CALC!")),
        (-2146826245, CellError("#VALUE!")),  # #GETTING_DATA, which the registry does not know
        (-2146828289, -2146828289),
        (-2146825288, -2146825288),
        (2042, 2042),
        (True, True),
    ],
)
def test_other_ints_are_numbers_but_for_the_newer_error_values(number, cell):
    assert incoming(number) == cell
    assert type(incoming(number)) is type(cell)


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        (dt.datetime(2022, 12, 31), 44926.0),  # noqa: DTZ001 - as some versions of pywin32
        (dt.datetime(2022, 12, 31, 12, tzinfo=dt.UTC), 44926.5),
        (Decimal("12.5"), 12.5),
    ],
)
def test_dates_and_currencies_become_the_numbers_that_value2_has(raw, cell):
    assert incoming(raw) == cell
    assert incoming(((raw,), ("x",))) == [[cell], ["x"]]


def test_a_range_of_one_row_that_xlwings_made_flat_is_a_column():
    assert incoming(("a", -2146826246)) == [["a"], [CellError("#N/A")]]


@given(st.lists(st.lists(PLAIN, min_size=2, max_size=2), min_size=1))
def test_what_cells_hold_comes_in_as_it_is(rows):
    assert [list(row) for row in incoming(tuple(map(tuple, rows)))] == rows


@given(st.lists(st.lists(PLAIN, min_size=2, max_size=2), min_size=1))
def test_what_goes_out_is_text_a_finite_float_or_a_truth_value_in_the_same_shape(rows):
    sent = outgoing(rows, MARK)
    for given_row, row in zip(rows, sent, strict=True):
        for cell, out in zip(given_row, row, strict=True):
            assert type(out) in (str, float, bool)
            is_infinite = type(cell) is float and cell in (float("inf"), -float("inf"))
            assert out == ("" if cell is None else "\x1f#NUM!" if is_infinite else cell)


@pytest.mark.parametrize(
    ("cell", "sent"),
    [
        (CellError("#N/A"), "\x1f#N/A"), (float("nan"), "\x1f#NUM!"), (None, ""), (7, 7.0),
        (2**40, float(2**40)), (True, True), ("å", "å"),
    ],
)  # fmt: skip
def test_each_kind_of_cell_is_sent_as_pywin32_can_hand_it_over(cell, sent):
    assert outgoing([[cell]], MARK) == [[sent]]
    assert type(outgoing([[cell]], MARK)[0][0]) is type(sent)


def test_without_a_mark_an_error_value_is_its_text():
    assert outgoing([[CellError("#N/A")], [float("inf")]], "") == [["#N/A"], ["#NUM!"]]


PERSON = "19121212-1212"


def test_a_bug_is_a_value_error_that_is_logged_without_what_cells_hold(mocker, caplog):
    mocker.patch.object(edge, "call", side_effect=KeyError(PERSON))
    with caplog.at_level(logging.ERROR, logger="regso.excel"):
        rows = answer("REGSO_TYP", [((PERSON, 1.0), ("x", 2.0)), (PERSON,), None, PERSON], MARK)
    assert rows == [["\x1f#VALUE!"]]
    [record] = caplog.records
    text = record.getMessage()
    assert text.startswith("REGSO_TYP(2x2; 1x1; NoneType; str): KeyError\n")
    assert Path(edge.__file__).name in text
    assert PERSON not in text
    log = Path(platformdirs.user_log_dir("regso", appauthor=False), "regso-excel.log")
    assert last_error() == f"Internt fel i REGSO_TYP; se {log}."


def test_an_argument_that_is_no_cell_is_a_bug_of_the_caller_and_shown_as_a_value_error(caplog):
    with caplog.at_level(logging.ERROR, logger="regso.excel"):
        assert answer("REGSO_TYP", [object(), None]) == [["#VALUE!"]]
    assert "REGSO_TYP(object; NoneType): TypeError" in caplog.text
