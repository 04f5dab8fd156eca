"""A packed column gives the same answers as the cells one by one."""

import fake_pywin32
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.functions import call
from regso.hosts.excel.blocks import EMPTY, LARGEST, PART, is_packed, packed, unpacked
from regso.hosts.excel.edge import MARK

CELLS = st.text(st.characters(exclude_characters=[PART, EMPTY, MARK]))
WHOLE = st.integers(-int(LARGEST) + 1, int(LARGEST) - 1).map(float)


@given(st.lists(CELLS, min_size=2))
def test_texts_come_back_as_they_were(cells):
    rows = [[cell] for cell in cells]
    assert unpacked(packed(rows)) == rows


@given(st.lists(WHOLE | st.sampled_from(["", f"{MARK}#N/A"]), min_size=2))
def test_whole_numbers_are_written_out(cells):
    text = packed([[cell] for cell in cells])
    assert [
        float(part) if part[:1] in set("-0123456789") else part for part in text[2:].split(PART)
    ] == cells


@pytest.mark.parametrize(
    "rows",
    [
        [["a"]],
        [["a", "b"], ["c", "d"]],
        [[0.5], [1.0]],
        [["a"], [1.0]],
        [[True], [False]],
        [["a"], [f"b{PART}c"]],
        [[LARGEST], [1.0]],
    ],
)
def test_what_a_text_could_not_tell_apart_is_left_as_it_is(rows):
    assert packed(rows) is rows


def test_an_empty_cell_is_none_and_a_text_that_is_no_column_stays():
    assert unpacked(f"{PART}ta{PART}{EMPTY}{PART}") == [["a"], [None], [""]]
    assert unpacked("9901") == "9901"
    assert not is_packed(None)


def test_who_sends_a_column_packed_gets_one(server, example):
    client = fake_pywin32.Wrapped(server.XLPython())
    codes = ["9901R001", "", "9901R999", "9901R002"]
    plain = client.CallUDF("regso_udf", "REGSO_TYP", ([[code] for code in codes], 2022.0))
    given_block = client.CallUDF("regso_udf", "REGSO_TYP", (f"{PART}t{PART.join(codes)}", 2022.0))
    assert given_block == packed(plain)
    assert is_packed(given_block)
    names = client.CallUDF("regso_udf", "REGSO_NAMN", (f"{PART}t9901R001{PART}9901R002", None))
    assert unpacked(names) == call("REGSO_NAMN", [[["9901R001"], ["9901R002"]]])
