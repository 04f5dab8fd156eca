"""The real files of REGSO_REAL_DATA, against counts and values published elsewhere."""

import csv
from collections import Counter

import pytest

from regso.core.areas.codes import KOMMUN, REGSO, level
from regso.store.schema import Population, Statistic

NOT_USED = {
    "SOURCES.md",
    "deso_changes.csv",
    "regso_tenure_2020_2023.csv",
    "deso2018_alder_2022.csv",
    "regso2025_alder_kon_2024.csv",
    "regso2025_points.csv",
    "pxwebapi1_inkomst_regso2025_vaxjo.json",
    "pxwebapi2_TAB6471_data.json",
    "pxwebapi2_TAB6471_metadata.json",
    "pxwebapi2_agg_Alder10arJ.json",
    "pxwebapi2_config.json",
    "pxwebapi2_search.json",
    "pxwebapi2_tables.json",
}


def test_every_file_is_read_or_not_used_with_a_reason(real_outcomes):
    not_used = {name: o.unused for name, o in real_outcomes.items() if not o.row_sets}
    assert set(not_used) == NOT_USED
    assert all(not_used.values())


def test_columns_that_the_store_lacks_are_reported(real_outcomes):
    assert real_outcomes["regso_population_2020_2023.csv"].unused == (
        "fodda_i_sverige_2020, fodda_i_sverige_2021, fodda_i_sverige_2022, fodda_i_sverige_2023"
    )


def test_the_types_of_2022_are_as_many_as_published(real_store):
    """Boverket 2024:18: 160, 289, 855, 1 770 and 289 RegSO."""
    assert Counter(real_store.values("typ", 2022).values()) == {
        1: 160,
        2: 289,
        3: 855,
        4: 1770,
        5: 289,
    }
    assert len(real_store.values("typ", 2023)) == 3163


def test_the_population_of_2022_by_type_is_as_published(real_store):
    types, persons = real_store.values("typ", 2022), real_store.population(2022)
    found = Counter()
    for code, kind in types.items():
        found[kind] += persons[code]
    assert found == {1: 568_542, 2: 845_321, 3: 2_343_940, 4: 5_759_066, 5: 1_004_687}


def test_the_population_of_deso_2018_sums_to_that_of_its_regso(real_store):
    parents, persons = real_store.areas(2020).parents, real_store.population(2022)
    sums = Counter()
    for deso, regso in parents.items():
        sums[regso] += persons[deso]
    assert sums == {code: persons[code] for code in real_store.areas(2020).regso}
    assert sum(sums.values()) == 10_521_556


@pytest.mark.parametrize(("vintage", "deso"), [(2020, 5984), (2025, 6160)])
def test_each_vintage_has_its_areas(real_store, vintage, deso):
    """Statistics Sweden: 5 984 DeSO 2018, 6 160 DeSO 2025, 3 363 RegSO in both."""
    areas = real_store.areas(vintage)
    assert (len(areas.parents), len(areas.regso)) == (deso, 3363)
    assert areas.parents["0114C1010"] == "0114R001"
    assert sum(level(code) == KOMMUN for code in areas.names) == 290
    assert areas.names["00"] == "Riket"


def test_names_follow_the_last_list_of_the_vintage(real_store):
    names = {v: real_store.areas(v).names for v in (2020, 2025)}
    assert names[2020]["0160R009"] == "Karlsund"
    assert names[2025]["0160R009"] == "Karlslund"
    assert names[2020]["1762R001"] == names[2025]["1762R002"] == "Munkerud-Munkebol"
    assert names[2025]["2510R001"] == "Jokkmokk centralort östra"


def test_the_answer_of_tab6586_equals_the_csv_made_from_it(real_outcomes):
    (answer,) = real_outcomes["tab6586_karlstad_jamna_ar.json"].row_sets
    (table,) = real_outcomes["regso_index_karlstad_jamna_ar.csv"].row_sets
    assert set(answer.rows) == set(table.rows)
    assert len(answer.rows) == 1085  # 31 RegSO, 7 years, 5 measures
    assert answer.source.origin == "TAB6586 (tab6586_karlstad_jamna_ar.json)"
    assert answer.source.updated == "2026-06-23"
    note = answer.source.note
    assert note.startswith("Korrigering 2026-06-23: Data för 2024 har korrigerats. Här finns")
    assert "Indexet beräknas sedan enligt (V1+V2+V3)/3." in note  # a note that must be shown


def test_the_csv_of_karlstad_is_read_value_by_value(real_data, real_outcomes):
    (sets,) = real_outcomes["regso_index_karlstad_jamna_ar.csv"].row_sets
    with (real_data / "regso_index_karlstad_jamna_ar.csv").open(encoding="utf-8") as file:
        expected = {
            Statistic("index", int(row["ar"]), row["regsokod"], float(row["socioekonomiskt_index"]))
            for row in csv.DictReader(file)
        }
    assert {row for row in sets.rows if row.measure == "index"} == expected


def test_the_types_of_karlstad_agree_between_the_two_sources_of_2022(real_outcomes):
    (answer,) = real_outcomes["tab6586_karlstad_jamna_ar.json"].row_sets
    national = set(real_outcomes["regso_area_type_2022.csv"].row_sets[0].rows)
    of_2022 = {row for row in answer.rows if (row.measure, row.year) == ("typ", 2022)}
    assert len(of_2022) == 31
    assert of_2022 <= national


def test_tab6574_gives_karlstad_as_published_and_no_zeros(real_outcomes, real_store):
    """Published total 99 007; RegSO sum to 98 999 and DeSO to 98 988, because of the noise."""
    (sets,) = real_outcomes["tab6574_karlstad_2025.json"].row_sets
    totals = [row for row in sets.rows if row.age == "totalt"]
    sums = Counter()
    for row in totals:
        sums[level(row.code)] += row.value
    assert sums == {"kommun": 99_007, "regso": 98_999, "deso": 98_988}
    assert Counter(level(row.code) for row in totals) == {"kommun": 1, "regso": 31, "deso": 57}
    assert all(row.value > 0 for row in totals)
    assert {row.code for row in totals if level(row.code) == REGSO} <= real_store.areas(2025).regso
    assert Population(2025, "0-4", "totalt", "1780", 4376.0) in sets.rows
    assert Population(2025, "80-", "totalt", "1780", 6477.0) in sets.rows


def test_the_changes_are_read(real_store):
    assert len(real_store.changes) == 542
    assert Counter(change.date for change in real_store.changes)["2025-01-01"] == 495
