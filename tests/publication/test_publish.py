"""The publication copy holds what a reader may see, and nothing else, wherever one looks."""

import datetime as dt
import hashlib
import io
import re
import struct
import tempfile
import zipfile
import zlib
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner
from lxml import etree
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from render_helpers import changed, held, part, publishable, template, values

from books import book_of, parts
from regso.cli import cli
from regso.errors import FileError
from regso.indata import Data
from regso.publication import endcheck, identities, publishing
from regso.publication.cover import Stamp
from regso.publication.proof import prove
from regso.publication.publishing import publish
from regso.render import render
from regso.render.uses import uses
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES
from regso.workbook import theme
from regso.workbook.checks.check import ANOTHER
from regso.xlsx.package import Package

REGISTER = EXAMPLE.with_name("example_register.csv")
STAMP = Stamp(dt.date(2026, 3, 2), "9.9", "hämtade 2026-02-01", "ab" * 32)
PERSON = "19900101-2384"
HIDDEN = "Smussel Åsa & Co"  # as it is, and as XML writes it
SMALL = (613, 617)  # counts below the threshold of the test, and no other numbers of it
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def copy_of(workbook, stamp=STAMP, wanted=()):
    with using(Reference(EXAMPLE)):
        return publish(workbook, stamp, {}, wanted).workbook


@pytest.fixture(params=list(TEMPLATES), scope="module")
def full(request, tmp_path_factory):
    """Render each template with its example, and secrets planted wherever a file has room."""
    folder = tmp_path_factory.mktemp("full")
    out = folder / "full.xlsx"
    done = run(
        "render", request.param, "-p", "calc", *publishable(request.param, folder), "-o", out
    )
    assert done.exit_code == 0, done.output
    return planted(out.read_bytes())


@pytest.fixture(scope="module")
def copy(full):
    return copy_of(full)


def published(workbook):
    book = book_of(workbook, values=True)
    return [sheet.title for sheet in book if is_result(sheet) and not is_empty(sheet)]


def is_empty(sheet):
    """Tell whether a sheet has a cell that says why it has nothing to show."""
    where = sheet.defined_names.get("tom_om")
    return where is not None and bool(sheet[where.attr_text.strip('"')].value)


def is_result(sheet):
    """Tell what the file says, as another program reads it."""
    return sheet.defined_names["bladtyp"].attr_text == '"resultat"'


