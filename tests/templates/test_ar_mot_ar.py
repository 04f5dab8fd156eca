"""The template Uppföljning år mot år after rendering: the table, its lines with gaps, the moves."""

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from lxml import etree

from books import book_of
from regso.core.areas.changes import border_changed
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES
from regso.templates.ar_mot_ar import example as ar_mot_ar_example
from regso.templates.ar_mot_ar.fields import COLUMNS, EACH_YEAR, ONE_YEAR
from regso.templates.ar_mot_ar.report import DATA_LEFT, DATA_TOP, HEAD, YEARS
from regso.workbook import indata

REPORT, MOVES = "År mot år", "Flytt"
HEADERS = ["kod", "ar", "taljare", "namnare"]


def open_workbook(data, functions, settings, template=TEMPLATES["ar_mot_ar"]):
    result = render(template.build(), data=data, columns={}, settings=settings, functions=functions)
    return book_of(result.workbook, values=True)


@pytest.fixture(scope="module")
def rendered():
    """Render the template with the example as reference data; the same call is rendered once."""
    kept = {}

    def values(*, data=None, functions=None, **settings):
        key = repr((data, functions, settings))
        if key not in kept:
            with using(Reference(EXAMPLE)):
                kept[key] = open_workbook(data, functions, settings)
        return kept[key]

    return values


@pytest.fixture(scope="module")
def charts():
    with zipfile.ZipFile(io.BytesIO(TEMPLATES["ar_mot_ar"].build())) as package:
        return [etree.fromstring(package.read(f"xl/charts/chart{i}.xml")) for i in (1, 2)]


def cells(sheet, area):
    return [["" if c.value is None else c.value for c in row] for row in sheet[area]]


def table(book):
    return cells(book[REPORT], f"B{HEAD}:J{HEAD + YEARS}")


def rows_of(*rows):
    return Data("egna.csv", HEADERS, [list(row) for row in rows])


def verdicts(book):
    found = book["Start"].iter_rows(min_col=2, max_col=4, values_only=True)
    return {label: (value, verdict) for label, value, verdict in found if verdict}


def columns_of_the_example():
    return [[[cell] for cell in column] for column in zip(*ar_mot_ar_example.rows(), strict=True)]


def drawn(book, kind):
    """Return the pairs of points that the line of a type draws, those outside the chart left out.

    The row between two pairs must be empty, or the line goes on.
    """
    sheet, left = book[REPORT], DATA_LEFT + 1 + 2 * (kind - 1)
    pairs = []
    for top in range(DATA_TOP + 1, DATA_TOP + 1 + 3 * (YEARS - 1), 3):
        *ends, gap = (
            (sheet.cell(row, left).value, sheet.cell(row, left + 1).value)
            for row in range(top, top + 3)
        )
        assert gap == (None, None)
        pairs.append(tuple(ends))
    return [pair for pair in pairs if pair[0][1] >= 0]


# -- the table -------------------------------------------------------------------------------


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("klassning", [EACH_YEAR, ONE_YEAR])
def test_the_report_is_the_table_of_the_example(rendered, klassning):
    typar = 2022 if klassning == ONE_YEAR else None
    expected = call("REGSO_UTVECKLING", [*columns_of_the_example(), typar, 5])
    sheet = rendered(klassning=klassning, ar=2022)[REPORT]
    assert cells(sheet, f"B{HEAD}:J{HEAD + YEARS + 1}") == expected


def test_the_header_and_the_subtitle_say_which_types_are_used(rendered):
    own, one = rendered(), rendered(klassning=ONE_YEAR, ar=2022)
    assert [table(book)[0][0] for book in (own, one)] == [
        "år (områdestyper varje år)", "år (områdestyper 2022, RegSO 2020/DeSO 2018)",
    ]  # fmt: skip
    assert [book[REPORT]["B2"].value for book in (own, one)] == [
        "Arbetsförmedlingen · varje års egna områdestyper",
        "Arbetsförmedlingen · områdestyper 2022 för alla år · 9 rader i områden med ändrad gräns "
        "räknas inte",
    ]


def test_a_small_count_and_what_reveals_it_are_hidden_in_that_year_only(rendered):
    body = table(rendered())[1:6]
    assert [row[0] for row in body] == [2016, 2018, 2020, 2022, 2024]
    assert [[i for i, cell in enumerate(row) if cell == ".."] for row in body] == [
        [], [7, 8], [], [], [],
    ]  # fmt: skip


