"""Personnummer are found however they are written, and other numbers are not.

The numbers are invented. Their check digits are those of python-stdnum, whose module for
Swedish personnummer also says which of the plain forms are right.
"""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.money.persons import can_be_person, can_be_time, has_personal_number

luhn = pytest.importorskip("stdnum.luhn", reason="python-stdnum is the oracle of check digits")
personnummer = pytest.importorskip("stdnum.se.personnummer")


def checked(nine):
    return f"{nine}{luhn.calc_check_digit(nine)}"


DATE, LAST = "850417", checked("850417913")[6:]
COORDINATED = checked("850477913")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

SPELLINGS = {
    "plain": f"{DATE}{LAST}",
    "century": f"19{DATE}{LAST}",
    "hyphen": f"{DATE}-{LAST}",
    "plus sign": f"{DATE}+{LAST}",
    "century and hyphen": f"19{DATE}-{LAST}",
    "century apart": f"19 {DATE}-{LAST}",
    "century with a hyphen": f"19-{DATE}-{LAST}",
    "born in the 19th century": f"18{DATE}-{LAST}",
    "born in this century": f"20{checked('120417913')}",
    "space": f"{DATE} {LAST}",
    "two spaces": f"{DATE}  {LAST}",
    "spaces around a hyphen": f"{DATE} - {LAST}",
    "tab": f"{DATE}\t{LAST}",
    "newline": f"{DATE}-\n{LAST}",
    "slash": f"{DATE}/{LAST}",
    "point": f"{DATE}.{LAST}",
    "underscore": f"{DATE}_{LAST}",
    "bar": f"{DATE}|{LAST}",
    "colon": f"{DATE}:{LAST}",
    "equals": f"{DATE}={LAST}",
    "bracket": f"{DATE} ({LAST})",
    "middle dot": f"{DATE}·{LAST}",
    "arrow": f"{DATE}→{LAST}",
    "date in its parts": f"1985-04-17-{LAST}",
    "date and space": f"1985-04-17 {LAST}",
    "date with spaces": f"1985 04 17 {LAST}",
    "date with slashes": f"1985/04/17/{LAST}",
    "date with points": f"85.04.17.{LAST}",
    "short date with spaces": f"85 04 17-{LAST}",
    "date with no-break spaces": f"85\u00a004\u00a017\u00a0{LAST}",
    "every digit apart": " ".join(f"{DATE}{LAST}"),
    "every digit with a point": ".".join(f"19{DATE}{LAST}"),
    "samordningsnummer": COORDINATED,
    "samordningsnummer with a hyphen": f"{COORDINATED[:6]}-{COORDINATED[6:]}",
    "samordningsnummer without a day": checked("850460913"),
    "samordningsnummer without a date": checked("850060913"),
    "mistyped": f"{DATE}-{(int(LAST) + 1) % 10000:04d}",
    "mistyped, with century": f"19{DATE}{(int(LAST) + 1) % 10000:04d}",
    "last four unknown": f"{DATE}-0000",
    "T-number": f"{DATE}-T386",
    "T-number without hyphen": f"{DATE}T386",
    "t-number": f"19{DATE}-t386",
    "T-number after a date in its parts": "1985-04-17-T386",
    "TF-number": f"{DATE}-TF13",
    "reserve number": f"19{DATE}K238",
    "reserve number with a hyphen": f"{DATE}-A386",
    "number in a cell": f"{DATE}{LAST}.0",
    "in a text": f"Kim {DATE}-{LAST} bor",
    "glued to letters": f"Kim{DATE}-{LAST}x",
    "after an underscore": f"_{DATE}{LAST}",
    "after a comma": f",{DATE}-{LAST}",
    "after a point": f"nr.{DATE}{LAST}",
    "in an item of a list": f"1.{DATE}-{LAST}",
    "in a link": f"https://a/?pnr=19{DATE}{LAST}&b",
    "in quotes": f"'{DATE}-{LAST}'",
    "full-width digits": f"19{DATE}{LAST}".translate(FULL_WIDTH),
    "full-width hyphen": f"{DATE}－{LAST}",
    "bold digits": f"{DATE}{LAST}".translate(BOLD),
    "Thai digits": f"{DATE}-{LAST}".translate(THAI),
}
SEPARATORS = {
    "no-break space": "\u00a0", "thin space": "\u2009", "narrow no-break space": "\u202f",
    "figure space": "\u2007", "ideographic space": "\u3000", "soft hyphen": "\u00ad",
    "zero-width space": "\u200b", "zero-width non-joiner": "\u200c", "word joiner": "\u2060",
    "byte-order mark": "\ufeff", "variation selector": "\ufe0f", "grapheme joiner": "\u034f",
    "right-to-left mark": "\u200f", "Hangul filler": "\u3164", "Braille blank": "\u2800",
    "en dash": "–", "em dash": "—", "minus": "−", "no-break hyphen": "\u2011",
    "hyphen bullet": "\u2043", "box line": "─", "line separator": "\u2028", "small hyphen": "﹣",
}  # fmt: skip


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_personnummer_is_found_however_it_is_written(name):
    assert has_personal_number(SPELLINGS[name])


