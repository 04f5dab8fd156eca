"""The report as a document to sign: missive, contents, figures by tool and use, appendices."""

import csv
import datetime as dt
import random

import docx
import pytest
from docx.oxml.ns import qn

from books import book_of
from regso.functions import call
from regso.indata import Data
from regso.publication.cover import Stamp
from regso.publication.publishing import publish
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build
from regso.templates.anvandbarhet import linked
from regso.templates.anvandbarhet.report import SENTENCES
from regso.templates.redovisning.facts import TOOLS
from report_helpers import AGENCY, complete, headings, made, marks, refused, report, tables

POLICE = "Polismyndigheten"
OWN = ("Vårt dnr: AF-2022/17", "Namnförtydligande och befattning", "Underskrift")


def written(path, *evidence, agency=AGENCY, matrix=None):
    given = [] if matrix is None else ["-d", matrix]
    books = [part for book in evidence for part in ("--underlag", book)]
    result = report(agency, *given, *books, "--datum", "2022-10-27", "-o", path)
    assert result.exit_code == 0, result.output
    return docx.Document(path)


def lines(document):
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("signed")


@pytest.fixture(scope="module")
def figures(folder):
    return made("anvandbarhet", folder / "anvandbarhet.xlsx")


@pytest.fixture(scope="module")
def money(folder):
    return made("uppdraget", folder / "uppdraget.xlsx")


@pytest.fixture(scope="module")
def document(folder, figures, money):
    return written(folder / "rapport.docx", figures, money)


@pytest.fixture(scope="module")
def signed(folder):
    matrix = complete(
        folder / "egen.xlsx", eget_dnr="AF-2022/17", undertecknare="Anna Ek, generaldirektör"
    )
    return written(folder / "klar.docx", matrix=matrix)


# -- the figures -----------------------------------------------------------------------------


def test_every_tool_and_use_has_the_figures_of_the_sheet(document, figures):
    sheet = book_of(figures, values=True)[linked.SHEET]
    rows = [[c.value for c in row] for row in sheet[linked.LINKED.cells("verktyg", "varde")]]
    assert len(rows) == len(linked.WITH_FIGURES) * 4
    found = tables(document)
    heading = "Exempel: andel arbetslösa av befolkningen 16–64 år (anvandbarhet.xlsx)"
    for tool in linked.WITH_FIGURES:
        caption = f"{tool[0].upper()}{tool[1:]}: talen bakom svaren. {heading}"
        wanted = [[use, nr, shows, value] for of, use, nr, shows, *_, value in rows if of == tool]
        assert found[caption][1:] == wanted
    assert f"Inga tal: egna uppgifter kan inte läggas in i {TOOLS[3]}." in lines(document)


def test_the_table_underlag_points_at_the_same_figures(document, figures):
    sheet = book_of(figures, values=True)[linked.SHEET]
    rows = {row[0]: row for row in tables(document)["Vad svaren bygger på"][1:]}
    for number, _, _, _, cell in linked.evidence():
        assert rows[number][2] == sheet[cell].value
    refs = {r for rows in tables(document).values() for row in rows for r in row[-1].split("; ")}
    assert {number for number, *_ in linked.evidence()} <= refs


def test_the_conclusions_are_the_sentences_of_the_page(document, figures):
    page = book_of(figures, values=True)["Användbarhet"]
    said = [page[cell].value for cell in SENTENCES]
    at = lines(document).index("Vad talen säger")
    assert lines(document)[at + 2 : at + 2 + len(said)] == said
    assert any(line.endswith(said[0]) for line in lines(document)[:60])  # in the summary too
    limits = lines(document)[at + 2 + len(said) :]
    assert any(line.startswith("Som bäst: områdena med högst andel") for line in limits)
    assert any(line.startswith("Indexet bakom typerna räknar") for line in limits)


