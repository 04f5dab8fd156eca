"""What is counted together: totals, overlaps, regions, the break, and what is not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using
from regso.store.schema import Area, Boundary, Change, Population, RowSet, Source, Statistic
from regso.store.writer import merge

NA, NUM, VALUE, REF = (CellError(c) for c in ("#N/A", "#NUM!", "#VALUE!", "#REF!"))
REFERENCE = Reference(EXAMPLE)
REGSO = sorted(REFERENCE.areas(2020).regso)
DESO = sorted(REFERENCE.areas(2020).parents)


def column(cells):
    return [[cell] for cell in cells]


def matched(codes, sizes=None, year=2022):
    rows = call("REGSO_MATCHNING", [column(codes), year, sizes and column(sizes)])
    return dict(map(tuple, rows))


# -- rows that are totals of others ------------------------------------------------------------


@given(st.lists(st.sampled_from(REGSO), min_size=1, unique=True), st.data())
def test_totals_of_kommun_lan_and_riket_change_no_table(codes, data):
    values = [float(data.draw(st.integers(2, 99))) for _ in codes]
    large = [*sorted({c[:4] for c in codes}), codes[0][:2]]
    large += [data.draw(st.sampled_from(["00", "Riket", "Totalt", " SUMMA "]))]
    sums = [sum(v for c, v in zip(codes, values, strict=True) if c.startswith(p) or len(p) != 4)
            for p in large]  # fmt: skip
    both = [column([*codes, *large]), column([*values, *sums])]
    with using(REFERENCE):
        plain = call("REGSO_TABELL", [column(codes), column(values), None, 2022])
        found = call("REGSO_TABELL", [*both, None, 2022])
        assert found[1:] == plain[1:]
        assert found[0][1] == f"{plain[0][1]}; {len(large)} summarader avskilda"
        assert call("REGSO_SUMMA", [*both, "alla", 2022]) == [[sum(values)]]
        cross = call("REGSO_KORS", [both[0], column("x" for _ in both[0]), both[1], 2022])
        assert cross[-1][-1] == sum(values)


def test_a_total_that_does_not_sum_exactly_is_set_aside_and_the_difference_is_stated(example):
    codes, values = ["9901R001", "9901R002", "9901"], [10.0, 20.0, 35.0]
    found = call("REGSO_TABELL", [column(codes), column(values), None, 2022])
    assert found[8][2] == 30
    assert found[0][1].endswith("; 1 summarad avskild (skillnad +5)")
    report = matched(codes, values)
    assert [report[k] for k in ("summarader", "summaradernas skillnad", "okända")] == [1, 5, 0]


def test_a_small_difference_is_a_count_of_persons_that_the_threshold_hides(example):
    codes, values = ["9901R001", "9901R002", "9901"], [100.0, 200.0, 303.0]
    found = call("REGSO_TABELL", [column(codes), column(values), None, 2022, None, 5])
    assert found[0][1].endswith("(skillnad ..)")


def test_a_person_in_a_kommun_is_no_total_but_okand(example):
    """Each row is a person: the one with the code of a kommun alone still counts."""
    codes = ["9901R001"] * 5 + ["9901"]
    assert call("REGSO_ANTAL", [column(codes), "alla", 2022]) == [[6]]
    assert call("REGSO_ANTAL", [column(codes), "okänd", 2022]) == [[1]]
    found = call("REGSO_TABELL", [column(codes), column([1.0, 0.0] * 3), "rader", 2022])
    assert found[8][2:4] == [3, 6]
    kronor = column([700.0, 800.0, 600.0, 500.0, 400.0, 300.0])
    assert call("REGSO_SUMMA", [column(codes), kronor, "okänd", 2022]) == [[300]]


def test_the_total_of_a_kommun_without_parts_is_okand(example):
    found = call("REGSO_TABELL", [column(["9901R001", "9902"]), column([10.0, 50.0]), None, 2022])
    assert [row[2] for row in found[7:]] == [50, 60]


def test_a_ready_type_1_does_not_lie_in_lan_01(example):
    """As a code, 1 is län 01 that lost its zero; in a register it is a type."""
    codes = ["1", 1.0, "5", "01"]
    found = call("REGSO_TABELL", [column(codes), column([10.0, 10.0, 10.0, 30.0]), None, 2022])
    assert [row[2] for row in found[1:]] == [20, 0, 0, 0, 10, 20, 30, 60]


def test_riket_is_set_aside_beside_lan_that_no_type_is_known_of(example):
    found = call("REGSO_TABELL", [column(["99", "00"]), column([10.0, 10.0]), None, 2022])
    assert [row[2] for row in found[7:]] == [10, 10]


def test_years_of_their_own_have_totals_of_their_own(example):
    codes, years = ["9901R001", "9901", "9901"], [2022.0, 2022.0, 2021.0]
    found = call("REGSO_UTVECKLING", [column(codes), column(years), column([10.0, 12.0, 7.0])])
    assert [row[8] for row in found[1:3]] == [7, 10]
    assert found[0][0].endswith("1 summarad avskild")


# -- areas that overlap ------------------------------------------------------------------------


@given(st.lists(st.sampled_from([*REGSO, *DESO]), unique=True, max_size=30))
def test_a_regso_beside_its_own_deso_is_found(codes):
    parents = REFERENCE.areas(2020).parents
    expected = {parents[c] for c in codes if parents.get(c) in codes}
    with using(REFERENCE):
        report = matched([c.lower() for c in codes], [10.0] * len(codes))
    assert report["överlappande områden"] == len(expected)
    assert all(code in report["överlappning"] for code in sorted(expected)[:10])


def test_persons_with_codes_of_two_levels_do_not_overlap(example):
    deso = next(d for d, r in example.areas(2020).parents.items() if r == "9901R001")
    codes = ["9901R001", deso, deso]
    assert matched(codes, [1.0, 0.0, 1.0])["överlappande områden"] == 0
    assert matched(codes)["överlappande områden"] == 0
    assert matched(codes, [1.0, 2.0, 3.0])["överlappande områden"] == 1
    assert matched(codes[:2])["överlappande områden"] == 1


def test_a_table_says_that_areas_are_counted_twice(example):
    deso = next(d for d, r in example.areas(2020).parents.items() if r == "9901R001")
    codes, values, persons = [["9901R001"], [deso]], [[30.0], [12.0]], [[300.0], [120.0]]
    said = "1 RegSO räknas två gånger, med sina egna DeSO"
    assert call("REGSO_TABELL", [codes, values, persons, 2022])[0][1].endswith(said)
    assert said in call("REGSO_GAP", [codes, values, persons, 2022])[0][1]
    assert call("REGSO_UTVECKLING", [codes, [[2022.0]] * 2, values, persons])[0][0].endswith(said)
    ones = [[1.0], [0.0]]
    assert "två gånger" not in call("REGSO_TABELL", [codes, ones, "rader", 2022])[0][1]


# -- the indelning of a column -----------------------------------------------------------------


def test_one_row_that_states_its_vintage_does_not_decide_for_a_thousand(example):
    both = min(example.areas(2020).regso & example.areas(2025).regso)
    likely = matched([both] * 999 + [f"{both}_RegSO2025"])["trolig indelning"]
    assert likely == "blandade indelningar: 1 RegSO 2025, 999 utan angiven indelning"


def test_half_and_half_is_mixed_with_counts(example):
    old = min(set(example.areas(2020).parents) - set(example.areas(2025).parents))
    new = min(set(example.areas(2025).parents) - set(example.areas(2020).parents))
    likely = matched([old, new, old, new])["trolig indelning"]
    assert likely == "blandade indelningar: 2 DeSO 2018, 2 DeSO 2025"
    assert matched([old])["trolig indelning"] == "DeSO 2018"


@pytest.mark.parametrize("codes", [["1"], [1.0], ["1", " ", "x", "9901R001", "9901r001", True, 7]])
def test_the_report_reads_cells_as_the_table_does(example, codes):
    report = matched(codes)
    counted = call("REGSO_TABELL", [column(codes), None, None, 2022])
    known = sum(row[2] for row in counted[1:6])
    assert report["träff"] == known
    assert report["okända"] + report["felaktiga"] == counted[7][2]


# -- regions -----------------------------------------------------------------------------------


def test_a_deso_lies_in_the_regso_of_a_population(example):
    parents = example.areas(2020).parents
    inside = [d for d, r in parents.items() if r == "9901R001"]
    population = "befolkning;omrade=9901R001"
    codes = column([*inside, "9901R001", "9901R002"])
    found = call("REGSO_TABELL", [codes, column([10.0] * (len(inside) + 2)), population, 2022])
    assert found[8][2] == 10 * (len(inside) + 1)
    assert found[8][3] == call("REGSO_BEFOLKNING", ["9901R001", 2022])[0][0]
    assert "(1 rader utanför området räknas inte)" in found[7][1]


def test_a_region_that_does_not_exist_has_no_zeros(example):
    for region in ("98", "9998", "9901R999", "9901C1010"):
        codes = column(["9901R001"])
        assert call("REGSO_TABELL", [codes, None, f"befolkning;omrade={region}", 2022]) == [[NA]]
    assert "finns inte bland län, kommuner och RegSO" in last_error()


def test_ready_types_lie_in_no_region(example):
    args = [column([1, 5]), column([1.0, 2.0]), "befolkning;omrade=9901", 2022]
    assert call("REGSO_TABELL", args) == [[VALUE]]
    assert "går inte att placera" in last_error()
    args[2] = "befolkning;omrade=00"
    assert call("REGSO_TABELL", args)[8][2] == 3


@pytest.mark.parametrize("text", ["befolkning;omrade=99;omrade=9901", "befolkning;omrade="])
def test_a_region_is_named_once(example, text):
    assert call("REGSO_TABELL", [column(["9901R001"]), None, text, 2022]) == [[VALUE]]


# -- across the break --------------------------------------------------------------------------

SOURCE = Source("SCB", "Prov", "prov.csv", "2026-01-01", "00", "CC0 1.0")
BROKEN = (
    *(Area(v, c, c, "9901") for v in (2020, 2025) for c in ("9901R001", "9901R002")),
    Area(2020, "9901R003", "Slut", "9901"),
    Area(2025, "9901R004", "Ny", "9901"),
    Area(2020, "9901C1010", "", "9901R001"),
    Area(2025, "9901C1010", "", "9901R002"),
    Area(2025, "9901C1020", "", "9901R001"),
    *(Statistic("typ", 2022, c, k) for c, k in (("9901R001", 1), ("9901R002", 2), ("9901R003", 3))),
    *(Statistic("typ", 2024, c, k) for c, k in (("9901R001", 4), ("9901R002", 5), ("9901R004", 3))),
)
MOVED = Change("9901R002", "9901R004", "Ger del/delar till ny", "2025-01-01", "", "")


@pytest.fixture
def broken(tmp_path):
    """A store where 9901R002 changed its border, 9901R003 ended and 9901R004 is new."""
    merge(tmp_path / "regso.sqlite", [RowSet(SOURCE, [*BROKEN, MOVED])])
    with using(Reference(tmp_path / "regso.sqlite")) as reference:
        yield reference


def years(codes, year, typar=None, troskel=None):
    n = len(codes)
    args = [column(codes), column([year] * n), column([10.0] * n), None, typar, troskel]
    return call("REGSO_UTVECKLING", args)


def test_an_area_whose_border_changed_is_set_aside_across_the_break(broken):
    codes = ["9901R001", "9901R002", "9901R004", "9901C1020", "9901C1010", 5]
    found = years(codes, 2024.0, 2022)
    assert found[1] == [2024, 20, 0, 0, 0, 10, 20, 0, 30]
    assert found[16] == ["ej jämförda: ändrad gräns", 3, *[""] * 7]


def test_within_a_vintage_and_by_the_years_own_types_nothing_is_set_aside(broken):
    codes = ["9901R001", "9901R002"]
    assert years(codes, 2024.0)[1][1:6] == [0, 0, 0, 10, 10]
    assert years(codes, 2024.0, 2024)[16][1] == years(codes, 2022.0, 2022)[16][1] == 0


def test_a_code_that_states_the_vintage_of_the_types_is_compared(broken):
    found = years(["9901R002_RegSO2020", "9901R002"], 2024.0, 2022)
    assert found[1][2] == 10
    assert found[16][1] == 1


def test_few_rows_set_aside_are_not_told_with_a_threshold(broken):
    assert years(["9901R002"] * 2 + ["9901R001"] * 9, 2024.0, 2022, 5)[16][1] == ".."


def test_without_the_list_of_changes_nothing_is_known_across_the_break(tmp_path):
    merge(tmp_path / "regso.sqlite", [RowSet(SOURCE, [*BROKEN])])
    with using(Reference(tmp_path / "regso.sqlite")):
        assert years(["9901R001"], 2024.0, 2022) == [[REF]]
        assert years(["9901R001"], 2023.0, 2022)[1][1] == 10


# -- what is not known -------------------------------------------------------------------------


def squares(*at):
    """Return borders of 1 km squares of RegSO 2020, east by number."""
    found = []
    for code, i in at:
        e, n = 600_000 + 1000 * i, 6_700_000
        ring = [[e, n], [e + 1000, n], [e + 1000, n + 1000], [e, n + 1000], [e, n]]
        text = f'{{"type":"Polygon","coordinates":[{ring}]}}'
        found.append(Boundary(2020, code, "SWEREF99TM", text))
    return found


@pytest.fixture
def partly(tmp_path):
    """A store with the border of one of two RegSO."""
    rows = [
        *(Area(2020, c, c, "9901") for c in ("9901R001", "9901R002")),
        *(Statistic("typ", 2022, c, 1) for c in ("9901R001", "9901R002")),
        *(Population(2022, "totalt", "totalt", c, 100) for c in ("9901R001", "9901R002")),
        *squares(("9901R001", 0)),
    ]
    merge(tmp_path / "regso.sqlite", [RowSet(SOURCE, rows)])
    with using(Reference(tmp_path / "regso.sqlite")) as reference:
        yield reference


def test_nobody_is_near_a_point_only_where_it_is_known_who_lives_there(partly):
    assert call("REGSO_TACKNING", [[[6_750_000.0, 650_000.0]], 5.0]) == [[NA]]
    assert "befolkningen där är inte känd" in last_error()


def test_what_is_known_of_some_points_is_marked(partly):
    points = [[6_700_500.0, 600_500.0], [6_750_000.0, 650_000.0]]
    found = call("REGSO_TACKNING", [points, 5.0])
    assert found[0][1] == "benämning; typer 2022, RegSO 2020"
    assert found[8][1:4] == [
        "Totalt (1 RegSO utan gräns eller folkmängd räknas inte; 1 av punkterna ligger utanför "
        "inlästa gränser)", 100, 100,
    ]  # fmt: skip


def test_with_every_border_a_point_that_reaches_nobody_is_zero(partly, tmp_path):
    merge(tmp_path / "regso.sqlite", [RowSet(SOURCE, squares(("9901R002", 1)))])
    with using(Reference(tmp_path / "regso.sqlite")):
        assert call("REGSO_TACKNING", [[[6_750_000.0, 650_000.0]], 5.0])[8][2:] == [200, 0, 0]
