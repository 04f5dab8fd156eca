"""The copy that LibreOffice prints holds what is on paper, what charts draw, and nothing else."""

import pytest
from render_helpers import changed, data, part, parts, rendered, template, values

from books import book_of
from regso.errors import FileError
from regso.render import render
from regso.render.printing import print_copy
from regso.render.reads import Read, leads_out, references
from regso.render.uses import printed
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES
from regso.xlsx.cells import Area
from regso.xlsx.package import Package

HIDDEN = "HEMLIGKOD"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def copied(build=None, **options):
    return print_copy(template(build, **options), "Titel")


def leaks(workbook, secret=HIDDEN):
    return {name for name, content in parts(workbook).items() if secret.encode() in content}


# -- every template --------------------------------------------------------------------------


@pytest.fixture(params=list(TEMPLATES), scope="module")
def full(request):
    """Render each template with its example, and a secret on every sheet that is not printed."""
    with using(Reference(EXAMPLE)):
        book = render(TEMPLATES[request.param].build(), data=None, columns={}, settings={}).workbook
    kept = printed(Package(book))
    edits = {}
    for name, sheet in Package(book).sheets.items():
        if name not in kept:
            row = f'<row r="9999"><c r="B9999" t="inlineStr"><is><t>{HIDDEN}</t></is></c></row>'
            edits[sheet] = ("</sheetData>", f"{row}</sheetData>")
    strings = f"<si><t>{HIDDEN}</t></si></sst>"
    if "xl/sharedStrings.xml" in parts(book):
        edits["xl/sharedStrings.xml"] = ("</sst>", strings)
    return changed(book, edits)


@pytest.fixture(scope="module")
def printed_copy(full):
    return print_copy(full, "Titel")


def test_nothing_of_a_sheet_that_is_not_printed_is_in_the_copy(full, printed_copy):
    assert leaks(full)
    assert leaks(printed_copy) == set()


def test_the_copy_has_the_printed_sheets_in_their_order(full, printed_copy):
    book = book_of(printed_copy)
    assert book.sheetnames == printed(Package(full))
    assert not any(sheet.tables for sheet in book)


def test_no_code_of_the_input_is_in_the_copy_but_those_on_the_printed_sheets(full, printed_copy):
    old = book_of(full, values=True)
    if "Indata" not in old.sheetnames:
        return
    table = old["Indata"].tables.get("Indata")
    rows = [[str(c.value) for c in row if c.value] for row in old["Indata"][table.ref]][1:]
    shown = {str(c.value) for name in printed(Package(full)) for row in old[name] for c in row}
    copy = parts(printed_copy)
    for row in rows:
        for text in row:
            if len(text) > 7 and not any(text in other for other in shown):
                assert not [name for name, content in copy.items() if text.encode() in content]


# -- what stays ------------------------------------------------------------------------------


def test_the_values_on_paper_are_those_of_the_workbook():
    def build(book, start, indata, rapport, text):
        rapport.write("A1", "Rubrik")
        rapport.write_formula("A2", "=1+1", None, 2)
        rapport.write("A3", True)
        rapport.write("A4", 0.25)

    assert values(copied(build)) == {"A1": "Rubrik", "A2": 2, "A3": True, "A4": 0.25}


def test_no_formula_is_in_the_copy():
    copy = copied(lambda b, s, i, rapport, t: rapport.write_formula("A2", "=Start!B2", None, 2))
    assert not any(b"<f>" in c or b"<f " in c for n, c in parts(copy).items() if "sheet" in n)


def chart_of(area):
    def build(book, start, indata, rapport, text):
        rapport.write("A1", "Skrivs ut")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"={area}"})
        rapport.insert_chart("E2", chart)
        work = book.add_worksheet("Arbete")
        work.write_column("A1", [11, 22, 33, 44])
        work.write_column("B1", [HIDDEN] * 4)
        book.define_name("Arbete!bladtyp", '="arbete"')

    return build


def test_a_chart_of_a_sheet_that_is_not_printed_keeps_the_cells_that_it_draws():
    copy = copied(chart_of("Arbete!$A$2:$A$3"))
    assert values(copy, "Arbete") == {"A2": 22, "A3": 33}
    book = book_of(copy)
    assert [s.title for s in book if s.sheet_state != "visible"] == ["Arbete"]
    assert leaks(copy) == set()