def test_without_a_register_the_conclusions_say_that_there_are_no_figures(signed):
    [line] = [line for line in lines(signed) if line.startswith("Inga tal ur det egna registret")]
    assert line.endswith("är given som underlag.")
    assert not any("talen bakom svaren" in caption for caption in tables(signed))


def simulated(path, agency, shares):
    """Fill Användbarhet with the example's areas, the cases drawn by a share for each type."""
    r = random.Random(1)  # noqa: S311 - the same every time
    text = EXAMPLE.with_name("example_register.csv").read_text(encoding="utf-8")
    areas = [row for row in csv.reader(text.split()) if row[0].startswith("99")]
    with using(Reference(EXAMPLE)):
        kinds = [row[0] for row in call("REGSO_TYP", [[[c] for c, *_ in areas], 2022])]
        rows = [
            [code, sum(r.random() < shares.get(kind, 0.1) for _ in range(int(n))), float(n)]
            for (code, _, n), kind in zip(areas, kinds, strict=True)
        ]
        data = Data("egna.csv", ["kod", "taljare", "namnare"], rows)
        own = {"rubrik": "Andel berörda", "myndighet": agency}
        book = render(build("anvandbarhet"), data=data, columns={}, settings=own).workbook
    path.write_bytes(book)
    return path


@pytest.mark.parametrize(
    ("agency", "shares", "says"),
    [
        (AGENCY, {1: 0.6, 2: 0.4, 3: 0.2, 4: 0.1, 5: 0.02}, "Typ 1–2 pekar ut de berörda."),
        (POLICE, {}, "Typ 1–2 pekar inte ut de berörda:"),
    ],
)
def test_the_report_says_how_strong_the_association_is(tmp_path, agency, shares, says):
    book = simulated(tmp_path / "anvandbarhet.xlsx", agency, shares)
    found = written(tmp_path / "ut.docx", book, agency=agency)
    in_summary = [line for line in lines(found) if line.startswith("Andel berörda: ")]
    assert [line.startswith(f"Andel berörda: {says}") for line in in_summary] == [True]
    explained = next(line for line in lines(found) if line.startswith("Av skillnaderna"))
    assert explained.endswith("det räcker inte för att peka ut de berörda.") == (not shares)


def test_render_fills_underlag_from_the_workbook_itself(tmp_path, figures):
    book = complete(tmp_path / "egen.xlsx", evidence=figures)
    found = book_of(book, values=True)["Underlag"]
    sheet = book_of(figures, values=True)[linked.SHEET]
    rows = {row[0].value: [c.value for c in row] for row in found.iter_rows(max_col=6)}
    for number, shows, name, blad, cell in linked.evidence():
        assert rows[number] == [number, shows, name, blad, cell, sheet[cell].value]


# -- to sign ---------------------------------------------------------------------------------


def test_a_complete_report_can_be_signed(signed):
    assert marks(signed) == []
    found = lines(signed)
    assert all(line in found for line in OWN)
    at = found.index("Namnförtydligande och befattning")
    assert found[at - 1] == "Anna Ek, generaldirektör"
    assert f"{AGENCY} redovisar härmed uppdraget" in " ".join(found[:at])
    assert "Myndighetens slutsats: De kan användas i analys." in found[:at]


def test_an_unknown_number_and_name_are_lines_to_fill_in(tmp_path):
    found = lines(written(tmp_path / "ut.docx", matrix=complete(tmp_path / "egen.xlsx")))
    assert "Vårt dnr: ____________________" in found
    assert found[found.index("Namnförtydligande och befattning") - 1] == ""


def test_a_draft_cannot_be_signed_and_is_marked_on_every_page(document):
    found = lines(document)
    assert "Underskrift" not in found
    assert "Utkastet kan inte undertecknas. Det här återstår:" in found
    assert "uppdraget.xlsx bygger på påhittade exempeldata." in found
    assert len(document.sections) > 1  # Uppdraget lies
    for section in document.sections:
        assert section.header.paragraphs[0].text.startswith("UTKAST")


