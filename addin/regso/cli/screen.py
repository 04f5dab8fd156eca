"""The terminal as rich draws it: what tables and progress bars are shown on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")
_PIPE_WIDTH = 160  # a pipe has no width of its own


def progress(things: Sequence[T], doing: str) -> Iterable[T]:
    """Yield things with a progress bar, unless nobody watches."""
    shown = console(err=True)
    return track(things, doing, console=shown, disable=not shown.is_terminal)


def console(*, err: bool = False) -> Console:
    """Return where tables are printed: labels of others are shown as they are."""
    width = None if Console(stderr=err).is_terminal else _PIPE_WIDTH
    return Console(stderr=err, width=width, markup=False, emoji=False, highlight=False)


def number(value: int) -> str:
    return f"{value:,}".replace(",", " ")
