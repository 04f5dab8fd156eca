"""The tables of a copy, read as anyone reads them: header, labels and what the cells show."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from regso.core.disclosure.reader import HIDDEN, Shown, Value
from regso.publication.cover import COVER
from regso.workbook import theme

_HEADER_FILL: Final = theme.BRAND.removeprefix("#")
_NOTHING: Final = ("–", "-", ".", "−")
_NUMBER: Final = re.compile(r"-?\d+([.,]\d+)?")
# Heads of what is no count of persons or the like: labels, areas and units, measures, money.
_NO_COUNT: Final = re.compile(
    r"(typ|kod|år|värde|nedre|övre|nedåt|uppåt|dold|visning|områden|enheter|kontor|tal|kvot|smr|"
    r"isolering|av slumpen|stannat)$|.*(andel|procent|%|\bkr\b|kronor|index|skillnad|\bper \d|"
    r"kvot|promille|medel|\bregso\b|\bdeso\b)",
    re.IGNORECASE,
)
_AREAS: Final = re.compile(r"områden\b", re.IGNORECASE)  # a sheet that counts areas
_NARROWEST = 2  # cells that make a table


def tables(copy: bytes) -> list[Shown]:
    """Return the tables of a copy's sheets, without its cover."""
    book = openpyxl.load_workbook(io.BytesIO(copy))
    return [found for sheet in book if sheet.title != COVER for found in _tables(sheet)]


def _tables(sheet: Worksheet) -> Iterator[Shown]:
    rows = [list(row) for row in sheet.iter_rows()]
    heading = next((_text(cell) for row in rows for cell in row if _text(cell)), "")
    if _AREAS.match(heading):
        return
    for top, columns in _heads(rows):
        body = _body(rows, top, columns)
        if body:
            yield _table(sheet.title, rows, top, columns, body)


def _heads(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, list[int]]]:
    """Yield the rows of headers, and the columns that each heads without a gap.

    A header has the colour of headers; on a sheet without any it is a row of words above numbers.
    """
    coloured = [(at, _runs(row, _is_header)) for at, row in enumerate(rows)]
    found = [(at, run) for at, runs in coloured for run in runs]
    if not found:
        found = [
            (at, run)
            for at, row in enumerate(rows[:-1])
            for run in _runs(row, lambda cell: bool(_text(cell)))
            if not any(_is_body(row[i]) for i in run[1:])
            and any(_is_body(rows[at + 1][i]) for i in run)
        ]
    yield from found


def _runs(row: Sequence[Cell], holds: Callable[[Cell], bool]) -> list[list[int]]:
    runs: list[list[int]] = [[]]
    for at, cell in enumerate(row):
        if holds(cell):
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= _NARROWEST]


def _body(rows: Sequence[Sequence[Cell]], top: int, columns: Sequence[int]) -> list[int]:
    """Return the rows of a table: those with a number or dots, until an empty row or a header."""
    found = []
    for at in range(top + 1, len(rows)):
        cells = [rows[at][i] for i in columns]
        if not any(_text(cell) for cell in cells) or any(map(_is_header, cells)):
            break
        if any(_is_body(cell) for cell in cells):
            found.append(at)
    return found


def _table(
    name: str,
    rows: Sequence[Sequence[Cell]],
    top: int,
    columns: Sequence[int],
    body: Sequence[int],
) -> Shown:
    filled = [i for i in columns if any(_text(rows[at][i]) for at in body)]
    first, *others = filled
    values = tuple(tuple(_value(rows[at][i]) for i in others) for at in body)
    heads = tuple(_text(rows[top][i]) for i in others)
    above = [_text(rows[top - 1][i]) if top else "" for i in others]
    counts = tuple(
        _counts([rows[at][i] for at in body], head, over)
        for i, head, over in zip(others, heads, above, strict=True)
    )
    return Shown(name, tuple(_text(rows[at][first]) for at in body), heads, values, counts)


def _counts(cells: Sequence[Cell], head: str, over: str) -> bool:
    """Tell whether a column holds counts: whole numbers from 0, under a head that says no other."""
    values = [_value(cell) for cell in cells]
    numbers = [value for value in values if isinstance(value, (int, float))]
    shares = any("%" in cell.number_format for cell in cells)
    whole = all(value >= 0 and value == int(value) for value in numbers)
    named = not _NO_COUNT.match(head.strip()) and not _NO_COUNT.match(over.strip())
    return named and whole and not shares and (bool(numbers) or HIDDEN in values)


def _value(cell: Cell) -> Value:
    """Return what a cell shows: a number, if only as text, or that one is hidden."""
    value = cell.value
    if isinstance(value, str):
        text = re.sub(r"[\s\u00a0]", "", value)
        if text == HIDDEN:
            return HIDDEN
        return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value)


def _is_body(cell: Cell) -> bool:
    return _value(cell) is not None or _text(cell) in _NOTHING


def _is_header(cell: Cell) -> bool:
    fill = cell.fill
    return fill.fill_type == "solid" and str(fill.fgColor.rgb).endswith(_HEADER_FILL)


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else str(value).strip()
