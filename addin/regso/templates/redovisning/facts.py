"""What the report of the assignment answers, and with which words."""

from __future__ import annotations

from typing import Final, NamedTuple

from regso.workbook.agencies import AGENCIES, Agency

REPORT: Final = "Redovisning"  # the sheet with the printed matrix
TOOLS: Final = (
    "RegSO",
    "socioekonomiskt index",
    "statistik per områdestyp",
    "Segregationsbarometern",
)
USES: Final = ("analys", "planering", "inriktning", "uppföljning")
YES, PARTLY, NO, NOT_TRIED = ANSWERS = ("ja", "delvis", "nej", "ej prövat")
PAIRS: Final = tuple((tool, use) for tool in TOOLS for use in USES)

ANOTHER_ASSIGNMENT: Final = "A2022/00330"
ITS_AGENCY: Final = "Arbetsförmedlingen"
WITHOUT_SOM: Final = ITS_AGENCY  # its decision says the same without the word
QUESTION: Final = (
    "i uppdrag att analysera och redovisa i vilken utsträckning ",
    "som ",
    "nya statistikverktyg för uppföljning av socioekonomisk segregation, särskilt regionala "
    "statistikområden, socioekonomiskt index och statistik fördelat på områdestyper, ",
    "kan användas som ett stöd i analys, planering, inriktning och uppföljning av myndighetens "
    "verksamhet enligt ordinarie uppdrag.",
)
SEVERAL_GOALS: Final = "flera av delmålen"  # as two decisions say, without naming them
GOALS: Final = tuple(
    goal for agency in AGENCIES.values() for goal in agency.goals if goal != SEVERAL_GOALS
)
_DAY = "2022-04-28"  # of every decision whose head is in the text

EXAMPLE: Final = "Påhittat exempel:"  # what every motivation of the example begins with


class Obstacle(NamedTuple):
    """A named obstacle, and what it comes from."""

    name: str
    doc: str


OBSTACLES: Final = (
    Obstacle(
        "egna register saknar områdeskod",
        "RegSO fås ur adress, koordinat eller DeSO-kod; utan någon av dem kan raden inte placeras.",
    ),
    Obstacle(
        "indexet störs av områdets särdrag",
        "Studentområden, pensionärsområden, gränskommuner, nybyggnation och olika folkmängd "
        "påverkar indexet (SCB:s förbehåll).",
    ),
    Obstacle(
        "index och typer revideras",
        "SCB reviderade åren 2011–2020 när 2021 publicerades och har rättat tabellen flera "
        "gånger: skriv ned vilken version som användes.",
    ),
    Obstacle(
        "typerna är relativa",
        "Typen säger hur många standardavvikelser området ligger från indexets medelvärde. Byte "
        "av typ är därför inte detsamma som en förändring i området.",
    ),
    Obstacle(
        "gränserna ändras mellan indelningar",
        "RegSO 2020 gäller till och med 2023 och RegSO 2025 från 2024; samma kod kan vara ett "
        "annat område.",
    ),
    Obstacle(
        "små tal och sekretess",
        "Små antal måste döljas. I SCB:s befolkningsstatistik läggs från referensår 2025 "
        "dessutom en liten osäkerhet på varje tal.",
    ),
    Obstacle(
        "RegSO är för grovt",
        "Ett RegSO består av flera DeSO, och skillnader mellan dem syns inte.",
    ),
    Obstacle(
        "två index med samma namn",
        "SCB:s socioekonomiska index för RegSO är inte det socioekonomiska index som Skolverket "
        "fördelar bidrag efter.",
    ),
)


def decided(agency: Agency) -> str:
    """Return the date of the decision; it stands beside the diarienummer, or is not known."""
    return _DAY if agency.dnr else ""