def planted(workbook):
    """Return a workbook with secrets in sheets, strings, names, rules, comments and properties."""
    book = book_of(workbook)
    shown = {i for i, sheet in enumerate(book, 1) if is_result(sheet)}
    text = escape(f"{HIDDEN} {PERSON}")
    cell = f"<is><t>{text}</t></is></c>"
    edits = {}
    for i in range(1, len(book.sheetnames) + 1):
        name = f"xl/worksheets/sheet{i}.xml"
        if i not in shown:
            row = f'<row r="900"><c r="A900" t="inlineStr">{cell}</row>'
        else:
            row = f'<row r="900" hidden="1"><c r="A900" t="inlineStr">{cell}</row>'
        edits[name] = part(workbook, name).replace("</sheetData>", f"{row}</sheetData>").replace(
            "<pageMargins ",
            f'<conditionalFormatting sqref="B2"><cfRule type="expression" dxfId="0" '
            f'priority="99"><formula>B2="{text}"</formula></cfRule></conditionalFormatting>'
            f'<dataValidations><dataValidation type="list" sqref="B3" prompt="{text}"><formula1>'
            f'"{text}"</formula1></dataValidation></dataValidations><pageMargins ',
            1,
        )  # fmt: skip
        edits[f"xl/comments{i}.xml"] = f'<comments xmlns="{MAIN}"><t>{text}</t></comments>'
        edits[f"xl/printerSettings/printerSettings{i}.bin"] = HIDDEN
    strings, core = part(workbook, "xl/sharedStrings.xml"), part(workbook, "docProps/core.xml")
    edits["xl/sharedStrings.xml"] = strings.replace("</sst>", f"<si><t>{text}</t></si></sst>")
    edits["docProps/core.xml"] = re.sub(r"(creator>|ModifiedBy>)[^<]*", rf"\1{text}", core)
    edits["docProps/custom.xml"] = f"<Properties>{text}</Properties>"
    edits["customXml/item1.xml"] = f"<a>{text}</a>"
    edits["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'
    edits["xl/externalLinks/externalLink1.xml"] = f"<externalLink>{text}</externalLink>"
    edits["xl/workbook.xml"] = (
        "</definedNames>", f'<definedName name="namn">"{text}"</definedName></definedNames>'
    )  # fmt: skip
    for name in parts(workbook):
        if name.startswith("xl/charts/chart"):
            old = part(workbook, name)
            field = f'<a:fld id="{{0}}" type="TXLINK"><a:t>{text}</a:t></a:fld>'
            old = old.replace("<a:endParaRPr", f"{field}<a:endParaRPr")
            edits[name] = re.sub(r"<c:v></c:v>", f"<c:v>{text}</c:v>", old).replace(
                "</c:ser>", f"<c:extLst><c:ext uri='x'>{text}</c:ext></c:extLst></c:ser>"
            )
        elif name.startswith("xl/drawings/drawing"):
            edits[name] = ("<xdr:cNvPr ", f'<xdr:cNvPr title="{text}" ')
    return changed(workbook, edits)


def leaks(workbook, *secrets):
    """Return the parts in which a secret stands: in bytes, in decoded text, or in attributes."""
    if not secrets:
        return set()
    any_of = "|".join(re.escape(str(secret)) for secret in secrets)
    form = re.compile(rf"(?<![\d.])(?:{any_of})(?!\d)", re.IGNORECASE)
    return {name for name, content in parts(workbook).items() if form.search(words(name, content))}


def words(name, content):
    """Return all that can be read in a part, each once and on lines of its own."""
    found = {name, content.decode("utf-8", "replace"), content.decode("utf-16", "replace")}
    if name.endswith((".xml", ".rels")):
        for element in etree.fromstring(content).iter():
            found.update((element.text or "", element.tail or "", *element.attrib.values()))
    return "\n".join(found)


# -- what is not in the copy of any template -------------------------------------------------


def test_nothing_that_was_planted_is_in_the_copy(full, copy):
    secrets = (HIDDEN, escape(HIDDEN), PERSON, PERSON.replace("-", ""), "Smussel")
    assert len(leaks(full, *secrets)) > 15  # the secrets were there to be found
    assert leaks(copy, *secrets) == set()


def test_no_code_of_the_input_is_in_the_copy_but_those_that_the_report_shows(full, copy):
    """Matchning lists raw codes, and the tables of input have them all."""
    book = book_of(full, values=True)
    shown = {c.value for name in published(full) for row in book[name].iter_rows() for c in row}
    inputs = [sheet for sheet in book if sheet.tables]
    cells = {c.value for sheet in inputs for row in sheet.iter_rows() for c in row}
    texts = {text for text in cells - shown if isinstance(text, str)}
    codes = {text for text in texts if re.fullmatch(r"99\d\d[ABCR]\d+", text)}
    assert bool(codes) == any(cell in ("kod", "deso") for cell in cells)
    assert leaks(copy, *codes) == set()


def test_the_copy_has_only_the_parts_that_are_made_for_it(copy):
    form = re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml|"
        r"xl/(workbook|styles)\.xml|xl/_rels/workbook\.xml\.rels|"
        r"xl/(worksheets|drawings)/(_rels/)?(sheet|drawing)\d+\.xml(\.rels)?|"
        r"xl/charts/chart\d+\.xml|xl/media/image\d+\.(png|svg)"
    )
    assert [name for name in parts(copy) if not form.fullmatch(name)] == []


def test_the_copy_has_no_formula_of_any_kind(copy):
    names = {"f", "formula", "formula1", "formula2", "calculatedColumnFormula", "dataValidation"}
    for name, content in parts(copy).items():
        if name.startswith("xl/worksheets/sheet"):
            root = etree.fromstring(content)
            assert {etree.QName(e).localname for e in root.iter()} & names == set()
        assert b"externalLink" not in content


def test_every_sheet_is_visible_and_every_cell_is_locked(copy):
    book = book_of(copy)
    for sheet in book:
        assert sheet.sheet_state == "visible"
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert all(c.protection.locked and not c.comment for row in sheet.iter_rows() for c in row)
        assert not sheet.tables
    assert not book.defined_names
    assert not book.vba_archive