def test_the_totals_of_the_example_are_those_of_its_rows(rendered):
    shown = [row for row in table(rendered())[1:6] if row[-1] != ".."]
    assert [row[0] for row in shown] == [2016, 2020, 2022, 2024], "2018 hides it with okänd"
    for year, *_, total in shown:
        rows = [row for row in ar_mot_ar_example.rows() if row[1] == year]
        assert total == sum(row[2] for row in rows) / sum(row[3] for row in rows)


def test_type_1_in_2016_is_its_two_areas(rendered):
    found = {row[0]: row[2:] for row in ar_mot_ar_example.rows() if row[1] == 2016}
    assert (found["9901R001"], found["9903R002"]) == ((14, 37), (12, 35))
    assert table(rendered())[1][1] == 26 / 72


def test_without_denominators_the_table_is_sums_that_add_up(rendered):
    data = rows_of(("9901R001", 2022, 40, None), ("9902R001", 2022, 60, None), (3, 2022, 7, None))
    book = rendered(data=data)
    year, *types, lowest, unknown, total = table(book)[1]
    assert (year, sum(types) + unknown, lowest, total) == (2022, 107, types[0] + types[1], 107)
    assert book[REPORT]["B4"].value == "Antal per områdestyp"


# -- the lines -------------------------------------------------------------------------------


@pytest.mark.parametrize("threshold", [1, 5, 40, 150, 100_000])
@pytest.mark.parametrize("kind", [1, 2, 3, 4, 5])
def test_a_line_joins_years_beside_each_other_that_are_both_shown(rendered, threshold, kind):
    """What is drawn is exactly what the table shows, and no line passes a year with ".."."""
    book = rendered(troskel=threshold)
    body = [(row[0], row[kind]) for row in table(book)[1:] if row[0] != ""]
    pairs = drawn(book, kind)
    points = {(year, round(y, 9)) for pair in pairs for year, y in pair}
    assert points == {(year, round(100 * v, 9)) for year, v in body if v != ".."}
    lines = {(one[0], other[0]) for one, other in pairs if one != other}
    assert lines == {
        (one[0], other[0]) for one, other in pairwise(body) if ".." not in (one[1], other[1])
    }


def test_a_pair_does_not_begin_where_the_one_before_it_ended(rendered):
    """Calc would not draw it."""
    pairs = [pair for pair in drawn(rendered(), 1) if pair[0] != pair[1]]
    assert len(pairs) == 4
    assert not [1 for one, other in pairwise(pairs) if one[1] == other[0]]


def test_a_year_with_something_hidden_has_its_mark_on_the_axis(rendered):
    book = rendered(troskel=20)
    sheet = book[REPORT]
    left = DATA_LEFT + 11
    marks = {
        sheet.cell(row, left).value
        for row in range(DATA_TOP + 1, DATA_TOP + 1 + YEARS)
        if sheet.cell(row, left + 1).value == 0
    }
    assert marks == {row[0] for row in table(book)[1:6] if ".." in row[1:6]}
    assert len(marks) in range(1, 5)


def test_lines_are_told_apart_without_colour(charts):
    styles = [
        (
            series.find("{*}marker/{*}symbol").get("val"),
            series.find("{*}spPr/{*}ln/{*}prstDash").get("val"),
        )
        for series in list(charts[0].iter("{*}ser"))[:5]
    ]
    assert len(set(styles)) == 5
    fills = [s.find(".//{*}srgbClr").get("val") for s in charts[0].iter("{*}ser")][:5]
    assert fills == ["33608C", "5F82A6", "949C9C", "C7BA7A", "F0DE6B"]


def test_years_are_numbers_on_the_axis_before_anything_is_calculated(charts):
    """Excel numbers the points from 1 where the axis is text."""
    assert not list(charts[0].iter("{*}strRef"))


# -- the moves -------------------------------------------------------------------------------


@pytest.mark.usefixtures("example")
def test_the_moves_are_those_of_the_function_with_the_share_that_stayed(rendered):
    sheet = rendered()[MOVES]
    expected = call("REGSO_FLYTT", [2022, 2024, "00"])
    assert cells(sheet, "B6:H15") == expected
    stayed = [row[0] for row in cells(sheet, "I7:I12")]
    inner = [row[1:] for row in expected[1:7]]
    assert stayed[:5] == [inner[i][i] / inner[i][5] for i in range(5)]
    assert stayed[5] == sum(inner[i][i] for i in range(5)) / inner[5][5]


