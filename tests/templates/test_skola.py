"""The template Skola och ojämlikhet after rendering: pupils by type, and kommuner side by side."""

import io
import zipfile

import numpy as np
import pandas as pd
import pytest
from lxml import etree
from scipy.stats import hypergeom

from books import book_of
from regso.errors import CellError
from regso.functions import REGISTRY, call
from regso.indata import Data
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES
from regso.templates.skola import example as skola_example

REPORT, KOMMUNER = "Skola", "Ojämlikhet"
HEADERS = ["kod", "elever", "behoriga", "grupp", "jamfor"]
# Five areas of the segregation literature's kind: pupils, and 9901 is alone in the table.
FIVE = [
    ("9901R001", 1000, 500, 120, 300),
    ("9901R002", 800, 500, 40, 150),
    ("9901R003", 900, 500, 300, 250),
    ("9901R004", 700, 500, 15, 150),
    ("9901R005", 1600, 500, 60, 250),
]


def open_workbook(data, columns, settings, functions=None):
    template = TEMPLATES["skola"].build()
    result = render(template, data=data, columns=columns, settings=settings, functions=functions)
    return book_of(result.workbook, values=True)


def test_a_measure_that_would_tell_small_counts_is_dots_in_table_and_chart():
    """The function withholds it, although every total of the kommun is large enough."""
    rows = [
        ("9903R002", 3, 3, 3, 0), ("9903R001", 6, 4, 3, 0), ("9903R005", 50, 4, 32, 13),
        ("9903R004", 6, 4, 4, 0), ("9903R006", 36, 4, 31, 2), ("9903R008", 1, 0, 1, 0),
    ]  # fmt: skip
    with using(Reference(EXAMPLE)):
        book = open_workbook(Data("r.csv", HEADERS, [list(row) for row in rows]), {}, {})
    found = [cell.value for cell in book[KOMMUNER][8]]
    assert found[1:7] == ["9903", "Låtsaslunda", 6, 102, 74, 15]
    assert found[7:13] == [".."] * 6
    assert [found[i] or None for i in (16, 17)] == [None, 1]  # no value, and a striped bar


@pytest.fixture(scope="module")
def rendered():
    """Render the template with the example as reference data; the same call is rendered once."""
    kept = {}

    def values(*rows, functions=None, **settings):
        key = repr((rows, functions, settings))
        if key not in kept:
            data = Data("egna.csv", HEADERS, [list(row) for row in rows]) if rows else None
            with using(Reference(EXAMPLE)):
                kept[key] = open_workbook(data, {}, settings, functions)
        return kept[key]

    return values


def cells(sheet, area):
    return [["" if c.value is None else c.value for c in row] for row in sheet[area]]


def kommuner(book):
    """Return the rows of the table by code: name, areas, pupils, two groups, three measures."""
    rows = cells(book[KOMMUNER], "B6:M15")
    return {str(code): [*row[:5], *row[5::2]] for code, *row in rows if code}


def by_chance(book):
    """Return what chance gives of the three measures by code."""
    return {str(row[0]): row[7::2] for row in cells(book[KOMMUNER], "B6:M15") if row[0]}


def verdicts(book):
    found = book["Start"].iter_rows(min_col=2, max_col=4, values_only=True)
    return {label: (value, verdict) for label, value, verdict in found if verdict}


# -- by type ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("example")
def test_the_report_is_the_table_of_the_example(rendered):
    codes, pupils, eligible, *_ = (
        [[cell] for cell in column] for column in zip(*skola_example.rows(), strict=True)
    )
    expected = call("REGSO_TABELL", [codes, eligible, pupils, 2022, 0.95, 5, "andel"])
    assert cells(rendered()[REPORT], "C5:J13") == expected


def test_a_hidden_share_has_a_hatched_bar_with_dots(rendered):
    sheet = rendered(troskel=40)[REPORT]
    assert (sheet["G6"].value, sheet["G8"].value) == ("..", 0.836)
    assert sheet["M6"].value == "1  Stora utmaningar:  .."
    assert sheet["Q6"].value > 0


def test_a_few_pupils_without_a_code_hide_no_type(rendered):
    sheet = rendered()[REPORT]
    assert [row for row in range(6, 14) if sheet[f"G{row}"].value == ".."] == [12, 13]


def test_the_report_says_that_skolverkets_index_is_another(rendered):
    book = rendered()
    assert "Skolverkets socioekonomiska index" in further(book)
    assert book[REPORT]["B31"].value.startswith("Källa: ")