def test_a_chart_of_the_input_keeps_the_column_that_it_draws_and_no_other():
    copy = copied(chart_of("Indata!$B$4:$B$5"))
    assert values(copy, "Indata") == {"B4": 1, "B5": 1}
    assert leaks(copy, "9901A0010") == set()


def rule(formula, area="A1:A2"):
    def build(book, start, indata, rapport, text):
        rapport.write("A1", 1)
        start.write("B2", 2022)
        look = book.add_format({"bold": True})
        rapport.conditional_format(area, {"type": "formula", "criteria": formula, "format": look})
        work = book.add_worksheet("Arbete")
        work.write_column("A1", [11, 22, 33, 44])
        work.write_column("B1", [HIDDEN] * 4)
        book.define_name("Arbete!bladtyp", '="arbete"')
        book.define_name("grans", "=Arbete!$A$4")

    return build


@pytest.mark.parametrize(
    ("formula", "kept"),
    [
        ("=Arbete!$A$1>3", {"A1": 11}),
        ("=Arbete!A1>3", {"A1": 11, "A2": 22}),  # moves with the cell
        ("=grans>3", {"A4": 44}),
        ('=A1="Arbete!A3"', None),  # a text
    ],
)
def test_a_format_keeps_the_cells_that_it_compares_with(formula, kept):
    copy = copied(rule(formula))
    book = book_of(copy)
    assert ("Arbete" in book.sheetnames) == (kept is not None)
    if kept:
        assert values(copy, "Arbete") == kept
    assert leaks(copy) == set()


def test_a_sheet_that_is_only_read_has_no_print_area():
    """With one, LibreOffice prints the sheet although it is hidden."""

    def build(book, start, indata, rapport, text):
        rule("=Arbete!$A$1>3")(book, start, indata, rapport, text)
        book.get_worksheet_by_name("Arbete").print_area("A1:B4")
        book.get_worksheet_by_name("Arbete").repeat_rows(0)

    names = part(copied(build), "xl/workbook.xml")
    assert "Arbete" in names
    assert "_xlnm" not in names


def test_a_format_that_reads_rows_of_a_table_does_not_take_them_along():
    copy = copied(rule('=COUNTIF(Indata!$A:$A,"x")>0'))
    assert "Indata" not in book_of(copy).sheetnames
    assert leaks(copy, "9901A0010") == set()


def test_names_and_print_areas_follow_their_sheets_to_their_new_numbers():
    def build(book, start, indata, rapport, text):
        for sheet in (rapport, text):
            sheet.write("A1", "Skrivs ut")
            sheet.print_area("A1:C3")
        rapport.repeat_rows(0)

    book = book_of(copied(build))
    assert book.sheetnames == ["Start", "Rapport", "Text"]
    assert [s.print_area for s in book] == ["", "'Rapport'!$A$1:$C$3", "'Text'!$A$1:$C$3"]
    assert book["Rapport"].print_title_rows == "$1:$1"


# -- what does not ---------------------------------------------------------------------------


def test_what_is_outside_the_print_area_or_hidden_is_a_space():
    """A space, so that a text beside it does not grow over its place."""

    def build(book, start, indata, rapport, text):
        for cell in ("A1", "B1", "E1", "A9", "B2", "C1"):
            rapport.write(cell, f"{HIDDEN} {cell}")
        rapport.print_area("A1:C3")
        rapport.set_row(1, None, None, {"hidden": True})
        rapport.set_column(2, 2, 0, None, {"hidden": True})

    copy = copied(build)
    assert values(copy) == {
        "A1": f"{HIDDEN} A1", "B1": f"{HIDDEN} B1", "C1": " ", "E1": " ", "A9": " ", "B2": " "
    }  # fmt: skip


def test_what_a_chart_draws_outside_the_print_area_stays():
    def build(book, start, indata, rapport, text):
        rapport.write("A1", "Skrivs ut")
        rapport.write_column("F1", [1, 2, 3])
        rapport.print_area("A1:C3")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Rapport!$F$1:$F$2"})
        rapport.insert_chart("A5", chart)

    assert values(copied(build)) == {"A1": "Skrivs ut", "F1": 1, "F2": 2, "F3": " "}


