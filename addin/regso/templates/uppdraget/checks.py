"""The sheet Kontroll of the template Uppdraget: every check, and which pages wait for it."""

from __future__ import annotations

from typing import NamedTuple

from regso.core.money import assignment
from regso.templates.uppdraget import followup, letters, plan
from regso.templates.uppdraget.fields import INPUTS, used
from regso.templates.uppdraget.followup import EXAMPLE_ROWS, money
from regso.templates.uppdraget.letters import ACCOUNT, CLAIM, PAGES, REPAYMENT
from regso.workbook import theme
from regso.workbook.book import Book, Sheet
from regso.workbook.check import Check
from regso.workbook.checks import ADD_IN, unless_error
from regso.workbook.examples import ExampleRows

NAME = "Kontroll"
_HEAD = 4
_ALL, _AFTER = PAGES, (ACCOUNT, REPAYMENT)
_CENTRED = {"align": "center", "indent": 0}


class PageCheck(NamedTuple):
    """A check, and the pages that are a draft until it passes."""

    check: Check
    pages: tuple[str, ...]


def _filled(label: str, name: str, remedy: str) -> Check:
    return Check(label, f'{used(name)}&""', f'IF({{value}}="","Fel: {remedy}","OK: ifyllt.")')


def _number(label: str, kind: str, name: str, remedy: str, cell: str = "") -> Check:
    """Return the check of an identifier: its form and check digit."""
    return Check(
        label,
        f"REGSO_KONTROLL({kind},{cell or name})",
        f'IF({cell or name}="","Fel: {remedy}",'
        'IF({value}&""="OK","OK: formen stämmer.","Fel: "&{value}))',
    )


def _day(key: str, label: str) -> Check:
    done, due = f"klart_{key}", f"frist_{key}"
    return Check(
        label,
        plan.dated(done),
        f'IF({done}="","Fel: skriv dagen i kolumnen klart på bladet Frister.",'
        f'IF({done}>{due},"Granska: dagen är efter sista dag. Har ni fått anstånd ändrar ni sista '
        f'dag på bladet Frister.",IF({done}<{used("beslut_datum")},"Fel: dagen är före beslutet.",'
        '"OK: före eller på sista dagen.")))',
    )