@pytest.mark.parametrize("name", SEPARATORS)
def test_a_personnummer_is_found_with_any_character_between_its_parts(name):
    between = SEPARATORS[name]
    assert has_personal_number(f"{DATE}{between}{LAST}")
    assert has_personal_number(f"19{DATE}{between}-{LAST}")
    assert has_personal_number(between.join([*DATE, *LAST]))
    assert has_personal_number(f"1985{between}04{between}17{between}{LAST}")


@pytest.mark.parametrize(
    "text",
    ["19900101-2384", "900101-2384", "900101+2384", "9001019802", "Anna 199001019802.",
     "900161–9802", "20220915-2384", "220915-2384", "20220915+1200"],
)  # fmt: skip
def test_a_personnummer_is_found_within_a_text(text):
    assert has_personal_number(text)


OTHERS = [
    "", "202100-0837", "556703-7485", "165567037485", "Ju2022/01504", "2022/00330", "1.2-345/2022",
    "9001019803", "901301-2384", "900132-2384", "12900101-23845",
    f"119{DATE}{LAST}", f"19{DATE}{LAST}0", f"0.{DATE}{LAST}", f"3,{DATE}{LAST}",
    f"{DATE}{LAST},40", f"{DATE}{LAST}.05", "1 985 041 791", "850 417 913 1",
    "2026-03-02", "2026-03-02 12:34", "2026-03-02T12:34:00", "2026-03-02T1234", "20260302 123456",
    "20260101-20261231", "2022-10-28;2022-10-03", "2022-10-28 – 2022-11-03", "2012–2024",
    "20220915-1200", "220101-2212", "010101-0101", "20251101-2025", "2026-03-02 1234",
    "202209151200",
    "070-123 45 67", "070-1234567", "08-123 45 67", "+46701234567", "010-116 77 00",
    "6580822 674032", "59.329323, 18.068581", "6580822,12", "117 43", "5052-5781", "978-91-88-0",
    "9901A0010", "0114R001", "2018 0114R001", "0114C1010", "7350000000000",
    "SHA-256 4cda344d5158f39628f1850417T38600aa850417c123ff", "000000-0000", "v. 12 2026",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
def test_other_numbers_are_no_personnummer(text):
    assert not has_personal_number(text)


def test_a_person_of_this_century_is_found_by_the_check_digit_also_where_it_can_be_a_time():
    nine = "120417120"
    assert has_personal_number(f"20{nine[:6]}-{checked(nine)[6:]}")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)), st.integers(1, 999))
def test_every_personnummer_is_found_in_each_of_its_forms(born, serial):
    """python-stdnum says that they are right."""
    number = checked(f"{born:%y%m%d}{serial:03d}")
    whole = f"{born:%Y}{number[2:]}"
    assert personnummer.is_valid(whole)
    for text in (whole, number, f"{whole[:8]}-{whole[8:]}", f"{number[:6]}-{number[6:]}"):
        assert has_personal_number(f"nr {text}, som")
    assert can_be_person(int(number))
    assert can_be_person(float(whole))


@given(st.text(), st.sampled_from(sorted(SPELLINGS.values())), st.text())
def test_what_stands_around_it_does_not_hide_it(before, text, after):
    """Apart from digits and decimals, which may make another number of it."""
    edges = f"{before[-4:]}{after[:4]}"
    if not any(unicodedata.normalize("NFKC", c).isalnum() or c in ".,-_" for c in edges):
        assert has_personal_number(f"{before} {text} {after}")


@given(st.text())
def test_any_text_is_answered(text):
    assert has_personal_number(text) in (True, False)
    assert can_be_time(text) in (True, False)


@given(st.floats())
def test_any_number_is_answered(number):
    assert can_be_person(number) in (True, False)


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        (int(f"{DATE}{LAST}"), True),
        (int(f"{DATE}{LAST}") + 1, False),
        (float(f"19{DATE}{LAST}"), True),
        (int(COORDINATED), True),
        (int(checked("040417913")), True),  # nine digits: the zero in front is not stored
        (int(f"{DATE}{LAST}") + 0.5, False),
        (-int(f"{DATE}{LAST}"), False),
        (float(f"1{DATE}{LAST}"), False),
        (0, False),
        (float("inf"), False),
        (float("nan"), False),
    ],
)
def test_a_number_is_a_person_by_its_digits_and_their_check(number, answer):
    assert can_be_person(number) is answer


@pytest.mark.parametrize(
    "text", ["20220915-1200", "2022-09-15 1200", "202209151200", "220915-2359"]
)
def test_a_date_and_a_time_are_known(text):
    assert can_be_time(text)


@pytest.mark.parametrize(
    "text", ["19850417-1200", f"20120417-{LAST}", "20220915-1200 x", "1200", ""]
)
def test_what_is_no_date_and_time_is_known(text):
    assert not can_be_time(text)
