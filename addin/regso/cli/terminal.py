"""What is said in a terminal: text of others may hold signs that it would obey."""

from __future__ import annotations

import click

from regso.incoming.texts import printable


def say(text: str, *, err: bool = False) -> None:
    """Write a line, without what a terminal obeys or cannot write; see `printable`."""
    click.echo(printable(text), err=err)
