"""The three pages to Kammarkollegiet: Rekvisition, Ekonomisk redovisning and Återbetalning.

Each says Utkast until its checks pass.
"""

from __future__ import annotations

from regso.templates.uppdraget import followup
from regso.templates.uppdraget.fields import BOOKED, KINDS, used
from regso.templates.uppdraget.followup import EXAMPLE_ROWS, money
from regso.templates.uppdraget.page import (
    TABLE,
    Letter,
    close_page,
    fact,
    header,
    known_or,
    line,
    open_page,
)
from regso.templates.uppdraget.plan import dated, iso, total_line
from regso.workbook import theme
from regso.workbook.book import Book, Sheet
from regso.workbook.formulas import quoted

CLAIM, ACCOUNT, REPAYMENT = "Rekvisition", "Ekonomisk redovisning", "Återbetalning"
PAGES = (CLAIM, ACCOUNT, REPAYMENT)
_AMOUNTS = len(KINDS)

_INVENTED = f'IF({EXAMPLE_ROWS}>0," · PÅHITTADE KOSTNADER","")'

_VAT = '"Beloppen är "&IF(moms_ingar="ja","inklusive","exklusive")&" moms."'
_OVERHEAD = (
    'IF(oh_procent>0,ROUND(100*oh_procent,2)&" % av "&IF(oh_bas="löner","löner inkl. LKP",'
    f'"alla direkta kostnader")&".",IF(SUMIFS(Indata[belopp],Indata[kostnadsslag],"{BOOKED}")<>0,'
    '"Enligt bokföringen.","Tas inte ut."))'
)

# Where the account has its amounts, which a check sums.
ACCOUNTED = f"{quoted(ACCOUNT)}!$D${TABLE + 1}:$D${TABLE + _AMOUNTS}"


def sheets(book: Book, failing: dict[str, str]) -> None:
    """Add the three pages; `failing` has the cell that counts the checks left, by page."""
    _claim(book, failing[CLAIM])
    _account(book, failing[ACCOUNT])
    _repayment(book, failing[REPAYMENT])


def _claim(book: Book, failing: str) -> None:
    letter = Letter(
        CLAIM,
        "Rekvisition av medel",
        "rekvisition",
        failing,
        'IF(budget_faststalld="ja",""," · BUDGETEN ÄR INTE FASTSTÄLLD")',
        'myndighet&" rekvirerar de medel som myndigheten disponerar för uppdraget enligt '
        'regeringens beslut. Medlen utbetalas engångsvis. Kostnaderna ska belasta "&'
        f'{used("belastar")}&"."',
        "bilagor_rekvisition",
        "Jag intygar att uppgifterna är riktiga och att medlen ska användas för uppdraget.",
        no_dnr="–",
    )
    sheet = open_page(book, letter)
    row = header(sheet, TABLE, ("Belopp", "kronor"))
    row = line(sheet, row, "Disponibelt enligt beslutet", money("disponibelt"))
    row = line(sheet, row, "Rekvireras inte", money("ej rekvirerat"))
    row = line(sheet, row, "Rekvireras", money("rekvirerat"), strong=True)
    row = header(sheet, row + 1, ("Planerad användning", "kronor"))
    first = row
    for kind, cell in zip(KINDS, followup.BUDGETS, strict=True):
        row = line(sheet, row, kind, cell)
    row = line(sheet, row, "Summa", f"SUM(E{first}:E{row - 1})", strong=True)
    pay = 'kontoslag&" "&IF(konto="","saknas",konto)&IF(referens="",""," · märkning "&referens)'
    row = fact(sheet, row + 1, "Utbetalas till", pay, lines=2)
    row = fact(sheet, row, "Moms", _VAT)
    row = fact(sheet, row, "OH", _OVERHEAD)
    close_page(sheet, row + 1, letter)


