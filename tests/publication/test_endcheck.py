"""The end check reads a copy as its readers will, and refuses one that tells a small count."""

import datetime as dt
import io
import re

import openpyxl
import pytest
from render_helpers import changed, part

from books import book_of
from regso.errors import FileError
from regso.indata import Data
from regso.publication.cover import Stamp
from regso.publication.endcheck import refuse_disclosed
from regso.publication.publishing import publish
from regso.publication.reading import tables
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES

STAMP = Stamp(dt.date(2026, 3, 2), "9.9", "hämtade 2026-02-01", "")


@pytest.fixture(scope="module")
def copies():
    """Give the copy of a template with its example."""
    made = {}

    def copy(name):
        if name not in made:
            with using(Reference(EXAMPLE)):
                full = render(TEMPLATES[name].build(), data=None, columns={}, settings={})
                made[name] = publish(full.workbook, STAMP, {}).workbook
        return made[name]

    return copy


def edited(copy, sheet, cells):
    book = openpyxl.load_workbook(io.BytesIO(copy))
    for address, value in cells.items():
        book[sheet][address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(copy, threshold=5):
    with pytest.raises(FileError) as raised:
        refuse_disclosed(copy, threshold)
    return str(raised.value)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("omradestyper", {"Områdestyper": ["antal", "nämnare"], "Områden": ["antal", "nämnare"]}),
        ("halsa", {"Hälsa": ["antal", "befolkning"]}),
        ("resursfordelning", {"Fördelning": ["volym"]}),
        ("brott", {
            "Brott": ["händelser", "befolkning"],
            "Brottstyper": ["Stöld", "Skadegörelse", "Våld", "övriga", "totalt"],
        }),
        ("skola", {
            "Skola": ["antal", "nämnare"],
            "Ojämlikhet": ["personer", "gruppen", "jämförelsen"],
        }),
        ("sekretess", {"Efter": [
            "18–24 år", "25–34 år", "35–49 år", "50–64 år", "65 år och äldre", "totalt",
        ]}),
        ("ar_mot_ar", {}),
    ],
)  # fmt: skip
def test_the_counts_of_a_copy_are_read_and_its_shares_areas_and_money_are_not(copies, name, counts):
    found = {}
    for table in tables(copies(name)):
        heads = [h for h, counted in zip(table.columns, table.counts, strict=True) if counted]
        if heads:
            found[table.name] = heads
    assert found == counts


@pytest.mark.parametrize("name", ["omradestyper", "ar_mot_ar", "halsa", "resursfordelning",
                                  "brott", "skola", "sekretess"])  # fmt: skip
def test_the_examples_tell_no_small_count(copies, name):
    assert refuse_disclosed(copies(name), 5) == []


def test_the_labels_are_those_of_the_rows(copies):
    [efter] = tables(copies("sekretess"))
    assert efter.rows == ("1", "2", "3", "4", "5", "1+2", "okänd", "totalt")


def test_a_small_count_that_stands_openly_is_refused(copies):
    """Also one that is written as text, which a spreadsheet does not count."""
    for value in (3, "3"):
        says = refusal(edited(copies("sekretess"), "Efter", {"C7": value}))
        assert "på bladet Efter, raden 1, kolumnen 18–24 år, finns ett antal under" in says
        assert "tröskeln 5 som står öppet; se att raden bara har tal" in says


def test_a_hidden_count_that_a_total_tells_is_refused(copies):
    """Rows 5 and okänd are hidden in 18–24; with 5 shown, the total tells okänd."""
    says = refusal(edited(copies("sekretess"), "Efter", {"C11": 3}))
    assert "raden 5, kolumnen 18–24 år, finns ett antal under tröskeln 5 som står öppet" in says
    assert says.endswith(" antal till är sådana.")


def test_a_count_in_both_sheets_of_skola_is_refused(copies):
    """The pupils of three kommuner and the total of the other sheet leave the fourth."""
    copy = edited(copies("skola"), "Ojämlikhet", {"E6": "..", "E7": 525, "E8": 504, "E9": 1245})
    says = refusal(copy)
    assert "på bladet Ojämlikhet, raden 9901, kolumnen personer" in says
    assert (
        "går att räkna ut med en summa på bladet Skola; höj tröskeln på bladet Start, eller "
        in says
    )
    assert "bara ett av bladen (--page)" in says


def test_a_share_beside_a_hidden_count_is_refused(copies):
    copy = edited(copies("omradestyper"), "Områdestyper", {"E12": "..", "F12": 100, "G12": 0.03})
    assert "raden okänd, kolumnen antal" in refusal(copy)


def test_no_value_stands_in_the_sentence(copies):
    says = refusal(edited(copies("sekretess"), "Efter", {"C7": 3}))
    assert "3" not in says


@pytest.mark.parametrize("threshold", [None, 0, 1])
def test_without_a_threshold_nothing_is_examined(copies, threshold):
    assert refuse_disclosed(edited(copies("sekretess"), "Efter", {"C7": 3}), threshold) == []


