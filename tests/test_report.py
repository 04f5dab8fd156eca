"""``regso report``: the Word document, what stands in it, and what must never."""

import datetime as dt
import shutil
import subprocess
import zipfile
from collections import Counter

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn

import own_data
from books import book_of
from regso.cli import cli
from regso.errors import FileError
from regso.functions import call
from regso.indata import Data
from regso.publication.cover import Stamp
from regso.publication.publishing import publish
from regso.render import profile, render
from regso.report import example_answers, find_agency, published, read_answers, read_filled, write
from regso.report.answers import Answers
from regso.report.charts import DrawnChart, Series
from regso.report.draw import picture
from regso.report.drawings import drawings
from regso.report.evidence import _amounts
from regso.report.published import pages, single, sources
from regso.report.shown import shown
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES, build
from regso.templates.redovisning.example import example_matrix
from regso.templates.redovisning.facts import PAIRS, TOOLS, USES
from regso.workbook.agencies import AGENCIES
from report_helpers import AGENCY, HEADERS, complete, headings, made, marks, refused, report, tables

PERSON = "19121212-1212"
TITLE = "Redovisning av uppdraget om förstärkt arbete mot segregation"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="session")
def evidence(folder):
    return made("omradestyper", folder / "omradestyper.xlsx")


@pytest.fixture(scope="session")
def hidden(folder):
    """Another year's register with dots in the table: types 1 and 5 are not shown."""
    headers, rows = own_data.example("omradestyper")
    data = Data("år.csv", headers, [[c, x + 1, n + 9, *rest] for c, x, n, *rest in rows])
    path = folder / "dolda.xlsx"
    own = {"rubrik": "Egen", "troskel": 600}
    with using(Reference(EXAMPLE)):
        book = render(build("omradestyper"), data=data, columns={}, settings=own).workbook
    path.write_bytes(book)
    return path


@pytest.fixture(scope="session")
def matrix(folder):
    return made("redovisning", folder / "redovisning.xlsx", ansvarig="Enheten för analys")


@pytest.fixture(scope="session")
def written(folder, matrix, evidence, hidden):
    path = folder / "rapport.docx"
    options = ["--underlag", evidence, "--underlag", hidden]
    result = report("arbetsf", "-d", matrix, *options, "-o", path)
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture(scope="session")
def document(written):
    return docx.Document(written)


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def everything(path):
    return b"\n".join(parts(path).values()).decode("utf-8", "ignore")


# -- the document ----------------------------------------------------------------------------


def test_the_sections_have_real_headings_in_order(document):
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == [TITLE]
    assert [text for style, text in headings(document) if style == "Heading 1"] == [
        "Sammanfattning",
        "Uppdraget",
        "Svar per verktyg och användning",
        "Slutsatser och begränsningar",
        "Delmål i regeringens strategi",
        "Uppdraget om att minska långtidsarbetslösheten (A2022/00330)",
        "Underlag",
        "Källor och förbehåll",
        "Kopia till",
        "Bilaga 1. Områdestyper (omradestyper.xlsx)",
        "Bilaga 2. Områdestyper (dolda.xlsx)",
    ]
    assert [text.casefold() for style, text in headings(document) if style == "Heading 2"][
        : len(TOOLS)
    ] == [tool.casefold() for tool in TOOLS]


def test_it_says_who_answers_whom_about_which_decision(document):
    lines = [p.text for p in document.paragraphs]
    for line in (
        f"Myndighet: {AGENCY}",
        "Uppdraget: Regeringens beslut 2022-04-28, dnr Ju2022/01504",
        "Till: Regeringskansliet (Justitiedepartementet)",
        "Redovisas senast: 2022-10-28",
        "Datum: 2022-10-14",
        "Ansvarig: Enheten för analys",
    ):
        assert line in lines
    assert not any(line.startswith("Kontakt:") for line in lines)


def test_the_matrix_has_the_answers(document):
    rows = tables(document)["Kan verktyget användas som stöd?"]
    given = {row[:2]: row[2] for row in example_matrix()}
    assert rows == [
        ["verktyg", *USES],
        *([tool, *(given[tool, use] for use in USES)] for tool in TOOLS),
    ]


