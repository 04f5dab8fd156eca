"""`regso render --pdf`: what the PDF says of itself, what is in it, and what is left behind."""

import io
import os
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner
from onpaper import elements, feet, texts
from render_helpers import changed, template

from processes import is_gone
from regso.cli import cli
from regso.errors import FileError
from regso.render import pdf, profile
from regso.render.pdf import to_pdf
from regso.store import EXAMPLE
from regso.templates import TEMPLATES

REGISTER = EXAMPLE.with_name("example_register.csv")
PERSON = "199001019802"  # a fictional personnummer, pasted where codes belong
NAMESPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}


@pytest.fixture(scope="module")
def folder(program, tmp_path_factory):
    """Render a template by the command line, with its PDF; a personnummer is in the register."""
    folder = tmp_path_factory.mktemp("pdf")
    register = folder / "register.csv"
    register.write_text(f"{REGISTER.read_text(encoding='utf-8')}{PERSON},7,7\n", encoding="utf-8")
    done = command(folder, "-d", register, "-s", "rubrik=Åtgärder per område", "--pdf")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1] == str(folder / "ut.pdf")
    return folder


@pytest.fixture(scope="module")
def reader(folder):
    return pypdf.PdfReader(folder / "ut.pdf")


def command(folder, *options, output="ut.xlsx"):
    return CliRunner().invoke(
        cli,
        ["render", "omradestyper", *map(str, options), "-o", str(folder / output)],
        env={"REGSO_DATA": str(folder / "none")},
    )


def everything(path):
    """Return all text and all streams of a PDF, decompressed."""
    reader = pypdf.PdfReader(path)
    objects = (reader.get_object(i) for i in range(1, len(reader.xref[0]) + 1))
    streams = [o.get_data() for o in objects if isinstance(o, pypdf.generic.StreamObject)]
    return b"\n".join([path.read_bytes(), "\n".join(texts(reader)).encode(), *streams])


# -- what it says of itself ------------------------------------------------------------------


def test_it_is_tagged_and_says_that_it_is_pdf_ua_1_and_pdf_a_2(reader):
    """The identifiers of ISO 14289-1 (PDF/UA-1) and ISO 19005-2 (PDF/A-2)."""
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    part = {
        name: [e.firstChild.data for e in reader.xmp_metadata.get_element("", space, "part")]
        for name, space in NAMESPACES.items()
    }
    assert part == {"pdfaid": ["2"], "pdfuaid": ["1"]}


def test_its_language_is_swedish(reader):
    assert reader.trailer["/Root"]["/Lang"] == "sv-SE"


def test_its_title_is_the_workbooks_and_is_shown(reader):
    assert reader.metadata.title == TEMPLATES["omradestyper"].title
    assert reader.xmp_metadata.dc_title == {"x-default": TEMPLATES["omradestyper"].title}
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_a_table_is_tagged_by_rows_and_cells_and_a_page_read_in_its_order(reader):
    kinds = {element["/S"] for element in elements(reader)}
    assert {"/Table", "/TR", "/TD"} <= kinds
    assert {page["/Tabs"] for page in reader.pages} == {"/S"}


def test_every_picture_has_an_alternative_text(reader):
    figures = [element for element in elements(reader) if element["/S"] == "/Figure"]
    assert figures
    assert all(len(figure["/Alt"]) > 40 for figure in figures)


def test_all_fonts_are_in_the_file(reader):
    fonts = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    ]
    files = [f.get("/FontDescriptor") or f["/DescendantFonts"][0]["/FontDescriptor"] for f in fonts]
    assert files
    assert all("/FontFile2" in f or "/FontFile3" in f or "/FontFile" in f for f in files)


# -- what is in it ---------------------------------------------------------------------------


def test_it_shows_the_values_of_the_workbook_with_swedish_decimals(reader):
    text = " ".join(texts(reader))
    assert "Åtgärder per område" in text
    assert "11,5 %" in text
    assert "REGSO_" not in text.replace("=REGSO_KOD(namn;kommun)", "")  # advice, no formula
    assert "#NAME?" not in text


def test_the_rows_of_indata_and_the_list_of_functions_are_left_out(folder, reader):
    assert list(dict.fromkeys(feet(reader))) == [
        "Start", "Områdestyper", "Områden", "Matchning", "Källa",
    ]  # fmt: skip
    assert PERSON.encode() not in everything(folder / "ut.pdf")
    assert b"9901A0010" not in everything(folder / "ut.pdf")


def test_libreoffice_calculates_nothing(program):
    """A wrong stored value is printed as it stands, and no formula is in the copy."""

    def build(book, start, indata, rapport, text):
        rapport.write_formula("A1", "=1+1", None, "sparat värde")

    found = texts(pypdf.PdfReader(io.BytesIO(to_pdf(template(build), "Titel", program))))
    assert "sparat värde" in " ".join(found)


def test_a_workbook_without_a_title_is_titled_after_its_file(program):
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(template(), "kvartal 3 & 4", program)))
    assert reader.metadata.title == "kvartal 3 & 4"


