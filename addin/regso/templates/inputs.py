"""The inputs that templates share, with the examples that they are built with."""

from __future__ import annotations

from typing import Any

from regso.templates.book import Input

AGENCIES = (
    "Arbetsförmedlingen",
    "Folkhälsomyndigheten",
    "Försäkringskassan",
    "Polismyndigheten",
    "Socialstyrelsen",
    "Statens servicecenter",
    "Statens skolverk",
    "Trafikverket",
)
UNKNOWN_VINTAGE = "vet inte"
VINTAGES = ("RegSO 2020", "RegSO 2025", "DeSO 2018", "DeSO 2025", UNKNOWN_VINTAGE)
MEASURES = ("andel", "tal", "medel")


def _one_of(values: tuple[str, ...]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(values),
        "error_message": "Välj ett av värdena i listan.",
    }


def _between(kind: str, low: float, high: float, message: str) -> dict[str, Any]:
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_message": message,
    }


AGENCY = Input(
    "myndighet",
    "Myndighet",
    "Arbetsförmedlingen",
    "Står i rapportens underrubrik.",
    _one_of(AGENCIES),
)
HEADING = Input(
    "rubrik",
    "Rubrik",
    "Andel arbetslösa av befolkningen 16–64 år",
    "Vad tabellen visar: säg av vilka, så att andelen inte kan misstas för ett annat mått.",
    {
        "validate": "length",
        "criteria": "between",
        "minimum": 1,
        "maximum": 110,
        "error_message": "Skriv en rubrik på högst 110 tecken.",
    },
)
MEASURE = Input(
    "matt",
    "Mått",
    "andel",
    "andel (täljaren är en del av nämnaren), tal (händelser per 1 000) eller medel (till exempel "
    "kronor per person).",
    _one_of(MEASURES),
)
YEAR = Input(
    "ar",
    "Områdestypernas år",
    2022,
    "Året avgör indelningen: till och med 2023 RegSO 2020/DeSO 2018, från 2024 RegSO 2025/"
    "DeSO 2025.",
    _between("integer", 2011, 2100, "Ange ett år från och med 2011, till exempel 2022."),
    "input_year",
)
OWN_VINTAGE = Input(
    "indelning",
    "Registrets indelning",
    "DeSO 2018",
    "Indelningen som ditt registers koder hör till. De flesta koder finns i båda indelningarna, "
    "så fel indelning syns inte på koden.",
    _one_of(VINTAGES),
)
THRESHOLD = Input(
    "troskel",
    "Tröskel",
    5,
    'Lägsta antal personer som får visas. Mindre antal, och det som röjer dem, blir "..". '
    "1 döljer inget.",
    _between("integer", 1, 1000, "Ange ett heltal från 1 till 1 000, till exempel 5."),
    "input_count",
)
LEVEL = Input(
    "konf",
    "Konfidensnivå",
    0.95,
    "För intervallet kring värdet; 0,95 är vanligast.",
    _between("decimal", 0.5, 0.999, "Ange ett tal från 0,5 till 0,999, till exempel 0,95."),
    "input_level",
)
