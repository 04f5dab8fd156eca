"""The template Områdestyper: the register's own figures by area type, with chart and sources."""

from __future__ import annotations

from regso.templates import checks, inputs, pages, presets, typetable
from regso.templates.book import Book, Column
from regso.templates.typetable import Measure

NAME = "omradestyper"
TITLE = REPORT = "Områdestyper"
COLUMNS = (
    Column("kod", "RegSO- eller DeSO-kod, eller en färdig områdestyp 1–5.", True, True),
    Column("taljare", "täljaren, till exempel antal arbetslösa. Tom kolumn betyder 1 per rad."),
    Column(
        "namnare",
        "nämnaren, till exempel folkmängd (1 när varje rad är en person). Tom "
        "kolumn betyder andel av alla i täljaren.",
    ),
)
INPUTS = (
    inputs.AGENCY,
    presets.CHOICE,
    presets.HEADING,
    inputs.MEASURE,
    inputs.YEAR,
    inputs.OWN_VINTAGE,
    inputs.THRESHOLD,
    inputs.LEVEL,
)
LEAD = "Egna uppgifter per socioekonomisk områdestyp 1–5"
STEPS = (
    (
        "1  Ställ in",
        "Välj myndighet och ett av dess tre förslag på bladet Förval, eller skriv en egen rubrik. "
        "Året avgör vilka områdestyper som används.",
    ),
    (
        "2  Klistra in",
        "Klistra in registret i tabellen på bladet Indata: en rad per område eller person, med "
        "kod, täljare och nämnare.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna längst ned börjar med OK och läs bladet Matchning. Skriv sedan ut "
        "bladet Områdestyper. Indata kan vara personuppgifter: skicka inte arbetsboken vidare.",
    ),
)

# A column left empty is an argument left out; a missing threshold is #N/A, never "hide nothing".
FORMULA = (
    "REGSO_TABELL(Indata[kod],"
    'IF(COUNTA(Indata[taljare])=0,"",Indata[taljare]),'
    'IF(COUNTA(Indata[namnare])=0,"",Indata[namnare]),'
    "ar,konf,IF(troskel>=1,troskel,NA()),matt)"
)
SIZES = (
    'IF(COUNTA(Indata[namnare])>0,Indata[namnare],IF(COUNTA(Indata[taljare])>0,Indata[taljare],""))'
)
_MEASURE = Measure()  # the user's choice
_PAIR = ("taljare", "namnare")
CHECKS = (
    *checks.CHECKS,
    presets.measure_check(),
    checks.numbers(
        # A mean may be of negative values, and only a share has a part of a whole.
        f'{checks.wrong_numbers(*_PAIR)}-IF(matt="medel",COUNTIF(Indata[taljare],"<0"),0)+'
        f'{checks.half_pairs(*_PAIR)}+IF(matt="andel",{checks.larger_parts(*_PAIR)},0)',
        "täljare och nämnare är tal som hör ihop.",
        "text, ett negativt tal, ett tal som saknas eller en täljare som är större än nämnaren.",
    ),
)


def build() -> bytes:
    """Return the workbook as built: example data in Indata, formulas not yet calculated."""
    book = Book(TITLE)
    pages.start(book, LEAD, STEPS, INPUTS, CHECKS)
    pages.data(book, COLUMNS)
    _report(book)
    pages.match(book, sizes=SIZES)
    presets.sheet(book)
    pages.source(book)
    pages.functions(book)
    return book.save()


def _report(book: Book) -> None:
    sheet = book.sheet(REPORT, typetable.WIDTHS, use="result", landscape=True)
    typetable.title(sheet, presets.heading(), typetable.types_of_the_year("myndighet"))
    typetable.table(sheet, FORMULA, _MEASURE)
    typetable.chart(sheet, _MEASURE)
    typetable.notes(sheet, (presets.description(), *typetable.notes_of(_MEASURE)))