_LOGGED = 'ROUND(SUM(Indata[belopp])+IF(moms_ingar="ja",SUM(Indata[moms]),0),2)'
_TOTAL_OF_LOG = f"{NAME}!$J${_HEAD + 1}"
_OUTSIDE = (
    f'COUNTIF(Indata[datum],"<"&{used("beslut_datum")})'
    f'+COUNTIF(Indata[datum],">"&{used("kostnader_till")})'
)
_NO_PERIOD = f'OR({used("beslut_datum")}="",{used("kostnader_till")}="")'
_BUDGET = (
    f'IF({plan.BUDGET_TOTAL}<>rekvirerat,"Fel: budgeten ska summera till det rekvirerade '
    'beloppet.",IF(budget_faststalld<>"ja","Granska: budgeten är ett exempel eller inte '
    'fastställd. Ange ja på bladet Start när den är er.","OK: fastställd, och lika med det '
    'rekvirerade beloppet."))'
)
_CLAIMED = Check(
    "Rekvirerat ≤ disponibelt",
    f"{money('disponibelt')}-{money('rekvirerat')}",
    'IF({value}<0,"Fel: det rekvirerade är större än det disponibla.",IF(rekvirerat=0,"Fel: inget '
    'är rekvirerat.","OK: så mycket är inte rekvirerat."))',
)
_SPENT = Check(
    "Upparbetat ≤ rekvirerat",
    f"{money('rekvirerat')}-{money('upparbetat')}",
    'IF({value}<0,"Fel: överskridandet täcks inte av medlen. Ta ut ur loggen det som myndigheten '
    'själv betalar.","OK: så mycket är inte upparbetat.")',
)
_REPAID = Check(
    "Återbetalat = resten",
    f'IF(aterbetalt="","saknas",aterbetalt-{money("återbetalning")})',
    'IF(aterbetalt="","Fel: skriv beloppet som återbetalas på bladet Start, 0 om inget återstår.",'
    'IF({value}=0,"OK: beloppet är rekvirerat minus upparbetat.","Fel: beloppet är inte rekvirerat '
    'minus upparbetat; så här mycket skiljer."))',
)
_COUNTED = Check(
    "Loggens rader är med",
    f"REGSO_AVSTAM({followup.DIRECT_COSTS},{_TOTAL_OF_LOG},0.05)",
    f'IF(LEFT({{next}}&"",{len(assignment.AGREES)})="{assignment.AGREES}",IF(COUNT(Indata[belopp])=0,'
    '"Granska: loggen har inga belopp.","OK: alla belopp finns i tabellen."),"Fel: rader saknar '
    'datum, har ett okänt kostnadsslag eller ligger utanför tabellens månader.")',
)
_WHOLE = Check(
    "Hela kronor",
    f"REGSO_AVSTAM({letters.ACCOUNTED},{followup.WHOLE},0)",
    f'IF(LEFT({{next}}&"",{len(assignment.AGREES)})="{assignment.AGREES}","OK: delarna summerar '
    'exakt till totalen.","Fel: delarna summerar inte till totalen.")',
)
_KINDS_POSITIVE = Check(
    "Kostnadsslag under 0",
    f'COUNTIF({followup.COSTS},"<0")',
    'IF({value}=0,"OK: inget kostnadsslag är negativt.","Fel: krediteringar är större än '
    'kostnaderna i ett kostnadsslag. Flytta dem dit de hör.")',
)
_IN_PERIOD = Check(
    "Datum utanför perioden",
    f'IF({_NO_PERIOD},"saknas",{_OUTSIDE})',
    f'IF({_NO_PERIOD},"Fel: ange beslutets datum och sista dag för kostnader.",'
    'IF({value}=0,"OK: inga rader är före beslutet eller efter sista dag för kostnader.",'
    '"Fel: rader är daterade före beslutet eller efter sista dag för kostnader."))',
)
_NOT_LATER = Check(
    "Datum efter avstämningen",
    'IF(avstamningsdag="","saknas",COUNTIF(Indata[datum],">"&avstamningsdag))',
    'IF(avstamningsdag="","Fel: ange avstämningsdagen på bladet Start.",'
    'IF({value}=0,"OK: inga rader är daterade efter avstämningsdagen.",'
    '"Granska: rader är daterade efter avstämningsdagen. Flytta fram den."))',
)
_NUMBERS = Check(
    "Rader utan belopp",
    'SUMPRODUCT((Indata[kostnadsslag]<>"")*(Indata[belopp]=""))'
    "+COUNTA(Indata[belopp])-COUNT(Indata[belopp])"
    "+COUNTA(Indata[moms])-COUNT(Indata[moms])",
    'IF({value}=0,"OK: varje rad har ett belopp som är ett tal.","Fel: belopp eller moms saknas '
    'eller är text och räknas inte.")',
)
_VOUCHERS = Check(
    "Rader utan verifikation",
    'SUMPRODUCT((Indata[belopp]<>"")*(Indata[verifikation]=""))',
    'IF({value}=0,"OK: varje belopp har en verifikation.","Granska: skriv verifikationens nummer '
    'på varje rad.")',
)
_OVERHEAD = Check(
    "OH två gånger",
    'IF(oh_procent>0,SUMIFS(Indata[belopp],Indata[kostnadsslag],"OH"),0)',
    'IF({value}=0,"OK: OH räknas högst en gång.","Granska: loggen har bokförd OH och pålägget är '
    'inte 0. Välj ett av dem.")',
)
_EXAMPLE = Check(
    "Exempelrader",
    EXAMPLE_ROWS,
    'IF({value}=0,"OK: inga exempelrader.","Granska: loggen har påhittade exempelrader '
    '(verifikation EX…). Ersätt dem med era egna.")',
)
_REPAY_TO = Check(
    "Återbetalas till",
    "REGSO_KONTROLL(ater_kontoslag,ater_konto)",
    f'IF({money("återbetalning")}=0,"OK: inget ska återbetalas.",IF(ater_konto="","Fel: fråga '
    'Kammarkollegiet om numret; beslutet anger inget.",IF({value}&""="OK","OK: formen stämmer.",'
    '"Fel: "&{value})))',
)

