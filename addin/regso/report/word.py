"""A Word document that everyone can read: real headings, tables and alternative texts.

The language is Swedish, the page A4 with its number in the foot. Equal content gives equal files.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from regso.report import contents
from regso.report.look import Look
from regso.report.wordxml import (
    SMALL,
    add_field,
    add_lines,
    describe,
    keep_whole,
    repeat,
    rgb,
    set_language,
    set_properties,
    set_style,
    underline,
)
from regso.workbook import theme
from regso.xlsx.archive import pack, unpack

_RELATIONS = "_rels/.rels"
_TEXT_WIDTH, _LYING_WIDTH = 16.0, 24.7  # cm, between the margins
_SIZES = {
    "Title": 22,
    "TOC Heading": 16,
    "Heading 1": 16,
    "Heading 2": 13,
    "Heading 3": 11,
    "Subtitle": 12,
}
_CONTENTS = "TOC Heading"
_STYLES = ("Normal", "Quote", "List Bullet", "Caption", *_SIZES)
_LISTED = 2  # levels of headings that the contents list
_AIR = 6.0  # points between a table and a text
_WIDTH_TO_SIGN = 7.0  # cm that a line to sign on leaves on its right
_SMALLEST = 6.5
_PER_LETTER, _PADDING, _LONG_TEXT = 0.165, 0.45, 60  # cm, cm and letters
_LONG_WORDS = re.compile("konfidens(?=intervall)|procent(?=enheter)")  # where they may break
_BREAKS = re.compile("[ \N{SOFT HYPHEN}]")
_TOGETHER = 10  # rows of a table that is kept on one page


class Document:
    """A document that is written from the top down.

    Parameters
    ----------
    title, subject : str
        For the properties, the title also for the foot.
    day : date
        When it was made, as far as its properties are concerned.
    look : Look
        Its font and the colour of headings and table heads.
    """

    def __init__(
        self,
        title: str,
        subject: str,
        day: dt.date,
        look: Look = Look(),  # noqa: B008 - not changed
    ) -> None:
        self._docx = docx.Document()
        self._names = 0
        self._look = look
        self._lies = False
        self._contents: Paragraph | None = None
        self._headings: list[contents.Heading] = []
        set_properties(self._docx.core_properties, title, subject, day)
        set_language(self._docx)
        for name in _STYLES:
            set_style(self._docx.styles[name], _SIZES.get(name), look)
        add_lines(self._docx.styles["Table Grid"])
        self._page(f"{title}, {subject}" if subject else title)

    def title(self, text: str) -> None:
        """Write the document's title."""
        self._docx.add_paragraph(text, "Title")

    def heading(self, text: str, level: int = 1, *, new_page: bool = False) -> None:
        """Write a heading, on a new page if told so."""
        paragraph = self._docx.add_heading(text, level)
        paragraph.paragraph_format.page_break_before = new_page or None
        if self._contents is not None and level <= _LISTED:
            anchor = contents.mark(paragraph, len(self._headings))
            self._headings.append(contents.Heading(text, level, anchor))

    def contents(self, title: str) -> None:
        """Write a table of contents, on a page of its own, of the headings that follow."""
        paragraph = self._docx.add_paragraph(title, _CONTENTS)
        paragraph.paragraph_format.page_break_before = True
        self._contents = self._docx.add_paragraph()

    def to_sign(self, label: str, text: str = "") -> None:
        """Write a line to write on, with what is known on it and what it is for below."""
        line = self._docx.add_paragraph()
        line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(22), Pt(0)
        line.paragraph_format.keep_with_next = True
        line.paragraph_format.right_indent = Cm(_WIDTH_TO_SIGN)
        underline(line)
        line.add_run(text)
        self.text(label, small=True)

    def text(
        self,
        text: str,
        style: str = "Normal",
        *,
        small: bool = False,
        with_next: bool = False,
        before: float | None = None,
    ) -> None:
        """Write a paragraph, with_next on the same page as what follows, points of air before."""
        paragraph = self._docx.add_paragraph(style=style)
        above = paragraph._p.getprevious()  # noqa: SLF001 - python-docx has no other way
        is_below_table = above is not None and above.tag == qn("w:tbl")
        air = _AIR if before is None and is_below_table else before
        paragraph.paragraph_format.space_before = None if air is None else Pt(air)
        paragraph.paragraph_format.keep_with_next = with_next or None
        run = paragraph.add_run(text)
        if small:
            paragraph.paragraph_format.space_after = Pt(3)
            run.font.size = Pt(SMALL)
            run.font.color.rgb = rgb(theme.MUTED)

    def fact(self, label: str, text: str) -> None:
        """Write a line with a bold label."""
        paragraph = self._docx.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text)

    def bullets(self, texts: Sequence[str]) -> None:
        """Write a list."""
        for text in texts:
            self._docx.add_paragraph(text, "List Bullet")

    def mark(self, text: str) -> None:
        """Write a warning in red at the head of every page, and here, where it is read aloud."""
        for paragraph in (self._docx.sections[0].header.paragraphs[0], self._docx.add_paragraph()):
            run = paragraph.add_run(text)
            run.bold, run.font.color.rgb = True, rgb(theme.BAD_INK)

    def turn(self, *, landscape: bool) -> bool:
        """Begin a page that lies or stands, unless the one before does; tell whether it has."""
        if landscape == self._lies:
            return False
        section = self._docx.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width
        self._lies = landscape
        return True

    @property
    def _width(self) -> float:
        """The width of the text, in centimetres."""
        return _LYING_WIDTH if self._lies else _TEXT_WIDTH

    def table(
        self,
        titles: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        caption: str,
        numbers: Sequence[bool] = (),
        widths: Sequence[float] = (),
    ) -> None:
        """Write a table whose first row is a header that repeats on every page.

        Parameters
        ----------
        titles, rows : sequences of str
        caption : str
            Above the table, and what a screen reader says about it.
        numbers : sequence of bool, optional
            The columns that are aligned right.
        widths : sequence of float, optional
            Relative widths of the columns.
        """
        self._docx.add_paragraph(caption, "Caption")
        table = self._docx.add_table(1 + len(rows), len(titles), "Table Grid")
        table.autofit = False
        describe(table, caption)
        repeat(table.rows[0])
        titles = [_LONG_WORDS.sub("\\g<0>\N{SOFT HYPHEN}", title) for title in titles]
        shares = widths or _by_content(titles, rows, self._width)
        size = SMALL if widths else max(_SMALLEST, SMALL * min(1, self._width / sum(shares)))
        right = [*numbers, *[False] * len(titles)]
        last = len(rows) if len(rows) <= _TOGETHER else 1
        for number, (row, texts) in enumerate(zip(table.rows, (titles, *rows), strict=True)):
            keep_whole(row)
            for cell, text, is_number in zip(row.cells, texts, right, strict=False):
                paragraph = _cell(cell, text, size, self._look.brand if number == 0 else "")
                paragraph.paragraph_format.keep_with_next = number < last
                if is_number:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _set_widths(table, shares, self._width)

    def picture(self, content: bytes, description: str) -> None:
        """Add a picture with its alternative text, no wider than on a page that stands."""
        width = Cm(min(self._width, _TEXT_WIDTH))
        inline = self._docx.add_picture(io.BytesIO(content), width=width)
        properties = inline._inline.docPr  # noqa: SLF001 - python-docx has no other way
        self._names += 1
        properties.set("name", f"Diagram {self._names}")
        properties.set("descr", description)

    def save(self) -> bytes:
        """Return the file."""
        if self._contents is not None:
            contents.fill(self._docx, self._contents, self._headings, self._look)
        draft = io.BytesIO()
        self._docx.save(draft)
        parts = unpack(draft.getvalue())
        parts.pop("docProps/thumbnail.jpeg", None)  # python-docx's own, of an empty page
        parts[_RELATIONS] = without_thumbnail(parts[_RELATIONS])
        return pack(parts)

    def _page(self, foot: str) -> None:
        section = self._docx.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.3)
        paragraph = section.footer.paragraphs[0]
        paragraph.add_run(f"{foot}\tSida ").font.size = Pt(SMALL)
        stop = paragraph.paragraph_format.tab_stops
        stop.clear_all()
        stop.add_tab_stop(Cm(14.2))
        for field, after in (("PAGE", " av "), ("NUMPAGES", "")):
            add_field(paragraph, field)
            paragraph.add_run(after).font.size = Pt(SMALL)


