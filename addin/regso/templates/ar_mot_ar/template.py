"""The template Uppföljning år mot år: own figures by type and year, and areas that change type."""

from __future__ import annotations

from regso.templates.ar_mot_ar import example as ar_mot_ar_example
from regso.templates.ar_mot_ar.moves import TABLE as MOVES_TABLE
from regso.templates.ar_mot_ar.moves import moves
from regso.templates.ar_mot_ar.report import (
    BASIS,
    EACH_YEAR,
    FIRST,
    LAST,
    OKAND,
    ONE_YEAR,
    SHEET,
    TABLE,
    report,
)
from regso.workbook import basis, checks, examples, inputs
from regso.workbook import standard as pages
from regso.workbook.book import Book
from regso.workbook.check import Check
from regso.workbook.checks import unless_error
from regso.workbook.declared import Column, Input

NAME = "ar_mot_ar"
TITLE = "Uppföljning år mot år"
REPORT = SHEET
COLUMNS = (
    Column("kod", "RegSO- eller DeSO-kod, eller en färdig områdestyp 1–5.", True, True),
    Column(
        "ar",
        "året som raden gäller, till exempel 2022; högst 15 olika år.",
        True,
        rule=inputs.YEAR.rule,
    ),
    Column("taljare", "täljaren, till exempel antal som fått arbete.", True),
    Column(
        "namnare",
        "nämnaren, till exempel antal inskrivna. Tom kolumn betyder antal, eller andel av raderna "
        "när täljaren är 0 eller 1 för varje person.",
    ),
)
OWN_VINTAGES = "varje års egen"
INPUTS = (
    inputs.AGENCY,
    Input(
        "rubrik",
        "Rubrik",
        "Exempel: andel nyinskrivna 18–24 år som fått arbete inom ett år",
        inputs.HEADING.hint,
        inputs.HEADING.rule,
        is_example=True,
    ),
    Input(
        "klassning",
        "Klassning",
        EACH_YEAR,
        f"{EACH_YEAR}: raden får sitt eget års områdestyp. {ONE_YEAR}: alla rader får typen för "
        "året här nedanför, så att bara det egna utfallet kan ändras mellan åren.",
        inputs.one_of((EACH_YEAR, ONE_YEAR)),
        is_example=False,
    ),
    Input(
        "ar",
        "Områdestypernas år",
        2024,
        f'Klassar alla rader när klassningen är "{ONE_YEAR}". Bladen Flytt, Matchning och Källa '
        "gäller alltid det året.",
        inputs.YEAR.rule,
        "input_year",
        is_example=False,
    ),
    Input(
        "indelning",
        "Registrets indelning",
        OWN_VINTAGES,
        f"{OWN_VINTAGES}: RegSO 2020/DeSO 2018 till och med 2023 och RegSO 2025/DeSO 2025 från "
        "2024. Annars indelningen som alla rader är kodade i.",
        inputs.one_of((OWN_VINTAGES, *inputs.VINTAGES)),
        is_example=False,
    ),
    Input(
        "ar_fore",
        "Flytt: från år",
        2022,
        "Bladet Flytt jämför områdestyperna det här året med dem i Områdestypernas år.",
        inputs.YEAR.rule,
        "input_year",
        is_example=False,
    ),
    Input(
        "omrade",
        "Flytt: område",
        "00",
        "Kod för kommun (fyra siffror) eller län (två siffror); 00 är hela riket.",
        inputs.between("length", 2, 8, "Ange 00, en länskod eller en kommunkod."),
        "input_text",
        is_example=False,
    ),
    inputs.THRESHOLD,
)
LEAD = "Egna uppgifter per områdestyp och år, och områden som har bytt typ"
STEPS = (
    (
        "1  Ställ in",
        "Fyll i de gula fälten här nedanför. Välj om varje år ska ha sina egna områdestyper eller "
        "om ett års typer ska gälla alla år.",
    ),
    (
        "2  Klistra in",
        "Klistra in registret i tabellen på bladet Indata: en rad per område (eller person) och "
        "år, med kod, år, täljare och nämnare.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna längst ned börjar med OK. Läs anmärkningarna på bladet År mot år "
        "innan åren jämförs. Indata kan vara personuppgifter: skicka inte arbetsboken vidare.",
    ),
)


def _years_in_error() -> str:
    """Return the sum, cell by cell: ISERROR of a range is one value in some spreadsheets."""
    cells = (f"'{REPORT}'!$C${row}" for row in range(FIRST, LAST + 1))
    return "+".join(f"IF(ISERROR({cell}),1,0)" for cell in cells)


