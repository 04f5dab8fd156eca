"""Make the pictures of the documentation: the report of every template, with the example data.

``python docs/bilder/make_pictures.py [FOLDER [TEMPLATE...]]`` needs LibreOffice (soffice), poppler
(pdftoppm) and the fonts Carlito or Calibri. Without a folder it writes its pictures beside itself.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf

from regso.errors import FileError
from regso.render import render
from regso.render.pdf import find_program, to_pdf
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES

_BESIDE = Path(__file__).parent
_DPI = 110
_SIDES, _TOP, _FOOT = 0.5, 0.4, 0.65  # inches of empty margin and page number to cut off


def main(folder: Path = _BESIDE, *names: str) -> None:
    """Write the pictures of some templates, or all: the report, and more where one says so."""
    try:
        office = find_program()
    except FileError as error:
        sys.exit(str(error))
    poppler = shutil.which("pdftoppm")
    if poppler is None:
        sys.exit("pdftoppm is not installed: install poppler.")
    for template in (TEMPLATES[name] for name in names or TEMPLATES):
        with using(Reference(EXAMPLE)):
            book = render(template.build(), data=None, columns={}, settings={}).workbook
        for name, sheet in template.pictures.items():
            pdf = to_pdf(book, template.title, office, wanted=(sheet,))
            subprocess.run(  # noqa: S603 - poppler, on a file made here
                [
                    poppler,
                    "-png",
                    "-singlefile",
                    *_first_page(pdf),
                    "-",
                    str((folder / name).with_suffix("")),
                ],
                input=pdf,
                check=True,
                timeout=60,
            )
            sys.stdout.write(f"{name}\n")


def _first_page(pdf: bytes) -> list[str]:
    """Return poppler's options for the first page, without its margins and its foot."""
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    width, height = (float(side) / 72 for side in box[2:])
    crop = {"x": _SIDES, "y": _TOP, "W": width - 2 * _SIDES, "H": height - _TOP - _FOOT}
    sizes = {"r": _DPI, **{key: round(inches * _DPI) for key, inches in crop.items()}}
    return [
        word
        for key, value in ({"f": 1, "l": 1} | sizes).items()
        for word in (f"-{key}", str(value))
    ]


if __name__ == "__main__":
    place, *asked = sys.argv[1:] or [_BESIDE]
    main(Path(place), *asked)
