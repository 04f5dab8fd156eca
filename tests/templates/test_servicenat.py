"""The template Servicenät after rendering: coverage, the nearest other, what closing does."""

from functools import cache
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from books import book_of
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.indata import Data
from regso.render import registry_functions, render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.templates.servicenat.offices import _GROUPS, MOST
from regso.templates.servicenat.template import EXAMPLE as OFFICES

HEADERS = ["kontor", "n", "o", "besok", "kostnad"]
SYSTEM = "SWEREF99TM"
CLOSED = "Exempelkontoret Kulissen"


@cache
def _built():
    return build("servicenat")


def _rendered(rows=None, *, functions=None, **settings):
    data = None if rows is None else Data("kontor.csv", HEADERS, rows)
    result = render(_built(), data=data, columns={}, settings=settings, functions=functions)
    return book_of(result.workbook, values=True)


@pytest.fixture
def rendered(example):
    return _rendered


@pytest.fixture(scope="module")
def filled():
    with using(Reference(EXAMPLE)):
        return _rendered()


def _offices(book):
    """Return name, n, o, area, visits, cost, per visit, nearest other and km of each office."""
    rows = book["Per kontor"].iter_rows(min_row=7, min_col=2, max_col=11, values_only=True)
    return [row[1:] for row in rows if isinstance(row[0], (int, float))]


def _types(book):
    """Return population, reached now, share, reached then, share and the changes by type."""
    rows = book["Servicenät"]["C8:K15"]
    return {row[0].value: [cell.value for cell in row[2:]] for row in rows}


def _panel(book):
    return {
        row[0].value: row[3].value for row in book["Servicenät"]["G17:J28"] if row[3].value
    }  # the second heading's visits and cost stand after the first's


def _verdicts(book):
    return {label.value: verdict.value for label, _, verdict in book["Start"]["B20:D30"]}


def _points(rows, without=()):
    return [[*row[:3]] for row in rows if row[0] not in without]


def _nearest_other(rows):
    """Return, office by office, what a search among the others alone gives."""
    found = []
    for i, (_, n, o, *_) in enumerate(rows):
        others = [[*row[:3]] for j, row in enumerate(rows) if j != i]
        found.append(call("REGSO_NARMAST", [n, o, others, SYSTEM])[0])
    return found


# -- the example -------------------------------------------------------------------------------


def test_the_coverage_is_that_of_the_function_with_and_without_the_office(filled, example):
    now, then = (
        call("REGSO_TACKNING", [_points(OFFICES, without), 2, 2022])[1:]
        for without in ((), {CLOSED})
    )
    for row, a, b in zip(_types(filled).values(), now, then, strict=True):
        expected = [*a[2:], *b[3:], b[3] - a[3]]
        assert row[:6] == [None if cell == "" else cell for cell in expected]


def test_the_snapshot_of_the_report(filled):
    sheet, types = filled["Servicenät"], _types(filled)
    assert sheet["B3"].value == (
        "Inom räckhåll: högst 2 km fågelvägen från områdets mittpunkt till närmaste av 7 kontor"
    )
    assert sheet["B4"].value == f"Alternativ: utan {CLOSED}"
    assert types[2] == [22913, 8860, pytest.approx(0.38668005), 3830, pytest.approx(0.16715402),
                        -5030, pytest.approx(-21.952603)]  # fmt: skip
    assert types["totalt"][:4] == [147768, 53164, pytest.approx(53164 / 147768), 46496]
    assert types["okänd"] == [0, 0, None, 0, None, 0, None]
    assert _panel(filled) == {
        "Besök": 12600, "Kostnad, kr": 4430000, "Kr per besök": pytest.approx(234.362493),
        "Andel av typ 1 och 2 inom räckhåll": pytest.approx(0.4465708), "Namn": CLOSED,
        "Närmaste andra kontor": "Exempelkontoret Regnbågen",
        "Avstånd dit, km": pytest.approx(5.2196, abs=1e-4),
        "Kr per besök i nätet om alla besök flyttar dit": pytest.approx((40_990_000 - 4_430_000)
                                                                        / 174_900),
    }  # fmt: skip


def test_numbers_in_texts_have_a_decimal_comma(rendered):
    sheet = rendered(radie_km=2.5)["Servicenät"]
    assert "högst 2,5 km fågelvägen" in sheet["B3"].value
    assert "inom 2,5 km" in sheet["B17"].value


