"""The examples below each other, in the same places on the sheets Exempelbok and Facit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from regso.templates.exempelbok.examples import Example, Expected, examples
from regso.workbook import theme
from regso.workbook.addresses import Row
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, Spill

REPORT, KEY = "Exempelbok", "Facit"
TOP = 4  # the first row below the titles
PARTS = tuple(f"part{at}" for at in range(14))  # the columns that results may fill
_LEFT = "C"  # the first of them
DIFFERENCES = "R"  # the first column of the differences, to the right of them


class Block(NamedTuple):
    """An example and where it stands: a row with its name, one with its sentence, the results.

    Attributes
    ----------
    example : Example
    row : int
        The row with the name.
    heading : str
        The family of the functions, which stands above its first one.
    """

    example: Example
    row: int
    heading: str

    @property
    def last(self) -> int:
        """The last row of the results."""
        return self.row + 1 + len(self.example.rows)

    @property
    def results(self) -> Grid:
        """What the example gives."""
        last = PARTS[len(self.example.rows[0]) - 1]
        spill = Spill(PARTS[0], last, self.example.formula)

        def column(at: int) -> Col:
            return Col(
                PARTS[at], style="body", look=lambda row: _result_look(self.example, row, at)
            )

        return self._grid(REPORT, _LEFT, column, (spill,))

    @property
    def expected(self) -> Grid:
        """What it should give."""
        rows = self.example.rows

        def column(at: int) -> Col:
            return Given(PARTS[at], style="body", look=lambda row: _look(rows[row][at]),
                         values=lambda row: rows[row][at])  # fmt: skip

        return self._grid(KEY, _LEFT, column)

    @property
    def differences(self) -> Grid:
        """Whether each result is another than it should be: 1 or 0."""
        results, expected = self.results, self.expected

        def column(at: int) -> Col:
            part = PARTS[at]

            def formula(row: Row) -> str:
                right = self.example.rows[int(row.key)][at]
                differs = _text_differs if isinstance(right, str) else _number_differs
                return differs(results[part, row.key], expected[part, row.key])

            return Col(part, formula=formula, style="aside", asks_itself=True)

        return self._grid(KEY, DIFFERENCES, column)

    def _grid(
        self, sheet: str, left: str, column: Callable[[int], Col], spills: Sequence[Spill] = ()
    ) -> Grid:
        rows = self.example.rows
        columns = tuple(map(column, range(len(rows[0]))))
        return Grid(sheet, left, self.row + 1, columns, range(len(rows)), spills)


def _look(cell: Expected) -> theme.Style:
    return theme.STYLES["cell" if isinstance(cell, str) else "cell_number"]


def _result_look(example: Example, row: int, at: int) -> theme.Style:
    if example.has_header and row == 0:
        return theme.STYLES["family"]
    return _look(example.rows[row][at])


def _text_differs(given: str, right: str) -> str:
    return f'IF(ISERROR({given}),1,IF({given}&""={right}&"",0,1))'


def _number_differs(given: str, right: str) -> str:
    same = f"ABS({given}-{right})<=0.000000001*(1+ABS({right}))"
    return f"IF(ISERROR({given}),1,IF(ISNUMBER({given}),IF({same},0,1),1))"


def _placed() -> Iterator[Block]:
    """Yield the examples, one empty row between them, and one above each family."""
    row, family = TOP, ""
    for example in examples():
        heading = "" if example.entry.family == family else example.entry.family
        block = Block(example, row + bool(heading), heading)
        yield block
        row, family = block.last + 2, example.entry.family


BLOCKS = tuple(_placed())
