"""Sums and tables by områdestyp, against pandas and statsmodels."""

import csv

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from regso.core.measures.typetable import HEADER
from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE

VALUE = CellError("#VALUE!")
ROW = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, "1+2": 6, "okänd": 7, "totalt": 8}


def column(values):
    return [[v] for v in values]


def numbers(texts):
    return column(float(t) if t else None for t in texts)


@pytest.fixture
def register():
    """Give the example register: codes, numerators and denominators as columns of cells."""
    with EXAMPLE.with_name("example_register.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return (
        column(r["kod"] for r in rows),
        numbers(r["taljare"] for r in rows),
        numbers(r["namnare"] for r in rows),
    )


def expected_table(codes, events, trials, types, keys):
    """Return the table by an independent pandas and statsmodels computation."""
    frame = pd.DataFrame({"code": codes, "x": events, "n": trials})
    frame["type"] = frame["code"].map(keys).map(types).fillna(0).astype(int)
    sums = frame.groupby("type")[["x", "n"]].sum().reindex([1, 2, 3, 4, 5, 0], fill_value=0.0)
    rows = [(t, *sums.loc[t]) for t in (1, 2, 3, 4, 5)]
    rows.append(("1+2", *sums.loc[[1, 2]].sum()))
    rows.append(("okänd", *sums.loc[0]))
    rows.append(("totalt", *sums.sum()))
    base = rows[4][1] / rows[4][2]
    table = []
    for kind, x, n in rows:
        low, high = proportion_confint(x, n, method="wilson") if n else ("", "")
        share = x / n if n else ""
        table.append([kind, x, n, share, low, high, (share - base) * 100 if n else ""])
    return table


def same(table, expected):
    assert table[0] == [HEADER[0], "benämning; typer 2022, RegSO 2020", *HEADER[2:]]
    for row, want in zip(table[1:], expected, strict=True):
        assert row[0] == want[0]
        assert row[2:] == (want[1:] if "" in want else pytest.approx(want[1:], rel=1e-9, abs=1e-12))


def test_the_table_of_the_example_register_equals_pandas(example, register):
    areas = example.areas(2020)
    codes = [(c or "").strip().upper() for [c] in register[0]]
    events, trials = ([v for [v] in col] for col in register[1:])
    want = expected_table(codes, events, trials, example.values("typ", 2022), areas.parents)
    same(call("REGSO_TABELL", [*register, 2022]), want)


def test_the_real_table_equals_pandas(real, real_data):
    """The main job: unemployed 16–64 of the population 16–64, 5,984 DeSO, types of 2022."""
    frame = pd.read_csv(real_data / "deso2018_stats_2022.csv", dtype={"deso2018": str})
    keys = pd.read_csv(real_data / "deso2018_regso2020.csv", dtype=str).set_index("deso2018")[
        "regso2020"
    ]
    types = pd.read_csv(real_data / "regso_area_type_2022.csv", dtype={"regsokod": str})
    want = expected_table(
        frame["deso2018"],
        frame["arbetslosa_16_64_2022"],
        frame["totalt_16_64_2022"],
        types.set_index("regsokod")["omradestyp"],
        keys,
    )
    table = call(
        "REGSO_TABELL",
        [
            column(frame["deso2018"]),
            column(map(float, frame["arbetslosa_16_64_2022"])),
            column(map(float, frame["totalt_16_64_2022"])),
            2022,
        ],
    )
    same(table, want)
    assert table[ROW["totalt"]][3] == frame["totalt_16_64_2022"].sum()
    assert table[ROW["okänd"]][2:] == [0, 0, "", "", "", ""]


def test_the_labels_are_the_official_names(example, register):
    table = call("REGSO_TABELL", [*register, 2022])
    assert [row[1] for row in table[1:]] == [
        "Områden med stora socioekonomiska utmaningar",
        "Områden med socioekonomiska utmaningar",
        "Socioekonomiskt blandade områden",
        "Områden med goda socioekonomiska förutsättningar",
        "Områden med mycket goda socioekonomiska förutsättningar",
        "Områdestyp 1 och 2 sammantaget",
        "Okänd områdestyp",
        "Totalt",
    ]


