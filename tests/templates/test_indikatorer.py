"""The template Indikatorer after rendering: numbers, what is hidden, and what the pages say."""

import datetime as dt
import random
import shutil

import pytest
from book_helpers import rows, verdicts, without_add_in

from books import book_of
from regso.functions import call
from regso.indata import Data
from regso.publication.cover import Stamp
from regso.publication.printed import charts_of
from regso.publication.publishing import publish
from regso.publication.reading import tables
from regso.render import registry_functions, render
from regso.report.published import pages
from regso.report.workbooks import filled_of
from regso.store import EXAMPLE, Reference, using
from regso.store.schema import Indicator, RowSet, Source
from regso.store.writer import merge
from regso.templates import build
from regso.templates.indikatorer.bygroup import TABLE as BY_GROUP
from regso.templates.indikatorer.counts import COUNTS
from regso.templates.indikatorer.fields import NUMBERS
from regso.templates.indikatorer.overview import CHART
from regso.templates.indikatorer.overview import TABLE as OVERVIEW
from regso.templates.indikatorer.paired import COUNTRY_ROWS
from regso.templates.indikatorer.single import GROUPS, STEP, TABLES
from regso.xlsx.package import Package

KINDS = [1, 2, 3, 4, 5, "1+2", "okänd", "totalt"]


@pytest.fixture(scope="module")
def rendered():
    """Render the example, or other data, with the example as reference data."""
    built, made = build("indikatorer"), {}

    def values(data=None, functions=None, **settings):
        key = (id(data), id(functions), tuple(settings.items()))
        if key not in made:
            with using(Reference(EXAMPLE)):
                result = render(
                    built, data=data, columns={}, settings=settings, functions=functions
                )
            book = book_of(result.workbook, values=True)
            made[key] = (book, data, functions)  # kept, so that no id comes back
        return made[key][0]

    return values


@pytest.fixture(scope="module")
def own():
    """Give person rows: type, sex, county, three indicators."""
    r = random.Random(3)  # noqa: S311 - an invented register
    people = []
    for _ in range(900):
        kind = r.choice("12345")
        groups = [r.choice(["kvinnor", "män"]), f"{min(r.randrange(5), r.randrange(5)):02d}"]
        flags = [float(r.random() < share) for share in (0.3, 0.05, 0.6)]
        people.append([kind, *groups, *flags])
    return Data("egna.csv", ["kod", "grupp1", "grupp2", "i1", "i2", "i3"], people)


def column(grid, book, name):
    return [book[grid.sheet][grid.cell(name, key)].value for key in grid.rows]


def test_shares_and_limits_are_those_of_regso_tabell(rendered, own):
    sheet = rendered(own, troskel=1)["Indikator"]
    with using(Reference(EXAMPLE)):
        codes, flags = [[row[0]] for row in own.rows], [[row[5]] for row in own.rows]
        table = call("REGSO_TABELL", [codes, flags, "rader", 2022])[1:]
    for name, at in (("events", 2), ("persons", 3), ("value", 4), ("low", 5), ("high", 6)):
        found = [sheet[TABLES[3].cell(name, kind)].value for kind in KINDS if kind != "okänd"]
        assert found == pytest.approx([row[at] for row in table if row[0] != "okänd"])
    total = table[-1][4]
    assert [sheet[TABLES[3].cell("difference", kind)].value for kind in (1, 2, 3, 4)] == (
        pytest.approx([100 * (row[4] - total) for row in table[:4]])
    )


def test_the_difference_of_type_1_and_5_is_that_of_regso_gap(rendered, own):
    book = rendered(own, troskel=1)
    for measure, setting in (("andel", {}), ("tal", {"matt1": "tal"})):
        found = rendered(own, troskel=1, **setting) if setting else book
        with using(Reference(EXAMPLE)):
            gap = call("REGSO_GAP", [[[row[0]] for row in own.rows], [[row[3]] for row in own.rows],
                                     "rader", 2022, 0.95, measure])  # fmt: skip
        shown = [
            found["Indikatorer"][OVERVIEW.cell(name, 1)].value
            for name in ("difference", "low", "high")
        ]
        assert shown == pytest.approx(gap[1][1:])


def test_a_page_without_numbers_draws_no_conclusion(rendered, own):
    """Each call is a round trip to Python in Excel, and most of the forty pages are not used."""
    functions, asked = registry_functions(), []
    conclude = functions["REGSO_SLUTSATS"]

    def counted(*arguments):
        asked.append(arguments)
        return conclude(*arguments)

    rendered(own, functions=functions | {"REGSO_SLUTSATS": counted}, troskel=1)
    assert len(asked) == 3


