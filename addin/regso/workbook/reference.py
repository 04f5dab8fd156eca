"""The sheets Matchning and Källa: how the codes fit the year, and where the types come from.

Their rows are those of the functions. A text of such a table is compared with &"" behind it: in
Calc a text in an array that an add-in returned equals no other text, but a text made from it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regso.functions import matching, quality
from regso.workbook import page, theme
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.page import Page
from regso.workbook.printed import paper
from regso.workbook.printed.lettering import lines

_DOCS = {
    "rader": "Rader i tabellen Indata.",
    "träff": "Raden har fått en områdestyp.",
    "reparerade": "Koden var slarvigt skriven (blanktecken, små bokstäver, tappad nolla) men "
    "har tolkats. Ingen åtgärd behövs.",
    "okända": "Koden finns inte i årets indelning. Kontrollera registrets indelning och året.",
    "felaktiga": "Texten är ingen områdeskod. Rätta i Indata. Namn på RegSO blir koder med "
    "=REGSO_KOD(namn;kommun).",
    "tomma": "Raden saknar kod. Har den något annat redovisas den som okänd; är den helt tom "
    "räknas den inte.",
    "gränsändrade": "Området bytte gräns mellan indelningarna: koden är densamma men området är "
    "ett annat. Viktigt när år jämförs.",
    "trolig indelning": "Indelningen som koderna själva pekar på.",
    "felaktigt värde 1": "De första okända eller felaktiga koderna; delar som kan vara "
    "personuppgifter är dolda.",
    "summarader": "Rader för riket, ett län eller en kommun vars delar också står i Indata. De "
    "räknas inte, för då räknas alla två gånger.",
    "summaradernas skillnad": "Så mycket mer är summaraderna än sina delar.",
    "överlappande områden": "RegSO som står i Indata tillsammans med sina egna DeSO. Behåll "
    "den ena nivån.",
    "överlappning": "De första av dem, vart och ett med ett av sina DeSO.",
}
_LONG = ("trolig indelning",)  # whose value takes two lines
_DOC_WIDTH = 88  # characters, about
_MATCH_HEAD = _SOURCE_HEAD = 5
_SOURCE, _GAP = "Källa", 3
_MIDDLE = {"valign": "vcenter"}


def match_grid(codes: str = "Indata[kod]", sizes: str = "") -> Grid:
    """Return the grid of Matchning.

    Parameters
    ----------
    codes : str
        The formula that the tables of the template read their codes from.
    sizes : str
        The formula of how much each row counts for, where rows may be totals of others.
    """
    arguments = ",".join(filter(None, (codes, "ar", sizes)))
    columns = (
        Col("label", width=22, style="cell_name", look=_MIDDLE),
        Col("value", width=46, style="cell_wrap", look={**_MIDDLE, "num_format": theme.COUNT}),
        Given("doc", "så läser du", 76, style="cell_wrap",
              look={**_MIDDLE, "font_color": theme.MUTED}, values=lambda key: _DOCS.get(key, "")),
    )  # fmt: skip
    spill = Spill("label", "value", f"REGSO_MATCHNING({arguments})", gives_header=True)
    return Grid("Matchning", "B", _MATCH_HEAD, columns, matching.ROWS, (spill,))


def source_grid(subject: str = "typ", number: int = 0) -> Grid:
    """Return the grid with the source of one kind of reference data, the first or one below."""
    head = _SOURCE_HEAD + number * (len(quality.ROWS) + _GAP)
    columns = (
        Col("label", width=16, style="cell_name"),
        Col("value", width=92, style="cell_wrap"),
    )
    spill = Spill("label", "value", f'REGSO_KALLA("{subject}",ar)', gives_header=True)
    return Grid(_SOURCE, "B", head, columns, quality.ROWS, (spill,))


_MATCH, _TYPES = match_grid(), source_grid()


def matched(label: str) -> str:
    """Return the cell of the sheet Matchning that holds a count."""
    return _MATCH["value", label]


def sourced(label: str) -> str:
    """Return the cell of the sheet Källa that holds a fact about the types."""
    return _TYPES["value", label]


def source_line() -> str:
    """Return the formula of the last note of a page: the source of the types."""
    return sourced("Källrad")


def types_of_the_year(start: str) -> str:
    """Return the formula of a subtitle: a start, then year and vintage of the types."""
    return f'{start}&" · områdestyper "&{sourced("År")}&" · "&{sourced("Indelning")}'


def match(verdict: str, codes: str = "Indata[kod]", sizes: str = "") -> Page:
    """Return the sheet Matchning: how the codes fit the year, and what to do about it.

    `verdict` is the formula that says in words how the codes fit; for the others see `match_grid`.
    """
    grid = match_grid(codes, sizes)

    def draw(sheet: Sheet) -> None:
        page.title(sheet, "Matchning", "Så väl stämmer registrets koder med årets indelning")
        sheet.across("B", grid.right, 3, verdict, "status", indent=1)
        sheet.heights({3: 26, 4: 10})
        sheet.verdict_rules(f"B3:{grid.right}3")
        grid.write(sheet)
        sheet.heights({grid.head: 20})
        _fade_empty(sheet, grid)
        for label in matching.ROWS:
            long = 2 if label in _LONG else 1
            tall = max(long, -(-len(_DOCS.get(label, "")) // _DOC_WIDTH))
            sheet.heights({grid.number(label): 14 * tall + 6})
        for label, look in (("okända", theme.BAD), ("felaktiga", theme.BAD), ("tomma", theme.WARN)):
            cell = grid.cell("value", label)
            sheet.rule(cell, f"{cell}>0", look)
            sheet.rule(cell, f"AND(ISNUMBER({cell}),{cell}=0)", theme.GOOD)
        sheet.raw.fit_to_pages(1, 1)
        sheet.raw.freeze_panes(grid.head, 0)
        sheet.raw.set_selection("B3")

    return Page(grid.sheet, "check", widths(grid, margin=2), draw, landscape=True)


def source(more: Mapping[str, str] | None = None, notes: Sequence[str] = ()) -> Page:
    """Return the sheet Källa: where the types come from, and what to keep in mind.

    `more` has other reference data that the template uses: heading, and what REGSO_KALLA
    calls them; `notes` are formulas of those that have no room below their table.
    """
    subjects = {"Områdestyp": "typ", **(more or {})}

    def draw(sheet: Sheet) -> None:
        page.title(sheet, _SOURCE, "Referensdata som siffrorna bygger på, och vad man ska tänka på")
        for number, (heading, subject) in enumerate(subjects.items()):
            grid = source_grid(subject, number)
            above = f"{grid.letter('label')}{grid.head - 1}"
            sheet.put(above, heading, "label", font_color=theme.BRAND, font_size=12)
            grid.write(sheet)
            sheet.heights({grid.head: 20})
            _fade_empty(sheet, grid)
        last = [
            source_grid(subject, number).last for number, subject in enumerate(subjects.values())
        ]
        if notes:
            last.append(_further(sheet, last[-1] + _GAP, notes))
        columns = len(widths(_TYPES, margin=2))
        paper.spread(sheet, columns, last[-1], [row + _GAP - 1 for row in last[:-1]])
        sheet.raw.set_selection("B1")

    return Page(_SOURCE, "result", widths(_TYPES, margin=2), draw)


def _further(sheet: Sheet, head: int, notes: Sequence[str]) -> int:
    """Write numbered notes below a heading, and return the last row."""
    columns = (
        Given("number", "anmärkning", style="cell_name", values=str),
        Col("text", "till tabellerna", formula=lambda row: notes[int(row.key) - 1],
            style="cell_wrap"),
    )  # fmt: skip
    grid = Grid(_SOURCE, "B", head, columns, range(1, len(notes) + 1))
    grid.write(sheet)
    sheet.put(f"B{head - 1}", "Anmärkningar", "label", font_color=theme.BRAND, font_size=12)
    letters = 1.05 * _TYPES.columns[-1].width
    tall = {grid.number(n): 15 * lines(text, letters) + 3 for n, text in enumerate(notes, 1)}
    sheet.heights({head: 20, **tall})
    return grid.last


def _fade_empty(sheet: Sheet, grid: Grid) -> None:
    """Fade the names of rows without a value, which stand there only to keep the size."""
    value = grid.cells("value").partition(":")[0]
    sheet.rule(grid.cells("label"), f'${value}&""=""', {"font_color": theme.RULE})
