"""The published sheets of a workbook as a report shows them: headings, tables, notes, pictures."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regso.errors import ERROR_CODES, FileError
from regso.render.uses import SOURCE
from regso.report.drawings import Drawing, drawings
from regso.report.sheets import Cell, SheetRead
from regso.report.shown import Formats, shown
from regso.report.workbooks import Filled, not_calculated
from regso.workbook import theme
from regso.xlsx.cells import Area
from regso.xlsx.hidden import hidden_rows

HIDDEN = ".."  # a value that must not be shown
_HEADER_FILL = theme.BRAND.removeprefix("#")
_NOTE_SIZE = theme.SMALL
_LINE = 40  # letters: shorter is no text but a label
_NARROWEST = 2  # cells with the look of a header that make a table
_WIDEST = 20  # columns that can be read on a page that lies


@dataclass(frozen=True)
class ShownTable:
    """A table as texts; `numbers` tells which columns hold numbers, and are aligned right."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]


@dataclass(frozen=True)
class ShownPage:
    """What a published sheet shows; drawings each with the heading above it.

    `texts` are what stands outside the tables in letters of the body, over several lines.
    """

    sheet: str
    heading: str
    lead: str
    texts: tuple[str, ...]
    tables: tuple[ShownTable, ...]
    notes: tuple[str, ...]
    drawings: tuple[tuple[str, Drawing], ...]


def pages(filled: Filled) -> list[ShownPage]:
    """Return the result sheets of a workbook, without its sources.

    Raises
    ------
    FileError
        A sheet holds an error value, the formulas have no values, or there is nothing to show.
    """
    with filled.package.blamed():
        if not filled.is_calculated():
            raise FileError(not_calculated(filled.name))
        found = [page for name in filled.published if name != SOURCE
                 for page in _pages(filled, name)]  # fmt: skip
    if not any(page.tables or page.drawings for page in found):
        raise FileError(
            f"{filled.name} har ingen tabell eller bild som rapporten kan läsa; ange en annan "
            "arbetsbok, och klistra in tabellen i Word.",
        )
    return found


def sources(filled: Filled) -> list[tuple[str, str]]:
    """Return what the sheet Källa says about the data, as label and text."""
    if SOURCE not in filled.published:
        return []
    with filled.package.blamed():
        tables = _whole(filled, SOURCE).tables
    return [(row[0], row[1]) for table in tables for row in table.rows if all(row[:2])]


def single(filled: Filled, sheet: str, cell: str) -> str:
    """Return what one printed cell shows.

    Raises
    ------
    FileError
        The cell is not on a published sheet, or not within what is printed of it.
    """
    with filled.package.blamed():
        if not filled.is_printed(sheet, cell):
            raise FileError(
                f"Cell {cell} på bladet {sheet} i {filled.name} hör inte till det som får lämnas "
                f"ut; ange en cell som skrivs ut på något av {', '.join(filled.published)}.",
            )
        found = filled.values[sheet][cell]
        _refuse_error(filled, sheet, found)
        return Formats(filled.values[sheet], filled.inputs()).shown(found)


def _pages(filled: Filled, name: str) -> Iterator[ShownPage]:
    """Yield the pages of a sheet: a page break starts one where a heading follows it."""
    sheet, area = filled.values[name], filled.printed(name)
    hidden, drawn = _hidden(filled, name), [*drawings(filled, name)]
    size = _heading_size(sheet, area, area.top)
    breaks = sorted(broken.id + 1 for broken in sheet.row_breaks.brk)
    starts = [area.top, *(row for row in breaks if area.top < row <= area.bottom
                          and _heading_size(sheet, area, row) == size)]  # fmt: skip
    for top, after in pairwise([*starts, area.bottom + 1]):
        if not hidden.issuperset(range(top, after)):
            own = [one for one in drawn if top <= one.row + 1 < after]
            yield _page(filled, name, area._replace(top=top, bottom=after - 1), hidden, own)


def _hidden(filled: Filled, name: str) -> set[int]:
    return hidden_rows(filled.package.tree(filled.package.sheets[name]))


def _whole(filled: Filled, name: str) -> ShownPage:
    """Return a sheet as one page, without what is drawn on it."""
    return _page(filled, name, filled.printed(name), _hidden(filled, name), ())


def _heading_size(sheet: SheetRead, area: Area, row: int) -> float | None:
    """Return the size of the letters of a row's first cell with a text."""
    [cells] = sheet.iter_rows(row, row, area.left, area.right)
    return next((cell.font.size for cell in cells if _text(cell)), None)


