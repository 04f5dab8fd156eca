"""The map of an indicator: what is drawn is what the pages show, and nothing that they hide."""

import io
import shutil
import sqlite3
from itertools import product

import openpyxl
import pytest
from book_helpers import with_cells, without_add_in

from regso.functions import call
from regso.indata import Data
from regso.render import render
from regso.render.pictures import maps
from regso.render.uses import printed, results
from regso.report.workbooks import filled_of
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES, build
from regso.templates.indikatorer.counts import COUNTS
from regso.workbook.mapplace import NOT_YET, blank
from regso.xlsx.package import Package

HEADERS = ["kod", "grupp1", "grupp2", "namnare", "i1", "i3"]
GROUPS = [*product(("kvinnor", "män"), ("unga", "äldre"))]
BREAKS = (10, 20, 30)
ASKED = {"karta_omrade": "99", "klassning": "10;20;30", "rubrik": "Vuxna", "namn1": "har arbete"}


@pytest.fixture(scope="module")
def mapped():
    """Render the template, and return the package, the map and its text."""
    built = build("indikatorer")

    def done(data=None, reference=EXAMPLE, workbook=built, functions=None, **settings):
        with using(Reference(reference)):
            book = render(workbook, data=data, columns={}, settings={**ASKED, **settings},
                          functions=functions).workbook  # fmt: skip
        [slot] = maps(package := Package(book))
        return package, package.parts[slot.picture], slot.text

    return done


def listed(kind=None):
    with using(Reference(EXAMPLE)):
        return [(row[0], row[3]) for row in call("REGSO_LISTA", ["99", kind, 2022])[1:]]


def cases(i, j):
    return 5 + (7 * i + 3 * j) % 30


def register(changed=(), groups=GROUPS):
    """Return 100 persons of every group and area, and some cases: changed by code and group."""
    changed = dict(changed)
    rows = [
        [code, *group, 100, changed.get((code, group), cases(i, j)), 50]
        for i, (code, _) in enumerate(listed())
        for j, group in enumerate(groups)
    ]
    return Data("egna.csv", HEADERS, rows)


def shares(data):
    """Return the share of each area in per cent, from the register alone."""
    found = {}
    for code, _, _, n, x, _ in data.rows:
        old = found.get(code, (0, 0))
        found[code] = old[0] + x, old[1] + n
    return {code: 100 * x / n for code, (x, n) in found.items()}


def told(values):
    """Return the words of a map's text about classes with some shares."""
    places = [sum(share >= each for each in BREAKS) for share in values]
    words = ("under 10", "10–20", "20–30", "30 eller mer")
    return ", ".join(f"{places.count(i)} {word}" for i, word in enumerate(words) if i in places)


def values_of(package):
    return openpyxl.load_workbook(io.BytesIO(package.write({})), data_only=True)


def says(package):
    return values_of(package)["Karta"]["B3"].value or ""


def hidden_kinds(package, column):
    """Return the types with something hidden on Beräkning, of an indicator or of persons."""
    sheet = values_of(package)["Beräkning"]
    rows = [[sheet[COUNTS.cell(name, key)].value for name in ("typ", column, "persons")]
            for key in COUNTS.rows]  # fmt: skip
    return {kind for kind in range(1, 6) if any(str(r[0]) == str(kind) and ".." in r for r in rows)}


def test_the_map_draws_every_area_in_the_class_of_its_share(mapped):
    data = register()
    package, picture, text = mapped(data)
    assert text.startswith("Karta över Exempellän, 2022. Vuxna: har arbete per RegSO. 40 RegSO; ")
    assert f"procent: {told(shares(data).values())}" in text
    assert "dold" not in text
    assert picture.startswith(b"\x89PNG")
    assert (says(package), hidden_kinds(package, "i1")) == ("", set())
    assert "Karta" in results(package)
    assert "Karta" in printed(package)


def test_the_indicator_and_the_place_are_those_that_are_chosen(mapped):
    _, _, text = mapped(register(), karta_indikator="i3", namn3="studerar", karta_omrade="9902")
    count = sum(code.startswith("9902") for code, _ in listed())
    assert f"Vuxna: studerar per RegSO. {count} RegSO; procent: {count} 30 eller mer" in text


def test_a_type_with_something_hidden_has_no_area_on_the_map(mapped):
    """Not even where everyone's count is shown: here few women of type 2 have it."""
    of_two = [code for code, _ in listed(2)]
    few = {(code, group): 0 for code in of_two for group in GROUPS if group[0] == "kvinnor"}
    few[of_two[0], GROUPS[0]] = 3
    data = register(few)
    package, _, text = mapped(data)
    hidden = hidden_kinds(package, "i1")
    assert 2 in hidden
    assert hidden != {1, 2, 3, 4, 5}
    kinds = dict(listed())
    seen = [share for code, share in shares(data).items() if kinds[code] not in hidden]
    assert f"procent: {told(seen)}; {40 - len(seen)} dolda" in text
    seen_kinds = ", ".join(str(kind) for kind in range(1, 6) if kind not in hidden)
    assert values_of(package)["Karta"]["B32"].value.startswith(
        f"Områden visas av typ {seen_kinds}. Är något antal dolt"
    )


def few_in(code, number=3):
    """Return the changes that leave an area few cases, all in one group."""
    return {(code, group): number * (group == GROUPS[0]) for group in GROUPS}


