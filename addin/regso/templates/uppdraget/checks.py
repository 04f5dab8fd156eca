"""The checks of the pages to Kammarkollegiet: a page is a draft until each of its own passes."""

from __future__ import annotations

from typing import NamedTuple

from regso.core.money import assignment
from regso.templates.uppdraget import budget, costs, letters, logchecks
from regso.templates.uppdraget.dates import dated
from regso.templates.uppdraget.form import used
from regso.templates.uppdraget.ledger import checks as ledgerchecks
from regso.templates.uppdraget.letters import ACCOUNT, CLAIM, COVER, PAGES, REPAYMENT
from regso.templates.uppdraget.money import money
from regso.templates.uppdraget.totals import TOTAL
from regso.workbook.checks.check import Check
from regso.workbook.facts import Facts

SHEET = "Kontroll"
HEAD = 4
_ALL, _AFTER = PAGES, (ACCOUNT, REPAYMENT, COVER)
_LOGGED = "loggens belopp"
LOG = Facts(
    SHEET, "J", "K", HEAD,
    {_LOGGED: 'ROUND(SUM(Indata[belopp])+IF(moms_ingar="ja",SUM(Indata[moms]),0),2)'},
    style="aside_number",
)  # fmt: skip


class PageCheck(NamedTuple):
    """A check, and the pages that are a draft until it passes.

    With a call of REGSO_AVSTAM, the value is the difference that it gives, and `{state}` in the
    status is the cell with its words.
    """

    check: Check
    pages: tuple[str, ...]
    call: str = ""


def _filled(label: str, name: str, remedy: str) -> Check:
    return Check(label, f'{used(name)}&""', f'IF({{value}}="","Fel: {remedy}","OK: ifyllt.")')


def _number(label: str, kind: str, cell: str, remedy: str) -> Check:
    """Return the check of an identifier: its form and check digit."""
    return Check(
        label,
        f"REGSO_KONTROLL({kind},{cell})",
        f'IF({cell}="","Fel: {remedy}",'
        'IF({value}&""="OK","OK: formen stämmer.","Fel: "&{value}))',
    )


def _day(key: str, label: str) -> Check:
    done, due = f"klart_{key}", f"frist_{key}"
    return Check(
        label,
        dated(done),
        f'IF({done}="","Fel: skriv dagen i kolumnen klart på bladet Frister.",'
        f'IF({done}>{due},"Granska: dagen är efter sista dag. Har ni fått anstånd ändrar ni sista '
        f'dag på bladet Frister.",IF({done}<{used("beslut_datum")},"Fel: dagen är före beslutet.",'
        '"OK: före eller på sista dagen.")))',
    )


def _if_agrees(fine: str, wrong: str) -> str:
    """Return the status of what REGSO_AVSTAM has compared; `fine` is a formula."""
    agrees = f'LEFT({{state}}&"",{len(assignment.AGREES)})="{assignment.AGREES}"'
    return f'IF({agrees},{fine},"Fel: {wrong}")'