def test_the_sentence_about_moves_adds_up_to_all_areas_compared(rendered):
    book = rendered(ar=2024, ar_fore=2012)
    inner = [row[1:6] for row in cells(book[MOVES], "B7:H11")]
    total = sum(map(sum, inner))
    same = sum(inner[i][i] for i in range(5))
    better = sum(inner[i][j] for i in range(5) for j in range(i + 1, 5))
    worse = total - same - better
    assert min(better, worse) > 0
    assert book[MOVES]["B3"].value == (
        f"Av {total} jämförda områden har {same} samma typ, {better} en typ med bättre "
        f"förutsättningar och {worse} en typ med större utmaningar."
    )


def test_a_type_without_areas_has_no_share(rendered):
    sheet = rendered(omrade="9904")[MOVES]
    assert sheet["B2"].value == "Från 2022 till 2024 · område 9904"
    assert (sheet["H7"].value, sheet["I7"].value) == (0, None)


# -- notes and checks ------------------------------------------------------------------------


def test_the_note_on_borders_counts_the_rows_of_changed_areas(rendered):
    with using(Reference(EXAMPLE)) as reference:
        changed = border_changed(reference.changes) & reference.areas(2025).regso
    codes = [(row[0] or "").strip().upper() for row in ar_mot_ar_example.rows()]
    hits = sum(code in changed for code in codes)
    assert hits > 0
    notes = [cell[0] or "" for cell in cells(rendered()["Källa"], "C24:C40")]
    assert any(f"hör {hits} till områden som bytte gräns 2025" in note for note in notes)
    assert any("räknades om av SCB när 2021 års uppgifter publicerades" in note for note in notes)
    assert any("slumpmässig osäkerhet" in note for note in notes)


def test_the_checks_of_the_example(rendered):
    found = {label: verdict for label, (_, verdict) in verdicts(rendered()).items()}
    assert {label: v.partition(":")[0] for label, v in found.items() if ":" in v[:9]} == {
        "Tillägget RegSO": "OK",
        "Exempel kvar": "OK",
        "Rader med kod": "OK",
        "År i tabellen": "OK",
        "År utan områdestyper": "OK",
        "År med okänd områdestyp": "Granska",
        "Summarader": "OK",
        "Områden som överlappar": "OK",
        "Exempelrader": "Granska",
        "Registrets indelning": "OK",
        "Områden som bytt typ": "OK",
        "Områdestypernas år": "OK",
        "Tröskel": "OK",
        "Nämnare": "OK",
        "Felaktiga tal i Indata": "OK",
    }


@pytest.mark.parametrize(
    ("settings", "verdict"),
    [
        ({"indelning": "vet inte"}, "Granska: ange registrets indelning."),
        ({"indelning": "RegSO 2020"}, "Fel: rader från andra sidan 2024"),
        ({"indelning": "DeSO 2025"}, "Fel: rader från andra sidan 2024"),
        ({"klassning": ONE_YEAR}, "Fel: rader från andra sidan 2024 har en annan"),
        ({"klassning": ONE_YEAR, "indelning": "RegSO 2020"}, "Fel: områdestypernas år och"),
        ({"klassning": ONE_YEAR, "indelning": "RegSO 2025"}, "OK: indelningen hör till"),
        ({"klassning": ONE_YEAR, "indelning": "DeSO 2018", "ar": 2023}, "OK: indelningen hör"),
    ],
)
def test_a_vintage_that_does_not_fit_is_called_out(rendered, settings, verdict):
    assert verdicts(rendered(**settings))["Registrets indelning"][1].startswith(verdict)


def test_rows_of_one_side_of_2024_may_all_have_its_vintage(rendered):
    old = rows_of(("9901R001", 2022, 40, 90), ("9901R001", 2023, 50, 90))
    new = rows_of(("9901R001", 2024, 40, 90))
    for data, vintage in ((old, "RegSO 2020"), (new, "RegSO 2025")):
        found = verdicts(rendered(data=data, indelning=vintage))["Registrets indelning"][1]
        assert found == "OK: indelningen hör till alla år i Indata."
    assert verdicts(rendered(data=new))["År i tabellen"][1].startswith("Granska: det behövs minst")


def test_types_of_one_year_need_rows_of_the_same_vintage(rendered):
    """Without a vintage of their own, rows until 2023 are coded in RegSO 2020."""
    data = rows_of(("9901R001", 2021, 40, 90), ("9901R001", 2022, 50, 90))
    found = {
        ar: verdicts(rendered(data=data, klassning=ONE_YEAR, ar=ar))["Registrets indelning"][1]
        for ar in (2022, 2024)
    }
    assert found[2022] == "OK: raderna har samma indelning som områdestypernas år."
    assert found[2024].startswith("Fel: rader från andra sidan 2024 har en annan indelning")