def test_every_reason_obstacle_and_reference_is_there_in_full(document):
    found = tables(document)
    for tool in TOOLS:
        caption = f"{tool[0].upper()}{tool[1:]}: svar, motivering och hinder"
        wanted = [list(row[1:]) for row in example_matrix() if row[0] == tool]
        assert found[caption][1:] == wanted


def test_the_summary_counts_the_answers(document):
    assert (
        "4 verktyg är bedömda för 4 användningar, 16 rutor. Svaret är ja i 6, delvis i 6, "
        "nej i 2 och ej prövat i 2."
    ) in [p.text for p in document.paragraphs]


def test_the_published_table_is_the_sheets_own(document, evidence):
    rows = tables(document)["Tabell ur omradestyper.xlsx, bladet Områdestyper"]
    sheet = book_of(evidence, values=True)["Områdestyper"]
    assert rows[0][4:] == [
        "värde (andel)",
        "nedre (95 % konfidensintervall)",
        "övre",
        "skillnad mot typ 5 (procentenheter)",
    ]
    for row, cells in zip(rows[1:], sheet["C6:J13"], strict=True):
        kind, name, count, base, share = (cell.value for cell in cells[:5])
        assert row[:2] == [str(kind), name]
        assert [text.replace("\u00a0", "") for text in row[2:4]] == [str(count), str(base)]
        assert row[4] == f"{100 * share:.1f}\u00a0%".replace(".", ",")


def test_dots_stay_dots(document):
    rows = tables(document)["Tabell ur dolda.xlsx, bladet Områdestyper"]
    assert [row[4] for row in rows[1:6]].count("..") == 2
    assert [row[4] for row in rows if row[0] == "5"] == [".."]


def test_a_count_that_one_workbook_hides_and_another_shows_is_refused(folder, evidence, tmp_path):
    """The same register with two thresholds; also when both are copies."""
    twice = made("omradestyper", tmp_path / "dolda.xlsx", troskel=600)
    out = tmp_path / "rapport.docx"
    says = refused(report("arbetsf", "--underlag", evidence, "--underlag", twice, "-o", out))
    assert says.startswith("Rapporten skrevs inte: på bladet Områdestyper i dolda.xlsx, raden 1,")
    copies = []
    for full in (evidence, twice):
        copies.append(tmp_path / f"kopia-{full.name}")
        with using(Reference(EXAMPLE)):
            copies[-1].write_bytes(
                publish(full.read_bytes(), Stamp(dt.date(2026, 3, 2), "9.9", "", ""), {}).workbook
            )
    both = [part for path in copies for part in ("--underlag", path)]
    assert "i kopia-dolda.xlsx, raden 1," in refused(report("arbetsf", *both, "-o", out))
    assert not out.exists()
    assert report("arbetsf", *both[2:], "-o", out).exit_code == 0


def test_a_small_count_that_a_user_has_put_on_the_page_is_refused(evidence, tmp_path):
    book = openpyxl.load_workbook(evidence, data_only=True)
    for address, number in {"K6": 40, "K7": 3}.items():
        book["Områdestyper"][address] = number
    path = tmp_path / "eget.xlsx"
    book.save(path)
    says = refused(report("arbetsf", "--underlag", path, "-o", tmp_path / "rapport.docx"))
    assert "raden 2, kolumnen K, finns ett antal under tröskeln 5 som står öppet" in says


def test_a_number_is_read_from_the_cell_that_underlag_names(document, evidence):
    share = book_of(evidence, values=True)["Områdestyper"]["G6"].value
    rows = tables(document)["Vad svaren bygger på"]
    values = {row[0]: row[2] for row in rows}
    assert values["U2"] == f"{100 * share:.1f}\u00a0%".replace(".", ",")
    assert values["U3"] == "8 kommuner"
    assert values["A1"] == ""  # its workbook is not given