def test_the_groups_are_those_of_the_register(rendered, own):
    book = rendered(own, troskel=1)
    heads = [book["Grupper"][BY_GROUP.cell(f"group{i}")].value for i in range(9)]
    assert heads == ["alla", "kvinnor", "män", "00", "01", "02", "03", "04", None]
    women = [row for row in own.rows if row[1] == "kvinnor"]
    share = sum(row[3] for row in women) / len(women)
    assert book["Grupper"][BY_GROUP.cell("group1", 1)].value == pytest.approx(100 * share)
    of_type = [row for row in women if row[0] == "4"]
    assert book["Indikator"][GROUPS[1].cell("kind3", 1)].value == pytest.approx(
        sum(row[3] for row in of_type) / len(of_type)
    )
    four = rendered(own, troskel=1, visad_typ=4)["Grupper"]
    assert four[BY_GROUP.cell("group1", 1)].value == pytest.approx(
        100 * sum(row[3] for row in of_type) / len(of_type)
    )


def test_a_hidden_count_has_no_share_on_any_page(rendered, own):
    book = rendered(own)
    counts = book["Beräkning"]
    for block, kind in ((b, k) for b in range(8) for k in range(8)):
        at = 8 * block + kind
        events = counts[COUNTS.cell("i2", at)].value
        persons = counts[COUNTS.cell("persons", at)].value
        assert events in {"..", 0} or events >= 5
        if kind == 7:
            shown = book["Grupper"][BY_GROUP.cell(f"group{block}", 2)].value
            assert shown == (".." if events == ".." else pytest.approx(100 * events / persons))
    assert ".." in column(COUNTS, book, "i2")


def test_a_page_shows_nothing_that_the_counts_hide(rendered, own):
    """Of every indicator, type and group: what the joint table hides is hidden with all of it."""
    book = rendered(own)
    counts, page = book["Beräkning"], book["Indikator"]
    seen = 0
    for number in (1, 2, 3):
        for i, kind in enumerate(KINDS):
            events = counts[COUNTS.cell(f"i{number}", i)].value
            cells = [page[TABLES[number].cell(name, kind)].value for name in
                     ("events", "value", "low", "high", "difference")]  # fmt: skip
            if events == "..":
                assert set(cells) == {".."}
                seen += 1
        for block in range(1, 8):
            for i, kind in enumerate(k for k in KINDS if k != "okänd"):
                at = 8 * block + KINDS.index(kind)
                found = [counts[COUNTS.cell(name, at)].value for name in (f"i{number}", "persons")]
                value = page[GROUPS[number].cell(f"kind{i}", block)].value
                assert (value == "..") == (".." in found)
                seen += value == ".."
    assert seen


def test_the_sentence_of_a_page_is_that_of_its_values(rendered, own):
    page = rendered(own, troskel=1)["Indikator"]
    parts = [[[page[TABLES[3].cell(name, kind)].value] for kind in KINDS[:5]]
             for name in ("value", "low", "high")]  # fmt: skip
    [[wanted]] = call("REGSO_SLUTSATS", parts)
    assert page[f"B{2 * STEP + 3}"].value == wanted
    assert page[f"B{2 * STEP + 1}"].value == "Exempel: har ekonomiskt bistånd"


def test_indicators_that_are_not_filled_in_are_blank(rendered, own):
    book = rendered(own)
    names = column(OVERVIEW, book, "name")
    assert names[:6:2] == ["Exempel: har arbete", "Exempel: är inskriven vid Arbetsförmedlingen",
                           "Exempel: har ekonomiskt bistånd"]  # fmt: skip
    assert set(names[1:6:2]) == {None}
    assert set(names[6:]) == {None}
    assert rendered(own, namn1="")["Indikatorer"][OVERVIEW.cell("name", 1)].value == "Indikator 1"


def test_a_register_without_groups_has_its_types_alone(rendered):
    data = Data("a.csv", ["kod", "namnare", "i1"], [[str(k), 90.0, 30.0 + k] for k in range(1, 6)])
    book = rendered(data, troskel=1)
    assert book["Indikator"][TABLES[1].cell("persons", "totalt")].value == 450
    assert [c for c in column(GROUPS[1], book, "group") if c] == []
    hidden = [book["Indikator"].row_dimensions[row].hidden for row in
              range(GROUPS[1].head - 1, GROUPS[1].last + 1)]  # fmt: skip
    assert all(hidden)


