"""The sheet Områden: areas by name, first those that chance does not explain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from regso.templates.omradestyper.beside import Beside
from regso.workbook import basis, inputs, page, theme, typetable
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, edge
from regso.workbook.declared import Input
from regso.workbook.facts import Facts
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.page import Page
from regso.workbook.printed import emptypages, emptyrows
from regso.workbook.reference import source_line
from regso.workbook.typegrid import CENTRED, LEVEL

SHEET = "Områden"
ONE_PAGE: Final = 22  # rows that a page has room for, always shown; those below when they are used
MOST: Final = 80
_ALL: Final = "alla"
REGION = Input(
    "lista_omrade",
    "Lista och karta: län, kommun",
    None,
    "Kod för länet eller kommunen som bladet Områden listar och bladet Karta visar, till exempel "
    "01. Tom: hela registret listas, utan karta.",
    inputs.text(10),
    "input_text",
    is_example=False,
)
POSITION = Input(
    "lista_lage",
    "Lista: läge",
    _ALL,
    "Vilka områden som listas: över, under eller inom slumpens gränser, eller alla.",
    inputs.one_of((_ALL, "över", "under", "inom")),
    is_example=False,
)
NUMBER = Input(
    "lista_antal",
    "Lista: antal rader",
    ONE_PAGE,
    f"{ONE_PAGE} är en sida. Raderna därunder är dolda i Excel tills arbetsboken fylls med regso "
    "render: markera dem annars och välj Ta fram.",
    inputs.between("integer", 1, MOST, f"Ange ett helt tal från 1 till {MOST}."),
    "input_count",
    is_example=False,
)
INPUTS = (REGION, POSITION, NUMBER)

_NUMBERS: Final = f"{{{';'.join(map(str, range(MOST + 1)))}}}"  # of the rows, the header's is 0
_PAINTED: Final[theme.Style] = {"bottom": 1, "bottom_color": "#FFFFFF"}
_WRAPPED: Final[theme.Style] = {"text_wrap": True}
_NOTES: Final = (
    (
        '"Bara områden utanför slumpens gränser har en rang: 1 är den högsta utjämnade andelen '
        "bland dem över, och den lägsta bland dem under. Övriga står efter kommun och namn, för "
        'skillnaden mellan dem kan vara slump."',
        27,
    ),
    (
        '"Slumpens gränser: hade alla områden samma andel, skulle med "&ROUND(100*konf,1)&" % '
        "sannolikhet inget enda hamna utanför. Utjämnad andel är dragen mot allas, mer ju färre "
        'som bor i området."',
        14,
    ),
    (typetable.HIDDEN_NOTE, 14),
    (source_line(), 14),
)
_CHOICE: Final = (
    'IF(lista_omrade="",""," · område "&lista_omrade)&IF(lista_lage="alla",""," · bara "&'
    'lista_lage&" slumpens gränser")&" · högst "&lista_antal&" rader"'
)


@dataclass(frozen=True)
class AreaList(Beside):
    """The sheet with the list."""

    @property
    def _is_there(self) -> str:
        found = f'{self.basis}<>"{basis.NOTHING}"'
        return f'AND(matt="andel",{found},COUNT(Indata[taljare])>0,{self.groups}="")'

    @property
    def _facts(self) -> Facts:
        reason = (
            f'IF({self.groups}<>"","Listan visas inte när kolumnen grupp används: tillsammans med '
            'grupperna kunde den röja små antal.",IF(matt<>"andel","Listan finns bara för måttet '
            'andel.","Listan kräver täljare och nämnare."))'
        )
        return Facts(SHEET, "T", "U", 1, {"saknas": f'IF({self._is_there},"",{reason})'})

    @property
    def _formula(self) -> str:
        region = 'IF(lista_omrade="","00",lista_omrade&"")'
        call = (
            f"REGSO_OMRADEN(Indata[kod],Indata[taljare],{basis.denominator(self.basis)},{region},"
            f"lista_lage,{MOST},ar,konf,{inputs.LOWEST_SHOWN})"
        )
        # Always as many rows as the sheet has, of which the number asked for are not blank.
        return f'IF({self._facts["saknas"]}="",IF({_NUMBERS}>lista_antal,"",{call}),"")'

    @cached_property
    def grid(self) -> Grid:
        """The list."""
        percent = {"num_format": theme.PERCENT}

        def share(name: str, over: str | None = None, width: float = 8.5) -> Col:
            return Col(
                name, width=width, style="plain_rate", look=percent, over=over, head_look=_WRAPPED
            )

        columns = (
            Col("mark", width=1.8, style="plain_text"),
            Col("rank", width=5.5, style="plain_count", look=CENTRED, head_look=CENTRED),
            Col("code", width=10, style="plain_text"),
            Col("name", width=40, style="plain_text", look={"shrink": True},
                head_look=_WRAPPED),
            Col("kommun", width=14, style="plain_text", look={"shrink": True}),
            Col("typ", width=6, style="plain_text", look=CENTRED, head_look=CENTRED),
            Col("events", width=9, style="plain_count"),
            Col("trials", width=9.5, style="plain_count"),
            share("value"),
            share("low", f"={LEVEL}"),
            share("high", ""),
            share("smoothed", width=10),
            share("floor", "slumpens gränser"),
            share("ceiling", ""),
            Col("position", width=7, style="plain_text", look=CENTRED, head_look=CENTRED),
            edge(),
        )  # fmt: skip
        spill = Spill("rank", "position", self._formula, gives_header=True)
        return Grid(SHEET, "B", 5, columns, range(1, MOST + 1), (spill,), heights=(16, 34, 15.5))

    @property
    def page(self) -> Page:
        """The sheet."""
        return Page(SHEET, "result", widths(self.grid), self._draw, landscape=True)

    def _draw(self, sheet: Sheet) -> None:
        grid = self.grid
        right = grid.right
        reason = self._facts["saknas"]
        lead = f'{self.subtitle}&IF({reason}="",{_CHOICE}," · "&{reason})'
        typetable.title(sheet, right, self.heading, lead)
        self._facts.write(sheet)
        emptypages.empty_if(sheet, self._facts.cell("saknas"))
        grid.write(sheet)
        _colour(sheet, grid)
        emptyrows.hide(sheet, (grid, "code", grid.rows[ONE_PAGE:]))
        notes = [(f'IF({reason}="",{text},"")', height) for text, height in _NOTES]
        page.notes(sheet, right, grid.last + 1, notes)
        sheet.raw.repeat_rows(grid.head - 2, grid.head - 1)
        sheet.raw.freeze_panes(grid.head, 0)
        sheet.raw.print_area(f"A1:{right}{grid.last + 1 + len(_NOTES)}")
        sheet.raw.set_selection("B1")


def _colour(sheet: Sheet, grid: Grid) -> None:
    """Underline the rows that are used, and colour the types."""
    line = {"bottom": 1, "bottom_color": theme.RULE}
    sheet.rule(grid.cells("rank", "edge"), f'${grid.cell("code", 1)}<>""', line)
    for kind, colour in theme.TYPE_COLOURS.items():
        sheet.rule(
            grid.cells("mark"), f"${grid.cell('typ', 1)}={kind}", _PAINTED | {"bg_color": colour}
        )