def test_the_caveats_of_the_workbooks_are_printed_once(document):
    [caption] = [c for c in tables(document) if c.startswith("Enligt bladet Källa")]
    assert caption.endswith("omradestyper.xlsx, dolda.xlsx")
    rows = tables(document)[caption]
    assert any(label.startswith("Förbehåll") for label, _ in rows)


def test_every_table_has_a_header_row_that_repeats_and_a_description(document):
    assert len(document.tables) >= 10
    for table in document.tables:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert not any(row.trPr.find(qn("w:tblHeader")) is not None for row in rows[1:])
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_every_picture_has_an_alternative_text(document):
    texts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(texts) == 3
    assert all(len(text) > 30 for text in texts)


def test_the_language_is_swedish(document):
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}
    assert document.core_properties.language == "sv-SE"


def test_the_properties_name_no_person(document):
    properties = document.core_properties
    assert properties.title == f"{TITLE} – {AGENCY}"
    assert {properties.author, properties.last_modified_by} == {"RegSO för Excel"}
    assert properties.comments == ""


def test_the_page_is_a4_with_its_number_in_the_foot(document):
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    fields = [e.text for e in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_same_input_gives_the_same_bytes(matrix, evidence):
    def once():
        answers = read_answers(matrix, find_agency(AGENCY))
        return write(answers, [read_filled(evidence)], dt.date(2022, 10, 27))

    assert once() == once()


def test_the_money_is_shown_in_short_where_a_workbook_has_it():
    """Its table is the one that REGSO_UPPDRAGSMEDEL gives."""
    rows = call("REGSO_UPPDRAGSMEDEL", [500000, 500000, 468250])[1:]
    table = published.ShownTable(
        ("post", "värde"), tuple((n, shown(v, "#,##0")) for n, v in rows), ()
    )
    money = _amounts(table)
    assert [(name, text.replace("\u00a0", " ")) for name, text in money] == [
        ("Disponibelt", "500 000"),
        ("Rekvirerat", "500 000"),
        ("Upparbetat", "468 250"),
        ("Återbetalning", "31 750"),
        ("Status", "Medel återstår"),
    ]
    other = published.ShownTable(("typ", "antal"), (("1", "5"),), ())
    assert _amounts(other) == []


# -- drafts ----------------------------------------------------------------------------------


def test_an_example_and_a_fictional_workbook_make_a_draft(document):
    assert marks(document) == ["UTKAST – PÅHITTAT EXEMPEL: svaren är inte myndighetens"] * 2


def test_a_filled_matrix_is_no_draft(tmp_path):
    matrix = complete(tmp_path / "egen.xlsx")
    result = report(AGENCY, "-d", matrix, "-o", tmp_path / "ut.docx")
    assert result.stderr == (
        "Inte läst: omradestyper.xlsx nämns på bladet Underlag; ange --underlag.\n"
    )
    assert marks(docx.Document(tmp_path / "ut.docx")) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"row": {"svar": ""}}, "1 av 16 rutor i matrisen saknar svar."),
        ({"row": {"motivering": ""}}, "1 svar som inte är ja saknar motivering."),
        ({"row": {"underlag": "U1; U99"}}, "Underlag som inte finns i tabellen Underlag: U99."),
        ({"row": {"verktyg": "DeSO"}}, "Rader i Indata utan egen ruta i matrisen: 1."),
        ({"dnr": "x"}, "Diarienumret x har inte rätt form."),
        ({"agency": "Trafikverket"}, "Beslutets diarienummer saknas. Delmål i strategin saknas."),
        ({"beaktat": ""}, "Det står inte hur uppdraget A2022/00330 har beaktats."),
        ({"slutsats": ""}, "Slutsatsen saknas."),
    ],
)
def test_what_is_missing_makes_a_draft_and_is_said(tmp_path, change, says):
    matrix = complete(tmp_path / "egen.xlsx", **change)
    agency = change.get("agency", AGENCY)
    result = report(agency, "-d", matrix, "-o", tmp_path / "ut.docx")
    assert says in result.stderr
    document = docx.Document(tmp_path / "ut.docx")
    assert marks(document) == ["UTKAST – redovisningen är inte komplett"] * 2


