"""The template Hälsa after rendering: published rates, and what must not be worked out."""

import re

import numpy as np
import pytest
from book_helpers import rows, verdicts, with_cells, without_add_in

from books import book_of
from regso.functions import call
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.templates.halsa.example import STANDARD

HEADERS = ["kod", "kon", "alder", "antal", "befolkning"]
AGES = list(STANDARD)
KINDS = [1, 2, 3, 4, 5, "1+2", "totalt"]
RATES, RATIOS = "E6:L12", "E20:J26"
COUNT, PERSONS, CRUDE, STANDARDISED, RATIO, SMR = 0, 1, 2, 5, 8, 11  # columns of both tables
BY_SEX, PROTECTED = "B36:G44", "I36:N44"

# PHEindicatormethods 2.1.0, its tests: populations and counts of 19 age groups.
POPULATION = [636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153,
              123, 207]  # fmt: skip
BIG = [127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91]
SMALL = [12, 4, 3, 2, 3, 4, 8, 2, 2, 3, 4, 5, 6, 8, 5, 6, 5, 5, 4]
TINY = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0]
REFERENCE_COUNTS = [10303, 2824, 0, 3615, 3641, 3490, 3789, 3213, 3031, 2771, 3089, 3490, 3595,
                    4745, 5514, 7125, 5694, 6210, 5757]  # fmt: skip
REFERENCE_POPULATION = [50520, 57173, 60213, 54659, 44345, 50128, 62163, 67423, 62899, 55463,
                        60479, 49974, 44140, 40888, 37239, 30819, 18136, 15325, 13918]  # fmt: skip


@pytest.fixture(scope="module")
def built():
    return build("halsa")


@pytest.fixture(scope="module")
def rendered(built):
    """Render with the example as reference data, and read the values."""
    made = {}

    def values(workbook=built, *, data=None, functions=None, **settings):
        key = (id(workbook), id(data), id(functions), tuple(settings.items()))
        if key not in made:
            with using(Reference(EXAMPLE)):
                result = render(
                    workbook, data=data, columns={}, settings=settings, functions=functions
                )
            book = book_of(result.workbook, values=True)
            made[key] = (book, workbook, data, functions)  # kept, so that no id comes back
        return made[key][0]

    return values


def register(counts_by_type, sex="kvinnor", population=POPULATION):
    """Return data with one row per type and age group."""
    return Data(
        "halsa.csv",
        HEADERS,
        [
            [str(kind), sex, age, float(count), float(persons)]
            for kind, counts in counts_by_type.items()
            for age, count, persons in zip(AGES, counts, population, strict=True)
        ],
    )


@pytest.fixture(scope="module")
def golden(built, rendered):
    """Give the workbook with the counts of PHEindicatormethods as types 1, 3 and 4."""
    first = 10  # the first row of the table Standard
    reference = {f"C{first + i}": n for i, n in enumerate(REFERENCE_COUNTS)}
    reference |= {f"D{first + i}": n for i, n in enumerate(REFERENCE_POPULATION)}
    template = with_cells(built, "Standardbefolkning", reference)
    return rendered(template, data=register({1: BIG, 3: SMALL, 4: TINY}), troskel=1)


def table_of(sheet):
    """Return the rows of the rates, each with its row of the ratios."""
    return [one + other for one, other in zip(rows(sheet, RATES), rows(sheet, RATIOS), strict=True)]


def results(book, kind, columns):
    row = 49 + KINDS.index(kind)
    [found] = rows(book["Beräkning"], f"{columns[0]}{row}:{columns[1]}{row}")
    return found


# -- the numbers -----------------------------------------------------------------------------


def test_directly_standardised_rates_are_those_of_pheindicatormethods(golden):
    """PHEindicatormethods 2.1.0, European standard population 2013, per 100 000."""
    wanted = [10430.247991469423, 9717.709067985681, 11178.94091547925]
    assert results(golden, 1, "IK") == [round(value, 1) for value in wanted]
    wanted = [1103.212025300104, 877.455767536709, 1367.0882227251795]
    assert results(golden, 3, "IK") == [round(value, 1) for value in wanted]
    assert results(golden, 4, "IK") == ["..", "..", ".."]


