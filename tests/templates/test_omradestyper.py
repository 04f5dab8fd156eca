"""The template Områdestyper after rendering: what a planner reads, and what must never mislead."""

import io
import shutil
import sqlite3
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from PIL import Image

from books import book_of
from regso import __version__
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.indata import Data
from regso.render import render
from regso.render.pictures import maps
from regso.render.uses import printed, results
from regso.store import EXAMPLE, Reference, using
from regso.workbook import theme
from regso.workbook.mapplace import DPI, HEIGHT, NOT_YET, WIDTH, blank
from regso.xlsx.package import Package

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PARTS = {"cat": "M", "val": "N", "minus": "O", "plus": "P"}
TABLE, CHART_DATA = "C5:J13", "M6:Q10"


def _rows(sheet, cells):
    return [["" if c.value is None else c.value for c in row] for row in sheet[cells]]


def _register(book):
    return [[[c.value] for c in column] for column in list(book["Indata"].iter_cols(1, 3, 9, 110))]


def _verdicts(book):
    rows = book["Start"].iter_rows(min_row=25, max_row=34, min_col=2, max_col=4, values_only=True)
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
    assert "områdestyp 2024, RegSO 2025/DeSO 2025" in sheet["B31"].value


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
    assert sheet["B16"].value == "Andel i procent per områdestyp, med 99 % konfidensintervall"


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
    assert hidden == ["5  Mycket goda förutsättningar:  ..", "..", "", "", pytest.approx(stub)]


def test_where_nothing_is_shown_the_stubs_have_a_length_of_their_own(rendered):
    drawn = _rows(rendered(troskel=1_000_000)["Områdestyper"], CHART_DATA)
    assert [row[1:] for row in drawn] == [["..", "", "", 1]] * 5


@pytest.fixture(scope="module")
def series(built):
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        chart = etree.fromstring(package.read("xl/charts/chart1.xml"))
    values, _ = chart.iter(f"{CHART}ser")
    return values


def test_a_hidden_value_is_hatched(built):
    with zipfile.ZipFile(io.BytesIO(built)) as package:
        chart = etree.fromstring(package.read("xl/charts/chart1.xml"))
    _, hidden = chart.iter(f"{CHART}ser")
    assert hidden.find(f"{CHART}val//{CHART}f").text == "Områdestyper!$Q$6:$Q$10"
    assert hidden.find(".//{*}pattFill").get("prst") == "wdUpDiag"


def test_the_chart_reads_the_columns_of_the_chart_data(series):
    found = {name: series.find(f".//{CHART}{name}//{CHART}f").text for name in PARTS}
    assert found == {
        name: f"Områdestyper!${column}$6:${column}$10" for name, column in PARTS.items()
    }


@pytest.mark.parametrize(
    ("measure", "label"),
    [("andel", "1  Stora utmaningar:  11,5"), ("tal", "1  Stora utmaningar:  114,6"),
     ("medel", "1  Stora utmaningar:  0,11")],
)  # fmt: skip
def test_the_value_stands_beside_the_name_as_it_is_written(rendered, measure, label):
    """No bar or interval can cross it there."""
    assert _rows(rendered(matt=measure)["Områdestyper"], CHART_DATA)[0][0] == label


def test_the_interval_is_thin_and_no_label_stands_on_the_bars(series):
    line = series.find(f"{CHART}errBars/{CHART}spPr/{{*}}ln")
    assert int(line.get("w")) == 12700  # a point
    assert series.find(f"{CHART}dLbls") is None


def test_every_type_has_its_colour(series):
    fills = [p.find(".//{*}solidFill/{*}srgbClr").get("val") for p in series.iter(f"{CHART}dPt")]
    assert fills == ["33608C", "5F82A6", "949C9C", "C7BA7A", "F0DE6B"]


def test_without_threshold_the_table_is_refused_rather_than_shown_whole(rendered):
    book = rendered(troskel="")
    assert _rows(book["Områdestyper"], TABLE)[0][0] == "#N/A"
    assert {c for row in _rows(book["Områdestyper"], TABLE)[1:] for c in row} == {""}
    assert _verdicts(book)["Tröskel"][1].startswith("Fel: ange en tröskel")


def test_two_notes_and_the_source_stand_below_and_the_others_on_kalla(rendered):
    book = rendered(troskel=10, rubrik="Egen")
    sheet = book["Områdestyper"]
    interval = (
        "Intervallet beskriver slumpmässig variation. Det gäller inte viktade urvalsundersökningar."
    )
    assert [sheet[f"B{row}"].value for row in (29, 30)] == [
        interval,
        ".. och ▨ = uppgiften visas inte: antalet är 1–9, eller så skulle ett sådant antal gå att "
        "räkna ut. Tröskeln är 10.",
    ]
    assert sheet["B31"].value.endswith("Fler anmärkningar står på bladet Källa.")
    assert sheet["B32"].value is None
    numbered = {b.value: c.value for b, c in book["Källa"]["B24:C40"] if c.value}
    assert numbered["1"] == interval
    assert numbered["2"] == (
        "Okänd = koden saknas, är felaktig eller finns inte i årets indelning; ingår i totalt. "
        "Skillnaden är i procentenheter."
    )


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
        (
            "DeSO 2018",
            2024,
            "Fel: typerna för 2024 gäller RegSO 2025/DeSO 2025 men Registrets",
        ),
        ("DeSO 2025", 2022, "Fel: koderna ser ut att vara DeSO 2018, som hör till 2022, men"),
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
    assert {report[c].value for c in ("B2", "C5", "N6", "N10", "B31")} == {"#NAME?"}
    assert book["Matchning"]["B3"].value == "#NAME?"


def test_matchning_says_in_words_what_happened(rendered):
    assert rendered()["Matchning"]["B3"].value == (
        "Granska: 2 av 102 rader har ingen områdestyp och redovisas som okänd."
    )
    good = Data("bra.csv", ["kod"], [["9901A0010"]] * 3)
    assert rendered(data=good)["Matchning"]["B3"].value == (
        "OK: alla 3 rader har fått en områdestyp."
    )


# -- the list of areas ---------------------------------------------------------------------------


LIST = "C5:P85"  # the header, and the rows that there is room for


def _listed(book):
    """Return the header and the rows of the list that are not blank."""
    header, *rows = _rows(book["Områden"], LIST)
    filled = [row for row in rows if row[1]]
    assert rows[: len(filled)] == filled
    return header, filled


@pytest.mark.usefixtures("example")
def test_the_list_is_that_of_the_function(rendered):
    book = rendered(lista_omrade="9901", lista_lage="under", lista_antal=7)
    table = call("REGSO_OMRADEN", [*_register(book), "9901", "under", 80, 2022, 0.95, 5])
    header, rows = _listed(book)
    assert header == table[0]
    assert rows == [row for row in table[1:8] if row[1]]
    assert {row[3] for row in rows} == {"Påhittstad"}


def test_the_list_says_what_it_is_of(rendered):
    lead = [rendered(**settings)["Områden"]["B2"].value for settings in (
        {}, {"lista_omrade": "9901", "lista_lage": "över", "lista_antal": 9},
    )]  # fmt: skip
    assert lead == [
        "Arbetsförmedlingen · högst 22 rader · områdestyper 2022 · RegSO 2020/DeSO 2018",
        "Arbetsförmedlingen · område 9901 · bara över slumpens gränser · högst 9 rader · "
        "områdestyper 2022 · RegSO 2020/DeSO 2018",
    ]


def test_rows_beyond_the_first_page_are_hidden_while_they_are_blank(rendered):
    def hidden(book):
        rows = book["Områden"].row_dimensions
        return [number for number in range(6, 86) if rows[number].hidden]

    assert hidden(rendered()) == [*range(28, 86)]
    assert hidden(rendered(lista_antal=80)) == [*range(46, 86)]  # the example has 40 areas


def test_a_small_number_is_hidden_in_the_list_as_in_the_table(rendered):
    _, rows = _listed(rendered(troskel=80, lista_antal=80))
    shown = [row for row in rows if row[5] != ".."]
    assert len(shown) < len(rows)
    assert min(row[5] for row in shown) >= 80
    assert {cell for row in rows if row not in shown for cell in row[5:]} == {".."}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"matt": "tal"}, "Listan finns bara för måttet andel."),
        ({"matt": "fördelning"}, "Listan finns bara för måttet andel."),
        ({"data": Data("d.csv", ["kod", "taljare"], [["9901A0010", 90]])},
         "Listan kräver täljare och nämnare."),
    ],
)  # fmt: skip
def test_without_shares_there_is_no_list_and_the_page_says_why(rendered, change, reason):
    sheet = rendered(**change)["Områden"]
    assert {cell for row in _rows(sheet, LIST) for cell in row} == {""}
    assert reason in sheet["B2"].value


def test_the_list_is_empty_where_types_are_ready(rendered):
    data = Data("d.csv", ["kod", "taljare", "namnare"], [[1, 20, 90], [5, 30, 80]])
    header, rows = _listed(rendered(data=data))
    assert (header[2], rows) == ("namn; typer 2022, RegSO 2020; 0 områden", [])


