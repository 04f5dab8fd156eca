"""Identifiers, their check digits against python-stdnum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.money import identifiers
from regso.core.money.identifiers import (
    BANKGIRO,
    DNR,
    KINDS,
    ORGNR,
    PLUSGIRO,
    is_valid,
    validate,
)
from regso.errors import BadValueError

luhn = pytest.importorskip("stdnum.luhn", reason="python-stdnum is the oracle of check digits")

GOOD = {
    ORGNR: ["202100-0837", "212000-0142", "212000-1355", "556036-0793", "556047-3521"],
    BANKGIRO: ["5052-5781", "160-9908", "900-8004"],
    PLUSGIRO: ["90 20 01-7", "900800-4", "902003-3"],
    DNR: ["Ju2022/01504", "A2022/00330", "Ju2022/01512", "LI2024/00001", "S2021/12345"],
}


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in GOOD.items() for t in texts])
def test_published_identifiers_are_valid(kind, text):
    """Statistics Sweden, Stockholm, Göteborg, Saab, Bankgirot; Kammarkollegiet; charities."""
    number = validate(kind, text)
    assert validate(kind, number) == number
    assert validate(kind, f"  {text}\u00a0") == number


@given(st.text("0123456789", min_size=9, max_size=9))
def test_the_check_digit_of_an_orgnr_is_that_of_stdnum(digits):
    number = digits + luhn.calc_check_digit(digits)
    allowed = digits[0] not in "04" and digits[2] not in "01"
    assert is_valid(ORGNR, number) == allowed
    assert is_valid(ORGNR, f"{number[:6]}-{number[6:]}") == allowed
    assert is_valid(ORGNR, f"16{number}") == allowed
    for wrong in set("0123456789") - {number[-1]}:
        assert not is_valid(ORGNR, digits + wrong)


@given(st.text("0123456789", min_size=1, max_size=7).filter(lambda d: d.strip("0")))
def test_the_check_digit_of_giro_numbers_is_that_of_stdnum(digits):
    number = digits + luhn.calc_check_digit(digits)
    assert is_valid(PLUSGIRO, number)
    assert is_valid(PLUSGIRO, f"{digits}-{number[-1]}")
    assert is_valid(BANKGIRO, number) == (len(number) >= 7)
    wrong = digits + str((int(number[-1]) + 1) % 10)
    assert not is_valid(PLUSGIRO, wrong)
    assert not is_valid(BANKGIRO, wrong)


@given(st.sampled_from(KINDS), st.text())
def test_any_text_is_valid_or_refused_with_a_sentence(kind, text):
    if not is_valid(kind, text):
        with pytest.raises(BadValueError, match=r"^[A-ZÅÄÖ].*\.$"):
            validate(kind, text)


@pytest.mark.parametrize(
    "personal", ["121212-1212", "19121212-1212", "191212121212", "20121212-1212", "19121212+1212"]
)
def test_a_personnummer_is_no_orgnr_and_is_never_repeated(personal):
    with pytest.raises(BadValueError, match="ser ut som ett personnummer") as error:
        validate(ORGNR, personal)
    assert "1212" not in str(error.value)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (ORGNR, "202100-083", "har tio siffror, till exempel 202100-0837"),
        (ORGNR, "20210-00837", "har tio siffror"),
        (ORGNR, "17202100-0837", "har tio siffror"),
        (ORGNR, "402100-0835", "börjar med 1, 2, 3, 5, 6, 7, 8 eller 9"),
        (ORGNR, "202100-0838", "Kontrollsiffran stämmer inte"),
        (ORGNR, "٢٠٢١٠٠-٠٨٣٧", "har tio siffror"),
        (BANKGIRO, "5052-5782", "Kontrollsiffran stämmer inte"),
        (BANKGIRO, "50-525781", "har sju eller åtta siffror"),
        (BANKGIRO, "123456", "har sju eller åtta siffror"),
        (BANKGIRO, "0000-0000", "Kontrollsiffran stämmer inte"),
        (PLUSGIRO, "90 20 01-8", "Kontrollsiffran stämmer inte"),
        (PLUSGIRO, "9", "har två till åtta siffror"),
        (PLUSGIRO, "123456789", "har två till åtta siffror"),
        (DNR, "ju2022/01504", "skrivs som Ju2022/01504"),
        (DNR, "Ju2022/1504", "skrivs som Ju2022/01504"),
        (DNR, "Ju2022/015045", "skrivs som Ju2022/01504"),
        (DNR, "JUXX2022/01504", "skrivs som Ju2022/01504"),
        (DNR, "2022/01504", "skrivs som Ju2022/01504"),
        (DNR, True, "skrivs som"),
        (ORGNR, None, "har tio siffror"),
        (ORGNR, 202100083.7, "har tio siffror"),
    ],
)
def test_what_is_wrong_is_said(kind, text, message):
    with pytest.raises(BadValueError, match=message):
        validate(kind, text)


def test_digits_may_be_held_as_a_number():
    assert validate(ORGNR, 2021000837.0) == validate(ORGNR, 2021000837) == "2021000837"
    assert validate(PLUSGIRO, 9020017.0) == "9020017"


def test_a_dash_of_any_kind_is_a_hyphen():
    assert identifiers.compact(ORGNR, "202100–0837") == "2021000837"