def test_answers_with_texts_of_the_example_beside_own_are_refused(tmp_path):
    matrix = complete(tmp_path / "egen.xlsx", beaktat=TEMPLATES["redovisning"].settings["beaktat"])
    sentence = refused(report(AGENCY, "-d", matrix, "-o", tmp_path / "ut.docx"))
    assert "Exempel kvar på bladet Start säger: Fel" in sentence
    assert "Uppdraget A2022/00330 (beaktat)" in sentence
    assert not (tmp_path / "ut.docx").exists()


def test_evidence_with_a_title_of_the_example_over_own_figures_is_refused(tmp_path):
    rows = "kod,ar,taljare\n0114R001,2022,40\n0114R002,2023,50\n"
    (tmp_path / "r.csv").write_text(rows, encoding="utf-8")
    book = tmp_path / "ar.xlsx"
    CliRunner().invoke(cli, ["render", "ar_mot_ar", "-d", f"{tmp_path}/r.csv", "-o", str(book)])
    result = report(AGENCY, "--underlag", book, "-o", tmp_path / "ut.docx")
    assert "Fel: kvar från exemplet: Rubrik (rubrik)" in refused(result)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"row": {"svar": ""}},
        {"row": {"motivering": ""}},
        {"row": {"anvandning": "analys"}},
        {"dnr": "x"},
        {"agency": "Försäkringskassan"},
        {"agency": "Försäkringskassan", "delmal_1": "minskad skolsegregation"},
        {"agency": "Socialstyrelsen", "dnr": "S2022/01234", "delmal_2": "eget"},
        {"beaktat": ""},
        {"slutsats": ""},
        {"eget_dnr": "2022-17"},
    ],
)
def test_the_report_and_the_workbook_call_the_same_things_missing(tmp_path, change):
    agency = change.get("agency", AGENCY)
    path = complete(tmp_path / "egen.xlsx", **change)
    sheet = book_of(path, values=True)["Start"]
    red = [c.value for row in sheet["D:D"] for c in [row] if str(c.value).startswith("Fel")]
    assert bool(read_answers(path, find_agency(agency)).gaps()) == bool(red)


def test_without_a_matrix_every_agency_has_an_example_that_says_so(tmp_path):
    for name, agency in AGENCIES.items():
        result = report(name, "--datum", "2022-10-27", "-o", tmp_path / "ut.docx")
        assert result.exit_code == 0, result.output
        document = docx.Document(tmp_path / "ut.docx")
        assert marks(document)[0].startswith("UTKAST – PÅHITTAT EXEMPEL")
        lines = [p.text for p in document.paragraphs]
        assert any(f"dnr {agency.dnr or 'saknas'}" in line for line in lines)
        about_another = any("A2022/00330" in text for _, text in headings(document))
        assert about_another == (name == AGENCY)
        assert [p.text for p in document.paragraphs if p.style.name == "List Bullet"][
            -len(agency.copies) :
        ] == [*agency.copies] or not agency.copies


def test_a_plain_table_will_do_as_a_matrix(tmp_path):
    path = tmp_path / "matris.csv"
    rows = [HEADERS[:3], *([tool, use, "ja"] for tool, use in PAIRS)]
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    answers = read_answers(path, find_agency("polisen"))
    assert answers.counts() == {"ja": 16, "delvis": 0, "nej": 0, "ej prövat": 0}
    assert answers.gaps() == ["Slutsatsen saknas."]  # it is written on Start


# -- refusals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("arbetsförmedlingen", AGENCY),
        ("FÖRSÄK", "Försäkringskassan"),
        ("statens sk", "Statens skolverk"),
        ("Skolverket", "Statens skolverk"),
        ("polisen", "Polismyndigheten"),
        ("  Trafik ", "Trafikverket"),
    ],
)
def test_the_beginning_of_a_name_is_enough(text, name):
    assert find_agency(text).name == name


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Boverket", '"Boverket" är ingen av myndigheterna'),
        ("statens", '"statens" kan vara flera myndigheter'),
        ("", '"" är ingen av myndigheterna'),
    ],
)
def test_an_unknown_agency_is_one_sentence_with_all_eight(tmp_path, text, why):
    said = refused(report(text, "-o", tmp_path / "ut.docx"))
    assert said == f"{why}; ange en av {', '.join(AGENCIES)}."
    assert not list(tmp_path.iterdir())


