"""REGSO_FORKLARING in cells: what lies between län, kommuner, types and RegSO; against pandas."""

import pandas as pd
import pytest

from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

VALUE, NUM = CellError("#VALUE!"), CellError("#NUM!")
DIVISIONS = ["län", "kommun", "områdestyp", "kommun × områdestyp", "RegSO"]
REGSO = ["9901R001", "9901R006", "9901R005", "9901R002", "9902R002", "9902R004"]
DESO = ["9901C1010", "9901C1020", "9901A0010", "9901A0030", "9901B2010", "9902C1080"]
CASES, PERSONS = [90, 60, 30, 40, 20, 70], [300, 300, 300, 500, 600, 400]


def column(cells):
    return [[cell] for cell in cells]


def explaining(codes, cases, persons, *more):
    n = persons if isinstance(persons, str) else column(persons)
    with using(Reference(EXAMPLE)):
        return call("REGSO_FORKLARING", [column(codes), column(cases), n, *more])


def row(table, name, part="värde"):
    return next(row[2:] for row in table if row[:2] == [name, part])


def test_the_table_always_has_the_same_rows_and_columns():
    for codes in (REGSO, DESO, [1, 2, 3, 4, 5, 5], ["fel"] * 6):
        table = explaining(codes, CASES, PERSONS, 2022)
        assert [row[:2] for row in table[1:]] == [
            [name, part] for name in DIVISIONS for part in ("värde", "nedre", "övre")
        ]
        assert {len(row) for row in table} == {9}


def test_groups_are_counted_and_one_lan_explains_nothing():
    table = explaining(DESO, CASES, PERSONS, 2022)
    assert [row(table, name)[0] for name in DIVISIONS] == [1, 2, 3, 4, 5]
    assert row(table, "län")[1:5] == pytest.approx([0, 0, 0, 0], abs=1e-12)
    assert row(table, "län")[5:] == ["", ""]


def test_regso_have_no_areas_inside_them_and_ready_types_no_areas_at_all():
    table = explaining(REGSO, CASES, PERSONS, 2022)
    assert row(table, "RegSO")[1:3] == ["", ""]
    assert row(table, "kommun")[1] > 0
    assert 0 < row(table, "RegSO")[3] < 1
    table = explaining([1, 2, 3, 4, 5, 1], CASES, PERSONS)
    types = row(table, "områdestyp")
    assert types[:3] == [5, "", ""]
    assert 0 < types[3] < 1
    assert types[5] > 0
    for name in set(DIVISIONS) - {"områdestyp"}:
        assert row(table, name) == [""] * 7


def test_shares_by_hand():
    # Types 1 and 5 with half and none: the mean is 1/4, all lies between.
    table = explaining(["9901R001", "9901R004"], [50, 0], [100, 100], 2022)
    types = row(table, "områdestyp")
    assert types[1] == pytest.approx(1)
    assert types[3] == pytest.approx(0.25**2 / (0.25 * 0.75))


def test_okand_and_totals_are_in_nothing():
    whole = explaining(REGSO, CASES, PERSONS, 2022)
    more = explaining([*REGSO, "fel", "00"], [*CASES, 9, 319], [*PERSONS, 10, 2410], 2022)
    assert more[1:] == whole[1:]


def test_where_nobody_is_concerned_all_but_the_groups_is_blank():
    table = explaining(DESO, [0] * 6, PERSONS, 2022)
    for name in DIVISIONS:
        assert row(table, name)[1:] == [""] * 6


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((REGSO, CASES, "befolkning"), VALUE, "varje område behöver sitt eget tal"),
        ((REGSO, PERSONS, CASES), NUM, "Rad 1: taljare 300 är större än namnare 90"),
        ((REGSO, CASES, PERSONS, 2022, 1.5), NUM, "Konfidensnivån"),
        ((REGSO, [9.5, *CASES[1:]], PERSONS, 2022, None, 5), NUM, "Rad 1 i taljare är 9.5"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(arguments, error, says):
    assert explaining(*arguments) == [[error]]
    assert says in last_error()


def test_with_a_threshold_that_nothing_is_below_all_is_as_before():
    before = explaining(REGSO, CASES, PERSONS, 2022)
    assert explaining(REGSO, CASES, PERSONS, 2022, None, 5) == before


def test_small_counts_withhold_what_rests_on_them():
    codes, cases, persons = [*REGSO, "9902R006"], [*CASES, 3], [*PERSONS, 300]
    table = explaining(codes, cases, persons, 2022, None, 5)
    before = explaining(codes, cases, persons, 2022)
    assert row(table, "RegSO")[1:] == [".."] * 6
    kommun = row(table, "kommun")
    assert kommun[1:3] == ["..", ".."]
    assert [kommun[3], *kommun[5:]] == [row(before, "kommun")[i] for i in (3, 5, 6)]
    assert row(table, "kommun", "nedre")[3] == ".."


def test_where_regso_tabell_hides_something_all_is_withheld():
    table = explaining(REGSO, [2, *CASES[1:]], PERSONS, 2022, None, 5)
    for name in DIVISIONS:
        assert row(table, name)[1:] == [".."] * 6


@pytest.fixture(scope="module")
def frame(real_data):
    stats = pd.read_csv(real_data / "deso2018_stats_2022.csv", dtype={"deso2018": str}).fillna(0)
    types = pd.read_csv(real_data / "regso_area_type_2022.csv").set_index("regsokod")
    poor = stats["lag_ekonomisk_standard_proc_2022"] / 100 * stats["antal_ek_standard_2022"]
    return stats.assign(
        typ=stats["regso2020"].map(types["omradestyp"]),
        poor=poor,
        poor_of=stats["antal_ek_standard_2022"],
        jobless=stats["arbetslosa_16_64_2022"],
        jobless_of=stats["arbetskraften_16_64_2022"],
        idle=stats["totalt_16_64_2022"] - stats["sysselsatta_16_64_2022"],
        idle_of=stats["totalt_16_64_2022"],
    )


@pytest.mark.parametrize(
    ("need", "kommun", "types", "regso", "of_persons"),
    [("poor", 14, 77, 91, 7), ("jobless", 16, 75, 91, 3), ("idle", 15, 61, 90, 2)],
)
@pytest.mark.usefixtures("real")
def test_types_explain_areas_well_and_persons_poorly(frame, need, kommun, types, regso, of_persons):
    part = frame[frame[f"{need}_of"] > 0]
    x, n = part[need], part[f"{need}_of"]
    table = call(
        "REGSO_FORKLARING",
        [column(part["deso2018"].tolist()), column(x.tolist()), column(n.tolist()), 2022],
    )
    shown = [row(table, name)[1] for name in ("kommun", "områdestyp", "RegSO")]
    assert [round(100 * share) for share in shown] == [kommun, types, regso]
    assert round(100 * row(table, "områdestyp")[3]) == of_persons
    mean = x.sum() / n.sum()
    keys = (part["deso2018"].str[:4], part["typ"], part["regso2020"])
    for share, key in zip(shown, keys, strict=True):
        groups = x.groupby(key).sum() / n.groupby(key).sum()
        between = (n.groupby(key).sum() * (groups - mean) ** 2).sum()
        assert share == pytest.approx(between / (n * (x / n - mean) ** 2).sum(), rel=1e-9)