def _page(
    filled: Filled, name: str, area: Area, hidden: set[int], drawn: Sequence[Drawing]
) -> ShownPage:
    sheet = filled.values[name]
    top, left, bottom, right = area
    every = enumerate(sheet.iter_rows(top, bottom, left, right), top)
    numbered = {number: list(row) for number, row in every if number not in hidden}
    numbers, rows = [*numbered], [*numbered.values()]
    for row in rows:
        for cell in row:
            _refuse_error(filled, name, cell)
    formats = Formats(sheet, filled.inputs())
    spans = list(_tables(rows))
    used = {at for first, last, _ in spans for at in range(first, last)}
    taken = {(at, i) for first, last, columns in spans for at in range(first, last)
             for i in columns}  # fmt: skip
    above = [_first_text(row) for row in rows[: spans[0][0] if spans else 2]]
    heading, lead = [*filter(None, above[:2]), "", ""][:2]
    return ShownPage(
        name,
        heading or name,
        lead,
        tuple(_texts(row for at, row in enumerate(rows) if at not in used and at > 1)),
        tuple(_table(rows, span, formats) for span in spans if len(span[2]) <= _WIDEST),
        (
            *(_left_out(filled, name, span) for span in spans if len(span[2]) > _WIDEST),
            *_notes(row for at, row in enumerate(rows) if at not in used),
        ),
        tuple(
            (_heading(rows, (bisect(numbers, one.row) - 1, one.column - left), taken), one)
            for one in drawn
        ),
    )


def _left_out(filled: Filled, sheet: str, span: tuple[int, int, list[int]]) -> str:
    return (
        f"En tabell med {len(span[2])} kolumner är för bred för sidan; se bladet {sheet} i "
        f"{filled.name}."
    )


def _heading(
    rows: Sequence[Sequence[Cell]], place: tuple[int, int], taken: set[tuple[int, int]]
) -> str:
    """Return the text above a drawing, from its left side on if there is one; no table's cell.

    Where drawings stand beside each other, so do their headings.
    """
    at, column = place
    if not 0 <= at < len(rows):
        return ""
    free = [cell for i, cell in enumerate(rows[at]) if (at, i) not in taken]
    beside = [cell for i, cell in enumerate(rows[at]) if i >= column and (at, i) not in taken]
    return _first_text(beside) or _first_text(free)


def is_fictional(filled: Filled) -> bool:
    """Tell whether a workbook says that its reference data, or its report, are made up."""
    lead = _whole(filled, filled.template.report).lead
    return any("påhitta" in text.casefold() for text in (lead, *(t for _, t in sources(filled))))


def _refuse_error(filled: Filled, sheet: str, cell: Cell) -> None:
    if cell.value in ERROR_CODES:
        raise FileError(
            f"{filled.name} har felvärdet {cell.value} i {sheet}!{cell.coordinate}; räkna om "
            "arbetsboken och se att kontrollerna på bladet Start är OK.",
        )


def _tables(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int, list[int]]]:
    """Yield the header row, the row after the last one, and the columns of each table."""
    at = 0
    while at < len(rows):
        columns = [i for i, cell in enumerate(rows[at]) if _is_header(cell)]
        top, at = at, at + 1
        if len(columns) < _NARROWEST or not any(_text(rows[top][i]) for i in columns):
            continue
        while at < len(rows) and any(_text(rows[at][i]) for i in columns):
            if any(_is_header(cell) for cell in rows[at]) or _is_note(rows[at][columns[0]]):
                break
            at += 1
        if at > top + 1:
            yield top, at, columns


def _table(
    rows: Sequence[Sequence[Cell]], span: tuple[int, int, list[int]], formats: Formats
) -> ShownTable:
    top, after, columns = span
    body = rows[top + 1 : after]
    used = [i for i in columns if any(_text(row[i]) for row in body)]
    return ShownTable(
        tuple(_title(rows, top, i) for i in used),
        tuple(tuple(formats.shown(row[i]) for i in used) for row in body),
        tuple(_holds_numbers([row[i] for row in body]) for i in used),
    )


def _holds_numbers(cells: Sequence[Cell]) -> bool:
    """Tell whether a column holds numbers, or dots in the place of all of them."""
    texts = {_text(cell) for cell in cells} - {""}
    return texts == {HIDDEN} or any(isinstance(cell.value, (int, float)) for cell in cells)


def _title(rows: Sequence[Sequence[Cell]], top: int, column: int) -> str:
    """Return a column's title, with the unit that stands above it in small letters."""
    over = rows[top - 1][column] if top else None
    unit = _text(over) if over is not None and _is_small(over) else ""
    cell = rows[top][column]
    title = shown(cell.value, cell.number_format)
    return f"{title} ({unit})" if unit else title


def _notes(rows: Iterator[Sequence[Cell]]) -> Iterator[str]:
    for row in rows:
        for cell in row:
            if _is_note(cell):
                yield _text(cell)


def _texts(rows: Iterator[Sequence[Cell]]) -> Iterator[str]:
    for row in rows:
        for cell in row:
            is_long = bool(cell.alignment.wrap_text) and len(_text(cell)) > _LINE
            if is_long and not _is_small(cell) and not _is_header(cell):
                yield _text(cell)


def _is_header(cell: Cell) -> bool:
    fill = cell.fill
    return fill.fill_type == "solid" and str(fill.fgColor.rgb).endswith(_HEADER_FILL)


def _is_note(cell: Cell) -> bool:
    return bool(cell.alignment.wrap_text) and _is_small(cell) and bool(_text(cell))


def _is_small(cell: Cell) -> bool:
    size = cell.font.size
    return size is not None and size <= _NOTE_SIZE


def _text(cell: Cell) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _first_text(row: Sequence[Cell]) -> str:
    return next(filter(None, map(_text, row)), "")
