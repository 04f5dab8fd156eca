"""The sheet Kontroll: every check, and which pages wait for it."""

from __future__ import annotations

from regso.templates.uppdraget import totals
from regso.templates.uppdraget.checks import HEAD, LOG, PAGE_CHECKS, SHEET
from regso.templates.uppdraget.letters import PAGES
from regso.templates.uppdraget.totals import TOTAL
from regso.workbook import page
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, Spill
from regso.workbook.page import Page
from regso.workbook.printed import paper
from regso.workbook.printed.lettering import lines

_WIDTHS = (1.5, 26, 26, 73, 13, 13, 14, 13, 2, 18, 14)
_LETTERS = 75  # of a line of a verdict
_CENTRED = {"align": "center", "indent": 0}
_CHECKS = {str(of.check.label): of for of in PAGE_CHECKS}


def _value(row: Row) -> str:
    beside = _COMPARED.get(str(row.key))
    return beside["difference", row.key] if beside else _CHECKS[str(row.key)].check.value


def _verdict(row: Row) -> str:
    verdict = _CHECKS[str(row.key)].check.verdict(row.value)
    beside = _COMPARED.get(str(row.key))
    return verdict.replace("{state}", beside["state", row.key]) if beside else verdict


def _waits(sheet: str) -> Given:
    """Return the column that marks the checks of a page."""
    marks = {label: "x" for label, of in _CHECKS.items() if sheet in of.pages}
    head = {**_CENTRED, "text_wrap": True}
    return Given(sheet, sheet, look=_CENTRED, head_look=head, values=marks)


_GRID = Grid(
    SHEET,
    "B",
    HEAD,
    (
        Given("label", "kontroll", style="cell_name", look={"valign": "vcenter"},
              values=lambda label: label),
        Col("value", "värde", formula=_value, style="value"),
        Col("verdict", "utslag", formula=_verdict, style="status", asks_itself=True),
        *map(_waits, PAGES),
    ),
    tuple(_CHECKS),
    heights=(8, 34, 20),
)  # fmt: skip


def _compared(label: str, call: str) -> Grid:
    """Return the two cells of a call beside the row of its check."""
    columns = (Col("difference", style="aside_number"), Col("state", style="aside"))
    spill = Spill("difference", "state", call)
    return Grid(SHEET, LOG.names, _GRID.number(label) - 1, columns, (label,), (spill,))


_COMPARED = {label: _compared(label, of.call) for label, of in _CHECKS.items() if of.call}


def _left(sheet: str) -> Col:
    """Return the column of how many checks of a page are left: all but OK, errors too."""
    marked = f'{_GRID[sheet]},"x"'
    formula = f'COUNTIF({marked})-COUNTIFS({marked},{_GRID["verdict"]},"OK*")'
    return Col(sheet, formula=formula, style="cell_count", look={"align": "center"})


_LEFT = totals.totals(_GRID, (totals.label("label", "Återstår"), *map(_left, PAGES)), 24)
FAILING = {sheet: _LEFT[sheet, TOTAL] for sheet in PAGES}


def _draw(sheet: Sheet) -> None:
    lead = "En sida är utkast tills varje kontroll med x i dess kolumn börjar med OK"
    page.title(sheet, SHEET, lead)
    LOG.write(sheet)
    _GRID.write(sheet)
    for beside in _COMPARED.values():
        beside.write_rows(sheet)
    _LEFT.write(sheet)
    for label, of in _CHECKS.items():
        tall = lines(of.check.verdict("0"), _LETTERS)
        sheet.heights({_GRID.number(label): max(20, 15 * tall + 4)})
    sheet.verdict_rules(_GRID.cells("verdict"))
    sheet.raw.print_area(f"A1:{_GRID.right}{_LEFT.last}")
    sheet.raw.repeat_rows(HEAD - 1)
    sheet.raw.set_selection("B1")
    inner = range(HEAD + 3, _LEFT.last - 2)
    paper.spread(sheet, len(_GRID.names) + 1, _LEFT.last, inner)
    sheet.raw.freeze_panes(HEAD, 0)


PAGE = Page(SHEET, "check", _WIDTHS, _draw, landscape=True)
