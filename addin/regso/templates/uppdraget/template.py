"""The template Uppdraget: plan, money and accounts of a government assignment.

A cost log becomes a follow-up with forecast, and three pages to Kammarkollegiet that are marked
as drafts until their checks pass. It has no area codes.
"""

from __future__ import annotations

from regso.templates.uppdraget import checks, example, followup, forms, letters, plan
from regso.templates.uppdraget.fields import (
    DEADLINES,
    INPUTS,
    KINDS,
    ON_START,
    known,
    used,
)
from regso.workbook import standard as pages
from regso.workbook import theme
from regso.workbook.agencies import AGENCIES
from regso.workbook.book import Book
from regso.workbook.declared import Column
from regso.workbook.inputs import day, one_of

__all__ = ["COLUMNS", "INPUTS", "NAME", "PICTURED", "REPORT", "TITLE", "build"]

NAME = "uppdraget"
TITLE = "Uppdraget: plan, medel och redovisning"
REPORT = followup.NAME
PICTURED = {
    "rekvisition": letters.CLAIM,
    "ekonomisk_redovisning": letters.ACCOUNT,
    "aterbetalning": letters.REPAYMENT,
}
COLUMNS = (
    Column(
        "datum",
        "den dag som kostnaden hör till, till exempel 2022-09-15.",
        required=True,
        number_format=theme.DATE,
        rule=day(),
    ),
    Column(
        "kostnadsslag",
        "ett av listans. OH bara när den är bokförd; ett pålägg anges på bladet Start.",
        required=True,
        is_text=True,
        rule=one_of(KINDS),
        width=30,
    ),
    Column(
        "text", "vad det är och leverantör. Skriv inga personuppgifter.", is_text=True, width=34
    ),
    Column(
        "belopp",
        "kronor exklusive moms, med ören. En kreditering är negativ.",
        required=True,
        number_format="#,##0.00",
    ),
    Column(
        "moms",
        "kronor. Räknas bara när Moms ingår är ja på bladet Start; får vara tom.",
        number_format="#,##0.00",
    ),
    Column("verifikation", "verifikationens nummer i bokföringen.", is_text=True),
)
LEAD = "Uppdraget från beslut till återbetalning: budget, kostnader, frister och tre sidor"
STEPS = (
    (
        "1  Ställ in",
        "Välj myndighet här nedanför. Fyll i bladen Uppgifter och Budget. Det som besluten anger "
        "är redan ifyllt; resten är tomt och rött på bladet Kontroll.",
    ),
    (
        "2  Rekvirera",
        "Skriv dagen på bladet Frister, se att sidan Rekvisition inte längre är utkast, skriv ut "
        "och skriv under. Sista dag är 2022-09-15 enligt besluten.",
    ),
    (
        "3  Logga",
        "Klistra in kostnaderna i tabellen på bladet Indata, en rad per verifikation. Följ "
        "utfall, budget och prognos på bladet Uppföljning.",
    ),
    (
        "4  Redovisa och återbetala",
        "Skriv vad som återbetalas här nedanför och dagen på bladet Frister. Skriv ut Ekonomisk "
        "redovisning och Återbetalning när de inte längre är utkast.",
    ),
)
_ROWS_ABOUT = (
    f"Klistra in dina egna rader över exemplet. Det är påhittat: verifikationerna börjar på "
    f"{example.MARK}."
)


def build() -> bytes:
    """Return the workbook as built: a fictional cost log, formulas not yet calculated."""
    book = Book(TITLE)
    pages.start(book, LEAD, STEPS, ON_START, checks.ON_START)
    pages.data(book, COLUMNS, example.log(), about=_ROWS_ABOUT)
    forms.sheet_of_fields(book)
    plan.sheet_of_budget(book)
    followup.sheet_of_followup(book)
    plan.sheet_of_deadlines(book)
    letters.sheets(book, checks.FAILING)
    checks.sheet_of_checks(book)
    forms.sheet_of_facts(book)
    _background(book)
    pages.functions(book)
    return book.save()


def _background(book: Book) -> None:
    """Add the sheet Underlag: what the decision says, and what is not known."""
    sheet = book.sheet("Underlag", (2, 28, 92), use="help")
    sheet.put("B1", "Underlag", "title")
    sheet.put("B2", "Vad besluten säger, och vad som inte är känt", "lead")
    sheet.heights({1: 32, 2: 20, 3: 10, 4: 22})
    sheet.put("B4", "uppgift", "header")
    sheet.put("C4", "värde", "header")
    decision = f'{used("uppdrag")}&", "&{plan.dated(used("beslut_datum"))}&", dnr "&'
    decision += f'IF({used("dnr")}="","inte känt",{used("dnr")})'
    goals = f'IF({known("G")}="","inte känt",{known("G")})'
    rows = (
        ("Beslut", decision),
        ("Delmål enligt beslutet", goals),
        ("Beslutet säger också", known("H")),
        *((label, f'"{text}"') for label, text in _BACKGROUND),
    )
    for row, (label, formula) in enumerate(rows, 5):
        sheet.put(f"B{row}", label, "cell_name")
        sheet.formula(f"C{row}", formula, "cell_wrap")
        lines = -(-len(formula) // _LINE) if formula.startswith('"') else 2
        sheet.heights({row: 15 * lines + 6})
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection("B1")


_LINE = 105  # characters, about
_NOT_AT_HAND = ", ".join(name for name, agency in AGENCIES.items() if agency.goals == ())
_BACKGROUND = (
    (
        "Medel",
        "Besluten ger var och en av de åtta myndigheterna 500 000 kronor ur utgiftsområde 13, "
        "anslag 4:1 Åtgärder mot segregation, ap. 2. De utbetalas engångsvis efter rekvisition.",
    ),
    ("Frister", "; ".join(f"{d.label} {d.due}" for d in DEADLINES) + "."),
    (
        "Diarienummer",
        "Rekvisition, återbetalning och redovisning ska hänvisa till beslutets diarienummer.",
    ),
    (
        "Beslut i underlaget",
        "De till Arbetsförmedlingen, Försäkringskassan, Polismyndigheten, Socialstyrelsen och "
        "Statens skolverk. De två sista är inskannade utan diarienummer, adress och sändlista.",
    ),
    (
        "Beslut utanför underlaget",
        "De till "
        + ", ".join(name for name, a in AGENCIES.items() if not a.is_known)
        + ": belopp och frister är här desamma; kontrollera dem mot ert beslut.",
    ),
    (
        "Stavning",
        "Tre av besluten skriver nyanlända invandrades etablering. Här står invandrares, som i "
        "de två andra.",
    ),
    (
        "Kammarkollegiets blankett",
        "Inte känd. Sidorna följer det som besluten kräver; finns en blankett gäller den.",
    ),
    (
        "Kammarkollegiets konto",
        "Besluten anger inget. Bankgiro 5052-5781 står i andra beslut 2018–2022: fråga "
        "Kammarkollegiet innan ni betalar.",
    ),
    (
        "Sista dag för kostnader",
        "Besluten anger ingen. Årsskiftet är mallens antagande; fråga Kammarkollegiet.",
    ),
    (
        "Moms",
        "Myndigheter har normalt rätt till kompensation för ingående moms, förordning (2002:831), "
        "och redovisar då kostnader exklusive moms. Besluten säger inget om moms.",
    ),
    ("OH", "Besluten säger inget om OH. Följ myndighetens egen modell och ange den på sidorna."),
)
