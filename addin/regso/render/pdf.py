"""A rendered workbook as PDF, made by LibreOffice: tagged (PDF/UA-1), PDF/A-2b, in Swedish.

What is printed is a copy of what is on paper, with values only, so LibreOffice calculates nothing
and there is no input for it to read (`regso.render.printing`). Copy, profile and LibreOffice's
own temporary files are in one private folder, which is gone afterwards however the command ends.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from regso.errors import FileError, reason
from regso.render import profile
from regso.render.printing import print_copy
from regso.render.samebytes import without_moment
from regso.temporary import places, programs

_PATIENCE = 300.0
_PATH = "/usr/bin:/bin"  # a virtual environment on PATH makes LibreOffice load the wrong Python
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_OPTIONS = {
    "PDFUACompliance": ("boolean", "true"),
    "SelectPdfVersion": ("long", "2"),  # PDF/A-2b
    "UseTaggedPDF": ("boolean", "true"),
    "ExportBookmarks": ("boolean", "true"),
    "DisplayPDFDocumentTitle": ("boolean", "true"),
}
_MISSING = (
    "PDF kräver LibreOffice 7.4 eller senare, som inte hittas; installera LibreOffice Calc (i "
    "Windows och macOS LibreOffice från din IT-avdelning, i Debian och Ubuntu paketet "
    "libreoffice-calc-nogui), eller utelämna --pdf."
)
_IDENTIFIERS: Final = (b"<pdfuaid:part>1<", b"<pdfaid:part>2<")


def find_program() -> str:
    """Return the path of LibreOffice's program.

    Raises
    ------
    FileError
        LibreOffice is not installed.
    """
    found = (shutil.which(name) for name in (*_PROGRAMS, *_PLACES))
    program = next(filter(None, found), None)
    if program is None:
        raise FileError(_MISSING)
    return program


def to_pdf(
    workbook: bytes,
    title: str,
    program: str,
    patience: float = _PATIENCE,
    wanted: Sequence[str] = (),
) -> bytes:
    """Return a rendered workbook as a tagged PDF in Swedish.

    Parameters
    ----------
    workbook : bytes
        An .xlsx file with calculated values.
    title : str
        The PDF's title where the workbook itself has none.
    program : str
        LibreOffice, as `find_program` gives it.
    patience : float, seconds
    wanted : sequence of str, optional
        The results to print; all that is printed when left out.

    Raises
    ------
    FileError
        No sheet may be printed, or LibreOffice makes no PDF in time, or not an accessible one.
    """
    copy = print_copy(workbook, title, wanted)
    try:
        with places.folder() as folder:
            content = _printed(copy, folder, program, patience)
    except OSError as error:
        raise FileError(
            f"PDF:en kunde inte göras ({reason(error)}); kontrollera att det finns plats i "
            "mappen för tillfälliga filer, eller utelämna --pdf.",
        ) from error
    if not content:
        raise FileError("LibreOffice kunde inte göra någon PDF av arbetsboken; utelämna --pdf.")
    if not all(identifier in content for identifier in _IDENTIFIERS):
        raise FileError(
            "Den här LibreOffice är för gammal för en tillgänglig PDF; installera 7.4 eller "
            "senare, eller utelämna --pdf.",
        )
    return without_moment(content)


def _printed(copy: bytes, folder: Path, program: str, patience: float) -> bytes:
    """Return what LibreOffice makes of the copy in a folder; nothing if it fails."""
    source = folder / "rapport.xlsx"
    source.write_bytes(copy)
    used = profile.make(folder / "profil", program)
    _convert([program, used, *_arguments(source)], folder, patience)
    result = source.with_suffix(".pdf")
    return result.read_bytes() if result.exists() else b""


def _arguments(source: Path) -> list[str]:
    import json  # noqa: PLC0415 - only for a PDF

    options = {key: {"type": kind, "value": value} for key, (kind, value) in _OPTIONS.items()}
    return [
        "--headless",
        "--norestore",
        "--convert-to",
        f"pdf:calc_pdf_Export:{json.dumps(options)}",
        "--outdir",
        str(source.parent),
        str(source),
    ]


def _convert(command: list[str], folder: Path, patience: float) -> None:
    """Run LibreOffice with nothing of ours in its environment, and leave no process behind."""
    unwanted = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    if os.name == "posix":
        environment |= {"PATH": _PATH, "TZ": "UTC"}  # dates of the PDF have a zone
    if not programs.run(command, environment, patience):
        raise FileError(
            f"LibreOffice blev inte klar med PDF:en på {patience:.0f} sekunder; försök igen, "
            "eller utelämna --pdf.",
        )