def test_no_one_is_named_in_the_properties(copy):
    core = etree.fromstring(parts(copy)["docProps/core.xml"])
    assert {etree.QName(e).localname for e in core} == {"title", "created"}
    app = etree.fromstring(parts(copy)["docProps/app.xml"])
    assert {etree.QName(e).localname for e in app} == {"Application", "AppVersion"}


def test_leaving_every_sheet_in_would_be_noticed(monkeypatch):
    """The tests above would fail, had the declaration not decided; so would publishing itself."""
    full = planted(omradestyper(LARGE).workbook)
    book = book_of(full)
    monkeypatch.setattr(publishing, "published_sheets", lambda *_: book.sheetnames)
    assert "personnummer" in refused(full)
    monkeypatch.setattr(identities, "refuse_persons", lambda *_: None)
    monkeypatch.setattr(endcheck, "refuse_disclosed", lambda *_: [])
    copy = copy_of(full)
    assert leaks(copy, HIDDEN)
    assert leaks(copy, PERSON)


# -- what is in it ---------------------------------------------------------------------------


def test_every_template_says_what_may_be_published(full):
    assert set(published(full)) - {"Källa"}  # the source alone is no report
    assert {"Start", "Indata", "Matchning"}.isdisjoint(published(full))


def test_the_copy_says_that_its_sheets_are_results_and_that_its_cover_is_not(full, copy):
    expected = dict.fromkeys(published(full), "result")
    assert uses(Package(copy)) == {"Om kopian": "check", **expected}


def test_the_published_sheets_have_the_same_values_in_the_same_order(full, copy):
    names = book_of(copy).sheetnames
    assert names == ["Om kopian", *published(full)]
    for name in published(full):
        expected = visible(full, name)
        assert "A900" in values(full, name)  # in a hidden row
        inside = printed_or_drawn(full, name)
        assert values(copy, name) == {k: v for k, v in expected.items() if v != "" and inside(k)}
        assert any(not inside(key) for key in expected) == (name in BESIDE)


def visible(workbook, name):
    """Return the values of a sheet but those in hidden rows."""
    rows = book_of(workbook)[name].row_dimensions
    hidden = {number for number, row in rows.items() if row.hidden}
    found = values(workbook, name)
    return {k: v for k, v in found.items() if coordinate_to_tuple(k)[0] not in hidden}


BESIDE = {
    "Områdestyper", "Hälsa", "Brott", "Skola", "Ojämlikhet", "År mot år", "Servicenät",
    "Redovisning", "Sammanfattning", "Uppföljning", "Användbarhet", "Indikator", "Indikatorer",
    "Grupper", "Översikt", "Områden",
}  # fmt: skip
"""Sheets with cells beside the page for its formulas, such as headings of what charts draw."""


def printed_or_drawn(workbook, name):
    """Return what tells whether a cell is in the print area, or drawn with the head above it."""
    book = book_of(workbook)
    sheet = book[name]
    areas = sheet.print_area.replace("'", "").split(",") if sheet.print_area else []
    boxes = [range_boundaries(area.rpartition("!")[2]) for area in areas]
    for part_name, content in parts(workbook).items():
        if boxes and part_name.startswith("xl/charts/chart"):
            for formula in etree.fromstring(content).iter(f"{{{CHART}}}f"):
                read, _, cells = formula.text.rpartition("!")
                if read.strip("'") == name:
                    left, top, right, bottom = range_boundaries(cells)
                    boxes.append((left, top - 1, right, bottom))

    def inside(key):
        row, column = coordinate_to_tuple(key)
        return not boxes or any(a <= column <= c and b <= row <= d for a, b, c, d in boxes)

    return inside


def test_the_same_workbook_and_date_give_the_same_bytes(full, copy):
    assert copy_of(full) == copy


def test_the_cover_says_where_the_copy_comes_from(copy):
    cover = values(copy, "Om kopian")
    shown = {cover[f"B{i}"]: cover.get(f"C{i}") for i in range(1, 30) if f"B{i}" in cover}
    assert shown["Gjord"] == "2026-03-02"
    assert shown["Gjord med"] == "RegSO för Excel 9.9"
    assert shown["Referensdata"] == "hämtade 2026-02-01"
    assert shown["Underlag"] == f"SHA-256 {'ab' * 32}"
    assert "dolda" in shown["Sekretess"]
    assert shown["Över tid"] == "Tidigare publicering är inte prövad."