def test_a_sheet_of_the_users_own_is_read_without_colours():
    book = openpyxl.Workbook()
    book.active.title = "Eget"
    for row in (["typ", "antal"], ["a", 3], ["b", 40]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    assert "på bladet Eget, raden a, kolumnen antal" in refusal(out.getvalue())


ALLA = [["kommun", "kvinnor", "män"], ["Alby", 40, 31], ["Boda", 45, 60], ["Celle", 75, 20],
        ["totalt", 160, 111]]  # fmt: skip
INRIKES = [["kommun", "kvinnor", "män"], ["inrikes Alby", 33, 19], ["inrikes Boda", 39, 55],
           ["inrikes Celle", 54, 15], ["inrikes totalt", 126, 89]]  # fmt: skip


def with_sheets(copy, sheets):
    book = openpyxl.load_workbook(io.BytesIO(copy))
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_a_sheet_leaves_of_another_that_it_is_part_of_is_refused(copies):
    """No number is small, but of 40 women in Alby 37 are inrikes."""
    copy = copies("sekretess")
    assert refuse_disclosed(with_sheets(copy, {"Alla": ALLA, "Inrikes": INRIKES}), 5) == []
    three = [INRIKES[0], ["inrikes Alby", 37, 19], *INRIKES[2:4], ["inrikes totalt", 130, 89]]
    leaks = with_sheets(copy, {"Alla": ALLA, "Inrikes": three})
    says = refusal(leaks)
    assert "på bladet Inrikes, raden inrikes Alby, kolumnen kvinnor, finns ett antal under" in says
    assert (
        "som blir över när det som står där dras från samma antal på bladet Alla, som det är en "
        "del av; höj tröskeln på bladet Start, slå ihop raden med en annan i båda tabellerna"
    ) in says
    assert refuse_disclosed(with_sheets(copy, {"Inrikes": three}), 5) == []


def test_a_table_of_areas_is_no_table_of_persons(copies):
    """Flytt of År mot år counts areas, and Ojämlikhet has a column of them."""
    assert refuse_disclosed(edited(copies("skola"), "Ojämlikhet", {"D6": 3}), 5) == []


def test_true_counts_that_a_user_puts_beside_a_table_are_refused(copies):
    """Above them stands no header; a small one is open, and a large one is the rest of a sum."""
    copy = copies("omradestyper")
    sheet = book_of(copy)["Områdestyper"]
    assert sheet["L5"].value is None
    beside = edited(copy, "Områdestyper", {"L6": 40, "L7": 50, "L8": 3})
    assert "raden 3, kolumnen L, finns ett antal under tröskeln 5 som står öppet" in refusal(beside)
    headed = edited(copy, "Områdestyper", {"L5": "sant", "L6": 40, "L7": 50, "L8": 3})
    assert "raden 3, kolumnen sant, finns ett antal" in refusal(headed)
    shares = edited(copy, "Områdestyper", {"L5": "kvot", "L6": 1, "L7": 1, "L8": 3})
    assert refuse_disclosed(shares, 5) == []


def test_a_small_count_outside_all_tables_is_refused(copies):
    copy = copies("omradestyper")
    says = refusal(edited(copy, "Områdestyper", {"B40": "varav kvinnor", "D40": 4}))
    assert "raden varav kvinnor, kolumnen D, finns ett antal" in says
    assert refuse_disclosed(edited(copy, "Områdestyper", {"B40": "enheter", "D40": 4}), 5) == []


def test_a_small_count_that_a_chart_alone_holds_is_refused(copies):
    """A chart of cells that are not copied has its values itself."""
    copy = copies("omradestyper")
    drawn = '<c:numLit><c:ptCount val="2"/>{}</c:numLit>'
    points = "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in enumerate((12, 3)))
    xml = part(copy, "xl/charts/chart1.xml")
    edited_xml = re.sub(
        r"(<c:val>)<c:numRef>.*?</c:numRef>", rf"\1{drawn.format(points)}", xml, count=1
    )
    assert edited_xml != xml
    says = refusal(changed(copy, {"xl/charts/chart1.xml": edited_xml}))
    assert "på bladet Områdestyper, raden stapel 2, kolumnen " in says
    shares = edited_xml.replace("<c:v>12</c:v>", "<c:v>12.5</c:v>")
    assert refuse_disclosed(changed(copy, {"xl/charts/chart1.xml": shares}), 5) == []


def persons():
    """Return a register of one indicator: 400 persons in each of twelve areas, half of them men."""
    return [
        [f"9901R{area:03}", "kvinnor" if person % 2 else "män", int(person < yes)]
        for area, yes in enumerate([12, *range(61, 82, 2)], 1)
        for person in range(400)
    ]


def test_a_share_that_is_a_whole_number_is_no_count():
    """12 of 400 are 3,0 percent, also of women and men; without decimals it would be a count."""
    data = Data("register.csv", ["kod", "grupp1", "i1"], persons())
    settings = {"indelning": "RegSO 2020"}
    with using(Reference(EXAMPLE)):
        build = TEMPLATES["indikatorer"].build()
        full = render(build, data=data, columns={}, settings=settings)
        made = publish(full.workbook, STAMP, {}).workbook
    book = openpyxl.load_workbook(io.BytesIO(made))
    threes = [c for row in book["Indikatorer"] for c in row if c.value == 3]
    assert threes
    for cell in threes:
        cell.number_format = "#,##0"
    out = io.BytesIO()
    book.save(out)
    assert "raden Exempel: har arbete, kolumnen typ 1" in refusal(out.getvalue())
