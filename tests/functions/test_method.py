"""The method itself: the index, its cut-offs and the types, against statsmodels and SCB's data."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

import regso.functions.method  # noqa: F401 - registers the functions
from regso.core.areas.areatypes import PUBLISHED_CUT_OFFS
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.store import Reference, using
from regso.store.draft import create

NA, VALUE, NUM, DIV = (CellError(c) for c in ("#N/A", "#VALUE!", "#NUM!", "#DIV/0!"))
NAMES = ("REGSO_BERAKNA_INDEX", "REGSO_GRANSER", "REGSO_KLASSA")


def one(name, *args):
    [[cell]] = call(name, args)
    return cell


def column(values):
    return [[v] for v in values]


def test_they_are_a_family():
    assert {REGISTRY[name].family for name in NAMES} == {"Metoden"}


# -- REGSO_BERAKNA_INDEX ---------------------------------------------------------------------


def test_the_index_is_the_mean_of_three_shares(example):
    assert one("REGSO_BERAKNA_INDEX", 12.0, 10.5, 4.8) == pytest.approx(9.1, rel=1e-15)
    assert call("REGSO_BERAKNA_INDEX", [[[3, 6]], [[3, 0]], [[3, 0]]]) == [[3, 2]]


def test_the_index_of_every_published_area_is_the_published_one(real_data):
    """SCB, TAB6586, Karlstad, even years 2012–2024: 217 areas and years, to rounding."""
    with (real_data / "regso_index_karlstad_jamna_ar.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    parts = (
        "andel_lag_ekonomisk_standard",
        "andel_forgymnasial",
        "andel_bistand_langtidsarbetslosa",
    )
    found = call("REGSO_BERAKNA_INDEX", [column(float(r[part]) for r in rows) for part in parts])
    assert len(found) == 217
    for [index], row in zip(found, rows, strict=True):
        assert index == pytest.approx(float(row["socioekonomiskt_index"]), abs=0.04)


def test_a_cell_that_cannot_be_computed_spoils_no_other(example):
    v1 = column([12.0, None, "x", CellError("#N/A"), True, -1.0, 100.5, " ", 0.12])
    rest = column([1.0] * 9)
    found = [cell for [cell] in call("REGSO_BERAKNA_INDEX", [v1, rest, rest])]
    assert found == [pytest.approx(14 / 3), VALUE, VALUE, NA, VALUE, NUM, NUM, VALUE, NUM]
    assert found[1].message.startswith("En cell är tom bland tal som hör ihop")
    assert one("REGSO_BERAKNA_INDEX", None, " ", None) == ""
    assert "ligger inte mellan 0 och 100" in found[5].message
    assert "ser ut som tal 0–1" in found[8].message


def test_shares_of_different_shape_are_refused(example):
    cell = one("REGSO_BERAKNA_INDEX", column([1, 2]), column([1, 2]), [[1, 2]])
    assert cell == VALUE
    assert "v1, v2 och v3 är olika stora" in cell.message


def test_an_index_of_no_rows_and_of_many(example):
    assert call("REGSO_BERAKNA_INDEX", [[], [], []]) == []
    many = column([6.0] * 100_000)
    assert call("REGSO_BERAKNA_INDEX", [many, many, many]) == many


# -- REGSO_GRANSER ---------------------------------------------------------------------------


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(1, 5000)), min_size=2, max_size=50))
def test_cut_offs_agree_with_statsmodels(rows):
    index, weights = zip(*rows, strict=True)
    for given_weights, oracle in (
        (None, DescrStatsW(index, ddof=1)),
        (column(map(float, weights)), DescrStatsW(index, weights=weights, ddof=1)),
    ):
        table = call("REGSO_GRANSER", [column(index), given_weights])
        mean, sd = oracle.mean, oracle.std
        expected = [len(rows), mean, sd, mean + 2 * sd, mean + sd, mean, mean - sd]
        assert [value for _, value in table[1:-1]] == pytest.approx(expected, rel=1e-9, abs=1e-5)


def test_the_table_of_cut_offs_names_its_rows(example):
    assert [label for label, _ in call("REGSO_GRANSER", [column([1.0, 2.0])])] == [
        "mått",
        "n",
        "medel",
        "standardavvikelse",
        "lägsta index för typ 1",
        "lägsta index för typ 2",
        "lägsta index för typ 3",
        "lägsta index för typ 4",
        "anmärkning",
    ]


def test_cut_offs_of_all_areas_have_no_remark_and_of_some_a_warning(example):
    index = call("REGSO_INDEX", [column(sorted(example.areas(2020).regso)), 2022])
    assert dict(call("REGSO_GRANSER", [index]))["anmärkning"] == ""
    assert dict(call("REGSO_GRANSER", [index[1:]]))["anmärkning"] == (
        "Granska: 39 områden räknades men RegSO 2020 har 40 och RegSO 2025 har 40. "
        "Gränserna är landets bara när alla områden är med."
    )


def test_without_areas_in_the_store_the_cut_offs_are_still_there(tmp_path):
    path = tmp_path / "regso.sqlite"
    create(path)
    with using(Reference(path)):
        table = dict(call("REGSO_GRANSER", [column([4.0, 6.0])]))
    assert table["medel"] == 5
    assert "men landets antal är inte inläst" in table["anmärkning"]


def test_empty_cells_are_no_areas(example):
    full = call("REGSO_GRANSER", [column([3.0, 5.0, 9.0]), column([1.0, 2.0, 3.0])])
    gaps, weights = [[3.0, None, 5.0], [None, 9.0, None]], [[1.0, None, 2.0], [None, 3.0, None]]
    assert call("REGSO_GRANSER", [gaps, weights]) == full
    weights[1][0] = 4.0
    assert call("REGSO_GRANSER", [gaps, weights]) == [[VALUE]]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ([[[None]]], DIV),
        ([[[5.0]]], DIV),
        ([column([5.0, 6.0]), column([1.0])], VALUE),
        ([column([5.0, 6.0]), column([1.0, -1.0])], NUM),
        ([column([5.0, "x"])], VALUE),
        ([column([5.0, -5.0])], NUM),
        ([column([5.0, NA])], NA),
        ([], DIV),
    ],
)
def test_cut_offs_that_cannot_be_made_are_one_error(example, args, error):
    assert one("REGSO_GRANSER", *args) == error


# -- REGSO_KLASSA ----------------------------------------------------------------------------


def test_the_published_mean_and_deviation_of_2022_give_the_published_cut_offs():
    """Quoted from SCB's document of 2025-01-13: 20.04, 14.57, 9.10 and 3.63."""
    [published] = PUBLISHED_CUT_OFFS
    index = [20.04, 20.03, 14.57, 14.56, 9.10, 9.09, 3.63, 3.62]
    found = call("REGSO_KLASSA", [column(index), published.mean, published.sd])
    assert [kind for [kind] in found] == [1, 2, 2, 3, 3, 4, 4, 5]


