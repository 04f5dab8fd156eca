"""The first page: the letter that the report is handed over with, and the lines to sign it on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from regso.report.answers import Answers
from regso.report.word import Document

TITLE = "Redovisning av uppdraget om förstärkt arbete mot segregation"
_EXAMPLE = "UTKAST – PÅHITTAT EXEMPEL: svaren är inte myndighetens"
_DRAFT = "UTKAST – redovisningen är inte komplett"
_TO_FILL_IN = "____________________"


def missive(
    document: Document,
    answers: Answers,
    missing: Sequence[str],
    day: dt.date,
    appendices: Sequence[str],
) -> None:
    """Write the page: whose, to whom and about what, the conclusion, and who signs.

    A draft has a mark at the head of every page, the reasons, and no lines to sign on.
    """
    if missing:
        document.mark(_EXAMPLE if answers.fictional else _DRAFT)
    document.text("Missiv", "Subtitle")
    document.title(TITLE)
    for label, text in _facts(answers, day):
        if text:
            document.fact(label, text)
    document.text(_handing_over(answers), before=12)
    if answers.conclusion:
        document.text(f"Myndighetens slutsats: {answers.conclusion}")
    if answers.settings.get("kontaktperson"):
        document.text(f"Kontakt i ärendet: {answers.settings['kontaktperson']}.")
    document.fact("Bilagor", "; ".join(appendices) or "inga")
    if missing:
        document.text("Utkastet kan inte undertecknas. Det här återstår:", with_next=True)
        document.bullets(missing)
        return
    document.to_sign("Ort och datum")
    document.to_sign("Underskrift")
    document.to_sign("Namnförtydligande och befattning", answers.settings.get("undertecknare", ""))


def _facts(answers: Answers, day: dt.date) -> tuple[tuple[str, str], ...]:
    settings = answers.settings
    return (
        ("Myndighet", answers.agency.name),
        ("Vårt dnr", settings.get("eget_dnr") or _TO_FILL_IN),
        ("Datum", day.isoformat()),
        ("Till", settings.get("mottagare") or "Regeringskansliet (Justitiedepartementet)"),
        ("Uppdraget", f"{_decision(answers)}, dnr {answers.dnr or 'saknas'}"),
        ("Redovisas senast", settings.get("redovisningsdatum", "")),
        ("Ansvarig", settings.get("ansvarig", "")),
    )


def _decision(answers: Answers) -> str:
    numbered = answers.agency.decision  # such as Regeringsbeslut II 5
    decision = f"{numbered}," if numbered else "Regeringens beslut"
    return f"{decision} {answers.decided}".rstrip(" ,")


def _handing_over(answers: Answers) -> str:
    return (
        f"{answers.agency.name} redovisar härmed uppdraget att analysera i vilken utsträckning nya "
        "statistikverktyg för uppföljning av socioekonomisk segregation kan användas som stöd i "
        "verksamheten. Svaren lämnas för varje verktyg och användning, med de tal som de bygger på."
    )
