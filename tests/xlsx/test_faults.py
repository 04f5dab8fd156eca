"""A damaged workbook is said to be one, where it is damaged; on a sound one a bug stays loud."""

import io
import re
import zipfile

import openpyxl
import pytest

from regso.errors import DomainError, FileError
from regso.render import render
from regso.templates import TEMPLATES
from regso.xlsx.faults import blaming, fault
from regso.xlsx.package import Package

BUILT = TEMPLATES["omradestyper"].build()
BOOK, SHEET, TABLE = "xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml"
STYLES = "xl/styles.xml"


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(part, old, new):
    """Return the template's parts with the first match in one of them replaced."""
    parts = parts_of(BUILT)
    parts[part], times = re.subn(old, new, parts[part], count=1)
    assert times == 1
    return parts


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_is_wrong_with_a_template(name):
    assert fault(parts_of(TEMPLATES[name].build())) == ""


def test_nothing_is_wrong_with_a_workbook_of_openpyxl():
    book = openpyxl.Workbook()
    book.active.append(["kod", 1.5, True, "=1+1"])
    book.active.merge_cells("A3:B4")
    out = io.BytesIO()
    book.save(out)
    assert fault(parts_of(out.getvalue())) == ""


FAULTS = {
    "broken XML": (SHEET, rb"</worksheet>", b"", f"delen {SHEET} är ingen XML"),
    "place": (SHEET, rb'<c r="A6"', b'<c r="A6@"', f'c har r "A6@" i {SHEET}'),
    "no place": (SHEET, rb'<c r="A6"', b"<c", f"c saknar r i {SHEET}"),
    "row": (SHEET, rb'<row r="6"', b'<row r="x"', f'row har r "x" i {SHEET}'),
    "row twice": (SHEET, rb'<row r="7"', b'<row r="6"', "raden 6 står två gånger"),
    "cell in another row": (SHEET, rb'<c r="A7"', b'<c r="A9"', 'cellen "A9" står på fel plats'),
    "style": (SHEET, rb'<c r="A7" s="[0-9]+"', b'<c r="A7" s="999"', 'c har s "999"'),
    "number": (SHEET, rb"<v>[0-9]+</v></c></row>", b"<v>1_0</v></c></row>", 'har värdet "1_0"'),
    "kind": (SHEET, rb't="s"', b't="q"', 'c har t "q"'),
    "no rows": (SHEET, rb"(?s)<sheetData>.*</sheetData>", b"", "sheetData saknas"),
    "table's area": (TABLE, rb'ref="(A\d+):[A-Z]', rb'ref="\1:A', "kolumner men området"),
    "column without name": (TABLE, rb'(<tableColumn [^>]*?) name="[^"]*"', rb"\1", "saknar name"),
    "sheet without name": (BOOK, rb'<sheet name="[^"]*"', b'<sheet name=""', 'sheet har name ""'),
    "relation": (BOOK, rb'r:id="rId1"', b'r:id="rId99"', 'sheet har id "rId99"'),
    "sheets of one name": (
        BOOK,
        rb'(<sheet name=")([^"]*)("[^>]*><sheet name=")[^"]*"',
        rb'\1\2\3\2"',
        "blad saknas, eller två har samma namn",
    ),
    "name of no sheet": (
        BOOK,
        rb'localSheetId="[0-9]+"',
        b'localSheetId="99"',
        "hör till ett blad",
    ),
    "font": (STYLES, rb'(<cellXfs.*?) fontId="[0-9]+"', rb'\1 fontId="999"', 'xf har fontId "999"'),
    "no fonts": (STYLES, rb"(?s)<fonts.*</fonts>", b"", ""),
    "part": (
        "xl/_rels/workbook.xml.rels",
        rb"worksheets/sheet1\.xml",
        b"worksheets/sheet77.xml",
        'delen "xl/worksheets/sheet77.xml" saknas i xl/_rels/workbook.xml.rels',
    ),
    "kind of part": (
        "xl/_rels/workbook.xml.rels",
        rb"worksheets/sheet1\.xml",
        b"styles.xml",
        'delen "xl/styles.xml" är inget worksheet',
    ),
}


@pytest.mark.parametrize(("part", "old", "new", "says"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_is_found_where_it_is(part, old, new, says):
    found = fault(changed(part, old, new))
    assert found
    assert says in found


@pytest.mark.parametrize("name", ["broken XML", "place", "row", "no rows", "part"])
def test_rendering_a_damaged_template_says_what_is_wrong(name):
    part, old, new, _ = FAULTS[name]
    with pytest.raises(FileError, match=r"^min\.xlsx är skadad \(.*\); öppna den i Excel, låt"):
        render(zipped(changed(part, old, new)), data=None, columns={}, settings={}, name="min.xlsx")


def test_a_bug_of_ours_stays_loud_on_a_sound_workbook():
    with pytest.raises(KeyError, match="bugg"), Package(BUILT).blamed():
        raise KeyError("bugg")


def test_a_sentence_stays_what_it_is_also_on_a_damaged_workbook():
    parts = changed(*FAULTS["place"][:3])
    with pytest.raises(DomainError), blaming(parts, "min.xlsx"):
        raise DomainError("Vår egen.")
    with pytest.raises(FileError, match=r'^min\.xlsx är skadad \(c har r "A6@" i .*\); öppna den'):
        _blame(parts)


def _blame(parts):
    with blaming(parts, "min.xlsx"):
        raise ValueError


def test_what_the_engine_cannot_read_of_a_sound_workbook_is_one_sentence(mocker):
    mocker.patch("formualizer.Workbook").from_bytes.side_effect = OSError("Calamine")
    with pytest.raises(FileError, match=r"^min\.xlsx kan inte läsas av beräkningsmotorn; öppna"):
        render(BUILT, data=None, columns={}, settings={}, name="min.xlsx")


def test_a_workbook_of_one_relation_only_is_no_workbook():
    parts = parts_of(BUILT)
    with pytest.raises(FileError, match=r"^min\.xlsx är ingen Excel-arbetsbok"):
        Package(zipped({"xl/workbook.xml": parts[BOOK]}), "min.xlsx")


def test_more_xml_than_a_tree_has_room_for_is_refused(monkeypatch):
    package = Package(BUILT, "min.xlsx")
    monkeypatch.setattr("regso.xlsx.package.MOST_TREE", 10)
    with pytest.raises(FileError, match=r"^min\.xlsx har större blad än som kan läsas;"):
        package.tree(SHEET)