def test_standardised_mortality_ratios_are_those_of_pheindicatormethods(golden):
    """PHEindicatormethods 2.1.0: Byar's limits, exact for 9 events."""
    assert results(golden, 1, "RT") == pytest.approx(
        [1.0707232939020275, 1.0017147712553987, 1.143233287249895], rel=1e-12
    )
    assert results(golden, 3, "RT") == pytest.approx(
        [0.10886683770400503, 0.08765040101829405, 0.1336657632841891], rel=1e-12
    )
    assert results(golden, 4, "RT") == pytest.approx(
        [0.010767049882813684, 0.004923380825095776, 0.02043921455549973], rel=1e-11
    )


def test_the_report_rounds_them_and_withholds_the_one_with_nine_events(golden):
    table = table_of(golden["Hälsa"])
    assert table[0][STANDARDISED : STANDARDISED + 3] == [10430.2, 9717.7, 11178.9]
    assert table[0][SMR : SMR + 3] == [1.07, 1.0, 1.14]
    assert table[3][COUNT] == 9
    assert table[3][STANDARDISED : STANDARDISED + 3] == [".."] * 3
    assert table[3][SMR] == 0.01


def test_a_type_that_the_register_lacks_is_a_dot_and_no_error(golden):
    table = table_of(golden["Hälsa"])
    assert table[4][:2] == [0, 0]
    assert table[4][CRUDE:RATIO] == ["."] * 6
    assert table[4][SMR:] == ["."] * 3
    assert golden["Hälsa"]["J14"].value == ".."  # no index over four types


def _standardised(counts, population):
    """Return a rate and its variance, per person, by the definition."""
    weights = np.array(list(STANDARD.values())) / sum(STANDARD.values())
    counts, population = np.array(counts), np.array(population)
    rate = (weights * counts / population).sum()
    return rate, (weights**2 * counts / population**2).sum()


@pytest.fixture(scope="module")
def gradient(rendered):
    counts = {kind: [c * (7 - kind) for c in SMALL] for kind in range(1, 6)}
    return counts, rendered(data=register(counts), troskel=1)


def test_the_ratio_to_type_5_has_the_limits_of_two_standardised_rates(gradient):
    """Logarithmic scale; the variance of each logarithm is variance by rate squared.

    It is made of the published rates and limits, so that it tells no more than they do.
    """
    counts, book = gradient
    five, variance5 = _standardised(counts[5], POPULATION)
    for kind in range(1, 5):
        one, variance1 = _standardised(counts[kind], POPULATION)
        spread = np.exp(1.959963984540054 * np.sqrt(variance1 / one**2 + variance5 / five**2))
        ratio = one / five
        wanted = [ratio, ratio / spread, ratio * spread]
        assert results(book, kind, "OQ") == pytest.approx(wanted, rel=2e-4)  # of rounded rates
        shown = table_of(book["Hälsa"])[kind - 1][RATIO : RATIO + 3]
        assert shown == pytest.approx(wanted, abs=0.005)
    assert table_of(book["Hälsa"])[4][RATIO : RATIO + 3] == [1, ".", "."]
    assert table_of(book["Hälsa"])[6][RATIO : RATIO + 3] == ["."] * 3


def test_the_slope_index_is_that_of_a_weighted_regression(gradient):
    """numpy.polyfit over the middles of the ranks; the relative index is its ends' ratio."""
    counts, book = gradient
    rates = [100_000 * _standardised(counts[kind], POPULATION)[0] for kind in range(1, 6)]
    slope, first = np.polyfit([0.1, 0.3, 0.5, 0.7, 0.9], rates, 1)
    sheet = book["Hälsa"]
    assert sheet["J14"].value == pytest.approx(slope, abs=0.15)
    assert sheet["K14"].value < sheet["J14"].value < sheet["L14"].value < 0
    assert sheet["J15"].value == pytest.approx((first + slope) / first, abs=0.005)


