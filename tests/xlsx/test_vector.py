"""The SVG behind a picture: it comes, is replaced and goes, and nothing is left of it."""

import pytest

from regso.indata import Data
from regso.render import render
from regso.render.pictures import maps
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.xlsx import vector
from regso.xlsx.package import CONTENT_TYPES, Package, relations_of


@pytest.fixture(scope="module")
def workbook():
    rows = [["9901R001", 90, 1000], ["9901R002", 200, 1000]]
    data = Data("egna.csv", ["kod", "taljare", "namnare"], rows)
    with using(Reference(EXAMPLE)):
        return render(build("karta"), data=data, columns={}, settings={}).workbook


def of_map(workbook):
    package = Package(workbook)
    [slot] = maps(package)
    return package, slot


def changed(workbook, svg):
    """Return a workbook with another SVG behind its map."""
    package, slot = of_map(workbook)
    vector.put(package, slot.drawing, slot.blip, svg)
    return package.write({})


@pytest.mark.slow
def test_it_is_replaced_in_its_place(workbook):
    package, slot = of_map(changed(workbook, b"<svg/>"))
    part = vector.part_of(package, slot.drawing, slot.blip)
    assert package.parts[part] == b"<svg/>"
    assert package.parts.keys() == Package(workbook).parts.keys()


def test_nothing_is_left_of_one_that_goes_and_it_can_come_again(workbook):
    _, before = of_map(workbook)
    svg = Package(workbook).parts["xl/media/image1.svg"]
    without = changed(workbook, b"")
    package, slot = of_map(without)
    assert vector.part_of(package, slot.drawing, slot.blip) == ""
    assert len(slot.blip) == 0
    for part in (CONTENT_TYPES, relations_of(slot.drawing), slot.drawing):
        assert b"svg" not in package.parts[part]
    assert {*Package(workbook).parts} - {*package.parts} == {"xl/media/image1.svg"}
    again, slot = of_map(changed(without, svg))
    assert again.parts["xl/media/image1.svg"] == svg
    assert vector.part_of(again, slot.drawing, slot.blip) == "xl/media/image1.svg"
    assert again.parts[slot.picture] == Package(workbook).parts[before.picture]
