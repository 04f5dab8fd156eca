"""The formulas of the template Brott, and where on its sheets the counts stand.

The sheet Beräkning holds the counts as they are; what leaves the agency reads them through one
call of REGSO_SEKRETESS, so that totals and kinds of event cannot be subtracted from each other.
Codes are never written to cells: every count asks REGSO_FRAN_KOORD over the whole table.
"""

from __future__ import annotations

from regso.core.areas.areatypes import TYPES
from regso.core.measures.typetable import ROWS
from regso.workbook.checks.register import unless_error

KINDS = 6  # named kinds of event; others are "övriga"
POLICE = 3  # police areas
KIND, POLICE_AREA = "brottstyp", "polis"  # the inputs are numbered from 1

PER = "100000"  # inhabitants
NO_PLACE = "utan plats"
# The last argument is a row's answer in place of an error: one bad row must not spoil a table.
PLACE = f'REGSO_FRAN_KOORD(Indata[n],Indata[o],system,ar,"{NO_PLACE}")'
IS_EMPTY = 'Indata[n]&Indata[o]&Indata[brottstyp]=""'
EVENTS = f'IF(Indata[antal]="",IF({IS_EMPTY},0,1),Indata[antal])'
PEOPLE = '"befolkning;omrade="&omrade&";ar="&bef_ar'
THRESHOLD = "IF(troskel>=1,troskel,NA())"

# Sheet Beräkning: the table of all events, beside it the counts of each kind, below it the block
# that is protected, and the police areas.
WORK = "Beräkning"
HEAD = 5
FIRST = HEAD + 1
BLOCK = HEAD + len(ROWS) + 4
POLICE_HEAD = BLOCK + len(ROWS) + 3
KIND_COLUMNS = "KLMNOP"  # of the counts of each kind
BLOCK_COLUMNS = "CDEFGHIJ"  # of the block: the kinds, övriga, totalt; its labels stand in B
LABELS = {"1+2": "Typ 1 och 2", "okänd": "Okänd plats", "totalt": "Totalt"}
_FROM = f"'{WORK}'!"
BORDERS = "$C$3"  # "inlästa", or the error that every count then is


def of_borders(formula: str) -> str:
    """Return a formula of the sheet Beräkning that is the error of the borders, if there is one."""
    return unless_error(BORDERS, formula)


def _from(column: str, row: int) -> str:
    """Return a cell of the table of all events, for another sheet."""
    cell = unless_error(f"{_FROM}$B${HEAD}", f"{_FROM}${column}${row}")
    return unless_error(_FROM + BORDERS, cell)


def table(events: str) -> str:
    """Return the table by type of some events, without a threshold."""
    return f'REGSO_TABELL({PLACE},{events},{PEOPLE},ar,konf,,"tal")'


def of_kind(number: int) -> str:
    """Return the counts by type of the events of one kind, a column with a header."""
    events = f"IF(Indata[brottstyp]={KIND}{number},{EVENTS},0)"
    return f"INDEX({table(events)},0,3)"


def rest(row: int) -> str:
    """Return the events in a row of the block that are of no kind that is named."""
    return f"{BLOCK_COLUMNS[-1]}{row}-SUM({BLOCK_COLUMNS[0]}{row}:{BLOCK_COLUMNS[-3]}{row})"


def protected() -> str:
    """Return the block with what must not be shown, or would reveal it, as ".."."""
    block = f"{_FROM}$B${BLOCK}:${BLOCK_COLUMNS[-1]}${BLOCK + len(ROWS)}"
    margins = "sista raden;sista kolumnen;rad 6=1+2"
    return unless_error(borders(), f'REGSO_SEKRETESS({block},{THRESHOLD},"minst","{margins}")')


def people(row: int) -> str:
    """Return the population of a row of types, counted from 0; a text where there is none."""
    return _from("E", FIRST + row)


def everyone() -> str:
    """Return the population of the whole area under study."""
    return people(len(ROWS) - 1)


