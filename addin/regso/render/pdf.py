"""A rendered workbook as PDF, made by LibreOffice: tagged (PDF/UA-1), PDF/A-2b, in Swedish.

What is printed is a copy of the workbook with values only, so LibreOffice calculates nothing.
Results and checks are printed; input, work and help are not, nor any sheet with a table, because
its rows may be personal data. Copy, profile and LibreOffice's own temporary files are in one
folder, which is gone afterwards, also after a failure.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from lxml import etree

from regso.errors import FileError
from regso.render.samebytes import without_moment
from regso.render.uses import printed
from regso.xlsx.cells import q, remove_formulas
from regso.xlsx.package import WORKBOOK, Package

_PRINT_AREA = "_xlnm.Print_Area"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
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
# The region decides decimal comma and the language that the PDF says it is in.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>sv-SE</value></prop></item>
</oor:items>
"""
_MISSING = (
    "PDF kräver LibreOffice 7.4 eller senare, som inte hittas; installera LibreOffice Calc (i "
    "Windows och macOS LibreOffice från din IT-avdelning, i Debian och Ubuntu paketet "
    "libreoffice-calc-nogui), eller utelämna --pdf."
)
_NOTHING = (
    "Arbetsboken har inget blad som skrivs ut, bara indata, arbetsblad och hjälp; utgå från en "
    "mall från regso templates build, eller utelämna --pdf."
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
    with tempfile.TemporaryDirectory(prefix="regso-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / "rapport.xlsx", folder / "profil"
        source.write_bytes(_printed(workbook, title, wanted))
        (profile / "user").mkdir(parents=True)
        settings = profile / "user" / "registrymodifications.xcu"
        settings.write_text(_PROFILE, encoding="utf-8")
        _run([program, *_arguments(source, profile)], folder, patience)
        result = source.with_suffix(".pdf")
        content = result.read_bytes() if result.exists() else b""
    if not content:
        raise FileError("LibreOffice kunde inte göra någon PDF av arbetsboken; utelämna --pdf.")
    if not all(identifier in content for identifier in _IDENTIFIERS):
        raise FileError(
            "Den här LibreOffice är för gammal för en tillgänglig PDF; installera 7.4 eller "
            "senare, eller utelämna --pdf.",
        )
    return without_moment(content)


def _printed(workbook: bytes, title: str, wanted: Sequence[str] = ()) -> bytes:
    """Return the copy to print: values only, with a title, and no sheet shown but those printed."""
    package = Package(workbook, "Arbetsboken")
    with package.blamed():
        _hide(package, wanted)  # before the formulas are gone, which tell what a sheet reads
        for part in package.sheets.values():
            if b"<f" in package.parts[part]:
                remove_formulas(package.change(part))
        for part in package.related("", "core-properties").values():
            properties = package.change(part)
            element = properties.find(_TITLE)
            if element is None:
                element = etree.SubElement(properties, _TITLE)
            element.text = (element.text or "").strip() or title
        return package.write({}, compress=False)


def _hide(package: Package, wanted: Sequence[str]) -> None:
    """Hide the sheets that are not printed.

    Raises
    ------
    FileError
        No sheet would be left.
    """
    kept = printed(package, wanted)
    if not kept:
        raise FileError(_NOTHING)
    book = package.change(WORKBOOK)
    sheets = {s.get("name", ""): s for s in package.sheet_elements()}
    for name, sheet in sheets.items():
        sheet.set("state", "visible" if name in kept else "hidden")
    hidden = {str(i) for i, name in enumerate(sheets) if name not in kept}
    for names in book.iter(q("definedNames")):
        for local in list(names):
            if local.get("localSheetId") in hidden and local.get("name") == _PRINT_AREA:
                names.remove(local)  # with one, LibreOffice prints a hidden sheet
    for view in book.iter(q("workbookView")):  # the active sheet is shown even if it is hidden
        view.set("activeTab", str([*sheets].index(kept[0])))


def _arguments(source: Path, profile: Path) -> list[str]:
    options = {key: {"type": kind, "value": value} for key, (kind, value) in _OPTIONS.items()}
    return [
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        f"pdf:calc_pdf_Export:{json.dumps(options)}",
        "--outdir",
        str(source.parent),
        str(source),
    ]


def _run(command: list[str], folder: Path, patience: float) -> None:
    """Run a command with nothing of ours in its environment, and leave no process behind."""
    unwanted = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    if os.name == "posix":
        environment |= {"PATH": _PATH, "TZ": "UTC"}  # dates of the PDF have a zone
    null = subprocess.DEVNULL  # a pipe would stay open as long as any child of it
    process = subprocess.Popen(  # noqa: S603 - LibreOffice, on files made here
        command, env=environment, stdin=null, stdout=null, stderr=null, start_new_session=True
    )
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired as error:
        raise FileError(
            f"LibreOffice blev inte klar med PDF:en på {patience:.0f} sekunder; försök igen, "
            "eller utelämna --pdf.",
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children: soffice is a script whose child does the work."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        null = subprocess.DEVNULL
        kill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(kill, check=False, stdout=null, stderr=null)  # noqa: S603
    process.wait()
