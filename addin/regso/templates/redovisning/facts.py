"""What the report of the assignment answers, with which words, and a fictional example of it."""

from __future__ import annotations

from typing import Final, NamedTuple

from regso.workbook.agencies import AGENCIES, Agency
from regso.workbook.declared import Content

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

_REASONS = (
    (
        (YES, "Registret kodas med DeSO och kan summeras till RegSO utan nya uppgifter.", "", "U1"),
        (PARTLY, "Planeringen görs per kontor; RegSO ger läget men inte kontorets upptagningsområde"
         ".", OBSTACLES[0].name, ""),
        (PARTLY, "Riktlinjer gäller hela landet. RegSO används för att beskriva var behoven finns.",
         OBSTACLES[6].name, ""),
        (YES, "Samma områden följs år från år inom en indelning.", "", "U1"),
    ),
    (
        (YES, "Indexet förklarar en del av skillnaderna mellan områden.", "", "U1"),
        (PARTLY, "Indexet rangordnar områden men säger inte vilken insats som behövs.",
         OBSTACLES[1].name, ""),
        (NO, "Indexet är för övergripande för att rikta en enskild insats.", OBSTACLES[1].name, ""),
        (PARTLY, "Revideringar gör att äldre år måste räknas om.", OBSTACLES[2].name, ""),
    ),
    (
        (YES, "Andelen skiljer sig tydligt mellan områdestyperna.", "", "U1; U2"),
        (YES, "Fem grupper räcker för att fördela resurser på nationell nivå.", "", "U1"),
        (PARTLY, "Typ 1 och 2 kan prioriteras, men områden byter typ utan att läget har ändrats.",
         OBSTACLES[3].name, ""),
        (PARTLY, "Små grupper måste döljas när de delas upp på kön och ålder.",
         OBSTACLES[5].name, "U2"),
    ),
    (
        (YES, "Ger en snabb överblick innan det egna registret bearbetas.", "", "U3"),
        (NO, "Egna uppgifter kan inte läggas in.", "egna data kan inte läggas till", ""),
        (NOT_TRIED, "Har inte prövats i det här arbetet.", "", ""),
        (NOT_TRIED, "Har inte prövats i det här arbetet.", "", ""),
    ),
)  # fmt: skip


def decided(agency: Agency) -> str:
    """Return the date of the decision; it stands beside the diarienummer, or is not known."""
    return _DAY if agency.dnr else ""


def example_matrix() -> list[tuple[str, ...]]:
    """Return the fictional rows of the table Indata: one for each tool and use."""
    reasons = [reason for row in _REASONS for reason in row]
    return [
        (tool, use, answer, f"{EXAMPLE} {text}", obstacle, evidence)
        for (tool, use), (answer, text, obstacle, evidence) in zip(PAIRS, reasons, strict=True)
    ]


def example_evidence() -> list[tuple[Content, ...]]:
    """Return the rows of the table Underlag that go with the example."""
    book, sheet = "omradestyper.xlsx", "Områdestyper"
    return [
        ("U1", "Påhittat: tabell och diagram per områdestyp 1–5", book, sheet, None, None),
        ("U2", "Påhittat: andel i områdestyp 1", book, sheet, "G6", None),
        ("U3", "Påhittat: genomgång av Segregationsbarometern", None, None, None, "8 kommuner"),
    ]