HIDDEN_PLACES = {
    "pivotCacheDefinition": "pivotCache/pivotCacheDefinition1.xml",
    "customXml": "../customXml/item1.xml",
    "vbaProject": "vbaProject.bin",
    "connections": "connections.xml",
    "calcChain": "calcChain.xml",
    "sheetMetadata": "metadata.xml",
    "person": "persons/person.xml",
}


@pytest.mark.parametrize("kind", HIDDEN_PLACES)
def test_no_part_that_a_page_does_not_show_is_in_the_copy(kind):
    target = HIDDEN_PLACES[kind]
    name = f"xl/{target}".replace("xl/../", "")
    link = f'<Relationship Id="rIdX" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    book = changed(
        template(lambda b, s, i, rapport, t: rapport.write("A1", 1)),
        {name: f"<x>{HIDDEN}</x>", "xl/_rels/workbook.xml.rels": ("</Relationships>", link)},
    )
    assert leaks(book)
    assert leaks(print_copy(book, "Titel")) == set()


def test_comments_and_validations_are_not_in_the_copy():
    def build(book, start, indata, rapport, text):
        rapport.write("A1", 1)
        rapport.write_comment("A1", HIDDEN, {"author": HIDDEN})
        rapport.data_validation("A2", {"validate": "list", "source": [HIDDEN]})

    assert leaks(copied(build)) == set()


def test_the_rows_of_a_register_are_in_no_part_of_the_copy():
    rows = data(*((f"{HIDDEN}{i}", i, 2 * i) for i in range(50)))
    full = rendered(template(lambda b, s, i, r, t: r.write("A1", 1)), rows).workbook
    assert leaks(full)
    assert leaks(print_copy(full, "Titel")) == set()


def test_a_workbook_without_a_printed_sheet_is_refused():
    with pytest.raises(FileError, match="inget blad som skrivs ut"):
        copied(lambda b, start, i, rapport, text: [s.hide() for s in (rapport, text)] + [
            b.define_name("Start!bladtyp", '="hjälp"')
        ])  # fmt: skip


def test_the_copy_is_titled():
    assert "<dc:title>Titel</dc:title>" in part(copied(), "docProps/core.xml")


# -- references ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("A1", [("Eget", "A1")]),
        ("$B$2:C$3", [("Eget", "B2:C3")]),
        ("Start!$B$2>SUM(A1:A3)", [("Start", "B2"), ("Eget", "A1:A3")]),
        ("'Blad ''ett'''!B2", [("Blad 'ett'", "B2")]),
        ("År!A1,År!C1", [("År", "A1"), ("År", "C1")]),
        ("$A:$B", [("Eget", "A1:B1048576")]),
        ("'Blad 1'!3:4", [("Blad 1", "A3:XFD4")]),
        ('"A1"&LOG10(7)', []),
        ("ar=2022", [("Start", "B2")]),
        ("LEN(AR2)", [("Eget", "AR2")]),
        ("TRUE", []),
    ],
)
def test_references_are_found_in_formulas(formula, found):
    names = {"ar": ["Start!$B$2"]}
    expected = [Read(sheet, Area.parse(area)) for sheet, area in found]
    assert list(references(formula, "Eget", names)) == expected


def test_a_reference_that_moves_is_given_in_all_the_places_that_it_moves_to():
    moved = Area(0, 0, 3, 1)  # three rows down and a column to the right
    found = [read.area for read in references("B2+$B2+B$2+$B$2", "Eget", {}, moved)]
    assert [str(area) for area in found] == ["B2:C5", "B2:B5", "B2:C2", "B2"]


@pytest.mark.parametrize(
    "formula",
    [
        '_xlfn.WEBSERVICE("http://a")', "webservice (A1)", "[1]Blad1!A1", "'[1]Blad 1'!A1",
        "'http://a/b.xlsx'#$Blad1.A1", "cmd|'/c calc'!A1", 'DDE("a";"b";"c")', 'INDIRECT("A1")',
        '_xlfn.IMAGE("http://a")', 'RTD("a",,"b")', "Tabell[kolumn]",
    ],
)  # fmt: skip
def test_a_formula_that_leads_out_is_known(formula):
    assert leads_out(formula)


@pytest.mark.parametrize("formula", ['A1="http://a"', 'LEFT(A1,3)="[1]"', "SUM(A1:B2)", "image>1"])
def test_a_formula_that_stays_is_known(formula):
    assert not leads_out(formula)