def test_the_checks_of_the_example_and_of_rows_that_cannot_be_counted(rendered):
    found = {
        label: verdict.partition(":")[0] for label, (_, verdict) in verdicts(rendered()).items()
    }
    assert set(found.values()) == {"OK", "Granska"}
    assert [label for label, word in found.items() if word != "OK"] == [
        "Rader utan områdestyp", "Exempelrader",
    ]  # fmt: skip
    gap = Data("a.csv", ["kod", "i1", "i2"], [["1", 1.0, 0.0], ["2", 1.0, None]])
    assert verdicts(rendered(gap))["Indikatorerna"][1].startswith("Fel: indikatorerna kan inte")
    many = Data("a.csv", ["kod", "grupp1", "i1"], [[str(i % 5 + 1), f"g{i}", 1] for i in range(60)])
    assert verdicts(rendered(many))["Grupper"][1].startswith("Granska: det finns fler än 24")


def test_without_the_add_in_nothing_looks_like_an_answer(rendered):
    book = rendered(functions=without_add_in())
    assert set(column(OVERVIEW, book, "kind0")) <= {"#NAME?"}
    page, table = book["Indikator"], TABLES[1]
    assert [page[cell].value for cell in ("B1", "B3", table.cell("events"))] == ["#NAME?"] * 3
    found = {c for row in rows(page, table.cells("events", "country")) for c in row}
    assert found <= {"", "#NAME?"}


# -- what is empty ---------------------------------------------------------------------------


def many(indicators, groups):
    """Give rows with more indicators and groups than are always shown."""
    r = random.Random(4)  # noqa: S311 - an invented register
    people = []
    for at in range(60 * groups):
        flags = [float(r.random() < 0.5) for _ in range(indicators)]
        people.append([r.choice("15"), f"grupp {at % groups:02d}", *flags])
    names = [f"i{number}" for number in range(1, indicators + 1)]
    return Data("manga.csv", ["kod", "grupp1", *names], people)


def shown(sheet, places):
    """Return how many of the rows or columns of places are not hidden."""
    dimensions = sheet.row_dimensions if isinstance(places[0], int) else sheet.column_dimensions
    return sum(not dimensions[place].hidden for place in places)


def on_pages(book):
    """Return how many indicators and groups the sheets have room for."""
    sheets = [book[grid.sheet] for grid in (OVERVIEW, BY_GROUP, GROUPS[1])]
    columns = [BY_GROUP.letter(name) for name in BY_GROUP.names if name.startswith("group")]
    tops = [STEP * page + 1 for page in range(len(NUMBERS))]
    return {
        "Indikatorer": shown(sheets[0], [OVERVIEW.number(number) for number in NUMBERS]),
        "riket": shown(sheets[0], [OVERVIEW.number(key) for key in COUNTRY_ROWS]),
        "rikets kolumn": shown(sheets[0], [OVERVIEW.letter("country")]),
        "diagram": shown(sheets[0], [CHART.number(number) for number in NUMBERS]),
        "Grupper": shown(sheets[1], [BY_GROUP.number(number) for number in NUMBERS]),
        "kolumner": shown(sheets[1], columns),
        "Indikator": shown(sheets[2], tops),
        "grupper": shown(sheets[2], [GROUPS[1].number(key) for key in GROUPS[1].rows]),
    }


def test_what_is_empty_is_hidden(rendered):
    assert on_pages(rendered()) == {
        "Indikatorer": 6, "riket": 0, "rikets kolumn": 0, "diagram": 6, "Grupper": 10,
        "kolumner": 10, "Indikator": 6, "grupper": 5,
    }  # fmt: skip
    verdict = verdicts(rendered())["Rader på bladen"]
    assert verdict == (6, "OK: alla indikatorer och grupper syns.")


def test_all_that_is_used_is_shown(rendered):
    book = rendered(many(14, 13), troskel=1, matt2="tal")
    assert on_pages(book) == {
        "Indikatorer": 14, "riket": 0, "rikets kolumn": 0, "diagram": 13, "Grupper": 14,
        "kolumner": 14, "Indikator": 14, "grupper": 13,
    }  # fmt: skip
    assert verdicts(book)["Rader på bladen"] == (14, "OK: alla indikatorer och grupper syns.")


def test_an_unused_column_between_others_has_no_page(rendered):
    data = Data("a.csv", ["kod", "grupp1", "i1", "i3"],
                [[str(k % 5 + 1), "ab"[k % 2], 1, 0] for k in range(400)])  # fmt: skip
    book = rendered(data, troskel=1)
    sheet = book["Indikator"]
    blocks = [range(STEP * page + 1, STEP * page + STEP + 1) for page in range(4)]
    seen = [shown(sheet, list(rows)) for rows in blocks]
    assert seen[0] == seen[2] > 30
    assert seen[1] == seen[3] == 0
    assert verdicts(book)["Rader på bladen"][1].startswith("OK")
    starts = {brk.id for brk in sheet.row_breaks.brk}
    assert starts == {STEP * page for page in range(1, len(NUMBERS))}