def further(book):
    """Return the notes that stand on Källa."""
    return " ".join(row[0] or "" for row in cells(book["Källa"], "C24:C40"))


# -- kommuner --------------------------------------------------------------------------------


def test_the_table_of_the_example(rendered):
    """A snapshot; the numbers are tested one by one below."""
    assert kommuner(rendered()) == {
        "9901": ["Påhittstad", 13, 723, 76, 379, 39, 34, 0.18],
        "9902": ["Exempelby", 10, 525, 61, 256, 40, 35, 0.15],
        "9903": ["Låtsaslunda", 8, 504, "..", "..", "..", "..", ".."],
        "9904": ["Provköping", 10, 525, 46, 287, 32, 26, 0.12],
    }


def test_measures_are_those_of_pysal(rendered):
    """PySAL segregation 2.5.4: Dissim 0.4535797636864083, Isolation 0.2223765020026702."""
    [row] = kommuner(rendered(*FIVE, kommun_2="", kommun_3="", kommun_4="")).values()
    assert row[1:4] == [5, 5000, 535]
    assert row[6:] == [45.4, 0.222]


def test_the_dissimilarity_of_two_groups_is_the_published_definition(rendered):
    [row] = kommuner(rendered(*FIVE, kommun_2="", kommun_3="", kommun_4="")).values()
    a, b = (np.array([area[i] for area in FIVE]) for i in (3, 4))
    assert row[5] == round(50 * np.abs(a / a.sum() - b / b.sum()).sum(), 1)


def test_what_chance_gives_stands_beside_each_measure(rendered):
    """SciPy: mean deviations of the hypergeometric distribution; the isolation by its formula."""
    a, b, n = (np.array([area[i] for area in FIVE]) for i in (3, 4, 1))
    found = by_chance(rendered(*FIVE, kommun_2="", kommun_3="", kommun_4=""))["9901"]
    expected = [100 * scattered(a.sum(), a + b), 100 * scattered(a.sum(), n)]
    assert found[:2] == pytest.approx(expected, abs=0.0501)
    share = a.sum() / n.sum()
    assert found[2] == round(share + (1 - share) * 4 / (n.sum() - 1), 3)
    assert by_chance(rendered(*FIVE, minst=6))["9901"] == ["..", "..", ".."]


def scattered(group, sizes):
    """Return the expected dissimilarity of a group that chance places."""
    people = sizes.sum()
    counts = np.arange(group + 1)
    deviation = sum(
        (np.abs(counts - group * n / people) * hypergeom(people, group, n).pmf(counts)).sum()
        for n in sizes
    )
    return deviation * people / (2 * group * (people - group))


def test_without_a_second_group_the_first_is_compared_with_everyone_else(rendered):
    rows = [(*row[:4], None) for row in FIVE]
    [row] = kommuner(rendered(*rows, kommun_2="", kommun_3="", kommun_4="")).values()
    assert row[4] == 5000 - 535
    assert row[5] == row[6] == 45.4


def test_other_kommuner_do_not_touch_a_measure(rendered):
    """An area of another kommun is no area with zero pupils in this one."""
    alone = kommuner(rendered(*FIVE))["9901"]
    others = [(f"9902R00{i}", 90 * i, 9, 20 * i, 30) for i in range(1, 8)]
    assert kommuner(rendered(*FIVE, *others))["9901"] == alone
    assert kommuner(rendered(*FIVE, *others))["9902"][1] == 7


def test_an_area_without_pupils_is_no_area(rendered):
    empty = ("9901R006", 0, 0, 0, 0)
    assert kommuner(rendered(*FIVE, empty))["9901"] == kommuner(rendered(*FIVE))["9901"]


def test_deso_codes_and_codes_of_one_kommun_typed_as_a_number_are_read(rendered):
    deso = [(f"{code[:4]}A00{i}0", *rest) for i, (code, *rest) in enumerate(FIVE, 1)]
    found = kommuner(rendered(*deso, kommun_1=9901, indelning="DeSO 2018"))
    assert found["9901"][1:] == kommuner(rendered(*FIVE))["9901"][1:]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({3: [1, 1, 1, 0, 1]}, "the group is 4"),
        ({4: [1, 1, 1, 0, 1]}, "the group it is compared with is 4"),
        ({3: [999, 799, 899, 700, 1600]}, "all but 3 are in the group"),
        ({4: [999, 799, 899, 700, 1600]}, "all but 3 are in the group it is compared with"),
        ({1: [1, 1, 1, 0, 1], 3: [1, 1, 1, 0, 1], 4: [0] * 5}, "there are 4 pupils"),
    ],
)
def test_a_kommun_with_a_small_group_shows_neither_measures_nor_groups(rendered, change, what):
    rows = [list(row) for row in FIVE]
    for column, values in change.items():
        for row, value in zip(rows, values, strict=True):
            row[column] = value
    found = kommuner(rendered(*map(tuple, rows), minst=2))["9901"]
    assert found[3:] == [".."] * 5, what
    shown = kommuner(rendered(*map(tuple, rows), minst=2, troskel=3))["9901"]
    assert ".." not in shown[:5], what
    assert not {"#VALUE!", "#N/A"} & set(shown), what  # a measure may still be withheld


