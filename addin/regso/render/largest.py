"""What the engine has room for: the largest workbook, said before the work, and its own files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from regso.errors import FileError

_LARGEST: Final = 120 * 2**20  # bytes, all parts together
_SPOOL: Final = "spool I/O failure"  # formulas, in a file that has no name


def refuse_too_large(size: int, name: str, rows: int = 0) -> None:
    """Raise FileError if a workbook of so many bytes, unpacked, is more than the engine takes."""
    if size > _LARGEST:
        fits = f"{rows * _LARGEST // size:,}".replace(",", " ")
        like_these = f" (omkring {fits} rader som de här)" if rows else ""
        raise FileError(
            f"{name} blir {size >> 20} MB uppackad, och högst {_LARGEST >> 20} MB{like_these} "
            "kan räknas; summera registret till en rad per område, eller dela upp det.",
        )


@contextmanager
def room_for_spool() -> Iterator[None]:
    """Say that the disk is full where the engine only says that it could not load a workbook."""
    try:
        yield
    except OSError as error:
        if _SPOOL not in str(error):
            raise
        raise FileError(
            "Beräkningsmotorn har ingen plats för sina tillfälliga filer; gör plats på disken.",
        ) from error
