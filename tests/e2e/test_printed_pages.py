"""Every page of every template on paper, measured in the PDF that LibreOffice makes.

LibreOffice clips the text of a cell that has no room for it, and nothing else that is a line or
two high; so a clip with text in it is a text that is cut.
"""

import io
import re
import shutil
import subprocess
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pypdf
import pytest

from regso.errors import FileError
from regso.render import find_program, render, to_pdf
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES

SMALLEST = 8.0 - 0.01  # points, and what LibreOffice rounds
SIZE = re.compile(r"/F\d+ ([\d.]+) Tf")
SIDES, FOOT = 0.5 * 72, 0.65 * 72
THIRD = 1 / 3
CUT = re.compile(r"q ([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re\nW\* n\n(.*?)Q", re.DOTALL)
TWO_LINES = 60
FILLED = re.compile(r"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re f\*")
BRAND = "0 0.125490196 0.3019607843 rg"
NUMBER = re.compile(r"[+\-−]?[\d\u00a0 ,.]+%?")
AIR = 1.5  # points between a number and the edge of its table
# The book of examples shows what the functions give as it is, also a sentence as long as a page.
AS_IT_IS = {"exempelbok"}


class Word(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float


class Printed(NamedTuple):
    name: str
    number: int
    width: float
    height: float
    words: list[Word]
    content: str

    @property
    def body(self):
        return [w for w in self.words if w.bottom < self.height - FOOT]

    @property
    def cut(self):
        """The boxes of texts that have no room."""
        found = (m for m in CUT.finditer(self.content) if "BT" in m[5] and float(m[2]) > FOOT - 20)
        return [m.groups()[:4] for m in found if float(m[4]) < TWO_LINES]

    @property
    def sizes(self):
        """The sizes of all fonts, in points."""
        return {float(size) for size in SIZE.findall(self.content)}

    @property
    def heads(self):
        """Left, right and lower edge of the header rows of the tables."""
        found = []
        for part in self.content.split(BRAND)[1:]:
            for m in FILLED.finditer(part.partition(" rg\n")[0]):
                left, low, wide, high = map(float, m.groups())
                found.append((left, left + wide, self.height - low, high))
        return found


@pytest.fixture(scope="module", params=sorted(TEMPLATES))
def pages(request):
    poppler = shutil.which("pdftotext")
    if poppler is None:
        pytest.skip("poppler is not installed")
    try:
        office = find_program()
    except FileError:
        pytest.skip("LibreOffice is not installed")
    template = TEMPLATES[request.param]
    with using(Reference(EXAMPLE)):
        book = render(template.build(), data=None, columns={}, settings={}).workbook
    pdf = to_pdf(book, template.title, office)
    boxes = subprocess.run(
        [poppler, "-bbox", "-", "-"], input=pdf, check=True, capture_output=True, timeout=60
    ).stdout.decode()
    tree = ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>| xmlns=\"[^\"]*\"", "", boxes))
    contents = [
        p.get_contents().get_data().decode("latin1") for p in pypdf.PdfReader(io.BytesIO(pdf)).pages
    ]
    return [
        Printed(
            request.param, number, float(page.get("width")), float(page.get("height")),
            [Word(w.text, *(float(w.get(k)) for k in ("xMin", "yMin", "xMax", "yMax")))
             for w in page.iter("word") if w.text], content,
        )
        for number, (page, content) in enumerate(zip(tree.iter("page"), contents, strict=True), 1)
    ]  # fmt: skip


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