def test_sums_counts_and_means_agree_with_the_table(example, register):
    codes, events, trials = register
    table = call("REGSO_TABELL", [*register, 2022])
    for which, row in ROW.items():
        wanted = "alla" if which == "totalt" else which
        assert call("REGSO_SUMMA", [codes, events, wanted, 2022]) == [[table[row][2]]]
        mean = call(
            "REGSO_MEDEL",
            [
                codes,
                column(x / n for [x], [n] in zip(events, trials, strict=True)),
                wanted,
                trials,
                2022,
            ],
        )
        assert mean[0][0] == pytest.approx(table[row][4], rel=1e-12)
    by_type = [call("REGSO_ANTAL", [codes, t, 2022])[0][0] for t in (1, 2, 3, 4, 5)]
    assert sum(by_type) == 100
    assert call("REGSO_ANTAL", [codes, "okänd", 2022]) == [[1]]
    assert call("REGSO_ANTAL", [codes, None, 2022]) == [[101]]


def test_a_row_without_code_is_okand_when_it_has_a_value_and_ignored_when_not(example):
    codes, events = (
        column([None, None, "9999R001", "fel", CellError("#N/A"), 3]),
        column([5.0, None, 7.0, 11.0, 13.0, 1.0]),
    )
    table = call("REGSO_TABELL", [codes, events, "rader", None, None, None, "tal"])
    assert table[ROW["okänd"]][2:4] == [36, 4]
    assert table[ROW[3]][2:4] == [1, 1]
    assert table[ROW["totalt"]][2:4] == [37, 5]


def test_a_code_of_the_other_vintage_is_okand(example):
    [ended] = example.areas(2020).regso - example.areas(2025).regso
    assert call("REGSO_SUMMA", [column([ended]), column([1.0]), "okänd", 2024]) == [[1]]
    assert call("REGSO_SUMMA", [column([ended]), column([1.0]), "okänd", 2023]) == [[0]]


def test_ready_types_may_be_numbers_or_text_but_not_true(example):
    codes = column([1.0, 2, "3", True, 7.0])
    assert [row[2] for row in call("REGSO_TABELL", [codes])[1:]] == [1, 1, 1, 0, 0, 2, 2, 5]


def test_without_a_denominator_a_share_is_of_the_total_and_has_no_interval(example):
    table = call("REGSO_TABELL", [column([1, 1, 2, 5]), column([10.0, 20.0, 30.0, 40.0])])
    assert table[ROW[1]][2:] == [30, 100, 0.3, "", "", pytest.approx(-10)]
    assert table[ROW["totalt"]][2:5] == [100, 100, 1]


def test_without_a_denominator_a_rate_is_per_thousand_of_the_total(example):
    table = call("REGSO_TABELL", [column([1, 5]), column([10.0, 30.0]), *[None] * 4, "tal"])
    assert table[ROW[1]][4:] == [250, "", "", -500]


def test_without_a_denominator_the_total_is_hidden_with_its_own_count(example):
    table = call("REGSO_TABELL", [column([1]), column([3.0]), None, None, None, 5])
    assert [row[2] for row in table[1:]] == ["..", 0, 0, 0, 0, "..", 0, ".."]
    assert {row[3] for row in table[1:]} == {".."}


def test_rates_are_per_thousand_with_byars_limits(example):
    """PHEindicatormethods 2.1.0: Byar's limits of 65 events."""
    table = call(
        "REGSO_TABELL",
        [column([1, 5]), column([65.0, 50.0]), column([1000.0, 10.0]), None, None, None, "tal"],
    )
    assert table[ROW[1]][4:7] == pytest.approx([65, 50.163187710459454, 82.84913854593984])
    assert table[ROW[5]][4] == 5000
    assert table[ROW[1]][7] == pytest.approx(65 - 5000)


def test_means_have_no_interval_and_may_be_negative(example):
    table = call(
        "REGSO_TABELL",
        [column([1, 5]), column([-500.0, 100.0]), column([10.0, 10.0]), None, None, None, "Medel"],
    )
    assert table[ROW[1]][4:] == [-50, "", "", -60]


def test_more_events_than_persons_on_a_row_is_a_num_error_that_names_the_row(example):
    [[error]] = call("REGSO_TABELL", [column([1, 5]), column([1.0, 3.0]), column([2.0, 2.0])])
    assert error == CellError("#NUM!")
    assert last_error() == "Rad 2: taljare 3 är större än namnare 2; rätta raden."


def test_a_rate_may_have_more_events_than_persons_but_needs_persons(example):
    rows = [column([1, 5]), column([3.0, 1.0]), column([0.0, 2.0]), None, None, None, "tal"]
    table = call("REGSO_TABELL", rows)
    assert table[ROW[1]][4] == CellError("#DIV/0!")
    assert table[ROW[5]][4] == 500


