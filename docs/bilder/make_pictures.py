"""Make the pictures of the documentation: finished reports with the fictional example data.

``python docs/bilder/make_pictures.py`` needs LibreOffice (soffice) and poppler (pdftotext and
pdftoppm) on PATH, and the fonts Carlito or Calibri. It writes its pictures beside itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import TEMPLATES

_FOLDER = Path(__file__).parent
_TOOLS = ("soffice", "pdftotext", "pdftoppm")
# A4 landscape is 11.69 inches wide; what is cut off are the empty margins and the page number.
_DPI = 130
_CROP = ("-x", "65", "-y", "54", "-W", "1405", "-H", "935")
_SWEDISH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>sv-SE</value></prop></item></oor:items>
"""


def main() -> None:
    """Write a picture of the report sheet of every template."""
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        sys.exit(f"{', '.join(missing)} is not installed: install LibreOffice Calc and poppler.")
    for template in TEMPLATES.values():
        with using(Reference(EXAMPLE)), tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            # LibreOffice would calculate our array formulas anew, and does not know them.
            rendered = render(template.make(), data=None, columns={}, settings={}, freeze=True)
            workbook = folder / template.filename
            workbook.write_bytes(rendered.workbook)
            pdf = _to_pdf(workbook)
            page = _page_of(pdf, str(template.settings["rubrik"]))
            picture = _FOLDER / template.name
            _run("pdftoppm", "-png", "-singlefile", "-r", str(_DPI), *_CROP,
                 "-f", str(page), "-l", str(page), str(pdf), str(picture))  # fmt: skip
        sys.stdout.write(f"{picture.with_suffix('.png').name}\n")


def _to_pdf(workbook: Path) -> Path:
    """Convert with a profile of our own, with Swedish decimals."""
    profile = workbook.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SWEDISH, encoding="utf-8")
    _run("soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(workbook.parent), str(workbook))  # fmt: skip
    pdf = workbook.with_suffix(".pdf")
    if not pdf.exists():
        sys.exit(f"soffice wrote no {pdf.name}: is another soffice in the way?")
    return pdf


def _page_of(pdf: Path, heading: str) -> int:
    """Return the number of the page that begins with the report's heading."""
    pages = _run("pdftotext", str(pdf), "-").split("\f")
    return next(i for i, text in enumerate(pages, 1) if text.lstrip().startswith(heading))


def _run(*command: str) -> str:
    # The Python inside soffice must not meet the libraries of a virtual environment.
    outside = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    if sys.prefix != sys.base_prefix:
        own = str(Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin"))
        outside["PATH"] = os.pathsep.join(
            part for part in outside["PATH"].split(os.pathsep) if part != own
        )
    done = subprocess.run(  # noqa: S603 - the commands above, on files made here
        command,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=outside,
        timeout=180,
        encoding="utf-8",
    )
    return done.stdout


if __name__ == "__main__":
    main()
