"""The template Karta: the table counts what REGSO_LISTA lists, and the picture is drawn."""

import io
import sqlite3

import openpyxl
import pytest

from regso.functions import call
from regso.render import render
from regso.render.area_map import picture
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.xlsx.package import Package


@pytest.fixture(scope="module")
def filled():
    built = build("karta")

    def done(**settings):
        return render(built, data=None, columns={}, settings=settings)

    return done


def _sheet(rendered):
    return openpyxl.load_workbook(io.BytesIO(rendered.workbook), data_only=True)["Karta"]


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
    [part] = [name for name in package.parts if name.startswith("xl/media/")]
    assert package.parts[part] == picture("9902", 2024)


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
