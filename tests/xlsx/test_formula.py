"""Formulas as text: tokens, storage forms, separators, and calls that go straight to Python."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.errors import CellError
from regso.render import direct_call
from regso.xlsx.formula import (
    for_engine,
    functions_in,
    stripped,
    tokenize,
    untokenize,
    with_commas,
)


def column(table, title):
    return "'Indata'!$A$2:$A$9" if (table, title) == ("Indata", "kod") else None


@given(st.text(st.sampled_from("ab1\"'[]{}(),;#N/A!=&. é\n")) | st.text())
def test_the_tokens_of_any_text_are_the_text(text):
    assert untokenize(tokenize(text)) == text


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        ("[1]!REGSO_NAMN(A1)", "REGSO_NAMN(A1)"),
        ("IF(A1,[12]!regso_namn(A1))", "IF(A1,regso_namn(A1))"),
        ("_xldudf_REGSO_NAMN(A1)", "REGSO_NAMN(A1)"),
        ("_XLDUDF_REGSO_NAMN(A1)", "REGSO_NAMN(A1)"),
        ("[1]!ANNAN(A1)&REGSO_A()", "[1]!ANNAN(A1)&REGSO_A()"),
        ('"[1]!REGSO_NAMN"', '"[1]!REGSO_NAMN"'),
        ("[1]Blad1!A1+REGSO_A()", "[1]Blad1!A1+REGSO_A()"),
        ("Indata[REGSO_]", "Indata[REGSO_]"),
    ],
)
def test_storage_prefixes_are_stripped_from_our_functions_alone(formula, plain):
    assert stripped(formula) == plain


def test_functions_are_found_in_every_storage_form_but_not_in_text():
    formula = '[1]!REGSO_A(_xldudf_REGSO_B(regso_c()),"REGSO_D()",Indata[REGSO_E])'
    assert functions_in(formula) == {"REGSO_A", "REGSO_B", "REGSO_C"}
    assert functions_in("SUM(A1)") == set()


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("REGSO_A(,)", 'REGSO_A("","")'),
        ("REGSO_A()", "REGSO_A()"),
        ("REGSO_A( )", "REGSO_A( )"),
        ("REGSO_A(A1, ,2)", 'REGSO_A(A1, "",2)'),
        ("REGSO_A (,1)", 'REGSO_A ("",1)'),
        ("IF(A1,,REGSO_A(B1,))", 'IF(A1,,REGSO_A(B1,""))'),
        ("REGSO_A(SUM(1,,2),)", 'REGSO_A(SUM(1,,2),"")'),
        ('REGSO_A({1,2;3,4},"a,,b")', 'REGSO_A({1,2;3,4},"a,,b")'),
        ("[1]!REGSO_A(Indata[kod],)", "REGSO_A('Indata'!$A$2:$A$9,\"\")"),
        ("SUM(Indata[kod],Indata[annan])", "SUM('Indata'!$A$2:$A$9,Indata[annan])"),
        ("Indata+kod", "Indata+kod"),
        ("Indata", "Indata"),
    ],
)
def test_the_engine_gets_references_and_empty_text_for_what_it_lacks(formula, expected):
    assert for_engine(formula, column) == expected


def test_a_bracket_with_an_escaped_mark_names_the_column_without_it():
    assert for_engine("T[a'[b']]", lambda table, title: f"<{table} {title}>") == "<T a[b]>"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("REGSO_A(1)", "INDEX(REGSO_A(1),1,1)"),
        ("REGSO_A(1)+REGSO_A(2)", "REGSO_A(1)+REGSO_A(2)"),
        ("SUM(REGSO_A(1))", "SUM(REGSO_A(1))"),
    ],
)
def test_only_a_whole_call_is_cut_to_its_first_value(formula, expected):
    assert for_engine(formula, column, cut=True) == expected


PIECES = st.sampled_from(
    ["REGSO_A(", "regso_b(", "_xldudf_REGSO_C(", "[1]!REGSO_D(", "SUM(", ")", ",", ", ", " ", "1",
     "{1,2}", '"a,,b"', '"x[2]!"', "'B,,'!A1", "Indata[kod]", "[2]!namn", "+", "()", ",)"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join), st.booleans())
def test_what_is_not_taken_apart_would_have_come_out_the_same(formula, cut):
    quick = for_engine(formula, column, cut=cut)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("regso.xlsx.formula._TO_CHANGE", re.compile(""))
        assert for_engine(formula, column, cut=cut) == quick


def test_semicolons_become_commas_but_in_arrays_and_text():
    assert with_commas('=A("x;y";{1;2};3)') == '=A("x;y",{1;2},3)'


SCALARS = (
    st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(["#N/A", "#DIV/0!", "#VALUE!"]).map(CellError)
)
ARRAYS = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(SCALARS, min_size=width, max_size=width), min_size=1, max_size=3
    )
)


def written(value, true="TRUE"):
    if value is None:
        return ""
    if isinstance(value, list):
        return "{" + ";".join(",".join(written(cell) for cell in row) for row in value) + "}"
    if isinstance(value, bool):
        return true if value else "FALSE"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return repr(value)


@given(st.lists(SCALARS | ARRAYS | st.none(), min_size=2, max_size=4), st.sampled_from(",;"))
def test_a_call_with_constants_reads_back_as_its_arguments(arguments, separator):
    formula = f"=REGSO_PROV({separator.join(map(written, arguments))})"
    assert direct_call(formula) == ("REGSO_PROV", arguments)


@pytest.mark.parametrize(
    ("formula", "arguments"),
    [
        ("=REGSO_A()", []),
        (" = regso_a( ) ", []),
        ("=REGSO_A(,)", [None, None]),
        ("=REGSO_A(SANT;falskt;+2;.5;1E5)", [True, False, 2, 0.5, 100000]),
        ('=REGSO_A({"a","b";1,-2})', [[["a", "b"], [1, -2]]]),
        ("=REGSO_A({1,2;3})", None),
        ("=REGSO_A({})", None),
        ("=REGSO_A({1}2)", None),
        ("=REGSO_A({1", None),
        ("=REGSO_A(A1)", None),
        ("=REGSO_A(--1)", None),
        ("=REGSO_A(5%)", None),
        ("=REGSO_A(REGSO_B(1))", None),
        ("=REGSO_A(1)+1", None),
        ("=REGSO_A(1)(2)", None),
        ("=REGSO_A(1))", None),
        ("=SUM(1)", None),
        ("=REGSO_A", None),
        ("", None),
    ],
)
def test_only_one_call_with_constants_is_a_direct_call(formula, arguments):
    found = direct_call(formula)
    assert found == (None if arguments is None else ("REGSO_A", arguments))


def test_whole_numbers_are_integers_and_others_are_not():
    _, arguments = direct_call("=REGSO_A(2022;2022.0;0.5)")
    assert [type(argument) for argument in arguments] == [int, int, float]


@pytest.mark.slow
def test_a_range_of_100_000_codes_goes_straight_through():
    codes = ";".join(['"0114C1010"'] * 100_000)
    name, (rows,) = direct_call(f"=REGSO_NAMN({{{codes}}})")
    assert (name, len(rows), rows[-1]) == ("REGSO_NAMN", 100_000, ["0114C1010"])


def test_columns_side_by_side_are_one_reference_for_the_engine():
    places = {"kod": "'Blad'!$A$2:$A$9", "i1": "'Blad'!$C$2:$C$9", "i'3": "'Blad'!$E$2:$E$9"}

    def column(_, title):
        return places.get(title)

    assert for_engine("SUM(Tabell[[i1]:[i''3]])", column) == "SUM('Blad'!$C$2:$E$9)"
    assert for_engine("SUM(Tabell[[i1]:[annan]])", column) == "SUM(Tabell[[i1]:[annan]])"
