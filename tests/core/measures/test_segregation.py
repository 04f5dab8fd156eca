"""Segregation against PySAL `segregation` 2.5.4 (run by us, values recorded) and NumPy."""

from collections import defaultdict
from csv import DictReader

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from regso.core.measures.segregation import (
    dissimilarity,
    exposure,
    gini,
    information_index,
    local_quotients,
    ordinal_information_index,
    populated,
    segregation_index,
)
from regso.errors import DomainError, EmptyError

GROUP, TOTAL = [120, 40, 300, 15, 60], [1000, 800, 900, 700, 1600]
QUINTILES = [
    (400, 300, 150, 100, 50), (100, 150, 200, 200, 150), (300, 250, 150, 100, 100),
    (50, 150, 200, 250, 400), (150, 250, 300, 350, 400),
]  # fmt: skip


def many_areas():
    """500 areas by a rule, so that others can make the same."""
    i = np.arange(1, 501)
    total = 200 + i * 7919 % 1801
    group = np.floor(total * (i * 104729 % 1000 / 1000) ** 3)
    return group.tolist(), total.tolist()


def singles(group, total):
    rest = [n - x for x, n in zip(group, total, strict=True)]
    return {
        "Dissim": segregation_index(group, total),
        "Gini": gini(group, total),
        "Entropy": information_index(list(zip(group, rest, strict=True))),
        "Isolation": exposure(group, group, total),
        "Interaction": exposure(group, rest, total),
    }


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        (
            (GROUP, TOTAL),
            (0.4535797636864083, 0.5548869190275351, 0.16110372595336875,
             0.2223765020026702, 0.7776234979973297),
        ),
        (
            many_areas(),
            (0.6257362009093208, 0.7950332436204924, 0.39732025024520157,
             0.557719008408052, 0.44228099159194806),
        ),
        (  # no one, and everyone, of an area is in the group
            ([0, 50, 100, 0, 30], [100, 100, 100, 80, 200]),
            (0.7083333333333334, 0.8527777777777779, 0.5717144918384034,
             0.7194444444444444, 0.28055555555555556),
        ),
    ],
)  # fmt: skip
def test_measures_of_one_group_equal_pysal(areas, expected):
    assert tuple(singles(*areas).values()) == pytest.approx(expected, rel=1e-12)


def test_dissimilarity_of_the_first_and_last_quintile():
    """By hand: 0.5636363636363636."""
    first, *_, last = zip(*QUINTILES, strict=True)
    assert dissimilarity(first, last) == pytest.approx(0.5636363636363636, rel=1e-12)


def test_information_of_many_groups_equals_pysal():
    """MultiInfoTheory; the second has areas without some groups."""
    assert information_index(QUINTILES) == pytest.approx(0.06728458404236531, rel=1e-12)
    holes = [(100, 0, 0), (0, 80, 20), (0, 20, 100), (30, 30, 40)]
    assert information_index(holes) == pytest.approx(0.5362764803995834, rel=1e-12)


def test_ordinal_information_equals_an_independent_computation():
    """Reardon (2009), computed apart from this code with base-2 logarithms."""
    assert ordinal_information_index(QUINTILES) == pytest.approx(0.10935962730136017, rel=1e-12)


@st.composite
def parts(draw):
    areas = draw(
        st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=40)
    )
    group = [float(x) for x, _ in areas]
    total = [float(x + y) for x, y in areas]
    assume(0 < sum(group) < sum(total))
    return group, total


@given(parts())
def test_gini_equals_its_definition_by_pairs(areas):
    """Massey and Denton (1988): ΣΣ t t |p - p| / (2 T² P (1 - P)), by NumPy."""
    group, total = (np.array(column) for column in areas)
    share = np.divide(group, total, out=np.zeros_like(group), where=total > 0)
    pairs = np.abs(share[:, None] - share) * total[:, None] * total
    whole = group.sum() / total.sum()
    expected = pairs.sum() / (2 * total.sum() ** 2 * whole * (1 - whole))
    assert gini(*areas) == pytest.approx(expected, abs=1e-12)


@given(parts())
def test_the_index_of_statistics_sweden_is_dissimilarity_to_the_rest(areas):
    """Table IntGr7Kom: Σ |p1i - pi| / (2 (1 - p1))."""
    group, total = (np.array(column) for column in areas)
    share = group.sum() / total.sum()
    expected = np.abs(group / group.sum() - total / total.sum()).sum() / (2 * (1 - share))
    assert segregation_index(*areas) == pytest.approx(expected, abs=1e-12)


@given(parts())
def test_every_measure_lies_in_0_to_1_and_gini_is_at_least_dissimilarity(areas):
    found = singles(*areas)
    assert all(0 <= value <= 1 for value in found.values())
    assert found["Gini"] >= found["Dissim"] - 1e-12
    assert found["Isolation"] >= sum(areas[0]) / sum(areas[1]) - 1e-12
    assert found["Isolation"] + found["Interaction"] == pytest.approx(1)


@given(parts(), st.integers(2, 5))
def test_an_area_divided_into_equal_parts_changes_nothing(areas, times):
    divided = [[value / times for value in column for _ in range(times)] for column in areas]
    assert singles(*divided) == pytest.approx(singles(*areas), abs=1e-12)


@given(parts())
def test_two_ordered_groups_are_two_groups(areas):
    pairs = [(x, n - x) for x, n in zip(*areas, strict=True)]
    assert ordinal_information_index(pairs) == pytest.approx(information_index(pairs), abs=1e-12)


