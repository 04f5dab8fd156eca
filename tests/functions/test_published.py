"""The tables that people publish, on real data, against pandas and NumPy.

Dwellings by tenure 2020–2023 and population 2022 by RegSO 2020, unemployment 2022 by DeSO 2018,
for riket, every län and ten kommuner. The oracle reads the files itself.
"""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

import regso.functions.tables  # noqa: F401 - registers the functions
from regso.functions import call

LAN = [
    "01",
    "03",
    "04",
    "05",
    "06",
    "07",
    "08",
    "09",
    "10",
    "12",
    "13",
    "14",
    "17",
    "18",
    "19",
    "20",
    "21",
    "22",
    "23",
    "24",
    "25",
]
# Stockholm, Göteborg, Malmö, Örebro, Södertälje, Botkyrka, Landskrona, Danderyd, Umeå, Karlstad
KOMMUNER = ["0180", "1480", "1280", "1880", "0181", "0127", "1282", "0162", "2480", "1780"]
REGIONS = ["", *LAN, *KOMMUNER]
KINDS = [1, 2, 3, 4, 5]
YEARS = [2020, 2021, 2022, 2023]

pytestmark = pytest.mark.parametrize("region", REGIONS, ids=lambda r: r or "riket")


@pytest.fixture(scope="session")
def types(real_data):
    """Give the official types of 2022 and 2023 by RegSO."""
    return {
        year: pd.read_csv(
            real_data / f"regso_area_type_{year}.csv", dtype={"regsokod": str}
        ).set_index("regsokod")["omradestyp"]
        for year in (2022, 2023)
    }


@pytest.fixture(scope="session")
def tenure(real_data):
    """Give dwellings by RegSO and tenure."""
    return pd.read_csv(real_data / "regso_tenure_2020_2023.csv", dtype={"regsokod": str})


@pytest.fixture(scope="session")
def persons(real_data):
    """Give population and born in Sweden by RegSO."""
    return pd.read_csv(real_data / "regso_population_2020_2023.csv", dtype={"regsokod": str})


@pytest.fixture(scope="session")
def labour(real_data, types):
    """Give unemployed and population 16–64 by DeSO, with the type of its RegSO."""
    frame = pd.read_csv(
        real_data / "deso2018_stats_2022.csv", dtype={"deso2018": str, "regso2020": str}
    )
    return frame.assign(typ=frame["regso2020"].map(types[2022]))


def column(values):
    return [[v] for v in values]


def numbers(values):
    return column(map(float, values))


def eight(by_type, unknown=0.0):
    """Return sums by type as the eight rows of the tables."""
    five = by_type.reindex(KINDS, fill_value=0).to_numpy(dtype=float)
    return np.array([*five, five[0] + five[1], unknown, five.sum() + unknown])


def of(frame, region, code="regsokod"):
    return frame[frame[code].str.startswith(region)]


def test_the_table_of_unemployment(real, labour, region):
    rows = of(labour, region, "deso2018")
    x = eight(rows.groupby("typ")["arbetslosa_16_64_2022"].sum())
    n = eight(rows.groupby("typ")["totalt_16_64_2022"].sum())
    table = call("REGSO_TABELL", [
        column(rows["deso2018"]), numbers(rows["arbetslosa_16_64_2022"]),
        numbers(rows["totalt_16_64_2022"]), 2022,
    ])[1:]  # fmt: skip
    assert [row[2] for row in table] == x.tolist()
    assert [row[3] for row in table] == n.tolist()
    base = x[4] / n[4] if n[4] else None
    for row, events, trials in zip(table, x, n, strict=True):
        if not trials:
            assert row[4:] == [""] * 4
            continue
        expected = [events / trials, *proportion_confint(events, trials, method="wilson")]
        assert row[4:7] == pytest.approx(expected, rel=1e-9)
        if base is not None:
            assert row[7] == pytest.approx(100 * (events / trials - base), abs=1e-11)


