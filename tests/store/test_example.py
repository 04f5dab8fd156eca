"""The embedded example: reproducible, complete, consistent, and clearly not real data."""

import csv
import json
import random
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from itertools import pairwise
from math import fsum, sqrt

import pytest

from regso.core.areas.codes import compact, is_valid
from regso.store import EXAMPLE, Reference, example, schema

VINTAGE_OF = {year: 2020 if year < 2024 else 2025 for year in range(2011, 2025)}
SHARES = (schema.LOW_STANDARD, schema.PRE_SECONDARY, schema.ASSISTANCE)
REGISTER = EXAMPLE.with_name("example_register.csv")


@pytest.fixture(scope="module")
def reference():
    return Reference(EXAMPLE)


@pytest.fixture(scope="module")
def population(reference):
    """Persons by (year, age, sex) and code."""
    found = defaultdict(dict)
    for year, age, sex, code, value in reference.query(
        "SELECT year, age, sex, code, value FROM population",
    ):
        found[year, age, sex][code] = value
    return found


@pytest.fixture(scope="module")
def rings(reference):
    """The ring of corners by (vintage, code)."""
    return {
        (vintage, code): json.loads(geometry)["coordinates"][0]
        for vintage, code, geometry in reference.query(
            "SELECT vintage, code, geometry FROM boundary",
        )
    }


def dump(path):
    with closing(sqlite3.connect(path)) as db:
        return [*db.execute("PRAGMA user_version"), *db.iterdump()]


def area(ring):
    """Twice the signed area; positive when the ring runs counter-clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def contains(ring, x, y):
    """Even-odd rule."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


# -- made again, it is the same ----------------------------------------------------------------


def test_the_generator_gives_the_committed_files(tmp_path):
    example.build(tmp_path)
    assert dump(tmp_path / "example.sqlite") == dump(EXAMPLE)
    assert (tmp_path / "example_register.csv").read_bytes() == REGISTER.read_bytes()


