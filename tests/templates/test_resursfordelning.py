"""The template Resursfördelning after rendering: whole kronor, every unit, two alternatives."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from books import book_of
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.store.schema import INDEX
from regso.templates import build
from regso.templates.resursfordelning.units import MOST

HEADERS = ["enhet", "kod", "volym", "index"]
FIRST_TYPE, UNKNOWN_ROW, TOTAL_ROW = 9, 15, 16
GAINS, LOSSES = range(19, 24), range(26, 31)
VERDICTS = "B24:D39"


@cache
def _built():
    return build("resursfordelning")


def _rendered(rows=None, *, headers=HEADERS, functions=None, **settings):
    data = None if rows is None else Data("enheter.csv", headers, rows)
    result = render(_built(), data=data, columns={}, settings=settings, functions=functions)
    return book_of(result.workbook, values=True)


@pytest.fixture
def rendered(example):
    return _rendered


@pytest.fixture(scope="module")
def filled():
    with using(Reference(EXAMPLE)):
        return _rendered()


def _units(book):
    """Return name, code, volume, index, A, B, change ... of the rows that have a number."""
    rows = book["Per enhet"].iter_rows(min_row=7, min_col=2, max_col=12, values_only=True)
    return [row[1:] for row in rows if isinstance(row[0], (int, float))]


def _types(book):
    return {row[0].value: [cell.value for cell in row[2:]] for row in book["Fördelning"]["C9:L16"]}


def _verdicts(book):
    return {label.value: verdict.value for label, _, verdict in book["Start"][VERDICTS]}


def _sum(units, column):
    return sum(row[column] for row in units if row[column] not in (None, ""))


# -- the example -------------------------------------------------------------------------------


def test_the_amounts_are_those_of_the_function(filled, example):
    units = _units(filled)
    volumes, index = ([[row[column]] for row in units] for column in (2, 3))
    assert len(units) == 53
    assert [[row[4]] for row in units] == call("REGSO_FORDELA", [24_680_000, volumes, None, 1, 100])
    assert [[row[5]] for row in units] == call(
        "REGSO_FORDELA", [24_680_000, volumes, index, 0.8, 100]
    )


def test_the_types_are_those_of_the_table(filled, example):
    units = _units(filled)
    codes, volumes = ([[row[column] or ""] for row in units] for column in (1, 2))
    found = _types(filled)
    for column, shown in ((4, 2), (5, 3)):
        amounts = [[row[column]] for row in units]
        table = call("REGSO_TABELL", [codes, amounts, volumes, 2022, None, None, "medel"])[1:]
        assert [row[2] for row in table] == [row[shown] for row in found.values()]
        assert [row[4] for row in table] == pytest.approx([r[shown + 3] for r in found.values()])
    assert [row[0] for row in found.values()] == [3, 6, 11, 26, 5, 9, 2, 53]


def test_the_snapshot_of_the_report(filled):
    sheet = filled["Fördelning"]
    assert [sheet[f"B{row}"].value for row in range(1, 6)] == [
        "Två sätt att fördela medel per elev",
        "Statens skolverk · områdestyper 2022 · RegSO 2020/DeSO 2018",
        "Pott: 24 680 000 kr till 53 enheter, i hela 100 kr",
        "Alternativ A: hela potten efter volym, utan index.",
        "Alternativ B: 80 % av potten efter volym, resten efter volym × index.",
    ]
    assert _types(filled)[1][:5] == [3, 355, 626_100, 686_900, 60_800]
    assert _types(filled)["totalt"][:5] == [53, 13_993, 24_680_000, 24_680_000, 0]
    assert sheet["J8"].value == "A, kr/elev"


def test_who_gains_and_loses_most_stand_in_order(filled):
    sheet, units = filled["Fördelning"], [(row[0], row[6]) for row in _units(filled)]
    by_gain = sorted(units, key=lambda unit: -unit[1])
    for rows, expected in ((GAINS, by_gain[:5]), (LOSSES, by_gain[:-6:-1])):
        assert [(sheet[f"G{row}"].value, sheet[f"J{row}"].value) for row in rows] == expected


def test_the_checks_of_the_example(filled):
    assert _verdicts(filled) == {
        "Tillägget RegSO": "OK: tillägget svarar.",
        "Exempel kvar": "OK: gäller när Indata har egna rader.",
        "Enheter med volym": "OK: alla rader i Indata har volym.",
        "Felaktiga tal i Indata": "OK: volym och index är tal som inte är negativa.",
        "Index": "OK: ditt eget index används. Det är inte SCB:s index.",
        "Pott och avrundning": "OK: potten är jämnt delbar med avrundningen.",
        "Summa A minus potten": "OK: delarna summerar till potten på kronan.",
        "Summa B minus potten": "OK: delarna summerar till potten på kronan.",
        "Områdestyperna minus potten": (
            "OK: områdestyperna, okänd inräknad, summerar till potten."
        ),
        "Rader utan områdestyp": "Granska: raderna redovisas som okänd. Se bladet Matchning.",
        "Exempelrader": "Granska: Indata har exempelrader (påhittade, län 99).",
        "Indelning enligt koderna": "OK: koderna, året och angiven indelning stämmer överens.",
        "Områdestypernas år": "OK: året är fullständigt.",
        "Tröskel": "OK: antal under 5 döljs, och det som skulle röja dem.",
        "Enheter under tröskeln": "OK: alla volymer är minst tröskeln, eller 0.",
        "Grundandelar": "OK: grundandelarna är mellan 0 och 100 %.",
    }


def test_the_sheets_come_in_the_order_of_the_work():
    book = book_of(_built())
    assert book.sheetnames == [
        "Start", "Indata", "Fördelning", "Per enhet", "Matchning", "Källa", "Funktioner",
    ]  # fmt: skip


# -- laws --------------------------------------------------------------------------------------

CODES = ["9901R001", "9901R002", "9901R004", "9903R001", "9901R999", ""]
UNITS = st.lists(
    st.tuples(st.sampled_from(CODES), st.integers(0, 5000), st.integers(1, 200)),
    min_size=1,
    max_size=40,
).filter(lambda units: any(volume for _, volume, _ in units))


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(UNITS, st.integers(0, 10**6), st.sampled_from([1, 100, 1000]), st.integers(0, 100))
def test_nothing_of_the_pot_is_lost_and_more_never_gets_less(rendered, units, parts, unit, share):
    pot = parts * unit
    rows = [[f"E{i}", *row] for i, row in enumerate(units)]
    chosen = {"pott": pot, "enhet_kr": unit, "grund_b": share / 100, "index_a": "ja", "grund_a": 0}
    book = rendered(rows, **chosen, troskel=1)  # nothing is hidden
    found, types = _units(book), _types(book)
    assert [row[0] for row in found] == [row[0] for row in rows]  # nobody is dropped
    for column, shown in ((4, 2), (5, 3)):
        amounts = [row[column] for row in found]
        assert sum(amounts) == pot
        assert all(amount % unit == 0 for amount in amounts)
        assert sum(types[t][shown] or 0 for t in (1, 2, 3, 4, 5, "okänd")) == pot
        assert types["totalt"][shown] == pot
        for (_, v1, x1), a1 in zip(units, amounts, strict=True):
            for (_, v2, x2), a2 in zip(units, amounts, strict=True):
                if v1 > v2 and x1 >= x2:
                    assert a1 >= a2
    assert sum(row[6] for row in found) == 0


def test_equal_changes_are_told_apart_in_the_order_of_the_rows(rendered):
    rows = [[name, "", 10, index] for name, index in zip("abcdef", (2, 2, 2, 1, 1, 1), strict=True)]
    sheet = rendered(rows, pott=9000, enhet_kr=1, grund_b=0)["Fördelning"]
    assert [sheet[f"G{row}"].value for row in GAINS] == ["a", "b", "c", None, None]
    assert [sheet[f"G{row}"].value for row in LOSSES] == ["d", "e", "f", None, None]
    assert [sheet[f"J{row}"].value for row in GAINS[:3]] == [500] * 3


# -- which index -------------------------------------------------------------------------------


def test_without_own_index_the_index_of_the_area_is_used(rendered, example):
    codes = ["9901R001", "9901R002", "9903R001"]
    rows = [[code, code, 100 * (i + 1), ""] for i, code in enumerate(codes)]
    book = rendered(rows, pott=100_000, enhet_kr=1)
    scb = example.values(INDEX, 2022)
    assert [row[3] for row in _units(book)] == [scb[code] for code in codes]
    assert [[row[5]] for row in _units(book)] == call(
        "REGSO_FORDELA",
        [1e5, [[100], [200], [300]], [[scb[code]] for code in codes], 0.8, 1],
    )
    assert book["Fördelning"]["B35"].value.startswith("Index: SCB:s socioekonomiska index 2022")
    assert _verdicts(book)["Index"].startswith("OK: SCB:s index")


def test_own_index_is_never_mixed_with_that_of_the_area(rendered):
    rows = [["a", "9901R001", 100, 90], ["b", "9901R002", 100, ""]]
    book = rendered(rows)
    assert _verdicts(book)["Index"].startswith("Fel: 1 enheter har volym men inget index")
    assert book["Per enhet"]["H7"].value == "#VALUE!"
    assert _verdicts(book)["Summa B minus potten"].startswith("Fel")
    assert _verdicts(book)["Områdestyperna minus potten"].startswith("Fel")
    assert _sum(_units(book), 4) == 24_680_000  # A needs no index


def test_a_kommun_has_no_index_of_statistics_sweden(rendered):
    book = rendered([["Påhittstad", "9901", 100, ""], ["Skola", "9901R001", 100, ""]])
    assert _verdicts(book)["Index"].startswith("Fel: 1 enheter")
    assert rendered([["Påhittstad", "9901", 100, 110]])["Per enhet"]["G7"].value == 24_680_000


# -- what must be refused ----------------------------------------------------------------------


def test_as_many_units_as_there_is_room_for_all_get_their_share(rendered):
    book = rendered([[f"E{i}", "9901R001", 1, 100] for i in range(MOST)], pott=MOST * 1000)
    assert [row[4] for row in _units(book)] == [1000] * MOST
    assert _verdicts(book)["Enheter med volym"].startswith("OK")


def test_one_unit_too_many_stops_the_whole_rather_than_being_dropped(rendered):
    book = rendered([[f"E{i}", "9901R001", 1, 100] for i in range(MOST + 1)])
    assert _verdicts(book)["Enheter med volym"].startswith("Fel: Indata har 1001 rader")
    assert {book["Per enhet"][cell].value for cell in ("G7", "H7", "I7", "L7")} == {"#N/A"}
    assert {book["Fördelning"][c].value for c in ("G9", "I16", "J9", "G19", "K19")} == {"#N/A"}
    assert _verdicts(book)["Summa A minus potten"].startswith("Fel")


@pytest.mark.parametrize(
    ("rows", "label", "verdict"),
    [
        ([["a", "", "12 st", 90]], "Felaktiga tal i Indata", "Fel: volym eller index har text"),
        ([["a", "", -1, 90]], "Felaktiga tal i Indata", "Fel: volym eller index har text"),
        ([["a", "", 10, "hög"]], "Felaktiga tal i Indata", "Fel: volym eller index har text"),
        ([["a", "", 10, 1], ["b", "", "", 1]], "Enheter med volym", "Granska: 1 rader i Indata"),
        ([["a", "", "", ""]], "Enheter med volym", "Fel: tabellen Indata har inga volymer."),
    ],
)
def test_a_row_that_cannot_be_counted_is_called_out(rendered, rows, label, verdict):
    assert _verdicts(rendered(rows))[label].startswith(verdict)


def test_a_pot_that_is_no_multiple_of_the_rounding_is_called_out(rendered):
    book = rendered(pott=1050)
    assert _verdicts(book)["Pott och avrundning"].startswith("Fel: potten är inte jämnt delbar")
    assert book["Per enhet"]["G7"].value == "#NUM!"
    assert _verdicts(book)["Summa A minus potten"].startswith("Fel: potten kan inte fördelas.")


def test_a_volume_of_nothing_gets_nothing_and_has_no_amount_per_unit(filled):
    [row] = [row for row in _units(filled) if row[0] == "Skolan under uppbyggnad"]
    assert row[4:] == (0, 0, 0, None, None, None)


def test_a_type_without_any_volume_is_no_error_anywhere(rendered):
    rows = [["A", "9901R001", 0, 1], ["B", "9901R002", 10, 1], ["C", "9902R001", 20, 1]]
    book = rendered(rows)
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    assert [value for value in cells if str(value).startswith("#")] == []
    assert _types(book)[1][:3] == [1, 0, 0]


def test_a_unit_without_name_is_listed_and_gets_its_share(rendered):
    found = _units(rendered([["", "9901R001", 10, 90], ["b", "", 30, 90], ["", "", "", 1]]))
    assert [(row[0], row[4]) for row in found] == [
        ("(namn saknas)", 6_170_000), ("b", 18_510_000), (None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pot", "text"),
    [(999, "999"), (1000, "1 000"), (1_000_050, "1 000 050"), (10**11, "100 000 000 000")],
)
def test_the_pot_is_written_with_blanks_between_thousands(rendered, pot, text):
    sheet = rendered(pott=pot, enhet_kr=1, grund_b=0.815)["Fördelning"]
    assert sheet["B5"].value.startswith("Alternativ B: 81,5 % av potten")
    assert sheet["B3"].value.startswith(f"Pott: {text} kr till 53 enheter")


def test_without_the_add_in_nothing_looks_like_an_answer(rendered):
    missing = dict.fromkeys(REGISTRY, lambda *_: [[CellError("#NAME?")]])
    book = rendered(functions=missing)
    assert _verdicts(book)["Tillägget RegSO"].startswith("Fel: tillägget RegSO är inte igång")
    for label in ("Summa A minus potten", "Summa B minus potten", "Områdestyperna minus potten"):
        assert _verdicts(book)[label].startswith("Fel")
    cells = ("E9", "G9", "H16", "I9", "J9", "L16", "G19", "J26", "K19", "L19", "B36")
    assert {book["Fördelning"][cell].value for cell in cells} == {"#NAME?"}
    assert {book["Per enhet"][c].value for c in ("G7", "I7", "J59", "L1006")} == {"#NAME?"}


# -- small volumes -----------------------------------------------------------------------------

SMALL = [
    ["Lilla skolan", "9901R001", 3, 100],  # the only unit of its type
    ["Skola b", "9901R002", 300, 105],
    ["Skola c", "9901R004", 250, 110],
    ["Skola d", "9903R001", 400, 115],
]


def _numbers(sheet):
    return {cell.value for row in sheet.iter_rows() for cell in row} - {None}


def test_a_small_volume_is_hidden_with_its_kronor_and_what_would_reveal_both(rendered):
    types = [row[0] for row in call("REGSO_TYP", [[[row[1]] for row in SMALL], 2022])]
    book = rendered(SMALL, pott=953_000, enhet_kr=100)
    found, sheet = _types(book), book["Fördelning"]
    assert found[types[0]] == [1, *[".."] * 7]
    hidden = [kind for kind in (1, 2, 3, 4, 5, "okänd") if found[kind][1] == ".."]
    assert len(hidden) == 2  # the pot is known, so hiding the total would protect nothing
    assert found["totalt"][:5] == [4, 953, 953_000, 953_000, 0]
    assert {row[3] for kind, row in found.items() if kind != "totalt"} == {".."}  # B: a second sum
    assert [sheet[f"{c}{row}"].value for c in "GJ" for row in (*GAINS, *LOSSES)] == [None] * 20
    assert 3000 not in _numbers(sheet)
    assert _verdicts(book)["Enheter under tröskeln"].startswith("Granska")
    # The true sums still give the whole pot.
    assert _verdicts(book)["Områdestyperna minus potten"].startswith("OK")


def test_a_small_unit_is_in_no_list_and_neither_are_the_others_of_a_type_with_few(rendered):
    large = [[f"Stor {i}", "9901R002", 100 + i, 90 + i] for i in range(6)]
    book = rendered([*SMALL[1:], *large, ["Liten", "9901R002", 4, 300]], pott=953_000)
    listed = {book["Fördelning"][f"G{row}"].value for row in (*GAINS, *LOSSES)} - {None}
    assert listed == {"Skola c", "Skola d"}
    many = [[f"Stor {i}", "9901R002", 100 + i, 90 + i] for i in range(12)]
    book = rendered([*many, ["Liten", "9901R002", 4, 300]], pott=953_000)
    listed = {book["Fördelning"][f"G{row}"].value for row in (*GAINS, *LOSSES)} - {None}
    assert len(listed) == 10
    assert "Liten" not in listed


def test_the_threshold_1_hides_nothing_and_without_it_nothing_is_shown(rendered):
    book = rendered(SMALL, pott=953_000, troskel=1)
    assert ".." not in _numbers(book["Fördelning"])
    assert "Lilla skolan" in _numbers(book["Fördelning"])
    verdicts = _verdicts(rendered(SMALL, pott=953_000, troskel=""))
    assert verdicts["Tröskel"].startswith("Fel")


# -- real data ---------------------------------------------------------------------------------


def test_every_area_of_stockholm_and_its_neighbours_gets_its_share(real, real_data):
    """All RegSO of some kommuner with their population 2022: the types' shares sum to the pot."""
    lines = (real_data / "regso_population_2020_2023.csv").read_text("utf-8-sig").splitlines()
    header, *body = (line.split(",") for line in lines)
    code, kommun, people = (header.index(h) for h in ("regsokod", "kommunkod", "folkmangd_2022"))
    chosen = ("0180", "0184", "0127", "0126")
    rows = [[r[code], r[code], float(r[people]), ""] for r in body if r[kommun] in chosen]
    assert 100 < len(rows) <= MOST
    book = _rendered(rows, index_b="nej", enhet_kr=1, indelning="RegSO 2020")
    types = _types(book)
    assert types["totalt"][:3] == [len(rows), sum(row[2] for row in rows), 24_680_000]
    assert types["okänd"][0] == 0
    codes, volumes = ([[row[column]] for row in rows] for column in (1, 2))
    by_type = [call("REGSO_SUMMA", [codes, volumes, t, 2022])[0][0] for t in range(1, 6)]
    assert [types[t][1] for t in range(1, 6)] == by_type


def test_volumes_that_are_all_0_are_called_out(rendered):
    verdicts = _verdicts(rendered([["A", "9901R001", 0, 100], ["B", "9901R002", 0, 90]]))
    assert verdicts["Enheter med volym"].startswith("Fel: volymerna är 0")


@pytest.mark.parametrize(("share", "found"), [(0, "OK"), (1, "OK"), (80, "Fel"), (-0.1, "Fel")])
def test_a_share_in_percent_is_called_out(rendered, share, found):
    verdict = _verdicts(rendered(grund_b=share))["Grundandelar"]
    assert verdict.partition(":")[0] == found
