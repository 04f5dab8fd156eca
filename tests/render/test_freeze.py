"""A frozen workbook has values where it had REGSO formulas, and no link to the add-in."""

import re

from render_helpers import cell_xml, changed, data, part, parts, rendered, template, values

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
START = "http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"


def build(book, start, indata, rapport, text):
    look = book.add_format({"bold": True})
    rapport.write_dynamic_array_formula(
        "A1:B3", "=[1]!REGSO_TABELL(Indata[kod],Indata[taljare])", look, 0
    )
    rapport.write_formula("D1", "=B2*2", None, 0)
    rapport.write_formula("D2", '=IF(ar>0,_xldudf_REGSO_NAMN("a"),"")', None, "")
    rapport.write_formula("D3", '="REGSO_NAMN"', None, "")


def linked(workbook, *targets):
    """Return the workbook with links to other files, as Excel stores them."""
    edits, types, relations, references = {}, "", "", ""
    for i, target in enumerate(targets, 1):
        edits[f"xl/externalLinks/externalLink{i}.xml"] = "<externalLink/>"
        edits[f"xl/externalLinks/_rels/externalLink{i}.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{START}" Target="{target}" TargetMode="External"/>'
            "</Relationships>"
        )
        types += f'<Override PartName="/xl/externalLinks/externalLink{i}.xml" ContentType="x"/>'
        relations += (
            f'<Relationship Id="rIdX{i}" Type="{LINK}" Target="externalLinks/externalLink{i}.xml"/>'
        )
        references += f'<externalReference r:id="rIdX{i}"/>'
    edits["[Content_Types].xml"] = ("</Types>", f"{types}</Types>")
    edits["xl/_rels/workbook.xml.rels"] = ("</Relationships>", f"{relations}</Relationships>")
    edits["xl/workbook.xml"] = (
        "</sheets>",
        f"</sheets><externalReferences>{references}</externalReferences>",
    )
    return changed(workbook, edits)


ROWS = data(("0114R001", "1", "10"), ("0180R002", "2", "20"))


def test_regso_formulas_become_values_and_others_stay():
    before = template(build)
    out = rendered(before, ROWS, freeze=True).workbook
    style = re.search(r' s="\d+"', cell_xml(before, "A1"))[0]
    assert cell_xml(out, "A1") == f'<c r="A1"{style} t="inlineStr"><is><t>kod</t></is></c>'
    assert cell_xml(out, "B2") == f'<c r="B2"{style}><v>3</v></c>'
    assert cell_xml(out, "D1") == '<c r="D1"><f>B2*2</f><v>6</v></c>'
    assert cell_xml(out, "D2") == '<c r="D2" t="inlineStr"><is><t>Namn a</t></is></c>'
    assert cell_xml(out, "D3") == '<c r="D3" t="str"><f>"REGSO_NAMN"</f><v>REGSO_NAMN</v></c>'


def test_an_empty_text_stays_one_when_it_is_frozen():
    """Every program that calculates anew must see a text there and no blank, which would be 0."""

    def with_empty(book, start, indata, rapport, text):
        rapport.write_formula("D2", '=IF(ar>0,LEFT(REGSO_NAMN("a"),0),"")', None, "")
        rapport.write_formula("D3", '=IF(ar>0,"",1)', None, "")

    out = rendered(template(with_empty), ROWS, freeze=True).workbook
    assert cell_xml(out, "D2") == '<c r="D2" t="str"><f>""</f><v/></c>'
    assert cell_xml(out, "D3") == '<c r="D3" t="str"><f>IF(ar&gt;0,"",1)</f><v></v></c>'


def test_blanks_around_a_stored_text_are_kept():
    def with_blanks(book, start, indata, rapport, text):
        rapport.write_formula("D2", '=" "&REGSO_NAMN("a")', None, "")
        rapport.write_formula("D3", '=" b"', None, "")

    out = rendered(template(with_blanks), ROWS, freeze=True).workbook
    assert '<t xml:space="preserve"> Namn a</t>' in cell_xml(out, "D2")
    assert '<v xml:space="preserve"> b</v>' in cell_xml(out, "D3")


def test_a_frozen_workbook_shows_the_same_values():
    before = template(build)
    frozen, live = rendered(before, ROWS, freeze=True), rendered(before, ROWS)
    assert values(frozen.workbook) == values(live.workbook)
    assert frozen.problems == live.problems


def test_the_link_to_the_add_in_goes_with_the_formulas():
    before = linked(template(build), "regso.xlam")
    out = rendered(before, ROWS, freeze=True).workbook
    assert set(parts(before)) - set(parts(out)) == {
        "xl/externalLinks/externalLink1.xml",
        "xl/externalLinks/_rels/externalLink1.xml.rels",
    }
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
        assert not re.search("external", part(out, name), re.IGNORECASE)


def test_without_freezing_the_link_stays():
    before = linked(template(build), "regso.xlam")
    assert set(parts(rendered(before, ROWS).workbook)) == set(parts(before))


def test_a_path_to_the_add_in_is_a_link_to_it_too():
    before = linked(template(build), "file:///C:\\Users\\a\\RegSO.xlam")
    assert "externalReference" not in part(
        rendered(before, freeze=True).workbook, "xl/workbook.xml"
    )


def test_links_to_other_files_stay():
    before = linked(template(build), "budget.xlsx", "regso.xlam")
    out = rendered(before, freeze=True).workbook
    assert "xl/externalLinks/externalLink1.xml" in parts(out)
    assert "xl/externalLinks/externalLink2.xml" not in parts(out)
    assert part(out, "xl/workbook.xml").count("<externalReference ") == 1


def test_a_link_before_another_stays_because_formulas_count_them():
    before = linked(template(build), "regso.xlam", "budget.xlsx")
    assert set(parts(rendered(before, freeze=True).workbook)) == set(parts(before))


def test_a_link_that_a_rule_still_uses_stays():
    def used(book, start, indata, rapport, text):
        build(book, start, indata, rapport, text)
        rapport.conditional_format(
            "A1",
            {"type": "formula", "criteria": "=[1]!REGSO_NAMN(A1)=1", "format": book.add_format()},
        )

    before = linked(template(used), "regso.xlam")
    assert "externalReference" in part(rendered(before, freeze=True).workbook, "xl/workbook.xml")
