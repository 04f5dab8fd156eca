"""The sheet Till redovisningen: the figures behind each tool and use of the matrix Redovisning.

Its columns from nr on are those of the table Underlag there, so that they can be copied as they
are; `regso report` reads them from a filled workbook.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from regso.core.areas.areatypes import CHALLENGED, TOTAL
from regso.core.areas.areatypes import UNKNOWN as OKAND
from regso.templates.anvandbarhet.tables import (
    AREAS,
    EXPLAINED,
    GAP,
    KOMMUN,
    LEFT_OUT,
    PARTS,
    PERSONS,
    RATIO,
    REGSO,
    STABLE,
    TABLE,
    TARGETING,
    TYPE,
    UNKNOWN,
    key,
)
from regso.templates.anvandbarhet.texts import MISSING, are_numbers, figure, percent, with_limits
from regso.templates.redovisning.facts import TOOLS, USES
from regso.workbook import page
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.reference import source_line
from regso.workbook.typetable import HIDDEN_NOTE

SHEET: Final = "Till redovisningen"
WORKBOOK: Final = "anvandbarhet.xlsx"
WITH_FIGURES: Final = TOOLS[:3]
"""The tools that own figures can be had for: nothing of one's own can be put into the fourth."""
_HEAD = 5
_SHARE, _COUNT = True, False


class Figure(NamedTuple):
    """What is shown about a tool and a use: in words, and the formula of the figures."""

    shows: str
    text: str


class FigureOf(NamedTuple):
    """The figures of a tool and a use."""

    tool: str
    use: str
    figure: Figure


def _cells(grid: Grid, column: str, name: str) -> tuple[str, str, str]:
    value, low, high = (grid[column, key(name, part)] for part in PARTS)
    return value, low, high


def _traff(column: str, division: str, decimals: int = 0, *, is_share: bool = _SHARE) -> str:
    return with_limits(_cells(TARGETING, column, division), decimals, is_share=is_share)


def _variance(division: str) -> str:
    areas, persons = (_cells(EXPLAINED, column, division) for column in ("areas", "persons"))
    between_areas = with_limits(areas, 0, is_share=True)
    between_persons = with_limits(persons, 1, is_share=True)
    return f'"områden "&{between_areas}&", personer "&{between_persons}'


def _left_out() -> str:
    """Return the areas that cannot be compared over the years, and the share without an area."""
    lost, compared = STABLE["count", key(LEFT_OUT, AREAS)], STABLE["count", key(AREAS)]
    unknown, everyone = (TABLE["trials", kind] for kind in (OKAND, TOTAL))
    areas = figure(f'{lost}&" av "&({lost}+{compared})', lost)
    share = figure(percent(f"{unknown}/{everyone}", 1), unknown)
    known = f'IF({are_numbers(everyone)},{share},IF({everyone}&""="..","..","{MISSING}"))'
    return f'"områden "&{areas}&", personer utan känd typ "&{known}'


def _bounds(row: str, unit: str = "") -> str:
    """Return a difference or a ratio with what okänd can make of it."""
    known, low, high = (UNKNOWN[column, row] for column in ("known", "lowest", "highest"))
    value = with_limits((known, low, high), 1, is_share=False)
    return f'{value}&"{unit}"'


def _between(row: str) -> str:
    """Return what okänd can make of a share."""
    low, high = (UNKNOWN[column, row] for column in ("lowest", "highest"))
    return figure(f'{percent(low, 1)}&" till "&{percent(high, 1)}', low)


def _of_regso() -> str:
    """Return how much of what RegSO explain the types do."""
    types, regso = (EXPLAINED["areas", key(name)] for name in (TYPE, REGSO))
    share = f'IF(N({regso})>0,{percent(f"{types}/{regso}")},"{MISSING}")'
    return figure(f'IF({regso}&""="..","..",{share})', types)


_KEPT = tuple(with_limits(_cells(STABLE, "kept", name), 0, is_share=True)
              for name in (AREAS, PERSONS))  # fmt: skip
