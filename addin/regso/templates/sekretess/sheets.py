"""The sheets Före, Efter, Orsak, Struktur and Granskning of the template Sekretess."""

from __future__ import annotations

from collections.abc import Sequence

from regso.templates.sekretess import tables
from regso.templates.sekretess.tables import HEADINGS, KEYS, LABEL, LAST
from regso.workbook import page, theme
from regso.workbook.book import Sheet
from regso.workbook.formulas import following
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.use import Use

_NOT_OUT = '"Bladet röjer det som är dolt och får inte lämna myndigheten."'
_COUNTED = KEYS[1:]


def _page(table: Grid, use: Use, heading: str, lead: str, notes: Sequence[str] = ()) -> Page:
    """Return a sheet with a table; notes stand above it, for its end depends on what is pasted."""

    def draw(sheet: Sheet) -> None:
        page.lines(sheet, table.right, [(heading, "report_title", 30), (lead, "lead", 20)])
        for row, note in enumerate(notes, 3):
            error_of = [tables.AFTER.corner]
            sheet.across("B", table.right, row, note, "note", error_of=error_of)
        table.write_rows(sheet)
        sheet.heights({table.number(HEADINGS): 32})
        _frame(sheet, table)
        page.end(sheet, table.right, table.last)

    return Page(table.sheet, use, widths(table), draw, landscape=True)


def _frame(sheet: Sheet, table: Grid) -> None:
    """Draw headings and lines where the table has something, and mark what is hidden."""
    after, first = tables.AFTER, _COUNTED[0]
    column = following(after[LABEL], right=True)
    row = following(after.span(LABEL, LAST, [first]), down=True)
    in_column, in_row = (f'SUMPRODUCT(({cells}&""<>"")*1)>0' for cells in (column, row))
    header = {"bold": True, "font_color": "#FFFFFF", "bg_color": theme.BRAND}
    sheet.rule(table.cells(LABEL, LAST, [HEADINGS]), in_column, header)
    counted = table.cells(LABEL, LAST, _COUNTED)
    hidden = f'{after.at(first)[LABEL]}&""=".."'
    sheet.rule(counted, hidden, {"bg_color": theme.WARN_FILL})
    line = {"bottom": 1, "bottom_color": theme.RULE}
    sheet.rule(counted, f"AND({in_row},{in_column})", line)


def _draw_audit(sheet: Sheet) -> None:
    audit = tables.AUDIT
    sheet.put("B1", audit.sheet, "title")
    what = f'IF({tables.NO_OWN},"bladet Efter","din egen tabell på bladet Egen")'
    sheet.formula("B2", f'"Vad en läsare kan räkna ut av "&{what}&". Lämnas inte ut."', "lead")
    sheet.across("B", audit.right, 3, _verdict(), "status", indent=1)
    sheet.verdict_rules(f"B3:{audit.right}3")
    sheet.heights({1: 32, 2: 20, 3: 26})
    audit.write(sheet)
    first = audit.cell("status", audit.rows[0])
    for word, look in (("OK", theme.GOOD), ("RÖJD", theme.BAD)):
        sheet.rule(audit.cells("status"), f'{first}&""="{word}"', look)
    sheet.raw.freeze_panes(audit.head, 0)
    sheet.raw.repeat_rows(audit.head - 1)
    sheet.raw.set_selection("B3")


def _verdict() -> str:
    exposed, audited = tables.EXPOSED, tables.AUDITED_CELLS
    return (
        f'IF({exposed}=0,"OK: inget av "&{audited}&" dolda antal går att räkna ut.",'
        f'"Fel: "&{exposed}&" av "&{audited}&" dolda antal går att räkna ut.")'
    )


def _draw_structure(sheet: Sheet) -> None:
    structure = tables.STRUCTURE
    sheet.put("B1", structure.sheet, "title")
    lead = "Vad som är text, summor och andelar i tabellen. Summor som saknas anges på Start."
    sheet.put("B2", lead, "lead")
    sheet.heights({1: 32, 2: 20})
    structure.write(sheet)
    first = structure.cell("source", structure.rows[0])
    sheet.rule(structure.cells("source"), f'{first}&""="osäkert"', theme.BAD)
    sheet.raw.freeze_panes(structure.head, 0)
    sheet.raw.repeat_rows(structure.head - 1)
    sheet.raw.set_selection("B3")


BEFORE = _page(tables.BEFORE, "work", '"Före: tabellen som den klistrades in"', _NOT_OUT)
AFTER = _page(
    tables.AFTER,
    "result",
    "rubrik",
    "myndighet",
    (
        'IF(troskel>1,".. = uppgiften visas inte: antalet är under "&troskel&", eller så skulle '
        'ett sådant antal gå att räkna ut.","Inga antal är dolda: tröskeln är 1.")',
        '"Källa: "&kalla&"."',
    ),
)
REASONS = _page(tables.REASONS, "work", '"Orsak: varför varje cell är dold"', _NOT_OUT)
AUDIT = Page(tables.AUDIT.sheet, "work", widths(tables.AUDIT), _draw_audit)
STRUCTURE = Page(
    tables.STRUCTURE.sheet, "work", widths(tables.STRUCTURE), _draw_structure, landscape=True
)
