"""The template Brott: events with coordinates by area type, per 100,000 and as local quotients."""

from __future__ import annotations

from dataclasses import replace

from regso.templates.brott import checks as brott_checks
from regso.templates.brott import example as brott_example
from regso.templates.brott import formulas as f
from regso.templates.brott import report as brott_report
from regso.templates.brott import work as brott_work
from regso.workbook import inputs, theme
from regso.workbook import standard as pages
from regso.workbook.book import Book
from regso.workbook.declared import Column, Input, SideTable

NAME = "brott"
TITLE = "Brott och platser"
REPORT = brott_report.SHEET
COLUMNS = (
    Column("n", "norrvärde (N, latitud eller RT 90:s x).", required=True),
    Column("o", "östvärde (E, longitud eller RT 90:s y).", required=True),
    Column("brottstyp", "kategori, till exempel stöld eller olycka.", True, True),
    Column("antal", "antal händelser. Tom cell betyder 1."),
)
OVERLAP = (
    Column("polisomrade", "polisområdets namn, som på bladet Urval.", True, True),
    Column("kod", "RegSO-kod som polisområdet berör, en rad per kod.", True, True),
    Column(
        "andel",
        "hur stor del av RegSO:ts befolkning som bor i polisområdet, 0–100 %.",
        number_format=theme.PERCENT,
    ),
)
_YEARS = "Ange ett år från och med 2011, till exempel 2022."
SETTINGS = (
    replace(inputs.HEADING, example="Exempel: anmälda brott efter brottsplatsens områdestyp"),
    Input(
        "system",
        "Koordinatsystem",
        "SWEREF99TM",
        "Det system som n och o är angivna i. I WGS84 är n latitud och o longitud.",
        inputs.one_of(("SWEREF99TM", "WGS84", "RT90")),
        is_example=False,
    ),
    Input(
        "omrade",
        "Område",
        "99",
        "Kod för ett län (två siffror) eller en kommun (fyra). 00 är hela riket. Befolkningen "
        "gäller hela området, och händelser utanför räknas inte.",
        inputs.between("length", 2, 4, "Skriv två eller fyra siffror, till exempel 01 eller 0180."),
        "input_text",
        is_example=True,
    ),
    inputs.YEAR,
    Input(
        "bef_ar",
        "Folkmängdens år",
        2022,
        "Kan vara ett annat år än typernas, i samma indelning.",
        inputs.between("integer", 2011, 2100, _YEARS),
        "input_year",
        is_example=False,
    ),
    replace(
        inputs.THRESHOLD,
        hint="Lägsta antal händelser som får visas. Mindre antal, och det som röjer dem, blir "
        '"..". 1 döljer inget.',
    ),
    inputs.LEVEL,
)
_EXAMPLE_KINDS = [*list(brott_example.KINDS)[:3], *[None] * (f.KINDS - 3)]
_EXAMPLE_POLICE = [brott_example.NORTH_END, brott_example.CENTRE, None]
CATEGORIES = tuple(
    Input(
        f"{f.KIND}{i}",
        f"Brottstyp {i}",
        example,
        "Skrivs som i kolumnen brottstyp. Tomt fält används inte.",
        inputs.text(40),
        "input_text",
        is_example=False,
    )
    for i, example in enumerate(_EXAMPLE_KINDS, 1)
)
POLICE_AREAS = (
    *(
        Input(
            f"{f.POLICE_AREA}{i}",
            f"Polisområde {i}",
            example,
            "Skrivs som i tabellen på bladet Överlapp. Tomt fält används inte.",
            inputs.text(60),
            "input_text",
            is_example=example is not None,
        )
        for i, example in enumerate(_EXAMPLE_POLICE, 1)
    ),
    Input(
        "tackning",
        "Lägsta täckning",
        0.8,
        "Er egen gräns för när RegSO får stå för polisområdet: andel av befolkningen i berörda "
        "RegSO som bor i polisområdet.",
        inputs.between("decimal", 0, 1, "Ange en andel från 0 till 100 %."),
        "input_share",
        is_example=False,
    ),
)
INPUTS = (*SETTINGS, *CATEGORIES, *POLICE_AREAS)
TABLES = (
    SideTable(
        name="Overlapp",
        sheet="Överlapp",
        columns=OVERLAP,
        rows=brott_example.OVERLAP,
        known_by="polisomrade",
    ),
)
_ABOUT = (
    "Klistra in egna händelser över exemplet, som är påhittat (län 99). Exakt plats kan vara en "
    "personuppgift: skicka inte arbetsboken vidare."
)
LEAD = (
    "Händelser med koordinater per socioekonomisk områdestyp 1–5, i förhållande till befolkningen"
)
STEPS = (
    (
        "1  Ställ in",
        "Läs in gränserna med regso data import. Ange koordinatsystem, område och år här, och "
        "brottstyper på bladet Urval.",
    ),
    (
        "2  Klistra in",
        "En rad per händelse på bladet Indata: n, o, brottstyp. Har ni egna områden: ange på "
        "bladet Överlapp vilka RegSO de berör.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna börjar med OK. Skriv ut bladen Brott och Brottstyper. Indata, "
        "Beräkning och Polisområden är arbetsblad: lämna inte ut dem.",
    ),
)


def build() -> bytes:
    """Return the workbook as built: example data in Indata, formulas not yet calculated."""
    book = Book(TITLE)
    pages.start(book, LEAD, STEPS, SETTINGS, brott_checks.checks(INPUTS, TABLES))
    _choices(book)
    pages.data(book, COLUMNS, brott_example.events(), about=_ABOUT)
    _overlap(book)
    brott_report.report(book)
    brott_report.kinds(book)
    brott_work.police(book)
    brott_work.counts(book)
    pages.match(book, brott_checks.verdict_of_places(COLUMNS), f.PLACE)
    pages.source(book)
    pages.functions(book)
    return book.save()


def _choices(book: Book) -> None:
    sheet = book.sheet("Urval", (2, 26, 54, 82), use="input", landscape=True)
    sheet.put("B1", "Urval", "title")
    sheet.put("B2", "Vilka brottstyper och egna polisområden som redovisas", "lead")
    sheet.heights({1: 32, 2: 20, 3: 12})
    row = pages.section(sheet, 4, "Brottstyper", "Alla andra redovisas som övriga")
    row = pages.input_rows(sheet, row, CATEGORIES)
    row = pages.section(sheet, row + 1, "Polisområden", "Berörda RegSO står på bladet Överlapp")
    pages.input_rows(sheet, row, POLICE_AREAS)
    sheet.raw.set_selection("C5")


def _overlap(book: Book) -> None:
    sheet = book.sheet("Överlapp", (34, 16, 16), use="input", protected=False)
    sheet.put("A1", "Överlapp", "title")
    sheet.put("A2", "Egna områden följer inte RegSO. Ange vilka RegSO de berör.", "lead")
    for row, column in enumerate(OVERLAP, 3):
        sheet.put(f"A{row}", f"{column.name}: {column.doc}", "aside")
    sheet.put(
        "A6", "Andelen tar ni fram själva, till exempel ur befolkningen på fastighet.", "aside"
    )
    sheet.heights({1: 32, 2: 20})
    pages.side_table(sheet, "A8", TABLES[0])
    sheet.raw.freeze_panes(8, 0)
    sheet.raw.set_selection("A9")