def test_the_charts_have_the_published_values_in_store(copy):
    """Every cached point is the value of its cell as openpyxl reads it."""
    compared = 0
    for name, content in parts(copy).items():
        if not name.startswith("xl/charts/chart"):
            continue
        for reference in etree.fromstring(content).iter(f"{{{CHART}}}numRef", f"{{{CHART}}}strRef"):
            sheet, cells = reference.findtext(f"{{{CHART}}}f").rsplit("!", 1)
            found = book_of(copy, values=True)[sheet.strip("'")]
            block = found[cells.replace("$", "")]
            block = block if isinstance(block, tuple) else ((block,),)
            flat = [held(c) for row in block for c in row]
            for point in reference.iter(f"{{{CHART}}}pt"):
                value = flat[int(point.get("idx"))]
                text = point.findtext(f"{{{CHART}}}v")
                assert float(text) == value if isinstance(value, (int, float)) else text == value
                compared += 1
    assert compared or not any("charts" in name for name in parts(copy))


# -- Områdestyper ----------------------------------------------------------------------------


def omradestyper(rows, headers=("kod", "taljare", "namnare"), **settings):
    with using(Reference(EXAMPLE)):
        return render(
            TEMPLATES["omradestyper"].build(),
            data=Data("r.csv", list(headers), [list(row) for row in rows]),
            columns={},
            settings=settings,
        )


LARGE = [[str(kind), 20_000 + kind, 90_000 + kind] for kind in (1, 2, 5)]


def test_no_small_count_is_in_the_copy_of_a_register_of_persons():
    """Two types have small counts; a personnummer is a code; a column is the agency's own."""
    few = [["3", SMALL[0], 70_003], ["4", SMALL[1], 80_004], [PERSON, 30_000, 60_000]]
    rows = [[*row, HIDDEN, PERSON] for row in LARGE + few]
    headers = ("kod", "taljare", "namnare", "Handläggare", "Pnr")
    full = omradestyper(rows, headers, troskel="1000").workbook
    copy = copy_of(full)
    assert leaks(full, *SMALL)
    assert leaks(copy, *SMALL, SMALL[0] + SMALL[1], HIDDEN, "Handläggare", PERSON) == set()
    shown = values(copy, "Områdestyper")
    assert (shown["E8"], shown["E9"], shown["G8"]) == ("..", "..", "..")
    assert not {"O8", "P8", "O9", "P9"} & set(shown)  # the intervals of what is hidden
    assert (values(full, "Områdestyper")["E6"], shown["E6"]) == (20_001, 20_001)


@pytest.mark.parametrize(
    ("matt", "look"), [("andel", r"0.0\ %"), ("tal", "#,##0.0"), ("medel", "#,##0.00")]
)
def test_what_a_rule_had_formatted_keeps_its_look(matt, look):
    """The rules read the input matt, which is gone."""
    book = book_of(copy_of(omradestyper(LARGE, matt=matt, rubrik="Egen").workbook))
    assert book["Områdestyper"]["G6"].number_format == look
    assert not book["Områdestyper"].conditional_formatting


@pytest.mark.parametrize(
    ("threshold", "says"),
    [("1", "Inga antal är dolda: tröskeln är 1."), ("7", "Antal under 7, och det")],
)
def test_the_cover_says_whether_small_counts_are_hidden(threshold, says):
    copy = copy_of(omradestyper(LARGE, troskel=threshold).workbook)
    assert values(copy, "Om kopian")["C7"].startswith(says)


def test_the_cover_shows_settings_of_the_method_and_no_free_text():
    full = omradestyper(LARGE, ar="2022", konf="0,9", rubrik="Rubriken").workbook
    shown = values(copy_of(full), "Om kopian")
    named = {shown[f"B{i}"]: shown[f"C{i}"] for i in range(8, 16)}
    assert named["Inställning: Områdestypernas år"] == "2022"
    assert named["Inställning: Konfidensnivå"] == "0,9"
    assert "Rubriken" not in shown.values()