def test_a_type_without_events_leaves_an_index_without_limits(rendered):
    """Its rate of 0 has a standard error of 0, which is no certainty."""
    counts = {kind: [c * (5 - kind) for c in SMALL] for kind in range(1, 6)}
    sheet = rendered(data=register(counts))["Hälsa"]
    crude = [100_000 * sum(counts[kind]) / sum(POPULATION) for kind in range(1, 6)]
    slope, _ = np.polyfit([0.1, 0.3, 0.5, 0.7, 0.9], crude, 1)
    assert sheet["G14"].value == pytest.approx(slope, abs=0.05)
    assert (sheet["H14"].value, sheet["I14"].value) == ("..", "..")


def test_sums_hold_over_types_and_sexes(rendered):
    """Totalt has okänd too; båda is kvinnor and män where all rows have a sex."""
    counts = {}
    for sex in ("båda", "kvinnor", "män"):
        sheet = rendered(kon=sex, troskel=1)["Hälsa"]
        table = np.array([row[:2] for row in table_of(sheet)])
        assert (table[5] == table[0] + table[1]).all()
        unknown = table[6] - table[:5].sum(axis=0)
        assert unknown[0] == 0
        assert unknown[1] == {"båda": 95, "kvinnor": 55, "män": 40}[sex]
        counts[sex] = table
    assert (counts["båda"] == counts["kvinnor"] + counts["män"]).all()


def test_standardising_gives_the_crude_rate_when_the_standard_has_the_same_ages(built, rendered):
    weights = {f"B{10 + i}": persons for i, persons in enumerate(POPULATION)}
    book = rendered(with_cells(built, "Standardbefolkning", weights), data=register({1: BIG}))
    row = table_of(book["Hälsa"])[0]
    assert row[STANDARDISED] == row[CRUDE]
    assert row[SMR] == 1


def test_rates_per_1000_have_two_decimals(rendered):
    sheet = rendered(per=1000)["Hälsa"]
    assert sheet["J4"].value == "per 1 000"
    assert sheet["G6"].value == pytest.approx(5.47, abs=1e-9)


# -- what must not be worked out -------------------------------------------------------------


def test_the_example_shows_a_withheld_rate_hatched(rendered):
    sheet = rendered()["Hälsa"]
    assert rows(sheet, "E7:L7") == [[8, 5081, 157.4, 68.0, 310.2, "..", "..", ".."]]
    label, value, down, up, hidden, high = rows(sheet, "P7:U7")[0]
    assert (label, value, down, up, high) == ("2  Utmaningar:  ..", "..", "", "", "..")
    assert hidden == pytest.approx(520 / 20)
    assert rows(sheet, "G14:L14")[0][3:] == [".."] * 3  # four types would tell the fifth
    assert sheet["G14"].value < 0


def test_a_rate_is_rounded_until_no_small_count_by_age_follows(rendered):
    """Type 1 of the example has small counts by age; its row tells none of them."""
    value, low, high = table_of(rendered()["Hälsa"])[0][STANDARDISED : STANDARDISED + 3]
    assert [each % 10 for each in (value, low, high)] == [0, 0, 0]
    exact = table_of(rendered(troskel=1)["Hälsa"])[0][STANDARDISED : STANDARDISED + 3]
    assert [value, low, high] == [round(each, -1) for each in exact]


def test_a_hidden_count_hides_all_that_is_made_of_it(rendered):
    sheet = rendered(kon="män")["Hälsa"]
    for row, kind in enumerate(table_of(sheet)[:2], 1):
        assert kind[COUNT] == "..", row
        assert isinstance(kind[PERSONS], (int, float))
        assert kind[CRUDE:] == [".."] * 12, row
    assert rows(sheet, "G14:L15") == [[".."] * 6] * 2
    assert [row[1:] for row in rows(sheet, "P6:S7")] == [["..", "", ""]] * 2


