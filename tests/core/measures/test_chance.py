"""What chance gives, against all placements of a few persons, SciPy, and simulation by NumPy."""

from itertools import product
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from regso.core.measures import chance, segregation

SIZES = [3, 5, 2, 0, 4]


def pairs(counts, sizes):
    return [(x, n - x) for x, n in zip(counts, sizes, strict=True)]


MEASURES = {
    "dissimilarity": (segregation.segregation_index, chance.dissimilarity),
    "isolation": (lambda x, n: segregation.exposure(x, x, n), chance.isolation),
    "exposure": (
        lambda x, n: segregation.exposure([b - a for a, b in zip(x, n, strict=True)], x, n),
        chance.exposure,
    ),
    "information": (
        lambda x, n: segregation.information_index(pairs(x, n)),
        lambda group, n: chance.information_index([group, sum(n) - group], n),
    ),
    "ordinal": (
        lambda x, n: segregation.ordinal_information_index(pairs(x, n)),
        lambda group, n: chance.ordinal_information_index([group, sum(n) - group], n),
    ),
}


@st.composite
def margins(draw):
    sizes = draw(st.lists(st.integers(0, 5), min_size=1, max_size=4).filter(lambda n: sum(n) > 1))
    return draw(st.integers(1, sum(sizes) - 1)), sizes


def mean_over_all_placements(measure, group, sizes):
    """Weigh the measure of every placement with its probability, which SciPy gives."""
    law = stats.multivariate_hypergeom(m=sizes, n=group)
    placements = product(*(range(size + 1) for size in sizes))
    return sum(law.pmf(x) * measure(x, sizes) for x in placements if sum(x) == group)


@pytest.mark.parametrize("name", MEASURES)
@given(margins())
def test_an_exact_value_is_the_mean_over_all_placements(name, drawn):
    measure, expected = MEASURES[name]
    assert expected(*drawn) == pytest.approx(mean_over_all_placements(measure, *drawn), abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("group", [1, 5, 13])
def test_the_simulated_gini_is_near_the_mean_over_all_placements(group):
    exact = mean_over_all_placements(segregation.gini, group, SIZES)
    assert chance.gini(group, SIZES) == pytest.approx(exact, rel=0.03)


@pytest.mark.slow
def test_many_groups_are_placed_as_numpy_places_them():
    """40,000 placements by NumPy: first the first group, then the second among the rest."""
    groups, sizes = [30, 50, 60], [40, 20, 50, 30]
    generator = np.random.default_rng(5)
    found = []
    for _ in range(40_000):
        one = generator.multivariate_hypergeometric(sizes, groups[0])
        two = generator.multivariate_hypergeometric(sizes - one, groups[1])
        areas = np.column_stack([one, two, sizes - one - two]).tolist()
        found.append(
            (segregation.information_index(areas), segregation.ordinal_information_index(areas))
        )
    mean, error = np.mean(found, axis=0), np.std(found, axis=0) / 200
    expected = (
        chance.information_index(groups, sizes), chance.ordinal_information_index(groups, sizes)
    )  # fmt: skip
    assert np.abs(mean - expected) / error == pytest.approx([0, 0], abs=4)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("people", "group", "size"), [(20, 5, 7), (1000, 50, 30), (300_000, 60_000, 1700), (10, 9, 8)]
)
def test_drawn_counts_follow_the_hypergeometric_distribution(people, group, size):
    """A chi-square test against SciPy, the seed fixed."""
    generator, draws = Random(1), 20_000  # noqa: S311 - as the module draws
    logs = chance._LogFactorials()
    counts = [chance._drawn(generator, people, group, size, logs) for _ in range(draws)]
    law = stats.hypergeom(people, group, size)
    edges = sorted({int(law.ppf(q)) for q in np.linspace(0.02, 0.98, 20)})
    bins = [-1, *edges, size]
    observed = np.histogram(counts, np.array(bins) + 0.5)[0]
    expected = draws * np.diff(law.cdf(bins))
    kept = expected > 0
    assert stats.chisquare(observed[kept], expected[kept]).pvalue > 0.01


@pytest.mark.slow
def test_the_same_margins_always_give_the_same_simulation():
    assert chance.gini(7, SIZES) == chance.gini(7, SIZES)


@pytest.mark.parametrize("name", [*MEASURES, "gini"])
def test_an_area_without_people_changes_nothing(name):
    expected = MEASURES[name][1] if name in MEASURES else chance.gini
    assert expected(5, SIZES) == expected(5, [n for n in SIZES if n])


@pytest.mark.parametrize("name", ["dissimilarity", "information", "ordinal"])
def test_one_area_leaves_nothing_to_chance(name):
    assert MEASURES[name][1](5, [12]) == pytest.approx(0, abs=1e-12)


def test_a_group_of_one_is_apart_from_all_but_its_own_area():
    """By hand: one person in an area of 10 of 100 is 90/99 from the rest."""
    assert chance.dissimilarity(1, [10] * 10) == pytest.approx(90 / 99)
    assert chance.isolation(1, [10] * 10) == pytest.approx(1 / 10)


def test_a_whole_country_is_near_the_normal_distribution():
    """6,160 areas of 1,700: the mean deviation is √(2/π) of the standard deviation."""
    sizes = [1700] * 6160
    people = sum(sizes)
    group, share = people // 5, 0.2
    deviation = np.sqrt(2 / np.pi * 1700 * share * (1 - share) * (people - 1700) / (people - 1))
    normal = deviation * len(sizes) / (2 * people * share * (1 - share))
    assert chance.dissimilarity(group, sizes) == pytest.approx(normal, rel=1e-3)


def test_fifty_persons_at_random_over_the_deso_of_karlstad(real_data):
    """NumPy, 20,000 placements: a segregation index of about 40 though nobody is apart."""
    frame = pd.read_csv(real_data / "deso2018_stats_2022.csv", dtype={"deso2018": str})
    in_karlstad = frame["deso2018"].str.startswith("1780")
    sizes = frame.loc[in_karlstad, "folkmangd_2022"].to_numpy(int)
    drawn = np.random.default_rng(3).multivariate_hypergeometric(sizes, 50, size=20_000)
    people = sizes.sum()
    apart = np.abs(drawn - 50 * sizes / people).sum(axis=1) * people / (2 * 50 * (people - 50))
    assert chance.dissimilarity(50, sizes.tolist()) == pytest.approx(apart.mean(), rel=0.002)