def test_official_types_of_the_example_follow_from_its_own_cut_offs(example):
    """A round trip of the three functions: the example's types were cut from its own index."""
    codes = sorted(example.areas(2020).regso)
    index = call("REGSO_INDEX", [column(codes), 2022])
    moments = dict(call("REGSO_GRANSER", [index])[1:])
    classed = call("REGSO_KLASSA", [index, moments["medel"], moments["standardavvikelse"]])
    assert classed == call("REGSO_TYP", [column(codes), 2022])


@given(st.floats(0, 50), st.floats(0, 100), st.floats(0.01, 50))
def test_a_higher_index_never_has_fewer_challenges(index, mean, sd):
    kinds = call("REGSO_KLASSA", [[[index, index + 0.5, index + 50]], mean, sd])[0]
    assert kinds == sorted(kinds, reverse=True)


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0, 100), st.floats(0.01, 50))
def test_four_cut_offs_say_the_same_as_a_mean_and_a_deviation(index, mean, sd):
    limits = [mean + 2 * sd, mean + sd, mean, mean - sd]
    by_limits = call("REGSO_KLASSA", [column(index), [limits]])
    assert by_limits == call("REGSO_KLASSA", [column(index), mean, sd])
    assert by_limits == call("REGSO_KLASSA", [column(index), column(limits), 0])


def test_a_cell_that_is_no_index_spoils_no_other(example):
    index = [[25.0, None, "x", NA, 1.0, -5, 500]]
    assert call("REGSO_KLASSA", [index, 9.1, 5.47]) == [[1, "", VALUE, NA, 5, NUM, NUM]]


@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        ([5.0, 9.1], VALUE, "antingen medelvärde och standardavvikelse"),
        ([5.0, None, 5.47], VALUE, "antingen medelvärde och standardavvikelse"),
        ([5.0, [[20.0, 15.0, 9.0, 4.0]], 5.47], VALUE, "antingen medelvärde"),
        ([5.0, [[20.0, 15.0, 9.0]]], VALUE, "ska vara fyra"),
        ([5.0, [[4.0, 9.0, 15.0, 20.0]]], NUM, "faller inte"),
        ([5.0, 9.1, -1.0], NUM, "Standardavvikelsen -1 är negativ"),
        ([5.0, "x", 1.0], VALUE, "är inte ett tal"),
        ([5.0, NA, 1.0], NA, ""),
    ],
)
def test_cut_offs_that_make_no_sense_are_refused(example, args, error, message):
    cell = one("REGSO_KLASSA", *args)
    assert cell == error
    assert message in cell.message


@pytest.mark.slow
def test_types_of_no_rows_and_of_many(example):
    assert call("REGSO_KLASSA", [[], 9.1, 5.47]) == []
    assert call("REGSO_KLASSA", [column([9.1] * 100_000), 9.1, 5.47]) == [[3]] * 100_000
