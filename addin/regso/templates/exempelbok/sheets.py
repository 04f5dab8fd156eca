"""The sheets Exempelbok, with every call and what it gives, and Facit, with what it should."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from regso.templates.exempelbok.blocks import BLOCKS, DIFFERENCES, KEY, PARTS, REPORT, TOP, Block
from regso.workbook import page
from regso.workbook.book import Sheet
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.use import Use

MANY = len(BLOCKS)
_WIDTHS = (24, 12, *[6.8] * (len(PARTS) - 2))  # of the columns that results fill
# Every row of both sheets, for what stands above and beside results.
_PLACES = Grid(
    REPORT,
    "B",
    TOP - 1,
    (
        Col("name", width=21),
        *(Col(part, width=width) for part, width in zip(PARTS, _WIDTHS, strict=True)),
        Col("verdict", width=15),
    ),
    range(TOP, BLOCKS[-1].last + 1),
)
_CALL = PARTS[0]  # the column with the call and its sentence


def as_expected() -> str:
    """Return the formula of how many examples give what they should."""
    return f'COUNTIF({_PLACES["verdict"]},"OK*")'


def _page(name: str, use: Use, lead: str, draw: Callable[[Sheet], None]) -> Page:
    def with_title(sheet: Sheet) -> None:
        page.title(sheet, name, lead)
        sheet.heights({_PLACES.head: 10})
        sheet.raw.freeze_panes(_PLACES.head, 0)
        sheet.raw.set_selection("B1")
        draw(sheet)
        sheet.raw.print_area(f"A1:{_PLACES.right}{_PLACES.last}")

    return Page(name, use, widths(_PLACES, margin=2), with_title, landscape=True)


def results(canary: Callable[[], str]) -> Page:
    """Return the sheet Exempelbok; `canary` gives the cell that tells which data answer."""

    def draw(sheet: Sheet) -> None:
        for block in BLOCKS:
            _write_call(sheet, block)
            block.results.write_rows(sheet)
            verdict = _PLACES.cell("verdict", block.row)
            sheet.formula(verdict, _verdict(block, canary()), "status")
            _hide_empty(sheet, block)
        sheet.verdict_rules(_PLACES.cells("verdict"))
        sheet.raw.repeat_rows(0, 1)

    return _page(REPORT, "result", "Så skriver du varje funktion, och vad den ger", draw)


def _write_call(sheet: Sheet, block: Block) -> None:
    if block.heading:
        above = _PLACES.cells("name", "verdict", [block.row - 1])
        sheet.merged(above, block.heading, "section")
    entry = block.example.entry
    sheet.put(_PLACES.cell("name", block.row), entry.name, "label")
    sheet.put(_PLACES.cell(_CALL, block.row), entry.example, "code")
    sheet.put(_PLACES.cell(_CALL, block.row + 1), entry.doc, "hint", text_wrap=False)


def _hide_empty(sheet: Sheet, block: Block) -> None:
    """Hide the rows of a result that are empty, but for the first of those below each other."""
    is_empty = [not any(cell != "" for cell in row) for row in block.example.rows]
    for at, (above, this) in enumerate(pairwise(is_empty), 1):
        if above and this:
            sheet.raw.set_row(block.results.number(at) - 1, None, None, {"hidden": True})


def _verdict(block: Block, canary: str) -> str:
    grid = block.differences
    differ = f"SUM({grid.span(grid.names[0], grid.names[-1])})"
    return (
        f'IF({differ}=0,"OK: som facit",IF(ISERROR({canary}),{canary},'
        f'IF(ISNUMBER(SEARCH("påhittade",{canary}&"")),"Fel: "&{differ}&" celler är andra än '
        'facit","Granska: facit gäller exempeldata")))'
    )


def _draw_key(sheet: Sheet) -> None:
    """Write what each result should be, in its place, and whether it is."""
    for block in BLOCKS:
        sheet.put(_PLACES.cell("name", block.row), block.example.entry.name, "label")
        block.expected.write_rows(sheet)
        block.differences.write_rows(sheet)
    sheet.put(f"{DIFFERENCES}{_PLACES.head}", "1 där svaret är ett annat", "aside")


EXPECTED = _page(KEY, "help", "Det som exemplen ska ge med de påhittade exempeldata", _draw_key)
