"""The template Redovisning: what the agency answers the government, as a matrix."""

from __future__ import annotations

import datetime as dt
from typing import Any

from regso.templates.redovisning import matrix
from regso.templates.redovisning.facts import (
    ANOTHER_ASSIGNMENT,
    ANSWERS,
    EXAMPLE,
    ITS_AGENCY,
    NO,
    PAIRS,
    PARTLY,
    TOOLS,
    USES,
    YES,
    example_evidence,
    example_matrix,
)
from regso.templates.redovisning.source import GOAL_CELLS, OBSTACLE_CELLS, source
from regso.templates.redovisning.summary import summary
from regso.workbook import inputs
from regso.workbook import standard as pages
from regso.workbook.book import Book
from regso.workbook.check import Check
from regso.workbook.checks import ADD_IN
from regso.workbook.declared import Column, Input, SideTable
from regso.workbook.examples import ExampleRows

NAME = "redovisning"
TITLE = "Redovisning av uppdraget"
REPORT = matrix.REPORT
EVIDENCE = "Underlag"  # both the sheet and its table
LONGEST = 200  # characters of a motivation that the printed matrix has room for
_LONGEST_STORED = 2000
_NO_DAYS = "Fel: ange avstämningsdag och sista dag för redovisningen."
_OWN_WORDS = "Svara ja om du vill använda egna ord."


def _chosen(source: Any, message: str, *, own_words: bool) -> dict[str, Any]:
    """Return the rule of a list that stands in cells; own words are let through with a question."""
    kind = "warning" if own_words else "stop"
    return {
        "validate": "list",
        "source": source,
        "error_type": kind,
        "error_title": "Finns inte i listan",
        "error_message": message,
    }


def _text(longest: int) -> dict[str, Any]:
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
EVIDENCE_COLUMNS = (
    Column("nr", "det som kolumnen underlag i Indata hänvisar till, till exempel U1.", True, True),
    Column("visar", "vad underlaget visar.", True, True, wraps=True),
    Column(
        "arbetsbok", "filnamnet på en ifylld mall, till exempel omradestyper.xlsx.", False, True
    ),
    Column("blad", "resultatbladet i arbetsboken, till exempel Områdestyper.", False, True),
    Column("cell", "cellen med ett enda tal; tomt betyder hela bladet.", False, True),
    Column("varde", "talet som det ska stå, om det inte läses ur arbetsboken.", False, True),
)


