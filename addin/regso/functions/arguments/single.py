"""What one cell means to a function: a number, a year, a word.

In every host 0 means "not given" for years, levels and counts of rows, because some hosts
cannot tell an empty argument from 0.
"""

from __future__ import annotations

from math import inf, isfinite

from regso.core.areas.areatypes import to_type
from regso.errors import BadValueError, CellError, DomainError
from regso.functions.arguments.declaration import Kind
from regso.functions.arguments.ranges import FIRST_YEAR, LAST_YEAR, as_scalar
from regso.functions.registry import Cell, CellErrorFound

_MOST_ROWS = 1000
_HIGHEST_THRESHOLD = 1_000_000


def given(raw: object) -> Cell:
    """Return a scalar, None when empty; an error value becomes the result."""
    value = as_scalar(raw)
    if isinstance(value, CellError):
        raise CellErrorFound(value)
    if isinstance(value, str):
        return value.strip() or None
    return value


def as_number(raw: object, name: str) -> float | None:
    value = given(raw)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = float(value.replace(",", "."))
        except ValueError:
            value = None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise BadValueError(f"Argumentet {name} ska vara ett tal.")
    return float(value)


def as_year(raw: object, name: str) -> int | None:
    value = as_number(raw, name)
    if not value:
        return None
    if value != value // 1 or not FIRST_YEAR <= value <= LAST_YEAR:
        raise BadValueError(f"{value:g} är inget årtal; ange ett helt år, till exempel 2022.")
    return int(value)


def as_count(raw: object, name: str) -> int | None:
    value = as_number(raw, name)
    if not value:
        return None
    if value != value // 1 or not 0 < value <= _MOST_ROWS:
        raise DomainError(
            f"{name} {value:g} ska vara ett helt tal från 1 till {_MOST_ROWS}, till exempel 10."
        )
    return int(value)


def as_level(raw: object, name: str) -> float | None:
    value = as_number(raw, name)
    if not value:
        return None
    if not 0 < value < 1:
        raise DomainError(
            f"Konfidensnivån {value:g} ligger inte mellan 0 och 1; ange till exempel 0,95.",
        )
    return value


def as_threshold(raw: object, name: str) -> float | None:
    value = as_number(raw, name)
    if value is not None and (not 0 <= value <= _HIGHEST_THRESHOLD or value != value // 1):
        raise DomainError(
            f"Tröskeln {value:g} ska vara ett helt tal från 0 till {_HIGHEST_THRESHOLD}, "
            "till exempel 5."
        )
    return value or None


def as_unit(raw: object, name: str) -> float | None:
    value = as_number(raw, name)
    if not value:
        return None
    if not 0 < value < inf:
        raise DomainError(f"{name} {value:g} ska vara ett tal större än 0, till exempel 1000.")
    return value


def as_flag(raw: object, name: str) -> bool | None:
    """Read a truth value, which some hosts send as 1 or 0 and users write as text."""
    value = given(raw)
    if value is None or isinstance(value, bool):
        return value
    found = _FLAGS.get(value.lower() if isinstance(value, str) else value)
    if found is None:
        raise BadValueError(f"Argumentet {name} ska vara SANT eller FALSKT.")
    return found


_FLAGS: dict[object, bool] = {
    **dict.fromkeys((1, "sant", "true", "ja", "1"), True),
    **dict.fromkeys((0, "falskt", "false", "nej", "0"), False),
}


def one_of(*choices: str) -> Kind:
    """Return the kind of an argument that is one of a few words, in any case."""

    def read(raw: object, name: str) -> str | None:
        value = given(raw)
        if value is None:
            return None
        word = value.lower() if isinstance(value, str) else ""
        if word not in choices:
            listed = ", ".join(f'"{choice}"' for choice in choices)
            raise BadValueError(f"Argumentet {name} kan inte ha det värdet; ange {listed}.")
        return word

    return Kind(" | ".join(choices), read)


def as_text(raw: object, name: str) -> str | None:
    value = given(raw)
    if isinstance(value, bool) or (value is not None and not isinstance(value, str)):
        raise BadValueError(f"Argumentet {name} ska vara text.")
    return value


def as_group(raw: object, name: str) -> str | None:
    """Read an age or sex group, which Excel may hold as a number (the age 20)."""
    value = given(raw)
    if isinstance(value, float) and value == value // 1:
        value = int(value)
    if isinstance(value, bool):
        raise BadValueError(f"Argumentet {name} ska vara text.")
    return None if value is None else str(value)


def as_type(raw: object, _name: str) -> int | str | None:
    value = given(raw)
    return None if value is None else to_type(value)
