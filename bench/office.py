"""``regso render FILE`` against LibreOffice, which loads and saves the same workbook.

Both are whole commands, start included, of the templates as they are built and with the example's
rows; ours fills and calculates them, LibreOffice reads and writes them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from measure import Result
from regso.templates import TEMPLATES

BOOKS = Path(__file__).resolve().parents[1] / "workbooks" / "calc"
HALF, SAME = 0.5, 1.0
LARGEST = "resursfordelning"  # 12,000 formulas
_ROUNDS = 3


def run(*, quick: bool) -> Iterator[Result]:
    """Yield the times of every template, or of one when in a hurry."""
    soffice = shutil.which("soffice")
    names = ["omradestyper"] if quick else list(TEMPLATES)
    if soffice is None:
        yield Result("office", "regso render FILE", skipped="soffice is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "REGSO_DATA": folder, "PYTHONPYCACHEPREFIX": f"{folder}/c"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def seconds(command: list[str]) -> float:
            start = perf_counter()
            subprocess.run(command, check=True, env=environment, capture_output=True)
            return perf_counter() - start

        for name in names:
            book = str(BOOKS / f"{name}.xlsx")
            ours = [sys.executable, "-c", "from regso.cli import main; main()", "render", book,
                    "-o", f"{folder}/ut.xlsx"]  # fmt: skip
            theirs = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless",
                      "--convert-to", "xlsx", "--outdir", f"{folder}/office", book]  # fmt: skip
            seconds(ours), seconds(theirs)  # a warm-up
            pairs = [(seconds(ours), seconds(theirs)) for _ in range(_ROUNDS)]
            product, peer = (1000 * median(times) for times in zip(*pairs, strict=True))
            yield Result(
                "office",
                f"regso render {name}",
                "example",
                product=product,
                peer=peer,
                peer_name="LibreOffice loads and saves it",
                limit=SAME if name == LARGEST else HALF,
            )
