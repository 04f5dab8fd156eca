"""The sheet Karta: the areas of a län or a kommun by share, as the sheet Områden has them.

The map is drawn by the renderer, of what the list of areas shows and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from regso.templates.omradestyper.beside import Beside
from regso.workbook import basis, maps, page, typetable
from regso.workbook.book import Sheet
from regso.workbook.formulas import quoted
from regso.workbook.mapplace import HEADED, LISTED, NOT_YET, SHEET
from regso.workbook.page import Page
from regso.workbook.printed import emptypages
from regso.workbook.reference import source_grid, source_line

INPUTS = tuple(replace(item, label=f"Karta: {item.label.lower()}") for item in maps.CLASSES)

_COLUMNS: Final = (1.5, *[22.2] * 6)  # as wide as the picture
_RIGHT: Final = "G"
_HEADING, _REASON = "B1", "B3"
_PICTURE: Final = 4
_NOTES: Final = _PICTURE + maps.ROWS
_NO_BORDERS: Final = (
    'INDEX(REGSO_KALLA("gränser",ar),3,2)&""=""',  # they have no source
    '"Kartan behöver områdenas gränser, som inte är inlästa: regso data update hämtar dem."',
)
_NO_AREA: Final = (
    'lista_omrade=""',
    '"Kartan ritas för ett län eller en kommun: skriv koden på bladet Start, i Lista och karta."',
)
_TEXTS: Final = (
    (maps.NOTE, 14),
    (
        '"Kartan visar samma områden som bladet Områden: det som är dolt där är dolt här, och i en '
        'typ som inte listas är alla områden dolda."',
        14,
    ),
    (source_line(), 14),
)


@dataclass(frozen=True)
class AreaMap(Beside):
    """The sheet with the map."""

    @property
    def _reason(self) -> str:
        """The formula that says why there is no map, and is empty when there is one."""
        reasons = (
            (
                f'{self.groups}<>""',
                '"Kartan visas inte när kolumnen grupp används: tillsammans med grupperna kunde '
                'den röja små antal."',
            ),
            ('matt<>"andel"', '"Kartan finns bara för måttet andel."'),
            (
                f'OR({self.basis}="{basis.NOTHING}",COUNT(Indata[taljare])=0)',
                '"Kartan kräver täljare och nämnare."',
            ),
            _NO_AREA,
            _NO_BORDERS,
        )
        formula = '""'
        for condition, sentence in reversed(reasons):
            formula = f"IF({condition},{sentence},{formula})"
        return formula

    @property
    def page(self) -> Page:
        """The sheet."""
        return Page(SHEET, "result", _COLUMNS, self._draw, landscape=True)

    def _draw(self, sheet: Sheet) -> None:
        where = f'{self.subtitle}&IF(lista_omrade="",""," · område "&lista_omrade)'
        typetable.title(sheet, _RIGHT, self.heading, where)
        # Without the add-in that is an error, and so must the reason be.
        source = source_grid().corner
        sheet.across("B", _RIGHT, 3, self._reason, "lead", error_of=(source,))
        sheet.fact(HEADED, _HEADING)
        emptypages.empty_if(sheet, _REASON)
        maps.place(sheet, _PICTURE, LISTED, NOT_YET)
        shown = f'{quoted(SHEET)}!{_REASON}&""=""'
        notes = [(f'IF({shown},{text},"")', "note", height) for text, height in _TEXTS]
        page.lines(sheet, _RIGHT, notes, _NOTES)
        page.end(sheet, _RIGHT, _NOTES + len(_TEXTS) - 1)
