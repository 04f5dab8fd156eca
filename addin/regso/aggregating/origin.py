"""Where the rows of a result come from, in words: for the sheet Källa, and for files beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from regso.aggregating.files import Files
from regso.incoming.texts import printable

SOURCE, ROWS, READ, CHANGED, SUM, SELECTION = (
    "Underlag", "Rader", "Läst", "Senast ändrat", "SHA-256", "Urval"
)  # fmt: skip
_VALUES: Final = re.compile(r"'(?:[^']|'')*'|[0-9]{6,}")


def facts(
    source: Mapping[str, str], rows: int, where: Sequence[str], engine: Mapping[str, str]
) -> dict[str, str]:
    """Return label and value of what a result comes from.

    Parameters
    ----------
    source : mapping
        What the rows lie in: `of_files`, or a database without credentials.
    rows : int
        Those that count.
    where : sequence of str
        The filters as they were given. Texts and long numbers in them may be of a person, and are
        left out.
    engine : mapping
        What the engine says of itself.
    """
    found = {**source, ROWS: grouped_digits(rows), READ: _moment(dt.datetime.now(tz=dt.UTC))}
    if where:
        found[SELECTION] = printable(" och ".join(_VALUES.sub("…", text) for text in where))
    return {**found, **engine}


def of_files(files: Files, sha256: str) -> dict[str, str]:
    """Return what there is to say of files; without a sum, their size and age.

    A path of which all is given may say whose computer it is, so only its last part is told.
    """
    names = [Path(text).name if Path(text).is_absolute() else text for text in files.given]
    number = len(files.paths)
    said = f"{', '.join(names[:3])}{' med flera' if len(names) > 3 else ''}"  # noqa: PLR2004
    newest = max(stamp.changed for stamp in files.stamps)
    changed = dt.datetime.fromtimestamp(newest / 1e9, tz=dt.UTC)
    found = {
        SOURCE: printable(f"{said} ({number} {'fil' if number == 1 else 'filer'}, {files.kind})"),
        CHANGED: _moment(changed),
    }
    if sha256:
        found[SUM if number == 1 else f"{SUM} av {number} filer"] = sha256
    else:
        size = sum(stamp.size for stamp in files.stamps)
        found["Storlek"] = f"{grouped_digits(size)} byte"
    return found


def grouped_digits(number: int) -> str:
    r"""Return a number as people write it.

    >>> grouped_digits(50_000_000)
    '50\xa0000\xa0000'
    """
    return f"{number:,}".replace(",", "\u00a0")


def _moment(when: dt.datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"
