"""Raw answers on disk, one file per question, so that an update that was stopped goes on.

A file is named by what was asked and by the publisher's stamp of the table, so that an answer of
an older revision is never taken for one of a newer. The folder is gone when the store has been
replaced.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from regso.errors import FetchError, FileError, is_full, reason
from regso.incoming import jsonfiles, plain
from regso.saving import replace_file
from regso.sources.scb.line import TRIES, Line, object_in, unusable

FOLDER: Final = "hamtat"

Content = Mapping[str, object]


class Call(NamedTuple):
    """A question whose answer is kept.

    Attributes
    ----------
    name : str
        The table or the layer.
    stamp : str
        What the publisher says of its revision.
    url : str
    body : mapping or None
        What is posted, if it is.
    size : int
        Cells, or areas, that the answer must have.
    check : function
        Raises FileError for an answer that is not one to this question.
    """

    name: str
    stamp: str
    url: str
    body: Content | None
    size: int
    check: Callable[[Content, Call], None]

    @property
    def file_name(self) -> str:
        asked = json.dumps([self.stamp, self.url, self.body], sort_keys=True)
        return f"{self.name}-{hashlib.sha256(asked.encode()).hexdigest()[:32]}.json"


def fetch(line: Line, folder: Path, call: Call) -> Path:
    """Return the file with the answer to a question; ask unless it is there already.

    Raises
    ------
    FetchError
        There is no answer, it is wrong three times, or the disk does not take it.
    """
    path = folder / call.file_name
    if _is_kept(path, call):
        return path
    for left in reversed(range(TRIES)):
        content = _answer(line, call)
        try:
            call.check(object_in(content, call.name), call)
            break
        except FileError as error:
            if not left:
                raise FetchError(unusable(error)) from error
    try:
        replace_file(path, content)
    except OSError as error:
        remedy = "gör plats" if is_full(error) else "ge skrivrätt"
        raise FetchError(
            f"Svaren går inte att spara i {folder} ({reason(error)}); {remedy} och kör kommandot "
            "igen.",
        ) from error
    return path


def read(folder: Path, call: Call) -> Content:
    """Return the answer to a question from its file.

    Raises
    ------
    FileError
        The file is not there, or is damaged.
    """
    return jsonfiles.parse_json(jsonfiles.read_json_text(folder / call.file_name), call.name)


def digest(folder: Path, calls: list[Call]) -> str:
    """Return the sha256 of the answers to questions, in their order."""
    whole = hashlib.sha256()
    for call in calls:
        whole.update(hashlib.sha256(plain.read_bytes(folder / call.file_name)).digest())
    return whole.hexdigest()


def forget(folder: Path) -> None:
    """Remove the answers; what cannot be removed is of no harm."""
    shutil.rmtree(folder, ignore_errors=True)


def _answer(line: Line, call: Call) -> bytes:
    if call.body is None:
        return line.get(call.url, call.name)
    return line.post(call.url, call.body, call.name)


def _is_kept(path: Path, call: Call) -> bool:
    """Tell whether a sound answer is there; one that the disk has damaged is asked for again."""
    if not plain.is_plain(path):
        return False
    try:
        call.check(read(path.parent, call), call)
    except FileError:
        return False
    return True
