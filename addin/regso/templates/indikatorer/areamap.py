"""The sheet Karta: the areas of a län or a kommun by share of an indicator.

The map is drawn by the renderer. A type has areas on it only where no count of the indicator or of
persons is hidden, neither everyone's nor any group's: a group may be made of areas, and then their
sum would tell of it.
"""

from __future__ import annotations

from typing import Final

from regso.core.areas.areatypes import TYPES
from regso.templates.indikatorer import fields
from regso.templates.indikatorer.counts import SUBTITLE, is_shown
from regso.templates.indikatorer.fields import NUMBERS, column
from regso.templates.indikatorer.names import TABLE as NAMED
from regso.workbook import maps
from regso.workbook.facts import Facts
from regso.workbook.mapplace import INDICATED, INDICATOR, KINDS, MAP_AREA, SHEET

_COLUMNS: Final = ",".join(f'"{column(number)}"' for number in NUMBERS)
_PLACE: Final = f"MATCH({INDICATOR},{{{_COLUMNS}}},0)"
_NUMBER, _NAME = "nummer", "namn"


def _of_number(cells: str, facts: Facts) -> str:
    return f"INDEX({cells},MAX(1,{facts[_NUMBER]}))"


def _name(facts: Facts) -> str:
    name = _of_number(NAMED["name"], facts)
    return f'IF({name}="","Indikator "&{facts[_NUMBER]},{name})'


def _kinds(facts: Facts) -> str:
    number = f"MAX(1,{facts[_NUMBER]})"
    parts = (f'IF({is_shown(number, kind)},", {kind}","")' for kind in TYPES)
    return f"MID({'&'.join(parts)},3,20)"


_FACTS: Final = Facts(
    SHEET,
    "I",
    "J",
    1,
    {_NUMBER: f"IF(ISNUMBER({_PLACE}),{_PLACE},0)", _NAME: _name, KINDS: _kinds},
)
_INDATA: Final = f"INDEX({fields.ALL_INDICATORS},0,MAX(1,{_FACTS[_NUMBER]}))"
_REASONS: Final = (
    (
        f"{_FACTS[_NUMBER]}=0",
        f'"Välj en indikator på bladet Start, i Karta: indikator: {column(1)} till '
        f'{column(fields.MOST)}."',
    ),
    (f"COUNT({_INDATA})=0", f'"Indikatorn "&{INDICATOR}&" används inte på bladet Indata."'),
    (
        f'{_of_number(NAMED["measure"], _FACTS)}="{fields.RATE}"',
        f'"Kartan finns bara för andelar, och "&{INDICATOR}&" är ett tal per 1 000."',
    ),
    (
        f'{MAP_AREA}=""',
        '"Kartan ritas för ett län eller en kommun: skriv koden på bladet Start, i Karta: län, '
        'kommun."',
    ),
    maps.NO_BORDERS,
    (
        f'{_FACTS[KINDS]}=""',
        f'"Kartan visas inte: i varje områdestyp är något antal dolt för "&{INDICATOR}&", för alla '
        'eller för en grupp."',
    ),
)
_ABOUT: Final = (
    f'"Områden visas av typ "&{_FACTS[KINDS]}&". Är något antal dolt för en typ på de andra '
    'bladen, för alla eller för en grupp, är alla dess områden dolda."'
)
PAGE: Final = maps.MapPage(
    f'rubrik&": "&{_FACTS[_NAME]}',
    f'{SUBTITLE}&IF({MAP_AREA}="",""," · område "&{MAP_AREA})',
    INDICATED,
    _REASONS,
    _ABOUT,
    _FACTS,
).page
