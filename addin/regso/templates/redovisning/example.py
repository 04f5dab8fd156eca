"""A fictional example of the answers, and where their figures stand."""

from __future__ import annotations

from regso.templates.anvandbarhet import linked
from regso.templates.redovisning.facts import (
    EXAMPLE,
    NO,
    NOT_TRIED,
    OBSTACLES,
    PAIRS,
    PARTLY,
    YES,
)
from regso.workbook.declared import Content

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
        (YES, "Andelen skiljer sig tydligt mellan områdestyperna.", "", "U1"),
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


def example_matrix() -> list[tuple[str, ...]]:
    """Return the fictional rows of the table Indata: one for each tool and use."""
    reasons = [reason for row in _REASONS for reason in row]
    return [
        (tool, use, answer, f"{EXAMPLE} {text}", obstacle, _numbers(tool, use, evidence))
        for (tool, use), (answer, text, obstacle, evidence) in zip(PAIRS, reasons, strict=True)
    ]


def _numbers(tool: str, use: str, others: str) -> str:
    """Return the evidence of a cell: its figures in Användbarhet first, then what else there is."""
    return "; ".join(filter(None, (linked.numbers_of(tool, use), others)))


def example_evidence() -> list[tuple[Content, ...]]:
    """Return the rows of the table Underlag that go with the example.

    Those of Användbarhet are no example: they say where the figures stand in a filled workbook.
    """
    book, sheet = "omradestyper.xlsx", "Områdestyper"
    return [
        *((*row, None) for row in linked.evidence()),
        ("U1", "Påhittat: tabell och diagram per områdestyp 1–5", book, sheet, None, None),
        ("U2", "Påhittat: andel i områdestyp 1", book, sheet, "G6", None),
        ("U3", "Påhittat: genomgång av Segregationsbarometern", None, None, None, "8 kommuner"),
    ]
