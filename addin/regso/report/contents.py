"""The table of contents of a document: its headings, each with a link and its page.

The pages are fields: LibreOffice fills them in by itself, Word when it is asked to on opening.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from regso.report.look import Look

_WIDTH, _INDENT = 16.0, 0.6  # cm
_UNKNOWN_PAGE = "–"


class Heading(NamedTuple):
    """A heading that the contents list."""

    text: str
    level: int
    anchor: str


def mark(paragraph: Paragraph, number: int) -> str:
    """Give a heading a bookmark, and return its name."""
    name = f"_Toc{number:04}"
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph.runs[0]._r.addprevious(start)  # noqa: SLF001 - python-docx knows no bookmarks
    paragraph._p.append(end)  # noqa: SLF001 - as above
    return name


def fill(document: WordDocument, place: Paragraph, headings: Sequence[Heading], look: Look) -> None:
    """Write an entry per heading before a paragraph, which is taken away."""
    for heading in headings:
        entry = place.insert_paragraph_before(style=_style(document, heading.level, look))
        entry._p.append(_link(heading))  # noqa: SLF001 - as above
    document.element.body.remove(place._p)  # noqa: SLF001 - as above
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    document.settings.element.append(update)


def _style(document: WordDocument, level: int, look: Look) -> str:
    name = f"toc {level}"
    if name not in document.styles:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.name, style.font.bold = look.font, level == 1
        format_ = style.paragraph_format
        format_.left_indent = Cm(_INDENT * (level - 1))
        format_.space_before, format_.space_after = Pt(4 if level == 1 else 0), Pt(2)
        format_.tab_stops.add_tab_stop(Cm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return name


def _link(heading: Heading) -> etree._Element:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), heading.anchor)
    link.set(qn("w:history"), "1")
    for kind, text in (
        ("w:t", heading.text),
        ("w:tab", ""),
        ("begin", ""),
        ("w:instrText", f" PAGEREF {heading.anchor} \\h "),
        ("separate", ""),
        ("w:t", _UNKNOWN_PAGE),
        ("end", ""),
    ):
        run = OxmlElement("w:r")
        element = OxmlElement(kind if kind.startswith("w:") else "w:fldChar")
        if text:
            element.text = text
            element.set(qn("xml:space"), "preserve")
        if not kind.startswith("w:"):
            element.set(qn("w:fldCharType"), kind)
        run.append(element)
        link.append(run)
    return link
