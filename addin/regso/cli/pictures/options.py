"""What the commands that make pictures share."""

from __future__ import annotations

from pathlib import Path

import click

theme_option = click.option(
    "--theme",
    metavar="FIL.toml",
    type=click.Path(path_type=Path),
    help="Temafil med logotyp, typsnitt och färger; se handboken.",
)
