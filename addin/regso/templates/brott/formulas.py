"""The formulas of the template Brott that read what users fill in, and no cell of another sheet.

Codes are never written to cells: every count asks REGSO_FRAN_KOORD over the whole table.
"""

from __future__ import annotations

from regso.workbook.addresses import Key

# The inputs with the kinds of event that are named, others are "övriga", and with police areas.
# They also name the columns and the rows that hold what is counted of them.
KINDS = tuple(f"brottstyp{i}" for i in range(1, 7))
POLICE_AREAS = tuple(f"polis{i}" for i in range(1, 4))

NO_PLACE = "utan plats"
_PER = "100000"  # inhabitants
# The last argument is a row's answer in place of an error: one bad row must not spoil a table.
PLACE = f'REGSO_FRAN_KOORD(Indata[n],Indata[o],system,ar,"{NO_PLACE}")'
INSTALLED = 'IF(REGSO_FRAN_KOORD("","",system,ar)&""="","inlästa","")'
_IS_EMPTY = 'Indata[n]&Indata[o]&Indata[brottstyp]=""'
EVENTS = f'IF(Indata[antal]="",IF({_IS_EMPTY},0,1),Indata[antal])'
_PEOPLE = '"befolkning;omrade="&omrade&";ar="&bef_ar'


def table(events: str) -> str:
    """Return the table by type of some events, without a threshold."""
    return f'REGSO_TABELL({PLACE},{events},{_PEOPLE},ar,konf,,"tal")'


def of_kind(kind: str) -> str:
    """Return the counts by type of the events of one kind, a column with a header."""
    events = f"IF(Indata[brottstyp]={kind},{EVENTS},0)"
    return f"INDEX({table(events)},0,3)"


def rates(events: str, persons: str) -> str:
    """Return the rates with intervals of cells; rows without persons have none."""

    def unless_empty(cells: str) -> str:
        return f'IF({persons}&""="","",IF({persons}=0,"",{cells}))'

    return f"REGSO_TAL({unless_empty(events)},{unless_empty(persons)},{_PER},konf)"


def shown(name: Key, formula: str = "") -> str:
    """Return a formula, or the input itself, that is blank where the input is not used."""
    return f'IF({name}="","",{formula or name})'


def _listed(area: Key) -> str:
    # A row that is blank, as that of an emptied table, belongs to no area without a name.
    return f'(Overlapp[polisomrade]={area})*(Overlapp[kod]<>"")'


def touched(area: Key) -> str:
    """Return how many RegSO a police area touches."""
    return f"SUMPRODUCT({_listed(area)})"


def people_in(area: Key, share: str = "") -> str:
    """Return the population of the RegSO that a police area touches, times the share if given."""
    return f"SUM(IF({_listed(area)},REGSO_BEFOLKNING(Overlapp[kod],bef_ar){share},0))"


def people_within(area: Key) -> str:
    """Return the population of a police area, by the shares in the table Overlapp."""
    return people_in(area, "*Overlapp[andel]")


def events_in(area: Key) -> str:
    """Return the events in the RegSO that a police area touches, the whole of them."""
    codes = f'TRANSPOSE(IF({_listed(area)},Overlapp[kod],"-"))'
    return f'SUM(IF({PLACE}&""={codes},{EVENTS},0))'
