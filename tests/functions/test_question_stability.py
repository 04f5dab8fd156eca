"""REGSO_STABILITET in cells: who keeps the type between two years; against pandas."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.core.measures.question.agreement import agreement
from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

VALUE, NUM, NA = CellError("#VALUE!"), CellError("#NUM!"), CellError("#N/A")
# From 2022 to 2024: 1 → 1, 3 → 4, 4 → 5, 2 → 2.
REGSO, PERSONS = ["9901R001", "9902R001", "9902R002", "9903R001"], [300, 400, 500, 600]
ROWS = [[name, part] for name in ("områden", "personer") for part in ("värde", "nedre", "övre")]


def column(cells):
    return [[cell] for cell in cells]


def stability(codes, persons=None, before=2022, after=2024, *more):
    n = column(persons) if isinstance(persons, (list, tuple)) else persons
    with using(Reference(EXAMPLE)):
        return call("REGSO_STABILITET", [column(codes), before, after, n, *more])


def block(table, name):
    return {row[1]: row[2:] for row in table[1:] if row[0] == name}


def values(table, name="personer"):
    return block(table, name)["värde"]


def left_out(table):
    return table[-1][2]


def test_the_table_always_has_the_same_rows_and_columns():
    for codes in (REGSO, ["9901C1010", "9902C1010", "fel", None], [1, 2, 3, 4]):
        table = stability(codes, PERSONS)
        assert [row[:2] for row in table[1:]] == [*ROWS, ["ej jämförda", "områden"]]
        assert {len(row) for row in table} == {6}
        assert table[0][1:] == ["del", "antal", "andel kvar", "kappa", "viktad kappa"]


def test_areas_and_persons_by_hand():
    table = stability(REGSO, PERSONS)
    assert table[0][0] == "vad; typer 2022 och 2024, RegSO 2020 och RegSO 2025"
    # Expected by chance: 1/16 for each of the types 1, 2 and 4.
    assert values(table, "områden")[:3] == pytest.approx([4, 0.5, (8 - 3) / (16 - 3)])
    assert values(table)[:2] == pytest.approx([1800, 0.5])
    rows = [[3, 0, 0, 0, 0], [0, 6, 0, 0, 0], [0, 0, 0, 4, 0], [0, 0, 0, 0, 5], [0] * 5]
    assert values(table)[1:] == pytest.approx(list(agreement(rows)))
    assert block(table, "personer")["nedre"] == ["", 0, "..", ".."]
    assert left_out(table) == 0


def test_without_persons_only_areas_are_told():
    table = stability(REGSO)
    assert block(table, "personer") == dict.fromkeys(("värde", "nedre", "övre"), [""] * 4)
    assert block(table, "områden") == block(stability(REGSO, PERSONS), "områden")
    assert ";" not in stability([*REGSO, "9902R003"])[0][0].split("RegSO 2025")[1]


def test_an_area_is_counted_once_and_a_deso_is_in_its_regso():
    some = ["9901R001", "9901C1010", "9901C1020", " 9902r001 ", "9902R002", "9903R001"]
    table = stability(some, [100, 100, 100, 400, 500, 600])
    assert table[1:] == stability(REGSO, PERSONS)[1:]
    assert "1 RegSO räknas två gånger" in table[0][0]


def test_rows_of_one_person_each_are_as_their_sums():
    codes = [code for code, n in zip(REGSO, (3, 4, 5, 6), strict=True) for _ in range(n)]
    assert stability(codes, "rader") == stability(REGSO, [3, 4, 5, 6])
    assert stability(codes, [1] * 18) == stability(REGSO, [3, 4, 5, 6])


def test_across_the_break_only_areas_with_the_same_border_are_compared():
    # Moved; ended; new; in another RegSO after; the same RegSO with other DeSO.
    others = ["9902R003", "9904R003", "9902R011", "9902C1080", "9902C1200"]
    table = stability([*REGSO, *others], [*PERSONS, 1, 2, 3, 4, 5])
    assert table[1:-1] == stability(REGSO, PERSONS)[1:-1]
    assert left_out(table) == 4  # the new RegSO has the DeSO 9902C1200
    assert table[0][0].endswith("; 15 personer ej jämförda")
    split = stability(["9901C1040", "9901C1041", *REGSO], [1, 2, *PERSONS])
    assert values(split)[0] == 1803
    assert left_out(split) == 0


def test_within_a_division_all_are_compared():
    table = stability([*REGSO, "9902R003"], [*PERSONS, 700], 2022, 2023)
    assert table[0][0] == "vad; typer 2022 och 2023, RegSO 2020"
    assert values(table)[:2] == pytest.approx([2500, 1800 / 2500])
    assert left_out(table) == 0


def test_rows_without_an_area_are_persons_that_are_not_compared():
    table = stability([*REGSO, "fel", None, 3, "9901R001_RegSO1999"], [*PERSONS, 1, 2, 3, None])
    assert table[1:] == stability(REGSO, PERSONS)[1:]
    assert table[0][0].endswith("; 6 personer ej jämförda")


def test_totals_are_set_aside():
    table = stability([*REGSO, "00"], [*PERSONS, 1800])
    assert table[1:] == stability(REGSO, PERSONS)[1:]
    assert table[0][0].endswith("; 1 summarad avskild")


def test_where_all_keep_their_type_no_kappa_has_limits():
    table = stability(["9901R001", "9901R002"], [30, 40])
    assert values(table) == [70, 1, 1, 1]
    assert block(table, "personer")["nedre"] == ["", "..", "..", ".."]
    assert block(table, "områden")["nedre"][2:] == ["..", ".."]
    assert values(stability(["9901R001"], [30])) == [30, 1, "", ""]


def test_nothing_to_compare_is_blank():
    table = stability(["fel", None], [3, 4])
    assert values(table, "områden") == values(table) == [0, "", "", ""]
    assert values(stability(["9901R001"], [0])) == [0, "", "", ""]


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((REGSO, PERSONS, None, 2024), VALUE, "Argumentet ar_fore saknas"),
        ((REGSO, PERSONS, 2024, 2022), VALUE, "ar_fore 2024 ska vara ett tidigare år"),
        ((REGSO, PERSONS, 2022, 2022), VALUE, "ett tidigare år än ar_efter 2022"),
        ((REGSO, PERSONS, 1999, 2022), NA, "1999"),
        ((REGSO, "befolkning"), VALUE, 'personer kan inte vara "befolkning"'),
        ((REGSO, PERSONS[:3]), VALUE, "samma storlek"),
        ((REGSO, [-1, 2, 3, 4]), NUM, "ange tal som är minst 0"),
        ((REGSO, PERSONS, 2022, 2024, 1.5), NUM, "Konfidensnivån"),
        ((REGSO, [1.5, 2, 3, 4], 2022, 2024, None, 5), NUM, "Rad 1 i personer är 1.5"),
        ((REGSO, None, 2022, 2024, None, 5), VALUE, "troskel räknar personer; ange personer"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(arguments, error, says):
    assert stability(*arguments) == [[error]]
    assert says in last_error()


# -- laws ------------------------------------------------------------------------------------

registers = st.lists(
    st.tuples(
        st.sampled_from([*REGSO, "9902R003", "9902C1080", "9901R005", "9904R006", "fel"]),
        st.integers(0, 300),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.slow
@settings(max_examples=25)
@given(registers, st.randoms())
def test_the_order_of_the_rows_changes_nothing_and_all_persons_are_told(rows, random):
    table = stability(*zip(*rows, strict=True))
    assert stability(*zip(*random.sample(rows, len(rows)), strict=True)) == table
    told = table[0][0].rpartition("; ")[2].partition(" person")[0]
    outside = float(told) if told.isdecimal() else 0
    assert values(table)[0] + outside == sum(n for _, n in rows)
    for area in values(table, "områden")[1:]:
        assert area == "" or -1 <= area <= 1


# -- disclosure ------------------------------------------------------------------------------


def test_with_a_threshold_that_nothing_is_below_all_is_as_before():
    before = stability(REGSO, PERSONS)
    assert stability(REGSO, PERSONS, 2022, 2024, None, 5) == before
    assert stability([*REGSO, "fel"], [*PERSONS, 0], 2022, 2024, None, 5)[1:] == before[1:]


@pytest.mark.parametrize("few", ["9901R005", "9902R003", "fel", "9902R011"])
def test_a_few_persons_anywhere_withhold_all(few):
    table = stability([*REGSO, few], [*PERSONS, 3], 2022, 2024, None, 5)
    shown = {cell for row in table[1:] for cell in row[2:]}
    assert shown == {"..", ""}
    assert table[0][0].endswith("personer ej jämförda") == (few != "9901R005")
    assert "3" not in table[0][0].rpartition("; ")[2]


# -- the real areas --------------------------------------------------------------------------


@pytest.mark.usefixtures("real")
def test_of_all_regso_of_2022_their_types_of_2023(real_data):
    types = [
        pd.read_csv(real_data / f"regso_area_type_{year}.csv").set_index("regsokod")["omradestyp"]
        for year in (2022, 2023)
    ]
    frame = pd.concat(types, axis=1, keys=["before", "after"]).dropna()
    found = call("REGSO_STABILITET", [column(frame.index), 2022, 2023])
    counts = pd.crosstab(frame["before"], frame["after"])
    assert values(found, "områden")[:2] == [len(frame), (frame["before"] == frame["after"]).mean()]
    assert values(found, "områden")[1:] == pytest.approx(list(agreement(counts.to_numpy())))
    assert left_out(found) == 0
