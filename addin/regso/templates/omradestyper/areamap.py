"""The sheet Karta: the areas of a län or a kommun by share, as the sheet Områden has them.

The map is drawn by the renderer, of what the list of areas shows and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from regso.templates.omradestyper.beside import Beside
from regso.workbook import basis, maps
from regso.workbook.mapplace import LISTED
from regso.workbook.page import Page

INPUTS = maps.BESIDE

_NO_AREA: Final = (
    'lista_omrade=""',
    '"Kartan ritas för ett län eller en kommun: skriv koden på bladet Start, i Lista och karta."',
)
_ABOUT: Final = (
    '"Kartan visar samma områden som bladet Områden: det som är dolt där är dolt här, och i en '
    'typ som inte listas är alla områden dolda."'
)


@dataclass(frozen=True)
class AreaMap(Beside):
    """The sheet with the map."""

    @property
    def page(self) -> Page:
        """The sheet."""
        where = f'{self.subtitle}&IF(lista_omrade="",""," · område "&lista_omrade)'
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
            maps.NO_BORDERS,
        )
        return maps.MapPage(self.heading, where, LISTED, reasons, _ABOUT).page