@pytest.mark.parametrize("threshold", [5, 10, 20])
@pytest.mark.usefixtures("example")
def test_the_three_sexes_together_reveal_no_small_count(rendered, threshold):
    """The counts that the three reports show, as one table with its sums, pass the audit."""
    shown = {}
    for sex in ("kvinnor", "män", "båda"):
        sheet = rendered(kon=sex, troskel=threshold)["Hälsa"]
        shown[sex] = [row[COUNT] for row in table_of(sheet)]
    calculated = rendered(troskel=threshold)["Beräkning"]
    true, protected = rows(calculated, BY_SEX), rows(calculated, PROTECTED)
    for column, sex in ((2, "kvinnor"), (3, "män"), (5, "båda")):
        assert [protected[i][column] for i in (1, 2, 3, 4, 5, 6, 8)] == shown[sex]
    audit = call("REGSO_ROJANDE", [true, protected, threshold])[1:]
    assert audit
    assert {row[4] for row in audit} == {"OK"}
    counts = [n for column in shown.values() for n in column if n != ".."]
    assert min(n for n in counts if n) >= threshold


def test_a_population_below_the_threshold_hides_the_whole_report(rendered):
    data = register(dict.fromkeys((1, 3, 4), BIG))
    data.rows[:0] = [["5", "män", "0-4", 0.0, 4.0]]
    book = rendered(data=data)
    assert {cell for row in table_of(book["Hälsa"]) for cell in row} <= {"..", "."}
    assert verdicts(book)["Små befolkningar"][1].startswith("Granska: en befolkning")
    assert book["Hälsa"]["B42"].value.startswith("Allt är dolt")


def test_all_but_a_few_with_the_event_hides_the_whole_report_too(rendered):
    population = [float(n) for n in BIG]
    population[0] += 3  # three persons are left without the event
    book = rendered(data=register({1: BIG, 5: BIG}, population=population))
    assert table_of(book["Hälsa"])[0][COUNT] == ".."


def test_what_is_published_has_no_digit_that_the_report_does_not_show(rendered):
    """A rate with all its digits could tell the counts of every age group."""
    for row in table_of(rendered()["Hälsa"]):
        for at, value in enumerate(row):
            if isinstance(value, float):
                assert round(value, 1 if at < RATIO else 2) == value


# -- what the sheets say ---------------------------------------------------------------------


def test_the_standard_population_and_the_reference_are_printed(rendered, golden):
    assert rendered()["Hälsa"]["B41"].value == (
        "Standardbefolkning: Europeiska standardbefolkningen 2013 (19 åldersgrupper). Tal med "
        "olika standardbefolkning kan inte jämföras. SMR: observerat genom förväntat antal; "
        "referens är materialets totalt."
    )
    assert golden["Hälsa"]["B41"].value.endswith("på bladet Standardbefolkning.")


def test_the_shipped_weights_are_the_european_standard_population_of_2013():
    """Eurostat (2013), Revision of the European Standard Population: 100 000 in 19 groups."""
    assert list(STANDARD.values()) == [
        5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000,
        4000, 2500, 1500, 1000,
    ]  # fmt: skip
    assert sum(STANDARD.values()) == 100_000
    edges = [re.findall(r"\d+", age) for age in STANDARD]
    assert [int(e[0]) for e in edges] == list(range(0, 95, 5))
    assert [int(e[1]) for e in edges[:-1]] == list(range(4, 90, 5))


