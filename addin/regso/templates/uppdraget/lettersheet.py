"""The sheet of a letter: one A4 page, marked as a draft until it may be signed."""

from __future__ import annotations

from collections.abc import Mapping

from regso.templates.uppdraget import kinds, signing
from regso.templates.uppdraget.dates import dated
from regso.templates.uppdraget.form import used
from regso.templates.uppdraget.letter import LEFT, RIGHT, Letter, below, known_or
from regso.templates.uppdraget.totals import Totals
from regso.workbook import page, theme
from regso.workbook.addresses import by_key
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given, Wide
from regso.workbook.grid import Grid
from regso.workbook.page import Page
from regso.workbook.printed import longpages

_WIDTHS = (1.5, 34, 18, 18, 18)
# What stands above the tables has the same rows on every page.
_HEIGHTS = {1: 24, 2: 14, 3: 22, 9: 8, 13: 12, 14: 30, 17: 6, 18: 60, 19: 2, 20: 2}
_LETTERS = 34  # of the name of a kind, on a line
_MUTED = {"font_color": theme.MUTED}


def page_of(letter: Letter, failing: str) -> Page:
    """Return the sheet; `failing` is the cell that counts its checks that do not pass."""
    return Page(letter.sheet, "result", _WIDTHS, lambda sheet: _draw(sheet, letter, failing))


def _draw(sheet: Sheet, letter: Letter, failing: str) -> None:
    _mark(sheet, letter, failing)
    for grid in (_sender(letter), _references(letter), _recipient(letter)):
        grid.write_rows(sheet)
    _heading(sheet, letter, failing)
    for grid in letter.tables:
        grid.write(sheet)
    facts = _facts(letter)
    facts.write_rows(sheet)
    for fact in letter.facts:
        sheet.heights({facts.number(fact.label): 15 * fact.lines + 4})
    sheet.heights(_HEIGHTS)
    last = signing.draw(sheet, below(facts), letter.key, letter.promise)
    page.end(sheet, RIGHT, last)
    _may_grow(sheet, letter, facts, last)
    sheet.raw.set_footer("&R&11Sida &P av &N", {"margin": 0.3})


def _may_grow(sheet: Sheet, letter: Letter, facts: Grid, last: int) -> None:
    """Hide the rows of own kinds, and let the letter go on to a second page where they are many.

    A page begins with a table, with what is said below them, or with the lines to sign on.
    """
    for table in letter.tables:
        if set(kinds.OWN) <= set(table.rows):
            kinds.hide(sheet, table, _LETTERS)
            heads = [t.head for t in letter.tables[1:] if not isinstance(t, Totals)]
            longpages.allow(sheet, table, last, [*heads, facts.first, below(facts)])


def _mark(sheet: Sheet, letter: Letter, failing: str) -> None:
    mark = (
        f'IF({failing}=0,"","UTKAST · "&{failing}&IF({failing}=1," kontroll"," kontroller")&'
        f'" återstår, se bladet Kontroll"&{letter.mark})'
    )
    sheet.across(LEFT, RIGHT, 1, mark, "label", align="center")
    sheet.rule("B1:E1", f"{failing}>0", {**theme.WARN, "bold": True, "border": 1})


def _sender(letter: Letter) -> Grid:
    formulas = {
        "name": "myndighet",
        "adress1": used("adress1"),
        "adress2": used("adress2"),
        "orgnr": f'"Org.nr "&{known_or(used("orgnr"))}',
        "kontakt": f'"Kontakt: "&{known_or(used("kontakt"))}',
        "kontaktvag": used("kontaktvag"),
    }
    return _lines(letter.sheet, LEFT, 3, formulas, {"font_size": 14, "font_color": theme.BRAND})


def _recipient(letter: Letter) -> Grid:
    names = ("mottagare", "mottagare_adress1", "mottagare_adress2")
    return _lines(letter.sheet, "D", 10, {name: used(name) for name in names}, {})


def _lines(sheet: str, left: str, top: int, formulas: Mapping[str, str], name: theme.Style) -> Grid:
    """Return lines below each other from a row on, the first one bold and with a look."""
    first, *_ = formulas

    def look(key: object) -> theme.Style:
        return {"bold": True, **name} if key == first else {}

    column = Col("line", formula=by_key(formulas), style="body")
    return Grid(sheet, left, top - 1, (column,), tuple(formulas), look=look)


def _references(letter: Letter) -> Grid:
    formulas = {
        "Datum": dated(f"klart_{letter.key}"),
        "Regeringens dnr": known_or(used("dnr")),
        "Vårt dnr": known_or(used("eget_dnr"), "–"),
        "Ert dnr": known_or(used("mottagare_dnr"), letter.no_dnr),
    }
    columns = (
        Given("label", style="body", look=_MUTED, values=lambda label: label),
        Col("value", formula=by_key(formulas), style="label"),
    )
    return Grid(letter.sheet, "D", 2, columns, tuple(formulas))


def _heading(sheet: Sheet, letter: Letter, failing: str) -> None:
    decision = known_or(used("beslut_nr"), "Regeringens beslut")
    day, number = dated(used("beslut_datum")), known_or(used("dnr"))
    for row, formula, style in (
        (14, f'IF({failing}=0,"","Utkast: ")&"{letter.title}"', "title"),
        (15, used("uppdrag"), "label"),
        (16, f'{decision}&" "&{day}&", dnr "&{number}', "body"),
        (18, letter.lead, "wrap"),
    ):
        sheet.across(LEFT, RIGHT, row, formula, style)


def _facts(letter: Letter) -> Grid:
    formulas = {fact.label: fact.formula for fact in letter.facts}
    columns = (
        Given("label", style="body", look={**_MUTED, "indent": 1}, values=lambda label: label),
        Wide("text", formula=by_key(formulas), style="wrap", look={"valign": "vcenter"}, columns=3),
    )
    head = letter.tables[-1].last + 1
    return Grid(letter.sheet, LEFT, head, columns, tuple(formulas))
