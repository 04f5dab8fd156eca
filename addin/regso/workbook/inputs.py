"""The inputs that templates share, with the examples that they are built with."""

from __future__ import annotations

import datetime as dt

from regso.workbook.agencies import AGENCIES
from regso.workbook.declared import Content, Input, Rule

UNKNOWN_VINTAGE = "vet inte"
VINTAGES = ("RegSO 2020", "RegSO 2025", "DeSO 2018", "DeSO 2025", UNKNOWN_VINTAGE)
SPREAD = "fördelning"  # no measure of REGSO_TABELL: the shares of all in the numerator
MEASURES = ("andel", "tal", "medel", SPREAD)


def one_of(values: tuple[str, ...]) -> Rule:
    """Return the rule of a list of choices."""
    return {
        "validate": "list",
        "source": list(values),
        "error_message": "Välj ett av värdena i listan.",
    }


def suggested(values: tuple[str, ...], message: str) -> Rule:
    """Return the rule of a list of choices beside which others may be written."""
    return {**one_of(values), "error_type": "information", "error_message": message}


def between(kind: str, low: Content, high: Content, message: str) -> Rule:
    """Return the rule of numbers, dates or lengths; kind is XlsxWriter's: integer, date ..."""
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_message": message,
    }


def text(longest: int) -> Rule:
    """Return the rule of a text."""
    return between("length", 0, longest, f"Skriv högst {longest} tecken.")


def day(message: str = "Ange ett datum, till exempel 2022-09-15.") -> Rule:
    """Return the rule of a date."""
    return between("date", dt.date(2000, 1, 1), dt.date(2100, 12, 31), message)


def kronor(message: str = "Ange ett belopp i hela kronor, 0 eller mer.") -> Rule:
    """Return the rule of an amount in whole kronor."""
    return between("integer", 0, 10**11, message)


AGENCY = Input(
    "myndighet",
    "Myndighet",
    "Arbetsförmedlingen",
    "Står i rapportens underrubrik.",
    one_of(tuple(AGENCIES)),
    is_example=False,
)
HEADING = Input(
    "rubrik",
    "Rubrik",
    "Andel arbetslösa av befolkningen 16–64 år",
    "Vad tabellen visar: säg av vilka, så att andelen inte kan misstas för ett annat mått.",
    between("length", 1, 110, "Skriv en rubrik på högst 110 tecken."),
    is_example=True,
)
MEASURE = Input(
    "matt",
    "Mått",
    "andel",
    "andel (täljaren är en del av nämnaren), tal (händelser per 1 000), medel (till exempel kronor "
    "per person) eller fördelning (av alla i täljaren, utan nämnare).",
    one_of(MEASURES),
    is_example=False,
)
YEAR = Input(
    "ar",
    "Områdestypernas år",
    2022,
    "Året avgör indelningen: till och med 2023 RegSO 2020/DeSO 2018, från 2024 RegSO 2025/"
    "DeSO 2025.",
    between("integer", 2011, 2100, "Ange ett år från och med 2011, till exempel 2022."),
    "input_year",
    is_example=False,
)
OWN_VINTAGE = Input(
    "indelning",
    "Registrets indelning",
    "DeSO 2018",
    "Indelningen som ditt registers koder hör till. De flesta koder finns i båda indelningarna, "
    "så fel indelning syns inte på koden.",
    one_of(VINTAGES),
    is_example=False,
)
THRESHOLD = Input(
    "troskel",
    "Tröskel",
    5,
    'Lägsta antal personer som får visas. Mindre antal, och det som röjer dem, blir "..". '
    "1 döljer inget.",
    between("integer", 1, 1000, "Ange ett heltal från 1 till 1 000, till exempel 5."),
    "input_count",
    is_example=False,
)
SYSTEM = Input(
    "system",
    "Koordinatsystem",
    "SWEREF99TM",
    "Systemet som koordinaterna i Indata har. Tal från ett annat system ger fel.",
    one_of(("SWEREF99TM", "WGS84", "RT90")),
    is_example=False,
)
# A missing threshold is #N/A, never "hide nothing".
LOWEST_SHOWN = "IF(troskel>=1,troskel,NA())"
LEVEL = Input(
    "konf",
    "Konfidensnivå",
    0.95,
    "För intervallet kring värdet; 0,95 är vanligast.",
    between("decimal", 0.5, 0.999, "Ange ett tal från 0,5 till 0,999, till exempel 0,95."),
    "input_level",
    is_example=False,
)
