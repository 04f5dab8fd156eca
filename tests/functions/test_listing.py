"""Lists, searches and comparisons between years, in the fictional example and in real data."""

import csv
from collections import Counter

import pandas as pd
import pytest

import regso.functions.listing
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.store import Reference, using
from regso.store.schema import Area, RowSet, Source, Statistic
from regso.store.writer import merge

NA, VALUE, NUM, REF = (CellError(c) for c in ("#N/A", "#VALUE!", "#NUM!", "#REF!"))
NAMES = ("REGSO_LISTA", "REGSO_SOK", "REGSO_GRANSANDRING", "REGSO_FLYTT", "REGSO_FEL")
SOURCE = Source("Prov", "Prov", "prov.csv", "2026-01-01", "00", "CC0 1.0")
HEADER = ["kod", "namn; typer 2022, RegSO 2020", "kommun", "typ", "index", "befolkning", "år"]


def one(name, *args):
    [[cell]] = call(name, args)
    return cell


def test_they_belong_to_the_look_ups():
    assert {REGISTRY[name].family for name in NAMES} == {"Slå upp"}
    assert [name for name in NAMES if REGISTRY[name].volatile] == ["REGSO_FEL"]


# -- REGSO_LISTA -----------------------------------------------------------------------------


def test_a_list_holds_every_regso_of_a_region_by_code(example):
    header, *rows = call("REGSO_LISTA", ["9901", None, 2022])
    assert header == HEADER
    codes = sorted(c for c in example.areas(2020).regso if c.startswith("9901"))
    assert [row[0] for row in rows] == codes
    for code, name, kommun, kind, index, persons, year in rows:
        assert (name, kommun, year) == (one("REGSO_NAMN", code, 2022), "Påhittstad", 2022)
        assert kind == one("REGSO_TYP", code, 2022)
        assert index == one("REGSO_INDEX", code, 2022)
        assert persons == one("REGSO_BEFOLKNING", code, 2022)


def test_a_list_of_nothing_in_particular_is_all_of_the_latest_year(example):
    rows = call("REGSO_LISTA", [])
    assert len(rows) == 1 + 40
    assert {row[0] for row in rows[1:]} == example.areas(2025).regso
    assert call("REGSO_LISTA", ["00"]) == call("REGSO_LISTA", ["99"]) == rows


def test_types_split_a_list_without_rest(example):
    everything = call("REGSO_LISTA", [None, None, 2022])[1:]
    parts = [
        row
        for kind in ("1+2", 3, 4, 5, "okänd")
        for row in call("REGSO_LISTA", [None, kind, 2022])[1:]
    ]
    assert sorted(parts) == everything
    assert call("REGSO_LISTA", ["9901", 2, 2022])[1][3] == 2


def test_a_list_of_one_area_and_of_none(example):
    assert [row[0] for row in call("REGSO_LISTA", ["9901R001", None, 2022])] == ["kod", "9901R001"]
    assert call("REGSO_LISTA", ["9901R001", 5, 2022]) == [HEADER]


def test_a_region_may_be_a_number_that_lost_its_zeros(example):
    assert call("REGSO_LISTA", [9901.0]) == call("REGSO_LISTA", ["9901"])


@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        (["9999"], NA, "Området 9999 finns inte"),
        (["9901C1010"], NA, "Området 9901C1010 finns inte"),
        (["Påhittstad"], VALUE, "är ingen områdeskod"),
        ([None, 7], VALUE, "är ingen områdestyp"),
        ([None, None, 1999], NA, "inga värden för typ 1999"),
        ([CellError("#DIV/0!")], CellError("#DIV/0!"), ""),
    ],
)
def test_a_list_that_cannot_be_made_says_why(example, args, error, message):
    cell = one("REGSO_LISTA", *args)
    assert cell == error
    assert message in cell.message


@pytest.fixture
def types_only(tmp_path):
    """Give a store with two areas, one of which has a type, and nothing else."""
    areas = [Area(2020, "0101R001", "Ett", "0101"), Area(2020, "0101R002", "Två", "0101")]
    rows = [Area(0, "0101", "Kommun", "01"), *areas, Statistic("typ", 2022, "0101R001", 3)]
    merge(tmp_path / "regso.sqlite", [RowSet(SOURCE, rows)])
    with using(Reference(tmp_path / "regso.sqlite")) as reference:
        yield reference