def test_a_reference_population_is_that_of_the_region_by_type(example):
    """Register rows outside the region are told, not counted, and okänd has no share."""
    regso = sorted(example.areas(2025).regso)
    inside = [c for c in regso if c.startswith("9901")]
    table = call(
        "REGSO_TABELL", [column([*regso, "bad"]), None, "befolkning;omrade=9901;alder=20-64", 2024]
    )
    types, totals = example.values("typ", 2024), dict.fromkeys(range(1, 6), 0.0)
    for code in inside:
        totals[int(types[code])] += call("REGSO_BEFOLKNING", [code, 2024, "20-64"])[0][0]
    assert [table[t][3] for t in range(1, 6)] == list(totals.values())
    assert table[ROW["totalt"]][3] == call("REGSO_BEFOLKNING", ["9901", 2024, "20-64"])[0][0]
    assert [table[t][2] for t in range(1, 6)] == [
        sum(types[c] == t for c in inside) for t in range(1, 6)
    ]
    assert table[ROW["okänd"]][1:5] == [
        f"Okänd områdestyp ({len(regso) - len(inside)} rader utanför området räknas inte)",
        1,
        "",
        "",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "befolkning",
        "folkmängd;omrade=99",
        "befolkning;omrade=99;land=se",
        "befolkning;omrade=99;ar=igår",
        "x",
    ],
)
def test_a_denominator_that_is_not_understood_is_a_value_error(example, text):
    [[error]] = call("REGSO_TABELL", [column([1]), None, text])
    assert error == VALUE


def test_types_and_population_of_different_vintages_do_not_mix(example):
    [[error]] = call(
        "REGSO_TABELL", [column(["9901R001"]), None, "befolkning;omrade=99;ar=2022", 2024]
    )
    assert error == VALUE
    assert "välj år i samma indelning" in error.message


def test_groups_give_one_block_each_in_swedish_alphabetic_order(example):
    groups = column(["ärlig", "Åsa", None, "ärlig"])
    table = call(
        "REGSO_TABELL",
        [column([1, 1, 1, 2]), column([1.0, 2.0, 4.0, 8.0]), None, None, None, None, None, groups],
    )
    assert table[0] == ["grupp", HEADER[0], "benämning; färdiga typer", *HEADER[2:]]
    assert len(table) == 1 + 3 * 8
    assert [row[0] for row in table[1::8]] == ["Åsa", "ärlig", "(tom)"]
    assert [row[3] for row in table[8::8]] == [2, 9, 4]


def test_groups_may_be_numbers(example):
    table = call("REGSO_TABELL", [column([1, 1]), None, *[None] * 5, column([2.0, 1.5])])
    assert [row[0] for row in table[1::8]] == ["1.5", "2"]


@pytest.mark.parametrize(("outside", "shown"), [(4, ".."), (5, "5"), (6, "6")])
def test_few_rows_outside_the_region_are_not_told_with_a_threshold(example, outside, shown):
    codes = column(["9901R001"] * 20 + ["9902R001"] * outside)
    table = call("REGSO_TABELL", [codes, None, "befolkning;omrade=9901", 2022, None, 5])
    assert table[ROW["okänd"]][1].endswith(f"({shown} rader utanför området räknas inte)")


def test_with_a_threshold_what_reveals_a_small_count_is_hidden_too(example):
    codes = column([1, 2, 3, 4, 5])
    table = call("REGSO_TABELL", [codes, column([3.0, 40.0, 50.0, 60.0, 0.0]), None, None, None, 5])
    assert [row[2] for row in table[1:]] == ["..", "..", 50, 60, 0, 43, 0, 153]
    assert table[ROW[1]][3:] == [153, "..", "..", "..", ".."]
    assert table[ROW[5]][4] == 0


def test_a_hidden_type_5_hides_every_difference_from_it(example):
    codes = column([1, 2, 3, 4, 5])
    trials = column([100.0] * 5)
    table = call(
        "REGSO_TABELL", [codes, column([30.0, 40.0, 50.0, 60.0, 3.0]), trials, None, None, 5]
    )
    assert table[ROW[5]][2] == ".."
    assert [row[7] for row in table[1:]] == ["..", "..", "..", "..", "..", "..", "", ".."]
    assert table[ROW[2]][4] == 0.4


