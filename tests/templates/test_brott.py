"""The template Brott: events by area type, their rates and local quotients, and what is hidden."""

import csv
import sqlite3
from collections import Counter

import pytest
from shapely import Point, STRtree, from_geojson

from books import book_of
from regso.core.places.projection import SWEREF99TM
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.templates.brott.example import OVERLAP, events

HEADERS = ["n", "o", "brottstyp", "antal"]
INSIDE = (6_820_500.0, 700_500.0)  # 9901R001, of type 1
NORWAY = (6_653_000.0, 262_000.0)
TYPES = slice(0, 5)


@pytest.fixture(scope="module")
def built():
    return build("brott")


@pytest.fixture(scope="module")
def book(built):
    """Fill the template, with the example or with rows, and read the values."""

    def values(rows=None, *, reference=EXAMPLE, functions=None, **settings):
        data = None if rows is None else Data("r.csv", HEADERS, [list(row) for row in rows])
        with using(Reference(reference)):
            done = render(built, data=data, columns={}, settings=settings, functions=functions)
        return book_of(done.workbook, values=True)

    return values


@pytest.fixture(scope="module")
def example(book):
    return book()


def table(book):
    """Return the rows of the sheet Brott: händelser, befolkning, tal, nedre, övre, shares, LQ."""
    return [[c.value for c in row] for row in book["Brott"]["E6:L13"]]


def kinds(book):
    return [[c.value for c in row] for row in book["Brottstyper"]["C5:K13"]]


def counts(book):
    return [[c.value for c in row] for row in book["Beräkning"]["B17:J25"]]


def check(book, label):
    [row] = [r for r in book["Start"].iter_rows(min_row=18) if r[1].value == label]
    return row[2].value, row[3].value


def placed(rows, kind=None):
    """Return the events by area type, counted without the template; "okänd" has no place."""
    found = Counter()
    codes = call("REGSO_FRAN_KOORD", [[[r[0]] for r in rows], [[r[1]] for r in rows], None, 2022])
    for row, [code] in zip(rows, codes, strict=True):
        if kind in (None, row[2]):
            is_code = isinstance(code, str) and code
            area_type = call("REGSO_TYP", [code, 2022])[0][0] if is_code else "okänd"
            found[area_type] += row[3] or 1
    return found


# -- the example ----------------------------------------------------------------------------------


def test_the_counts_are_those_of_the_events(example):
    with using(Reference(EXAMPLE)):
        found = placed(events())
        per_kind = {name: placed(events(), name) for name in ("Stöld", "Skadegörelse", "Våld")}
    assert sum(found.values()) == 316
    for i, kind in enumerate([1, 2, 3, 4, 5, None, "okänd"], 1):
        if kind is not None:
            row = counts(example)[i]
            assert row[8] == found[kind]
            assert row[1:4] == [per_kind[name][kind] for name in per_kind]


def test_the_sheet_shows_these_figures(example):
    first, *_, total = table(example)
    assert first == [37, 7969, pytest.approx(464.299, abs=1e-3), pytest.approx(326.866, abs=1e-3),
                     pytest.approx(639.994, abs=1e-3), pytest.approx(37 / 309),
                     pytest.approx(7969 / 147768), pytest.approx(2.2203, abs=1e-4)]  # fmt: skip
    assert total[:2] == [316, 147768]


def test_rates_are_per_100_000_with_the_interval_of_regso_tal(example):
    for row in [*table(example)[:6], table(example)[7]]:
        assert row[2:5] == pytest.approx(call("REGSO_TAL", [row[0], row[1]])[0])


def test_sums_and_shares_and_local_quotients_agree_with_each_other(example):
    *types, both, unknown, total = table(example)
    assert both[0] == types[0][0] + types[1][0]
    assert total[0] == sum(row[0] for row in types) + unknown[0]
    assert unknown[1:5] == [None] * 4
    assert sum(row[5] for row in types) == pytest.approx(1)
    assert sum(row[6] for row in types) == pytest.approx(1)
    for row in (*types, both):
        assert row[7] == pytest.approx(row[5] / row[6])
    assert sum(row[6] * row[7] for row in types) == pytest.approx(1)