def test_the_checks_of_the_example(rendered):
    found = verdicts(rendered())
    assert {label: verdict.partition(":")[0] for label, (_, verdict) in found.items()} == {
        "Tillägget RegSO": "OK",
        "Exempel kvar": "OK",
        "Rader med kod": "OK",
        "Felaktiga tal i Indata": "OK",
        "Rader utan områdestyp": "Granska",
        "Summarader": "OK",
        "Områden som överlappar": "OK",
        "Exempelrader": "Granska",
        "Indelning enligt koderna": "OK",
        "Områdestypernas år": "OK",
        "Tröskel": "OK",
        "Utanför åldersgrupperna": "OK",
        "Tomma åldersgrupper": "OK",
        "Utan kön": "OK",
        "Standardbefolkning": "OK",
        "Små befolkningar": "OK",
    }


def test_an_age_group_that_the_standard_lacks_is_called_out(rendered):
    data = register({1: BIG})
    data.rows[0][2] = "0–4 år"
    found = verdicts(rendered(data=data))["Utanför åldersgrupperna"]
    assert found[0] == BIG[0] + POPULATION[0]
    assert found[1].startswith("Fel: ")


def test_an_age_group_without_population_is_an_error_that_start_explains(rendered):
    book = rendered(data=register({1: BIG, 5: BIG}, population=[0, *POPULATION[1:]]))
    assert rows(book["Hälsa"], "J6:L6") == [["#DIV/0!"] * 3]
    assert verdicts(book)["Tomma åldersgrupper"] == (
        4,  # types 1 and 5, 1+2 and totalt
        "Fel: en områdestyp saknar befolkning i en åldersgrupp och får inget standardiserat tal. "
        "Slå ihop åldersgrupper, lika i Indata och på bladet Standardbefolkning.",
    )


def test_a_sex_that_is_written_otherwise_is_called_out(rendered):
    found = verdicts(rendered(data=register({1: BIG}, sex="K")))["Utan kön"]
    assert found[1].startswith("Granska: ")


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ({"B10": 4000}, "Fel: vikterna är ändrade men namnet är kvar"),
        ({"B10": None}, "Fel: en åldersgrupp saknar vikt"),
        ({"B29": 500}, "Fel: en åldersgrupp saknar vikt"),
        ({"B10": 0}, "Fel: en vikt är 0"),
    ],
)
def test_a_standard_population_that_does_not_hold_together_is_called_out(
    built, rendered, cells, verdict
):
    book = rendered(with_cells(built, "Standardbefolkning", cells))
    assert verdicts(book)["Standardbefolkning"][1].startswith(verdict)


def test_another_standard_population_with_its_own_name_is_fine(built, rendered):
    template = with_cells(built, "Standardbefolkning", {"B10": 4000})
    book = rendered(template, standardnamn="Sverige 2021")
    assert verdicts(book)["Standardbefolkning"][1] == "OK: Sverige 2021."
    assert "Sverige 2021 (19 åldersgrupper)" in book["Hälsa"]["B41"].value


def test_without_threshold_nothing_is_shown(rendered):
    book = rendered(troskel="")
    assert {cell for row in rows(book["Hälsa"], "E6:E12") for cell in row} <= {"#N/A", ".."}
    assert verdicts(book)["Tröskel"][1].startswith("Fel: ange en tröskel")


def test_without_the_add_in_nothing_looks_like_an_answer(rendered):
    book = rendered(functions=without_add_in())
    found = verdicts(book)
    assert found["Tillägget RegSO"][1].startswith("Fel: tillägget RegSO är inte igång")
    shown = {cell for row in rows(book["Hälsa"], "E6:L12") for cell in row}
    assert shown == {"#NAME?"}
    assert book["Hälsa"]["Q6"].value == "#NAME?"


def test_the_size_of_no_table_follows_the_data(rendered):
    """One row or hundreds: the same cells of Beräkning are filled."""

    def filled(book):
        return {c.coordinate for row in book["Beräkning"] for c in row if c.value is not None}

    one = Data("en.csv", HEADERS, [["9901R001", "män", "0-4", 9.0, 500.0]])
    assert filled(rendered(data=one)) - filled(rendered()) == set()
    assert rendered(data=one)["Beräkning"].dimensions == rendered()["Beräkning"].dimensions