def _account(book: Book, failing: str) -> None:
    letter = Letter(
        ACCOUNT,
        "Ekonomisk redovisning",
        "ekonomisk",
        failing,
        _INVENTED,
        'myndighet&" redovisar hur de medel har använts som Kammarkollegiet har betalat ut för '
        'uppdraget. Kostnaderna belastar "&' + f'{used("belastar")}&"."',
        "bilagor_ekonomisk",
        "Jag intygar att redovisningen är riktig, att kostnaderna avser uppdraget och att de finns "
        "i myndighetens bokföring.",
    )
    sheet = open_page(book, letter)
    row = _costs(sheet)
    row = header(sheet, row + 1, ("Medel", "kronor"))
    row = line(sheet, row, "Disponibelt enligt beslutet", money("disponibelt"))
    row = line(sheet, row, "Rekvirerat", money("rekvirerat"))
    row = line(sheet, row, "Upparbetat", money("upparbetat"))
    row = line(sheet, row, "Återbetalas", money("återbetalning"), strong=True)
    days = (
        f'IF(COUNT(Indata[datum])=0,"inga rader i loggen",{iso("MIN(Indata[datum])")}&"–"&'
        f"{iso('MAX(Indata[datum])')})"
    )
    row = fact(sheet, row + 1, "Kostnaderna är daterade", days)
    row = fact(sheet, row, "Moms", _VAT)
    row = fact(sheet, row, "OH", _OVERHEAD)
    rounding = (
        '"Summan är avrundad till hela kronor. Delarna är avrundade uppåt eller nedåt så att de '
        'summerar till den (största resten)."'
    )
    row = fact(sheet, row, "Avrundning", rounding, lines=2)
    close_page(sheet, row + 1, letter)


def _costs(sheet: Sheet) -> int:
    """Write the costs by kind beside the budget, and return the row after."""
    row = header(sheet, TABLE, ("Kostnader, kronor", "budget", "utfall", "avvikelse"))
    first = row
    for kind, cell in zip(KINDS, followup.BUDGETS, strict=True):
        sheet.put(f"B{row}", kind, "cell")
        sheet.formula(f"C{row}", cell, "cell_money")
        sheet.formula(f"E{row}", f"C{row}-D{row}", "cell_money")
        sheet.heights({row: 16})
        row += 1
    sheet.spill(
        f"D{first}",
        f"REGSO_FORDELA({followup.WHOLE},{followup.WEIGHTS})",
        [[theme.style("cell_money")]] * _AMOUNTS,
    )
    sheet.put(f"B{row}", "Summa", "cell", **total_line())
    for column in "CDE":
        total = f"SUM({column}{first}:{column}{row - 1})"
        sheet.formula(f"{column}{row}", total, "cell_money", **total_line())
    sheet.heights({row: 20})
    return row + 1


def _repayment(book: Book, failing: str) -> None:
    letter = Letter(
        REPAYMENT,
        "Återbetalning av medel",
        "aterbetalning",
        failing,
        _INVENTED,
        f'IF({money("återbetalning")}=0,myndighet&" har inga medel kvar att återbetala för '
        'uppdraget.",myndighet&" återbetalar de medel som inte har använts för avsett ändamål.")&'
        f'" Medlen belastade "&{used("belastar")}&"."',
        "bilagor_aterbetalning",
        "Jag intygar att beloppet är rekvirerade medel minus upparbetade enligt den ekonomiska "
        "redovisningen.",
    )
    sheet = open_page(book, letter)
    row = header(sheet, TABLE, ("Belopp", "kronor"))
    row = line(sheet, row, "Rekvirerat", money("rekvirerat"))
    row = line(sheet, row, "Upparbetat", money("upparbetat"))
    row = line(sheet, row, "Återbetalas", money("återbetalning"), strong=True)
    giro = 'ater_kontoslag&" "&IF(ater_konto="","saknas",ater_konto)'
    row = fact(sheet, row + 1, "Betalas till", f'{used("mottagare")}&", "&{giro}')
    row = fact(sheet, row, "Betalningsdag", dated("klart_aterbetalning"))
    row = fact(sheet, row, "Meddelande", f'"dnr "&{known_or(used("dnr"))}&", "&myndighet')
    row = fact(sheet, row, "Moms", _VAT)
    row = fact(sheet, row, "OH", _OVERHEAD)
    close_page(sheet, row + 1, letter)