def test_what_is_hidden_among_the_kinds_cannot_be_worked_out_from_the_sheets(example):
    """The totals of Brott are the last column of Brottstyper, so one audit covers both."""
    shown = kinds(example)
    assert [row[8] for row in shown[1:]] == [row[0] for row in table(example)]
    assert sum(cell == ".." for row in shown for cell in row) == 13
    # The audit finds the margins from labels; its 1+2 is ours under another name.
    labelled = [[row[0], *(c for c in row[1:] if c is not None)] for row in (counts(example))]
    published = [[row[0], *(c for c in row[1:] if c is not None)] for row in shown]
    for rows in (labelled, published):
        for row, label in zip(rows[1:], ["1", "2", "3", "4", "5", "1+2", "okänd", "totalt"],
                              strict=True):  # fmt: skip
            row[0] = label
    audit = call("REGSO_ROJANDE", [labelled, published, 5])
    assert len(audit) == 14
    assert {row[4] for row in audit[1:]} == {"OK"}


def test_the_example_has_points_that_cannot_be_placed_and_the_checks_count_them(example):
    assert check(example, "Rader utan koordinater") == (
        2, "Granska: raderna redovisas som okänd plats.",
    )  # fmt: skip
    found, verdict = check(example, "Rader utanför alla RegSO")
    assert (found, verdict[:8]) == (4, "Granska:")
    assert table(example)[6][0] == 7  # six rows, one of two events
    assert check(example, "Händelser")[1] == "Granska: området är påhittat (län 99)."


def test_police_areas_show_whole_regso_and_how_well_they_fit(example):
    with using(Reference(EXAMPLE)):
        people = {code: call("REGSO_BEFOLKNING", [code, 2022])[0][0] for _, code, _ in OVERLAP}
        codes = call(
            "REGSO_FRAN_KOORD", [[[r[0]] for r in events()], [[r[1]] for r in events()], None, 2022]
        )
    for row, name in zip(example["Polisområden"]["B6:J7"],
                         dict.fromkeys(area for area, _, _ in OVERLAP), strict=True):  # fmt: skip
        own = {code: share for area, code, share in OVERLAP if area == name}
        inside = sum(people[code] * share for code, share in own.items())
        number = sum(r[3] or 1 for r, [code] in zip(events(), codes, strict=True) if code in own)
        living = sum(people[code] for code in own)
        values = [cell.value for cell in row]
        assert values[:5] == [name, len(own), living, pytest.approx(inside / living), number]
        assert values[5] == pytest.approx(100_000 * number / living)
        assert values[8].startswith("OK:" if inside / living >= 0.8 else "Granska: bara")
    assert not [c.value for c in example["Polisområden"][8][2:] if c.value not in (None, "")]


# -- other data -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad",
    [NORWAY, INSIDE[::-1], (INSIDE[0], None), (None, None), (59.3, 18.0), (0.0, 0.0), ("x", "y")],
    ids=["Norway", "swapped", "half", "empty", "other system", "zero", "text"],
)
def test_one_bad_row_spoils_no_other(book, bad):
    rows = [(*INSIDE, "Stöld", 20), (*bad, "Stöld", 6), (*INSIDE, "Våld", None)]
    done = book(rows, troskel=1)
    assert [row[0] for row in table(done)] == [21, 0, 0, 0, 0, 21, 6, 27]
    assert kinds(done)[8][:4] == ["Totalt", 26, 0, 1]


def test_an_empty_cell_in_antal_is_one_event_and_an_empty_row_is_none(book):
    done = book([(*INSIDE, "Stöld", None), (None, None, None, None)], troskel=1)
    assert table(done)[7][0] == 1
    assert check(done, "Rader utan koordinater")[0] == 0


def test_a_hidden_type_hides_every_local_quotient_and_no_bar_is_zero(book):
    rows = [(*INSIDE, "Stöld", 3), *((*row[:3], 30) for row in events())]
    few = [row for row in rows if row[3] == 3 or placed_type(row) in (3, 4)]
    done = book(few)
    shown = table(done)
    assert shown[0][0] == ".."
    assert shown[0][2:5] == ["..", "..", ".."]
    assert {row[5] for row in shown[:6]} == {row[7] for row in shown[:6]} == {".."}
    assert done["Brott"]["N6"].value == "1  Stora utmaningar:  .."
    assert done["Brott"]["R6"].value > 0  # a hatched stub


def placed_type(row):
    with using(Reference(EXAMPLE)):
        code = call("REGSO_FRAN_KOORD", [row[0], row[1], None, 2022])[0][0]
        return call("REGSO_TYP", [code, 2022])[0][0] if isinstance(code, str) and code else None


