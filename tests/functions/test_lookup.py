"""Look-ups in the fictional example and in real data."""

import csv
from collections import Counter

import pytest

from regso.errors import CellError
from regso.functions import call
from regso.store import Reference, using
from regso.store.schema import Area, Population, RowSet, Source
from regso.store.writer import merge

NA, VALUE, REF = CellError("#N/A"), CellError("#VALUE!"), CellError("#REF!")


def one(name, *args):
    [[cell]] = call(name, args)
    return cell


def test_a_type_is_that_of_the_regso_also_for_its_deso(example):
    for deso, regso in example.areas(2020).parents.items():
        assert one("REGSO_TYP", deso, 2022) == example.values("typ", 2022)[regso]


def test_an_index_and_its_three_shares(example):
    regso = min(example.areas(2020).regso)
    shares = [
        one("REGSO_INDEX", regso, 2022, part)
        for part in ("låg ekonomisk standard", "förgymnasial", "bistånd")
    ]
    assert one("REGSO_INDEX", regso, 2022) == pytest.approx(sum(shares) / 3, abs=0.051)
    assert one("REGSO_INDEX", regso, 2022, "Index") == one("REGSO_INDEX", regso, 2022)
    assert one("REGSO_INDEX", regso, 2022, "inkomst") == VALUE


def test_names_of_every_level(example):
    assert one("REGSO_NAMN", "99") == "Exempellän"
    assert one("REGSO_NAMN", "9901") == "Påhittstad"
    assert one("REGSO_NAMN", 9901.0) == "Påhittstad"
    assert one("REGSO_NAMN", "9901R001").startswith("Påhittstad")


def test_a_renamed_area_has_the_last_name_of_the_vintage_of_the_year(example):
    old, new = example.areas(2020).names, example.areas(2025).names
    renamed = [c for c in old if c in new and old[c] != new[c]]
    assert renamed
    for code in renamed:
        assert one("REGSO_NAMN", code, 2023) == old[code]
        assert one("REGSO_NAMN", code, 2024) == new[code]


def test_an_area_that_ended_is_unknown_after_its_vintage(example):
    [ended] = example.areas(2020).regso - example.areas(2025).regso
    [arose] = example.areas(2025).regso - example.areas(2020).regso
    assert one("REGSO_TYP", ended, 2023) in range(1, 6)
    assert one("REGSO_TYP", ended, 2024) == NA
    assert one("REGSO_TYP", arose, 2024) in range(1, 6)
    assert one("REGSO_TYP", arose, 2023) == NA


def test_a_deso_that_was_split_in_2025_maps_to_its_old_regso_before_2024(example):
    ended = set(example.areas(2020).parents) - set(example.areas(2025).parents)
    assert ended
    for deso in ended:
        assert one("REGSO_FRAN_DESO", deso, 2023) == example.areas(2020).parents[deso]
        assert one("REGSO_FRAN_DESO", deso, 2024) == NA


def test_kommun_and_lan_by_name_and_code(example):
    regso = min(example.areas(2020).regso)
    assert one("REGSO_KOMMUN", regso) == "Påhittstad"
    assert one("REGSO_KOMMUN", regso, "kod") == "9901"
    assert one("REGSO_LAN", regso) == "Exempellän"
    assert one("REGSO_LAN", "9901", "KOD") == "99"
    assert one("REGSO_LAN", "99") == "Exempellän"
    assert one("REGSO_KOMMUN", "99") == NA
    assert one("REGSO_KOMMUN", "00") == NA
    assert one("REGSO_KOMMUN", "9901R999") == NA
    assert one("REGSO_KOMMUN", regso, "nummer") == VALUE


def test_a_code_from_a_messy_code_a_name_and_a_name_with_kommun(example):
    names = example.areas(2025).names
    regso = min(example.areas(2025).regso)
    kommun = names[regso[:4]]
    assert one("REGSO_KOD", f" {regso.lower()} ") == regso
    assert one("REGSO_KOD", f"{kommun} ({names[regso]})") == regso
    assert one("REGSO_KOD", names[regso], kommun) == regso
    assert one("REGSO_KOD", "9901R999") == NA
    assert one("REGSO_KOD", "finns inte") == NA
    assert call("REGSO_KOD", [[[names[regso]], [regso]], [[kommun], [None]]]) == [[regso], [regso]]
    assert one("REGSO_KOD", [[regso], [regso]], [[kommun], [kommun], [kommun]]) == VALUE