def test_the_offices_stand_as_in_the_data_with_cost_per_visit_and_area(filled, example):
    found = _offices(filled)
    assert [row[:3] for row in found] == [row[:3] for row in OFFICES]
    assert [row[6] for row in found] == pytest.approx([row[4] / row[3] for row in OFFICES])
    areas = call("REGSO_FRAN_KOORD", [[[r[1]] for r in OFFICES], [[r[2]] for r in OFFICES],
                                      SYSTEM, 2022])  # fmt: skip
    assert [[row[3]] for row in found] == areas


def test_the_checks_of_the_example(filled):
    assert _verdicts(filled) == {
        "Tillägget RegSO": "OK: tillägget svarar.",
        "Exempel kvar": "OK: gäller när Indata har egna rader.",
        "Kontor med koordinater": "OK: alla rader i Indata har koordinater.",
        "Felaktiga tal i Indata": "OK: koordinater, besök och kostnad är tal.",
        "Kontor utanför gränserna": "OK: alla kontor ligger i ett område.",
        "Koordinaternas system": "OK: koordinaterna hör till det valda systemet.",
        "Områden utan gräns": "OK: alla områden har gräns och folkmängd.",
        "Alternativ: utan kontor": "OK: kontoret utelämnas i alternativet.",
        "Alternativ: nytt kontor": "OK: inget nytt kontor.",
        "Exempelrader": "Granska: Indata har exempelkontor (påhittade, län 99).",
        "Områdestypernas år": "OK: året är fullständigt.",
    }


@pytest.mark.parametrize(
    ("inputs", "label"),
    [
        ({}, "1  Stora utmaningar"),
        ({"radie_km": 0}, "1  Stora utmaningar (0 %)"),
        ({"utan": "Exempelkontoret Fantasiparken"}, "1  Stora utmaningar (alt. 0 %)"),
    ],
)
def test_the_chart_says_which_values_are_really_zero(rendered, inputs, label):
    assert rendered(**inputs)["Servicenät"]["Y8"].value == label


def test_the_sheets_come_in_the_order_of_the_work_and_all_sources_are_told(filled):
    assert filled.sheetnames == [
        "Start", "Indata", "Servicenät", "Per kontor", "Källa", "Funktioner",
    ]  # fmt: skip
    source = filled["Källa"]
    for row, words in ((6, "områdestyp 2022"), (27, "folkmängd"), (48, "gränser 2020")):
        assert source[f"B{row}"].value == "Källrad"
        assert words in source[f"C{row}"].value


# -- the nearest other office ------------------------------------------------------------------


def test_any_two_offices_are_in_different_groups_in_both_directions():
    assert len(_GROUPS) == MOST
    for one, other in combinations(map(set, _GROUPS), 2):
        assert one - other
        assert other - one


def _positions(most):
    """Give whole coordinates on the map of Exempellän, so many that some coincide."""
    grid = st.tuples(st.integers(0, 19), st.integers(0, 11))
    return st.lists(grid, min_size=1, max_size=most)


def _rows(positions):
    return [
        [f"K{i}", 6_820_500.0 + 1000 * y, 700_500.0 + 1000 * x, 10.0, 100.0]
        for i, (y, x) in enumerate(positions)
    ]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(_positions(40), st.integers(1, 8))
def test_the_laws_of_the_net(rendered, positions, radius):
    rows = _rows(positions)
    book = rendered(rows, utan="K0", radie_km=radius)
    _the_nearest_is_the_nearest_other(book, rows)
    types = _types(book)
    for column in (0, 1, 3):
        parts = [types[kind][column] for kind in (1, 2, 3, 4, 5, "okänd")]
        if all(part is not None and not isinstance(part, str) for part in parts):
            assert sum(parts) == types["totalt"][column]
    if len(rows) > 1:  # without its only office a net has no coverage at all
        for population, now, _, then, *_ in types.values():
            assert 0 <= then <= now <= population


