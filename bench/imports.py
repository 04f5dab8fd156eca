"""Import of every function in a fresh process, over bare Python: at most 80 ms more."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from measure import DIFFERENCE, Result, in_turn

LIMIT_MS = 80
_ALL = "from regso.functions import REGISTRY; REGISTRY.load()"


def run(*, quick: bool) -> Iterator[Result]:
    """Time the import of all functions against ``python -c pass``, compiled before."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "REGSO_DATA": folder}
        settings.pop("PYTHONDONTWRITEBYTECODE", None)

        def python(code: str) -> None:
            subprocess.run([sys.executable, "-c", code], check=True, env=settings)

        for code in (_ALL, "pass"):
            python(code)
        product, peer = in_turn(lambda: python(_ALL), lambda: python("pass"), 5 if quick else 25)
    yield Result(
        "import",
        "import of all functions",
        product=product,
        peer=peer,
        peer_name="python -c pass",
        judged=DIFFERENCE,
        limit=LIMIT_MS,
    )