def test_a_name_in_two_kommuner_is_ambiguous_without_kommun(example):
    areas = example.areas(2025)
    [twice] = [n for n, k in Counter(areas.names[c] for c in areas.regso).items() if k > 1][:1]
    assert one("REGSO_KOD", twice) == NA
    found = {one("REGSO_KOD", twice, kommun) for kommun in ("9901", "9902", "9903", "9904")} - {NA}
    assert len(found) == 2


def test_population_is_the_published_value_or_the_sum_of_all_parts(example):
    regso = min(example.areas(2020).regso)
    parts = [d for d, r in example.areas(2020).parents.items() if r == regso]
    assert one("REGSO_BEFOLKNING", regso, 2022) == sum(
        one("REGSO_BEFOLKNING", d, 2022) for d in parts
    )
    assert one("REGSO_BEFOLKNING", "00", 2022) == one("REGSO_BEFOLKNING", "99", 2022)
    men, women = (one("REGSO_BEFOLKNING", "9901", 2022, None, sex) for sex in ("män", "kvinnor"))
    assert men + women == one("REGSO_BEFOLKNING", "9901", 2022)
    ages = [one("REGSO_BEFOLKNING", "9901", 2022, age) for age in ("0-19", "20-64", "65-")]
    assert sum(ages) == one("REGSO_BEFOLKNING", "9901", 2022)
    assert one("REGSO_BEFOLKNING", "9901", 2022, "16-64") == NA
    assert one("REGSO_BEFOLKNING", "9901", 2022, "vuxna") == VALUE
    assert one("REGSO_BEFOLKNING", "9901", 1999) == NA


def test_names_of_types(example):
    assert one("REGSO_TYPNAMN", "1–2") == "Områdestyp 1 och 2 sammantaget"
    assert one("REGSO_TYPNAMN", 6) == VALUE


def test_the_year_without_a_year(example):
    assert one("REGSO_AR") == 2024
    assert one("REGSO_AR", "befolkning") == 2024
    assert one("REGSO_AR", "väder") == VALUE


def test_the_version_says_that_the_data_are_invented(example):
    assert "påhittade exempeldata" in one("REGSO_VERSION")


@pytest.mark.parametrize(
    "name", ["REGSO_TYP", "REGSO_NAMN", "REGSO_AR", "REGSO_MATCHNING", "REGSO_BEFOLKNING"]
)
def test_an_empty_store_is_not_installed(tmp_path, name):
    merge(tmp_path / "regso.sqlite", [])
    with using(Reference(tmp_path / "regso.sqlite")):
        assert one(name, *([] if name == "REGSO_AR" else ["9901R001"])) == REF


def test_without_a_year_a_deso_is_looked_up_in_the_latest_vintage_that_has_a_key(tmp_path):
    areas = [
        Area(2020, "9901R001", "Ett", "9901"),
        Area(2020, "9901C1010", "", "9901R001"),
        Area(2025, "9901R001", "Ett", "9901"),
    ]
    source = Source("SCB", "Prov", "prov.csv", "2026-01-01", "00", "CC0 1.0")
    merge(tmp_path / "regso.sqlite", [RowSet(source, areas)])
    with using(Reference(tmp_path / "regso.sqlite")):
        assert one("REGSO_FRAN_DESO", "9901C1010") == "9901R001"


def persons(path, rows, *args):
    source = Source("SCB", "Prov", "prov.csv", "2026-01-01", "00", "CC0 1.0")
    areas = [
        Area(2020, "9901R001", "Ett", "9901"),
        Area(2020, "9901R002", "Två", "9901"),
        Area(2020, "9901C1010", "", "9901R001"),
        Area(2020, "9901C1020", "", "9901R001"),
    ]
    people = [Population(2022, *row) for row in rows]
    merge(path, [RowSet(source, [*areas, *people])])
    with using(Reference(path)):
        return one("REGSO_BEFOLKNING", *args)


ALL = ("totalt", "totalt")


def test_an_unpublished_total_is_the_sum_of_parts_of_any_depth(tmp_path):
    rows = [(*ALL, "9901R002", 50), (*ALL, "9901C1010", 7), (*ALL, "9901C1020", 8)]
    path = tmp_path / "regso.sqlite"
    assert persons(path, rows, "9901", 2022) == 65
    assert persons(path, rows, "9901R001", 2022) == 15
    assert persons(path, rows, "00", 2022) == 65


