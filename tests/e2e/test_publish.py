"""The publication copy in Calc and as PDF: it opens, with the values of the report it came from."""

import io

import pypdf
import pytest
import soffice
from click.testing import CliRunner
from render_helpers import values
from reports import reported

from books import book_of
from regso.cli import cli
from regso.errors import FileError
from regso.publication.printed import published_areas
from regso.render.pdf import find_program
from regso.templates import TEMPLATES
from regso.xlsx.cells import Place
from regso.xlsx.package import Package


@pytest.fixture(scope="module")
def calc(tmp_path_factory):
    soffice.required()
    folder = tmp_path_factory.mktemp("extension")
    assert run(folder, "calc", "build", "-o", folder).exit_code == 0
    env = {"REGSO_DATA": str(folder / "none")}
    with soffice.calc(folder / "regso.oxt", env) as running:
        yield running


def run(folder, *arguments):
    env = {"REGSO_DATA": str(folder / "none")}
    return CliRunner().invoke(cli, [str(a) for a in arguments], env=env)


@pytest.fixture(params=list(TEMPLATES), scope="module")
def books(request, shared):
    """Give each template rendered, and its publication copy."""
    return reported(shared, request.param)


def _is_shown(place, rows, areas):
    return not rows[place.row].hidden and (not areas or any(area.holds(place) for area in areas))


def test_calc_shows_the_values_of_the_report_and_finds_no_formula(calc, books):
    full, copy = books
    packages = {path: Package(path.read_bytes()) for path in books}
    with calc.open(copy) as book:
        assert book.sheets == book_of(copy).sheetnames
        for sheet in book.sheets:
            assert book.formulas(sheet) == {}
            source = copy if sheet == "Om kopian" else full
            areas = published_areas(packages[source], sheet)
            rows = book_of(source)[sheet].row_dimensions
            shown = {
                at: value
                for at, value in values(source.read_bytes(), sheet).items()
                if value != "" and _is_shown(Place.parse(at), rows, areas)
            }
            assert book.cells(sheet) == shown


def test_a_workbook_that_another_program_has_calculated_and_saved_can_be_published(
    calc, books, tmp_path
):
    """Calc stands in for Excel: it writes every part anew, and keeps what says what to publish."""
    full, copy = books
    saved, out = tmp_path / "saved.xlsx", tmp_path / "out.xlsx"
    with calc.open(full) as book:
        book.save(saved)
    done = run(tmp_path, "publish", saved, "-o", out)
    assert done.exit_code == 0, done.output
    assert book_of(out).sheetnames == book_of(copy).sheetnames
    for sheet in book_of(copy).sheetnames[1:]:
        one, other = values(out.read_bytes(), sheet), values(copy.read_bytes(), sheet)
        assert list(one) == list(other)
        assert [*one.values()] == [
            pytest.approx(v, rel=1e-12) if isinstance(v, float) else v for v in other.values()
        ]


def test_the_pdf_is_made_of_the_copy(tmp_path):
    try:
        find_program()
    except FileError as error:
        pytest.skip(str(error))
    out = tmp_path / "ut.xlsx"
    options = ("--publish", "--pdf", "-s", "matt=tal", "-s", "rubrik=Egen rubrik")
    done = run(tmp_path, "render", "omradestyper", *options, "-o", out)
    assert done.exit_code == 0, done.output
    reader = pypdf.PdfReader(io.BytesIO(out.with_suffix(".pdf").read_bytes()))
    text = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(text) == len(book_of(out).sheetnames)
    assert text[0].startswith("Om kopian")
    assert "Matchning" not in " ".join(text)
    assert "114,6" in text[1]  # per 1 000, as the input matt says, although it is gone
    assert "Column" not in text[1]  # Calc labels the bars with values only