def test_the_cover_shows_a_date_as_one():
    with using(Reference(EXAMPLE)):
        full = render(
            TEMPLATES["redovisning"].build(),
            data=None,
            columns={},
            settings={"avstamningsdag": "2022-10-14"},
        )
    shown = values(copy_of(full.workbook), "Om kopian")
    named = {shown[f"B{i}"]: shown[f"C{i}"] for i in range(8, 12) if f"B{i}" in shown}
    assert named["Inställning: Avstämningsdag"] == "2022-10-14"


# -- small workbooks -------------------------------------------------------------------------


def small(build=None, sheets=("Rapport",), verdict="OK: allt stämmer."):
    """Return a workbook with a check, and sheets that may be published."""

    def whole(book, start, indata, rapport, text):
        start.write_formula("D1", f'="{verdict}"', None, verdict)
        rapport.write("A1", "Visas")
        for name in sheets:
            book.define_name(f"{name}!bladtyp", '="resultat"')
        if build is not None:
            build(book, start, indata, rapport, text)

    return template(whole)


def refused(workbook):
    with pytest.raises(FileError) as raised:
        copy_of(workbook)
    sentence = str(raised.value)
    assert sentence.endswith(".")
    return sentence


def test_a_workbook_that_says_nothing_of_publishing_is_refused():
    assert "vilka blad som får publiceras" in refused(small(sheets=()))


def test_a_sheet_with_a_table_is_refused_even_if_it_says_that_it_may_be_published():
    assert "Bladet Indata har en tabell" in refused(small(sheets=("Rapport", "Indata")))


def test_a_hidden_sheet_stays_behind_even_if_it_says_that_it_may_be_published():
    full = small(lambda b, s, i, rapport, text: text.hide(), ("Rapport", "Text"))
    book = book_of(copy_of(full))
    assert book.sheetnames == ["Om kopian", "Rapport"]


def test_a_check_that_says_fel_is_refused():
    says = refused(small(verdict="Fel: året saknas."))
    assert says.endswith("på bladet Start säger: Fel: året saknas.")


def test_the_check_that_is_quoted_is_the_one_that_knows_what_is_wrong():
    def build(book, start, indata, rapport, text):
        start.write_formula("D2", '""', None, ANOTHER)
        start.write("B3", "Kontrollen")
        start.write_formula("D3", '""', None, "Fel: året saknas.")

    assert "kontrollen Kontrollen på bladet Start säger: Fel: året" in refused(small(build))


@pytest.mark.parametrize("verdict", ["", "Okej"])
def test_checks_that_no_one_has_calculated_are_refused(verdict):
    assert "inte uträknade" in refused(small(verdict=verdict))


def test_an_error_value_on_a_published_sheet_is_refused():
    full = small(lambda b, s, i, rapport, t: rapport.write_formula("C3", "=1/0", None, "#DIV/0!"))
    assert "Rapport!C3 är #DIV/0!" in refused(full)


@pytest.mark.parametrize("text", [f"Anna {PERSON}", "9001019802", "900101+2384", "199001019802"])
def test_a_personnummer_in_what_would_be_shown_is_refused(text):
    full = small(lambda b, s, i, rapport, t: rapport.write("B5", text))
    sentence = refused(full)
    assert "personnummer" in sentence
    assert text not in sentence


def test_a_personnummer_in_the_name_of_a_sheet_is_refused():
    def build(book, start, indata, rapport, text):
        book.add_worksheet(PERSON).write("A1", 1)
        book.define_name(f"'{PERSON}'!bladtyp", '="resultat"')

    assert "personnummer" in refused(small(build))


@pytest.mark.parametrize("text", ["202100-0837", "Ju2022/01504", "2026-03-02", "1234567890"])
def test_other_numbers_are_published(text):
    full = small(lambda b, s, i, rapport, t: rapport.write("B5", text))
    assert values(copy_of(full))["B5"] == text