PAGE_CHECKS = (
    PageCheck(
        _number(
            "Regeringens diarienummer",
            '"dnr"',
            "dnr",
            "fyll i beslutets diarienummer på bladet Uppgifter.",
            used("dnr"),
        ),
        _ALL,
    ),
    PageCheck(
        _number("Organisationsnummer", '"orgnr"', "orgnr", "fyll i på bladet Uppgifter."), _ALL
    ),
    PageCheck(
        _filled("Myndighetens adress", "adress2", "postnummer och ort saknas (bladet Uppgifter)."),
        _ALL,
    ),
    PageCheck(_filled("Kontaktperson", "kontakt", "namn saknas (bladet Uppgifter)."), _ALL),
    PageCheck(_filled("Kontaktuppgift", "kontaktvag", "telefon eller e-post saknas."), _ALL),
    PageCheck(_filled("Ort", "ort", "ort för underskriften saknas."), _ALL),
    PageCheck(_filled("Undertecknare", "undertecknare", "namn saknas (bladet Uppgifter)."), _ALL),
    PageCheck(_filled("Befattning", "befattning", "undertecknarens befattning saknas."), _ALL),
    PageCheck(
        _filled("Mottagarens adress", "mottagare_adress2", "besluten anger ingen; fråga dem."),
        _ALL,
    ),
    PageCheck(_filled("Mottagarens dnr", "mottagare_dnr", "fyll i, eller skriv saknas."), _AFTER),
    PageCheck(
        _number("Utbetalas till", "kontoslag", "konto", "fyll i på bladet Uppgifter."), (CLAIM,)
    ),
    PageCheck(_CLAIMED, _ALL),
    PageCheck(Check("Budget", plan.BUDGET_TOTAL, _BUDGET), (CLAIM, ACCOUNT)),
    PageCheck(_SPENT, _AFTER),
    PageCheck(_COUNTED, _AFTER),
    PageCheck(_NUMBERS, _AFTER),
    PageCheck(_KINDS_POSITIVE, _AFTER),
    PageCheck(_IN_PERIOD, _AFTER),
    PageCheck(_NOT_LATER, _AFTER),
    PageCheck(_VOUCHERS, _AFTER),
    PageCheck(_OVERHEAD, _AFTER),
    PageCheck(_EXAMPLE, _AFTER),
    PageCheck(_WHOLE, (ACCOUNT,)),
    PageCheck(_REPAY_TO, (REPAYMENT,)),
    PageCheck(_REPAID, _AFTER),
    PageCheck(_day("rekvisition", "Rekvisitionens datum"), (CLAIM,)),
    PageCheck(_day("ekonomisk", "Redovisningens datum"), (ACCOUNT,)),
    PageCheck(_day("aterbetalning", "Återbetalningens datum"), (REPAYMENT,)),
)
_TOP, _BOTTOM = _HEAD + 1, _HEAD + len(PAGE_CHECKS)
FAILING = {
    page: f"{NAME}!${column}${_BOTTOM + 1}" for page, column in zip(PAGES, "EFG", strict=True)
}


def _is_late(cell: str) -> str:
    return f'(LEFT({cell}&"",{len(assignment.LATE)})="{assignment.LATE}")'


def _of_page(page: str) -> Check:
    return Check(
        page,
        FAILING[page],
        'IF({value}=0,"OK: alla kontroller stämmer; sidan är klar att skriva under.",'
        '"Fel: utkast. Så många kontroller återstår på bladet Kontroll.")',
    )