def _goal(number: int) -> Input:
    return Input(
        f"delmal_{number}",
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
    *map(_goal, (1, 2, 3)),
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
LEAD = "Svar till regeringen: vilka statistikverktyg kan användas, till vad, och vad hindrar"
STEPS = (
    (
        "1  Ställ in",
        "Välj myndighet i de gula fälten här nedanför och fyll i det som beslutet inte säger.",
    ),
    (
        "2  Svara",
        "På bladet Indata finns en rad för varje verktyg och användning. Välj svar och skriv varför"
        ", vad som hindrar och vilket underlag som visar det. Ta bort exemplets texter.",
    ),
    (
        "3  Visa underlaget",
        "Skriv på bladet Underlag vilken arbetsbok, vilket blad och vilken cell varje U-nummer är."
        " Inga länkar behövs.",
    ),
    (
        "4  Granska och lämna",
        "Se att ingen kontroll börjar med Fel, och skriv ut bladen Redovisning och Sammanfattning. "
        "Word-rapporten görs med: regso report MYNDIGHET -d redovisning.xlsx -o rapport.docx",
    ),
)

TABLES = (
    SideTable(
        name=EVIDENCE,
        sheet=EVIDENCE,
        columns=EVIDENCE_COLUMNS,
        rows=example_evidence(),
        known_by="visar",
    ),
)
_EXAMPLE_TEXTS = ExampleRows(
    f'COUNTIF(Indata[motivering],"{EXAMPLE}*")',
    "COUNTA(Indata[verktyg])",
    "exemplets texter (påhittade)",
    "Exempeltexter",
)
CHECKS = (
    ADD_IN,
    _EXAMPLE_TEXTS.left(INPUTS, TABLES),
    Check(
        f"Svar i {len(PAIRS)} rutor",
        matrix.count(*ANSWERS),
        f'IF({{value}}={len(PAIRS)},"OK: varje verktyg och användning har ett svar.",'
        f'"Fel: "&{len(PAIRS)}-{{value}}&" rutor saknar svar. Fyll i Indata.")',
    ),
    Check(
        "Motiveringar som saknas",
        matrix.without("motivering", *(a for a in ANSWERS if a != YES)),
        f'IF({{value}}=0,"OK: alla svar utom {YES} är motiverade.",'
        f'"Fel: svar som inte är {YES} måste motiveras i Indata.")',
    ),
    Check(
        "Rader utanför matrisen",
        f'SUMPRODUCT((Indata[verktyg]&Indata[anvandning]&Indata[svar]<>"")*1)-{matrix.found()}',
        'IF({value}=0,"OK: varje rad i Indata har sin ruta.",'
        '"Fel: rader har ett okänt verktyg eller en okänd användning, eller finns två gånger.")',
    ),
    Check(
        "Hinder som saknas",
        matrix.without("hinder", PARTLY, NO),
        f'IF({{value}}=0,"OK: svaren {PARTLY} och {NO} har ett hinder.",'
        f'"Granska: svar med {PARTLY} eller {NO} säger inte vad som hindrar.")',
    ),
    Check(
        "Underlag som saknas",
        matrix.without("underlag", YES),
        f'IF({{value}}=0,"OK: varje {YES} hänvisar till ett underlag.",'
        f'"Granska: svar med {YES} hänvisar inte till något underlag.")',
    ),
    Check(
        "Längsta motivering",
        matrix.longest(),
        f'IF({{value}}<={LONGEST},"OK: motiveringarna får plats i utskriften.",'
        f'"Granska: texter över {LONGEST} tecken klipps i utskriften. Word-rapporten har hela '
        'texten.")',
    ),
    Check(
        "Diarienummer",
        f'REGSO_KONTROLL("dnr",{matrix.DNR})',
        f'IF({matrix.DNR}&""="","Fel: beslutets diarienummer är inte känt. Skriv av ert beslut.",'
        f'IF({{value}}&""="OK","OK: "&{matrix.DNR}&" har rätt form.","Fel: "&{{value}}))',
    ),
    Check(
        "Delmål",
        matrix.goals(),
        f'IF({{value}}=0,"Fel: beslutet namnger inget delmål. Välj det som verksamheten gäller.",'
        f"IF(AND({{value}}=1,{matrix.SEVERAL}),"
        '"Granska: beslutet säger flera av delmålen, men bara ett är valt.",'
        '"OK: delmål finns."))',
    ),
    Check(
        f"Uppdraget {ANOTHER_ASSIGNMENT}",
        f'IF(myndighet="{ITS_AGENCY}","gäller","gäller inte")',
        f'IF(myndighet<>"{ITS_AGENCY}","OK: gäller bara {ITS_AGENCY}.",IF(TRIM(beaktat)="",'
        f'"Fel: skriv hur uppdraget {ANOTHER_ASSIGNMENT} har beaktats.",'
        '"OK: det står hur uppdraget har beaktats."))',
    ),
    Check(
        "Dagar till redovisning",
        matrix.DAYS_LEFT,
        f'IF(NOT(ISNUMBER({{value}})),"{_NO_DAYS}",IF({{value}}<0,"Fel: "&{matrix.DEADLINE}&".",'
        f'IF({{value}}<=7,"Granska: "&{matrix.DEADLINE}&", högst en vecka kvar.",'
        f'"OK: "&{matrix.DEADLINE}&".")))',
        _NO_DAYS,
    ),
    _EXAMPLE_TEXTS.check(),
)


def build() -> bytes:
    """Return the workbook as built: example data in Indata, formulas not yet calculated."""
    book = Book(TITLE)
    pages.start(book, LEAD, STEPS, INPUTS, CHECKS)
    pages.data(
        book,
        COLUMNS,
        [tuple(cell or None for cell in row) for row in example_matrix()],
        about=f"Exemplet är påhittat. Ersätt texterna som börjar med {EXAMPLE}",
    )
    _evidence(book)
    matrix.report(book)
    summary(book)
    source(book)
    pages.functions(book)
    return book.save()


def _evidence(book: Book) -> None:
    """Add the sheet Underlag, a table without protection so that it can grow."""
    sheet = book.sheet(
        EVIDENCE, (8, 46, 26, 22, 10, 20), use="input", landscape=True, protected=False
    )
    sheet.put("A1", EVIDENCE, "title")
    sheet.put("A2", "Vilka siffror svaren bygger på, och var de finns", "lead")
    for row, column in enumerate(EVIDENCE_COLUMNS, 3):
        sheet.put(f"A{row}", f"{column.name}: {column.doc}", "aside")
    top = 3 + len(EVIDENCE_COLUMNS)
    pages.side_table(sheet, f"A{top}", TABLES[0])
    sheet.heights({1: 32, 2: 20})
    sheet.raw.freeze_panes(top, 0)
    sheet.raw.set_selection(f"A{top + 1}")
