"""What is made of one row: texts, numbers and years, from columns of whatever kind."""

from __future__ import annotations

from regso.aggregating import columns as kinds
from regso.aggregating.columns import NUMBERS, Columns
from regso.aggregating.sql import Expr, Name, Op
from regso.errors import FileError


def named(columns: Columns, header: str) -> tuple[Name, str]:
    """Return a column and what it holds."""
    name = columns.named(header)
    return Name(name), columns.kinds[name]


def text_of(columns: Columns, header: str) -> Expr:
    """Return a column as text."""
    column, kind = named(columns, header)
    if kind == kinds.TEXT:
        return column
    return Op("text", (Op("whole", (column,)) if kind == kinds.FLOAT else column,))


def number_of(columns: Columns, header: str) -> Expr:
    """Return a column as exact numbers; a text that is none is empty."""
    column, kind = named(columns, header)
    if kind == kinds.TEXT:
        if columns.swedish:
            plain = Op("exact", (Op("plained", (column,)),))
            return where(Op("is swedish", (column,)), plain)
        return where(Op("is number", (column,)), Op("exact", (column,)))
    if kind in NUMBERS:
        return Op("whole", (column,)) if kind == kinds.WHOLE else column
    if kind == kinds.BIT:
        return Op("bit", (column,))
    raise FileError(
        f"Kolumnen {column.text} i {columns.source} har {kind} och inga tal; peka ut en kolumn "
        "med tal.",
    )


def year_of(columns: Columns, header: str) -> Expr:
    """Return the year of a column of years or dates; a text that is neither is empty."""
    column, kind = named(columns, header)
    if kind == kinds.DAY:
        return Op("year of day", (column,))
    if kind == kinds.TEXT:
        return where(Op("is year", (column,)), Op("year of text", (column,)))
    if kind in NUMBERS:
        return column if kind == kinds.WHOLE else Op("given year", (column,))
    raise FileError(f"Kolumnen {column.text} har {kind} och inga år; peka ut en annan.")


def unread(column: Name, is_read: Expr) -> Expr:
    """Return the text of a row that has one, where it is not what it should be."""
    is_filled = Op("not null", (Op("blank as null", (column,)),))
    return where(Op("and", (is_filled, Op("not", (is_read,)))), column)


def where(condition: Expr, value: Expr) -> Expr:
    """Return a value where a condition holds, else nothing."""
    return Op("where", (condition, value))


def when_filled(other: Expr, value: Expr) -> Expr:
    """Return a value where another is there, else nothing."""
    return where(Op("not null", (other,)), value)
