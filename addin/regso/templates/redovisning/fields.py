"""What the user of Redovisning fills in: the columns of Indata, and the inputs on Start."""

from __future__ import annotations

import datetime as dt

from regso.templates.redovisning.decision import OWN_GOALS
from regso.templates.redovisning.facts import (
    ANOTHER_ASSIGNMENT,
    ANSWERS,
    EXAMPLE,
    ITS_AGENCY,
    TOOLS,
    USES,
    YES,
)
from regso.templates.redovisning.source import GOAL_CELLS, OBSTACLE_CELLS
from regso.workbook import inputs
from regso.workbook.declared import Column, Input, Rule

LONGEST = 200  # characters of a motivation that the printed matrix has room for
_LONGEST_STORED = 2000
LONGEST_CONCLUSION = 500
_CONCLUSION = (
    "Områdestyperna är till stöd i analys och planering, där hela områden jämförs. De räcker inte "
    "för att rikta insatser till enskilda personer, och byte av typ visar inte om ett område har "
    "förändrats."
)
_OWN_WORDS = "Svara ja om du vill använda egna ord."


def _chosen(source: str | list[str], message: str, *, own_words: bool) -> Rule:
    """Return the rule of a list that stands in cells; own words are let through with a question."""
    kind = "warning" if own_words else "stop"
    return {
        "validate": "list",
        "source": source,
        "error_type": kind,
        "error_title": "Finns inte i listan",
        "error_message": message,
    }


def _text(longest: int) -> Rule:
    return {**inputs.text(longest), "error_title": "Texten är för lång"}


COLUMNS = (
    Column(
        "verktyg", f"{', '.join(TOOLS[:-1])} eller {TOOLS[-1]}.", True, True,
        rule=_chosen(list(TOOLS), "Välj ett av verktygen i listan.", own_words=False),
        wraps=True, width=24,
    ),
    Column(
        "anvandning", f"{', '.join(USES[:-1])} eller {USES[-1]}.", True, True,
        rule=_chosen(list(USES), "Välj en av användningarna i listan.", own_words=False),
        wraps=True, width=14,
    ),
    Column(
        "svar", f"{', '.join(ANSWERS[:-1])} eller {ANSWERS[-1]}.", True, True,
        rule=_chosen(list(ANSWERS), "Välj ett av svaren i listan.", own_words=False),
        wraps=True, width=11,
    ),
    Column(
        "motivering", f"varför; måste finnas när svaret inte är {YES}. Högst {LONGEST} tecken får "
        "plats i utskriften, Word-rapporten har hela texten.", is_text=True,
        rule=_text(_LONGEST_STORED), wraps=True, width=58,
    ),
    Column(
        "hinder", "välj ur listan eller skriv egna ord; skilj flera åt med semikolon.",
        is_text=True,
        rule=_chosen(f"={OBSTACLE_CELLS}", _OWN_WORDS, own_words=True),
        wraps=True, width=34,
    ),
    Column(
        "underlag", "numret i tabellen Underlag, till exempel U1, eller flera: U1; U2.",
        is_text=True, wraps=True, width=14,
    ),
)  # fmt: skip


def _goal(number: int, name: str) -> Input:
    return Input(
        name,
        f"Delmål {number}",
        None,
        "Bara när beslutet inte namnger delmålet: välj ur listan (de delmål som de andra besluten "
        "namnger) eller skriv egna ord ur strategin.",
        _chosen(f"={GOAL_CELLS}", _OWN_WORDS, own_words=True),
        is_example=False,
    )


INPUTS = (
    inputs.AGENCY,
    Input(
        "dnr", "Diarienummer", None,
        "Regeringsbeslutets. Tomt betyder det som bladet Källa har; saknas det där: skriv av ert "
        "beslut.",
        inputs.text(30), "input_text", is_example=False,
    ),
    Input(
        "beslutsdatum", "Beslutets datum", None, "Tomt betyder datumet på bladet Källa.",
        inputs.day(), "input_date", is_example=False,
    ),
    Input(
        "eget_dnr", "Vårt diarienummer", None,
        "Myndighetens eget. Skrivs i missivet; tomt blir en rad att fylla i.",
        inputs.text(40), "input_text", is_example=False,
    ),
    Input(
        "mottagare", "Mottagare", "Regeringskansliet (Justitiedepartementet)",
        "Den som uppdraget ska redovisas till.", inputs.text(100), is_example=False,
    ),
    Input(
        "redovisningsdatum", "Redovisas senast", dt.date(2022, 10, 28),
        "Beslutets sista dag för redovisningen.", inputs.day(), "input_date", is_example=False,
    ),
    Input(
        "avstamningsdag", "Avstämningsdag", dt.date(2022, 10, 14),
        "Dagen som kontrollerna och rapporten gäller.", inputs.day(), "input_date",
        is_example=False,
    ),
    Input(
        "ansvarig", "Ansvarig", None, "Vem som svarar för redovisningen. Skrivs i rapporten.",
        inputs.text(100), "input_text", is_example=False,
    ),
    Input(
        "kontaktperson", "Kontakt", None, "Namn, e-post eller funktion. Skrivs i rapporten.",
        inputs.text(100), "input_text", is_example=False,
    ),
    Input(
        "undertecknare", "Undertecknare", None,
        "Namn och befattning, till exempel Anna Ek, generaldirektör. Tomt blir en rad att fylla i.",
        inputs.text(100), "input_text", is_example=False,
    ),
    Input(
        "slutsats", "Slutsats", f"{EXAMPLE} {_CONCLUSION}",
        f"I vilken utsträckning verktygen kan användas, och vad som begränsar. Högst "
        f"{LONGEST_CONCLUSION} tecken.",
        inputs.text(LONGEST_CONCLUSION), "input_text", is_example=True, height=110,
    ),
    *(_goal(number, name) for number, name in enumerate(OWN_GOALS, 1)),
    Input(
        "beaktat", f"Uppdraget {ANOTHER_ASSIGNMENT}",
        f"{EXAMPLE} Långtidsarbetslösa redovisas per områdestyp i samma tabeller.",
        f"Bara {ITS_AGENCY}: hur uppdraget om att minska långtidsarbetslösheten har beaktats.",
        inputs.text(400), "input_text", is_example=True,
    ),
    Input(
        "kopia_till", "Kopia till", None,
        "Tomt betyder beslutets egen lista (bladet Källa). Skilj mottagarna åt med semikolon.",
        inputs.text(400), "input_text", is_example=False,
    ),
)  # fmt: skip
