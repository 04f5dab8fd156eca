"""Every page of every template on paper, measured in the PDF that LibreOffice makes.

LibreOffice clips the text of a cell that has no room for it, and nothing else that is a line or
two high; so a clip with text in it is a text that is cut.
"""

import functools
import io
import re
from typing import NamedTuple

import pypdf
import pytest
from onpaper import SIDES, SMALLEST, elements, feet, measured, texts

from draws import rest
from regso.render import pdf, render
from regso.render.pdf import to_pdf
from regso.render.pictures import maps
from regso.render.uses import printed
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES
from regso.templates.uppdraget.letters import PAGES
from regso.xlsx import vector
from regso.xlsx.cells import q, remove_formulas
from regso.xlsx.package import WORKBOOK, Package

THIRD = 1 / 3
NUMBER = re.compile(r"[+\-−]?[\d\u00a0 ,.]+%?")
AIR = 1.5  # points between a number and the edge of its table
# The book of examples shows what the functions give as it is, also a sentence as long as a page.
AS_IT_IS = {"exempelbok"}


# The printed copy of the other templates is made in the same way.
WHOLE = ("uppdraget", "karta", "halsa")


class Made(NamedTuple):
    name: str
    book: bytes
    pdf: bytes


@functools.cache
def made_of(name, program):
    """Return a template with its example, and its PDF."""
    with using(Reference(EXAMPLE)):
        template = TEMPLATES[name].build()
        book = render(template, data=None, columns={}, settings={}).workbook
    return Made(name, book, to_pdf(book, "Titel", program))


@pytest.fixture(scope="module", params=sorted(TEMPLATES))
def made(request, program):
    """Give each template with its example, and its PDF."""
    return made_of(request.param, program)


@pytest.fixture(scope="module")
def pages(made):
    return measured(made.pdf, made.name)


def test_no_text_is_cut(pages):
    assert {page.number: page.cut for page in pages if page.cut} == {}
    if pages[0].name not in AS_IT_IS:
        over = [w for page in pages for w in page.body if w.right > page.width - SIDES + 1]
        assert over == []


def test_no_column_is_too_narrow_for_its_numbers(pages):
    assert [w.text for page in pages for w in page.body if "##" in w.text] == []


def test_no_text_is_under_eight_points(pages):
    smallest = {page.number: min(page.sizes) for page in pages}
    assert {number: size for number, size in smallest.items() if size < SMALLEST} == {}


def test_no_page_is_under_a_third_full(pages):
    filled = {page.number: max(w.bottom for w in page.body) / page.height for page in pages}
    assert {number: share for number, share in filled.items() if share < THIRD} == {}


def test_no_number_touches_the_edge_of_its_table(pages):
    touching = []
    for page in pages:
        bands = {}
        for left, right, low, _ in page.heads:
            bands.setdefault(round(low), []).append((left, right))
        for low, sides in bands.items():
            edge = max(right for _, right in sides)
            below = [w for w in page.body if low - 1 < w.top and NUMBER.fullmatch(w.text)]
            touching += [(page.number, w.text) for w in below if edge - AIR < w.right < edge + AIR]
    assert touching == []


def test_every_template_becomes_a_titled_tagged_pdf(made):
    reader = pypdf.PdfReader(io.BytesIO(made.pdf))
    assert reader.metadata.title == TEMPLATES[made.name].title
    letters = set(PAGES) if made.name == "uppdraget" else set()
    assert set(feet(reader)) - {""} == set(printed(Package(made.book))) - letters
    assert feet(reader).count("") == len(letters)  # a letter to sign has a page number alone
    figures = [element for element in elements(reader) if element["/S"] == "/Figure"]
    assert all(figure.get("/Alt") for figure in figures)


@pytest.mark.parametrize("name", rest(TEMPLATES, *WHOLE))
def test_the_pages_are_those_of_the_whole_workbook(program, monkeypatch, name):
    """The printed copy leaves out what is not on paper, and nothing on paper is different.

    A map is printed as the picture that it is: an SVG could ask for what lies outside the file.
    """
    made = made_of(name, program)
    monkeypatch.setattr(pdf, "print_copy", whole)
    expected = to_pdf(without_svg(made.book), "Titel", program)
    assert texts(pypdf.PdfReader(io.BytesIO(made.pdf))) == texts(
        pypdf.PdfReader(io.BytesIO(expected))
    )


def without_svg(workbook):
    package = Package(workbook)
    for slot in maps(package):
        vector.put(package, slot.drawing, slot.blip, b"")
    return package.write({})


def whole(workbook, *_):
    """Return a workbook with everything in it, its formulas turned into values and the sheets
    that are not printed hidden."""
    package = Package(workbook)
    kept = printed(package)
    for part in package.sheets.values():
        remove_formulas(package.change(part))
    book = package.change(WORKBOOK)
    for i, sheet in enumerate(package.sheet_elements()):
        if sheet.get("name") in kept:
            continue
        sheet.set("state", "hidden")
        for name in list(package.defined_names()):
            if name.get("localSheetId") == str(i) and name.get("name") == "_xlnm.Print_Area":
                name.getparent().remove(name)  # with one, LibreOffice prints a hidden sheet
    for view in book.iter(q("workbookView")):
        view.set("activeTab", str([*package.sheets].index(kept[0])))
    return package.write({}, compress=False)