def test_what_cannot_be_seen_on_a_published_sheet_stays_behind():
    """A hidden row and column, a cell under a merged one, and a format that shows nothing."""

    def build(book, start, indata, rapport, text):
        for cell in ("B3", "D9", "F1", "H2"):
            rapport.write(cell, HIDDEN)
        rapport.set_row(2, None, None, {"hidden": True})
        rapport.set_column("D:D", 0)
        rapport.write("H2", HIDDEN, book.add_format({"num_format": ";;;"}))
        rapport.merge_range("E1:F1", "")
        rapport.write("E1", "Sammanfogat")
        rapport.write("F1", HIDDEN)

    full = small(build)
    assert leaks(full, escape(HIDDEN))
    copy = copy_of(full)
    assert leaks(copy, HIDDEN) == set()
    assert values(copy) == {"A1": "Visas", "E1": "Sammanfogat"}


def test_an_input_on_a_published_sheet_is_locked():
    def build(book, start, indata, rapport, text):
        rapport.write("B2", 5, book.add_format({"locked": False, "hidden": True, "bold": True}))

    cell = book_of(copy_of(small(build)))["Rapport"]["B2"]
    assert (cell.value, cell.font.bold) == (5, True)
    assert (cell.protection.locked, cell.protection.hidden) == (True, False)


def test_an_input_on_a_published_sheet_looks_like_a_result():
    """Yellow says where users write, and no one writes in a copy."""

    def build(book, start, indata, rapport, text):
        rapport.write("B2", 5, book.add_format(theme.STYLES["input_count"]))

    before = book_of(small(build))["Rapport"]["B2"]
    after = book_of(copy_of(small(build)))["Rapport"]["B2"]
    assert before.fill.fgColor.rgb == "FFFFF6D6"
    assert after.fill.fill_type is None
    assert after.font.color.rgb == f"FF{theme.INK.lstrip('#')}"
    assert (after.border.left.style, after.border.bottom.style) == (None, "thin")
    assert (after.number_format, after.value) == (before.number_format, 5)


def test_the_first_of_two_rules_that_hold_decides():
    def build(book, start, indata, rapport, text):
        for colour in ("#FF0000", "#00FF00"):
            look = book.add_format({"bg_color": colour})
            rapport.conditional_format("A1", {"type": "no_blanks", "format": look})

    sheet = book_of(copy_of(small(build)))["Rapport"]
    assert sheet["A1"].fill.fgColor.rgb == "FFFF0000"


def test_rules_of_every_kind_with_a_formula_become_looks():
    def build(book, start, indata, rapport, text):
        red, bold = book.add_format({"bg_color": "#FF0000"}), book.add_format({"bold": True})
        rapport.write_column("B1", [1, 5, 9])
        rapport.conditional_format("B1:B3", {"type": "cell", "criteria": ">", "value": 4,
                                             "format": red, "stop_if_true": True})  # fmt: skip
        rapport.conditional_format("B1:B3", {"type": "formula", "criteria": "=B1<6",
                                             "format": bold})  # fmt: skip
        rapport.conditional_format("A1", {"type": "text", "criteria": "begins with",
                                          "value": "Vis", "format": red})  # fmt: skip
        rapport.conditional_format("B1:B3", {"type": "data_bar"})

    sheet = book_of(copy_of(small(build)))["Rapport"]
    fills = {cell: sheet[cell].fill.fgColor.rgb for cell in ("A1", "B1", "B2", "B3")}
    assert fills == {"A1": "FFFF0000", "B1": "00000000", "B2": "FFFF0000", "B3": "FFFF0000"}
    assert [sheet[cell].font.bold for cell in ("B1", "B2")] == [True, False]
    rules = [rule.type for block in sheet.conditional_formatting for rule in block.rules]
    assert rules == ["dataBar"]


def chart(*sources):
    def build(book, start, indata, rapport, text):
        for sheet in (rapport, text):
            sheet.write_column("C1", ["ett", "två"])
            sheet.write_column("D1", [11, 12])
        made = book.add_chart({"type": "column"})
        for source in sources:
            made.add_series({"categories": f"={source}!$C$1:$C$2", "values": f"={source}!$D$1:$D$2",
                             "name": f"={source}!$C$1"})  # fmt: skip
        made.set_title({"name": f"={sources[0]}!$C$2"})
        rapport.insert_chart("F2", made)

    return build


def test_a_chart_of_published_cells_still_reads_them():
    xml = part(copy_of(small(chart("Rapport"))), "xl/charts/chart1.xml")
    assert xml.count("<c:f>Rapport!") == 4
    assert "Lit>" not in xml


