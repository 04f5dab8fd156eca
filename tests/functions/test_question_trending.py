"""REGSO_TREND in cells: slopes, whether they are parallel, and years together; against pandas."""

import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from regso.core.measures.question.targeting import Persons
from regso.core.measures.question.trend import parallel, slope
from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

VALUE, NUM, NA = CellError("#VALUE!"), CellError("#NUM!"), CellError("#N/A")
KINDS = [1, 2, 3, 4, 5, "1+2"]
# Types 1 and 5 in 2020–2023.
YEARS = [2020, 2021, 2022, 2023] * 2
REGSO = ["9901R001"] * 4 + ["9901R004"] * 4
CASES, PERSONS = [90, 80, 85, 60, 20, 22, 18, 25], [300, 310, 320, 330, 400, 410, 420, 430]
BLOCKS = ["lutning", "p för parallella lutningar"]


def column(cells):
    return [[cell] for cell in cells]


def trending(codes, years, cases, persons, *more):
    n = persons if isinstance(persons, str) else column(persons)
    with using(Reference(EXAMPLE)):
        return call("REGSO_TREND", [column(codes), column(years), column(cases), n, *more])


def cells(table, label, kind, part=None):
    """Return value and limits of a type, or one of them."""
    place = 2 + KINDS.index(kind)
    found = {row[1]: row[place] for row in table[1:] if row[0] == label}
    return [*found.values()] if part is None else found[part]


def remark(table, label):
    return next(row[-1] for row in table[1:] if row[0] == label)


def of_type(first):
    part = slice(0, 4) if first else slice(4, 8)
    pairs = zip(CASES[part], PERSONS[part], strict=True)
    return dict(zip(YEARS[:4], (Persons(*pair) for pair in pairs), strict=True))


def test_the_table_always_has_the_same_rows_and_columns():
    for codes in (REGSO, ["9901C1010"] * 8, [1, 2, 3, 4, 5, 1, 2, 3], ["fel"] * 8):
        table = trending(codes, YEARS, CASES, PERSONS)
        assert len(table) == 50
        assert {len(row) for row in table} == {9}
        assert table[0][1:] == ["del", 1, 2, 3, 4, 5, "1+2", "anmärkning"]
        labels = [row[0] for row in table[1:]]
        assert (
            labels
            == ["lutning"] * 3
            + [BLOCKS[1]]
            + [label for year in (2020, 2021, 2022, 2023) for label in [year] * 3]
            + [""] * 33
        )


def test_slopes_and_their_test_are_those_of_the_years():
    table = trending(REGSO, YEARS, CASES, PERSONS)
    assert table[0][0] == "år (områdestyper varje år)"
    for kind, first in ((1, True), (5, False), ("1+2", True)):
        found = slope(of_type(first), 0.95)
        ends = [100 * end for end in found.limits]
        assert cells(table, "lutning", kind) == pytest.approx([100 * found.value, *ends])
    assert cells(table, "lutning", 3) == ["", "", ""]
    p = parallel([of_type(True), of_type(False)])
    assert cells(table, BLOCKS[1], 1) == pytest.approx([p])
    assert cells(table, BLOCKS[1], 5) == [""]
    assert remark(table, "lutning") == "procentenheter per år"
    assert remark(table, BLOCKS[1]) == "typ 1–5 tillsammans"


def test_years_together_have_wilsons_limits():
    table = trending(REGSO, YEARS, CASES, PERSONS)
    for year, first in ((2022, 0), (2023, 1)):
        x, n = (sum(c[first : first + 3]) for c in (CASES, PERSONS))
        assert cells(table, year, 1) == pytest.approx(
            [x / n, *proportion_confint(x, n, 0.05, "wilson")]
        )
        assert remark(table, year) == f"{year - 2}–{year}"
    for year in (2020, 2021):
        assert cells(table, year, 1) == ["", "", ""]
        assert remark(table, year) == "fönstret är inte fullt"


def test_a_window_of_one_year_is_the_year():
    table = trending(REGSO, YEARS, CASES, PERSONS, 1, None, 0.9)
    with using(Reference(EXAMPLE)):
        shown = call("REGSO_TABELL", [*map(column, (REGSO[:1], CASES[:1], PERSONS[:1])), 2020, 0.9])
    assert cells(table, 2020, 1) == pytest.approx(shown[1][4:7])
    assert remark(table, 2020) == ""


def test_a_missing_year_leaves_windows_that_are_not_full():
    gone = [i for i, year in enumerate(YEARS) if year != 2021]
    table = trending(*([c[i] for i in gone] for c in (REGSO, YEARS, CASES, PERSONS)), 2)
    assert cells(table, 2022, 1) == ["", "", ""]
    assert cells(table, 2023, 1, "värde") == pytest.approx(145 / 650)