def test_the_matrix_of_another_agency_is_refused(tmp_path, matrix):
    said = refused(report("polisen", "-d", matrix, "-o", tmp_path / "ut.docx"))
    assert said.startswith("redovisning.xlsx gäller Arbetsförmedlingen, inte Polismyndigheten")


def test_a_workbook_of_no_template_is_refused(tmp_path):
    path = tmp_path / "egen.xlsx"
    book = openpyxl.Workbook()
    book.properties.title = "Områdestyper"  # a title alone is not believed
    book.save(path)
    said = refused(report(AGENCY, "--underlag", path, "-o", tmp_path / "ut.docx"))
    assert said.startswith("egen.xlsx är inte gjord av någon av mallarna")


def test_the_answers_are_no_evidence(tmp_path, matrix):
    said = refused(report(AGENCY, "--underlag", matrix, "-o", tmp_path / "ut.docx"))
    assert said == "redovisning.xlsx är svaren och inget underlag; ange den med -d."


def test_a_table_without_the_columns_of_the_matrix_is_refused(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("kod;taljare\n9901R001;1\n", encoding="utf-8")
    said = refused(report(AGENCY, "-d", path, "-o", tmp_path / "ut.docx"))
    assert said.startswith("register.csv är varken en ifylld mall redovisning eller en tabell")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_workbook_that_is_not_calculated_is_refused(tmp_path, name):
    path = tmp_path / "ny.xlsx"
    path.write_bytes(build(name))
    with pytest.raises(FileError, match=r"^ny\.xlsx är inte beräknad; .*\.$"):
        pages(read_filled(path))


def test_a_workbook_with_error_values_is_refused(tmp_path):
    path = made("omradestyper", tmp_path / "fel.xlsx", ar=2031)
    said = refused(report(AGENCY, "--underlag", path, "-o", tmp_path / "ut.docx"))
    assert said.startswith("fel.xlsx har felvärdet #N/A i Områdestyper!")


def test_a_file_that_is_no_word_document_is_refused(tmp_path):
    said = refused(report(AGENCY, "-o", tmp_path / "ut.pdf"))
    assert said.endswith("ge det ett namn som slutar på .docx.")


# -- what must never come along --------------------------------------------------------------


def planted(source, path):
    """Put a personal number on every sheet that is no result, and beside what is printed."""
    book = openpyxl.load_workbook(source, data_only=True)
    for sheet in book:
        if sheet.title not in ("Områdestyper", "Källa"):
            sheet["A60"] = PERSON
    book["Områdestyper"]["T3"] = PERSON  # outside the print area
    secret = book.create_sheet("Dold")
    secret["A1"] = PERSON
    book.save(path)
    return path


def test_nothing_comes_from_sheets_that_are_not_published(tmp_path, evidence, matrix):
    path = planted(evidence, tmp_path / "omradestyper.xlsx")
    assert PERSON in everything(path)
    result = report(AGENCY, "-d", matrix, "--underlag", path, "-o", tmp_path / "ut.docx")
    assert result.exit_code == 0, result.output
    assert PERSON not in everything(tmp_path / "ut.docx")
    codes = [c.value for c in book_of(evidence)["Indata"]["A"][8:]]
    assert not [c for c in codes if c and c in everything(tmp_path / "ut.docx")]


def test_the_rows_of_a_register_are_not_even_read(evidence):
    values = read_filled(evidence).values
    for name in ("Indata", "Matchning", "Funktioner"):
        assert [c.value for row in values[name] for c in row] in ([], [None])


def test_two_workbooks_of_one_name_are_refused(tmp_path, evidence):
    other = tmp_path / evidence.name
    shutil.copy(evidence, other)
    result = report(AGENCY, "--underlag", evidence, "--underlag", other, "-o", tmp_path / "a.docx")
    assert refused(result) == "Två underlag heter omradestyper.xlsx; ge dem olika namn."


@pytest.mark.parametrize(
    ("sheet", "cell"), [("Indata", "B8"), ("Start", "C9"), ("Områdestyper", "N6"), ("Nej", "A1")]
)
def test_a_cell_that_is_not_printed_cannot_be_named_as_evidence(evidence, sheet, cell):
    with pytest.raises(FileError, match="hör inte till det som får lämnas ut"):
        single(read_filled(evidence), sheet, cell)


def test_a_published_sheet_that_is_hidden_is_left_out(tmp_path, evidence):
    book = openpyxl.load_workbook(evidence, data_only=True)
    book["Källa"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    filled = read_filled(tmp_path / "a.xlsx")
    assert filled.published == ["Områdestyper", "Områden"]
    assert sources(filled) == []


def test_a_publication_copy_is_read_as_the_workbook_it_came_from(tmp_path, evidence):
    with using(Reference(EXAMPLE)):
        copy = publish(evidence.read_bytes(), Stamp(dt.date(2026, 3, 2), "9.9", "", ""), {})
    path = tmp_path / "kopia.xlsx"
    path.write_bytes(copy.workbook)
    whole, found = read_filled(evidence), read_filled(path)
    assert found.published == whole.published == ["Områdestyper", "Områden", "Källa"]
    assert [page.tables for page in pages(found)] == [page.tables for page in pages(whole)]


def test_a_workbook_whose_report_is_no_result_is_made_from_no_template(tmp_path, evidence):
    book = openpyxl.load_workbook(evidence, data_only=True)
    book["Områdestyper"].defined_names["bladtyp"].value = '"arbete"'
    book.save(tmp_path / "a.xlsx")
    assert read_filled(tmp_path / "a.xlsx") is None


def test_a_template_is_known_by_its_sheets_when_the_title_is_another(tmp_path, evidence):
    book = openpyxl.load_workbook(evidence, data_only=True)
    book.properties.title = "Min rapport"
    book.save(tmp_path / "a.xlsx")
    assert read_filled(tmp_path / "a.xlsx").template is TEMPLATES["omradestyper"]


# A table as wide as its data has no header cells of its own; the examples are no evidence.
WITHOUT_TABLE = ("sekretess", "exempelbok")


@pytest.mark.parametrize("name", WITHOUT_TABLE)
def test_a_workbook_without_a_table_to_read_is_refused(tmp_path, name):
    with pytest.raises(FileError, match=r"har ingen tabell eller bild som rapporten kan läsa"):
        pages(read_filled(made(name, tmp_path / "a.xlsx")))


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name not in WITHOUT_TABLE])
def test_every_other_template_can_be_evidence(tmp_path, name):
    """Each has a table that is found, its numbers are there, and no chart is missing."""
    filled = read_filled(made(name, tmp_path / "a.xlsx"))
    found = pages(filled)
    package = filled.package
    charts = {
        sheet: sum(
            len(package.related(part, "chart"))
            for part in package.related(package.sheets[sheet], "drawing").values()
        )
        for sheet in filled.published
    }
    if name == "indikatorer":
        charts["Indikator"] = 6  # one per indicator of the example; the other pages are hidden
    drawn = Counter(page.sheet for page in found for _, d in page.drawings if d.chart is not None)
    assert {sheet: n for sheet, n in charts.items() if n} == drawn
    for page in found:
        for heading, drawing in page.drawings:
            assert drawing.description
            assert heading or drawing.chart is None
    assert TEMPLATES[name].report in [page.sheet for page in found]
    assert any(table.rows for page in found for table in page.tables)
    assert any(any(table.numbers) for page in found for table in page.tables)