def test_the_generator_leaves_only_the_two_files(tmp_path):
    example.build(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {"example.sqlite", "example_register.csv"}


def test_the_store_is_small():
    assert EXAMPLE.stat().st_size < 600_000


def test_the_only_source_says_that_everything_is_invented(reference):
    (source,) = reference.query("SELECT * FROM source")
    assert source[1:5] == (
        "RegSO för Excel (påhittade uppgifter)",
        "Exempellän (fiktivt)",
        "regso.store.example",
        "2026-01-01",
    )
    assert source[7:] == (
        "CC0 1.0",
        "Allt är påhittat: län, kommuner, områden, gränser och alla tal.",
    )


# -- areas ---------------------------------------------------------------------------------------


def test_every_code_lies_in_the_fictional_lan(reference):
    codes = {
        c
        for t in ("area", "statistic", "population", "boundary")
        for (c,) in reference.query(f"SELECT code FROM {t}")
    }
    assert {code[:2] for code in codes} == {"99"}
    assert all(is_valid(code) for code in codes)


def test_the_lan_and_its_kommuner_have_invented_names(reference):
    rows = reference.query("SELECT code, name, parent FROM area WHERE vintage = 0 ORDER BY code")
    assert rows == [
        ("99", "Exempellän", ""),
        ("9901", "Påhittstad", "99"),
        ("9902", "Exempelby", "99"),
        ("9903", "Låtsaslunda", "99"),
        ("9904", "Provköping", "99"),
    ]


@pytest.mark.parametrize(("vintage", "desos"), [(2020, 100), (2025, 101)])
def test_a_vintage_has_40_regso_and_about_100_deso_each_in_a_regso_of_its_kommun(
    reference,
    vintage,
    desos,
):
    areas = reference.areas(vintage)
    assert (len(areas.regso), len(areas.parents)) == (40, desos)
    assert set(areas.parents.values()) == areas.regso
    assert all(deso[:4] == regso[:4] for deso, regso in areas.parents.items())
    assert {deso[4] for deso in areas.parents} == {"A", "B", "C"}


def test_all_deso_codes_of_2018_end_in_0(reference):
    assert {deso[-1] for deso in reference.areas(2020).parents} == {"0"}


@pytest.mark.parametrize("vintage", [2020, 2025])
def test_names_are_unique_within_a_kommun_and_one_occurs_in_two(reference, vintage):
    areas = reference.areas(vintage)
    names = Counter((code[:4], areas.names[code]) for code in areas.regso)
    assert set(names.values()) == {1}
    repeated = {k: n for k, n in Counter(name for _, name in names).items() if n > 1}
    assert repeated == {"Sagobacken": 2}


def test_no_name_is_that_of_a_real_area(reference, real_data):
    taken = set()
    for file, column in (
        ("kommuner.csv", "kommun"),
        ("regso2020.csv", "regsonamn"),
        ("regso2025.csv", "regsonamn"),
    ):
        with (real_data / file).open(encoding="utf-8") as lines:
            taken |= {row[column] for row in csv.DictReader(lines)}
    assert taken
    assert not taken & {n for (n,) in reference.query("SELECT name FROM area WHERE name <> ''")}


# -- one change of each kind between the vintages --------------------------------------------------


def test_one_deso_is_split_into_two(reference):
    old, new = reference.areas(2020).parents, reference.areas(2025).parents
    assert old["9901C1040"] == new["9901C1041"] == new["9901C1042"] == "9901R002"
    assert "9901C1040" not in new


def test_one_deso_moves_to_another_regso_and_keeps_its_code(reference):
    old, new = reference.areas(2020).parents, reference.areas(2025).parents
    moved = {deso: (old[deso], new[deso]) for deso in old.keys() & new if old[deso] != new[deso]}
    assert moved == {"9902C1080": ("9902R003", "9902R004")}


def test_one_regso_is_renamed(reference):
    old, new = reference.areas(2020), reference.areas(2025)
    renamed = {
        code: (old.names[code], new.names[code])
        for code in old.regso & new.regso
        if old.names[code] != new.names[code]
    }
    assert renamed == {"9903R004": ("Låtsaslunda sufflören", "Låtsaslunda sufflösen")}


def test_one_regso_ends_and_one_arises_with_their_deso(reference):
    old, new = reference.areas(2020), reference.areas(2025)
    assert (old.regso - new.regso, new.regso - old.regso) == ({"9904R003"}, {"9902R011"})
    assert old.parents.keys() - new.parents.keys() == {"9901C1040", "9904C1070"}
    assert new.parents.keys() - old.parents.keys() == {"9901C1041", "9901C1042", "9902C1200"}
    assert (old.parents["9904C1070"], new.parents["9902C1200"]) == ("9904R003", "9902R011")


def test_the_changes_are_told_in_the_words_of_statistics_sweden(reference):
    told = {(c.code_from, c.code_to, c.kind, c.name_from, c.name_to) for c in reference.changes}
    reduced = "Minskas och ger del till befintlig eller nybildad"
    givers = ["9902R005", "9902R006", "9902R007", "9902R008"]
    assert told == {
        ("9902R003", "9902R003", reduced, "", ""),
        ("9902R003", "9902R004", "Ger del/delar till befintlig", "", ""),
        ("9902R004", "9902R004", "Utvidgas", "", ""),
        (
            "9903R004",
            "9903R004",
            "Namnändrad (ej kodändrad)",
            "Låtsaslunda sufflören",
            "Låtsaslunda sufflösen",
        ),
        ("9904R003", "9904R001", "Upphör; till befintlig", "", ""),
        ("9904R003", "9904R005", "Upphör; till befintlig", "", ""),
        ("9904R001", "9904R001", "Utvidgas", "", ""),
        ("9904R005", "9904R005", "Utvidgas", "", ""),
        *((giver, giver, reduced, "", "") for giver in givers),
        *((giver, "9902R011", "Ger del till nybildad", "", "") for giver in givers),
    }
    assert {c.date for c in reference.changes} == {"2025-01-01"}


def test_every_kind_of_change_is_one_that_statistics_sweden_uses(reference, real_data):
    with (real_data / "regso_changes.csv").open(encoding="utf-8") as lines:
        kinds = {row["forandring"] for row in csv.DictReader(lines)}
    assert {c.kind for c in reference.changes} <= kinds


def test_exactly_the_regso_with_a_changed_border_are_told_to_change(reference, rings):
    old, new = reference.areas(2020).regso, reference.areas(2025).regso
    changed = {c for c in old & new if rings[2020, c] != rings[2025, c]}
    told = {c.code_from for c in reference.changes if c.code_from == c.code_to and not c.name_from}
    assert changed == told


# -- index and types ---------------------------------------------------------------------------


def test_every_table_is_complete_for_every_year(reference):
    coverage = reference.query("SELECT subject, year, areas, complete FROM coverage")
    assert {(areas, complete) for *_, areas, complete in coverage} == {(40, 1)}
    subjects = {s: set(reference.years(s)) for s, *_ in coverage}
    assert subjects == {
        **{m: set(range(2011, 2025)) for m in (*schema.MEASURES, schema.POPULATION)},
        **{s: {2020, 2025} for s in (schema.AREAS, schema.KEYS, schema.BOUNDARIES)},
    }


@pytest.mark.parametrize("year", VINTAGE_OF)
@pytest.mark.parametrize("measure", schema.MEASURES)
def test_every_regso_of_the_years_vintage_and_no_other_has_a_value(reference, measure, year):
    assert reference.values(measure, year).keys() == reference.areas(VINTAGE_OF[year]).regso


@pytest.mark.parametrize("year", VINTAGE_OF)
def test_the_index_is_the_mean_of_the_shares_with_one_decimal(reference, year):
    shares = [reference.values(measure, year) for measure in SHARES]
    for code, index in reference.values(schema.INDEX, year).items():
        values = [share[code] for share in shares]
        assert all(0 <= value <= 100 for value in values)
        assert [*values, index] == [round(value, 1) for value in (*values, index)]
        assert index == pytest.approx(sum(values) / 3, abs=0.034)


@pytest.mark.parametrize("year", VINTAGE_OF)
def test_the_types_follow_the_cut_offs_of_the_year_and_all_five_are_there(reference, year):
    index = reference.values(schema.INDEX, year)
    mean = fsum(index.values()) / 40
    sd = sqrt(fsum((v - mean) ** 2 for v in index.values()) / 39)
    expected = {
        code: 5 - sum(v >= mean + k * sd for k in (-1, 0, 1, 2)) for code, v in index.items()
    }
    assert reference.values(schema.TYPE, year) == expected
    assert set(expected.values()) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("year", VINTAGE_OF)
def test_the_index_is_spread_as_in_sweden(reference, year):
    """Mean 9.10 and standard deviation 5.47 in 2022 (see areatypes), long tail upwards."""
    values = sorted(reference.values(schema.INDEX, year).values())
    mean = fsum(values) / 40
    assert 8 < mean < 10
    assert 5 < sqrt(fsum((v - mean) ** 2 for v in values) / 39) < 6.5
    assert values[20] < mean - 0.5


def test_most_areas_keep_their_type_and_some_move(reference):
    before, after = reference.values(schema.TYPE, 2012), reference.values(schema.TYPE, 2022)
    assert 4 <= sum(before[code] != after[code] for code in before) <= 12


# -- population --------------------------------------------------------------------------------


@pytest.mark.parametrize("year", VINTAGE_OF)
def test_deso_sum_to_regso_to_kommun_to_lan(reference, population, year):
    areas = reference.areas(VINTAGE_OF[year])
    total = population[year, "totalt", "totalt"]
    assert total.keys() == {*areas.names, *areas.parents}
    above = {"9901": "99", "9902": "99", "9903": "99", "9904": "99"}
    above |= {code: code[:4] for code in areas.regso} | dict(areas.parents)
    sums = Counter()
    for code, parent in above.items():
        sums[parent] += total[code]
    assert sums == {code: n for code, n in total.items() if len(code) < 9}
    assert all(n > 0 and n == int(n) for n in total.values())


@pytest.mark.parametrize("year", [2022, 2024])
def test_ages_and_sexes_sum_to_the_total(reference, population, year):
    ages = [*(f"{low}-{low + 4}" for low in range(0, 80, 5)), "80-"]
    total = population[year, "totalt", "totalt"]
    assert set(reference.population_groups(year)) == {
        (age, sex) for age in (*ages, "totalt") for sex in ("män", "kvinnor", "totalt")
    }
    for code in reference.areas(VINTAGE_OF[year]).names:
        for sex in ("män", "kvinnor", "totalt"):
            by_age = [population[year, age, sex].get(code) for age in ages]
            assert sum(by_age) == population[year, "totalt", sex][code]
        for age in (*ages, "totalt"):
            men, women = (population[year, age, sex][code] for sex in ("män", "kvinnor"))
            assert men + women == population[year, age, "totalt"][code]
        assert sum(population[year, age, "totalt"][code] for age in ages) == total[code]


# -- borders -----------------------------------------------------------------------------------


@pytest.mark.parametrize("vintage", [2020, 2025])
def test_every_regso_and_deso_has_a_closed_ring_at_sea(reference, rings, vintage):
    """East of 700 000 m and between 61.4 and 61.7 degrees north is the Gulf of Bothnia."""
    areas = reference.areas(vintage)
    assert {c for v, c in rings if v == vintage} == {*areas.regso, *areas.parents}
    assert reference.query("SELECT DISTINCT crs FROM boundary") == [("SWEREF99TM",)]
    for ring in rings.values():
        assert ring[0] == ring[-1]
        assert len({tuple(p) for p in ring}) == len(ring) - 1
        assert area(ring) > 0
        assert all(699_000 < x < 713_000 and 6_819_000 < y < 6_841_000 for x, y in ring)


@pytest.mark.parametrize("vintage", [2020, 2025])
def test_the_deso_of_a_regso_fill_it_exactly(reference, rings, vintage):
    sums = Counter()
    for deso, regso in reference.areas(vintage).parents.items():
        sums[regso] += area(rings[vintage, deso])
    assert sums == {c: area(rings[vintage, c]) for c in reference.areas(vintage).regso}


def test_the_vintages_cover_the_same_ground(reference, rings):
    covered = {
        vintage: sum(area(rings[vintage, c]) for c in reference.areas(vintage).regso)
        for vintage in (2020, 2025)
    }
    assert covered[2020] == covered[2025]


@pytest.mark.parametrize("vintage", [2020, 2025])
def test_a_point_lies_in_one_deso_and_in_the_regso_of_that_deso(reference, rings, vintage):
    areas, rng = reference.areas(vintage), random.Random(1)  # noqa: S311
    for _ in range(300):
        x, y = 700_300 + 11_400 * rng.random(), 6_820_300 + 19_400 * rng.random()
        desos = [c for c in areas.parents if contains(rings[vintage, c], x, y)]
        regsos = [c for c in areas.regso if contains(rings[vintage, c], x, y)]
        assert len(desos) == 1
        assert regsos == [areas.parents[desos[0]]]


# -- the register extract ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def register():
    with REGISTER.open(encoding="utf-8", newline="") as lines:
        return [(r["kod"], int(r["taljare"]), int(r["namnare"])) for r in csv.DictReader(lines)]


def test_the_register_is_utf8_with_commas_and_line_feeds():
    text = REGISTER.read_bytes()
    assert text.startswith(b"kod,taljare,namnare\n")
    assert text.endswith(b"\n")
    assert b"\r" not in text


def test_the_register_has_every_deso_of_2018_one_of_them_to_be_repaired(reference, register):
    known = reference.areas(2020).parents
    assert Counter(compact(code) for code, *_ in register[:100]) == dict.fromkeys(known, 1)
    assert [code for code, *_ in register[:100] if code not in known] == [" 9901c1010"]


def test_the_register_ends_with_a_missing_and_an_unknown_code_that_have_values(
    reference,
    register,
):
    assert register[100:] == [("", 12, 141), ("9901C9990", 7, 96)]
    assert "9901C9990" not in reference.areas(2020)
    assert "9901C9990" not in reference.areas(2025)


def test_every_numerator_of_the_register_is_part_of_its_denominator(population, register):
    residents = population[2022, "totalt", "totalt"]
    for code, unemployed, base in register[:100]:
        assert 0 < unemployed < base < residents[compact(code)]


def test_the_share_of_unemployed_falls_from_type_1_to_type_5(reference, register):
    types, parents = reference.values(schema.TYPE, 2022), reference.areas(2020).parents
    events, trials = Counter(), Counter()
    for code, unemployed, base in register[:100]:
        kind = types[parents[compact(code)]]
        events[kind] += unemployed
        trials[kind] += base
    shares = [events[kind] / trials[kind] for kind in (1, 2, 3, 4, 5)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 2.5 * shares[4]