def test_a_threshold_counts_persons_never_kronor(example):
    codes = column([1, 2, 3, 4, 5])
    kronor, persons = column([3.0, 4.0, 5.0, 6.0, 7.0]), column([10.0, 20.0, 30.0, 40.0, 3.0])
    mean = [codes, kronor, persons, None, None, 5, "medel"]
    table = call("REGSO_TABELL", [*mean, None, persons])
    assert [row[3] for row in table[1:]] == [10, 20, 30, 40, "..", 30, 0, ".."]
    assert [row[2] for row in table[1:]] == [3, 4, 5, 6, "..", 7, 0, ".."]


def test_a_few_without_a_code_cost_no_type_its_share_or_its_difference(example):
    """Five areas, and one row without a code with 2 of 40."""
    codes = column([1, 2, 3, 4, 5, None])
    events = column([60.0, 50.0, 70.0, 80.0, 90.0, 2.0])
    trials = column([600.0, 400.0, 500.0, 900.0, 800.0, 40.0])
    table = call("REGSO_TABELL", [codes, events, trials, None, None, 5])
    assert [row[0] for row in table if ".." in row] == ["okänd", "totalt"]
    years = call("REGSO_UTVECKLING", [codes, column([2024] * 6), events, trials, 2024, 5])
    assert [i for i, cell in enumerate(years[1]) if cell == ".."] == [7, 8]
    both = [cell * 2 for cell in (codes, events)]
    groups = [["a"]] * 6 + [["b"]] * 6
    cross = call("REGSO_KORS", [both[0], groups, both[1], None, 5])
    assert [row[0] for row in cross if ".." in row] == ["okänd", "totalt"]


def test_a_few_without_a_code_cost_one_share_and_not_the_total_of_all_shares(example):
    """Without denominators every share is hidden when the total is."""
    events = column([60.0, 50.0, 70.0, 80.0, 90.0, 2.0])
    table = call("REGSO_TABELL", [column([1, 2, 3, 4, 5, None]), events, None, None, None, 5])
    assert [row[0] for row in table if ".." in row] == [3, "okänd"]


def test_small_numbers_are_shown_without_a_threshold(example):
    table = call("REGSO_TABELL", [column([1]), column([1.0])])
    assert table[1][2] == 1


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ([[[1], [2]], [[1.0]]], "#VALUE!"),
        ([[[1]], [["text"]]], "#VALUE!"),
        ([[[1]], [[True]]], "#VALUE!"),
        ([[[1]], [[CellError("#NAME?")]]], "#NAME?"),
        ([[[1]], [[1.0]], None, None, 95], "#NUM!"),
        ([[[1]], [[1.0]], None, None, None, -5], "#NUM!"),
        ([[[1]], [[1.0]], None, None, None, None, "kvot"], "#VALUE!"),
        ([[["9901R001"]], [[1.0]], None, 2035], "#N/A"),
        ([[[1]], None, None, None, None, None, None, [["a"], ["b"]]], "#VALUE!"),
        ([[[1]], None, "befolkning;omrade=99", None, None, None, None, [["a"]]], "#VALUE!"),
    ],
)
def test_a_call_that_makes_no_sense_is_one_error_value(example, args, code):
    [[error]] = call("REGSO_TABELL", args)
    assert error == CellError(code)


def test_a_numeric_column_may_have_empty_cells_and_empty_text(example):
    assert call("REGSO_SUMMA", [column([1, 2, 3]), column([1.0, None, " "])]) == [[1.0]]


def test_the_message_of_a_bad_number_names_its_position(example):
    [[error]] = call("REGSO_SUMMA", [column([1, 2]), column([1.0, "2 st"])])
    assert error.message == "Rad 2 i varden är inte ett tal; rätta den eller töm den."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=5, max_size=5), st.integers(0, 2**20))
def test_what_is_asked_alone_is_hidden_where_a_table_hides_it_with_whatever_key(counts, number):
    """Else the one would tell what the other hides: the key chooses among equal patterns."""
    types, cases = column(range(1, 6)), column(counts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGSO_SLUMPNYCKEL", f"en hemlig nyckel nummer {number}")
        shares = call("REGSO_TABELL", [types, cases, column([40] * 5), None, None, 5])
        alone = call("REGSO_TABELL", [types, cases, None, None, None, 5])
        gap = call("REGSO_GAP", [types, cases, column([40] * 5), None, None, None, 5])
        sums = {row[0]: call("REGSO_SUMMA", [types, cases, row[0], None, 5]) for row in alone[1:6]}
    hidden = any(".." in row[2:4] for row in shares if row[0] in (1, 5))
    assert (gap[1][1] == "..") is hidden
    for kind, _, shown, *_ in alone[1:6]:
        assert sums[kind] == [[".."]] or shown != ".."
