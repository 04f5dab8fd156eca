"""A mapping: what belongs to what in a register, in a small TOML file for next month's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from regso.errors import FileError

_TEMPLATE, _SWEDISH, _COLUMNS, _SETTINGS = "mall", "svensk_csv", "kolumner", "installningar"
_KNOWN = {_TEMPLATE, _SWEDISH, _COLUMNS, _SETTINGS}


class KnownRegister(NamedTuple):
    """What `regso render` needs to know of a register.

    Attributes
    ----------
    template : str
        A template's name, or a file.
    swedish : bool
        Whether a CSV has decimal comma.
    columns : mapping
        Column of the template to header of the data.
    settings : mapping
        Names of cells to their values, as text.
    """

    template: str
    swedish: bool
    columns: Mapping[str, str]
    settings: Mapping[str, str]


def text_of(mapping: KnownRegister) -> str:
    """Return a mapping as TOML."""
    lines = [
        "# Vad som är vad i registret. Skriven av regso check; används med",
        "# regso render --mapping DENNA_FIL -d REGISTER -o RAPPORT.xlsx",
        f"{_TEMPLATE} = {_quoted(mapping.template)}",
    ]
    lines += [f"{_SWEDISH} = true"] if mapping.swedish else []
    for title, pairs in ((_COLUMNS, mapping.columns), (_SETTINGS, mapping.settings)):
        if pairs:
            lines += ["", f"[{title}]"]
            lines += [f"{_quoted(name)} = {_quoted(value)}" for name, value in pairs.items()]
    return "\n".join(lines) + "\n"


def read_mapping(path: Path) -> KnownRegister:
    """Return the mapping in a file.

    Raises
    ------
    FileError
        It is no TOML, or has something else than a mapping.
    """
    from regso.incoming.tomlfiles import read_toml  # noqa: PLC0415 - not every rendering has one

    data = read_toml(path)
    template, swedish = data.get(_TEMPLATE, ""), data.get(_SWEDISH, False)
    columns, settings = data.get(_COLUMNS, {}), data.get(_SETTINGS, {})
    other = next((key for key in data if key not in _KNOWN), "")
    if (
        other
        or not isinstance(template, str)
        or not isinstance(swedish, bool)
        or not isinstance(columns, dict)
        or not isinstance(settings, dict)
    ):
        what = f"den har {other}" if other else "en del har fel form"
        raise FileError(
            f"{path.name} är ingen kartläggning av ett register: {what}; gör en ny med "
            "regso check REGISTER --save FIL.toml.",
        )
    return KnownRegister(template, swedish, _texts(columns), _texts(settings))


def _texts(pairs: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in pairs.items()}


def _quoted(text: str) -> str:
    """Return text as a basic string of TOML, which JSON's strings are."""
    import json  # noqa: PLC0415 - only for a mapping that is written

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
