"""The country's published values by type: sums over every RegSO, or nothing and the reason."""

import shutil

import pandas as pd
import pytest

from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using
from regso.store.schema import Indicator, RowSet, Source
from regso.store.writer import merge

SOURCE = Source("SCB", "Lägenheter efter region", "https://exempel", "2026-02-02", "0" * 64, "CC0")
RENTED, OWNED = "Antal lägenheter; hyresrätt", "Antal lägenheter; bostadsrätt"
ASKED = f"upplåtelseform;kategori={RENTED};av={RENTED} | {OWNED}"
HEADER = ["jämförelse", 1, 2, 3, 4, 5, "1+2", "totalt", "år", "källa", "anmärkning"]
BLANK = [""] * 7
FROM_ALL, IN_TOTAL = "00", slice(1, 8)


def row(code, category, value, year=2022, subject="upplåtelseform", unit="antal"):
    return Indicator(subject, category, year, code, float(value), unit)


def stored(path, rows, base=EXAMPLE):
    """Return the example, or another store, with indicators in it."""
    shutil.copy(base, path)
    merge(path, [RowSet(SOURCE, rows)])
    return Reference(path)


@pytest.fixture
def country(tmp_path):
    """Give the example with dwellings of every RegSO, and more that cannot be summed."""
    codes = sorted(Reference(EXAMPLE).areas(2020).regso)
    rows = [row(code, RENTED, 10 + i) for i, code in enumerate(codes)]
    rows += [row(code, OWNED, 90 - i) for i, code in enumerate(codes)]
    rented, owned = (sum(r.value for r in rows if r.category == c) for c in (RENTED, OWNED))
    rows += [row("00", RENTED, rented), row("00", OWNED, owned)]
    share = {"subject": "ekonomisk standard", "unit": "procent"}
    rows += [
        row("00", "Låg, procent; totalt", 14.7, **share),
        row(codes[0], "Utan riket", 1, **share),
    ]
    rows += [row(codes[0], "Antal hushåll; par", 5, subject="hushåll"),
             row("00", "Antal hushåll; par", 500, subject="hushåll"),
             row("00", "Medel, tkr", 300, subject="inkomst", unit="tkr"),
        row(codes[0], "Medel, tkr", 280, subject="inkomst", unit="tkr"),
        *(row(codes[0], name, 50, 2024) for name in (RENTED, OWNED)),
             row("00", RENTED, 400, 2024), row("00", OWNED, 600, 2024)]  # fmt: skip
    with using(stored(tmp_path / "regso.sqlite", rows)) as reference:
        yield reference


def test_types_are_sums_of_their_areas_and_the_total_is_published(country):
    types = country.values("typ", 2022)
    header, found = call("REGSO_RIKET", [ASKED, "", 2022])
    assert header == HEADER
    codes = sorted(country.areas(2020).regso)
    for kind in (1, 2, 3, 4, 5):
        rented = [10 + i for i, code in enumerate(codes) if types[code] == kind]
        assert found[kind] == pytest.approx(sum(rented) / (100 * len(rented)))
    both = [10 + i for i, code in enumerate(codes) if types[code] in {1, 2}]
    assert found[6] == pytest.approx(sum(both) / (100 * len(both)))
    total = sum(range(10, 10 + len(codes)))
    assert found[7] == pytest.approx(total / (100 * len(codes)))
    assert found[8:] == [2022, "SCB, Lägenheter efter region", ""]
    rate = call("REGSO_RIKET", [ASKED, "tal", 2022])[1]
    assert rate[IN_TOTAL] == pytest.approx([1000 * value for value in found[IN_TOTAL]])


@pytest.mark.parametrize(
    ("asked", "total", "why"),
    [
        ("ekonomisk standard;kategori=Låg, procent; totalt", 0.147, "andelar kan inte summeras"),
        (f"{ASKED};ar=2024", 0.4, "värdena är i RegSO 2025/DeSO 2025 men typerna 2022"),
        ("hushåll;kategori=Antal hushåll; par;av=Antal hushåll; par", 1, "inte hela riket"),
    ],
)
def test_where_types_cannot_be_summed_the_country_stands_alone_with_the_reason(
    country, asked, total, why
):
    found = call("REGSO_RIKET", [asked, "", 2022])[1]
    assert found[1:7] == BLANK[1:]
    assert found[7] == pytest.approx(total)
    assert found[10].startswith("Bara riket i sin helhet: ")
    assert why in found[10]


