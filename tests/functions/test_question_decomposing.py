"""REGSO_DEKOMP in cells: why a share changed; against pandas."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

VALUE, NUM, NA = CellError("#VALUE!"), CellError("#NUM!"), CellError("#N/A")
# From 2022 to 2024: 1 → 1, 3 → 4, 4 → 5, 5 → 5.
REGSO = ["9901R001", "9902R001", "9902R002", "9901R004"] * 2
YEARS = [2022] * 4 + [2024] * 4
CASES, PERSONS = [90, 60, 40, 20, 80, 70, 50, 10], [300, 300, 500, 400, 200, 300, 600, 200]
KINDS = [1, 2, 3, 4, 5, "1+2", "ej jämförda"]


def column(cells):
    return [[cell] for cell in cells]


def decomposing(codes, years, cases, persons, *more):
    before, after, *rest = more or (2022, 2024)
    n = persons if isinstance(persons, str) else column(persons)
    with using(Reference(EXAMPLE)):
        return call(
            "REGSO_DEKOMP", [column(codes), column(years), column(cases), n, before, after, *rest]
        )


def row(table, kind):
    return next(row[2:] for row in table[1:] if row[0] == kind)


def test_the_table_always_has_the_same_rows_and_columns():
    for codes in (REGSO, ["9901C1010", "fel", None, 1, "9901C1020", "00", "9901", 2]):
        table = decomposing(codes, YEARS, CASES, PERSONS)
        assert [row[0] for row in table[1:]] == KINDS
        assert {len(row) for row in table} == {9}
        assert table[0][2:] == [
            "före", "efter", "förändring", "inom områden", "omklassade", "befolkning",
            "andel av nämnaren",
        ]  # fmt: skip


def test_the_rows_by_hand():
    table = decomposing(REGSO, YEARS, CASES, PERSONS)
    assert table[0][1] == "benämning; typer 2022 och 2024, RegSO 2020 och RegSO 2025"
    whole = sum(PERSONS)
    assert row(table, 1) == pytest.approx([0.3, 0.4, 10, 10, 0, 0, 500 / whole])
    # Type 3 loses its only area, and type 4 changes one for another.
    assert row(table, 3) == pytest.approx([0.2, "", "", "", "", "", 300 / whole])
    inside = (70 / 300 - 60 / 300 + 50 / 600 - 40 / 500) / 2
    change = 70 / 300 - 40 / 500
    assert row(table, 4) == pytest.approx(
        [0.08, 70 / 300, 100 * change, 100 * inside, 100 * (change - inside), 0, 800 / whole]
    )
    five = row(table, 5)
    assert five[:3] == pytest.approx([0.05, 60 / 800, 2.5])
    assert sum(five[3:6]) == pytest.approx(2.5)
    assert row(table, "1+2") == row(table, 1)
    assert row(table, "ej jämförda") == ["", "", "", "", "", "", 0]
    assert sum(row(table, kind)[-1] for kind in (1, 2, 3, 4, 5)) == pytest.approx(1)


def test_across_the_break_only_areas_with_the_same_border_are_compared():
    codes = [*REGSO, "9902R003", "9902R003", "9902R011", "9904R003", "9902C1200"]
    years = [*YEARS, 2022, 2024, 2024, 2022, 2024]
    table = decomposing(codes, years, [*CASES, 1, 2, 3, 4, 5], [*PERSONS, *[100] * 5])
    whole = decomposing(REGSO, YEARS, CASES, PERSONS)
    assert [row[:-1] for row in table[1:-1]] == [row[:-1] for row in whole[1:-1]]
    assert row(table, "ej jämförda") == pytest.approx(
        [5 / 200, 10 / 300, 100 * (10 / 300 - 5 / 200), "", "", "", 500 / (sum(PERSONS) + 500)]
    )


def test_a_code_is_read_in_the_division_of_its_own_year():
    # The same DeSO lies in a RegSO with a moved border before, and in another after.
    codes, years = ["9902C1080", "9901C1040", "9901C1041", "9901C1042"], [2022, 2022, 2024, 2024]
    table = decomposing(codes, years, [9, 10, 20, 30], [90, 100, 100, 100])
    assert row(table, 4)[:4] == pytest.approx([0.1, 0.25, 15, 15])
    assert row(table, "ej jämförda")[0] == pytest.approx(0.1)


def test_okand_and_ready_types_are_left_out_and_told():
    table = decomposing(
        [*REGSO, "fel", 1, None], [*YEARS, 2022, 2024, 2024], [*CASES, 6, 7, 8],
        [*PERSONS, 10, 20, 30],
    )  # fmt: skip
    whole = decomposing(REGSO, YEARS, CASES, PERSONS)
    assert [row[:-1] for row in table[1:-1]] == [row[:-1] for row in whole[1:-1]]
    assert row(table, "ej jämförda")[:3] == pytest.approx([0.6, 0.3, -30])


def test_other_years_totals_and_half_filled_rows_are_not_counted():
    whole = decomposing(REGSO, YEARS, CASES, PERSONS)
    table = decomposing(
        [*REGSO, "9901R001", "00", "00", "9901R001"], [*YEARS, 2023, 2022, 2024, 2022],
        [*CASES, 9, 210, 210, 5], [*PERSONS, 10, 1500, 1300, None],
    )  # fmt: skip
    assert table[1:] == whole[1:]
    assert table[0][1].endswith("; 1 rad utelämnad; 2 summarader avskilda")


def test_rows_of_one_person_each_are_as_their_sums():
    people = [
        (code, year, case)
        for code, year, x, n in zip(REGSO, YEARS, CASES, PERSONS, strict=True)
        for case in [1] * (x // 10) + [0] * (n // 10 - x // 10)
    ]
    codes, years, cases = zip(*people, strict=True)
    by_rows = decomposing(codes, years, cases, "rader")
    sums = decomposing(REGSO, YEARS, [x // 10 for x in CASES], [n // 10 for n in PERSONS])
    assert by_rows == sums


def test_a_year_without_rows_is_blank():
    table = decomposing(REGSO[:4], YEARS[:4], CASES[:4], PERSONS[:4])
    assert row(table, 1) == [0.3, "", "", "", "", "", 0.2]
    assert row(decomposing([None], [None], [None], [None]), 1) == [""] * 7


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((REGSO, YEARS, CASES, "befolkning"), VALUE, "varje område behöver sitt eget tal"),
        ((REGSO, YEARS, PERSONS, CASES), NUM, "är större än namnare"),
        ((REGSO, YEARS[:7], CASES, PERSONS), VALUE, "samma storlek"),
        ((REGSO, [None, *YEARS[1:]], CASES, PERSONS), VALUE, "Rad 1 i ar_kolumn är tom"),
        ((REGSO, YEARS, CASES, PERSONS, 2024, 2022), VALUE, "ska vara ett tidigare år"),
        ((REGSO, YEARS, CASES, PERSONS, 2022, 2031), NA, "2031"),
        ((REGSO, YEARS, [9.5, *CASES[1:]], PERSONS, 2022, 2024, 5), NUM, "Rad 1 i taljare är 9.5"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(arguments, error, says):
    assert decomposing(*arguments) == [[error]]
    assert says in last_error()


# -- laws ------------------------------------------------------------------------------------

registers = st.lists(
    st.tuples(
        st.sampled_from([*REGSO[:4], "9902R003", "9903R001", "9901R006", "9901R005", "fel"]),
        st.sampled_from([2022, 2024]),
        st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    ),
    min_size=1,
    max_size=16,
)


def split(rows):
    codes, years, counts = zip(*rows, strict=True)
    return codes, years, *zip(*counts, strict=True)


@settings(max_examples=25)
@given(registers, st.randoms())
def test_the_parts_sum_to_the_change_whatever_the_order_of_the_rows(rows, random):
    table = decomposing(*split(rows))
    assert decomposing(*split(random.sample(rows, len(rows)))) == table
    for kind in KINDS[:-1]:
        before, after, change, *parts, _ = row(table, kind)
        if "" not in (change, *parts):
            assert sum(parts) == pytest.approx(change, abs=1e-9)
            assert change == pytest.approx(100 * (after - before), abs=1e-9)
    sizes = [row(table, kind)[-1] for kind in (1, 2, 3, 4, 5, "ej jämförda")]
    assert "" in sizes or sum(sizes) == pytest.approx(1)


# -- disclosure ------------------------------------------------------------------------------


def test_with_a_threshold_that_nothing_is_below_all_is_as_before():
    before = decomposing(REGSO, YEARS, CASES, PERSONS)
    assert decomposing(REGSO, YEARS, CASES, PERSONS, 2022, 2024, 5) == before


def test_an_area_with_a_small_count_withholds_the_parts_and_not_the_shares():
    extra = [*REGSO, "9901R007"], [*YEARS, 2024], [*CASES, 3], [*PERSONS, 100]
    before, table = decomposing(*extra), decomposing(*extra, 2022, 2024, 5)
    for kind in KINDS[:-1]:
        assert row(table, kind)[3:6] == [".."] * 3
        assert row(table, kind)[:3] == row(before, kind)[:3]
        assert row(table, kind)[6] == row(before, kind)[6]
    assert row(table, "ej jämförda") == row(before, "ej jämförda")


@pytest.mark.parametrize("year", [2022, 2024])
@pytest.mark.parametrize("few", [[3, 90, 40, 20], [90, 2, 40, 20], [90, 298, 40, 20]])
def test_what_regso_tabell_hides_one_of_the_years_is_not_told_here(year, few):
    cases = [*few, *CASES[4:]] if year == 2022 else [*CASES[:4], *few]
    table = decomposing(REGSO, YEARS, cases, PERSONS, 2022, 2024, 5)
    hidden = {2022: set(), 2024: set()}
    for at, found in hidden.items():
        part = [i for i, y in enumerate(YEARS) if y == at]
        columns = [column([c[i] for i in part]) for c in (REGSO, cases, PERSONS)]
        with using(Reference(EXAMPLE)):
            shown = call("REGSO_TABELL", [*columns, at, None, 5])
        found.update(row[0] for row in shown[1:] if ".." in row[2:5])
    assert hidden[year]
    for kind in KINDS[:-1]:
        cells = row(table, kind)
        for at, place in ((2022, 0), (2024, 1)):
            assert (cells[place] == "..") == (kind in hidden[at])
        assert (cells[2] == "..") == (".." in cells[:2])
        assert cells[3:6] == [".."] * 3
        if "totalt" in hidden[2022] | hidden[2024]:
            assert cells[6] == ".."
    assert row(table, "ej jämförda") == ["..", "..", "..", "", "", "", ".."]


def test_a_few_left_out_of_a_type_withhold_all():
    extra = [*REGSO, "9902R008"], [*YEARS, 2024], [*CASES, 3], [*PERSONS, 100]
    table = decomposing(*extra, 2022, 2024, 5)
    assert {cell for r in table[1:] for cell in r[2:]} == {"..", ""}


# -- the real areas --------------------------------------------------------------------------


@pytest.mark.usefixtures("real")
def test_born_in_sweden_2022_to_2023_as_pandas_has_it(real_data):
    people = pd.read_csv(real_data / "regso_population_2020_2023.csv").set_index("regsokod")
    frame = people[["fodda_i_sverige_2022", "fodda_i_sverige_2023"]].astype(float)
    frame.columns = ["x0", "x1"]
    frame = frame.assign(n0=people["folkmangd_2022"], n1=people["folkmangd_2023"])
    for year in (2022, 2023):
        types = pd.read_csv(real_data / f"regso_area_type_{year}.csv").set_index("regsokod")
        frame[f"t{year}"] = types["omradestyp"]
    frame = frame.dropna()
    columns = [
        [*frame.index, *frame.index], [2022] * len(frame) + [2023] * len(frame),
        [*frame["x0"], *frame["x1"]], [*frame["n0"], *frame["n1"]],
    ]  # fmt: skip
    table = call("REGSO_DEKOMP", [*map(column, columns), 2022, 2023])
    for kind in (1, 2, 3, 4, 5):
        was, is_now = frame["t2022"] == kind, frame["t2023"] == kind
        w0, w1 = was * frame["n0"], is_now * frame["n1"]
        r0, r1 = frame["x0"] / frame["n0"], frame["x1"] / frame["n1"]
        mean = (r0 + r1) / 2
        within = ((r1 - r0) * (w0 / w0.sum() + w1 / w1.sum()) / 2).sum()
        m0, m1 = was * frame["n1"], is_now * frame["n0"]
        ends = [(w * mean).sum() / w.sum() for w in (w0, m1, w1, m0)]
        types = (ends[1] - ends[0] + ends[2] - ends[3]) / 2
        population = (ends[2] - ends[1] + ends[3] - ends[0]) / 2
        assert row(table, kind)[3:6] == pytest.approx(
            [100 * within, 100 * types, 100 * population], abs=1e-9
        )
        assert sum(row(table, kind)[3:6]) == pytest.approx(row(table, kind)[2], abs=1e-9)
