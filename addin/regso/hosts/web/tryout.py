"""The page without Excel: a pasted column of codes as types, a table, a picture and a workbook."""

from __future__ import annotations

import base64
import io
import re
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from regso.errors import CellError
from regso.functions import Cell, Rows, call

_COLOURS: Final = ("#33608C", "#5F82A6", "#949C9C", "#C7BA7A", "#F0DE6B")  # as in the templates
_TYPES: Final = (1, 2, 3, 4, 5)
_SHARE: Final = 4  # the column of REGSO_TABELL
_MOST_ROWS: Final = 500_000
_HEADINGS: Final = ("Kod", "Namn", "Kommun", "Områdestyp", "Benämning")


class Pasted(NamedTuple):
    """What a user has pasted and chosen: the codes, the year (empty: the latest), the threshold."""

    codes: list[Cell]
    year: Cell
    threshold: Cell


def outcome(asked: dict[str, str]) -> dict[str, object]:
    """Return what the page shows of a column of codes.

    Parameters
    ----------
    asked : dict
        `text`, one code per line (what comes after a tab or a semicolon is left out); `year` and
        `threshold` as they were typed.
    """
    pasted = _pasted(asked)
    if not pasted.codes:
        return {"error": "Klistra in minst en kod, en per rad."}
    table = _table(pasted)
    return {
        "rows": _per_code(pasted),
        "headings": [*_HEADINGS],
        "table": table,
        "match": _match(pasted),
        "source": call("REGSO_KALLA", [None, pasted.year]),
        "svg": picture(table),
    }


def workbook(asked: dict[str, str]) -> str:
    """Return a workbook of values, as base64."""
    import xlsxwriter  # noqa: PLC0415 - only asked for when a user wants the file

    pasted = _pasted(asked)
    sheets: dict[str, Rows] = {
        "Koder": [[*_HEADINGS], *_per_code(pasted)],
        "Per områdestyp": _table(pasted),
        "Matchning": _match(pasted),
        "Källa": call("REGSO_KALLA", [None, pasted.year]),
    }
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for i, row in enumerate(rows):
                for k, cell in enumerate(row):
                    _write(sheet, i, k, cell, heading if i == 0 else None)
            for k, width in enumerate(_widths(rows)):
                sheet.set_column(k, k, width)
    return base64.b64encode(written.getvalue()).decode()


def picture(table: Rows) -> str:
    """Return a bar for each of the types 1–5, as SVG; a hidden number has no bar but its sign."""
    shown = [row[2] for row in table if row[0] in _TYPES]
    most = max((n for n in shown if isinstance(n, (int, float))), default=0) or 1
    bars = "".join(_bar(i, cell, most) for i, cell in enumerate(shown))
    told = "; ".join(f"områdestyp {i}: {_number(cell)}" for i, cell in enumerate(shown, 1))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 580 232" role="img" '
        'aria-labelledby="bild-rubrik bild-text" font-family="sans-serif" font-size="14" '
        'fill="#1F2933"><title id="bild-rubrik">Antal rader per områdestyp</title>'
        f'<desc id="bild-text">{escape(told)}</desc>'
        '<rect width="580" height="232" fill="#FFFFFF"/>'
        '<text x="8" y="26" font-size="16" font-weight="bold">Antal rader per områdestyp</text>'
        f"{bars}</svg>"
    )


def _bar(i: int, cell: Cell, most: float) -> str:
    width = 360 * cell / most if isinstance(cell, (int, float)) else 0
    top = 44 + 36 * i
    return (
        f'<text x="8" y="{top + 17}">Områdestyp {i + 1}</text>'
        f'<rect x="118" y="{top}" width="{width:.1f}" height="24" fill="{_COLOURS[i]}" '
        'stroke="#5A5A5A" stroke-width="0.5"/>'
        f'<text x="{126 + width:.1f}" y="{top + 17}">{escape(_number(cell))}</text>'
    )


def _number(cell: Cell) -> str:
    """Return a count as Swedish readers write it, and a sign as it is."""
    if isinstance(cell, (int, float)):
        return f"{cell:,.0f}".replace(",", "\N{NO-BREAK SPACE}")
    return str(cell)


def _pasted(asked: dict[str, str]) -> Pasted:
    cells = [re.split(r"[\t;]", line, maxsplit=1)[0].strip() for line in asked["text"].splitlines()]
    while cells and not cells[-1]:
        cells.pop()
    if cells and not re.search(r"\d", cells[0]):  # a heading
        cells = cells[1:]
    kept: list[Cell] = [*cells[:_MOST_ROWS]]
    return Pasted(kept, asked.get("year") or None, asked.get("threshold") or None)


def _column(pasted: Pasted) -> Rows:
    return [[code] for code in pasted.codes]


def _per_code(pasted: Pasted) -> Rows:
    codes = _column(pasted)
    columns = [
        call("REGSO_NAMN", [codes, pasted.year]),
        call("REGSO_KOMMUN", [codes]),
        types := call("REGSO_TYP", [codes, pasted.year]),
    ]
    columns.append(call("REGSO_TYPNAMN", [types]))
    whole = [c if len(c) == len(codes) else [c[0]] * len(codes) for c in columns]
    return [[code, *(c[i][0] for c in whole)] for i, [code] in enumerate(codes)]


def _table(pasted: Pasted) -> Rows:
    """Return type, name, rows and share; an error value is the only cell."""
    table = call("REGSO_TABELL", [_column(pasted), None, None, pasted.year, None, pasted.threshold])
    if len(table) == 1:
        return table
    return [[*table[0][:3], "andel"], *([*row[:3], row[_SHARE]] for row in table[1:])]


def _match(pasted: Pasted) -> Rows:
    return call("REGSO_MATCHNING", [_column(pasted), pasted.year])


def _write(sheet: object, row: int, column: int, cell: Cell, look: object) -> None:
    """Write a value; text is always text, also where it begins as a formula does."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, look)  # type: ignore[attr-defined]
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, column, cell, look)  # type: ignore[attr-defined]
    else:
        text = cell.code if isinstance(cell, CellError) else cell
        sheet.write_string(row, column, text, look)  # type: ignore[attr-defined]


def _widths(rows: Rows) -> list[int]:
    width = max(map(len, rows))
    longest = [0] * width
    for row in rows[:200]:
        for k, cell in enumerate(row):
            longest[k] = max(longest[k], len(str(cell if cell is not None else "")))
    return [min(max(n + 2, 9), 60) for n in longest]