@pytest.mark.parametrize(
    ("asked", "measure", "why"),
    [
        ("kaffe;kategori=x", "", 'Jämförelsen "kaffe;kategori=x" går inte att tolka'),
        ("hushåll;kategori=", "", "går inte att tolka"),
        (f"{ASKED};ar=i fjol", "", "går inte att tolka"),
        (f"{ASKED};ar=²", "", "går inte att tolka"),
        ("hushåll;kategori=x;av=", "", "går inte att tolka"),
        ("utbildning;kategori=x", "", "Tabellen utbildning är inte inläst"),
        (f"{ASKED};ar=2019", "", "Det finns inga värden för upplåtelseform 2019"),
        ("hushåll;kategori=Kaffe;av=Kaffe", "", 'har ingen kategori "Kaffe"'),
        (f"upplåtelseform;kategori={RENTED}", "", "är ingen andel i procent; ange av="),
        ("inkomst;kategori=Medel, tkr", "", '"Medel, tkr" (tkr) är ingen andel'),
        ("ekonomisk standard;kategori=Låg, procent; totalt", "tal", "är ingen andel i procent"),
        ("ekonomisk standard;kategori=Utan riket", "", "har inget värde för riket"),
        ("inkomst;kategori=Medel, tkr;av=Medel, tkr", "", "är inget antal och kan inte summeras"),
        (f"upplåtelseform;kategori={RENTED} | {OWNED};av={OWNED}", "", "Kategorierna räknar"),
    ],
)
def test_what_cannot_be_said_is_blank_with_its_reason(country, asked, measure, why):
    found = call("REGSO_RIKET", [asked, measure, 2022])[1]
    assert found[:10] == ["", *BLANK, "", ""]
    assert why in found[10]


def test_an_area_without_a_value_leaves_the_types_blank(country, tmp_path):
    codes = sorted(country.areas(2020).regso)
    rows = [row(code, name, 50) for code in codes[1:] for name in (RENTED, OWNED)]
    rows += [row("00", name, 50 * (len(codes) - 1)) for name in (RENTED, OWNED)]
    with using(stored(tmp_path / "annan.sqlite", rows)):
        found = call("REGSO_RIKET", [ASKED, "", 2022])[1]
    assert found[1:8] == [*BLANK[1:], 0.5]
    assert f"saknas för {codes[0]}" in found[10]


def test_a_blank_cell_is_no_comparison_and_spoils_no_other(country):
    blank, bad, good = call("REGSO_RIKET", [[[None], ["x"], [ASKED]], "", 2022])[1:]
    assert blank == [""] * 11
    assert bad[10]
    assert good[7]
    assert call("REGSO_RIKET", [ASKED, "medel", 2022]) == [[CellError("#VALUE!")]]
    assert 'Måttet "medel" finns inte här' in last_error()


def test_the_tenure_of_the_country_is_that_of_pandas(real, real_data, tmp_path):
    """Statistics Sweden's dwellings by tenure and RegSO 2022, with the official types."""
    frame = pd.read_csv(real_data / "regso_tenure_2020_2023.csv", dtype={"regsokod": str})
    wide = frame.pivot_table(index="regsokod", columns="upplatelseform", values="antal_2022",
                             aggfunc="sum").reindex(sorted(real.areas(2020).regso))  # fmt: skip
    wide = wide.fillna(0)
    names = {name: f"Antal lägenheter; {name}" for name in wide.columns}
    rows = [row(code, names[n], wide.loc[code, n]) for n in names for code in wide.index]
    rows += [row("00", names[n], wide[n].sum()) for n in names]
    asked = f"upplåtelseform;kategori={names['hyresrätt']};av={' | '.join(names.values())}"
    with using(stored(tmp_path / "regso.sqlite", rows, real.path)):
        found = call("REGSO_RIKET", [asked, "", 2022])[1]
    kinds = pd.Series(real.values("typ", 2022)).reindex(wide.index)
    sums = wide.groupby(kinds).sum()
    expected = (sums["hyresrätt"] / sums.sum(axis=1)).tolist()
    assert found[1:6] == pytest.approx(expected, rel=1e-12)
    assert found[7] == pytest.approx(wide["hyresrätt"].sum() / wide.to_numpy().sum(), rel=1e-12)