# The amounts of the budget are vouched for by budget_faststalld.
_LEFT = ExampleRows(EXAMPLE_ROWS, "COUNTA(Indata[kostnadsslag])", "exempelrader").left(INPUTS)
ON_START = (
    ADD_IN,
    _LEFT,
    *map(_of_page, PAGES),
    Check(
        "Prognos",
        followup.FORECAST,
        'IF({value}>disponibelt,"Granska: prognosen är större än det disponibla beloppet.",'
        'IF({value}>rekvirerat,"Granska: prognosen är större än det rekvirerade beloppet.",'
        '"OK: prognosen ryms i det rekvirerade beloppet."))',
    ),
    Check(
        "Försenade frister",
        unless_error(plan.STATES, "+".join(map(_is_late, plan.STATUS))),
        'IF({value}=0,"OK: ingen frist har passerat utan att vara klar.",'
        '"Fel: se bladet Frister.")',
    ),
)


def _value(sheet: Sheet, row: int, check: Check) -> None:
    """Write a value; a call that gives two cells stands beside the page."""
    if not check.value.startswith("REGSO_AVSTAM("):
        sheet.formula(f"C{row}", check.value, "value")
        return
    looks = [theme.style("aside_number"), theme.style("aside")]
    sheet.spill(f"I{row}", check.value, [looks])
    sheet.formula(f"C{row}", f"I{row}", "value")


def sheet_of_checks(book: Book) -> None:
    """Add the sheet Kontroll."""
    sheet = book.sheet(NAME, (2, 26, 26, 84, 13, 13, 14, 2, 18, 14), use="check", landscape=True)
    sheet.put("B1", NAME, "title")
    sheet.put(
        "B2", "En sida är utkast tills varje kontroll med x i dess kolumn börjar med OK", "lead"
    )
    sheet.heights({1: 32, 2: 20, 3: 8, _HEAD: 34})
    titles = ("kontroll", "värde", "utslag", CLAIM, ACCOUNT, REPAYMENT)
    for column, title in zip("BCDEFG", titles, strict=True):
        extra = {**_CENTRED, "text_wrap": True} if column in "EFG" else {}
        sheet.put(f"{column}{_HEAD}", title, "header", **extra)
    sheet.put(f"I{_HEAD}", "Underlag (skrivs inte ut)", "aside", bold=True)
    sheet.put(f"I{_TOP}", "loggens belopp", "aside")
    sheet.formula(f"J{_TOP}", _LOGGED, "aside_number")
    for row, (check, pages) in enumerate(PAGE_CHECKS, _TOP):
        sheet.put(f"B{row}", check.label, "cell_name", valign="vcenter")
        _value(sheet, row, check)
        verdict = check.verdict(f"C{row}").replace("{next}", f"J{row}")
        sheet.formula(f"D{row}", verdict, "status")
        for column, page in zip("EFG", PAGES, strict=True):
            sheet.put(f"{column}{row}", "x" if page in pages else None, "cell", **_CENTRED)
        sheet.heights({row: 20})
    sheet.verdict_rules(f"D{_TOP}:D{_BOTTOM}")
    last = _BOTTOM + 1
    for column, text in zip("BCD", ("Återstår", None, None), strict=True):
        sheet.put(f"{column}{last}", text, "cell", **plan.total_line())
    for column in "EFG":
        marked, verdicts = f'{column}{_TOP}:{column}{_BOTTOM},"x"', f"$D${_TOP}:$D${_BOTTOM}"
        # What does not begin with OK is left, errors too.
        left = f'COUNTIF({marked})-COUNTIFS({marked},{verdicts},"OK*")'
        sheet.formula(f"{column}{last}", left, "cell_count", **plan.total_line(), align="center")
    sheet.heights({last: 24})
    sheet.raw.print_area(f"A1:G{last}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.freeze_panes(_HEAD, 0)
    sheet.raw.set_selection("B1")