_CLAIMED = Check(
    "Rekvirerat ≤ disponibelt",
    f"{money('disponibelt')}-{money('rekvirerat')}",
    'IF({value}<0,"Fel: det rekvirerade är större än det disponibla.",IF(rekvirerat=0,"Fel: inget '
    'är rekvirerat.","OK: så mycket är inte rekvirerat."))',
)
_OVER = Check(
    "Perioden är slut",
    f'IF(COUNT(avstamningsdag,{used("kostnader_till")})<2,"saknas",'
    f"MAX(0,{used('kostnader_till')}-avstamningsdag))",
    'IF({value}=0,"OK: perioden för kostnader är slut den avstämningsdagen.","Granska: så många '
    "dagar återstår av perioden. Är uppdraget färdigt tidigare, ändra Sista dag för kostnader på "
    'bladet Uppgifter.")',
)
_BUDGET = Check(
    "Budget",
    budget.AMOUNT,
    f'IF({budget.AMOUNT}<>rekvirerat,"Fel: budgeten ska summera till det rekvirerade '
    'beloppet.",IF(budget_faststalld<>"ja","Granska: budgeten är ett exempel eller inte '
    'fastställd. Ange ja på bladet Start när den är er.","OK: fastställd, och lika med det '
    'rekvirerade beloppet."))',
)
_PLAN = Check(
    "Plan − budget",
    f"ROUND({budget.PLANNED['sum', TOTAL]}-{budget.AMOUNT},2)",
    'IF({value}=0,"OK: planen per månad summerar till budgeten.","Granska: planen per månad är '
    'inte budgeten; så mycket skiljer. Se bladen Budget och Egen plan.")',
)
_SPENT = Check(
    "Upparbetat ≤ rekvirerat",
    f"{money('rekvirerat')}-{money('upparbetat')}",
    'IF({value}<0,"Fel: överskridandet täcks inte av medlen. Ta ut ur loggen det som myndigheten '
    'själv betalar.","OK: så mycket är inte upparbetat.")',
)
_COUNTED = Check(
    "Loggens rader är med",
    "",
    _if_agrees(
        'IF(COUNT(Indata[belopp])=0,"Granska: loggen har inga belopp.",'
        '"OK: alla belopp finns i tabellen.")',
        "rader saknar datum, har ett okänt kostnadsslag eller ligger utanför tabellens månader.",
    ),
)
_WHOLE = Check(
    "Hela kronor",
    "",
    _if_agrees('"OK: delarna summerar exakt till totalen."', "delarna summerar inte till totalen."),
)
_REPAY_TO = Check(
    "Återbetalas till",
    "REGSO_KONTROLL(ater_kontoslag,ater_konto)",
    f'IF({money("återbetalning")}=0,"OK: inget ska återbetalas.",IF(ater_konto="","Fel: fråga '
    'Kammarkollegiet om numret; beslutet anger inget.",IF({value}&""="OK","OK: formen stämmer.",'
    '"Fel: "&{value})))',
)
_REPAID = Check(
    "Återbetalat = resten",
    f'IF(aterbetalt="","saknas",aterbetalt-{money("återbetalning")})',
    'IF(aterbetalt="","Fel: skriv beloppet som återbetalas på bladet Start, 0 om inget återstår.",'
    'IF({value}=0,"OK: beloppet är rekvirerat minus upparbetat.","Fel: beloppet är inte rekvirerat '
    'minus upparbetat; så här mycket skiljer."))',
)

PAGE_CHECKS = (
    PageCheck(
        _number(
            "Regeringens diarienummer",
            '"dnr"',
            used("dnr"),
            "fyll i beslutets diarienummer på bladet Uppgifter.",
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
    PageCheck(
        _filled("Vårt diarienummer", "eget_dnr", "missivet har myndighetens eget (Uppgifter)."),
        (COVER,),
    ),
    PageCheck(_CLAIMED, _ALL),
    PageCheck(_BUDGET, (CLAIM, ACCOUNT)),
    PageCheck(_PLAN, (CLAIM,)),
    PageCheck(_OVER, _AFTER),
    PageCheck(_SPENT, _AFTER),
    PageCheck(_COUNTED, _AFTER, f"REGSO_AVSTAM({costs.BESIDE['direct']},{LOG[_LOGGED]},0.05)"),
    PageCheck(logchecks.NUMBERS, _AFTER),
    PageCheck(logchecks.KINDS_POSITIVE, _AFTER),
    PageCheck(logchecks.IN_PERIOD, _AFTER),
    PageCheck(logchecks.NOT_LATER, _AFTER),
    PageCheck(logchecks.VOUCHERS, _AFTER),
    PageCheck(logchecks.OVERHEAD, _AFTER),
    PageCheck(logchecks.EXAMPLE, _AFTER),
    *(PageCheck(check, _AFTER) for check in ledgerchecks.CHECKS),
    PageCheck(_WHOLE, (ACCOUNT, COVER), f"REGSO_AVSTAM({letters.ACCOUNTED},{costs.WHOLE},0)"),
    PageCheck(_REPAY_TO, (REPAYMENT,)),
    PageCheck(_REPAID, _AFTER),
    PageCheck(_day("rekvisition", "Rekvisitionens datum"), (CLAIM,)),
    PageCheck(_day("ekonomisk", "Redovisningens datum"), (ACCOUNT, COVER)),
    PageCheck(_day("aterbetalning", "Återbetalningens datum"), (REPAYMENT, COVER)),
)
