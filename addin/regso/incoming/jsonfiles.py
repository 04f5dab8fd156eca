"""JSON as every reader of it understands it, and nothing else.

A name stands once in its object, numbers are numbers, and text is made of whole characters.
Python's own reader keeps the last of two equal names, takes NaN and lets half a character pass.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NoReturn

from regso.errors import FileError
from regso.incoming.plain import MEGABYTE
from regso.incoming.texts import read_text

MOST_BYTES: Final = 128 * MEGABYTE
MOST_CONTAINERS: Final = 10_000_000  # objects and arrays: a gigabyte of them
_HALVES = re.compile(r"\\u[dD][89a-fA-F]")
_SHOWN = 40


class _NotStrictError(ValueError):
    """What JSON leaves to its readers, in words."""


def read_json_text(path: Path) -> str:
    """Return the text of a JSON file, which `parse_json` reads."""
    return read_text(path, most=MOST_BYTES)


def parse_json(text: str, name: str) -> Mapping[str, object]:
    """Return the object in the text of a JSON file; empty if it holds something else.

    Raises
    ------
    FileError
        It is broken or too deep, has a number that is not finite or one name twice in an object,
        or text that no file can hold.
    """
    if text.count("{") + text.count("[") > MOST_CONTAINERS:
        raise FileError(f"{name} har fler delar än som kan läsas; hämta färre områden åt gången.")
    try:
        return json_object(_loaded(text))
    except json.JSONDecodeError as error:
        what = f"är trasig JSON (rad {error.lineno}, tecken {error.colno})"
        raise FileError(f"{name} {what}; hämta filen igen.") from error
    except _NotStrictError as error:
        raise FileError(f"{name} är trasig JSON: {error}; hämta filen igen.") from error
    except ValueError as error:  # thousands of figures
        raise FileError(f"{name} har ett tal som är för långt; hämta filen igen.") from error
    except (RecursionError, MemoryError) as error:
        raise FileError(
            f"{name} är för djupt nästlad eller för stor att läsa; hämta filen igen.",
        ) from error


def json_object(value: object) -> Mapping[str, object]:
    """Return a JSON object; empty if a value is something else."""
    return value if isinstance(value, dict) else {}


def _loaded(text: str) -> object:
    data: object = json.loads(text, parse_constant=_not_finite, object_pairs_hook=_object)
    if _HALVES.search(text):
        try:
            json.dumps(data, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise _NotStrictError("en text har ett halvt tecken (\\ud800–\\udfff)") from None
    return data


def _not_finite(word: str) -> NoReturn:
    raise _NotStrictError(f"{word} är inget tal")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    twice = next(name for name in names if names.count(name) > 1)
    raise _NotStrictError(f'namnet "{twice[:_SHOWN]}" står två gånger i samma objekt')
