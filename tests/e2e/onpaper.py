"""What a PDF has on paper, measured: words, sizes of letters, texts that are cut, header rows."""

import io
import re
import shutil
import subprocess
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pypdf
import pytest

SMALLEST = 8.0 - 0.01  # points, and what LibreOffice rounds
SIZE = re.compile(r"/F\d+ ([\d.]+) Tf")
SIDES, FOOT = 0.5 * 72, 0.65 * 72
CUT = re.compile(r"q ([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re\nW\* n\n(.*?)Q", re.DOTALL)
TWO_LINES = 60
FILLED = re.compile(r"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re f\*")
BRAND = "0 0.125490196 0.3019607843 rg"


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


def measured(pdf, name):
    """Return the pages of a PDF; skip the test where poppler is not installed."""
    poppler = shutil.which("pdftotext")
    if poppler is None:
        pytest.skip("poppler is not installed")
    boxes = subprocess.run(
        [poppler, "-bbox", "-", "-"], input=pdf, check=True, capture_output=True, timeout=60
    ).stdout.decode()
    tree = ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>| xmlns=\"[^\"]*\"", "", boxes))
    contents = [
        p.get_contents().get_data().decode("latin1") for p in pypdf.PdfReader(io.BytesIO(pdf)).pages
    ]
    return [
        Printed(
            name, number, float(page.get("width")), float(page.get("height")),
            [Word(w.text, *(float(w.get(k)) for k in ("xMin", "yMin", "xMax", "yMax")))
             for w in page.iter("word") if w.text], content,
        )
        for number, (page, content) in enumerate(zip(tree.iter("page"), contents, strict=True), 1)
    ]  # fmt: skip


def elements(reader):
    """Yield every element of the structure tree."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        found = waiting.pop().get_object()
        if isinstance(found, pypdf.generic.ArrayObject):
            waiting += found
        elif isinstance(found, pypdf.generic.DictionaryObject):
            if "/S" in found:
                yield found
            waiting += [found["/K"]] if "/K" in found else []


def texts(reader):
    """Return the text of each page on one line."""
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def feet(reader):
    """Return what stands in the foot of each page: the name of its sheet."""
    return [t.partition("RegSO för Excel ")[2].partition(" Sida ")[0] for t in texts(reader)]