@given(parts(), st.integers(0, 3))
def test_an_area_without_people_counts_for_nothing(areas, empty):
    group, total = areas
    more = ([*group, *[0.0] * empty], [*total, *[0.0] * empty])
    assert singles(*more) == pytest.approx(singles(group, total), abs=1e-15)
    assert populated(zip(*more, strict=True)) == sum(n > 0 for n in total)


def test_the_order_of_groups_matters_only_to_the_ordinal_index():
    mixed = [(row[2], row[0], row[4], row[1], row[3]) for row in QUINTILES]
    assert information_index(mixed) == pytest.approx(information_index(QUINTILES))
    assert ordinal_information_index(mixed) < 0.9 * ordinal_information_index(QUINTILES)


def test_full_segregation_is_1_and_none_is_0():
    apart, alike = ([10, 0, 5], [10, 7, 5]), ([1, 2, 3], [10, 20, 30])
    for measure in (segregation_index, gini):
        assert measure(*apart) == 1
        assert measure(*alike) == pytest.approx(0, abs=1e-15)
    assert information_index([(10, 0), (0, 7), (5, 0)]) == 1
    assert information_index([(1, 9), (2, 18)]) == pytest.approx(0, abs=1e-15)
    assert exposure([10, 0], [10, 0], [10, 7]) == 1


@pytest.mark.parametrize(
    "measure", [dissimilarity, segregation_index, gini, lambda a, b: exposure(a, a, b)]
)
def test_an_empty_group_is_an_empty_denominator(measure):
    with pytest.raises(EmptyError, match="Summan av gruppen är 0"):
        measure([0, 0], [3, 4])
    with pytest.raises(EmptyError, match="är 0; måttet är inte definierat"):
        measure([], [])


@pytest.mark.parametrize("measure", [segregation_index, gini])
def test_a_group_that_is_everyone_has_no_one_to_be_apart_from(measure):
    with pytest.raises(EmptyError, match="är 0; måttet är inte definierat"):
        measure([3, 4], [3, 4])


@pytest.mark.parametrize("measure", [information_index, ordinal_information_index])
def test_entropy_needs_two_groups_with_people(measure):
    for areas in ([], [(0, 0)], [(3, 0), (4, 0)]):
        with pytest.raises(EmptyError, match="Alla hör till samma grupp, eller ingen finns"):
            measure(areas)
    with pytest.raises(DomainError, match="Antalet -1 är negativt"):
        measure([(3, -1), (4, 5)])


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([5, 1], [4, 9]), "Gruppen 5 är större än totalen 4"),
        (([-5, 1], [4, 9]), "Antalet -5 är negativt"),
        (([1, 1], [4, -9]), "Antalet -9 är negativt"),
    ],
)
def test_impossible_counts_are_refused(columns, message):
    for measure in (segregation_index, gini, lambda a, b: exposure([1, 1], a, b)):
        with pytest.raises(DomainError, match=message):
            measure(*columns)


def test_local_quotients_are_1_on_average_weighted_by_the_whole():
    parts_, wholes = [120, 40, 0, 15], [1000, 800, 900, 0]
    found = local_quotients(parts_, wholes)
    assert found[3] is None
    assert found[0] == pytest.approx((120 / 175) / (1000 / 2700))
    assert sum(q * n for q, n in zip(found[:3], wholes[:3], strict=True)) / 2700 == pytest.approx(
        160 / 175
    )
    with pytest.raises(EmptyError, match="Summan av x är 0"):
        local_quotients([0], [1])
    with pytest.raises(EmptyError, match="Summan av n är 0"):
        local_quotients([1], [0])


@pytest.mark.parametrize("n", [3363, 6160, 100_000])
def test_many_areas_give_what_numpy_gives(n):
    rng = np.random.default_rng(n)
    total = rng.integers(500, 5000, n)
    group = rng.binomial(total, rng.beta(1, 4, n))
    rest = total - group
    expected = np.abs(group / group.sum() - rest / rest.sum()).sum() / 2
    found = singles(group.astype(float).tolist(), total.astype(float).tolist())
    assert found["Dissim"] == pytest.approx(expected, rel=1e-12)
    order = np.argsort(group / total)
    x, y = np.cumsum(group[order]) / group.sum(), np.cumsum(rest[order]) / rest.sum()
    area = np.trapezoid(np.concatenate([[0], x]), np.concatenate([[0], y]))
    assert found["Gini"] == pytest.approx(1 - 2 * area, rel=1e-9)


def test_real_segregation_by_country_of_birth(real_data):
    """Born in Sweden by RegSO, 31 December 2023: the definitions of the measures by NumPy."""
    kommuner = defaultdict(list)
    with (real_data / "regso_population_2020_2023.csv").open(encoding="utf-8") as file:
        for row in DictReader(file):
            people, born = float(row["folkmangd_2023"]), float(row["fodda_i_sverige_2023"])
            kommuner[row["kommunkod"]].append((people - born, people))
    kommuner["00"] = [area for areas in kommuner.values() for area in areas]
    assert len(kommuner["00"]) == 3363
    for areas in kommuner.values():
        group, total = (np.array(column) for column in zip(*areas, strict=True))
        rest, share = total - group, group / total
        found = singles(group.tolist(), total.tolist())
        assert found["Dissim"] == pytest.approx(
            np.abs(group / group.sum() - rest / rest.sum()).sum() / 2, abs=1e-12
        )
        assert found["Isolation"] == pytest.approx((group * share).sum() / group.sum(), abs=1e-12)
