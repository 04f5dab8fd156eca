"""The tables of the reference store as CSV files, and how their years and vintages are told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from regso.core.areas.areas import LABEL
from regso.errors import FileError, is_full, reason
from regso.injection import harmless
from regso.saving import refuse_output, replace_file
from regso.store import Reference, holdings

# Table of the store -> name of its CSV file.
FILE_OF = {
    "area": "omraden.csv",
    "statistic": "statistik.csv",
    "population": "befolkning.csv",
    "indicator": "indikatorer.csv",
    "change": "andringar.csv",
    "boundary": "granser.csv",
    "source": "sources.csv",
}
_SOURCE = "source"  # a table, and the column of others that names its rows


def export(reference: Reference, folder: Path) -> list[tuple[Path, int]]:
    """Write each table of a store as CSV UTF-8; return the files and their number of rows.

    Sources that say the same have one number, so that a store that is read from an export gives
    the same export. Their list is written last: without it no import takes the tables, so that
    an export that is stopped cannot be mixed with an older one.

    Raises
    ------
    FileError
        The folder or a file cannot be written.
    """
    numbers, sources = _numbered(reference)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILE_OF.values():
            refuse_output(folder / name)
        (folder / FILE_OF[_SOURCE]).unlink(missing_ok=True)
        for table, name in FILE_OF.items():
            columns, rows = holdings.table(reference, table)
            if table == _SOURCE:
                rows = [(number, *source) for number, source in enumerate(sources, 1)]
            else:
                at = columns.index(_SOURCE)
                rows = [(*row[:at], numbers[row[at]], *row[at + 1 :]) for row in rows]
            _write(folder / name, columns, rows)
            written.append((folder / name, len(rows)))
    except OSError as error:
        remedy = "gör plats, eller välj en annan mapp" if is_full(error) else "välj en annan mapp"
        raise FileError(f"{folder} går inte att skriva i ({reason(error)}); {remedy}.") from error
    return written


def vintage_label(vintage: int) -> str:
    """Return what a vintage is called; nothing for what has none (kommuner, changes)."""
    return LABEL.get(vintage, "")


def years_text(years: Iterable[int]) -> str:
    """Return years as text, runs joined.

    >>> years_text([2012, 2014, 2015, 2016])
    '2012, 2014–2016'
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _numbered(reference: Reference) -> tuple[dict[object, int], list[tuple[object, ...]]]:
    """Return a number for each id of a source, and the sources in the order of their numbers.

    The order is that of their last ids, so that the newest stays the newest.
    """
    _, rows = holdings.table(reference, _SOURCE)
    sources = list(dict.fromkeys(row[1:] for row in reversed(rows)))[::-1]
    numbers = {source: number for number, source in enumerate(sources, 1)}
    return {row[0]: numbers[row[1:]] for row in rows}, sources


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(columns)
    out.writerows([_plain(value) for value in row] for row in rows)
    # With a byte-order mark, or Excel shows å as Ã¥.
    replace_file(path, text.getvalue().encode("utf-8-sig"))


def _plain(value: object) -> object:
    if isinstance(value, str):
        return harmless(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
