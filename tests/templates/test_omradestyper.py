"""The template Områdestyper after rendering: what a planner reads, and what must never mislead."""

import io
import zipfile

import pytest
from lxml import etree

from regso import __version__
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.indata import Data

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PARTS = {"cat": "M", "val": "N", "minus": "O", "plus": "P"}
TABLE, CHART_DATA = "C5:J13", "M6:Q10"


def _rows(sheet, cells):
    return [["" if c.value is None else c.value for c in row] for row in sheet[cells]]


def _register(book):
    return [[[c.value] for c in column] for column in list(book["Indata"].iter_cols(1, 3, 8, 109))]


def _verdicts(book):
    rows = book["Start"].iter_rows(min_row=20, max_row=29, min_col=2, max_col=4, values_only=True)
    return {label: (value, verdict) for label, value, verdict in rows}


def _without_add_in():
    return dict.fromkeys(REGISTRY, lambda *_: [[CellError("#NAME?")]])


@pytest.mark.usefixtures("example")
def test_the_report_is_the_table_of_the_example_register(rendered):
    book = rendered()
    expected = call("REGSO_TABELL", [*_register(book), 2022, 0.95, 5, "andel"])
    assert _rows(book["Områdestyper"], TABLE) == expected


def test_title_year_vintage_and_source_stand_on_the_report(rendered):
    sheet = rendered(rubrik="Andel sökande", myndighet="Trafikverket", ar=2024)["Områdestyper"]
    assert sheet["B1"].value == "Andel sökande"
    assert sheet["B2"].value == "Trafikverket · områdestyper 2024 · RegSO 2025/DeSO 2025"
    assert "områdestyp 2024, RegSO 2025/DeSO 2025" in sheet["B33"].value


def test_units_follow_the_measure(rendered):
    units = {
        measure: [rendered(matt=measure)["Områdestyper"][c].value for c in ("G4", "H4", "J4")]
        for measure in ("andel", "tal", "medel")
    }
    assert units == {
        "andel": ["andel", "95 % konfidensintervall", "procentenheter"],
        "tal": ["per 1 000", "95 % konfidensintervall", "per 1 000"],
        "medel": ["medel", None, None],
    }


def test_another_level_is_named(rendered):
    sheet = rendered(konf=0.99)["Områdestyper"]
    assert sheet["H4"].value == "99 % konfidensintervall"
    assert sheet["B15"].value == "Andel i procent per områdestyp, med 99 % konfidensintervall"


@pytest.mark.parametrize(("measure", "unit"), [("andel", 100), ("tal", 1)])
def test_the_chart_draws_the_table(rendered, measure, unit):
    sheet = rendered(matt=measure)["Områdestyper"]
    table, drawn = _rows(sheet, TABLE)[1:6], _rows(sheet, CHART_DATA)
    for (*_, value, low, high, _), (_, bar, down, up, hidden) in zip(table, drawn, strict=True):
        assert bar == pytest.approx(unit * value)
        assert down == pytest.approx(unit * (value - low))
        assert up == pytest.approx(unit * (high - value))
        assert hidden == ""


def test_a_hidden_value_is_named_in_the_chart_and_not_drawn_as_a_number(rendered):
    sheet = rendered(troskel=300)["Områdestyper"]
    assert sheet["D10"].value.startswith("Områden med mycket goda")
    assert sheet["G10"].value == ".."
    *others, hidden = _rows(sheet, CHART_DATA)
    stub = max(row[1] for row in others if row[1] != "..") / 20
    assert hidden == ["5  Mycket goda förutsättningar (..)", "..", "", "", pytest.approx(stub)]


def test_where_nothing_is_shown_the_stubs_have_a_length_of_their_own(rendered):
    drawn = _rows(rendered(troskel=1_000_000)["Områdestyper"], CHART_DATA)
    assert [row[1:] for row in drawn] == [["..", "", "", 1]] * 5


@pytest.fixture(scope="module")
def series(built):
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        chart = etree.fromstring(package.read("xl/charts/chart1.xml"))
    values, _ = chart.iter(f"{CHART}ser")
    return values


def test_a_hidden_value_is_hatched_and_labelled_with_dots_whatever_its_length(built):
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        chart = etree.fromstring(package.read("xl/charts/chart1.xml"))
    _, hidden = chart.iter(f"{CHART}ser")
    assert hidden.find(f"{CHART}val//{CHART}f").text == "Områdestyper!$Q$6:$Q$10"
    assert hidden.find(f"{CHART}dLbls/{CHART}numFmt").get("formatCode") == '".."'
    assert hidden.find(".//{*}pattFill").get("prst") == "wdUpDiag"


def test_the_chart_reads_the_columns_of_the_chart_data(series):
    found = {name: series.find(f".//{CHART}{name}//{CHART}f").text for name in PARTS}
    assert found == {
        name: f"Områdestyper!${column}$6:${column}$10" for name, column in PARTS.items()
    }


def test_the_label_of_a_bar_is_empty_at_zero(series):
    """Excel draws a text as 0, and must not label it 0."""
    labels = series.find(f"{CHART}dLbls/{CHART}numFmt")
    assert labels.get("formatCode") == '[=0]"";[<1]0.00;#,##0.0'


