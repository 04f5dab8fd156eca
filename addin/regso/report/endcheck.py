"""The end check of a report: what its workbooks tell a reader, each and together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regso.core.disclosure.reader import read
from regso.errors import FileError
from regso.publication.cover import threshold
from regso.publication.endcheck import LEAST, sentence
from regso.publication.reading import tables_of
from regso.report.workbooks import Filled


def refuse_disclosed(filled: Sequence[Filled]) -> None:
    """Raise FileError if a reader of the report can know a count below its workbook's threshold.

    The report shows what a publication copy would, of several workbooks beside each other.
    Workbooks that hide nothing are not read.
    """
    tables, limits = [], {}
    for book in filled:
        least = threshold(book.package)
        if least is None or least < LEAST:
            continue
        for sheet in book.published:
            name = f"{sheet} i {book.name}"
            limits[name] = least
            tables += [replace(table, name=name) for table in tables_of(book.values[sheet])]
    if not tables:
        return
    found = read(tables, max(limits.values())).findings
    known = [finding for finding in found if finding.value < limits[finding.table]]
    if known:
        raise FileError(f"Rapporten skrevs inte: {sentence(known, limits[known[0].table])}")
