"""What `--where` says, as conditions on the columns of a source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from regso.aggregating import columns as kinds
from regso.aggregating.columns import NUMBERS, Columns
from regso.aggregating.filters import Both, Compared, Filter, Literal, Not
from regso.aggregating.rowvalues import named, number_of
from regso.aggregating.sql import Expr, Name, Op, Value
from regso.errors import FileError

_JOINED: Final = {"och": "and", "eller": "or"}
_TRUE: Final = {"ja": 1, "true": 1, "sant": 1, "1": 1, "nej": 0, "false": 0, "falskt": 0, "0": 0}


def condition(wanted: Filter, columns: Columns, own: Mapping[str, str]) -> Expr:
    """Return a filter as a condition.

    Parameters
    ----------
    wanted : Filter
    columns : Columns
    own : mapping
        Names of the result to columns; they may be used where the source has no such column.

    Raises
    ------
    FileError
        A column is not there, or holds another kind of values.
    """
    if isinstance(wanted, Both):
        both = (condition(wanted.left, columns, own), condition(wanted.right, columns, own))
        return Op(_JOINED[wanted.how], both)
    if isinstance(wanted, Not):
        return Op("not", (condition(wanted.filter, columns, own),))
    return _test(wanted, columns, own)


def _test(test: Compared, columns: Columns, own: Mapping[str, str]) -> Expr:
    is_own = test.column in own and test.column not in columns.kinds
    column, kind = named(columns, own[test.column] if is_own else test.column)
    if test.how in {"saknas", "finns"}:
        value = Op("blank as null", (column,)) if kind == kinds.TEXT else column
        return Op("is null" if test.how == "saknas" else "not null", (value,))
    left, read = _comparable(columns, column, kind, test.values)
    values = tuple(Value(read(value)) for value in test.values)
    right = tuple(Op("day", (v,)) for v in values) if kind == kinds.DAY else values
    if test.how == "i":
        return Op("in", (left, Op("listed", right)))
    return Op(test.how, (left, right[0]))


def _comparable(
    columns: Columns, column: Name, kind: str, values: Sequence[Literal]
) -> tuple[Expr, Callable[[Literal], object]]:
    """Return what is compared with values, and how they are read."""
    are_numbers = all(isinstance(value, Decimal) for value in values)
    if kind == kinds.BIT:
        return Op("bit", (column,)), _bit
    if kind in NUMBERS and not are_numbers:
        raise FileError(f"Kolumnen {column.text} har tal; skriv tal utan citattecken i --where.")
    if kind in NUMBERS or (kind == kinds.TEXT and are_numbers):
        return (column if kind in NUMBERS else number_of(columns, column.text)), _number
    if any(isinstance(value, Decimal) for value in values):
        raise FileError(
            f"Kolumnen {column.text} har {kind}; skriv värdet inom enkla citattecken i --where.",
        )
    if kind == kinds.DAY:
        return Op("day", (column,)), _day
    return (column if kind == kinds.TEXT else Op("text", (column,))), str


def _number(value: Literal) -> int | Decimal:
    number = Decimal(value)
    return int(number) if number == number.to_integral_value() else number


def _bit(value: Literal) -> int:
    known = _TRUE.get(str(value).casefold())
    if known is None:
        raise FileError(f"{value} är varken ja eller nej; skriv 'ja' eller 'nej' i --where.")
    return known


def _day(value: Literal) -> str:
    try:
        return dt.date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise FileError(f"{value} är inget datum; skriv det som '2022-12-31'.") from error
