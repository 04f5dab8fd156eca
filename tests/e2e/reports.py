"""Each template with what may be published in it, and its copy: made once for a whole run."""

import datetime as dt
from functools import partial

from click.testing import CliRunner
from render_helpers import publishable

from regso.cli import cli
from regso.publication.cover import Stamp
from regso.publication.publishing import publish
from regso.store import EXAMPLE, Reference, using

STAMP = Stamp(dt.date(2026, 3, 2), "9.9", "hämtade 2026-02-01", "")


def reported(shared, name):
    """Return the paths of a workbook for Calc as ``regso render`` writes it, and of its copy."""
    folder = shared.path(f"rapport-{name}", partial(_make, name))
    return folder / "full.xlsx", folder / "copy.xlsx"


def _make(name, folder):
    folder.mkdir()
    full, copy = (folder / f"{one}.xlsx" for one in ("full", "copy"))
    options = ["-p", "calc", *publishable(name, folder), "-o", str(full)]
    done = CliRunner().invoke(cli, ["render", name, *options], env={"REGSO_DATA": "/none"})
    assert done.exit_code == 0, done.output
    with using(Reference(EXAMPLE)):
        copy.write_bytes(publish(full.read_bytes(), STAMP, {}).workbook)
