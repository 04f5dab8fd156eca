"""Tables as a reader sees them, and what was found in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

HIDDEN: Final = ".."
How = Literal["open", "sum", "rest", "share", "part", "tables"]
Value = float | Literal[".."] | None  # a number, a hidden one, or nothing


class At(NamedTuple):
    """A cell: the table's number, its row and its column, from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Shown:
    """A table as a reader sees it.

    Attributes
    ----------
    name : str
        Where it stands.
    rows, columns : tuple of str, shapes (n,) and (m,)
        The labels.
    values : tuple of tuples of Value, shape (n, m)
    counts : tuple of bool, shape (m,)
        Which columns count persons or the like; the others may be shares of them.
    """

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    counts: tuple[bool, ...]

    @property
    def counted(self) -> list[int]:
        """The columns of counts."""
        return [column for column, counts in enumerate(self.counts) if counts]


class Sum(NamedTuple):
    """A cell that is the sum of others, by its label or by its numbers."""

    total: At
    parts: tuple[At, ...]
    is_labelled: bool = True


class Finding(NamedTuple):
    """A small count that a reader knows exactly.

    Attributes
    ----------
    table, row, column : str
        Labels of where it is.
    value : int
    how : {"open", "sum", "rest", "share", "part", "tables"}
        It is shown; follows from sums; is what a sum lacks; follows from a share; is what the
        table leaves of one that it is part of; or follows from another table.
    other : str
        The other table, if one is needed.
    """

    table: str
    row: str
    column: str
    value: int
    how: How
    other: str = ""


def number(value: Value) -> float | None:
    """Return a shown number; None for a hidden one and for nothing."""
    return value if isinstance(value, (int, float)) else None
