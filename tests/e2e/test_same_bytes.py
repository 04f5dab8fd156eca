"""The same workbook gives the same PDF at another time and in another time zone."""

import io
import time

import pypdf
import pytest

from regso.errors import FileError
from regso.render import render
from regso.render.pdf import find_program, to_pdf
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES


def test_the_pdf_does_not_tell_when_it_was_made(monkeypatch):
    try:
        program = find_program()
    except FileError as error:
        pytest.skip(str(error))
    with using(Reference(EXAMPLE)):
        template = TEMPLATES["karta"].build()
        book = render(template, data=None, columns={}, settings={}).workbook
    made = []
    for zone in ("UTC", "Europe/Stockholm"):
        monkeypatch.setenv("TZ", zone)
        time.sleep(1 - time.time() % 1)  # another second
        made.append(to_pdf(book, "Karta", program))
    assert made[0] == made[1]
    assert len(pypdf.PdfReader(io.BytesIO(made[0]), strict=True).pages) > 0