def test_the_contents_list_every_heading_with_a_link_to_it(document):
    links = [e for p in document.paragraphs for e in p._p.iter(qn("w:hyperlink"))]
    wanted = [text for style, text in headings(document) if style in ("Heading 1", "Heading 2")]
    assert [link.findtext(f".//{qn('w:t')}") for link in links] == wanted
    marked = {
        start.get(qn("w:name")): "".join(t.text for t in start.getparent().iter(qn("w:t")))
        for start in document.element.iter(qn("w:bookmarkStart"))
    }
    assert [marked[link.get(qn("w:anchor"))] for link in links] == wanted
    assert document.settings.element.find(qn("w:updateFields")) is not None


def test_the_appendices_are_named_in_the_missive(document):
    names = [text for _, text in headings(document) if text.startswith("Bilaga")]
    assert names == [
        "Bilaga 1. Användbarhet (anvandbarhet.xlsx)",
        "Bilaga 2. Uppdraget: plan, medel och redovisning (uppdraget.xlsx)",
    ]
    assert f"Bilagor: {'; '.join(names)}" in lines(document)


def test_every_chart_of_the_appendices_has_its_caption_and_text(document):
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    for caption in (
        "Så samlas de berörda från typ 1 till 5",
        "Andel av de berörda som nås med lika många personer, %",
        "Andel av skillnaderna mellan områden som ligger mellan grupperna, %",
        "Ackumulerat, kronor",
    ):
        assert caption in captions
    texts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(texts) == 5
    assert all(len(text) > 30 for text in texts)


def test_the_money_of_uppdraget_is_shown_in_short(document, money):
    rows = tables(document)["Uppdragets medel, ur uppdraget.xlsx"]
    assert [name for name, _ in rows[1:]] == [
        "Disponibelt enligt beslutet", "Rekvirerat", "Upparbetat", "Kvar hittills",
    ]  # fmt: skip
    sums = [int(text.replace("\u00a0", "")) for _, text in rows[1:]]
    assert sums[0] == 500000
    assert sums[3] == sums[1] - sums[2]
    letters = ("Missiv", "Rekvisition", "Återbetalning")
    assert not any(
        f"bladet {sheet}" in caption for sheet in letters for caption in tables(document)
    )


# -- whose -----------------------------------------------------------------------------------


def test_evidence_of_another_agency_is_refused(tmp_path, figures):
    says = refused(report(POLICE, "--underlag", figures, "-o", tmp_path / "ut.docx"))
    assert says.startswith(f"anvandbarhet.xlsx gäller {AGENCY}, inte {POLICE}; ange ett underlag")
    assert not (tmp_path / "ut.docx").exists()


def test_a_publication_copy_of_another_agency_is_refused(tmp_path, figures):
    with using(Reference(EXAMPLE)):
        copy = publish(figures.read_bytes(), Stamp(dt.date(2026, 3, 2), "9.9", "", ""), {})
    (tmp_path / "kopia.xlsx").write_bytes(copy.workbook)
    says = refused(report(POLICE, "--underlag", tmp_path / "kopia.xlsx", "-o", tmp_path / "a.docx"))
    assert says.startswith(f"kopia.xlsx gäller {AGENCY}, inte {POLICE};")
    assert (
        report(AGENCY, "--underlag", tmp_path / "kopia.xlsx", "-o", tmp_path / "a.docx").exit_code
        == 0
    )


def test_evidence_of_another_decision_is_refused(tmp_path):
    book = made("uppdraget", tmp_path / "uppdraget.xlsx", dnr="Ju2023/00017")
    says = refused(report(AGENCY, "--underlag", book, "-o", tmp_path / "ut.docx"))
    assert says == (
        "uppdraget.xlsx gäller beslutet med dnr Ju2023/00017, inte Ju2022/01504; ange ett "
        "underlag för samma beslut, eller rätta diarienumret där."
    )
