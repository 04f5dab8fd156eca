"""The suggestions for each agency: complete, and followed by the report."""

import pytest
from book_helpers import verdicts

from regso.templates.omradestyper.presets import PER_AGENCY, PRESETS
from regso.workbook.agencies import AGENCIES

RATES = {"andel": ("Andel",), "tal": ("per 1 000",), "medel": ("kronor", "Genomsnitt")}
CHOICES = [(agency, n) for agency in PRESETS for n in range(1, PER_AGENCY + 1)]


def _note(sheet):
    return sheet["B29"].value


def test_every_agency_of_the_assignment_has_three():
    assert tuple(PRESETS) == tuple(AGENCIES)
    assert {len(presets) for presets in PRESETS.values()} == {PER_AGENCY}


def test_every_heading_says_what_it_measures_and_of_what():
    for presets in PRESETS.values():
        for preset in presets:
            assert any(word in preset.heading for word in RATES[preset.measure]), preset.heading
            if preset.measure == "andel":
                assert " av " in preset.heading, preset.heading
            assert len(preset.heading) <= 110
            assert "arbetslöshet" not in preset.heading.lower()


@pytest.mark.parametrize(("agency", "number"), CHOICES)
def test_the_report_follows_the_choice(rendered, agency, number):
    preset = PRESETS[agency][number - 1]
    book = rendered(myndighet=agency, forval=number, matt=preset.measure)
    sheet = book["Områdestyper"]
    assert sheet["B1"].value == preset.heading
    assert sheet["B2"].value.startswith(f"{agency} · områdestyper 2022")
    assert _note(sheet).startswith(f"Täljare: {preset.numerator}. Nämnare: {preset.denominator}.")
    assert verdicts(book)["Mått"][1] == "OK: måttet hör till förvalet."


def test_another_measure_than_that_of_the_suggestion_is_an_error(rendered):
    verdict = verdicts(rendered(myndighet="Polismyndigheten", matt="andel"))["Mått"][1]
    assert verdict == ("Fel: förvalet mäts med tal. Byt mått eller skriv en egen rubrik.")


def test_a_heading_of_ones_own_takes_the_place_of_the_suggestion(rendered):
    book = rendered(myndighet="Polismyndigheten", rubrik="Andel polisanmälda stölder")
    assert book["Områdestyper"]["B1"].value == "Andel polisanmälda stölder"
    assert not _note(book["Områdestyper"]).startswith("Täljare")
    assert verdicts(book)["Mått"][1] == "OK: rubriken är din egen."
