"""Codes are repaired only where nothing has to be guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.areas import codes
from regso.errors import BadValueError

REGSO = st.from_regex(r"[0-9]{4}R[0-9]{3}", fullmatch=True)
DESO = st.from_regex(r"[0-9]{4}[ABC][0-9]{4}", fullmatch=True)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("0114R001", "0114R001"),
        (" 0114r001 ", "0114R001"),
        ("0114\u00a0R001", "0114R001"),
        ("114R001", "0114R001"),
        ("114c1010", "0114C1010"),
        ("0114R001_RegSO2025", "0114R001"),
        ("0114C1010_DeSO2025", "0114C1010"),
        ("0114C1010_DeSO2018", "0114C1010"),
        ("114", "0114"),
        (114, "0114"),
        (114.0, "0114"),
        (1480, "1480"),
        (1, "01"),
        ("1", "01"),
        ("00", "00"),
    ],
)
def test_a_messy_code_is_repaired(raw, clean):
    assert codes.compact(raw) == clean


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "0114X001",
        "0114R01",
        "0114R0011",
        "0114D1010",
        "OI14R001",
        0,
        "0",
        0.0,
        114.5,
        -114,
        10_000,
        float("nan"),
        float("inf"),
        True,
        False,
        None,
        "0114R001 Bollstanäs",
        "０１１４R001",
    ],
)
def test_what_is_no_code_is_refused(raw):
    assert not codes.is_valid(raw)
    with pytest.raises(BadValueError, match="är ingen områdeskod; skriv till exempel 0114R001"):
        codes.compact(raw)


@given(st.one_of(REGSO, DESO))
def test_a_clean_code_is_its_own_repair(code):
    assert codes.compact(code) == code


@given(st.one_of(REGSO, DESO), st.sampled_from(["", " ", "\t", "\u00a0"]), st.booleans())
def test_blanks_case_and_a_lost_zero_change_nothing(code, blank, lower):
    messy = blank + (code.lower() if lower else code) + blank
    assert codes.compact(messy) == code
    if code.startswith("0") and code[1] != "0":
        assert codes.compact(messy.replace("0", "", 1)) == code


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("00", "riket"),
        ("01", "lan"),
        ("0114", "kommun"),
        ("0114R001", "regso"),
        ("0114C1010", "deso"),
    ],
)
def test_the_length_of_a_code_tells_its_level(code, level):
    assert codes.level(code) == level


@pytest.mark.parametrize(
    ("raw", "vintage"),
    [
        ("0114C1010_DeSO2018", 2020),
        ("0114R001_RegSO2020", 2020),
        ("0114r001_regso2025 ", 2025),
        ("0114R001 (RegSO2025)", 2025),
        ("0114R001_RegSO2018", 2020),
        ("0114R001", None),
    ],
)
def test_a_code_keeps_the_vintage_that_it_states(raw, vintage):
    code = codes.read(raw)
    assert code.vintage == vintage
    assert codes.compact(raw) == code.text == raw.upper()[: len(code.text)]
    assert codes.read(code.spelled) == code


@pytest.mark.parametrize(
    "raw",
    ["0114R001_RegSO2031", "0114R001_DeSO2025", "0114C1010_DeSO2020", "0114_RegSO2025",
     "0114R001(RegSO2030)"],
)  # fmt: skip
def test_a_vintage_that_does_not_exist_is_no_code(raw):
    with pytest.raises(codes.UnknownVintageError, match="finns inte för den koden"):
        codes.read(raw)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("19850101-1234", "99999999-9999"),
        ("Anna Svensson", "XXXX XXXXXXXX"),
        ("0114R001 Anna Svensson", "0114R001 …"),
        ("0114X001", "0114X001"),
        ("OI14R001", "OI14R001"),
        (850101.0, "999999"),
        (-3.5, "-9.9"),
    ],
)
def test_a_bad_value_is_shown_without_what_may_be_personal(raw, shown):
    assert codes.masked(raw) == shown


@given(st.text(min_size=1))
def test_a_masked_value_never_shows_a_personnummer(text):
    assert "850101-1234" not in codes.masked(f"850101-1234{text}")