def test_groups_are_seen_also_when_the_first_page_is_not_used(rendered):
    data = Data("a.csv", ["kod", "grupp1", "i2"],
                [[str(k % 5 + 1), "abcdefgh"[k % 8], k % 3 % 2] for k in range(400)])  # fmt: skip
    book = rendered(data, troskel=1)
    assert on_pages(book)["Indikator"] == 1
    assert verdicts(book)["Rader på bladen"] == (1, "OK: alla indikatorer och grupper syns.")


def test_a_copy_has_the_pages_that_are_used_and_its_tables_are_read_past_hidden_rows():
    with using(Reference(EXAMPLE)):
        book = render(build("indikatorer"), data=None, columns={}, settings={}).workbook
        stamp = Stamp(dt.date(2026, 3, 2), "9.9", "hämtade 2026-02-01", "ab" * 32)
        content = publish(book, stamp, registry_functions()).workbook
        found = pages(filled_of(book, "indikatorer.xlsx"))
    copy = Package(content)
    drawn = {name: len(copy.related(part, "drawing") and list(charts_of(copy, name)))
             for name, part in copy.sheets.items()}  # fmt: skip
    assert (drawn["Indikatorer"], drawn["Indikator"]) == (1, 6)
    read = [table for table in tables(content) if len(table.rows) > 1]
    assert [len(t.rows) for t in read if t.name == "Indikatorer"] == [6]
    assert [len(t.rows) for t in read if t.name == "Indikator"] == [8, 5] * 6
    first, *others = [page for page in found if page.sheet.startswith("Indikator")]
    assert [len(table.rows) for table in first.tables] == [6]
    assert [[len(table.rows) for table in page.tables] for page in others] == [[8, 5]] * 6
    headings = [heading for page in others for heading, _ in page.drawings]
    assert headings == ["Andel i procent per områdestyp, med 95 % konfidensintervall"] * 6


# -- the country -----------------------------------------------------------------------------


def test_the_country_stands_beside_the_own_total_and_below_the_types(tmp_path, own):
    codes = sorted(Reference(EXAMPLE).areas(2020).regso)
    counts = {"Antal; har": lambda i: 10 + i, "Antal; har inte": lambda i: 90 - i}
    rows_ = [Indicator("arbete", name, 2022, code, float(of(i)), "antal")
             for name, of in counts.items() for i, code in enumerate(codes)]  # fmt: skip
    rows_ += [Indicator("arbete", name, 2022, "00", float(sum(map(of, range(len(codes))))), "antal")
              for name, of in counts.items()]  # fmt: skip
    path = tmp_path / "regso.sqlite"
    shutil.copy(EXAMPLE, path)
    source = Source("SCB", "Arbete efter region", "https://exempel", "2026-01-01", "0" * 64, "CC0")
    merge(path, [RowSet(source, rows_)])
    asked = "arbete;kategori=Antal; har;av=Antal; har | Antal; har inte"
    settings = {"troskel": 1, "jamf1": asked, "jamf2": "utbildning;kategori=x;av=y"}
    with using(Reference(path)):
        wanted = call("REGSO_RIKET", [asked, "", 2022])[1]
        result = render(build("indikatorer"), data=own, columns={}, settings=settings)
    book = book_of(result.workbook, values=True)
    overview, page = book["Indikatorer"], book["Indikator"]
    below = [overview[OVERVIEW.cell(f"kind{i}", "riket1")].value for i in range(6)]
    assert below == pytest.approx([100 * value for value in wanted[1:7]])
    assert overview[OVERVIEW.cell("country", 1)].value == pytest.approx(100 * wanted[7])
    assert overview[OVERVIEW.cell("name", "riket1")].value == "riket 2022: SCB, Arbete efter region"
    assert [page[TABLES[1].cell("country", kind)].value for kind in KINDS if kind != "okänd"] == (
        pytest.approx(wanted[1:8])
    )
    notes = [str(row[0].value) for row in page[f"B{TABLES[1].head}:B{STEP}"]]
    assert any(note.startswith("Riket 2022: Antal; har, av Antal; har | Antal; har inte. ")
               for note in notes)  # fmt: skip
    other = [str(row[0].value) for row in page[f"B{STEP}:B{2 * STEP}"]]
    assert any(note.startswith("Riket visas inte: Tabellen utbildning är inte inläst")
               for note in other)  # fmt: skip
    assert overview[OVERVIEW.cell("country", 2)].value in {None, ""}
    assert (on_pages(book)["riket"], on_pages(book)["rikets kolumn"]) == (2, 1)
    assert overview[OVERVIEW.title("country").rpartition("!")[2]].value == "riket"
    assert verdicts(book)["Jämförelser"] == (
        1, "Granska: riket saknas för 1 av 2 jämförelser. Skälet står på indikatorns sida.",
    )  # fmt: skip