def _the_nearest_is_the_nearest_other(book, rows):
    offices = _offices(book)
    assert len(offices) == len(rows)
    if len(rows) == 1:
        assert offices[0][7:] == (None, None)
        return
    by_name = {row[0]: row for row in rows}
    for office, (_, km) in zip(offices, _nearest_other(rows), strict=True):
        assert office[8] == pytest.approx(km, abs=1e-9)
        assert office[7] != office[0]
        _, n, o, *_ = by_name[office[7]]
        again = call("REGSO_NARMAST", [office[1], office[2], [[n, o]], SYSTEM])[0][1]
        assert again == pytest.approx(km, abs=1e-9)  # of equally near ones, any


def test_as_many_offices_as_there_is_room_for(rendered):
    rows = [
        [f"K{i}", 6_820_100.0 + 77 * i, 700_100.0 + 997 * (i * 7 % 12), 1.0, 1.0]
        for i in range(MOST)
    ]
    book = rendered(rows)
    _the_nearest_is_the_nearest_other(book, rows)
    assert _verdicts(book)["Kontor med koordinater"].startswith("OK")


def test_one_office_too_many_stops_the_whole_rather_than_being_dropped(rendered):
    rows = [[f"K{i}", 6_820_500.0 + i, 700_500.0, 1, 1] for i in range(MOST + 1)]
    book = rendered(rows, utan="")
    assert _verdicts(book)["Kontor med koordinater"].startswith("Fel: Indata har 251 rader")
    assert {book["Servicenät"][c].value for c in ("D8", "F8", "G15", "K15", "M7", "S7")} == {"#N/A"}
    assert {book["Per kontor"][cell].value for cell in ("J7", "K7", "J256")} == {"#N/A"}


# -- the alternative ---------------------------------------------------------------------------


def test_without_an_alternative_nothing_changes(rendered):
    book = rendered(utan="")
    assert book["Servicenät"]["B4"].value == "Alternativ: som i dag (inget är angivet)"
    assert all(row[5] == 0 for row in _types(book).values())
    assert _verdicts(book)["Alternativ: utan kontor"] == "OK: inget kontor utelämnas."
    assert _panel(book)["Namn"] == "–"


def test_a_planned_office_reaches_more(rendered, example):
    book = rendered(utan=CLOSED, nytt_n=6_838_500, nytt_o=701_500)
    points = [*_points(OFFICES, {CLOSED}), ["Nytt", 6_838_500, 701_500]]
    then = [row[3] for row in call("REGSO_TACKNING", [points, 2, 2022])[1:]]
    assert [row[3] for row in _types(book).values()] == then
    assert then[-1] > call("REGSO_TACKNING", [_points(OFFICES, {CLOSED}), 2, 2022])[-1][3]
    assert book["Servicenät"]["B4"].value == (
        f"Alternativ: utan {CLOSED} och med ett nytt kontor vid n 6838500, o 701500"
    )
    assert _panel(book)["Närmaste andra kontor"] == "Exempelkontoret Regnbågen"
    near = rendered(utan=CLOSED, nytt_n=6_832_900, nytt_o=701_200)
    assert _panel(near)["Närmaste andra kontor"] == "Nytt kontor"
    assert _panel(near)["Avstånd dit, km"] == pytest.approx(0.1, abs=0.001)


def test_an_office_that_does_not_exist_cannot_be_left_out(rendered):
    book = rendered(utan="Kulissen")
    assert _verdicts(book)["Alternativ: utan kontor"].startswith("Fel: inget kontor i Indata")
    assert _panel(book)["Besök"] == "#N/A"


def test_half_a_planned_office_is_refused(rendered):
    book = rendered(nytt_n=6_838_500)
    assert _verdicts(book)["Alternativ: nytt kontor"].startswith("Fel: fyll i både n och o")
    assert book["Servicenät"]["F8"].value == "#VALUE!"


# -- what the data may hold --------------------------------------------------------------------


def test_an_office_outside_every_area_is_called_out_by_name(rendered):
    rows = [["Inne", 6_821_400, 700_900, 1, 1], ["Ute", 6_581_077, 674_323, 1, 1]]
    book = rendered(rows, utan="")
    assert [row[3] for row in _offices(book)] == ["9901R001", "utanför"]
    assert _verdicts(book)["Kontor utanför gränserna"].startswith("Granska: de ligger utanför")