def test_a_kommun_of_few_areas_is_not_shown(rendered):
    assert kommuner(rendered(*FIVE, minst=6))["9901"][5:] == ["..", "..", ".."]
    assert kommuner(rendered(*FIVE, minst=5))["9901"][5:] == [33.3, 45.4, 0.222]


def test_measures_are_rounded_until_no_small_count_of_an_area_follows(rendered):
    """With the threshold 1, which hides nothing, they have the decimals that readers expect."""
    shown, exact = kommuner(rendered()), kommuner(rendered(troskel=1))
    assert exact["9902"][5:] == [39.3, 33.5, 0.168]
    for code in ("9901", "9902", "9904"):
        unit = {"9901": 1, "9902": 5, "9904": 2}[code]
        indices = [unit * round(value / unit) for value in exact[code][5:7]]
        assert shown[code][5:7] == pytest.approx(indices)


def test_no_count_is_left_beside_the_table(rendered):
    """The sheet may be published: the columns that the chart draws hold no hidden count."""
    beside = [cell for row in cells(rendered()[KOMMUNER], "O6:Z15") for cell in row if cell != ""]
    numbers = {cell for cell in beside if not isinstance(cell, str)}
    measures = {row[5] for row in kommuner(rendered()).values()} - {".."}
    assert numbers == measures | {max(measures) / 20}


def test_a_measure_that_does_not_exist_is_a_dash(rendered):
    rows = [(*row[:3], 0, row[4]) for row in FIVE]
    assert kommuner(rendered(*rows))["9901"][5:] == ["–", "–", "–"]


def test_a_kommun_without_rows_and_one_that_nobody_knows(rendered):
    found = kommuner(rendered(*FIVE, ("9899R001", 90, 50, 20, 30), kommun_2="9899", kommun_3=""))
    assert found["9899"][:3] == ["kommunen är okänd", 1, 90]
    assert found["9904"][:2] == ["saknas i Indata", 0]
    assert found["9904"][5:] == ["", "", ""]


def test_a_group_larger_than_its_total_is_an_error_and_not_a_number(rendered):
    rows = [*FIVE[:4], ("9901R005", 10, 5, 60, 250)]
    assert kommuner(rendered(*rows))["9901"][6:] == ["#NUM!", "#NUM!"]


def test_bars_are_named_with_kommun_and_number_of_areas(rendered):
    drawn = cells(rendered()[KOMMUNER], "P6:R9")
    assert [row[0] for row in drawn] == [
        "Påhittstad (13 områden)", "Exempelby (10 områden)", "Låtsaslunda (8 områden) (..)",
        "Provköping (10 områden)",
    ]  # fmt: skip
    assert [row[1:] for row in drawn] == [[39, ""], [40, ""], ["", 2], [32, ""]]


def test_a_hidden_bar_is_hatched_and_labelled_with_dots():
    with zipfile.ZipFile(io.BytesIO(TEMPLATES["skola"].build())) as package:
        chart = etree.fromstring(package.read("xl/charts/chart2.xml"))
    value, hidden = chart.iter("{*}ser")
    assert value.find(".//{*}pattFill") is None
    assert hidden.find(".//{*}pattFill").get("prst") == "wdUpDiag"
    assert hidden.find("{*}dLbls/{*}numFmt").get("formatCode") == '".."'


def test_the_sheet_says_why_kommuner_are_not_ranked(rendered):
    book = rendered()
    notes = " ".join([*(row[0] or "" for row in cells(book[KOMMUNER], "B28:B31")), further(book)])
    for text in ("Rangordna inte kommuner", "MAUP", "1–4 personer", "färre än 5", "ett annat mått"):
        assert text in notes


# -- checks ----------------------------------------------------------------------------------