def test_the_gap_of_unemployment(real, labour, region):
    rows = of(labour, region, "deso2018")
    x = eight(rows.groupby("typ")["arbetslosa_16_64_2022"].sum())
    n = eight(rows.groupby("typ")["totalt_16_64_2022"].sum())
    _, difference, ratio = call("REGSO_GAP", [
        column(rows["deso2018"]), numbers(rows["arbetslosa_16_64_2022"]),
        numbers(rows["totalt_16_64_2022"]), 2022,
    ])  # fmt: skip
    if not (n[0] and n[4]):
        assert [str(cell) for cell in difference[1:] + ratio[1:]] == ["#DIV/0!"] * 6
        return
    counts = (x[0], n[0], x[4], n[4])
    newcombe = confint_proportions_2indep(*counts, method="newcomb", compare="diff")
    log = confint_proportions_2indep(*counts, method="log", compare="ratio")
    one, five = x[0] / n[0], x[4] / n[4]
    assert difference[1:] == pytest.approx(100 * np.array([one - five, *newcombe]), rel=1e-7)
    assert ratio[1:] == pytest.approx([one / five, *log], rel=1e-9)


def test_the_cross_table_of_tenure(real, tenure, types, region):
    rows = of(tenure, region)
    expected = (
        rows.assign(typ=rows["regsokod"].map(types[2022]))
        .pivot_table(index="typ", columns="upplatelseform", values="antal_2022", aggfunc="sum")
        .fillna(0)
    )
    header, *table = call("REGSO_KORS", [
        column(rows["regsokod"]), column(rows["upplatelseform"]), numbers(rows["antal_2022"]), 2022,
    ])  # fmt: skip
    assert header[2:] == [*sorted(expected.columns, key=lambda c: c.replace("ä", "~")), "totalt"]
    for j, name in enumerate(header[2:-1], 2):
        assert [row[j] for row in table] == eight(expected[name]).tolist()
    assert [row[-1] for row in table] == eight(expected.sum(axis=1)).tolist()


def test_the_development_of_rented_dwellings(real, tenure, types, region):
    """Types of 2022 and 2023 are there for these years; 2023 lacks 200 areas, which are okänd."""
    rows = of(tenure, region)
    rented = rows[rows["upplatelseform"] == "hyresrätt"].set_index("regsokod")
    every = rows.groupby("regsokod").sum(numeric_only=True)
    codes = [code for _ in YEARS for code in every.index]
    events = [float(rented[f"antal_{y}"].get(code, 0)) for y in YEARS for code in every.index]
    trials = [float(v) for y in YEARS for v in every[f"antal_{y}"]]
    args = [
        column(codes),
        column(y for y in YEARS for _ in every.index),
        column(events),
        column(trials),
    ]
    own, fixed = call("REGSO_UTVECKLING", args), call("REGSO_UTVECKLING", [*args, 2022])
    frame = pd.DataFrame({"kod": codes, "ar": [y for [y] in args[1]], "x": events, "n": trials})
    for i, year in enumerate(YEARS, 1):
        part = frame[frame["ar"] == year]
        assert fixed[i] == [year, *shares(part, types[2022])]
        if year in types:
            assert own[i] == [year, *shares(part, types[year])]
        elif year not in real.years("typ"):
            assert [str(cell) for cell in own[i][1:]] == ["#N/A"] * 8


def shares(part, kinds):
    """Return the eight shares by pandas, empty where there is nothing to divide by."""
    kind = part["kod"].map(kinds)
    x, n = (
        eight(part.groupby(kind)[name].sum(), part.loc[kind.isna(), name].sum())
        for name in ("x", "n")
    )
    return [pytest.approx(a / b, rel=1e-12) if b else "" for a, b in zip(x, n, strict=True)]


def test_the_born_in_sweden_of_the_population(real, persons, types, region):
    """A table per 1 000 and a median per type, of RegSO rows."""
    rows = of(persons, region)
    kind = rows["regsokod"].map(types[2022])
    codes, born, all_ = (
        column(rows["regsokod"]),
        numbers(rows["fodda_i_sverige_2022"]),
        numbers(rows["folkmangd_2022"]),
    )
    table = call("REGSO_TABELL", [codes, born, all_, 2022, None, None, "tal"])[1:]
    x, n = (eight(rows.groupby(kind)[c].sum()) for c in ("fodda_i_sverige_2022", "folkmangd_2022"))
    assert [row[4] for row in table] == [
        pytest.approx(1000 * a / b) if b else "" for a, b in zip(x, n, strict=True)
    ]
    for which in KINDS:
        values = rows.loc[kind == which, "folkmangd_2022"]
        [[found]] = call("REGSO_PERCENTIL", [codes, all_, 0.9, which, 2022])
        if len(values):
            assert found == pytest.approx(np.percentile(values, 90), rel=1e-12)
        else:
            assert str(found) == "#NUM!"
