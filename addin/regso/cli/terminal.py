"""What is said in a terminal: text of others may hold signs that it would obey."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

import click

from regso.incoming.texts import printable


def say(text: str, *, err: bool = False) -> None:
    """Write a line, without what a terminal obeys or cannot write; see `printable`."""
    click.echo(printable(text), err=err)


@contextmanager
def patience(seconds: float = 3) -> Iterator[None]:
    """Say once that the work goes on when it takes long, unless nobody watches."""
    text = "Räknar fortfarande; det kan ta en stund när många antal ska skyddas."
    timer = Timer(seconds, say, [text], {"err": True})
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