_FIGURES: Final = {
    TOOLS[0]: (
        Figure("Skillnader som ligger mellan RegSO", _variance(REGSO)),
        Figure(
            "Lyft och andel berörda i de bästa RegSO, lika stora som typ 1–2",
            f'{_traff("lift", REGSO, 1, is_share=_COUNT)}&", andel "&{_traff("predictive", REGSO)}',
        ),
        Figure(
            "Andel av de berörda som nås i de bästa RegSO och kommunerna",
            f'"RegSO "&{_traff("sensitivity", REGSO)}&", kommun "&{_traff("sensitivity", KOMMUN)}',
        ),
        Figure("Går inte att följa mellan åren, eller saknar känd typ", _left_out()),
    ),
    TOOLS[1]: (
        Figure(
            "Koncentrationsindex (0 jämnt, −1 bara lägst), och del av det RegSO förklarar",
            f'{_traff("index", TYPE, 2, is_share=_COUNT)}&", "&{_of_regso()}&" av RegSO"',
        ),
        Figure(
            "Skillnad och kvot mellan lägsta och högsta steget; gränser för okänd",
            f'{_bounds(GAP, " procentenheter")}&", kvot "&{_bounds(RATIO)}',
        ),
        Figure("Lyft i de två lägsta stegen (typ 1–2)", _traff("lift", TYPE, 1, is_share=_COUNT)),
        Figure(
            "Viktad kappa mellan åren (1 = samma ordning)",
            with_limits(_cells(STABLE, "weighted", AREAS), 2, is_share=False),
        ),
    ),
    TOOLS[2]: (
        Figure("Skillnader som ligger mellan områdestyperna", _variance(TYPE)),
        Figure(
            "Andel av alla och av de berörda som bor i typ 1–2",
            f'"alla "&{_traff("share", TYPE)}&", berörda "&{_traff("sensitivity", TYPE)}',
        ),
        Figure(
            "Andel berörda bland dem som bor i typ 1–2; gränser för okänd",
            f'{_traff("predictive", TYPE)}&", med okänd "&{_between(CHALLENGED)}',
        ),
        Figure(
            "Samma typ som jämförelseåret",
            f'"områden "&{_KEPT[0]}&", personer "&{_KEPT[1]}',
        ),
    ),
}
_ROWS = {
    f"A{number}": FigureOf(tool, use, _FIGURES[tool][at])
    for number, (tool, at, use) in enumerate(
        ((tool, at, use) for tool in WITH_FIGURES for at, use in enumerate(USES)), 1
    )
}


def _given(name: str, width: float, value: Callable[[str], str]) -> Given:
    return Given(name, name, width, style="cell_wrap", values=value)


def _cell_of(number: str) -> str:
    return f"{LINKED.letter('varde')}{LINKED.number(number)}"


LINKED = Grid(
    SHEET,
    "B",
    _HEAD,
    (
        _given("verktyg", 17, lambda number: _ROWS[number].tool),
        _given("anvandning", 12, lambda number: _ROWS[number].use),
        _given("nr", 6, lambda number: number),
        _given("visar", 42, lambda number: _ROWS[number].figure.shows),
        _given("arbetsbok", 17, lambda _: WORKBOOK),
        _given("blad", 17, lambda _: SHEET),
        _given("cell", 7, _cell_of),
        Col("varde", "varde", 46, lambda row: _ROWS[str(row.key)].figure.text, "cell_wrap"),
    ),
    tuple(_ROWS),
    heights=(0, 20, 32),
)
_NOTES: tuple[page.Note, ...] = (
    (
        '"Kopiera kolumnerna från nr till varde och klistra in dem som värden i tabellen Underlag '
        f'i mallen Redovisning. Heter arbetsboken inte {WORKBOOK}: ändra namnet där."',
        13.5,
    ),
    (
        '"Inom parentes: 95 % konfidensintervall om inget annat är valt, och där det står gränser '
        "för okänd lägst och högst möjliga. Segregationsbarometern har inga tal: egna uppgifter "
        'kan inte läggas in där."',
        26,
    ),
    (HIDDEN_NOTE, 13.5),
    (source_line(), 13.5),
)


def numbers_of(tool: str, use: str) -> str:
    """Return the number of the figures behind a tool and a use; empty if there are none."""
    return next((n for n, of in _ROWS.items() if (of.tool, of.use) == (tool, use)), "")


def places() -> list[tuple[str, FigureOf, str]]:
    """Return number, figures and cell of all figures."""
    return [(number, of, _cell_of(number)) for number, of in _ROWS.items()]


def evidence() -> list[tuple[str, str, str, str, str]]:
    """Return number, what it shows, workbook, sheet and cell of all figures."""
    return [(n, of.figure.shows, WORKBOOK, SHEET, _cell_of(n)) for n, of in _ROWS.items()]


def _draw(sheet: Sheet) -> None:
    right = LINKED.right
    page.lines(
        sheet,
        right,
        [
            ('"Talen bakom varje verktyg och användning"', "report_title", 30),
            ('rubrik&" · "&myndighet', "lead", 20),
        ],
    )
    LINKED.write(sheet)
    page.notes(sheet, right, LINKED.last + 1, _NOTES)
    page.end(sheet, right, LINKED.last + 1 + len(_NOTES))


PAGE = Page(SHEET, "result", widths(LINKED), _draw, landscape=True)