def counted() -> str:
    """Return all events within the area under study, those of unknown place too."""
    return _from("D", FIRST + len(ROWS) - 1)


def with_type() -> str:
    """Return the events within the area under study that lie in one of the five types."""
    last = FIRST + len(TYPES) - 1
    return unless_error(borders(), f"SUM({_FROM}$D${FIRST}:$D${last})")


def borders() -> str:
    """Return the cell that says whether the borders of the year are installed."""
    return _FROM + BORDERS


def others() -> str:
    """Return the events of no kind that is named."""
    last = BLOCK + len(ROWS)
    return f"{_FROM}${BLOCK_COLUMNS[-2]}${last}"


def _listed(number: int) -> str:
    # A row that is blank, as that of an emptied table, belongs to no area without a name.
    return f'(Overlapp[polisomrade]={POLICE_AREA}{number})*(Overlapp[kod]<>"")'


def touched(number: int) -> str:
    """Return how many RegSO a police area touches."""
    return f"SUMPRODUCT({_listed(number)})"


def people_in(number: int, share: str = "") -> str:
    """Return the population of the RegSO that a police area touches, times the share if given."""
    return f"SUM(IF({_listed(number)},REGSO_BEFOLKNING(Overlapp[kod],bef_ar){share},0))"


def people_within(number: int) -> str:
    """Return the population of a police area, by the shares in the table Overlapp."""
    return people_in(number, "*Overlapp[andel]")


def events_in(number: int) -> str:
    """Return the events in the RegSO that a police area touches, the whole of them."""
    codes = f'TRANSPOSE(IF({_listed(number)},Overlapp[kod],"-"))'
    return f'SUM(IF({PLACE}&""={codes},{EVENTS},0))'


def of_police(number: int, column: str) -> str:
    """Return the cell of the sheet Beräkning that holds a figure of a police area."""
    return f"{_FROM}${column}${POLICE_HEAD + number}"


# What the checks ask.
KINDS_WITHOUT_EVENTS = "+".join(
    f'IF({KIND}{i}="",0,IF(SUMPRODUCT((Indata[brottstyp]={KIND}{i})*1)=0,1,0))'
    for i in range(1, KINDS + 1)
)
INSTALLED = 'IF(REGSO_FRAN_KOORD("","",system,ar)&""="","inlästa","")'
WITHOUT_COORDINATES = (
    'SUMPRODUCT(((Indata[n]="")+(Indata[o]="")>0)*(Indata[n]&Indata[o]&Indata[brottstyp]<>""))'
)
UNPLACED = f'SUM(IF({PLACE}&""="{NO_PLACE}",1,0))-SUM(IF((Indata[n]="")+(Indata[o]="")=1,1,0))'
ELSEWHERE = unless_error(
    borders(), f'REGSO_SUMMA({PLACE},{EVENTS},"alla",ar)-{_FROM}$D${FIRST + len(ROWS) - 1}'
)
# Codes that are not written as in the year's list, shares that are none, and pairs told twice.
_HALF_ROWS = "COUNTA(Overlapp[polisomrade])-COUNTA(Overlapp[kod])"
_PAIRS = "Overlapp[polisomrade]&Overlapp[kod]"
BAD_OVERLAP = (
    "+".join(f"INDEX(REGSO_MATCHNING(Overlapp[kod],ar),{row},2)" for row in (4, 5))
    + f"+ABS({_HALF_ROWS})"
    + "+SUM((Overlapp[andel]<0)+(Overlapp[andel]>1))"
    f'+(SUM(({_PAIRS}=TRANSPOSE({_PAIRS}))*({_PAIRS}<>""))-SUM(({_PAIRS}<>"")*1))/2'
)


def rates(events: str, persons: str) -> str:
    """Return the formula of rates with intervals; rows without persons have none."""

    def unless_empty(cells: str) -> str:
        return f'IF({persons}&""="","",IF({persons}=0,"",{cells}))'

    return f"REGSO_TAL({unless_empty(events)},{unless_empty(persons)},{PER},konf)"