# -- numbers and charts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1234567, "#,##0", "1 234 567"),
        (0.12345, r"0.0\ %", "12,3 %"),
        (0.9995, r"0.0\ %", "100,0 %"),
        (-1.25, "+#,##0.0;-#,##0.0;0.0", "−1,3"),
        (1.25, "+#,##0.0;-#,##0.0;0.0", "+1,3"),
        (0, "+#,##0.0;-#,##0.0;0.0", "0,0"),
        (0.95, "0.00#", "0,95"),
        (0.999, "0.00#", "0,999"),
        (2022, "0", "2022"),
        (2.5, "#,##0", "3"),
        (-0.001, "#,##0.0", "0,0"),
        (1 / 3, "General", "0,3333333333"),
        (12, "@", "12"),
        ("..", "#,##0", ".."),
        (None, "#,##0", ""),
    ],
)
def test_numbers_are_shown_as_a_swedish_excel_shows_them(value, number_format, text):
    assert shown(value, number_format).replace("\u00a0", " ") == text


def test_a_format_that_a_rule_chooses_is_the_one_that_is_shown(tmp_path):
    """The cell says percent; the measure tal makes it a rate."""
    filled = read_filled(made("omradestyper", tmp_path / "tal.xlsx", matt="tal"))
    [page] = pages(filled)  # the list and the map are of shares alone
    rate = filled.values["Områdestyper"]["G6"].value
    assert page.tables[0].rows[0][4] == f"{rate:.1f}".replace(".", ",")
    assert page.tables[0].titles[4] == "värde (per 1 000)"


