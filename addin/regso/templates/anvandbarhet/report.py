"""The sheet Användbarhet: the answer on one page, in words, figures and three pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from regso.templates.anvandbarhet import pictures, words
from regso.templates.anvandbarhet.pictures import SHEET
from regso.templates.anvandbarhet.tables import (
    AREAS,
    EXPLAINED,
    GAP,
    PARTS,
    STABLE,
    TARGETING,
    TYPE,
    UNKNOWN,
    key,
)
from regso.workbook import page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.reference import source_line, types_of_the_year
from regso.workbook.typegrid import LEVEL
from regso.workbook.typetable import HIDDEN_NOTE

_WORDS = 4  # the row of the heading above the paragraph
_FIRST = _WORDS + 2
_HEAD = _FIRST + len(words.SENTENCES) + 2
_CURVE_ROWS, _BAR_ROWS = 11, 8
_HEIGHTS = (30.0, 30.0, 30.0, 30.0, 16.0, 16.0)  # of the sentences: two lines, or one


def _of_types(column: str) -> Callable[[int], str]:
    return lambda part: TARGETING[column, key(TYPE, PARTS[part])]


def _of_variance(column: str) -> Callable[[int], str]:
    return lambda part: EXPLAINED[column, key(TYPE, PARTS[part])]


_CELLS: Mapping[str, tuple[str, Callable[[int], str], str, str]] = {
    "share": ("Andel av alla som bor i typ 1–2", _of_types("share"), theme.PERCENT,
              "så stor del av nämnaren"),
    "sensitivity": ("Andel av de berörda som bor där", _of_types("sensitivity"), theme.PERCENT,
                    "känslighet: så många nås där"),
    "predictive": ("Andel berörda bland dem som bor där", _of_types("predictive"), theme.PERCENT,
                   "PPV: resten där berörs inte"),
    "lift": ("Lyft", _of_types("lift"), theme.MEAN, "1 = som bland alla"),
    "index": ("Koncentrationsindex", _of_types("index"), theme.MEAN,
              "0 = jämnt, −1 = bara i typ 1"),
    "areas": ("Skillnader mellan områden", _of_variance("areas"), theme.PERCENT,
              "del som ligger mellan typerna"),
    "persons": ("Skillnader mellan personer", _of_variance("persons"), theme.PERCENT,
                "del som ligger mellan typerna"),
    "gap": ("Typ 1 minus typ 5, procentenheter",
            lambda part: UNKNOWN[("known", "lowest", "highest")[part], GAP], theme.RATE,
            "gränser: hur okänd än fördelas"),
    "stable": ("Områden med samma typ som jämförelseåret",
               lambda part: STABLE["kept", key(AREAS, PARTS[part])], theme.PERCENT,
               "resten har bytt typ"),
}  # fmt: skip


def _cell(part: int) -> Callable[[Row], str]:
    return lambda row: _CELLS[str(row.key)][1](part)


def _look(row: object) -> theme.Style:
    return {"num_format": _CELLS[str(row)][2]}


def _figure(name: str, part: int, over: str | None = None) -> Col:
    return Col(name, PARTS[part], 11, _cell(part), "cell_value", _look, over=over)


FIGURES = Grid(
    SHEET, "B", _HEAD,
    (
        Given("label", "så stort är det", 42, values=lambda row: _CELLS[row][0]),
        _figure("value", 0),
        _figure("low", 1, f"={LEVEL}"),
        _figure("high", 2, ""),
        Given("meaning", "så läser du", 35, look={"font_color": theme.MUTED},
              values=lambda row: _CELLS[row][3]),
    ),
    tuple(_CELLS),
    heights=(16, 20, 18),
)  # fmt: skip
_FIRST_NOTE = FIGURES.last + 2 + 1 + _CURVE_ROWS + 1 + _BAR_ROWS + 1
_NOTES: tuple[page.Note, ...] = (
    (
        '"Som bäst: områdena med högst andel berörda, så många att de rymmer lika många personer '
        'som typ 1–2. De väljs efter samma tal som de bedöms efter, så verkligheten blir sämre. "&'
        '"Alla tal med intervall står på bladet Tabeller, och reglerna för texten i handboken."',
        26,
    ),
    (
        '"Indexet bakom typerna räknar andelen med låg ekonomisk standard, med förgymnasial '
        "utbildning och med bistånd eller lång arbetslöshet. Mäter registret något av det är "
        'sambandet delvis inbyggt."',
        26,
    ),
    (HIDDEN_NOTE, 13.5),
    (source_line(), 26),
)


def _draw(sheet: Sheet) -> None:
    right = FIGURES.right
    lead = types_of_the_year("myndighet")
    page.lines(sheet, right, [("rubrik", "report_title", 30), (lead, "lead", 20)])
    question = '"Kan områdestyperna vara till stöd här?"'
    sheet.across("B", right, _WORDS, question, "section")
    told = zip(words.SENTENCES, _HEIGHTS, strict=True)
    page.lines(sheet, right, [(text, "wrap", height) for text, height in told], _FIRST)
    FIGURES.write(sheet)
    sheet.heights({3: 6, _FIRST - 1: 5, _HEAD - 2: 6, FIGURES.last + 1: 8})
    top = pictures.write(sheet, FIGURES.last + 2, _CURVE_ROWS, _BAR_ROWS)
    page.notes(sheet, right, top, _NOTES)
    page.end(sheet, right, top + len(_NOTES))


SENTENCES = tuple(f"B{_FIRST + at}" for at in range(len(words.SENTENCES)))
"""The cells of the paragraph."""
CAVEATS = tuple(f"B{_FIRST_NOTE + at}" for at in range(2))
"""The cells of what limits the numbers: how the best areas are chosen, and what is built in."""
PAGE = Page(SHEET, "result", widths(FIGURES, *pictures.GRIDS), _draw)