def test_swapped_axes_are_never_an_answer(rendered):
    rows = [["Rätt", 6_821_400, 700_900, 1, 1], ["Fel", 704_300, 6_828_600, 1, 1]]
    book = rendered(rows, utan="")
    assert _offices(book)[1][3] == "#VALUE!"
    assert _verdicts(book)["Kontor utanför gränserna"].startswith("Fel: omkastade axlar")
    assert _verdicts(book)["Områden utan gräns"].startswith("Fel: täckningen kan inte räknas")
    assert {book["Servicenät"][cell].value for cell in ("D8", "F8", "Y8")} == {"#VALUE!"}
    assert {row[8] for row in _offices(book)} == {"#VALUE!"}


def test_another_system_than_the_chosen_one_is_refused(rendered):
    assert _verdicts(rendered(system="WGS84"))["Kontor utanför gränserna"].startswith("Fel:")


@pytest.mark.parametrize(
    ("row", "label", "verdict"),
    [
        (["K", "", "", 1, 1], "Kontor med koordinater", "Granska: 1 rader i Indata saknar"),
        (["K", 6_821_400, "", 1, 1], "Felaktiga tal i Indata", "Fel: en koordinat saknas"),
        (["K", 6_821_400, 700_900, "många", 1], "Felaktiga tal i Indata", "Fel: en koordinat"),
        (["Inne", 6_821_400, 700_900, 1, 1], "Alternativ: utan kontor", "Granska: 2 kontor heter"),
    ],
)
def test_a_row_that_cannot_be_counted_is_called_out(rendered, row, label, verdict):
    book = rendered([["Inne", 6_821_400, 700_900, 1, 1], row], utan="Inne")
    assert _verdicts(book)[label].startswith(verdict)


def test_an_office_without_place_has_no_neighbour_and_is_nobodys(rendered):
    rows = [
        ["A", 6_821_400, 700_900, 1, 1],
        ["Utan", "", "", 1, 1],
        ["B", 6_822_400, 700_900, 1, 1],
    ]
    found = _offices(rendered(rows, utan=""))
    assert [row[7] for row in found] == ["B", None, "A"]


def test_without_borders_the_user_learns_what_to_do(rendered):
    missing = CellError("#REF!")
    ours = {name: lambda *_: [[missing]] for name in ("REGSO_TACKNING", "REGSO_FRAN_KOORD")}
    book = rendered(functions=registry_functions() | ours)
    assert "regso data update" in _verdicts(book)["Kontor utanför gränserna"]
    assert _verdicts(book)["Områden utan gräns"].startswith(
        "Fel: täckningen kan inte räknas. #REF!"
    )
    assert {book["Servicenät"][c].value for c in ("D8", "E15", "I8", "K15", "Y8")} == {"#REF!"}


def test_without_the_add_in_nothing_looks_like_an_answer(rendered):
    missing = dict.fromkeys(REGISTRY, lambda *_: [[CellError("#NAME?")]])
    book = rendered(functions=missing)
    assert _verdicts(book)["Tillägget RegSO"].startswith("Fel: tillägget RegSO är inte igång")
    for label in ("Kontor utanför gränserna", "Områden utan gräns"):
        assert _verdicts(book)[label].startswith("Fel")
    report = {book["Servicenät"][c].value for c in ("B2", "D8", "E8", "G15", "K9", "J26", "J27")}
    assert report == {"#NAME?"}
    assert {book["Per kontor"][c].value for c in ("F7", "J7", "K7", "K13")} == {"#NAME?"}


# -- real data ---------------------------------------------------------------------------------


def test_two_towns_of_dalarna_by_latitude_and_longitude(real):
    rows = [["Falun", 60.6036, 15.6260, 100, 1000], ["Borlänge", 60.4843, 15.4340, 200, 1000]]
    book = _rendered(rows, system="WGS84", utan="Borlänge", radie_km=5)
    offices, types = _offices(book), _types(book)
    assert [row[3][:4] for row in offices] == ["2080", "2081"]
    assert [row[7] for row in offices] == ["Borlänge", "Falun"]
    assert offices[0][8] == pytest.approx(16.9, abs=0.5)  # km, as the crow flies
    now = call("REGSO_TACKNING", [[row[:3] for row in rows], 5, 2022])[1:]
    assert [row[1] for row in types.values()] == [row[3] for row in now]
    assert 0 < types["totalt"][3] < types["totalt"][1] < types["totalt"][0]
    assert _verdicts(book)["Områden utan gräns"].startswith("Granska: de områdena räknas varken")