@pytest.mark.usefixtures("example")
def test_years_pasted_as_text_are_read_but_the_vintage_cannot_be_checked():
    rows = [("9901R001", "2022", 40, 90), ("9901R001", 2021, 30, 90)]
    template = TEMPLATES["ar_mot_ar"]
    pasted = replace(template, sheets=(indata.data(COLUMNS, rows), *template.sheets[1:]))
    book = open_workbook(None, None, {}, pasted)
    assert [row[0] for row in table(book)[1:3]] == [2021, 2022]
    assert verdicts(book)["Registrets indelning"][1].startswith("Granska: år i Indata är text.")


def test_a_year_without_types_is_called_out(rendered):
    book = rendered(data=rows_of(("9901R001", 1999, 40, 90), ("9901R001", 2022, 40, 90)))
    assert table(book)[1] == [1999, *["#N/A"] * 8]
    assert table(book)[2][1] == 40 / 90
    assert verdicts(book)["År utan områdestyper"][1].startswith("Granska: år utan områdestyper")


def test_too_many_years_are_an_error_and_not_a_table_cut_off(rendered):
    book = rendered(data=rows_of(*(("9901R001", 2001 + i, 40, 90) for i in range(16))))
    assert table(book)[0][0] == "#VALUE!"
    assert verdicts(book)["År i tabellen"][1].startswith("Fel: tabellen kan inte räknas.")


def test_without_threshold_nothing_is_shown(rendered):
    book = rendered(troskel="")
    assert table(book)[0][0] == "#N/A"
    assert {cell for row in table(book)[1:] for cell in row} == {""}
    assert verdicts(book)["Tröskel"][1].startswith("Fel: ange en tröskel")


def test_years_of_the_moves_without_types_are_called_out(rendered):
    found = verdicts(rendered(ar_fore=2030))["Områden som bytt typ"]
    assert found == ("#N/A", "Fel: bladet Flytt kan inte räknas. Kontrollera åren och området.")
    _, same_year = verdicts(rendered(ar_fore=2024))["Områden som bytt typ"]
    assert same_year == "Granska: Flytt: från år ska vara före områdestypernas år."


def test_without_the_add_in_nothing_looks_like_an_answer(rendered):
    book = rendered(functions=dict.fromkeys(REGISTRY, lambda *_: [[CellError("#NAME?")]]))
    found = verdicts(book)
    assert found["Tillägget RegSO"][1].startswith("Fel: tillägget RegSO är inte igång")
    assert not [label for label, (value, verdict) in found.items()
                if value == "#NAME?" and verdict.startswith("OK")]  # fmt: skip
    report, moves = book[REPORT], book[MOVES]
    assert {report[c].value for c in (f"B{HEAD}", "N6", "O46", f"B{HEAD - 3}")} == {"#NAME?"}
    assert {moves[c].value for c in ("B3", "B6", "I7", "I12")} == {"#NAME?"}


# -- a real job ------------------------------------------------------------------------------


@pytest.mark.usefixtures("real")
def test_rented_dwellings_2020_to_2023_by_the_types_of_2022_as_pandas_has_them(real_data):
    years = range(2020, 2024)
    tenure = pd.read_csv(real_data / "regso_tenure_2020_2023.csv", dtype={"regsokod": str})
    types = pd.read_csv(real_data / "regso_area_type_2022.csv", dtype={"regsokod": str})
    long = tenure.melt(
        ["regsokod", "upplatelseform"], [f"antal_{year}" for year in years], "ar", "antal"
    )
    long["ar"] = long["ar"].str[-4:].astype(int)
    long["hyra"] = long["antal"].where(long["upplatelseform"] == "hyresrätt", 0)
    areas = long.groupby(["regsokod", "ar"], as_index=False)[["hyra", "antal"]].sum()
    rows = areas.astype({"hyra": float, "antal": float}).to_numpy(object).tolist()
    book = open_workbook(
        Data("hyresrätter.csv", HEADERS, rows),
        None,
        {"klassning": ONE_YEAR, "ar": 2022, "indelning": "RegSO 2020"},
    )
    kind = areas["regsokod"].map(types.set_index("regsokod")["omradestyp"])
    sums = areas.groupby(["ar", kind])[["hyra", "antal"]].sum()
    expected = sums["hyra"] / sums["antal"]
    found = table(book)[1:5]
    assert [row[0] for row in found] == list(years)
    for row in found:
        assert row[1:6] == pytest.approx(expected[row[0]].tolist(), rel=1e-12)
    assert verdicts(book)["Registrets indelning"][1].startswith("OK")
