"""The sheet Tabeller: the functions of the question, whole, for whoever checks the page."""

from __future__ import annotations

from collections.abc import Sequence

from regso.core.areas.areatypes import CHALLENGED, TYPES
from regso.core.measures.typetable import ROWS
from regso.workbook import page, theme
from regso.workbook.addresses import Key
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, edge
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.inputs import LOWEST_SHOWN
from regso.workbook.page import Page
from regso.workbook.printed import paper
from regso.workbook.reference import source_line
from regso.workbook.typetable import HIDDEN_NOTE, INTERVAL_NOTE

SHEET, STABLE_SHEET = "Tabeller", "Stabilitet"
VALUE, LOW, HIGH = PARTS = ("värde", "nedre", "övre")
TYPE, KOMMUN, REGSO, DESO = "områdestyp", "kommun", "RegSO", "DeSO"
LEVELS = (KOMMUN, TYPE, REGSO, DESO)
DIVISIONS = ("län", KOMMUN, TYPE, "kommun × områdestyp", REGSO)
GAP, RATIO = "skillnad", "kvot"
AREAS, PERSONS, LEFT_OUT = "områden", "personer", "ej jämförda"
_REGISTER = "Indata[kod],Indata[taljare],Indata[namnare]"
_FIRST_HEAD, _BETWEEN = 6, 3  # the first header, and rows from a table to the next one's header
_HEAD_HEIGHT = 46
_WIDTHS = (20, 53, *(11,) * 5, 19, 15)
_STABLE_WIDTHS = (44, 16, *(14,) * 4)


def key(name: str, part: str = VALUE) -> str:
    """Return the key of a row that has a name and a part."""
    return f"{name} {part}"


def _in_parts(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(key(name, part) for name in names for part in PARTS)


def _count(row: Key) -> theme.Style:
    """Return the look of a number of areas or persons, in rows whose other numbers are shares."""
    return {"num_format": theme.COUNT if str(row).endswith((VALUE, AREAS)) else "General"}


def _points(row: Key) -> theme.Style:
    found = {GAP: theme.RATE, RATIO: theme.MEAN}
    return {"num_format": found[str(row)]} if row in found else {}


def _grid(head: int, names: str, rows: Sequence[Key], formula: str, sheet: str = SHEET) -> Grid:
    """Return a table; a name with * is a count, with ~ a number, and else a share."""
    sizes = _WIDTHS if sheet == SHEET else _STABLE_WIDTHS
    styles = {"*": "cell_count", "~": "cell_mean"}
    wrapped = {"text_wrap": True, "valign": "vcenter"}
    columns = [
        Col(
            name.rstrip("*~"),
            width=width,
            style="cell" if i < _LABELS else styles.get(name[-1], "cell_value"),
            look=_points if i >= _LABELS else {},
            head_look=wrapped,
        )
        for i, (name, width) in enumerate(zip(names.split(), sizes, strict=False))
    ]
    spill = Spill(columns[0].name, columns[-1].name, formula, gives_header=True)
    return Grid(sheet, "B", head, (*columns, edge()), rows, (spill,), heights=(18, _HEAD_HEIGHT, 0))


_LABELS = 2  # the columns that say what a row is
TABLE = _grid(
    _FIRST_HEAD, "typ label events* trials* value low high difference~", ROWS,
    f'REGSO_TABELL({_REGISTER},ar,konf,{LOWEST_SHOWN},"andel")',
)  # fmt: skip
TARGETING = _grid(
    TABLE.last + _BETWEEN,
    "division part share sensitivity specificity predictive lift~ index~",
    _in_parts((TYPE, KOMMUN, REGSO, DESO)),
    f'REGSO_TRAFF({_REGISTER},"{CHALLENGED}",ar,konf,{LOWEST_SHOWN})',
)
EXPLAINED = _grid(
    TARGETING.last + _BETWEEN,
    "division part groups* areas areas_net persons persons_net icc~ odds~",
    _in_parts(DIVISIONS),
    f"REGSO_FORKLARING({_REGISTER},ar,konf,{LOWEST_SHOWN})",
)
UNKNOWN = _grid(
    EXPLAINED.last + _BETWEEN,
    "typ label known in_one proportion lowest highest",
    (*TYPES, CHALLENGED, GAP, RATIO),
    f"REGSO_OKANDGRANS({_REGISTER},ar,{LOWEST_SHOWN})",
)
STABLE = _grid(
    _FIRST_HEAD,
    "what part count* kept kappa~ weighted~",
    (*_in_parts((AREAS, PERSONS)), key(LEFT_OUT, AREAS)),
    f"REGSO_STABILITET(Indata[kod],ar_fore,ar,Indata[namnare],konf,{LOWEST_SHOWN})",
    STABLE_SHEET,
)
_TABLES = {
    "Andel per områdestyp": TABLE,
    "Hur väl typ 1 och 2 pekar ut de berörda, bredvid det bästa som andra indelningar hade "
    "kunnat": TARGETING,
    "Hur mycket av skillnaderna som ligger mellan grupperna": EXPLAINED,
    "Vad okänd kan ändra": UNKNOWN,
}
_RIGHT = EXPLAINED.right
_NOTES: tuple[page.Note, ...] = (
    (INTERVAL_NOTE, 13.5),
    (
        '"Vad talen betyder och hur de räknas: handboken, Metodtabell. Netto är utan slumpens del. '
        'Lägst och högst är skarpa gränser, inga intervall."',
        13.5,
    ),
    (HIDDEN_NOTE, 13.5),
    (source_line(), 26),
)


def _draw(sheet: Sheet) -> None:
    lines = [('"Tabellerna bakom sidan Användbarhet"', "report_title", 30)]
    page.lines(sheet, _RIGHT, [*lines, ('rubrik&" · "&myndighet', "lead", 20)])
    for title, grid in _TABLES.items():
        sheet.put(f"B{grid.head - 1}", title, "label", font_color=theme.BRAND)
        grid.write(sheet)
    last = UNKNOWN.last + 1 + len(_NOTES)
    page.notes(sheet, _RIGHT, UNKNOWN.last + 1, _NOTES)
    page.end(sheet, _RIGHT, last)
    paper.spread(sheet, len(PAGE.widths), last, [grid.head - 1 for grid in _TABLES.values()][1:])


# The end check of a copy takes what a sheet counts for areas, and not persons, by its title.
_STABLE_NOTES: tuple[page.Note, ...] = (
    (
        '"Personerna räknas efter områdets typ vid de två åren: de har inte flyttat. Över 2023/24 '
        'jämförs bara områden vars gräns är densamma."',
        26,
    ),
    (HIDDEN_NOTE, 13.5),
    (source_line(), 26),
)


def _draw_stable(sheet: Sheet) -> None:
    title = ('"Områden som har kvar sin typ"', "report_title", 30)
    lead = ('"från "&ar_fore&" till "&ar&" · "&myndighet', "lead", 20)
    page.lines(sheet, STABLE.right, [title, lead])
    STABLE.write(sheet)
    page.notes(sheet, STABLE.right, STABLE.last + 1, _STABLE_NOTES)
    page.end(sheet, STABLE.right, STABLE.last + 1 + len(_STABLE_NOTES))


STABLE_PAGE = Page(STABLE_SHEET, "result", widths(STABLE), _draw_stable, landscape=True)
PAGE = Page(SHEET, "result", widths(EXPLAINED), _draw, landscape=True)
