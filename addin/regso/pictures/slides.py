"""Slides with native charts and tables, which can be changed in PowerPoint and read aloud.

A slide has its parts in the order in which they are read: title, conclusion, chart or table, and
the line with source and date. The mark of a draft is the last part, on every slide.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Final

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Show
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import Table
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Pt

from regso.pictures import sentences
from regso.pictures.books import Book
from regso.pictures.files import about_of
from regso.pictures.slidecharts import add_chart, rgb
from regso.pictures.slidetables import TableForm
from regso.report.draw import picture
from regso.report.drawings import Drawing
from regso.report.look import Look
from regso.report.published import ShownPage, ShownTable
from regso.report.word import without_thumbnail
from regso.workbook import theme
from regso.xlsx.archive import pack, unpack

_WIDE, _HIGH, _SIDE = 13.333, 7.5, 0.6  # inches
_BLANK: Final = 5  # the layout with a title alone
_TITLE, _TITLE_LOW, _TEXT, _SMALL = 28, 22, 18, 11  # points
_LONG_TITLE: Final = 60  # letters that a line of a title has room for
_BODY = (_SIDE, 2.15, _WIDE - 2 * _SIDE, 4.55)
_CREATOR = "RegSO för Excel"
_THUMBNAIL = "docProps/thumbnail.jpeg"
_EMBEDDED, _CORE = "ppt/embeddings/", "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*<")


def slides(books: Sequence[Book], look: Look, day: dt.date) -> bytes:
    """Return a presentation of what workbooks show, in their order.

    Parameters
    ----------
    books : sequence of Book
    look : Look
    day : date
        On every slide, and when the file was made.
    """
    show = Presentation()
    show.slide_width, show.slide_height = Inches(_WIDE), Inches(_HIGH)
    properties = show.core_properties
    properties.title = "; ".join(book.title for book in books)
    properties.author = properties.last_modified_by = _CREATOR
    properties.language, properties.revision = "sv-SE", 1
    moment = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no zone
    properties.created = properties.modified = moment
    for book in books:
        for page in book.pages:
            for heading, drawing in page.drawings:
                _chart_slide(show, (book, page, look, day), heading, drawing)
            for table in page.tables:
                _table_slides(show, (book, page, look, day), table)
    out = io.BytesIO()
    show.save(out)
    return _same_bytes(out.getvalue(), moment)


_Of = tuple[Book, ShownPage, Look, dt.date]


def _chart_slide(show: Show, of: _Of, heading: str, drawing: Drawing) -> None:
    book, page, look, _ = of
    about = about_of(page, heading, drawing)
    sentence = "" if drawing.chart is None else sentences.of_chart(drawing.chart, heading)
    slide = _slide(show, of, sentence or heading)
    place = [Inches(length) for length in _BODY]
    if drawing.chart is None or not drawing.chart.is_plain:
        content = drawing.picture if drawing.chart is None else picture(drawing.chart, look)
        shape = slide.shapes.add_picture(io.BytesIO(content), place[0], place[1], height=place[3])
    else:
        shape = add_chart(slide, drawing.chart, place, look, heading)
    _describe(shape, f"{book.mark}. {about}" if book.mark else about)
    _foot(slide, of)


def _table_slides(show: Show, of: _Of, table: ShownTable) -> None:
    """Write a table on as many slides as it needs, its head on each."""
    book, page, look, _ = of
    form = TableForm.of(table, _BODY[2], _BODY[3])
    parts = form.parts(table)
    for number, rows in enumerate(parts, 1):
        which = f" (del {number} av {len(parts)})" if len(parts) > 1 else ""
        slide = _slide(show, of, sentences.of_table(table) + which)
        frame = slide.shapes.add_table(
            len(rows) + 1, len(table.titles), *(Inches(length) for length in _BODY[:3]),
            Inches(form.height(table.titles, *rows)),
        )  # fmt: skip
        _describe(frame, f"{book.mark} {page.heading}. {sentences.of_table(table)}".strip())
        _fill(frame.table, table, rows, form, look)
        _foot(slide, of)


def _fill(
    made: Table, table: ShownTable, rows: Sequence[Sequence[str]], form: TableForm, look: Look
) -> None:
    made.first_row, made.horz_banding = True, False
    size = Pt(form.size)
    for column, width in zip(made.columns, form.widths, strict=True):
        column.width = Inches(width)
    every = [table.titles, *rows]
    for row, texts in zip(made.rows, every, strict=True):
        row.height = Inches(form.height(texts))
    for at, texts in enumerate(every):
        for column, text in enumerate(texts):
            cell = made.cell(at, column)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.margin_left = cell.margin_right = Inches(0.05)
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(look.brand if at == 0 else "#FFFFFF")
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if table.numbers[column] else PP_ALIGN.LEFT
            _write(paragraph, text, size, "#FFFFFF" if at == 0 else theme.INK, look, bold=at == 0)


def _slide(show: Show, of: _Of, sentence: str) -> Slide:
    """Add a slide with title and conclusion."""
    _, page, look, _ = of
    slide = show.slides.add_slide(show.slide_layouts[_BLANK])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = map(
        Inches, (_SIDE, 0.35, _WIDE - 2 * _SIDE - 1.6, 0.75)
    )
    frame = title.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    size = Pt(_TITLE if len(page.heading) <= _LONG_TITLE else _TITLE_LOW)
    _write(frame.paragraphs[0], page.heading, size, look.brand, look, bold=True)
    box = _box(slide, (_SIDE, 1.1, _WIDE - 2 * _SIDE, 0.95), "Slutsats")
    _write(box.paragraphs[0], sentence, Pt(_TEXT), theme.INK, look)
    return slide


def _foot(slide: Slide, of: _Of) -> None:
    """Write source and date below, and the logotype and the mark above."""
    book, page, look, day = of
    box = _box(slide, (_SIDE, 6.8, _WIDE - 2 * _SIDE, 0.5), "Källa och datum")
    parts = (look.name, page.lead, book.source, day.isoformat())
    text = " · ".join(filter(None, parts))
    _write(box.paragraphs[0], text, Pt(_SMALL), theme.MUTED, look)
    if look.logotype:
        logotype = slide.shapes.add_picture(
            io.BytesIO(look.logotype), Inches(_WIDE - _SIDE - 1.4), Inches(0.4), width=Inches(1.4)
        )
        _describe(logotype, f"Logotyp {look.name}".strip())
    if book.mark:
        mark = _box(slide, (_SIDE, 0.05, _WIDE - 2 * _SIDE, 0.35), "Utkast")
        _write(mark.paragraphs[0], book.mark, Pt(12), theme.BAD_INK, look, bold=True)


def _box(slide: Slide, place: Sequence[float], name: str) -> TextFrame:
    shape = slide.shapes.add_textbox(*map(Inches, place))
    shape.name = name
    shape.text_frame.word_wrap = True
    return shape.text_frame


def _write(
    paragraph: _Paragraph, text: str, size: Pt, colour: str, look: Look, *, bold: bool = False
) -> None:
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = text, size, bold
    run.font.name, run.font.color.rgb = look.font, rgb(colour)
    run._r.get_or_add_rPr().set("lang", "sv-SE")  # noqa: SLF001 - python-pptx has no other way


def _describe(shape: BaseShape, text: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)  # noqa: SLF001 - as above


def _same_bytes(content: bytes, moment: dt.datetime) -> bytes:
    """Return the file packed as every file of ours, without the picture of an empty slide.

    The workbooks of its charts are made at the same moment as the file.
    """
    parts = unpack(content)
    parts.pop(_THUMBNAIL, None)
    parts["_rels/.rels"] = without_thumbnail(parts["_rels/.rels"])
    made_at = rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}<".encode()
    for name in parts:
        if name.startswith(_EMBEDDED):
            book = unpack(parts[name])
            book[_CORE] = _MOMENT.sub(made_at, book[_CORE])
            parts[name] = pack(book)
    return pack(parts)