_PAIR = ("taljare", "namnare")
# A register may have changed level from one year to another, which is no overlap.
_OVERLAPS = checks.OVERLAPS._replace(
    status=checks.OVERLAPS.status.replace("Fel: RegSO står", "Granska: RegSO står").replace(
        "Behåll den ena nivån.", "Samma år får bara ha den ena nivån."
    )
)
CHECKS = (
    checks.ADD_IN,
    examples.REGISTER.left(INPUTS),
    checks.ROWS_WITH_CODE,
    Check(
        "År i tabellen",
        unless_error(f"'{REPORT}'!{TABLE}", f"COUNT('{REPORT}'!$B${FIRST}:$B${LAST})"),
        'IF({value}<2,"Granska: det behövs minst två år för att följa en utveckling.",'
        '"OK: åren är inlästa.")',
        "Fel: tabellen kan inte räknas. Alla rader ska ha kod, täljare och årtal: inte datum, och "
        "högst 15 olika.",
    ),
    Check(
        "År utan områdestyper",
        unless_error(f"'{REPORT}'!{TABLE}", _years_in_error()),
        'IF({value}>0,"Granska: år utan områdestyper visar #SAKNAS!. Välj ett år för alla eller '
        'uppdatera referensdata.","OK: alla år har områdestyper.")',
    ),
    Check(
        "År med okänd områdestyp",
        unless_error(
            f"'{REPORT}'!{TABLE}",
            f'SUMPRODUCT((\'{REPORT}\'!{OKAND}&""<>"")*(\'{REPORT}\'!{OKAND}&""<>"0"))',
        ),
        checks.other_codes(
            'IF({value}>0,"Granska: rader saknar områdestyp och redovisas som okänd. Se bladet '
            'Matchning.","OK: alla rader har fått en områdestyp.")'
        ),
        "Granska: ett år saknar områdestyper, så raderna kan inte räknas.",
    ),
    checks.TOTALS,
    _OVERLAPS,
    checks.EXAMPLE_CODES,
    Check(
        "Registrets indelning",
        'IF(indelning="","saknas",indelning)',
        'IF(COUNT(Indata[ar])<COUNTA(Indata[ar]),"Granska: år i Indata är text. Gör om dem till '
        'tal, så att indelningen kan kontrolleras.",'
        f'IF(OR(indelning="",indelning="{inputs.UNKNOWN_VINTAGE}"),'
        '"Granska: ange registrets indelning. Samma kod kan vara olika områden i två indelningar.",'
        f'IF(klassning="{ONE_YEAR}",IF(indelning="{OWN_VINTAGES}",'
        "IF(AND((MIN(Indata[ar])<2024)=(ar<2024),(MAX(Indata[ar])<2024)=(ar<2024)),"
        '"OK: raderna har samma indelning som områdestypernas år.",'
        '"Fel: rader från andra sidan 2024 har en annan indelning än områdestypernas år. Byt år '
        'eller räkna om koderna."),'
        'IF((ar<2024)=(RIGHT(indelning,4)<"2025"),'
        '"OK: indelningen hör till områdestypernas år.",'
        '"Fel: områdestypernas år och registrets indelning hör inte ihop. Byt år.")),'
        f'IF(indelning="{OWN_VINTAGES}","OK: varje rad klassas i sitt eget års indelning.",'
        'IF(OR(AND(RIGHT(indelning,4)="2025",MIN(Indata[ar])<2024),'
        'AND(RIGHT(indelning,4)<>"2025",MAX(Indata[ar])>=2024)),'
        '"Fel: rader från andra sidan 2024 klassas i en annan indelning än registrets. Räkna om '
        f'koderna eller välj {ONE_YEAR}.","OK: indelningen hör till alla år i Indata.")))))',
    ),
    Check(
        "Områden som bytt typ",
        f"{MOVES_TABLE}",
        'IF(ar_fore<ar,"OK: åren har jämförts på bladet Flytt.",'
        '"Granska: Flytt: från år ska vara före områdestypernas år.")',
        "Fel: bladet Flytt kan inte räknas. Kontrollera åren och området.",
    ),
    checks.YEAR_IS_COMPLETE,
    checks.THRESHOLD,
    Check(
        "Nämnare",
        BASIS,
        f'IF({{value}}<>"{basis.NOTHING}","OK: nämnaren är "&{{value}}&".",'
        'IF(LEFT(rubrik,5)="Andel","Fel: utan nämnare visas antal, men rubriken säger andel. Fyll '
        'i kolumnen namnare eller ändra rubriken.","OK: utan nämnare visas antal."))',
    ),
    checks.numbers(
        f"{checks.wrong_numbers(*_PAIR)}+{checks.half_pairs(*_PAIR)}+{checks.larger_parts(*_PAIR)}",
        "täljare och nämnare är tal som hör ihop.",
        "text, ett negativt tal, ett tal som saknas eller en täljare som är större än nämnaren.",
    ),
)


def build() -> bytes:
    """Return the workbook as built: example data in Indata, formulas not yet calculated."""
    book = Book(TITLE)
    pages.start(book, LEAD, STEPS, INPUTS, CHECKS)
    pages.data(book, COLUMNS, ar_mot_ar_example.rows())
    report(book)
    moves(book)
    pages.match(book, checks.verdict_of_codes(COLUMNS), sizes="Indata[taljare]")
    pages.source(book)
    pages.functions(book)
    return book.save()