def test_a_chart_of_a_result_that_is_not_copied_has_its_values():
    full = small(chart("Text"), sheets=("Rapport", "Text"))
    xml = part(copy_of(full, wanted=["Rapport"]), "xl/charts/chart1.xml")
    assert "<c:f>" not in xml
    assert "Text" not in xml
    assert re.findall(r"<c:v>([^<]*)</c:v>", xml) == ["ett", "ett", "två", "11", "12"]
    assert "<a:t>två</a:t>" in xml


def test_a_chart_of_a_sheet_that_is_no_result_is_refused():
    """True counts stand there, and the chart would draw them."""
    says = refused(small(chart("Text")))
    assert "läser bladet Text, som inte är ett resultat" in says
    assert says.endswith("låt diagrammet läsa ett resultat, eller ta bort det.")


def test_what_stands_beside_the_print_area_stays_behind():
    """A user has put true counts beside the page; what a chart draws comes with its head."""

    def build(book, start, indata, rapport, text):
        chart("Rapport")(book, start, indata, rapport, text)
        rapport.write_column("H1", ["sant", 613, 617], book.add_format({"bold": True}))
        rapport.print_area("A1:B9")

    made = copy_of(small(build))
    assert values(made, "Rapport") == {
        "A1": "Visas", "C1": "ett", "C2": "två", "D1": 11, "D2": 12,
    }  # fmt: skip
    assert not [name for name, content in parts(made).items() if b"613" in content]
    assert "<c:f>Rapport!" in part(made, "xl/charts/chart1.xml")


def test_a_print_area_that_is_no_cells_is_refused():
    full = small(lambda *sheets: sheets[3].print_area("A1:B9"))
    full = changed(full, {"xl/workbook.xml": ("Rapport!$A$1:$B$9", "Rapport!$A:$B")})
    assert "Utskriftsområdet på bladet Rapport går inte att läsa" in refused(full)


def test_a_chart_of_another_workbook_is_refused():
    full = small(chart("Rapport"))
    edit = ("Rapport!$D$1:$D$2", "[1]Rapport!$D$1:$D$2")
    assert "inte är celler i" in refused(changed(full, {"xl/charts/chart1.xml": edit}))


def png(*extra):
    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
    told = b"".join(chunk(b"tEXt", text) for text in extra)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + told + pixels + chunk(b"IEND", b"")


def picture(content, **options):
    def build(book, start, indata, rapport, text):
        rapport.insert_image("B2", "b.png", {"image_data": io.BytesIO(content), **options})

    return build


def test_a_picture_loses_what_describes_it_and_keeps_its_pixels():
    content = png(b"Author\0Anna", b"Comment\0Smussel") + png()[8:] + HIDDEN.encode()
    copy = copy_of(small(picture(content, description="En karta")))
    assert parts(copy)["xl/media/image1.png"] == png()
    assert 'descr="En karta"' in part(copy, "xl/drawings/drawing1.xml")


def test_a_picture_that_cannot_be_cleaned_is_refused():
    edit = "JPEG or something else"
    full = changed(small(picture(png())), {"xl/media/image1.png": edit})
    assert "ingen PNG" in refused(full)


def test_a_cropped_picture_is_refused_because_the_rest_would_follow():
    full = small(picture(png()))
    edit = ("<a:stretch>", '<a:srcRect l="50000"/><a:stretch>')
    assert "beskuren" in refused(changed(full, {"xl/drawings/drawing1.xml": edit}))


# -- the command line ------------------------------------------------------------------------


def run(*arguments):
    return CliRunner().invoke(cli, [str(a) for a in arguments], env={"REGSO_DATA": "/none"})


def sentence_of(result, folder, left):
    assert (result.exit_code, result.stdout) == (1, "")
    assert sorted(p.name for p in folder.iterdir()) == left
    [sentence] = result.stderr.splitlines()
    return sentence


@pytest.mark.parametrize("name", list(TEMPLATES))
def test_a_rendered_workbook_gives_the_same_copy_as_render_publish(tmp_path, name):
    options = publishable(name, tmp_path)
    assert run("render", name, *options, "-o", tmp_path / "full.xlsx").exit_code == 0
    one = run("publish", tmp_path / "full.xlsx", "-o", tmp_path / "a.xlsx")
    other = run("render", name, *options, "--publish", "-o", tmp_path / "b.xlsx")
    assert (one.exit_code, other.exit_code) == (0, 0), one.output + other.output
    a, b = (parts((tmp_path / x).read_bytes()) for x in ("a.xlsx", "b.xlsx"))
    assert {key for key in a if a[key] != b[key]} == {"xl/worksheets/sheet1.xml"}