def test_the_break_between_divisions_is_marked():
    years = [2022, 2023, 2024, 2022, 2023, 2024]
    table = trending(["9901R001"] * 3 + ["9901R004"] * 3, years, CASES[:6], PERSONS[:6], 2)
    assert remark(table, "lutning") == "procentenheter per år, över indelningsbytet 2023/24"
    assert remark(table, 2023) == "2022–2023"
    assert remark(table, 2024) == "2023–2024, över indelningsbytet 2023/24"
    table = trending(["9901R001"] * 3 + ["9901R004"] * 3, years, CASES[:6], PERSONS[:6], 1)
    assert remark(table, 2024) == "första året i nya indelningen"


def test_each_year_has_its_own_types_or_all_have_those_of_one():
    # 9902R001 is of type 3 in 2022 and of type 4 in 2024.
    rows = ["9902R001"] * 2, [2022, 2024], [10, 30], [100, 100]
    table = trending(*rows, 1)
    assert [cells(table, 2022, 3, "värde"), cells(table, 2024, 4, "värde")] == [0.1, 0.3]
    assert cells(table, "lutning", 3) == ["", "", ""]
    table = trending(*rows, 1, 2022)
    assert table[0][0] == "år (områdestyper 2022, RegSO 2020)"
    assert cells(table, "lutning", 3, "värde") == pytest.approx(10)
    assert cells(table, "lutning", 3)[1:] == ["..", ".."]


@pytest.mark.parametrize("typar", [2022, 2024])
def test_with_types_of_one_year_an_area_with_another_border_is_in_no_year(typar):
    codes = ["9901R001", "9901R001", "9902R008", "9902R008", "9904R003", "9902R011"]
    years = [2022, 2024, 2022, 2024, 2022, 2024]
    table = trending(codes, years, [10, 20, 1, 2, 3, 4], [100] * 6, 1, typar)
    alone = trending(codes[:2], years[:2], [10, 20], [100] * 2, 1, typar)
    assert table[1:] == alone[1:]
    assert table[0][0] == f"{alone[0][0]}; 4 rader ej jämförda: ändrad gräns"


def test_within_a_division_no_area_is_left_out():
    table = trending(["9902R008"] * 2, [2021, 2022], [10, 20], [100] * 2, 1, 2022)
    assert cells(table, "lutning", 4, "värde") == pytest.approx(10)
    assert table[0][0] == "år (områdestyper 2022, RegSO 2020)"


def test_a_year_without_types_is_blank_and_told():
    table = trending([*REGSO, "9901R001"], [*YEARS, 2031], [*CASES, 9], [*PERSONS, 90], 1)
    assert cells(table, 2031, 1) == ["", "", ""]
    assert remark(table, 2031) == "året har inga typer"
    whole = trending(REGSO, YEARS, CASES, PERSONS, 1)
    assert cells(table, "lutning", 1) == cells(whole, "lutning", 1)
    assert trending(REGSO, YEARS, CASES, PERSONS, 1, 2031) == [[NA]]


def test_rows_are_read_as_in_regso_tabell():
    whole = trending(REGSO, YEARS, CASES, PERSONS)
    table = trending(
        [*REGSO, "00", "fel", "9901R001"], [*YEARS, 2020, 2020, 2020], [*CASES, 110, 5, None],
        [*PERSONS, 700, 9, 9],
    )  # fmt: skip
    assert table[1:] == whole[1:]
    assert table[0][0].endswith("; 1 rad utelämnad; 1 summarad avskild")


