"""The tables of a copy, read as anyone reads them: header, labels and what the cells show."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from regso.core.disclosure.reader import HIDDEN, Shown, Value
from regso.publication.cover import COVER
from regso.publication.printed import CHART, charts_of
from regso.workbook import theme
from regso.xlsx.cells import letters
from regso.xlsx.package import Package

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_HEADER_FILL: Final = theme.BRAND.removeprefix("#")
_NOTHING: Final = ("–", "-", ".", "−")
_NUMBER: Final = re.compile(r"-?\d+([.,]\d+)?")
# Heads of what is no count of persons or the like: labels, areas and units, measures, money.
_NO_COUNT: Final = re.compile(
    r"(typ|kod|(.*: )?år|värde|nedre|övre|nedåt|uppåt|dold|visning|områden|enheter|kontor|tal|kvot|"
    r"smr|sii|rii|isolering|av slumpen|stannat|grupper|lyft|icc)$|"
    r".*(andel|procent|%|\bkr\b|kronor|index|skillnad|"
    r"\bper \d|kvot|promille|medel|\bregso\b|\bdeso\b)",
    re.IGNORECASE,
)
_DECIMALS: Final = re.compile(r"0\.0")  # in the format of a cell
_AREAS: Final = re.compile(r"områden\b", re.IGNORECASE)  # a sheet that counts areas
_NARROWEST = 2  # cells that make a table


def tables(copy: bytes) -> list[Shown]:
    """Return the tables of a copy's sheets, without its cover."""
    import openpyxl  # noqa: PLC0415 - slow to import, and only copies need it

    book = openpyxl.load_workbook(io.BytesIO(copy))
    found = [found for sheet in book if sheet.title != COVER for found in tables_of(sheet)]
    return [*found, *_drawn(Package(copy))]


def _drawn(package: Package) -> Iterator[Shown]:
    """Yield the numbers that charts hold themselves, which stand in no cell of the copy."""
    charts = ((sheet, chart) for sheet in package.sheets for chart in charts_of(package, sheet))
    for sheet, chart in charts:
        for series in chart.iter(f"{{{CHART}}}ser"):
            points = series.iterfind("{*}val/{*}numLit/{*}pt/{*}v")
            values = [float(point.text or "nan") for point in points]
            name = series.findtext("{*}tx/{*}v", "diagram")
            rows = tuple(f"stapel {i}" for i in range(1, len(values) + 1))
            whole = all(value >= 0 and value == value // 1 for value in values)
            if values:
                yield Shown(sheet, rows, (name,), tuple((v,) for v in values), (whole,))


def tables_of(sheet: Worksheet) -> Iterator[Shown]:
    """Yield the tables of a sheet, and every number outside them as a table of its own.

    A hidden row ends no table.
    """
    hidden = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    rows = [list(row) for at, row in enumerate(sheet.iter_rows(), 1) if at not in hidden]
    heading = next((_text(cell) for row in rows for cell in row if _text(cell)), "")
    if _AREAS.match(heading):
        return
    found = [(top, columns, _body(rows, top, columns)) for top, columns in _heads(rows)]
    claimed = {(at, i) for _, columns, body in found for at in body for i in columns}
    for top, columns, body in found:
        if body:
            beside = _beside(rows, body, claimed)
            claimed |= {(at, i) for at in body for i in beside}
            yield _table(sheet.title, rows, top, [*columns, *beside], body)
    for at, row in enumerate(rows):
        for i, cell in enumerate(row):
            is_claimed = (at, i) in claimed or _is_header(cell)
            if not is_claimed and isinstance(_value(cell), float):
                yield _alone(sheet.title, row, cell, _above(rows, at, i))


def _beside(
    rows: Sequence[Sequence[Cell]], body: Sequence[int], claimed: AbstractSet[tuple[int, int]]
) -> list[int]:
    """Return the columns with numbers beside a table, which no header heads."""
    width = len(rows[0])
    return [
        i
        for i in range(width)
        if any((at, i) not in claimed and _value(rows[at][i]) is not None for at in body)
    ]


def _alone(name: str, row: Sequence[Cell], cell: Cell, head: str) -> Shown:
    """Return a number outside all tables as a table of its own, with the first word of its row."""
    label = next((_text(c) for c in row if _text(c) and _value(c) is None), cell.coordinate)
    counts = (_counts([cell], label, head),)
    return Shown(name, (label,), (letters(cell.column),), ((_value(cell),),), counts)


def _above(rows: Sequence[Sequence[Cell]], row: int, column: int) -> str:
    """Return the nearest word above a cell that is not the header of a table."""
    for at in range(row - 1, -1, -1):
        cell = rows[at][column]
        if _is_header(cell):
            break
        if _text(cell) and not _is_body(cell):
            return _text(cell)
    return ""


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
    heads = tuple(_head(rows, top, body[0], i) for i in others)
    above = [_text(rows[top - 1][i]) if top else "" for i in others]
    counts = tuple(
        _counts([rows[at][i] for at in body], head, over)
        and not (_is_header(rows[top][i]) and _has_decimals(rows[at][i] for at in body))
        for i, head, over in zip(others, heads, above, strict=True)
    )
    return Shown(name, tuple(_text(rows[at][first]) for at in body), heads, values, counts)


def _head(rows: Sequence[Sequence[Cell]], top: int, first: int, column: int) -> str:
    """Return the head of a column, or its letter."""
    cell = rows[top][column]
    said = "" if _is_header(cell) else _above(rows, first, column)
    return said or _text(cell) or letters(cell.column)


def _counts(cells: Sequence[Cell], head: str, over: str) -> bool:
    """Tell whether a column holds counts: whole numbers from 0, under a head that says no other."""
    values = [_value(cell) for cell in cells]
    numbers = [value for value in values if isinstance(value, (int, float))]
    shares = any("%" in cell.number_format for cell in cells)
    whole = all(value >= 0 and value == int(value) for value in numbers)
    named = not _NO_COUNT.match(head.strip()) and not _NO_COUNT.match(over.strip())
    return named and whole and not shares and (bool(numbers) or HIDDEN in values)


def _has_decimals(cells: Iterable[Cell]) -> bool:
    """Tell whether all numbers are shown with decimals, as shares and rates are: 3,0.

    What a chart draws has no looks that a reader sees, so only a column under a header is asked.
    """
    formats = [cell.number_format for cell in cells if isinstance(_value(cell), float)]
    return bool(formats) and all(_DECIMALS.search(shown) for shown in formats)


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