def test_the_cover_has_the_checksum_of_the_register(tmp_path):
    out = tmp_path / "ut.xlsx"
    assert run("render", "omradestyper", "-d", REGISTER, "--publish", "-o", out).exit_code == 0
    checksum = hashlib.sha256(REGISTER.read_bytes()).hexdigest()
    assert values(out.read_bytes(), "Om kopian")["C6"] == f"SHA-256 {checksum}"


def test_a_copy_that_hides_nothing_is_written_with_a_warning(tmp_path):
    out = tmp_path / "ut.xlsx"
    result = run("render", "omradestyper", "-s", "troskel=1", "--publish", "-o", out)
    assert result.exit_code == 0
    assert "Varning: kopian döljer inga antal" in result.stderr
    assert out.exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["-s", "ar=2031"], "Områdestypernas år på bladet Start säger: Fel: det finns inga"),
        (["-s", "indelning=RegSO 2025"], "Indelning enligt koderna på bladet Start säger: Fel"),
        (["-s", f"rubrik=Anna {PERSON}"], "personnummer"),
        (["--freeze"], "utelämna --freeze."),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_is_written(tmp_path, monkeypatch, options, says):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    out = tmp_path / "ut.xlsx"
    result = run("render", "omradestyper", "--publish", *options, "-o", out)
    sentence = sentence_of(result, tmp_path, ["temporary"])
    assert says in sentence
    assert PERSON not in sentence
    assert list(temporary.iterdir()) == []


def test_figures_that_are_not_those_of_the_input_are_refused(tmp_path):
    """A threshold changed after the figures were calculated would hide nothing."""
    file = tmp_path / "full.xlsx"
    run("render", "omradestyper", "-s", "troskel=1", "-o", file)
    old = part(file.read_bytes(), "xl/worksheets/sheet1.xml")
    one = re.search(r'<c r="C16"[^>]*><v>1</v>', old)[0]
    edit = (one, one.replace("<v>1<", "<v>600<"))
    file.write_bytes(changed(file.read_bytes(), {"xl/worksheets/sheet1.xml": edit}))
    result = run("publish", file, "-o", tmp_path / "ut.xlsx")
    assert "räkna om arbetsboken i Excel" in sentence_of(result, tmp_path, ["full.xlsx"])


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "går inte att öppna"), (b"no zip", "ingen Excel-arbetsbok"), (template(), "uträknade")],
)
def test_a_file_that_is_no_report_is_refused(tmp_path, content, says):
    file = tmp_path / "full.xlsx"
    if content is not None:
        file.write_bytes(content)
    result = run("publish", file, "-o", tmp_path / "ut.xlsx")
    assert says in sentence_of(result, tmp_path, [] if content is None else ["full.xlsx"])


def test_a_frozen_workbook_is_refused_because_nothing_can_be_proven(tmp_path):
    file = tmp_path / "full.xlsx"
    run("render", "omradestyper", "--freeze", "-o", file)
    result = run("publish", file, "-o", tmp_path / "ut.xlsx")
    assert "inga REGSO-formler" in sentence_of(result, tmp_path, ["full.xlsx"])


def test_a_decimal_comma_within_a_text_is_no_difference():
    """Excel with Swedish settings writes 99,5 % where the engine writes 99.5 %."""

    def book(text):
        def build(_, start, indata, rapport, *__):
            start.write_formula("E1", '=REGSO_NAMN("a")', None, "Namn a")
            rapport.write("B2", text)

        return small(build)

    prove(book("99,5 %"), book("99.5 %"))
    with pytest.raises(FileError, match="Rapport!B2"):
        prove(book("99,5 %"), book("99.0 %"))


def test_the_copy_is_a_zip_without_comments_or_times_of_its_own(copy):
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert archive.comment == b""
        assert {info.date_time for info in archive.infolist()} == {(2026, 3, 2, 0, 0, 0)}
        assert not any(info.extra or info.comment for info in archive.infolist())