def test_the_chart_draws_the_cells_and_hatches_what_is_hidden(hidden):
    [drawing] = drawings(read_filled(hidden), "Områdestyper")
    values, stubs = drawing.chart.series
    assert drawing.chart.kind == "bar"
    assert drawing.chart.upside_down
    assert [value is None for value in values.values] == [True, False, False, False, True]
    assert [value is None for value in stubs.values] == [False, True, True, True, False]
    assert stubs.hatched
    assert values.colours == ["#33608C", "#5F82A6", "#949C9C", "#C7BA7A", "#F0DE6B"]


@pytest.mark.parametrize(
    ("kind", "stacked"), [("bar", False), ("bar", True), ("col", False), ("col", True),
                          ("line", False)],
)  # fmt: skip
def test_what_has_no_value_is_not_drawn_as_nought(kind, stacked):
    def drawn(value):
        series = [
            Series("Kvinnor", [1.5, value, -3.25], [0.5] * 3, [0.5] * 3, ["#33608C"], False),
            Series("Män", [2.0, 4.0, 3.0], [], [], [], False),
        ]
        labels = ["2020", "2021", "2022"]
        return picture(DrawnChart(kind, stacked, False, kind == "bar", labels, series))

    assert drawn(None).startswith(b"\x89PNG\r\n\x1a\n")
    assert drawn(None) == drawn(None) != drawn(0.0)


def test_the_heading_of_a_chart_comes_with_it(evidence):
    page, _ = pages(read_filled(evidence))
    [(heading, _)] = page.drawings
    assert heading == "Andel i procent per områdestyp, med 95 % konfidensintervall"


def test_the_example_is_what_the_template_has():
    answers = example_answers(AGENCIES[AGENCY])
    assert isinstance(answers, Answers)
    assert [(c.tool, c.use, c.answer) for c in answers.cells] == [r[:3] for r in example_matrix()]


