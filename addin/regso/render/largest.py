"""The largest workbook that the engine takes, said before the work."""

from __future__ import annotations

from typing import Final

from regso.errors import FileError

_LARGEST: Final = 120 * 2**20  # bytes, all parts together


def refuse_too_large(size: int, name: str, rows: int = 0) -> None:
    """Raise FileError if a workbook of so many bytes, unpacked, is more than the engine takes."""
    if size > _LARGEST:
        fits = f"{rows * _LARGEST // size:,}".replace(",", " ")
        like_these = f" (omkring {fits} rader som de här)" if rows else ""
        raise FileError(
            f"{name} blir {size >> 20} MB uppackad, och högst {_LARGEST >> 20} MB{like_these} "
            "kan räknas; summera registret till en rad per område, eller dela upp det.",
        )
