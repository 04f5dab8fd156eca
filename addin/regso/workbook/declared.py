"""What users fill in: inputs, columns of tables, and tables beside Indata."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

Content = str | float | dt.date | None
Cells = Sequence[Content]
Rule = dict[str, object]  # a validation, in XlsxWriter's words


@dataclass(frozen=True)
class Input:
    """A cell that the user fills in, and its defined name; an example of None leaves it blank.

    `is_example` tells whether the value it is built with is made up, so that it must not stand
    beside the user's own rows. A default may: it is true for many, or one of a few choices.
    `height` is that of its row, in points, where the text is long.
    """

    name: str
    label: str
    example: Content
    hint: str
    rule: Rule
    style: str = "input"
    is_example: bool = field(kw_only=True)
    height: float = 0


@dataclass(frozen=True)
class Column:
    """A column of a table that the user pastes into.

    Attributes
    ----------
    name, doc : str
        The header, and the sentence above the table.
    required : bool
        Whether data without the column are refused.
    is_text : bool
        Whether the cells are text, so that codes keep their leading zeros.
    number_format : str
        How numbers are shown; left out, as Excel sees fit.
    rule : dict or None
        The validation of the cells, such as a list of choices.
    width : float
        In characters; the first column of Indata has at least 22.
    wraps : bool
        Whether long texts take several lines.
    absent : float or None
        What every row of data has that lack the column.
    """

    name: str
    doc: str
    required: bool = False
    is_text: bool = False
    number_format: str = ""
    rule: Rule | None = None
    width: float = 16
    wraps: bool = False
    absent: float | None = None


@dataclass(frozen=True, kw_only=True)
class SideTable:
    """A table beside Indata that the user fills in.

    Attributes
    ----------
    name, sheet : str
        The Excel table, and the sheet that it stands on.
    columns : tuple of Column
    rows : sequence of rows
        What it is built with.
    known_by : str
        The column whose texts tell that a row is the example's; empty where the rows may stay.
    may_stay : frozenset of str
        The texts there of rows that are no example.
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    rows: Sequence[Cells]
    known_by: str
    may_stay: frozenset[str] = frozenset()

    def example_texts(self) -> list[Content]:
        """Return the texts that tell the rows of the example."""
        at = [column.name for column in self.columns].index(self.known_by)
        return list(dict.fromkeys(row[at] for row in self.rows if row[at] not in self.may_stay))
