"""Workbooks as openpyxl reads them, each read once: many facts are asked of the same few."""

import functools
import io
import zipfile
from pathlib import Path

import openpyxl

KEPT = 8  # a file of tests goes through its workbooks one after the other


def book_of(workbook, *, values=False):
    """Return a workbook (its path or its bytes) with its formulas or their values; to be read.

    Who changes it changes it for others: use openpyxl itself for that.
    """
    return _read(workbook.read_bytes() if isinstance(workbook, Path) else workbook, values)


@functools.lru_cache(KEPT)
def _read(content, values):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def parts(workbook):
    """Return the parts of a package by name."""
    return {**_parts(workbook)}


@functools.lru_cache(KEPT)
def _parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