def test_the_list_is_printed_with_its_header_on_every_page(book):
    sheet = book["Områden"]
    assert sheet.print_title_rows == "$4:$5"
    assert (sheet.page_setup.orientation, sheet.freeze_panes) == ("landscape", "A6")
    assert sheet.print_area == "'Områden'!$A$1:$Q$90"


# -- the map of the areas ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mapped(built):
    """Render the template, and return the package, the map and its text."""

    def done(reference=EXAMPLE, data=None, workbook=built, **settings):
        with using(Reference(reference)):
            book = render(workbook, data=data, columns={}, settings=settings).workbook
        [slot] = maps(package := Package(book))
        return package, package.parts[slot.picture], slot.text

    return done


def _says(package):
    """Return the sentence that stands in place of a map."""
    book = book_of(package.write({}), values=True)
    return book["Karta"]["B3"].value or ""


def test_the_map_draws_the_areas_of_the_list_and_its_text_counts_them(mapped, rendered):
    settings = {"troskel": 80, "lista_antal": 80, "lista_omrade": "9901", "klassning": "5;10;15"}
    _, rows = _listed(rendered(**settings))
    package, picture, text = mapped(**settings)
    hidden = sum(row[5] == ".." for row in rows)
    shares = [100 * row[7] for row in rows if row[5] != ".."]
    places = [sum(low <= s < high for s in shares) for low, high in
              ((0, 5), (5, 10), (10, 15), (15, 101))]  # fmt: skip
    words = ("under 5", "5–10", "10–15", "15 eller mer")
    told = ", ".join(f"{n} {word}" for n, word in zip(places, words, strict=True) if n)
    assert f"procent: {told}" in text
    assert f"{hidden} dolda" in text
    assert hidden
    assert picture.startswith(b"\x89PNG")
    assert text.startswith("Karta över Påhittstad, 2022. Andel arbetslösa av befolkningen")
    assert _says(package) == ""
    assert "Karta" in results(package)
    assert "Karta" in printed(package)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, "Kartan ritas för ett län eller en kommun: skriv koden på bladet Start, "
             "i Lista och karta."),
        ({"lista_omrade": "99", "matt": "tal"}, "Kartan finns bara för måttet andel."),
        ({"lista_omrade": "99", "data": Data("d.csv", ["kod", "taljare"], [["9901A0010", 90]])},
         "Kartan kräver täljare och nämnare."),
    ],
)  # fmt: skip
def test_without_a_map_the_page_says_why_and_is_neither_printed_nor_published(
    mapped, change, reason
):
    package, picture, text = mapped(**change)
    assert _says(package) == reason
    assert (picture, text) == (blank(), NOT_YET)
    assert "Karta" not in {*printed(package), *results(package)}


def test_without_borders_the_page_says_so_and_the_rest_is_whole(mapped, tmp_path):
    shutil.copy(EXAMPLE, tmp_path / "utan.sqlite")
    with sqlite3.connect(tmp_path / "utan.sqlite") as db:
        db.execute("DELETE FROM boundary")
    db.close()
    package, picture, _ = mapped(tmp_path / "utan.sqlite", lista_omrade="99")
    assert _says(package) == (
        "Kartan behöver områdenas gränser, som inte är inlästa: regso data update hämtar dem."
    )
    assert picture == blank()
    assert results(package) == ["Områdestyper", "Områden", "Källa"]


def test_a_map_that_was_drawn_is_taken_away_when_there_is_no_more_one(mapped):
    package, drawn, _ = mapped(lista_omrade="99")
    _, picture, text = mapped(workbook=package.write({}), lista_omrade="")
    assert (picture, text) == (blank(), NOT_YET)
    assert drawn != picture


def test_the_whole_country_is_drawn_when_it_is_asked_for(mapped):
    assert "Karta över Hela riket, 2022." in mapped(lista_omrade="00")[2]


def test_the_blank_picture_is_white_and_as_large_as_a_map():
    with Image.open(io.BytesIO(blank())) as picture:
        assert picture.size == (WIDTH, HEIGHT)
        assert picture.convert("L").getextrema() == (255, 255)
        assert [round(each) for each in picture.info["dpi"]] == [DPI, DPI]


def test_without_the_add_in_the_map_page_is_an_error_and_no_sentence(rendered):
    book = rendered(functions=_without_add_in(), lista_omrade="99")
    assert book["Karta"]["B3"].value == "#NAME?"


# -- the groups ----------------------------------------------------------------------------------


HEADERS = ["kod", "taljare", "namnare", "grupp"]


