"""What a formula reads, in the words of its addresses, and what follows from it."""

import pytest

from regso.workbook.formulas import SheetArea, guarded, quoted, reads, without_own_sheet


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("A1+$B$2", [("Blad", 0, 0, 0, 0), ("Blad", 1, 1, 1, 1)]),
        ("SUM(Annat!$B$2:C9)", [("Annat", 1, 1, 8, 2)]),
        ("'Per enhet'!A1&'Bo''s'!AB10", [("Per enhet", 0, 0, 0, 0), ("Bo's", 9, 27, 9, 27)]),
        ("Hälsa!E5", [("Hälsa", 4, 4, 4, 4)]),
        ('"A1"&ar&"Annat!B2:C3"', []),
        ("LOG10(5)+Indata[A1]+REGSO_TYP(Indata[kod])+x1y2", []),
        ("1E5+IF(TRUE,2,3)", []),
    ],
)
def test_the_cells_that_a_formula_names_are_found(formula, found):
    assert list(reads(formula, "Blad")) == [SheetArea(*area) for area in found]


def test_a_sheet_drops_its_own_name_and_no_other():
    formula = "'Per enhet'!A1+Annat!B2&\"'Per enhet'!C3\""
    assert without_own_sheet(formula, "Per enhet") == "A1+Annat!B2&\"'Per enhet'!C3\""
    assert without_own_sheet(formula, "Annat") == "'Per enhet'!A1+B2&\"'Per enhet'!C3\""


def test_a_sheet_whose_name_ends_as_another_is_not_taken_for_it():
    assert without_own_sheet("'Min Karta'!A1+Karta!A1", "Karta") == "'Min Karta'!A1+A1"


@pytest.mark.parametrize(
    ("name", "written"),
    [("Hälsa", "Hälsa"), ("Per enhet", "'Per enhet'"), ("Bo's", "'Bo''s'"), ("A1", "'A1'")],
)
def test_a_name_is_quoted_unless_it_is_letters_alone(name, written):
    assert quoted(name) == written


def test_the_first_cell_that_is_an_error_is_what_a_guarded_formula_is():
    assert guarded("C3", ["A1", "B2", "A1"]) == "IF(ISERROR(A1),A1,IF(ISERROR(B2),B2,C3))"
    assert guarded("C3", []) == "C3"


@pytest.mark.parametrize(
    ("one", "other", "they_meet"),
    [
        (("B", 1, 1, 3, 3), ("B", 3, 3, 5, 5), True),
        (("B", 1, 1, 3, 3), ("B", 4, 1, 5, 3), False),
        (("B", 1, 1, 3, 3), ("B", 1, 4, 3, 5), False),
        (("B", 1, 1, 3, 3), ("C", 1, 1, 3, 3), False),
    ],
)
def test_areas_meet_when_they_share_a_cell(one, other, they_meet):
    assert SheetArea(*one).meets(SheetArea(*other)) is they_meet
    assert SheetArea(*other).meets(SheetArea(*one)) is they_meet
