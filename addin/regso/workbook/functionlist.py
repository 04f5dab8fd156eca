"""The sheet Funktioner: every worksheet function, from the registry."""

from __future__ import annotations

from regso.functions import REGISTRY, Entry
from regso.workbook import page
from regso.workbook.book import Sheet
from regso.workbook.page import Page

_HEAD = 4
_TITLES = ("så skriver du", "vad den gör", "argument")


def _draw(sheet: Sheet) -> None:
    page.title(sheet, "Funktioner", "Funktioner som du kan använda i egna formler")
    sheet.heights({3: 10, _HEAD: 20})
    sheet.row("B", _HEAD, _TITLES, "header")
    row, family = _HEAD + 1, ""
    for entry in REGISTRY.values():
        if entry.family != family:
            family = entry.family
            sheet.row("B", row, (family, "", ""), "family")
            row += 1
        _write(sheet, row, entry)
        row += 1
    sheet.raw.freeze_panes(_HEAD, 0)
    sheet.raw.repeat_rows(_HEAD - 1)
    sheet.raw.set_selection("B5")


def _write(sheet: Sheet, row: int, entry: Entry) -> None:
    arguments = "\n".join(f"{arg.name}: {arg.doc}" for arg in entry.args)
    texts = (entry.signature(), entry.doc, arguments)
    sheet.row("B", row, texts[:1], "cell_name")
    sheet.row("C", row, texts[1:], "cell_wrap")
    lines = max(map(_lines, texts, (46, 44, 80)))
    sheet.heights({row: 15 * max(lines, 1) + 2})


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column of so many characters."""
    return sum(-(-len(part) // width) or 1 for part in text.split("\n"))


FUNCTIONS = Page("Funktioner", "help", (2, 52, 44, 72), _draw, landscape=True)