def _grouped(*groups):
    """Return a register of every RegSO of the example by group, none of its numbers small."""
    with using(Reference(EXAMPLE)):
        listed = call("REGSO_LISTA", ["99", None, 2022])[1:]
    rows = [
        [code, 20 + i + 3 * j, 300 + i + j, group]
        for i, (code, *_) in enumerate(listed)
        for j, group in enumerate(groups)
    ]
    return Data("d.csv", HEADERS, rows)


def _filled(built, data, **settings):
    with using(Reference(EXAMPLE)):
        return render(built, data=data, columns={}, settings=settings).workbook


def _groups(book):
    sheet = book["Grupper"]
    return [row for row in _rows(sheet, f"C8:J{sheet.max_row}") if row[0] != ""]


def test_the_groups_are_those_of_the_function_and_fill_as_many_rows_as_they_need(built):
    data = _grouped("män", "kvinnor", "okänt")
    book = book_of(_filled(built, data), values=True)
    columns = [[[row[i]] for row in data.rows] for i in range(4)]
    with using(Reference(EXAMPLE)):
        expected = call("REGSO_GRUPPER", [*columns, 2022, 0.95, 5])
    assert _groups(book) == expected
    assert len(expected) == 25
    sheet = book["Grupper"]
    assert sheet.print_area == "'Grupper'!$A$1:$K$32"
    assert (sheet.sheet_state, sheet.page_setup.orientation) == ("visible", "landscape")
    assert {sheet[f"H{row}"].number_format for row in range(9, 33)} == {theme.PERCENT}
    assert sheet["N2"].value is None


def test_with_groups_the_list_and_the_map_say_why_they_are_not_there(built):
    book = _filled(built, _grouped("k", "m"), lista_omrade="99")
    values = book_of(book, values=True)
    why = "visas inte när kolumnen grupp används: tillsammans med grupperna kunde"
    assert why in values["Områden"]["B2"].value
    assert why in values["Karta"]["B3"].value
    assert {cell for row in _rows(values["Områden"], LIST) for cell in row} == {""}
    assert results(Package(book)) == ["Områdestyper", "Grupper", "Källa"]
    assert _verdicts_of(values)["Grupper"].startswith("OK: grupperna står på bladet Grupper")


def _verdicts_of(book):
    rows = book["Start"].iter_rows(min_row=25, max_row=45, min_col=2, max_col=4, values_only=True)
    return {label: verdict or "" for label, _, verdict in rows}


def test_without_the_column_the_sheet_is_hidden_again(built):
    used = _filled(built, _grouped("k", "m"))
    data = Data("d.csv", HEADERS[:3], [row[:3] for row in _grouped("k").rows])
    for workbook in (built, used):
        book = book_of(_filled(workbook, data), values=True)
        assert book["Grupper"].sheet_state == "hidden"
        assert {cell for row in _rows(book["Grupper"], "C8:J60") for cell in row} == {""}
        assert _verdicts_of(book)["Grupper"] == "OK: kolumnen grupp används inte."
        assert len(_listed(book)[1]) == 22


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"matt": "tal"}, "Grupperna finns bara för måttet andel."),
     ({"data": Data("d.csv", HEADERS, [["9901A0010", 90, None, "k"]])},
      "Grupperna kräver täljare och nämnare.")],
)  # fmt: skip
def test_groups_without_shares_say_why(built, change, reason):
    settings = {"data": _grouped("k", "m"), **change}
    book = _filled(built, **settings)
    values = book_of(book, values=True)
    assert reason in values["Grupper"]["B2"].value
    assert _verdicts_of(values)["Grupper"] == f"Granska: {reason}"
    assert "Grupper" not in {*results(Package(book)), *printed(Package(book))}


def test_too_many_groups_stop_the_copy(built):
    book = _filled(built, _grouped(*(f"g{i}" for i in range(25))))
    values = book_of(book, values=True)
    assert _verdicts_of(values)["Grupper"].startswith("Fel: grupperna kan inte räknas.")
    assert values["Grupper"]["C8"].value == "#NUM!"


def test_a_small_number_is_hidden_among_the_groups_with_one_more(built):
    data = _grouped("a", "b", "c")
    rows = [[c, 0 if g == "b" else x, n, g] for c, x, n, g in data.rows]
    rows[1] = [rows[1][0], 2, *rows[1][2:]]
    book = book_of(_filled(built, replace(data, rows=rows)), values=True)
    hidden = {(row[0], row[2]) for row in _groups(book) if row[3] == ".."}
    kind = next(iter({row for row, _ in hidden} & {1, 2, 3, 4, 5}))
    assert {(kind, "b"), ("totalt", "b")} < hidden
    assert sum(row == kind for row, _ in hidden) == 2
