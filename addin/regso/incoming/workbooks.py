"""Workbooks of others, read for their values: the sheets that can be seen.

openpyxl reads xlsx row by row; older and other kinds are read whole (see `othersheets`).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from regso.errors import FileError
from regso.incoming import othersheets
from regso.incoming.archives import NO_WORKBOOK, is_locked, verify
from regso.incoming.plain import read_bytes
from regso.incoming.reading import reading
from regso.incoming.tables import refuse_too_many

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Values = Sequence[object]

_VISIBLE = "visible"
_LAST_ROW = 1_048_576
_BATCH = 1000


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook that is open."""

    file: str
    title: str
    is_hidden: bool
    _from: Callable[[int], Iterator[Values]]  # the rows from one on

    def rows(self, first: int = 1) -> Iterator[Values]:
        """Yield the values of the rows from one on.

        Raises
        ------
        FileError
            The sheet is damaged, or has more cells than fit in memory.
        """
        rows, number, cells = self._from(first), 0, 0
        while batch := self._batch(rows, _BATCH):
            number, cells = number + len(batch), cells + sum(map(len, batch))
            refuse_too_many(cells, self.file)
            if number > _LAST_ROW:
                raise FileError(f"{self.file} {NO_WORKBOOK}")
            yield from batch

    def top(self, number: int) -> list[Values]:
        """Return the values of the first rows; see `rows`."""
        return self._batch(self._from(1), number)

    def _batch(self, rows: Iterator[Values], number: int) -> list[Values]:
        with reading(self.file, NO_WORKBOOK), _quietly():
            return list(islice(rows, number))


def is_workbook(start: bytes) -> bool:
    """Tell whether a file that begins so is an archive, or a workbook of an older kind."""
    return start.startswith(b"PK\x03\x04") or othersheets.is_other(start)


@contextmanager
def opened(path: Path) -> Iterator[list[Sheet]]:
    """Give the worksheets of a workbook, hidden ones included, while it is open.

    Raises
    ------
    FileError
        The file cannot be opened, is no workbook, is damaged, has a password, or holds more than
        fits in memory.
    """
    content = read_bytes(path)
    if othersheets.is_other(content) and not is_locked(content):
        yield [
            Sheet(path.name, sheet.title, sheet.is_hidden, _given(sheet.rows))
            for sheet in othersheets.sheets_of(content, path.name)
        ]
        return
    verify(content, path.name)
    yield sheets_of(content, path.name)


def sheets_of(content: bytes, name: str) -> list[Sheet]:
    """Return the worksheets of an xlsx workbook, each to be read when its rows are asked for.

    Raises
    ------
    FileError
        It is no xlsx workbook, or a damaged one.
    """
    with reading(name, NO_WORKBOOK):
        return [
            Sheet(name, sheet.title, sheet.sheet_state != _VISIBLE, _parsed(sheet))
            for sheet in _loaded(content, read_only=True).worksheets
        ]


def _given(rows: Sequence[Values]) -> Callable[[int], Iterator[Values]]:
    return lambda first: islice(rows, first - 1, None)


def _parsed(sheet: Worksheet) -> Callable[[int], Iterator[Values]]:
    def rows(first: int) -> Iterator[Values]:
        sheet.reset_dimensions()  # a wrong dimension in the file would cut its rows
        return iter(sheet.iter_rows(values_only=True, min_row=first))

    return rows


class Chosen(NamedTuple):
    """A sheet that is read, from a row on; `note` says it where another could be meant."""

    sheet: Sheet
    row: int
    note: str


def choose(sheets: Sequence[Sheet], row_of: Callable[[Sheet], int | None]) -> Chosen | None:
    """Return the first sheet that can be seen and has the row that is sought; None if none has it.

    Parameters
    ----------
    sheets : sequence of Sheet
    row_of : function
        Gives the number of the row on a sheet, or None.

    Raises
    ------
    FileError
        Only hidden sheets have it.
    """
    found = [(sheet, row) for sheet in sheets if (row := row_of(sheet)) is not None]
    seen = [(sheet, row) for sheet, row in found if not sheet.is_hidden]
    if not found:
        return None
    if not seen:
        sheet, _ = found[0]
        raise FileError(
            f"{sheet.file} har sin tabell på bladet {sheet.title}, som är dolt; visa bladet i "
            "Excel, se att det är rätt och spara filen.",
        )
    [(sheet, row), *_] = seen
    others = [_named(other) for other, _ in found if other is not sheet]
    return Chosen(sheet, row, _note(sheet, others))


def load(content: bytes, name: str) -> Workbook:
    """Return a whole workbook with its values and looks, as openpyxl has it.

    Raises
    ------
    FileError
        It is no xlsx workbook, or a damaged one.
    """
    with reading(name, NO_WORKBOOK):
        return _loaded(content, read_only=False)


def _note(sheet: Sheet, others: Sequence[str]) -> str:
    if not others:
        return ""
    return f"{sheet.file}: bladet {sheet.title} är läst, men inte {', '.join(others)}."


def _named(sheet: Sheet) -> str:
    return f"{sheet.title} (dolt)" if sheet.is_hidden else sheet.title


def _loaded(content: bytes, *, read_only: bool) -> Workbook:
    import openpyxl  # noqa: PLC0415 - slow to import, and only needed here

    with _quietly():
        return openpyxl.load_workbook(io.BytesIO(content), read_only=read_only, data_only=True)


@contextmanager
def _quietly() -> Iterator[None]:
    """Let openpyxl say nothing: of styles that it drops, and of dates that there are not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield
