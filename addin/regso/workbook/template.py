"""A template: a workbook that users fill with their own rows, as one declared object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from regso.workbook.book import Book
from regso.workbook.checks.check import Check
from regso.workbook.declared import Column, Content, Input, SideTable
from regso.workbook.functionlist import FUNCTIONS
from regso.workbook.indata import TABLE
from regso.workbook.page import Page
from regso.workbook.start import Start, Step


@dataclass(frozen=True, kw_only=True)
class Template:
    """A workbook that users fill with their own rows.

    Attributes
    ----------
    name, title : str
        What the command line calls it, and what users see.
    report : str
        The sheet that shows the result first.
    lead : str
        What the workbook is for, below its title on Start.
    steps : sequence of (str, str)
        What to do, each with a label.
    columns : tuple of Column
        The columns of the table to fill; one that is not required may be absent in the data.
    inputs : tuple of Input
        The cells with a defined name that a rendering may set, with their examples.
    on_start : tuple of Input or None
        Those that stand on Start; None is all of them.
    checks : sequence of Check
        The check panel on Start.
    sheets : sequence of Page
        What follows Start, in order; the sheet Funktioner comes last.
    tables : tuple of SideTable
        The other tables that users fill.
    pictured : mapping of str to str
        More sheets that the documentation shows: the end of the picture's name, and the sheet.
    table : str
        The name of the table to fill.
    """

    name: str
    title: str
    report: str
    lead: str
    steps: Sequence[Step]
    columns: tuple[Column, ...] = ()
    inputs: tuple[Input, ...] = ()
    on_start: tuple[Input, ...] | None = None
    checks: Sequence[Check]
    sheets: Sequence[Page]
    tables: tuple[SideTable, ...] = ()
    pictured: Mapping[str, str] = field(default_factory=dict)
    table: str = TABLE

    @property
    def start(self) -> Start:
        """The sheet Start."""
        inputs = self.inputs if self.on_start is None else self.on_start
        return Start(self.title, self.lead, self.steps, inputs, self.checks, self._fields)

    @property
    def _fields(self) -> list[str]:
        """The references of all that the user fills in."""
        named = [item.name for item in self.inputs]
        tables = [(self.table, self.columns), *((t.name, t.columns) for t in self.tables)]
        return named + [f"{table}[{c.name}]" for table, columns in tables for c in columns]

    def build(self) -> bytes:
        """Return the workbook with the example data in it, not yet calculated."""
        book = Book(self.title)
        for page in (self.start.page, *self.sheets, FUNCTIONS):
            page.write(book)
        return book.save()

    @property
    def filename(self) -> str:
        """The name of the built file."""
        return f"{self.name}.xlsx"

    @property
    def pictures(self) -> dict[str, str]:
        """The sheets that the documentation shows, by the name of the picture."""
        more = {f"{self.name}_{end}.png": sheet for end, sheet in self.pictured.items()}
        return {f"{self.name}.png": self.report, **more}

    @property
    def settings(self) -> dict[str, Content]:
        """The inputs by name, with the values of the example."""
        return {item.name: item.example for item in self.inputs}
