"""What goes wrong in a reader of another's: one sentence instead of its exception.

Only the reader's own code stands inside. A bug of ours around it stays as loud as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from regso.errors import FileError

DAMAGED = "är skadad; hämta den igen, eller öppna den i programmet den kommer från och spara den."


class UnreadError(FileError):
    """A reader of another's gave up; nobody knows more of why."""


@contextmanager
def reading(name: str, what: str = DAMAGED) -> Iterator[None]:
    """Make whatever a reader raises in the block an UnreadError, which is a FileError.

    Parameters
    ----------
    name : str
        The file.
    what : str
        What is said of it: what is wrong, and the remedy.
    """
    try:
        yield
    except FileError:
        raise
    except Exception as error:
        raise _refused(error, name, what) from error


def _refused(error: Exception, name: str, what: str) -> UnreadError:
    if isinstance(error, MemoryError):
        return UnreadError(
            f"{name} ryms inte i datorns minne; ta bort kolumner och rader som inte behövs, eller "
            "dela upp filen.",
        )
    return UnreadError(f"{name} {what}")
