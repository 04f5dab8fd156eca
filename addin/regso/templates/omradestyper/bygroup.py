"""The sheet Grupper: the shares of each type by a column of the register, where it has one.

It stands beside the table by type and instead of the list and the map of areas: groups may be made
of areas, and then the three together tell of an area that the list hides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from regso.core.areas.areatypes import TOTAL
from regso.core.measures.typetable import ROWS
from regso.functions.together.groups import MOST
from regso.templates.omradestyper.beside import Beside
from regso.workbook import basis, inputs, page, theme, typetable
from regso.workbook.book import Sheet
from regso.workbook.checks.check import Check
from regso.workbook.columns import Col
from regso.workbook.declared import Column
from regso.workbook.facts import Facts
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.page import Page
from regso.workbook.printed import emptypages, emptyrows
from regso.workbook.reference import source_line
from regso.workbook.typegrid import CENTRED, LEVEL

SHEET: Final = "Grupper"
COLUMN = Column(
    "grupp",
    "grupp, till exempel kön, åldersgrupp, län eller kontor. Bladet Grupper visar då varje typ per "
    "grupp; Områden och Karta visas inte samtidigt. Får vara tom.",
    is_text=True,
)
USED: Final = 'IF(COUNTA(Indata[grupp])=0,"","kolumnen grupp")'
_LONGEST: Final = MOST * len(ROWS)
_PAINTED: Final[theme.Style] = {"bottom": 1, "bottom_color": "#FFFFFF"}
_NOTES: Final = (
    '"1+2 och totalt per grupp är summan av typernas rader, och visas när ingen av dem är dold."',
    typetable.HIDDEN_NOTE,
    source_line(),
)
_HEAD: Final = 3 + len(_NOTES) + 2


@dataclass(frozen=True)
class ByGroup(Beside):
    """The sheet with the groups."""

    @cached_property
    def _facts(self) -> Facts:
        """Why there is no table, and whether the page is to be hidden."""
        nothing = f'OR({self.basis}="{basis.NOTHING}",COUNT(Indata[taljare])=0)'
        reason = (
            f'IF({self.groups}="","Kolumnen grupp i Indata är tom.",'
            'IF(matt<>"andel","Grupperna finns bara för måttet andel.",'
            f'IF({nothing},"Grupperna kräver täljare och nämnare.","")))'
        )
        unused = f'IF({self.groups}="","ja","")'
        return Facts(SHEET, "M", "N", 1, {"saknas": reason, "oanvänt": unused})

    @property
    def _formula(self) -> str:
        call = (
            f"REGSO_GRUPPER(Indata[kod],Indata[taljare],{basis.denominator(self.basis)},"
            f"Indata[grupp],ar,konf,{inputs.LOWEST_SHOWN})"
        )
        return f'IF({self._facts["saknas"]}="",{call},"")'

    @cached_property
    def grid(self) -> Grid:
        """The table."""
        percent = {"num_format": theme.PERCENT}
        columns = (
            Col("mark", width=1.8, style="plain_text"),
            Col("typ", width=8, style="plain_text", look={**CENTRED, "bold": True},
                head_look=CENTRED),
            Col("label", width=50, style="plain_text", look={"shrink": True}),
            Col("group", width=20, style="plain_text", look={"shrink": True}),
            Col("events", width=11, style="plain_count"),
            Col("trials", width=11, style="plain_count"),
            Col("value", width=9, style="plain_rate", look=percent),
            Col("low", width=9.5, style="plain_rate", look=percent, over=f"={LEVEL}"),
            Col("high", width=9.5, style="plain_rate", look=percent, over=""),
            Col("edge", width=1, style="plain_text"),
        )  # fmt: skip
        # One row: the formula fills as many as there are, in the look of the first.
        spill = Spill("typ", "high", self._formula, gives_header=True)
        return Grid(SHEET, "B", _HEAD, columns, (1,), (spill,), heights=(16, 20, 0))

    @property
    def _last(self) -> int:
        """The last row that the table may fill."""
        return self.grid.first + _LONGEST - 1

    @property
    def page(self) -> Page:
        """The sheet."""
        return Page(SHEET, "result", widths(self.grid), self._draw, landscape=True)

    def _draw(self, sheet: Sheet) -> None:
        grid, right, reason = self.grid, self.grid.right, self._facts["saknas"]
        lead = f'{self.subtitle}&IF({reason}="",""," · "&{reason})'
        typetable.title(sheet, right, self.heading, lead)
        self._facts.write(sheet)
        emptypages.empty_if(sheet, self._facts.cell("saknas"))
        emptypages.hidden_if(sheet, self._facts.cell("oanvänt"))
        page.lines(sheet, right, [(f'IF({reason}="",{text},"")', "note", 14) for text in _NOTES], 3)
        grid.write(sheet)
        _colour(sheet, grid, self._last)
        emptyrows.print_to_last(sheet, grid.cell("group", 1))
        sheet.raw.repeat_rows(grid.head - 2, grid.head - 1)
        sheet.raw.freeze_panes(grid.head, 0)
        sheet.raw.print_area(f"A1:{right}{self._last}")
        sheet.raw.set_selection("B1")

    @property
    def _is_cut(self) -> str:
        """The condition that rows are missing, as in Calc, whose arrays keep their size.

        A whole table has as many rows of the total, its last type, as of its first.
        """
        first = self.grid["typ", 1]
        types = f"{first}:${self.grid.letter('typ')}${self._last}"
        return f'SUMPRODUCT(({types}&""={first}&"")-({types}&""="{TOTAL}"))<>0'

    @property
    def check(self) -> Check:
        """The check of the groups, which alone concerns this sheet."""
        reason = self._facts["saknas"]
        return Check(
            SHEET,
            f'IF({self.groups}="","används inte",{self.groups}&LEFT({self.grid.title("typ")},0))',
            f'IF({self.groups}="","OK: kolumnen grupp används inte.",IF({reason}<>"","Granska: "&'
            f'{reason},IF({self._is_cut},"Fel: tabellen på bladet Grupper saknar rader. I Calc får '
            'den inte fler än den har: fyll i stället mallen med regso render.","OK: grupperna '
            "står på bladet Grupper; Områden och Karta visas inte. Syns bladet inte i Excel: "
            'högerklicka på en flik och välj Ta fram.")))',
            f"Fel: grupperna kan inte räknas. De får vara högst {MOST}, och tal ska vara hela.",
        )


def _colour(sheet: Sheet, grid: Grid, last: int) -> None:
    """Colour the types, underline their last group, and fade what the row above says too."""
    first = grid.cell("typ", 1)
    second = f"{grid.letter('typ')}{grid.first + 1}"
    cells = f"{first}:{grid.right}{last}"
    used = f'${grid.cell("group", 1)}<>""'
    block = {"bottom": 1, "bottom_color": theme.MUTED}
    sheet.rule(cells, f"AND({used},${first}<>${second})", block)
    line = {"bottom": 1, "bottom_color": theme.RULE}
    sheet.rule(cells, used, line)
    marks = f"{grid.cell('mark', 1)}:{grid.letter('mark')}{last}"
    for kind, colour in theme.TYPE_COLOURS.items():
        sheet.rule(marks, f"${first}={kind}", _PAINTED | {"bg_color": colour})