def test_every_type_has_its_colour(series):
    fills = [p.find(".//{*}solidFill/{*}srgbClr").get("val") for p in series.iter(f"{CHART}dPt")]
    assert fills == ["33608C", "5F82A6", "949C9C", "C7BA7A", "F0DE6B"]


def test_without_threshold_the_table_is_refused_rather_than_shown_whole(rendered):
    book = rendered(troskel="")
    assert _rows(book["Områdestyper"], TABLE)[0][0] == "#N/A"
    assert {c for row in _rows(book["Områdestyper"], TABLE)[1:] for c in row} == {""}
    assert _verdicts(book)["Tröskel"][1].startswith("Fel: ange en tröskel")


def test_the_notes_explain_dots_okand_and_the_interval(rendered):
    sheet = rendered(troskel=10)["Områdestyper"]
    assert [sheet[f"B{row}"].value for row in (30, 31, 32)] == [
        "Intervallet beskriver slumpmässig variation. "
        "Det gäller inte viktade urvalsundersökningar.",
        ".. och ▨ = uppgiften visas inte: antalet är 1–9, eller så skulle ett sådant antal gå att "
        "räkna ut. Tröskeln är 10.",
        "Okänd = koden saknas, är felaktig eller finns inte i årets indelning; ingår i totalt. "
        "Skillnaden är i procentenheter.",
    ]


def test_one_row_per_person_needs_only_the_codes(rendered):
    codes = [["9901A0010"]] * 7 + [["9903C1010"]] * 9
    book = rendered(data=Data("personer.csv", ["kod"], codes), troskel=1)
    table = _rows(book["Områdestyper"], TABLE)
    assert [row[2] for row in table] == ["antal", *_persons_by_type(codes)]


def _persons_by_type(codes):
    types = [call("REGSO_TYP", [code, 2022])[0][0] for [code] in codes]
    counts = [types.count(t) for t in range(1, 6)]
    return [*counts, counts[0] + counts[1], 0, len(types)]


def test_the_checks_of_the_example(rendered):
    assert _verdicts(rendered()) == {
        "Tillägget RegSO": (call("REGSO_VERSION", [__version__])[0][0], "OK: tillägget svarar."),
        "Rader med kod": (101, "OK: raderna är inlästa."),
        "Rader utan områdestyp": (
            2, "Granska: raderna redovisas som okänd. Se bladet Matchning.",
        ),
        "Summarader": (0, "OK: inga summarader."),
        "Områden som överlappar": (0, "OK: inget område räknas två gånger."),
        "Exempelrader": (100, "Granska: Indata har exempelrader (påhittade, län 99)."),
        "Indelning enligt koderna": (
            "DeSO 2018", "OK: koderna, året och angiven indelning stämmer överens.",
        ),
        "Områdestypernas år": ("2022: 40 områden, fullständig", "OK: året är fullständigt."),
        "Tröskel": (5, "OK: antal under 5 döljs, och det som skulle röja dem."),
        "Mått": ("andel", "OK: måttet hör till förvalet."),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("indelning", "ar", "verdict"),
    [
        ("vet inte", 2022, "Granska: ange registrets indelning."),
        ("DeSO 2018", 2024, "Fel: typerna för 2024 gäller RegSO 2025/DeSO 2025 men registret har"),
        ("DeSO 2025", 2022, "Fel: typerna för 2022 gäller RegSO 2020/DeSO 2018 men registret har"),
        ("RegSO 2020", 2022, "Fel: koderna ser ut att vara DeSO 2018, inte RegSO 2020."),
        ("DeSO 2025", 2024, "Fel: koderna ser ut att vara DeSO 2018, inte DeSO 2025."),
    ],
)
def test_a_wrong_vintage_is_called_out(rendered, indelning, ar, verdict):
    found = _verdicts(rendered(indelning=indelning, ar=ar))["Indelning enligt koderna"][1]
    assert found.startswith(verdict)


def test_a_year_without_types_is_called_out(rendered):
    verdicts = _verdicts(rendered(ar=2030))
    assert verdicts["Områdestypernas år"] == (
        "#N/A", "Fel: det finns inga områdestyper för året. Välj ett annat år.",
    )  # fmt: skip
    assert not verdicts["Indelning enligt koderna"][1].startswith("OK")


def test_without_the_add_in_nothing_looks_like_an_answer(rendered):
    book = rendered(functions=_without_add_in())
    verdicts = _verdicts(book)
    assert verdicts["Tillägget RegSO"][1].startswith("Fel: tillägget RegSO är inte igång")
    for label in ("Rader med kod", "Rader utan områdestyp", "Indelning enligt koderna",
                  "Områdestypernas år"):  # fmt: skip
        value, verdict = verdicts[label]
        assert (value, verdict.partition(":")[0]) == ("#NAME?", "Fel")
    report = book["Områdestyper"]
    assert {report[c].value for c in ("B2", "C5", "N6", "N10", "B33")} == {"#NAME?"}
    assert book["Matchning"]["B3"].value == "#NAME?"


def test_matchning_says_in_words_what_happened(rendered):
    assert rendered()["Matchning"]["B3"].value == (
        "Granska: 2 av 102 rader har ingen områdestyp och redovisas som okänd."
    )
    good = Data("bra.csv", ["kod"], [["9901A0010"]] * 3)
    assert rendered(data=good)["Matchning"]["B3"].value == (
        "OK: alla 3 rader har fått en områdestyp."
    )
