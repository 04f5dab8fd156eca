"""The sheet Start, and forms like it: what to do, the inputs, and the checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regso.workbook import theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.checks.check import Check
from regso.workbook.columns import Col, Field, Given
from regso.workbook.declared import Input
from regso.workbook.grid import Grid
from regso.workbook.page import Page
from regso.workbook.printed import paper

WIDTHS = (2, 26, 54, 82)  # the columns B–D: label, input or value, hint or verdict
_STEPS = 4  # the row of the first heading
_TWO_LINES = 120  # characters that one line of a step has room for
Step = tuple[str, str]


@dataclass(frozen=True)
class VerdictColumn(Col):
    """A column of verdicts on the values beside them."""

    checks: Sequence[Check] = ()

    def write(self, sheet: Sheet, row: Row) -> None:
        """Write the verdict of a check; the keys are the numbers of the checks."""
        verdict = self.checks[int(row.key)].verdict(row.value)
        cell = row.grid.cell(self.name, row.key)
        sheet.formula_in(cell, verdict, self.style_of(row), asks_itself=True)


@dataclass(frozen=True)
class Start:
    """The sheet Start of a template.

    Attributes
    ----------
    title, lead : str
    steps : sequence of (str, str)
        What to do, each with a label.
    inputs : sequence of Input
    checks : sequence of Check
    fields : sequence of str
        The references of all that the user fills in, in the whole workbook.
    """

    title: str
    lead: str
    steps: Sequence[Step]
    inputs: Sequence[Input]
    checks: Sequence[Check]
    fields: Sequence[str]

    @property
    def _first_input(self) -> int:
        return _STEPS + 1 + len(self.steps) + 2

    @property
    def panel(self) -> Grid:
        """The check panel, its rows numbered from 0."""
        top = _STEPS + 1 + len(self.steps) + 1
        if self.inputs:
            top = self._first_input + len(self.inputs) + 1
        labels = {i: check.label for i, check in enumerate(self.checks)}
        edge = {"bottom": 1, "bottom_color": theme.RULE}
        columns = (
            Given("label", style="label", look=edge, values=labels),
            Col("value", formula=self._value, style="value"),
            VerdictColumn("verdict", style="status", checks=self.checks),
        )
        return Grid("Start", "B", top, columns, tuple(labels))

    def _value(self, row: Row) -> str:
        return self.checks[int(row.key)].asked(self.fields)

    @property
    def page(self) -> Page:
        """The sheet."""
        return Page("Start", "check", WIDTHS, self._draw, landscape=True)

    def _draw(self, sheet: Sheet) -> None:
        sheet.put("B1", self.title, "title")
        sheet.put("B2", self.lead, "lead")
        sheet.heights({1: 32, 2: 20, 3: 12})
        section(sheet, _STEPS, "Så gör du", "")
        for row, (label, text) in enumerate(self.steps, _STEPS + 1):
            sheet.put(f"B{row}", label, "label")
            sheet.merged(f"C{row}:D{row}", text, "wrap", valign="vcenter")
            sheet.heights({row: 32 if len(text) > _TWO_LINES else 20})
        if self.inputs:
            heading = self._first_input - 1
            section(sheet, heading, "Inställningar", "Gula fält fyller du i")
            form = input_rows(sheet, heading, self.inputs)
            sheet.raw.set_selection(form.cell("input", self.inputs[0].name))
        self._write_panel(sheet)
        panel = self.panel
        breaks = [panel.head, *range(panel.head + 3, panel.last - 2)]
        if self.inputs and not paper.fits(sheet, len(WIDTHS), 1, panel.head - 1):
            breaks += range(self._first_input + 3, panel.head - 3)
        paper.spread(sheet, len(WIDTHS), panel.last, breaks)
        sheet.raw.activate()

    def _write_panel(self, sheet: Sheet) -> None:
        panel = self.panel
        section(sheet, panel.head, "Kontroll", "Allt ska börja med OK innan rapporten används")
        panel.write_rows(sheet)
        for i, check in enumerate(self.checks):
            sheet.heights({panel.number(i): check.height})
        sheet.verdict_rules(panel.cells("verdict"))


def section(sheet: Sheet, row: int, title: str, aside: str) -> None:
    """Write a heading over the columns B–D."""
    sheet.put(f"B{row}", title, "section")
    sheet.put(
        f"C{row}", aside, "section", bold=False, font_size=theme.SMALL, font_color=theme.MUTED
    )
    sheet.put(f"D{row}", None, "section")
    sheet.heights({row: 22})


def input_rows(sheet: Sheet, heading: int, inputs: Sequence[Input]) -> Grid:
    """Write inputs below a heading: label in B, input in C, hint in D; return their grid."""
    known = {item.name: item for item in inputs}
    labels = {name: item.label for name, item in known.items()}
    hints = {name: item.hint for name, item in known.items()}
    columns = (
        Given("label", style="label", values=labels),
        Field("input", inputs=known),
        Given("hint", style="hint", look={"indent": 1}, values=hints),
    )  # fmt: skip
    grid = Grid(sheet.name, "B", heading, columns, tuple(known), heights=(0, 0, 26))
    grid.write_rows(sheet)
    sheet.heights({grid.number(item.name): item.height for item in inputs if item.height})
    return grid
