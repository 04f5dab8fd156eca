"""Workbooks as openpyxl reads them, each once and only the sheets that a fact is about.

Most of the time of a test that asks a few cells of a workbook would else be openpyxl's.
"""

import functools
import io
import zipfile
from pathlib import Path

from openpyxl.reader.excel import ExcelReader

KEPT = 8  # a file of tests goes through its workbooks one after the other


def book_of(workbook, *, values=False):
    """Return a workbook (its path or its bytes) with its formulas or their values; to be read.

    Who changes it changes it for others: use openpyxl itself for that.
    """
    content = workbook if isinstance(workbook, bytes) else Path(workbook).read_bytes()
    return _read(content, values)


@functools.lru_cache(KEPT)
def _read(content, values):
    return Book(content, values)


def parts(workbook):
    """Return the parts of a package by name."""
    return {**_parts(workbook)}


@functools.lru_cache(KEPT)
def _parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Book:
    """A workbook of openpyxl's, whose sheets are read when they are asked for."""

    def __init__(self, content, values):
        self._reader = _Shells(io.BytesIO(content), data_only=values)
        self._reader.read()
        self._book = self._reader.wb

    def __getattr__(self, name):
        """Return what a workbook of openpyxl's has, but for its sheets."""
        return getattr(self._book, name)

    def __contains__(self, name):
        return name in self._book

    def __getitem__(self, name):
        sheet = self._book[name]
        self._reader.fill(sheet)
        return sheet

    def __iter__(self):
        return (self[name] for name in self._book.sheetnames)

    @property
    def worksheets(self):
        return [*self]

    @property
    def active(self):
        return self[self._book.active.title]


class _Shells(ExcelReader):
    """openpyxl's own reader, that makes empty sheets with their names and fills them later."""

    def read_worksheets(self):
        self._waiting = {sheet.name: (sheet, at) for sheet, at in self.parser.find_sheets()}
        for name, (sheet, _) in self._waiting.items():
            self.wb.create_sheet(name).sheet_state = sheet.state

    def read(self):
        archive, self.archive = self.archive, _Open(self.archive)
        super().read()
        self.archive = self.parser.archive = archive

    def fill(self, shell):
        """Read a sheet into its shell, unless it has been."""
        if shell.title in self._waiting:
            found = self._waiting.pop(shell.title)
            self.parser.find_sheets = lambda: [found]
            self.wb.create_sheet = lambda _: shell
            super().read_worksheets()
            del self.wb.create_sheet


class _Open:
    """An archive that is not closed when the shells have been made."""

    def __init__(self, archive):
        self._archive = archive

    def __getattr__(self, name):
        return getattr(self._archive, name)

    def close(self):
        pass