def test_what_is_not_in_the_reference_data_is_empty(types_only):
    assert call("REGSO_LISTA", [])[1:] == [
        ["0101R001", "Ett", "Kommun", 3, "", "", 2022],
        ["0101R002", "Två", "Kommun", "", "", "", 2022],
    ]
    assert [row[0] for row in call("REGSO_LISTA", [None, "okänd"])[1:]] == ["0101R002"]


def test_the_real_list_of_2022_is_that_of_the_files(real, real_data):
    areas = pd.read_csv(real_data / "regso2020.csv", dtype=str).set_index("regsokod")
    types = pd.read_csv(real_data / "regso_area_type_2022.csv", dtype={"regsokod": str}).set_index(
        "regsokod"
    )
    persons = pd.read_csv(
        real_data / "regso_population_2020_2023.csv", dtype={"regsokod": str}
    ).set_index("regsokod")
    rows = call("REGSO_LISTA", [None, None, 2022])[1:]
    assert [row[0] for row in rows] == sorted(areas.index)
    for code, _, kommun, kind, _, people, _ in rows:
        assert kommun == areas.loc[code, "kommun"]
        assert (kind, people) == (
            types.loc[code, "omradestyp"],
            persons.loc[code, "folkmangd_2022"],
        )
    assert sum(row[4] != "" for row in rows) == 31  # the index is there for Karlstad alone


# -- REGSO_SOK -------------------------------------------------------------------------------


def test_a_misspelled_name_finds_its_areas(example):
    """Pairs of ' sagobacken ' are 11, of ' sagobaken ' 10, and 9 are common."""
    header, first, second, third = call("REGSO_SOK", ["Sagobaken", 3])
    assert header == ["kod", "namn", "kommun", "likhet"]
    assert first == ["9901R007", "Sagobacken", "Påhittstad", 2 * 9 / 21]
    assert second == ["9902R007", "Sagobacken", "Exempelby", 2 * 9 / 21]
    assert third[3] < first[3]


def test_the_kommun_helps_a_search(example):
    assert call("REGSO_SOK", ["exempelby sagobacken", 1])[1] == [
        "9902R007",
        "Sagobacken",
        "Exempelby",
        1,
    ]


def test_a_search_without_dots_and_rings_finds_names_that_have_them(example):
    assert call("REGSO_SOK", ["Latsaslunda ridan", 1])[1][1:] == [
        "Låtsaslunda ridån",
        "Låtsaslunda",
        1,
    ]


@pytest.mark.parametrize(("antal", "rows"), [(None, 10), (0, 10), (1, 1), (50, 50), (1000, 1000)])
def test_a_search_always_has_as_many_rows_as_are_asked_for(example, antal, rows):
    table = call("REGSO_SOK", ["Sagobacken", antal])
    assert len(table) == 1 + rows
    assert {len(row) for row in table} == {4}
    found = [row[3] for row in table[1:] if row[3] != ""]
    assert found == sorted(found, reverse=True)


def test_a_search_that_finds_nothing_is_empty_rows(example):
    assert call("REGSO_SOK", ["--", 2])[1:] == [[""] * 4] * 2


@pytest.mark.parametrize("antal", [-1, 2.5, 1001])
def test_a_number_of_rows_is_from_1_to_1000(example, antal):
    cell = one("REGSO_SOK", "x", antal)
    assert cell == NUM
    assert "ska vara ett helt tal från 1 till 1000" in cell.message


def test_a_search_needs_a_text(example):
    assert one("REGSO_SOK") == VALUE
    assert one("REGSO_SOK", 5.0) == VALUE
    assert one("REGSO_SOK", CellError("#N/A")) == NA


def test_a_real_name_is_found_behind_a_misspelling(real):
    assert call("REGSO_SOK", ["Rinkbey", 1])[1][1:3] == ["Rinkeby", "Stockholm"]


# -- REGSO_GRANSANDRING ----------------------------------------------------------------------


def test_what_happened_to_the_areas_of_the_example(example):
    codes = [
        "9902R001",
        "9902R003",
        "9903R004",
        "9904R003",
        "9902R011",
        " 9902r001_RegSO2025 ",
        None,
    ]
    assert call("REGSO_GRANSANDRING", [[[c] for c in codes]]) == [
        ["oförändrad"], ["ändrad gräns"], ["nytt namn"], ["upphörd"], ["ny"], ["oförändrad"], [""],
    ]  # fmt: skip


def test_bad_codes_are_errors_of_their_own_cell(example):
    row = call(
        "REGSO_GRANSANDRING",
        [[["9901", "9999R001", "fel", 9901.0, CellError("#NULL!"), "9902R001"]]],
    )[0]
    assert row == [NA, NA, VALUE, NA, CellError("#NULL!"), "oförändrad"]
    assert "finns varken bland RegSO eller DeSO" in row[0].message


def test_without_a_list_of_changes_nothing_is_said(types_only, tmp_path):
    assert one("REGSO_GRANSANDRING", "0101R001") == REF
    areas = [Area(2025, "0101R001", "Ett", "0101")]
    merge(tmp_path / "regso.sqlite", [RowSet(SOURCE, areas)])
    with using(Reference(tmp_path / "regso.sqlite")):
        cell = one("REGSO_GRANSANDRING", "0101R001")
    assert cell == REF
    assert "Ändringslistan är inte inläst" in cell.message


def test_the_real_list_of_changes_has_288_codes_with_another_border(real, real_data):
    """SCB's list through SOURCES.md: 288 codes, of which 286 kept their code; 1 ended, 1 is new."""
    codes = sorted(real.areas(2020).regso | real.areas(2025).regso)
    found = dict(
        zip(codes, (r[0] for r in call("REGSO_GRANSANDRING", [[[c] for c in codes]])), strict=True)
    )
    counted = Counter(found.values())
    assert (counted["upphörd"], counted["ny"], counted["ändrad gräns"]) == (1, 1, 286)
    assert (found["2584R001"], found["2523R011"]) == ("upphörd", "ny")
    with (real_data / "regso_changes.csv").open(encoding="utf-8") as file:
        renamed = {
            r["till_regso"]
            for r in csv.DictReader(file)
            if "amn" in r["forandring"] and r["datum"] >= "2025"
        }
    moved = {c for c, what in found.items() if what == "ändrad gräns"}
    assert {c for c, what in found.items() if what == "nytt namn"} == renamed - moved


def test_real_deso_are_said_to_be_the_same_only_when_alone_in_an_unchanged_regso(real):
    old, new = real.areas(2020).parents, real.areas(2025).parents
    codes = sorted({*old, *new})
    found = dict(
        zip(codes, (r[0] for r in call("REGSO_GRANSANDRING", [[[c] for c in codes]])), strict=True)
    )
    counted = Counter(found.values())
    assert (counted["upphörd"], counted["ny"]) == (149, 325)
    alone = {r for r, n in Counter(old.values()).items() if n == 1} & {
        r for r, n in Counter(new.values()).items() if n == 1
    }
    certain = {d for d, r in old.items() if new.get(d) == r and r in alone}
    assert {d for d, what in found.items() if what in ("oförändrad", "ändrad gräns")} == certain


def test_100_000_codes_have_100_000_answers(example):
    codes = [[c] for c in sorted(example.areas(2025).regso)] * 2500
    assert Counter(cell for [cell] in call("REGSO_GRANSANDRING", [codes])) == {
        "oförändrad": 30 * 2500, "ändrad gräns": 8 * 2500, "nytt namn": 2500, "ny": 2500,
    }  # fmt: skip


def test_no_codes_give_no_cells(example):
    assert call("REGSO_GRANSANDRING", [[]]) == []


# -- REGSO_FLYTT -----------------------------------------------------------------------------


def moves_by_pandas(reference, before, after, codes):
    frame = pd.DataFrame(
        {
            "one": pd.Series(reference.values("typ", before)),
            "other": pd.Series(reference.values("typ", after)),
        }
    )
    frame = frame.loc[frame.index.isin(codes)].dropna().astype(int)
    return pd.crosstab(frame["one"], frame["other"]).reindex(
        index=range(1, 6), columns=range(1, 6), fill_value=0
    )


def test_moves_within_a_vintage_equal_pandas(example):
    table = call("REGSO_FLYTT", [2012, 2022])
    expected = moves_by_pandas(example, 2012, 2022, example.areas(2020).regso)
    assert table[0] == ["typ 2012 (rader), typ 2022 (kolumner)", 1, 2, 3, 4, 5, "totalt"]
    assert [row[1:6] for row in table[1:6]] == expected.to_numpy().tolist()
    assert [row[6] for row in table[1:6]] == expected.sum(axis=1).tolist()
    assert table[6] == ["totalt", *expected.sum().tolist(), 40]
    assert [row[1] for row in table[7:]] == [0, 0, 0]


