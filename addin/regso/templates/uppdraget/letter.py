"""What a page to Kammarkollegiet says; its tables are grids below each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regso.templates.uppdraget import totals
from regso.templates.uppdraget.totals import Totals
from regso.workbook.addresses import by_key
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid

TOP = 21  # the header row of the first table
LEFT, RIGHT = "B", "E"
MARGIN = {"indent": 1}  # of amounts, which else touch the edge of the table


class Fact(NamedTuple):
    """A label, the formula of a text beside it, and how many lines that takes."""

    label: str
    formula: str
    lines: int = 1


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What one of the pages says.

    Attributes
    ----------
    sheet, title : str
        Its name, and the heading.
    key : str
        Ends the names of two inputs: the day that the page is dated, and what is enclosed.
    mark : str
        The formula of what else a draft is marked with.
    lead : str
        The formula of the paragraph above the tables.
    tables : sequence of Grid
    facts : sequence of Fact
        What stands below the tables.
    promise : str
        What the signatory vouches for.
    no_dnr : str
        What stands where the recipient's diarienummer is not filled in.
    """

    sheet: str
    title: str
    key: str
    mark: str
    lead: str
    tables: Sequence[Grid]
    facts: Sequence[Fact]
    promise: str
    no_dnr: str = "saknas"


def amounts(sheet: str, head: int, title: str | Given, lines: Mapping[str, str]) -> Grid:
    """Return the table of a label and an amount on each line; a title stands above labels."""
    labels = title if isinstance(title, Given) else Given("label", title, values=lambda key: key)
    columns = (
        labels,
        Col("blank", head="header_right"),
        Col("blank too", head="header_right"),
        Col(
            "amount",
            "kronor",
            formula=by_key(lines),
            style="cell_money",
            look=MARGIN,
            head_look=MARGIN,
        ),
    )
    return Grid(sheet, LEFT, head, columns, tuple(lines), heights=(0, 20, 16))


def total(table: Grid, label: str, formula: str) -> Totals:
    """Return the line that ends a table of amounts."""
    amount = Col("amount", formula=formula, style="cell_money", look=MARGIN)
    return totals.totals(table, (totals.label(table.names[0], label), amount), 18)


def below(table: Grid) -> int:
    """Return the header row of a table below another one, with a gap between them."""
    return table.last + 2


def known_or(cell: str, missing: str = "saknas") -> str:
    """Return the formula of a cell, or of a word where it is empty."""
    return f'IF({cell}="","{missing}",{cell})'
