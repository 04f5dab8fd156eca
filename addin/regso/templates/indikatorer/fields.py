"""What the user of the template Indikatorer fills in."""

from __future__ import annotations

from dataclasses import replace

from regso.workbook import inputs, maps
from regso.workbook.declared import Column, Input
from regso.workbook.mapplace import INDICATOR, MAP_AREA

MOST = 40  # indicators
# Places that are shown in Excel before the file has been rendered: rows of indicators, and pages of
# indicators and groups on them.
ALWAYS_SHOWN, PAGES_SHOWN, GROUPS_SHOWN = 10, 6, 5
PLACES = 24  # groups, of both breakdowns together
NUMBERS = range(1, MOST + 1)
SHARE, RATE = MEASURES = ("andel", "tal")
ROW_NAMES = ("1", "2", "3", "4", "5", "1+2", "okänd", "totalt")


def column(number: int) -> str:
    """Return the column of Indata of an indicator."""
    return f"i{number}"


EXPLAINED = (
    Column("kod", "RegSO- eller DeSO-kod, eller en färdig områdestyp 1–5.", True, True),
    Column("grupp1", "grupp, till exempel kön. Tom kolumn: ingen indelning.", is_text=True),
    Column("grupp2", "en grupp till, till exempel län, ålder eller kontor.", is_text=True),
    Column("namnare", "antal personer på raden. Tom kolumn: varje rad är en person."),
    Column(
        column(1),
        f"antal personer, eller 1 och 0 när varje rad är en person. Till höger följer "
        f"{column(2)}–{column(MOST)}; de som är tomma används inte. Namnen skrivs på bladet Namn.",
    ),
)
COLUMNS = (*EXPLAINED, *(Column(column(i), f"indikator {i}.", width=7) for i in NUMBERS[1:]))
ALL_INDICATORS = f"Indata[[{column(1)}]:[{column(MOST)}]]"
_NAMES = (
    "har arbete", "är inskriven vid Arbetsförmedlingen", "har ekonomiskt bistånd",
    "har avslutat gymnasiet", "har varit sjukskriven", "har flyttat under året",
)  # fmt: skip
NAMES = tuple(
    Input(
        f"namn{i}",
        f"Namn på indikator {i}",
        f"Exempel: {_NAMES[i - 1]}" if i <= len(_NAMES) else None,
        f"Vad kolumnen {column(i)} räknar: säg av vilka.",
        inputs.text(70),
        "input_text",
        is_example=i <= len(_NAMES),
    )
    for i in NUMBERS
)
MEASURED = tuple(
    Input(
        f"matt{i}",
        f"Mått för indikator {i}",
        SHARE,
        f"{SHARE} (av personerna) eller {RATE} (händelser per 1 000, som kan vara fler än "
        "personerna).",
        inputs.one_of(MEASURES),
        is_example=False,
    )
    for i in NUMBERS
)
COMPARED = tuple(
    Input(
        f"jamf{i}",
        f"Jämförelse för indikator {i}",
        None,
        "Rikets publicerade värde i referensdata, till exempel bakgrund;kategori=Antal; utländsk "
        "bakgrund;av=Antal; utländsk bakgrund | Antal; svensk bakgrund. Tomt: ingen jämförelse.",
        inputs.text(500),
        "input_text",
        is_example=False,
    )
    for i in NUMBERS
)
SHOWN_ROW = Input(
    "visad_typ",
    "Områdestyp på bladet Grupper",
    "totalt",
    'Vilka bladet Grupper jämför: "totalt", en områdestyp 1–5, "1+2" eller "okänd".',
    inputs.one_of(ROW_NAMES),
    is_example=False,
)
MAPPED = (
    Input(
        INDICATOR,
        "Karta: indikator",
        column(1),
        f"Vilken kolumn i Indata bladet Karta visar, {column(1)}–{column(MOST)}; namnen står på "
        "bladet Namn.",
        inputs.one_of(tuple(map(column, NUMBERS))),
        is_example=False,
    ),
    Input(
        MAP_AREA,
        "Karta: län, kommun",
        None,
        "Kod för länet eller kommunen som bladet Karta visar, till exempel 01, eller 00 för hela "
        "riket. Tom: ingen karta.",
        inputs.text(10),
        "input_text",
        is_example=False,
    ),
    *maps.BESIDE,
)
ON_START = (
    inputs.AGENCY,
    replace(inputs.HEADING, example="Exempel: unga vuxna efter utbildning"),
    SHOWN_ROW,
    inputs.YEAR,
    replace(inputs.OWN_VINTAGE, example="RegSO 2020"),
    inputs.THRESHOLD,
    inputs.LEVEL,
    *MAPPED,
)
INPUTS = (*ON_START, *NAMES, *MEASURED, *COMPARED)
