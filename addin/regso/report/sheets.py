"""What is used of a workbook that openpyxl has read with its values; it ships no types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol


class Colour(Protocol):
    """A colour; `rgb` is text such as FF1B365D, unless the colour is one of a theme."""

    rgb: object


class Fill(Protocol):
    """How a cell is filled."""

    fill_type: str | None
    fgColor: Colour  # noqa: N815 - openpyxl's name


class Font(Protocol):
    """The letters of a cell."""

    size: float | None


class Alignment(Protocol):
    """How a cell's text lies in it."""

    wrap_text: bool | None


class Cell(Protocol):
    """A cell with its value and its look."""

    row: int
    column: int
    coordinate: str
    value: object
    number_format: str
    fill: Fill
    font: Font
    alignment: Alignment


class NumberFormat(Protocol):
    """A number format that a rule chooses."""

    formatCode: str  # noqa: N815 - openpyxl's name


class Look(Protocol):
    """What a rule changes in a cell."""

    numFmt: NumberFormat | None  # noqa: N815 - openpyxl's name


class Rule(Protocol):
    """A rule of conditional formatting."""

    type: str
    priority: int
    formula: Sequence[str]
    dxf: Look | None


class Ranges(Protocol):
    """The ranges that rules are for; each is text such as B5:D9."""

    ranges: Iterable[object]


class Formatting(Protocol):
    """Rules of conditional formatting, and where they hold."""

    sqref: Ranges
    rules: Iterable[Rule]


class Break(Protocol):
    """A page break below a row; `id` is the row's number."""

    id: int


class Breaks(Protocol):
    """The page breaks of a sheet."""

    brk: Iterable[Break]


class SheetRead(Protocol):
    """A worksheet."""

    print_area: str | None
    row_breaks: Breaks
    conditional_formatting: Iterable[Formatting]

    def __getitem__(self, coordinate: str) -> Cell: ...

    def cell(self, row: int, column: int) -> Cell: ...

    def calculate_dimension(self) -> str: ...

    def iter_rows(
        self, min_row: int, max_row: int, min_col: int, max_col: int
    ) -> Iterator[tuple[Cell, ...]]: ...


class BookRead(Protocol):
    """A workbook: its sheets by name."""

    def __getitem__(self, name: str) -> SheetRead: ...
