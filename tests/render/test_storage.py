"""The same workbook for each program: only the names of our functions are stored otherwise."""

import pytest
from lxml import etree
from render_helpers import cell_xml, part, parts, rendered, template, values

from books import book_of
from regso.functions import REGISTRY
from regso.render import PROGRAMS, stored_for
from regso.xlsx.package import Package

LINK = "xl/externalLinks/externalLink1.xml"
RELATIONS = "xl/externalLinks/_rels/externalLink1.xml.rels"


def build(book, start, indata, rapport, text):
    rapport.write_dynamic_array_formula(
        "A1:B2", "=REGSO_TABELL(Indata[kod],Indata[taljare])", None, 0
    )
    rapport.write_formula("D1", '=IF(ar>0,REGSO_NAMN("REGSO_X"),"")&"REGSO_TYP(1)"', None, "")
    rapport.write_formula("D2", "=SUM(Indata[taljare])", None, 0)


def canonical(workbook):
    """Return the parts, each XML part without the freedom that XML leaves."""
    return {
        name: etree.canonicalize(content.decode().partition("?>")[2])
        for name, content in parts(workbook).items()
    }


@pytest.fixture
def workbook():
    return rendered(template(build)).workbook


@pytest.mark.parametrize(
    ("program", "prefix"), [("calc", ""), ("excel", "[1]!"), ("webb", "_xldudf_")]
)
def test_each_program_has_its_own_name_for_our_functions(workbook, program, prefix):
    out = stored_for(workbook, program)
    assert f"{prefix}REGSO_TABELL(Indata[kod],Indata[taljare])</f>" in cell_xml(out, "A1")
    assert f'IF(ar&gt;0,{prefix}REGSO_NAMN("REGSO_X"),"")&amp;"REGSO_TYP(1)"' in cell_xml(out, "D1")
    assert cell_xml(out, "D2") == cell_xml(workbook, "D2")
    assert values(out) == values(workbook)


def test_excel_asks_nothing_about_the_link_to_the_add_in(workbook):
    out = stored_for(workbook, "excel")
    assert 'updateLinks="never"' in part(out, "xl/workbook.xml")
    assert "updateLinks" not in part(stored_for(out, "calc"), "xl/workbook.xml")


def test_the_form_for_excel_is_linked_to_the_add_in_in_the_start_folder(workbook):
    out = stored_for(workbook, "excel")
    assert 'Target="regso.xlam" TargetMode="External"' in part(out, RELATIONS)
    assert "xlExternalLinkPath/xlStartup" in part(out, RELATIONS)
    names = [
        e.get("name") for e in etree.fromstring(part(out, LINK).encode()).iter("{*}definedName")
    ]
    assert names == list(REGISTRY)
    assert book_of(out)._external_links[0].file_link.Target == "regso.xlam"
    children = [etree.QName(e).localname for e in Package(out).tree("xl/workbook.xml")]
    assert children.index("externalReferences") == children.index("sheets") + 1
    assert f'<Override PartName="/{LINK}"' in part(out, "[Content_Types].xml")


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("before", PROGRAMS)
def test_a_form_does_not_depend_on_the_form_before(workbook, before, program):
    direct = canonical(stored_for(workbook, program))
    assert canonical(stored_for(stored_for(workbook, before), program)) == direct
    assert canonical(stored_for(stored_for(workbook, program), program)) == direct


def test_only_the_form_for_excel_has_a_link(workbook):
    assert LINK not in parts(stored_for(stored_for(workbook, "excel"), "calc"))
    assert LINK not in parts(stored_for(workbook, "webb"))


def test_a_workbook_without_our_formulas_gets_no_link():
    frozen = rendered(template(build), freeze=True).workbook
    assert parts(stored_for(frozen, "excel")) == parts(frozen)