def test_libreoffice_opens_the_document(written, tmp_path):
    """A document with a broken part is not converted."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    used = profile.make(tmp_path / "profil", program)
    arguments = [used, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, written]
    subprocess.run([program, *map(str, arguments)], check=False, timeout=120, capture_output=True)
    result = tmp_path / "rapport.pdf"
    if not result.exists():
        pytest.skip("this LibreOffice has no Writer")
    assert result.read_bytes().startswith(b"%PDF")
    assert len(result.read_bytes()) > 10_000


def test_a_page_with_a_wide_table_lies_and_the_next_one_stands(tmp_path):
    """The table of Hälsa has 18 columns."""
    wide, narrow = (
        made("halsa", tmp_path / "a.xlsx", myndighet=AGENCY),
        made("karta", tmp_path / "b.xlsx"),
    )
    out = tmp_path / "ut.docx"
    done = report(AGENCY, "--underlag", wide, "--underlag", narrow, "-o", out)
    assert done.exit_code == 0, done.output
    lying = [s.page_width > s.page_height for s in docx.Document(out).sections]
    assert lying == [False, True, False]


def test_a_month_is_shown_as_a_month():
    assert shown(dt.date(2022, 9, 1), "yyyy-mm") == "2022-09"
    assert shown(dt.date(2022, 9, 1), "yyyy-mm-dd") == "2022-09-01"


@pytest.mark.parametrize(("name", "column"), [("halsa", "Q"), ("brott", "O"), ("skola", "N")])
def test_a_redrawn_chart_has_the_bars_that_are_seen_and_no_others(tmp_path, name, column):
    """A series without fill makes room on the axis; drawn, it would be a wrong number."""
    filled = read_filled(made(name, tmp_path / "a.xlsx"))
    page = next(page for page in pages(filled) if page.drawings)
    [chart] = [drawing.chart for _, drawing in page.drawings]
    assert [series.name for series in chart.series] == ["Värde", "Uppgiften visas inte (..)"]
    sheet = filled.values[page.sheet]
    cells = {c.value for c in sheet[column] if isinstance(c.value, (int, float))}
    assert {value for value in chart.series[0].values if value is not None} <= cells
    assert chart.series[0].values[0] is not None


def test_charts_beside_each_other_have_each_its_own_heading(tmp_path):
    page = pages(read_filled(made("anvandbarhet", tmp_path / "a.xlsx")))[0]
    assert [(heading, drawing.chart.kind) for heading, drawing in page.drawings] == [
        ("Så samlas de berörda från typ 1 till 5", "xy"),
        ("Andel av de berörda som nås med lika många personer, %", "bar"),
        ("Andel av skillnaderna mellan områden som ligger mellan grupperna, %", "bar"),
    ]
    curve = page.drawings[0][1].chart
    assert [series.name for series in curve.series] == ["Berörda", "Jämn fördelning"]
    assert curve.series[0].across[0] == curve.series[0].values[0] == 0
    assert curve.series[1].across == curve.series[1].values
    assert (curve.across.title, curve.across.least, curve.across.most) == (
        "andel av alla, typ 1 till 5, %", 0, 100,
    )  # fmt: skip


def test_bars_in_percent_are_drawn_in_percent(tmp_path):
    found = pages(read_filled(made("ar_mot_ar", tmp_path / "a.xlsx")))
    over_years, moved = (drawing.chart for page in found for _, drawing in page.drawings)
    totals = [sum(v or 0 for v in at) for at in zip(*(s.values for s in moved.series), strict=True)]
    assert totals == pytest.approx([100] * 5)
    assert [series.name for series in over_years.series][:2] == [
        "1  Stora utmaningar", "2  Utmaningar",
    ]  # fmt: skip
    assert all(None in series.values for series in over_years.series[:5])  # between the years


def test_lines_over_bars_are_named_by_their_cells(tmp_path):
    found = pages(read_filled(made("uppdraget", tmp_path / "a.xlsx")))
    [chart] = [drawing.chart for page in found for _, drawing in page.drawings]
    assert [(s.name, s.as_line) for s in chart.series] == [
        ("Utfall", False), ("Budget", True), ("Prognos", True), ("Disponibelt", True),
    ]  # fmt: skip
    assert chart.labels[0] == "2022-04"
    assert picture(chart) != picture(chart._replace(series=chart.series[:1]))


def test_striped_bars_stay_striped_and_say_which_they_are(tmp_path):
    found = pages(read_filled(made("resursfordelning", tmp_path / "a.xlsx")))
    [(heading, drawing)] = [pair for page in found for pair in page.drawings]
    assert heading == "Kronor per elev och områdestyp: A fylld, B randig"
    first, second = drawing.chart.series
    assert (first.name, first.striped, second.name, second.striped) == ("A", False, "B", True)
    assert first.named
    assert second.named
    assert second.colours == ["#33608C", "#5F82A6", "#949C9C", "#C7BA7A", "#F0DE6B"]