def test_a_total_with_a_missing_part_is_no_total(tmp_path):
    rows = [(*ALL, "9901R002", 50), (*ALL, "9901C1010", 7)]
    path = tmp_path / "regso.sqlite"
    assert persons(path, rows, "9901", 2022) == NA
    missing = persons(path, rows, "9901C1020", 2022)
    assert missing == NA
    assert missing.message.startswith("Folkmängd 2022 (totalt, totalt) saknas för 9901C1020")
    unknown = persons(path, rows, "9901C9990", 2022)
    assert unknown.message.startswith("Koden 9901C9990 finns inte i DeSO 2018")
    assert persons(path, rows, "9901R009", 2022) == NA
    assert persons(path, rows, "9902", 2022) == NA


def test_both_sexes_are_the_sum_of_men_and_women_only_where_both_are_stored(tmp_path):
    rows = [("20-24", "män", "9901R001", 5), ("20-24", "kvinnor", "9901R001", 6)]
    path = tmp_path / "regso.sqlite"
    assert persons(path, rows, "9901R001", 2022, "20-24") == 11
    assert persons(path, rows, "9901R001", 2022, "20-24", "män") == 5
    assert persons(path, [("25-29", "män", "9901R001", 5)], "9901R001", 2022, "25-29") == NA


# -- real data -----------------------------------------------------------------------------


def test_real_names_types_and_keys(real):
    assert one("REGSO_NAMN", "0114R001") == "Bollstanäs"
    assert one("REGSO_TYP", "0114R001", 2022) == 4
    assert one("REGSO_FRAN_DESO", "0114C1010") == "0114R001"
    assert one("REGSO_KOMMUN", "114R001") == "Upplands Väsby"
    assert one("REGSO_LAN", "0114R001") == "Stockholms län"


def test_real_types_of_2022_have_the_published_counts(real, real_data):
    """Boverket 2024:18: 160, 289, 855, 1 770 and 289 RegSO."""
    with (real_data / "regso2020.csv").open(encoding="utf-8") as file:
        codes = [[row["regsokod"]] for row in csv.DictReader(file)]
    found = Counter(row[0] for row in call("REGSO_TYP", [codes, 2022]))
    assert [found[t] for t in (1, 2, 3, 4, 5)] == [160, 289, 855, 1770, 289]


def test_real_population_by_type_of_2022(real):
    """Sum of the RegSO populations of the file that the store was made from."""
    types = real.values("typ", 2022)
    by_type = Counter()
    for [code, persons] in zip(
        types, (r[0] for r in call("REGSO_BEFOLKNING", [[[c] for c in types], 2022])), strict=True
    ):
        by_type[types[code]] += persons
    assert [by_type[t] for t in (1, 2, 3, 4, 5)] == [
        568_542,
        845_321,
        2_343_940,
        5_759_066,
        1_004_687,
    ]


def test_without_a_year_all_areas_have_the_same_complete_year(real):
    """2023 lacks 200 areas on purpose, and 2024 has Karlstad alone."""
    assert one("REGSO_AR") == 2022
    assert one("REGSO_TYP", "1780R001") == one("REGSO_TYP", "1780R001", 2022)
    assert one("REGSO_AR", "index").endswith("ofullständig")


def test_real_names_follow_the_last_list_of_the_vintage(real):
    assert one("REGSO_NAMN", "0160R009", 2023) == "Karlsund"
    assert one("REGSO_NAMN", "0160R009", 2024) == "Karlslund"
    assert one("REGSO_NAMN", "0160R009_RegSO2025") == "Karlslund"


def test_without_a_year_a_real_name_is_that_of_the_default_year(real):
    assert one("REGSO_NAMN", "0160R009") == "Karlsund"


def test_a_published_total_is_used_before_a_sum_of_parts(real):
    """TAB6574: Karlstad 2025 has 99 007 inhabitants; its RegSO sum to 98 999."""
    assert one("REGSO_BEFOLKNING", "1780", 2025) == 99_007
    regso = [c for c in real.areas(2025).regso if c.startswith("1780")]
    assert sum(one("REGSO_BEFOLKNING", c, 2025) for c in regso) == 98_999