def hidden(book, *names):
    """Return a workbook with sheets hidden."""
    for name in names:
        edit = (f'<sheet name="{name}"', f'<sheet name="{name}" state="hidden"')
        book = changed(book, {"xl/workbook.xml": edit})
    return book


def test_sheets_that_are_hidden_are_not_printed(program):
    book = hidden(template(), "Start", "Rapport")
    [page] = texts(pypdf.PdfReader(io.BytesIO(to_pdf(book, "Titel", program))))
    assert page.startswith("Text som ingen rör")


def test_the_rows_are_left_out_also_when_the_workbook_was_saved_with_indata_in_front(program):
    def build(book, start, indata, rapport, text):
        indata.activate()

    document = to_pdf(template(build), "Titel", program)
    assert "9901A0010" not in " ".join(texts(pypdf.PdfReader(io.BytesIO(document))))


# -- what is left behind, and when it cannot be made -----------------------------------------


def test_without_libreoffice_it_is_one_sentence_and_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "_PROGRAMS", ("finnsinte",))
    monkeypatch.setattr(pdf, "_PLACES", ())
    done = command(tmp_path, "-d", REGISTER, "--pdf")
    assert done.exit_code == 1
    [sentence] = done.stderr.splitlines()
    assert sentence.startswith("PDF kräver LibreOffice 7.4 eller senare")
    assert sentence.endswith("eller utelämna --pdf.")
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_cannot_be_named_as_its_pdf(tmp_path):
    done = command(tmp_path, "-d", REGISTER, "--pdf", output="ut.pdf")
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert "slutar på .xlsx" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Give the folder that temporary files are made in."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def impostor(tmp_path, script):
    """Return a program that stands in for LibreOffice."""
    path = tmp_path / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_no_temporary_file_is_left(program, temporary):
    to_pdf(template(), "Titel", program)
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="the programs that stand in are shell scripts")
@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("exit 1", "LibreOffice kunde inte göra någon PDF av arbetsboken"),
        ("exit 0", "LibreOffice kunde inte göra någon PDF av arbetsboken"),
        ('for last; do :; done; echo "%PDF-1.4" > "${last%.xlsx}.pdf"', "för gammal"),
        ("sleep 60 & sleep 60", "inte klar med PDF:en på 1 sekunder"),
    ],
)
def test_a_libreoffice_that_fails_is_one_sentence_and_nothing_is_left(
    tmp_path, temporary, script, says
):
    with pytest.raises(FileError, match=says) as raised:
        to_pdf(template(), "Titel", impostor(tmp_path, script), patience=1)
    assert str(raised.value).endswith("utelämna --pdf.") or "försök igen" in str(raised.value)
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="the program that stands in is a shell script")
def test_libreoffice_makes_its_own_temporary_files_where_they_are_deleted(tmp_path, temporary):
    seen = tmp_path / "seen"
    with pytest.raises(FileError):
        to_pdf(template(), "Titel", impostor(tmp_path, f'echo "$TMPDIR" > {seen}'))
    assert Path(seen.read_text().strip()).parent == temporary


@pytest.mark.skipif(os.name != "posix", reason="the program that stands in is a shell script")
def test_no_process_outlives_the_patience(tmp_path, temporary):
    """Neither the program nor the child that does its work."""
    pids = tmp_path / "pids"
    with pytest.raises(FileError):
        to_pdf(
            template(), "Titel",
            impostor(tmp_path, f"sleep 60 & echo $$ $! > {pids}; wait"), patience=1,
        )  # fmt: skip
    for pid in map(int, pids.read_text().split()):
        assert is_gone(pid, tries=20)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_real_conversion_that_takes_too_long_leaves_no_soffice(program, temporary):
    before, long = offices(), TEMPLATES["indikatorer"].build()  # a second and more
    with pytest.raises(FileError, match="inte klar"):
        to_pdf(long, "Titel", program, patience=0.3)
    assert list(temporary.iterdir()) == []
    last = time.monotonic() + 30  # what has been killed may take a moment to be gone
    while left := [o for o in offices() - before if str(temporary) in o]:
        assert time.monotonic() < last, left
        time.sleep(0.1)


def offices():
    """Return the command lines of what runs with a profile."""
    lines = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "UserInstallation" in line:
            lines.add(line)
    return lines


def test_two_at_the_same_time_do_not_disturb_each_other(program):
    together = threading.Barrier(2)

    def one(text):
        def build(book, start, indata, rapport, _):
            rapport.write("A1", text)

        together.wait()
        return texts(pypdf.PdfReader(io.BytesIO(to_pdf(template(build), text, program))))

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(one, ["först", "sedan"])
    assert any("först" in page for page in first)
    assert any("sedan" in page for page in second)


def test_where_libreoffice_says_no_version_it_settles_and_the_pdf_is_the_same(program, monkeypatch):
    book = template()
    settled = to_pdf(book, "Titel", program)
    monkeypatch.setattr(profile, "_said", lambda *_: "")
    assert to_pdf(book, "Titel", program) == settled


def test_the_settings_of_the_user_are_not_touched(program, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    to_pdf(template(), "Titel", program)
    assert not (tmp_path / ".config" / "libreoffice").exists()
