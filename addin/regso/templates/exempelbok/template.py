"""The template Exempelbok: every worksheet function once, with expected values and a check.

The examples are those of the registry. Their expected values stand in a file of their own and
fill the sheet Facit, cell by cell in the same places as the results.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from regso.functions import REGISTRY, Entry
from regso.workbook import standard as pages
from regso.workbook import theme
from regso.workbook.book import Book, Sheet
from regso.workbook.check import Check
from regso.workbook.checks import ADD_IN
from regso.workbook.declared import Column, Input
from regso.workbook.use import Use

NAME = "exempelbok"
TITLE = REPORT = "Exempelbok"
COLUMNS: tuple[Column, ...] = ()
INPUTS: tuple[Input, ...] = ()
FACIT = Path(__file__).with_name("exempelbok.json")
STEPS = (
    (
        "1  Se att tillägget svarar",
        "Kontrollen Tillägget RegSO här nedanför ska börja med OK.",
    ),
    (
        "2  Läs exemplen",
        "Bladet Exempelbok har varje funktion en gång, utom REGSO_FEL som ändrar sig hela tiden: "
        "så skriver du den, vad den ger och om det stämmer med bladet Facit.",
    ),
    (
        "3  Kopiera",
        "Kopiera en formel till din egen arbetsbok och byt argumenten mot dina celler. Facit "
        "gäller de påhittade exempeldata. Med verkliga referensdata blir en del svar andra.",
    ),
)
RESULTS = "CDEFGHIJK"  # of the results, and of what they should be
_DIFFERS = "MNOPQRSTU"  # beside what they should be: 0 where a result is it, 1 where not
_TOP = 4


Expected = str | float | None


class Example(NamedTuple):
    """A call of a function, and the rows that it should give."""

    entry: Entry
    formula: str
    rows: list[list[Expected]]


def examples() -> list[Example]:
    """Return the example of every function that has one in the file, in the registry's order."""
    known = json.loads(FACIT.read_text(encoding="utf-8"))
    return [
        Example(entry, known[name]["formula"], known[name]["rows"])
        for name, entry in REGISTRY.items()
        if name in known
    ]


class Block(NamedTuple):
    """An example and where it stands: a row with its name, one with its sentence, the results."""

    example: Example
    row: int

    @property
    def first(self) -> int:
        """The first row of the results."""
        return self.row + 2

    @property
    def last(self) -> int:
        """The last row of the results."""
        return self.row + 1 + len(self.example.rows)

    def area(self, columns: str) -> str:
        """Return the cells of the results, in other columns if need be."""
        last = columns[len(self.example.rows[0]) - 1]
        return f"{columns[0]}{self.first}:{last}{self.last}"


def blocks() -> list[Block]:
    """Return the examples below each other, one empty row between them, and one per family."""
    placed, row, family = [], _TOP, ""
    for example in examples():
        row += example.entry.family != family
        family = example.entry.family
        placed.append(Block(example, row))
        row = placed[-1].last + 2
    return placed


def build() -> bytes:
    """Return the workbook as built, formulas not yet calculated."""
    book, placed = Book(TITLE), blocks()
    verdicts = f"{REPORT}!$L${_TOP}:$L${placed[-1].last}"
    count = f'COUNTIF({verdicts},"OK*")'
    checks = (
        ADD_IN,
        Check(
            "Exempel som stämmer",
            count,
            f'IF({{value}}={len(placed)},"OK: alla {len(placed)} exempel ger det som står i '
            'facit.","Granska: "&'
            f'{len(placed)}-{{value}}&" exempel ger något annat än facit. Läs bladet Exempelbok.")',
        ),
    )
    canary = pages.start(book, "Varje funktion en gång, med facit", STEPS, INPUTS, checks)
    _examples(book, placed, f"Start!$C${canary}")
    _facit(book, placed)
    pages.functions(book)
    return book.save()


def _sheet(book: Book, name: str, use: Use, lead: str) -> Sheet:
    sheet = book.sheet(
        name, (2, 26, 26, 46, 14, 12, 12, 12, 12, 12, 12, 34), use=use, landscape=True
    )
    sheet.put("B1", name, "title")
    sheet.put("B2", lead, "lead")
    sheet.heights({1: 32, 2: 20, 3: 10})
    sheet.raw.freeze_panes(_TOP - 1, 0)
    sheet.raw.set_selection("B1")
    return sheet


def _examples(book: Book, placed: list[Block], canary: str) -> None:
    sheet = _sheet(book, REPORT, "result", "Så skriver du varje funktion, och vad den ger")
    family = ""
    for block in placed:
        entry = block.example.entry
        if entry.family != family:
            family = entry.family
            sheet.merged(f"B{block.row - 1}:L{block.row - 1}", family, "section")
        sheet.put(f"B{block.row}", entry.name, "label")
        sheet.put(f"C{block.row}", entry.example, "code")
        sheet.formula(f"L{block.row}", _verdict(block, canary), "status")
        sheet.put(f"C{block.row + 1}", entry.doc, "aside")
        sheet.spill(f"C{block.first}", block.example.formula, _looks(block.example))
    sheet.verdict_rules(f"L{_TOP}:L{placed[-1].last}")
    sheet.raw.print_area(f"A1:L{placed[-1].last}")
    sheet.raw.repeat_rows(0, 1)


def _looks(example: Example) -> list[list[theme.Style]]:
    """Return the styles of the results: the first row of a table that has one is its header."""
    looks = [[_look(cell) for cell in row] for row in example.rows]
    if example.entry.result == "table" and all(isinstance(c, str) for c in example.rows[0]):
        looks[0] = [theme.style("family") for _ in looks[0]]
    return looks


def _look(cell: Expected) -> theme.Style:
    return theme.style("cell" if isinstance(cell, str) else "cell_number")


def _verdict(block: Block, canary: str) -> str:
    differ = f"SUM(Facit!{block.area(_DIFFERS)})"
    return (
        f'IF({differ}=0,"OK: som facit",IF(ISERROR({canary}),{canary},'
        f'IF(ISNUMBER(SEARCH("påhittade",{canary}&"")),"Fel: "&{differ}&" celler är andra än '
        'facit","Granska: facit gäller exempeldata")))'
    )


def _facit(book: Book, placed: list[Block]) -> None:
    """Write what each result should be, in its place, and whether it is."""
    sheet = _sheet(book, "Facit", "check", "Det som exemplen ska ge med de påhittade exempeldata")
    sheet.put(f"{_DIFFERS[0]}{_TOP - 1}", "1 där svaret är ett annat", "aside")
    for block in placed:
        sheet.put(f"B{block.row}", block.example.entry.name, "label")
        for row, cells in enumerate(block.example.rows, block.first):
            for cell, column, beside in zip(cells, RESULTS, _DIFFERS, strict=False):
                look = "cell" if isinstance(cell, str) else "cell_number"
                sheet.put(f"{column}{row}", cell, look)
                sheet.formula(f"{beside}{row}", _differs(f"{column}{row}", cell), "aside")
    sheet.raw.print_area(f"A1:L{placed[-1].last}")


def _differs(cell: str, expected: Expected) -> str:
    given = f"{REPORT}!{cell}"
    if isinstance(expected, str):
        return f'IF(ISERROR({given}),1,IF({given}&""={cell}&"",0,1))'
    same = f"ABS({given}-{cell})<=0.000000001*(1+ABS({cell}))"
    return f"IF(ISERROR({given}),1,IF(ISNUMBER({given}),IF({same},0,1),1))"
