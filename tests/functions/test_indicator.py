"""One indicator: its page from protected counts, and the sentence that its values allow."""

import pytest

from regso.errors import CellError
from regso.functions import call, last_error

COUNTS = [30, 20, "..", 40, 50, 50, "..", 160]
PERSONS = [60, 60, 60, 60, 60, 120, 9, 309]
CODES = [1, 1, 2, 3, 4, 5, 5, "x"]
EVENTS = [20, 31, 18, 22, 40, 33, 12, 9]
TRIALS = [90, 80, 70, 60, 75, 80, 40, 30]


def column(cells):
    return [[cell] for cell in cells]


@pytest.mark.parametrize("measure", ["andel", "tal"])
def test_values_and_limits_are_those_of_regso_tabell(example, measure):
    rows = column(CODES), column(EVENTS), column(TRIALS)
    table = call("REGSO_TABELL", [*rows, 2022, 0.9, None, measure])[1:]
    counts = call("REGSO_INDIKATORER", [*rows, 1, [[measure]], None, None, 1, 2022])[1:9]
    args = [column(row[4] for row in counts), column(row[3] for row in counts), "", measure, 0.9]
    header, *found = call("REGSO_INDIKATOR", args)
    assert header == ["antal", "nämnare", "värde", "nedre", "övre", "skillnad mot totalt"]
    unit = 100 if measure == "andel" else 1
    for row, full in zip(found, table, strict=True):
        assert row[:5] == pytest.approx(full[2:7])
        assert row[5] == pytest.approx(unit * (full[4] - table[-1][4]))


def test_what_follows_from_a_hidden_count_is_hidden():
    """The share of type 3, and its difference from the total, would give the count away."""
    found = call("REGSO_INDIKATOR", [column(COUNTS), column(PERSONS)])[1:]
    assert found[2] == ["..", 60, "..", "..", "..", ".."]
    hidden = call("REGSO_INDIKATOR", [column([*COUNTS[:-1], ".."]), column(PERSONS)])[1:]
    assert [row[5] for row in hidden] == [".."] * 8
    assert hidden[0][2] == 0.5


def test_nobody_is_a_point_and_an_unused_column_is_blank():
    counts, persons = [0, *COUNTS[1:]], [0, *PERSONS[1:]]
    found = call("REGSO_INDIKATOR", [column(counts), column(persons)])[1:]
    assert found[0] == [0, 0, ".", "", "", ""]
    assert call("REGSO_INDIKATOR", [column([""] * 8), column(PERSONS)])[1] == [""] * 6


def test_groups_have_a_value_of_each_type():
    groups = column(["kvinnor"] * 8 + ["män"] * 8 + [""] * 8)
    counts = column([*COUNTS, *COUNTS[:6], 5, 185, *[""] * 8])
    persons = column([*PERSONS, *PERSONS[:7], 370, *[""] * 8])
    found = call("REGSO_INDIKATOR", [counts, persons, groups])
    assert found[0] == ["grupp", "typ 1", "typ 2", "typ 3", "typ 4", "typ 5", "typ 1+2", "totalt"]
    assert found[1][:5] == ["kvinnor", 0.5, 1 / 3, "..", 2 / 3]
    assert found[2][7] == 0.5
    assert found[3] == [""] * 8
    unused = call("REGSO_INDIKATOR", [column([""] * 24), persons, groups])
    assert unused[1:] == [[""] * 8] * 3


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ([COUNTS[:7], PERSONS[:7]], "#VALUE!", "har 7 rader; markera tabellens rader, 8"),
        ([COUNTS * 2, PERSONS * 2], "#VALUE!", "ange grupp när de är fler"),
        ([COUNTS, PERSONS[:7]], "#VALUE!", "en kolumn var, lika många rader"),
        ([COUNTS, PERSONS, ["a"]], "#VALUE!", "Området grupp är inte lika stort"),
        ([["många", *COUNTS[1:]], PERSONS], "#VALUE!", 'Rad 1 har varken ett antal eller ".."'),
        ([[90, *COUNTS[1:]], PERSONS], "#NUM!", "90"),
        ([[90, *COUNTS[1:]], PERSONS, ["a"] * 8], "#NUM!", "90"),
    ],
)
def test_counts_that_cannot_be_are_refused(args, code, message):
    assert call("REGSO_INDIKATOR", [column(cells) for cells in args]) == [[CellError(code)]]
    assert message in last_error()


def test_a_difference_is_said_only_when_the_intervals_do_not_meet():
    value, low, high = ([[v] for v in vs] for vs in (
        (0.48, 0.54, 0.6, 0.7, 0.76), (0.42, 0.5, 0.56, 0.68, 0.71), (0.55, 0.58, 0.63, 0.72, 0.8),
    ))  # fmt: skip
    [[apart]] = call("REGSO_SLUTSATS", [value, low, high])
    assert apart == (
        "Värdet är högre i områdestyp 5 (76,0 %) än i områdestyp 1 (48,0 %), en skillnad på 28,0 "
        "procentenheter; intervallen möts inte. Det stiger för varje steg från områdestyp 1 till 5."
    )
    [[meet]] = call("REGSO_SLUTSATS", [value, low, [[0.9]] * 5])
    assert "intervallen möts, så de skiljer inte värdena åt" in meet


def test_a_hidden_value_is_said_to_be_hidden_and_rates_have_their_unit():
    [[found]] = call("REGSO_SLUTSATS", [[[12.5], [".."], [14], [15], [31]], None, None, "tal"])
    assert "12,5 per 1 000" in found
    assert found.endswith("Uppgiften är dold i områdestyp 2.")
    assert call("REGSO_SLUTSATS", [[[""]] * 5]) == [[""]]
    assert call("REGSO_SLUTSATS", [[[1]] * 4]) == [[CellError("#VALUE!")]]
    assert "Markera fem celler" in last_error()


def test_an_error_in_a_cell_is_the_result():
    for name, args in (
        ("REGSO_INDIKATOR", [column([CellError("#N/A"), *COUNTS[1:]]), column(PERSONS)]),
        ("REGSO_SLUTSATS", [[[1], [CellError("#N/A")], [1], [1], [1]]]),
    ):
        assert call(name, args) == [[CellError("#N/A")]]


def test_means_and_rates_are_said_in_the_unit_that_is_given():
    small, large = [[[12.34], [13], [14], [15], [18]]], [[[v] for v in (312_400, 2, 3, 4, 412_500)]]
    [[mean]] = call("REGSO_SLUTSATS", [*small, None, None, "medel", "poäng"])
    assert "12,3 poäng i områdestyp 1 och 18,0 poäng i områdestyp 5; utan intervall" in mean
    [[money]] = call("REGSO_SLUTSATS", [*large, None, None, "medel", "kr"])
    assert "312\u00a0400 kr i områdestyp 1 och 412\u00a0500 kr i områdestyp 5" in money
    [[bare]] = call("REGSO_SLUTSATS", [*small, None, None, "medel"])
    assert "är 12,3 i områdestyp 1" in bare
    [[rate]] = call("REGSO_SLUTSATS", [*small, None, None, "tal", "per 100 000"])
    assert "12,3 per 100 000" in rate
    [[share]] = call("REGSO_SLUTSATS", [[[0.1]] * 5, None, None, "andel", "kr"])
    assert "10,0 %" in share