def test_a_small_area_is_hidden_with_an_ample_one(mapped):
    small = listed(3)[0][0]
    package, _, text = mapped(data := register(few_in(small)))
    assert hidden_kinds(package, "i1") == set()
    assert "; 2 dolda" in text
    left = sorted(share for code, share in shares(data).items() if code != small)
    wanted = {told([share for j, share in enumerate(left) if j != i]) for i in range(len(left))}
    assert any(f"procent: {words}; 2 dolda" in text for words in wanted)


@pytest.mark.parametrize("number", [1, 4])
def test_the_map_is_the_same_to_the_byte_whatever_a_hidden_area_has(mapped, number):
    """The sums by type and by every group are the same, so all that is published is."""
    small, other, *_ = (code for code, _ in listed(3))

    def with_number(few):
        rest = {(other, group): 30 - few * (group == GROUPS[0]) for group in GROUPS}
        return register({**few_in(small, few), **rest})

    first, drawn, text = mapped(with_number(3))
    package, picture, words = mapped(with_number(number))
    assert (picture, words) == (drawn, text)
    assert "; 2 dolda" in text
    for sheet in ("Indikatorer", "Grupper", "Indikator"):
        one, two = (values_of(each)[sheet].values for each in (first, package))
        assert [*one] == [*two]


def test_where_a_group_is_a_kommun_an_area_of_another_kommun_is_not_hidden_instead(mapped):
    """The kommun's sum less its areas that are shown would be the small number."""
    by_kommun = {}
    for code, _ in listed(3):
        by_kommun.setdefault(code[:4], []).append(code)
    kommun = next(codes for codes in by_kommun.values() if len(codes) > 1)
    small = kommun[0]
    data = register(few_in(small))
    for row in data.rows:
        row[1] = row[0][:4]
    package, _, text = mapped(data)
    assert hidden_kinds(package, "i1") == set()
    assert "; 2 dolda" in text
    values = shares(data)
    left = [[s for c, s in values.items() if c not in {small, other}] for other in kommun[1:]]
    assert any(f"procent: {told(each)}; 2 dolda" in text for each in left)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"karta_omrade": ""}, "Kartan ritas för ett län eller en kommun: skriv koden på bladet "
         "Start, i Karta: län, kommun."),
        ({"karta_indikator": "i2"}, "Indikatorn i2 används inte på bladet Indata."),
        ({"matt1": "tal"}, "Kartan finns bara för andelar, och i1 är ett tal per 1 000."),
        ({"troskel": 1000}, "Kartan visas inte: i varje områdestyp är något antal dolt för i1, för "
         "alla eller för en grupp."),
    ],
)  # fmt: skip
def test_without_a_map_the_page_says_why_and_is_neither_printed_nor_published(
    mapped, change, reason
):
    package, picture, text = mapped(register(), **change)
    assert says(package) == reason
    assert (picture, text) == (blank(), NOT_YET)
    assert "Karta" not in {*printed(package), *results(package)}


def test_a_choice_that_was_cleared_in_excel_is_asked_for(mapped):
    place = Package(build("indikatorer")).cell_names()["karta_indikator"].place
    cleared = with_cells(build("indikatorer"), "Start", {str(place): None})
    package, picture, _ = mapped(register(), workbook=cleared)
    assert says(package) == "Välj en indikator på bladet Start, i Karta: indikator: i1 till i40."
    assert picture == blank()


def test_without_borders_the_page_says_so_and_the_rest_is_whole(mapped, tmp_path):
    shutil.copy(EXAMPLE, tmp_path / "utan.sqlite")
    with sqlite3.connect(tmp_path / "utan.sqlite") as db:
        db.execute("DELETE FROM boundary")
    db.close()
    package, picture, _ = mapped(register(), tmp_path / "utan.sqlite")
    assert says(package) == (
        "Kartan behöver områdenas gränser, som inte är inlästa: regso data update hämtar dem."
    )
    assert picture == blank()
    assert results(package) == ["Indikatorer", "Grupper", "Indikator", "Källa"]


def test_rows_that_cannot_be_counted_are_no_map(mapped):
    data = register()
    data.rows[0][4] = None
    package, picture, _ = mapped(data)
    assert str(says(package)).startswith("#")
    assert picture == blank()


def test_a_map_that_was_drawn_is_taken_away_when_there_is_no_more_one(mapped):
    package, drawn, _ = mapped(register())
    _, picture, text = mapped(workbook=package.write({}), karta_omrade="")
    assert (picture, text) == (blank(), NOT_YET)
    assert drawn != picture


def test_without_the_add_in_the_map_page_is_an_error_and_no_sentence(mapped):
    package, picture, _ = mapped(register(), functions=without_add_in())
    assert says(package) == "#NAME?"
    assert picture == blank()


@pytest.mark.parametrize(("name", "area"), [("indikatorer", "karta_omrade"),
                                            ("omradestyper", "lista_omrade")])  # fmt: skip
def test_a_workbook_with_a_map_is_known_though_its_title_is_another(name, area):
    """It has the report of the template Karta too; Excel can take away the title."""
    with using(Reference(EXAMPLE)):
        made = render(build(name), data=None, columns={}, settings={area: "99"}).workbook
    book = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    book.properties.title = "Min rapport"
    out = io.BytesIO()
    book.save(out)
    assert filled_of(out.getvalue(), "bok.xlsx").template is TEMPLATES[name]