def test_across_the_break_only_areas_with_the_same_border_count(example):
    """The example: 7 borders changed among codes of both lists, 1 RegSO ended and 1 is new."""
    table = call("REGSO_FLYTT", [2022, 2024])
    both = example.areas(2020).regso & example.areas(2025).regso
    same = [c for c in both if one("REGSO_GRANSANDRING", c) != "ändrad gräns"]
    assert [row[1:6] for row in table[1:6]] == moves_by_pandas(
        example, 2022, 2024, same
    ).to_numpy().tolist()
    assert table[6][6] == len(same)
    assert [row[:2] for row in table[7:]] == [
        ["ej jämförda: ändrad gräns", len(both) - len(same)],
        ["ej jämförda: upphörda eller nya", 2],
        ["ej jämförda: saknar typ något av åren", 0],
    ]
    assert {len(row) for row in table} == {7}


def test_the_way_back_is_the_table_turned_over(example):
    there, back = call("REGSO_FLYTT", [2022, 2024]), call("REGSO_FLYTT", [2024, 2022])
    assert [row[1:] for row in back[1:7]] == [
        list(row) for row in zip(*(r[1:] for r in there[1:7]), strict=True)
    ]
    assert back[7:] == there[7:]


def test_kommuner_sum_to_the_country(example):
    tables = [
        call("REGSO_FLYTT", [2015, 2024, kommun]) for kommun in ("9901", "9902", "9903", "9904")
    ]
    whole = call("REGSO_FLYTT", [2015, 2024, "00"])
    for i in range(1, 10):
        summed = [
            sum(cells)
            for cells in zip(*(t[i][1 : (7 if i < 7 else 2)] for t in tables), strict=True)
        ]
        assert summed == whole[i][1 : len(summed) + 1]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ([2022], VALUE),
        ([None, 2022], VALUE),
        ([2022, 1999], NA),
        ([2022, "i år"], VALUE),
        ([2022, 2023, "9999"], NA),
        ([CellError("#NAME?"), 2022], CellError("#NAME?")),
    ],
)
def test_years_and_region_must_be_there(example, args, error):
    assert one("REGSO_FLYTT", *args) == error


def test_without_a_list_of_changes_only_years_of_one_vintage_compare(tmp_path):
    areas = [Area(v, "0101R001", "Ett", "0101") for v in (2020, 2025)]
    values = [Statistic("typ", year, "0101R001", 3) for year in (2021, 2022, 2024)]
    merge(tmp_path / "regso.sqlite", [RowSet(SOURCE, [*areas, *values])])
    with using(Reference(tmp_path / "regso.sqlite")):
        assert call("REGSO_FLYTT", [2021, 2022])[6][6] == 1
        assert one("REGSO_FLYTT", 2022, 2024) == REF


def test_the_real_moves_from_2022_to_2023_equal_pandas(real, real_data):
    frames = [
        pd.read_csv(real_data / f"regso_area_type_{year}.csv", dtype={"regsokod": str}).set_index(
            "regsokod"
        )["omradestyp"]
        for year in (2022, 2023)
    ]
    joined = pd.concat(frames, axis=1, join="inner", keys=["one", "other"])
    expected = pd.crosstab(joined["one"], joined["other"])
    table = call("REGSO_FLYTT", [2022, 2023])
    assert [row[1:6] for row in table[1:6]] == expected.to_numpy().tolist()
    assert table[6][6] == len(joined) == 3163
    assert [row[1] for row in table[7:]] == [0, 0, 200]


# -- REGSO_FEL -------------------------------------------------------------------------------


def test_the_last_error_is_told_until_the_next(example):
    one("REGSO_LISTA", "9999")
    assert one("REGSO_FEL").startswith("Området 9999 finns inte")
    assert one("REGSO_TYP", "9901R001") == 1
    assert one("REGSO_FEL").startswith("Området 9999 finns inte")
    one("REGSO_SOK", "x", -1)
    assert one("REGSO_FEL").startswith("antal -1 ska vara ett helt tal")


def test_before_the_first_error_there_is_no_text(monkeypatch):
    monkeypatch.setattr(regso.functions.registry, "_last_error", "")
    assert one("REGSO_FEL") == ""
