"""The copy looks like the report: LibreOffice draws both, and they are compared page by page."""

import io
import shutil
import subprocess

import pypdf
import pytest
from PIL import Image, ImageChops
from reports import reported

from regso.errors import FileError
from regso.render import profile
from regso.render.pdf import find_program
from regso.render.printing import print_copy
from regso.render.uses import results
from regso.templates import TEMPLATES
from regso.xlsx.package import Package

FOOT = 0.07  # of the page: its number differs, because the copy begins with a cover
SHADE = 60  # a smaller difference of a pixel is of how an edge is smoothed
LARGEST = 0.003  # of the pixels of a page: lines of the charts may move by one
# Cells for codes of kommuner are yellow in the report, and not in the copy.
YELLOW = {"skola": 0.03}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory, shared):
    """Give the PDF of every report and copy, made by one run of LibreOffice."""
    try:
        program = find_program()
    except FileError as error:
        pytest.skip(str(error))
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    folder = tmp_path_factory.mktemp("looks")
    for name in TEMPLATES:
        book, copy = (path.read_bytes() for path in reported(shared, name))
        (folder / f"{name}-a.xlsx").write_bytes(print_copy(book, name, results(Package(book))))
        (folder / f"{name}-b.xlsx").write_bytes(print_copy(copy, name))
    used = profile.make(folder / "profil", program)
    command = [program, used, "--headless", "--norestore", "--convert-to", "pdf", "--outdir"]
    books = [folder / f"{name}-{which}.xlsx" for name in TEMPLATES for which in "ab"]
    environment = {"PATH": "/usr/bin:/bin"}
    subprocess.run(
        [*command, folder, *books], check=True, timeout=400, capture_output=True, env=environment
    )
    return folder


def pictures(folder, name):
    subprocess.run(
        ["pdftoppm", "-png", "-gray", "-r", "50", f"{name}.pdf", name], cwd=folder, check=True
    )
    return [
        Image.open(io.BytesIO(path.read_bytes())) for path in sorted(folder.glob(f"{name}-*.png"))
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_page_of_the_copy_looks_like_that_of_the_report(pdfs, name):
    report, copy = pictures(pdfs, f"{name}-a"), pictures(pdfs, f"{name}-b")[1:]
    assert len(report) == len(copy)
    for one, other in zip(report, copy, strict=True):
        assert one.size == other.size
        box = (0, 0, one.width, int(one.height * (1 - FOOT)))
        differs = ImageChops.difference(one.crop(box), other.crop(box)).point(
            lambda shade: 255 * (shade > SHADE)
        )
        share = differs.histogram()[255] / (box[2] * box[3])
        assert share <= YELLOW.get(name, LARGEST)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_pdf_of_the_copy_says_what_the_report_says_and_no_more(pdfs, name):
    """All its words are those of the report's results, and of the cover."""
    report, copy = (
        [page.extract_text().split() for page in pypdf.PdfReader(pdfs / f"{name}-{x}.pdf").pages]
        for x in "ab"
    )
    assert copy[0][:2] == ["Om", "kopian"]
    numbers = {str(i) for i in range(1, len(copy) + 1)}
    for one, other in zip(report, copy[1:], strict=True):
        assert set(other) - set(one) <= numbers
        assert set(one) - set(other) <= numbers