def test_rows_of_one_person_each_are_as_their_sums():
    people = [
        (code, year, case)
        for code, year, x, n in zip(REGSO, YEARS, CASES, PERSONS, strict=True)
        for case in [1] * (x // 10) + [0] * (n // 10 - x // 10)
    ]
    by_rows = trending(*zip(*people, strict=True), "rader")
    sums = trending(REGSO, YEARS, [x // 10 for x in CASES], [n // 10 for n in PERSONS])
    assert by_rows == sums


def test_where_nothing_can_be_computed_all_is_blank():
    table = trending(["9901R001"], [2022], [3], [9])
    assert cells(table, "lutning", 1) == ["", "", ""]
    assert cells(table, BLOCKS[1], 1) == [""]
    table = trending([None], [None], [None], [None])
    assert {cell for row in table[1:] for cell in row[2:-1]} == {""}


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((REGSO, YEARS, CASES, "befolkning"), VALUE, "varje område behöver sitt eget tal"),
        ((REGSO, YEARS, PERSONS, CASES), NUM, "är större än namnare"),
        ((REGSO, YEARS[:7], CASES, PERSONS), VALUE, "samma storlek"),
        ((REGSO, [None, *YEARS[1:]], CASES, PERSONS), VALUE, "Rad 1 i ar_kolumn är tom"),
        ((REGSO, [2020.5, *YEARS[1:]], CASES, PERSONS), VALUE, "Rad 1 i ar_kolumn är inget årtal"),
        (([1] * 16, range(2005, 2021), [1] * 16, [9] * 16), VALUE, "tabellen rymmer 15"),
        ((REGSO, YEARS, CASES, PERSONS, 16), NUM, "ange högst 15"),
        ((REGSO, YEARS, CASES, PERSONS, 1.5), NUM, "ska vara ett helt tal"),
        ((REGSO, YEARS, CASES, PERSONS, 3, None, 1.5), NUM, "Konfidensnivån"),
        ((REGSO, YEARS, [9.5, *CASES[1:]], PERSONS, 3, None, None, 5), NUM, "Rad 1 i taljare"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(arguments, error, says):
    assert trending(*arguments) == [[error]]
    assert says in last_error()


# -- laws ------------------------------------------------------------------------------------

registers = st.lists(
    st.tuples(
        st.sampled_from([1, 2, 3, 4, 5, "9901R001", "9902R003", "fel"]),
        st.integers(2019, 2024),
        st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    ),
    min_size=1,
    max_size=20,
)


def split(rows):
    codes, years, counts = zip(*rows, strict=True)
    return codes, years, *zip(*counts, strict=True)


@settings(max_examples=25)
@given(registers, st.randoms())
def test_the_order_of_the_rows_changes_nothing_and_values_lie_within_their_limits(rows, random):
    table = trending(*split(rows))
    assert trending(*split(random.sample(rows, len(rows)))) == table
    for label in ["lutning", *range(2019, 2025)]:
        for kind in KINDS:
            found = cells(table, label, kind)
            if found and not {"", ".."} & {*found}:
                assert found[1] <= found[0] <= found[2]


# -- disclosure ------------------------------------------------------------------------------


def test_with_a_threshold_that_nothing_is_below_all_is_as_before():
    before = trending(REGSO, YEARS, CASES, PERSONS)
    assert trending(REGSO, YEARS, CASES, PERSONS, None, None, None, 5) == before


@pytest.mark.parametrize("okand", [0, 3])
@pytest.mark.parametrize("few", [3, 298])
def test_what_regso_tabell_hides_in_a_year_is_in_nothing_that_rests_on_it(okand, few):
    codes = [*REGSO, "9902R001", "9902R001", "9902R002", "9902R002", "fel"]
    years, cases = [*YEARS, 2021, 2022, 2021, 2022, 2021], [*CASES, 70, 80, 60, 50, okand]
    persons = [*PERSONS, 300, 300, 300, 300, 100]
    cases[1], persons[1] = few, 300
    rows = codes, years, cases, persons
    hidden = {}
    for year in (2020, 2021, 2022, 2023):
        part = [i for i, y in enumerate(years) if y == year]
        columns = [column([c[i] for i in part]) for c in (codes, cases, persons)]
        with using(Reference(EXAMPLE)):
            shown = call("REGSO_TABELL", [*columns, year, None, 5])
        hidden[year] = {row[0] for row in shown[1:] if ".." in row[2:5]}
    assert hidden[2021]
    before, table = trending(*rows, 2), trending(*rows, 2, None, None, 5)
    for kind in KINDS:
        is_hidden = any(kind in found for found in hidden.values())
        expected = [".."] * 3 if is_hidden else cells(before, "lutning", kind)
        assert cells(table, "lutning", kind) == expected
        for year in (2021, 2022, 2023):
            of_window = kind in hidden[year] | hidden[year - 1]
            whole = cells(before, year, kind)
            assert cells(table, year, kind) == ([".."] * 3 if of_window else whole)
    assert cells(table, BLOCKS[1], 1) == [".."]


def test_few_rows_in_areas_with_another_border_are_not_told():
    rows = ["9901R001", "9901R001", "9902R008"], [2022, 2024, 2024], [10, 20, 30], [100] * 3
    assert "; 1 rad ej jämförd: ändrad gräns" in trending(*rows, 1, 2022)[0][0]
    assert "; .. rader ej jämförda" in trending(*rows, 1, 2022, None, 5)[0][0]


# -- the real areas --------------------------------------------------------------------------


@pytest.mark.usefixtures("real")
def test_born_in_sweden_2020_to_2023_as_statsmodels_has_it(real_data):
    people = pd.read_csv(real_data / "regso_population_2020_2023.csv").set_index("regsokod")
    types = pd.read_csv(real_data / "regso_area_type_2022.csv").set_index("regsokod")
    years = range(2020, 2024)
    columns = [
        [code for _ in years for code in people.index],
        [year for year in years for _ in people.index],
        [float(x) for y in years for x in people[f"fodda_i_sverige_{y}"]],
        [float(n) for y in years for n in people[f"folkmangd_{y}"]],
    ]
    table = call("REGSO_TREND", [*map(column, columns), None, 2022])
    sums = people.groupby(types["omradestyp"]).sum(numeric_only=True)
    for kind in (1, 2, 3, 4, 5):
        x = sums.loc[kind, [f"fodda_i_sverige_{y}" for y in years]].to_numpy(float)
        n = sums.loc[kind, [f"folkmangd_{y}" for y in years]].to_numpy(float)
        fitted = sm.WLS(x / n, sm.add_constant([y - 2020.0 for y in years]), weights=n).fit()
        expected = 100 * fitted.params[1], *(100 * fitted.conf_int()[1])
        assert cells(table, "lutning", kind) == pytest.approx(expected, abs=1e-9)
        assert cells(table, 2022, kind, "värde") == pytest.approx(x[:3].sum() / n[:3].sum())