def test_events_in_other_kommuner_are_not_counted_but_reported(book, example):
    one = book(omrade="9901")
    found, verdict = check(one, "Händelser utanför området")
    assert verdict.startswith("Granska:")
    assert table(one)[7][0] + found == 316
    with using(Reference(EXAMPLE)):
        assert table(one)[7][1] == call("REGSO_BEFOLKNING", ["9901", 2022])[0][0]
    assert table(one)[6][0] == table(example)[6][0]


def test_a_type_where_nobody_lives_has_no_rate_and_no_quotient(book):
    done = book([(*INSIDE, "Stöld", 20)], omrade="9904", troskel=1)
    without = [row for row in table(done)[TYPES] if row[1] == 0]
    assert without
    assert all(row[2:5] == [None] * 3 and row[7] is None for row in without)


def test_the_same_kind_twice_is_a_mistake(book):
    assert check(book(brottstyp4="Stöld"), "Händelser av övriga typer")[1].startswith("Fel:")


def test_a_kind_is_matched_whatever_its_case(book):
    assert counts(book(brottstyp3="våLD"))[8][3] == counts(book())[8][3]


def test_wgs_84_gives_the_same_areas(book, example):
    def geographic(row):
        if None in row[:2] or row[0] < 6_000_000:
            return row
        latitude, longitude = SWEREF99TM.to_geodetic([row[0]], [row[1]])[:2]
        return (float(latitude[0]), float(longitude[0]), *row[2:])

    done = book([geographic(row) for row in events()], system="WGS84")
    assert table(done) == table(example)


def test_without_borders_nothing_is_counted_and_the_check_says_what_to_do(book, tmp_path):
    store = tmp_path / "utan.sqlite"
    store.write_bytes(EXAMPLE.read_bytes())
    with sqlite3.connect(store) as db:
        db.execute("DELETE FROM boundary")
    db.close()
    done = book(reference=store)
    assert {cell for row in table(done) for cell in row[:5]} == {"#REF!"}
    assert {cell for row in counts(done)[1:] for cell in row[7:]} == {"#REF!"}
    assert done["Polisområden"]["G6"].value == "#REF!"
    for label in ("Händelser", "Händelser utanför området", "Befolkning i området"):
        assert check(done, label)[0] == "#REF!"
    assert check(done, "Områdenas gränser")[1].startswith("Fel: gränserna för årets RegSO saknas")


def test_a_missing_add_in_is_an_error_in_every_result(book):
    missing = {name: lambda *_: [[CellError("#NAME?")]] for name in REGISTRY}
    done = book(functions=missing)
    assert {row[0] for row in table(done)} == {"#NAME?"}
    assert {row[7] for row in table(done)[:6]} == {"#NAME?"}
    assert {cell.value for [cell] in done["Brott"]["O6:O10"]} == {"#NAME?"}
    assert check(done, "Tillägget RegSO")[1].startswith("Fel: tillägget RegSO är inte igång")


# -- real data ------------------------------------------------------------------------------------


def test_the_real_points_of_karlstad_by_the_types_of_2024(built, real, real_data):
    """Points in Karlstad's own RegSO, placed by hand with shapely in degrees."""
    with (real_data / "regso2025_points.csv").open(encoding="utf-8") as file:
        points = [row for row in csv.DictReader(file) if row["regsokod"].startswith("1780")]
    found = real.query(
        "SELECT code, geometry FROM boundary WHERE vintage = 2025 AND code LIKE '1780R%'"
    )
    shapes = [from_geojson(geometry) for _, geometry in found]
    tree = STRtree(shapes)
    by_type = Counter()
    for i, row in enumerate(points, 1):
        [at] = tree.query(Point(float(row["lon"]), float(row["lat"])), predicate="within")
        by_type[call("REGSO_TYP", [found[at][0], 2024])[0][0]] += i
    rows = [
        [float(row["sweref99tm_n"]), float(row["sweref99tm_e"]), "punkt", i]
        for i, row in enumerate(points, 1)
    ]
    settings = {"omrade": "1780", "ar": 2024, "bef_ar": 2025, "brottstyp1": "punkt"}
    done = render(built, data=Data("r.csv", HEADERS, rows), columns={}, settings=settings)
    book = book_of(done.workbook, values=True)
    shown = table(book)
    assert len(points) == 31
    assert [row[0] for row in shown[TYPES]] == [by_type[kind] for kind in range(1, 6)]
    assert [shown[7][0], shown[7][1]] == [31 * 32 / 2, 99_007]  # the published population
    assert kinds(book)[8][1] == 31 * 32 / 2
    assert check(book, "Rader utanför alla RegSO")[0] == 0