def test_the_checks_of_the_example(rendered):
    found = {label: verdict for label, (_, verdict) in verdicts(rendered()).items()}
    assert {label: v.partition(":")[0] for label, v in found.items() if ":" in v[:9]} == {
        "Tillägget RegSO": "OK",
        "Exempel kvar": "OK",
        "Rader med kod": "OK",
        "Rader utan områdestyp": "Granska",
        "Summarader": "OK",
        "Områden som överlappar": "OK",
        "Flera rader per område": "OK",
        "Koder som har tolkats": "Granska",
        "Tomma antal": "OK",
        "Exempelrader": "Granska",
        "Indelning enligt koderna": "OK",
        "Områdestypernas år": "OK",
        "Tröskel": "OK",
        "Felaktiga tal i Indata": "OK",
    }


def test_several_rows_of_an_area_are_called_out(rendered):
    """Each would count as an area of its own, and the measures be too high."""
    label = "Flera rader per område"
    assert verdicts(rendered(*FIVE))[label] == (0, "OK: varje område står på en rad.")
    value, verdict = verdicts(rendered(*FIVE, FIVE[0], FIVE[1]))[label]
    assert (value, verdict.partition(":")[0]) == (2, "Fel")
    without_code = (None, 5, 5, 5, 5)
    assert verdicts(rendered(*FIVE, without_code, without_code))[label][0] == 0


def test_a_missing_count_is_called_out_and_a_zero_is_not(rendered):
    label = "Tomma antal"
    assert verdicts(rendered(*FIVE, ("9901R006", 9, 0, 0, 0)))[label][0] == 0
    value, verdict = verdicts(rendered(*FIVE, ("9901R006", 9, 5, None, 4)))[label]
    assert (value, verdict.partition(":")[0]) == (1, "Fel")


def test_without_threshold_nothing_is_shown(rendered):
    book = rendered(troskel="")
    assert book[REPORT]["C5"].value == "#N/A"
    assert {cell for row in kommuner(book).values() for cell in row[3:]} == {"#N/A"}
    assert verdicts(book)["Tröskel"][1].startswith("Fel: ange en tröskel")


def test_without_the_add_in_nothing_looks_like_an_answer(rendered):
    book = rendered(functions=dict.fromkeys(REGISTRY, lambda *_: [[CellError("#NAME?")]]))
    assert verdicts(book)["Tillägget RegSO"][1].startswith("Fel: tillägget RegSO är inte igång")
    assert {row[0] for row in kommuner(book).values()} == {"#NAME?"}
    assert kommuner(book)["9901"][5:] == ["#NAME?"] * 3
    assert book[KOMMUNER]["Q6"].value == "#NAME?"
    assert verdicts(book)["Flera rader per område"][1].startswith("Fel")


# -- a real job ------------------------------------------------------------------------------


@pytest.mark.usefixtures("real")
def test_foreign_and_swedish_background_in_three_cities_as_numpy_has_them(real_data):
    path = real_data / "deso2018_stats_2022.csv"
    frame = pd.read_csv(path, dtype={"deso2018": str})
    headers = {
        "kod": "deso2018",
        "elever": "folkmangd_2022",
        "behoriga": "sysselsatta_16_64_2022",
        "grupp": "utlandsk_bakgrund_2022",
        "jamfor": "svensk_bakgrund_2022",
    }
    rows = frame[list(headers.values())].astype(object).to_numpy().tolist()
    cities = {"0180": "Stockholm", "1480": "Göteborg", "1280": "Malmö"}
    chosen = {f"kommun_{i}": code for i, code in enumerate(cities, 1)}
    book = open_workbook(
        Data(path.name, list(headers.values()), rows),
        headers,
        {"ar": 2022, "indelning": "DeSO 2018", **chosen, "kommun_4": ""},
    )
    found = kommuner(book)
    for code, name in cities.items():
        part = frame[frame["deso2018"].str.startswith(code)]
        a, b, n = (part[headers[c]].to_numpy(float) for c in ("grupp", "jamfor", "elever"))
        distance = 50 * np.abs(a / a.sum() - b / b.sum()).sum()
        rest = 50 * np.abs(a / a.sum() - (n - a) / (n - a).sum()).sum()
        isolation = (a / a.sum() * (a / n)).sum()
        assert found[code][:5] == [name, (n > 0).sum(), n.sum(), a.sum(), b.sum()]
        assert found[code][5:] == pytest.approx([distance, rest, isolation], abs=0.0501)
        assert found[code][5] == round(distance, 1)
        assert found[code][7] == round(isolation, 3)
    assert verdicts(book)["Flera rader per område"][0] == 0
