"""Tables of the Statistical Database that are downloaded whole: a zip with one large CSV file.

A row has a region with its name, the other variables by name, a year, and a column for each
content. It is read some rows at a time, and of DeSO only the totals, as in an update.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from regso.core.areas import codes
from regso.core.areas.areas import label_of
from regso.errors import BadValueError, FileError
from regso.incoming import archives, plain
from regso.sources import crosstab
from regso.sources.content import fold
from regso.sources.jsonstat import Dataset, dataset_of
from regso.sources.reading import Reading
from regso.store.schema import Row

_PART = re.compile(r"(?:.*/)?(TAB[0-9]+)_[a-z]{2}\.csv", re.IGNORECASE)
_ZIP: Final = b"PK\x03\x04"
_MOST: Final = 4096 * plain.MEGABYTE
_ROWS: Final = 100_000  # at a time
_TITLES: Final = {
    "TAB6586": "Socioekonomiskt index per region",
    "TAB6574": "Folkmängd per region",
}
_GROUPS: Final = ("alder", "kon")

Readers = Callable[[Dataset], Reading | None]
_Lines = Iterator[list[str]]


def part_of(path: Path) -> str:
    """Return the name of the table's file in a zip; empty for other files."""
    if plain.read_start(path, len(_ZIP)) != _ZIP:
        return ""
    found = archives.names(plain.read_bytes(path), path.name)
    return next((name for name in found if _PART.fullmatch(name)), "")


def read(path: Path, part: str, read_dataset: Readers) -> Reading:
    """Return what a table gives, of all its rows.

    Parameters
    ----------
    path : Path
    part : str
        As `part_of` says.
    read_dataset : function
        Reads some rows of it; None where they are of no table that the store takes.

    Raises
    ------
    FileError
        The file is damaged, or is of another table.
    """
    lines = archives.csv_rows(plain.read_bytes(path), path.name, part, _MOST)
    header = next(lines, [])
    form = _PART.fullmatch(part)
    table = form[1].upper() if form else ""
    found = list[Row]()
    for some in _batches(_kept(header, lines)):
        reading = _read(_TITLES.get(table, ""), [header, *some], path.name, read_dataset)
        if reading is None:
            raise FileError(
                f"{path.name} används inte: {part} är varken områdestyper, index eller folkmängd; "
                "indikatorer hämtas med regso data update --subject.",
            )
        found += reading.rows
    return Reading(_TITLES[table], found, table=table)


def _read(title: str, rows: list[list[str]], name: str, read_dataset: Readers) -> Reading | None:
    """Return what some rows give; they do not say themselves which table they are of."""
    data = crosstab.jsonstat_of([[title], *rows]) if title else None
    return None if data is None else read_dataset(dataset_of(data, name))


def _batches(lines: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    lines = iter(lines)
    while some := list(islice(lines, _ROWS)):
        yield some


def _kept(header: Sequence[str], lines: _Lines) -> _Lines:
    """Yield the rows that the store takes: of DeSO the totals alone."""
    columns = [fold(title) for title in header]
    region = next((i for i, column in enumerate(columns) if column.startswith("region")), 0)
    groups = [columns.index(group) for group in _GROUPS if group in columns]
    for row in lines:
        is_total = all(row[i].lower().startswith("total") for i in groups if i < len(row))
        if is_total or not _is_deso(row[region] if region < len(row) else ""):
            yield row


def _is_deso(cell: str) -> bool:
    label = label_of(cell)
    try:
        return codes.level(label[0].text if label else codes.read(cell).text) == codes.DESO
    except BadValueError:
        return False
