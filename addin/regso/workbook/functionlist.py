"""The sheet Funktioner: every worksheet function.

The registry loads every module to tell of them, so that a template is built faster from a list
that is kept beside this module. ``python -m regso.workbook.functionlist`` writes it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from regso.functions import REGISTRY
from regso.workbook import page
from regso.workbook.book import Sheet
from regso.workbook.page import Page

LIST = Path(__file__).with_suffix(".json")
_HEAD = 4
_TITLES = ("så skriver du", "vad den gör", "argument")


class Listed(NamedTuple):
    """A function as the sheet shows it: its family, its call, its sentence and its arguments."""

    family: str
    signature: str
    doc: str
    arguments: str


def listed() -> str:
    """Return the list of the registry's functions, a line of JSON each."""
    found = (
        Listed(
            entry.family,
            entry.signature(),
            entry.doc,
            "\n".join(f"{arg.name}: {arg.doc}" for arg in entry.args),
        )
        for entry in REGISTRY.values()
    )
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in found) + "\n]\n"


def _draw(sheet: Sheet) -> None:
    page.title(sheet, "Funktioner", "Funktioner som du kan använda i egna formler")
    sheet.heights({3: 10, _HEAD: 20})
    sheet.row("B", _HEAD, _TITLES, "header")
    row, family = _HEAD + 1, ""
    for function in (Listed(*each) for each in json.loads(LIST.read_text(encoding="utf-8"))):
        if function.family != family:
            family = function.family
            sheet.row("B", row, (family, "", ""), "family")
            row += 1
        _write(sheet, row, function)
        row += 1
    sheet.raw.freeze_panes(_HEAD, 0)
    sheet.raw.repeat_rows(_HEAD - 1)
    sheet.raw.set_selection("B5")


def _write(sheet: Sheet, row: int, function: Listed) -> None:
    texts = function[1:]
    sheet.row("B", row, texts[:1], "cell_name")
    sheet.row("C", row, texts[1:], "cell_wrap")
    lines = max(map(_lines, texts, (46, 44, 80)))
    sheet.heights({row: 15 * max(lines, 1) + 2})


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column of so many characters."""
    return sum(-(-len(part) // width) or 1 for part in text.split("\n"))


FUNCTIONS = Page("Funktioner", "help", (2, 52, 44, 72), _draw, landscape=True)

if __name__ == "__main__":
    LIST.write_text(listed(), encoding="utf-8", newline="\n")
