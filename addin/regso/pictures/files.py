"""The pictures of a workbook: every chart, table and map as SVG and PNG with alternative text."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from regso.pictures import corner, sentences
from regso.pictures.books import Book
from regso.pictures.tables import table_picture
from regso.report.draw import FORMS, Around, picture
from regso.report.drawings import Drawing
from regso.report.look import Look
from regso.report.published import ShownPage

_SVG = re.compile(rb"<svg\b[^>]*>")
_UNSAFE = re.compile(r"[^a-z0-9åäö]+")


class PictureFile(NamedTuple):
    """A picture as it is written: the end of its name says its form."""

    name: str
    content: bytes
    about: str


def pictures(book: Book, look: Look) -> Iterator[PictureFile]:
    """Yield the pictures of a workbook, page by page; the maps that it has as they are."""
    tables, drawings = Counter[str](), Counter[str]()  # a sheet may have several pages
    for page in book.pages:
        start = f"{book.name}_{_plain(page.sheet)}"
        for table in page.tables:
            about = _marked(book, f"{page.heading}. {sentences.of_table(table)}")
            tables[page.sheet] += 1
            name = f"{start}_tabell{tables[page.sheet]}"
            svg, png = (table_picture(table, look, form, book.mark) for form in FORMS)
            yield PictureFile(f"{name}.svg", _svg(svg, about), about)
            yield PictureFile(f"{name}.png", _png(png, about), about)
        for heading, drawing in page.drawings:
            drawings[page.sheet] += 1
            name = f"{start}_{drawings[page.sheet]}"
            yield from _drawn(book, page, name, heading, drawing, look)


def _drawn(
    book: Book, page: ShownPage, start: str, heading: str, drawing: Drawing, look: Look
) -> Iterator[PictureFile]:
    about = _marked(book, about_of(page, heading, drawing))
    if drawing.chart is None:
        if drawing.svg:
            svg = corner.in_svg(drawing.svg, book.mark)
            yield PictureFile(f"{start}_karta.svg", _svg(svg, about), about)
        png = corner.in_png(drawing.picture, book.mark)
        yield PictureFile(f"{start}_karta.png", _png(png, about), about)
        return
    name = f"{start}_diagram"
    around = Around(heading or page.heading, f"{page.heading}. {book.source}", book.mark)
    svg, png = (picture(drawing.chart, look, form, around) for form in FORMS)
    yield PictureFile(f"{name}.svg", _svg(svg, about), about)
    yield PictureFile(f"{name}.png", _png(png, about), about)


def about_of(page: ShownPage, heading: str, drawing: Drawing) -> str:
    """Return the alternative text of a chart: what it is of, and the sentence of its values."""
    sentence = "" if drawing.chart is None else sentences.of_chart(drawing.chart, heading)
    parts = (page.heading, heading, sentence or drawing.description)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _marked(book: Book, about: str) -> str:
    return f"{book.mark}. {about}" if book.mark else about


def _svg(content: bytes, about: str) -> bytes:
    """Return an SVG that says what it shows."""
    text = escape(about, quote=False).encode()
    found = _SVG.search(content)
    if found is None:
        raise ValueError("not an SVG")
    head = found[0][:-1] + b' role="img" aria-labelledby="regso-om">'
    return content.replace(found[0], head + b'<title id="regso-om">' + text + b"</title>", 1)


def _png(content: bytes, about: str) -> bytes:
    """Return a PNG that says what it shows."""
    from PIL import Image  # noqa: PLC0415 - only for this
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415

    with Image.open(io.BytesIO(content)) as opened:
        text, out = PngInfo(), io.BytesIO()
        text.add_itxt("Description", about, "sv")
        opened.save(out, "png", pnginfo=text, dpi=opened.info.get("dpi", (200, 200)))
    return out.getvalue()


def _plain(name: str) -> str:
    """Return a name as a part of a file's name.

    >>> _plain("År mot år")
    'år_mot_år'
    """
    return _UNSAFE.sub("_", name.casefold()).strip("_")
