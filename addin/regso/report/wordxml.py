"""What python-docx has no words for: languages, fields, alternative texts, rows that stay whole."""

from __future__ import annotations

import datetime as dt

from docx.document import Document as WordDocument
from docx.opc.coreprops import CoreProperties
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from regso.report.look import Look
from regso.workbook import theme

LANGUAGE = "sv-SE"
_CREATOR = "RegSO för Excel"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
SMALL = 9.0


def set_properties(properties: CoreProperties, title: str, subject: str, day: dt.date) -> None:
    """Fill in the properties without the name of any person."""
    properties.title, properties.subject = title, subject
    properties.author, properties.last_modified_by = _CREATOR, _CREATOR
    properties.comments, properties.keywords, properties.language = "", "", LANGUAGE
    moment = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no zone
    properties.created = properties.modified = moment
    properties.revision = 1


def set_language(document: WordDocument) -> None:
    """Set the language that proofing tools and screen readers go by."""
    for element in document.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            element.set(qn(name), LANGUAGE)
    for element in document.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), LANGUAGE)


def set_style(style: ParagraphStyle, size: int | None, look: Look) -> None:
    """Set the font of a style, without the fonts and colours of python-docx's own theme."""
    style.font.name, style.font.italic = look.font, style.name == "Quote"
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    style.font.color.rgb = rgb(look.brand if size else theme.INK)
    if size:
        style.font.size, style.font.bold = Pt(size), True
    elif style.name == "Caption":
        style.font.size, style.font.bold = Pt(10), True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(6), Pt(3)
        style.paragraph_format.keep_with_next = True


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))


def add_field(paragraph: Paragraph, name: str) -> None:
    """Write a field that Word fills in when the document is shown."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(SMALL)
        if kind in ("", "text"):
            element = OxmlElement("w:t" if kind else "w:instrText")
            element.text = text
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 - python-docx knows no fields


def underline(paragraph: Paragraph) -> None:
    """Draw a line below a paragraph, as wide as it is."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"),
                        ("color", theme.INK.removeprefix("#"))):  # fmt: skip
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx knows no borders
    after = {qn(f"w:{name}") for name in ("shd", "tabs", "spacing", "ind", "jc", "rPr")}
    at = next((i for i, one in enumerate(properties) if one.tag in after), len(properties))
    properties.insert(at, borders)


def add_lines(style: BaseStyle) -> None:
    """Give the lines of tables the colour that they have in the workbooks."""
    for line in style.element.iter(*(qn(f"w:{side}") for side in _SIDES)):
        line.set(qn("w:color"), theme.RULE.removeprefix("#"))


def describe(table: Table, text: str) -> None:
    """Give a table its alternative text."""
    for name in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(name)
        element.set(qn("w:val"), text)
        table._tbl.tblPr.append(element)  # noqa: SLF001 - python-docx has no other way


def repeat(row: _Row) -> None:
    """Repeat a row on every page that its table goes on."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as above


def keep_whole(row: _Row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above
