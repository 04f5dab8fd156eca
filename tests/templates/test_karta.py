"""The template Karta: the table counts what REGSO_LISTA lists, and the picture is drawn."""

import copy
import io
import sqlite3

import pytest
from book_helpers import verdicts
from PIL import Image

from books import book_of
from regso.functions import call
from regso.indata import Data
from regso.render import render
from regso.render.area_map import picture
from regso.render.pictures import maps
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.workbook.mapplace import ALT_TEXT
from regso.xlsx.package import DOCUMENT, Package


@pytest.fixture(scope="module")
def filled():
    built = build("karta")

    def done(**settings):
        return render(built, data=None, columns={}, settings=settings)

    return done


def _sheet(rendered):
    return book_of(rendered.workbook, values=True)["Karta"]


def _table(rendered):
    return [[c.value for c in row[1:6]] for row in _sheet(rendered)["B5:H10"]]


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("area", ["99", "9901", "9904", ""])
def test_the_table_is_that_of_the_list(filled, area):
    rows = call("REGSO_LISTA", [area or None, None, 2022])[1:]
    table = _table(filled(omrade=area))
    for kind in range(1, 6):
        members = [row for row in rows if row[3] == kind]
        people = sum(row[5] for row in members)
        assert table[kind - 1][0] == kind
        assert table[kind - 1][2:4] == [len(members), people]
        assert table[kind - 1][4] == pytest.approx(people / sum(row[5] for row in rows))
    assert table[5][2:] == [len(rows), sum(row[5] for row in rows), 1]


def test_the_published_types_of_stockholm(filled, real):
    """Boverket 2024:18 and SCB: 3, 7, 19, 75 and 23 areas; 984,748 inhabitants in 2022."""
    table = _table(filled(omrade="0180"))
    assert [row[2] for row in table] == [3, 7, 19, 75, 23, 127]
    assert table[5][3] == 984_748


@pytest.mark.usefixtures("example")
def test_the_picture_is_the_map_of_the_inputs(filled):
    package = Package(filled(omrade="9902", ar=2024).workbook)
    png, svg, _ = picture("9902", 2024)
    media = {name: part for name, part in package.parts.items() if name.startswith("xl/media/")}
    assert media == {"xl/media/image1.png": png, "xl/media/image1.svg": svg}


def test_an_area_that_does_not_exist_is_an_error_and_no_table_of_zeros(filled):
    with using(Reference(EXAMPLE)):
        done = filled(omrade="0180")
    assert {row[2] for row in _table(done)} == {"#N/A"}
    assert all(problem.code == "#N/A" for problem in done.problems)


def test_a_population_that_lacks_a_kommun_is_said_to_be_missing(filled, tmp_path):
    store = tmp_path / "utan.sqlite"
    store.write_bytes(EXAMPLE.read_bytes())
    with sqlite3.connect(store) as db:
        db.execute("DELETE FROM population WHERE code LIKE '9901%'")
    db.close()
    with using(Reference(store)):
        table = _table(filled())
    assert [row[2] for row in table] == [2, 5, 8, 21, 4, 40]
    assert [table[0][3], table[5][3]] == ["saknas", "saknas"]
    assert {row[4] for row in table} == {None}


def _own(*rows):
    return Data("egna.csv", ["kod", "taljare", "namnare"], [list(row) for row in rows])


OWN = _own(*((f"9901R{i:03}", 40 * i, 1000) for i in range(1, 13)), ("9902R001", 3, 800))


def _done(data=OWN, **settings):
    return render(build("karta"), data=data, columns={}, settings={"omrade": "99", **settings})


def _drawn(rendered):
    """Return the picture and its alternative text."""
    [slot] = maps(package := Package(rendered.workbook))
    return package.parts[slot.picture], slot.named.get("descr")


@pytest.mark.usefixtures("example")
def test_own_rows_are_drawn_as_shares_and_the_text_says_their_classes():
    png, text = _drawn(_done(klassning="10;20", rubrik="Andel med bil"))
    assert text == (
        "Karta över Exempellän, 2022. Andel med bil per RegSO. 40 RegSO; procent: 2 under 10, "
        "2 10–20, 8 20 eller mer; 1 dolda; 27 utan uppgift."
    )
    assert png != picture("99", 2022).png


@pytest.mark.usefixtures("example")
def test_the_map_is_of_types_without_own_rows_or_when_it_is_asked_to_be():
    types = picture("99", 2022).png
    for done in (_done(None), _done(visa="områdestyper")):
        assert _drawn(done) == (types, ALT_TEXT)


@pytest.mark.usefixtures("example")
def test_a_map_per_kommun_takes_rows_of_kommuner():
    done = _done(_own(("9901", 90, 1000), ("9902", 200, 900)), niva="kommun")
    assert "4 kommuner; procent" in _drawn(done)[1]
    checks = verdicts(book_of(done.workbook, values=True))
    assert checks["Rader utan områdestyp"][1] == "OK: raderna är kommuner."
    wrong = _done(_own(("9901", 90, 1000), ("9902", 200, 900)))
    checks = verdicts(book_of(wrong.workbook, values=True))
    assert checks["Rader utan områdestyp"][1].startswith("Fel: kolumnen kod har kommunkoder")


@pytest.mark.usefixtures("example")
def test_without_own_rows_every_check_of_them_says_so():
    checks = verdicts(book_of(_done(None).workbook, values=True))
    waiting = {label for label, (_, verdict) in checks.items() if "egna rader" in verdict}
    assert waiting == {
        "Rader utan områdestyp", "Summarader", "Områden som överlappar", "Exempelrader",
        "Indelning enligt koderna", "Tröskel", "Felaktiga tal i Indata",
    }  # fmt: skip


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("row", [("9901R001", "x", 9), ("9901R001", 9, 5), ("9901R001", None, 5)])
def test_a_wrong_number_stops_the_copy_and_a_text_the_map(row):
    done = _done(_own(row, ("9902R001", 50, 800)))
    checks = verdicts(book_of(done.workbook, values=True))
    assert checks["Felaktiga tal i Indata"][1].startswith("Fel:")


@pytest.mark.usefixtures("example")
def test_a_picture_of_the_users_beside_the_map_stays_as_it_is():
    logo = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(logo, "png")
    package = Package(build("karta"))
    [slot] = maps(package)
    package.add("xl/media/logo.png", logo.getvalue())
    package.relate(slot.drawing, "rId99", "image", "../media/logo.png")
    anchor = copy.deepcopy(package.change(slot.drawing)[0])
    anchor.find(".//{*}cNvPr").set("descr", "Logotyp")
    anchor.find(".//{*}blip").set(f"{{{DOCUMENT}}}embed", "rId99")
    package.tree(slot.drawing).append(anchor)
    done = render(package.write({}), data=OWN, columns={}, settings={"omrade": "99"})
    after = Package(done.workbook)
    assert after.parts["xl/media/logo.png"] == logo.getvalue()
    assert after.parts[slot.picture] != Package(build("karta")).parts[slot.picture]


@pytest.mark.usefixtures("example")
def test_a_sheet_that_was_renamed_has_its_map_drawn():
    book = build("karta")
    renamed = Package(book)
    workbook = renamed.change("xl/workbook.xml")
    for sheet in workbook.iter("{*}sheet"):
        if sheet.get("name") == "Karta":
            sheet.set("name", "Min karta")
    for name in workbook.iter("{*}definedName"):
        name.text = (name.text or "").replace("Karta!", "'Min karta'!")
    [slot] = maps(Package(renamed.write({})))
    assert slot.picture.startswith("xl/media/")