def _cell(cell: _Cell, text: str, size: float, fill: str) -> Paragraph:
    """Write a cell, white on a fill if there is one, and return its paragraph."""
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    if fill:
        run.bold, run.font.color.rgb = True, rgb("#FFFFFF")
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), fill.removeprefix("#"))
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - as above
    return paragraph


def _by_content(titles: Sequence[str], rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Return widths, in cm at the size of small text, that split no word if there is room."""
    columns = list(zip(titles, *rows, strict=True))
    words = [max(len(w) for text in column for w in _BREAKS.split(text)) for column in columns]
    texts = [min(max(map(len, column)), _LONG_TEXT) for column in columns]
    least = [_PER_LETTER * word + _PADDING for word in words]
    wished = [_PER_LETTER * (text - word) for text, word in zip(texts, words, strict=True)]
    spare = max(0.0, width - sum(least)) / (sum(wished) or 1.0)
    return [one + spare * more for one, more in zip(least, wished, strict=True)]


def _set_widths(table: Table, widths: Sequence[float], total: float) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(total * width / sum(widths))
        for cell in column.cells:
            cell.width = column.width


def without_thumbnail(relations: bytes) -> bytes:
    """Return the relations of a package without that to its thumbnail."""
    from lxml import etree  # noqa: PLC0415 - only here

    root = etree.fromstring(relations)
    for relation in list(root):
        if relation.get("Target", "").endswith("thumbnail.jpeg"):
            root.remove(relation)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
