"""Every page of every template on paper, measured in the PDF that LibreOffice makes.

LibreOffice clips the text of a cell that has no room for it, and nothing else that is a line or
two high; so a clip with text in it is a text that is cut.
"""

import re

import pytest
from onpaper import SIDES, SMALLEST, measured

from regso.render import render, to_pdf
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES

THIRD = 1 / 3
NUMBER = re.compile(r"[+\-−]?[\d\u00a0 ,.]+%?")
AIR = 1.5  # points between a number and the edge of its table
# The book of examples shows what the functions give as it is, also a sentence as long as a page.
AS_IT_IS = {"exempelbok"}


@pytest.fixture(scope="module", params=sorted(TEMPLATES))
def pages(request, program):
    template = TEMPLATES[request.param]
    with using(Reference(EXAMPLE)):
        book = render(template.build(), data=None, columns={}, settings={}).workbook
    return measured(to_pdf(book, template.title, program), request.param)


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
