"""What can go wrong, and the Excel error value that each kind becomes in a cell.

::

    RegsoError
    ├── WorksheetError          has an Excel error value
    │   ├── NotFoundError       #N/A     unknown code, no value for that year
    │   ├── BadValueError       #VALUE!  malformed code, wrong type, shapes that differ
    │   ├── DomainError         #NUM!    a number outside the domain of the method
    │   ├── EmptyError          #DIV/0!  empty denominator or weights
    │   └── NotInstalledError   #REF!    a reference table that is not installed
    ├── StoreChangedError       the store was replaced during a call: read it again
    ├── FileError               a file that cannot be used; the command line says why
    └── FetchError              an answer over the network that did not come, or was refused

Every message is one Swedish sentence that names the value and the remedy.
"""

from __future__ import annotations

import errno
from typing import Final

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REASONS: Final = {
    **dict.fromkeys(_FULL, "disken är full"),
    errno.EACCES: "rättighet saknas",
    errno.EPERM: "rättighet saknas",
    errno.EROFS: "det går bara att läsa där",
    errno.ENOENT: "den finns inte",
    errno.ENOTDIR: "det är en fil och ingen mapp",
    errno.EISDIR: "det är en mapp och ingen fil",
    errno.EEXIST: "det finns redan något med det namnet",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.ELOOP: "länken pekar på sig själv",
    errno.EBUSY: "den används av ett annat program",
    errno.EIO: "disken svarar inte som den ska",
}


class CellError:
    """An Excel error value in a cell, with the sentence that explains it.

    Two error values are equal when their code is: the message is for people.
    """

    __slots__ = ("code", "message")

    def __init__(self, code: str, message: str = "") -> None:
        self.code = code
        self.message = message

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CellError) and other.code == self.code

    def __hash__(self) -> int:
        return hash(self.code)

    def __repr__(self) -> str:
        return f"CellError({self.code!r}, {self.message!r})" if self.message else self.code

    def __str__(self) -> str:
        return self.code


class RegsoError(Exception):
    """Base of all errors that this package raises on purpose."""


class WorksheetError(RegsoError):
    """An error that a cell shows as one of Excel's error values."""

    code = "#VALUE!"

    def cell(self) -> CellError:
        """Return the error value that the cell shows."""
        return CellError(self.code, str(self))


class NotFoundError(WorksheetError):
    """An unknown code, a year without data, or a point outside every area."""

    code = "#N/A"


class BadValueError(WorksheetError):
    """A malformed code, a value of the wrong type, or shapes that do not match."""

    code = "#VALUE!"


class DomainError(WorksheetError):
    """A number outside the domain of the method."""

    code = "#NUM!"


class EmptyError(WorksheetError):
    """An empty denominator or empty weights."""

    code = "#DIV/0!"


class NotInstalledError(WorksheetError):
    """A reference table that is not installed, or is of another schema version."""

    code = "#REF!"


class StoreChangedError(RegsoError):
    """The store was replaced between two reads of one call."""


class FileError(RegsoError):
    """A file that cannot be used as it is."""


class FetchError(RegsoError):
    """An answer over the network that did not come, or was a refusal."""


def is_full(error: OSError) -> bool:
    """Tell whether a disk, or what the user may have of it, is full."""
    return error.errno in _FULL


def reason(error: OSError) -> str:
    """Return why a file cannot be read or written, in words; the system's own if not known.

    Windows has its own words, in the language of its user.

    >>> reason(OSError(28, "No space left on device"))
    'disken är full'
    """
    if getattr(error, "winerror", None) and error.strerror:
        return error.strerror
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


ERROR_CODES = (
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#SPILL!",
    "#CALC!",
)
