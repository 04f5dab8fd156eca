"""The pages to Kammarkollegiet: Rekvisition, Ekonomisk redovisning, Återbetalning and Missiv."""

from __future__ import annotations

from collections.abc import Mapping

from regso.templates.uppdraget import costs, example, kinds, totals
from regso.templates.uppdraget.dates import dated, in_kronor_and_ore, is_over, iso
from regso.templates.uppdraget.form import used
from regso.templates.uppdraget.kinds import BOOKED, ROWS
from regso.templates.uppdraget.ledger.surcharges import mapped
from regso.templates.uppdraget.letter import (
    MARGIN,
    TOP,
    Fact,
    Letter,
    amounts,
    below,
    known_or,
    total,
)
from regso.templates.uppdraget.lettersheet import page_of
from regso.templates.uppdraget.money import money
from regso.templates.uppdraget.totals import TOTAL
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, Spill
from regso.workbook.page import Page

CLAIM, ACCOUNT, REPAYMENT, COVER = PAGES = (
    "Rekvisition", "Ekonomisk redovisning", "Återbetalning", "Missiv",
)  # fmt: skip

_WRAPPED = {"text_wrap": True}
_INVENTED = f'IF({example.ROWS}>0," · PÅHITTADE KOSTNADER","")'
_BOOKED_OH = (
    f'IF(SUMIFS(Indata[belopp],Indata[kostnadsslag],"{BOOKED}")<>0,"Enligt bokföringen.",'
    '"Tas inte ut.")'
)
_RULES = (
    Fact("Moms", '"Beloppen är "&IF(moms_ingar="ja","inklusive","exklusive")&" moms."'),
    Fact(
        "OH",
        'IF(oh_procent>0,ROUND(100*oh_procent,2)&" % av "&IF(oh_bas="löner","löner inkl. LKP",'
        f'"alla direkta kostnader")&".",{mapped("oh", _BOOKED_OH)})',
    ),
)

# Nothing is repaid before the period is over.
_REPAID = f'=IF({is_over()},"Återbetalas","Kvar hittills")'

_CLAIMED = amounts(
    CLAIM,
    TOP,
    "Belopp",
    {
        "Disponibelt enligt beslutet": money("disponibelt"),
        "Rekvireras inte": money("ej rekvirerat"),
    },
)
_TO_CLAIM = total(_CLAIMED, "Rekvireras", money("rekvirerat"))
_PLANNED = amounts(
    CLAIM,
    below(_TO_CLAIM),
    kinds.names("Planerad användning", look=_WRAPPED),
    {kind: costs.TABLE["budget", kind] for kind in ROWS},
)
_CLAIM = Letter(
    sheet=CLAIM,
    title="Rekvisition av medel",
    key="rekvisition",
    mark='IF(budget_faststalld="ja",""," · BUDGETEN ÄR INTE FASTSTÄLLD")',
    lead='myndighet&" rekvirerar de medel som myndigheten disponerar för uppdraget enligt '
    'regeringens beslut. Medlen utbetalas engångsvis. Kostnaderna ska belasta "&'
    f'{used("belastar")}&"."',
    tables=(_CLAIMED, _TO_CLAIM, _PLANNED, total(_PLANNED, "Summa", f"SUM({_PLANNED['amount']})")),
    facts=(
        Fact(
            "Utbetalas till",
            'kontoslag&" "&IF(konto="","saknas",konto)&IF(referens="",""," · märkning "&referens)',
            lines=2,
        ),
        *_RULES,
    ),
    promise="Jag intygar att uppgifterna är riktiga och att medlen ska användas för uppdraget.",
    no_dnr="–",
)

_COSTS = Grid(
    ACCOUNT,
    "B",
    TOP,
    (
        kinds.names("Kostnader, kronor", look=_WRAPPED),
        Col("budget", "budget", formula=lambda row: row.of(costs.TABLE).budget, style="cell_money"),
        Col("spent", "utfall", style="cell_money"),
        Col(
            "left",
            "avvikelse",
            formula="{budget}-{spent}",
            style="cell_money",
            look=MARGIN,
            head_look=MARGIN,
        ),
    ),
    ROWS,
    (Spill("spent", "spent", f"REGSO_FORDELA({costs.WHOLE},{costs.BESIDE['weight']})"),),
    heights=(0, 20, 16),
)
ACCOUNTED = _COSTS["spent"]
_COSTS_IN_ALL = totals.totals(
    _COSTS,
    (
        totals.label("kind", "Summa"),
        *totals.sums(_COSTS, ("budget", "spent")),
        *totals.sums(_COSTS, ("left",), **MARGIN),
    ),
    20,
)
_USED = amounts(
    ACCOUNT,
    below(_COSTS_IN_ALL),
    "Medel",
    {
        "Disponibelt enligt beslutet": money("disponibelt"),
        "Rekvirerat": money("rekvirerat"),
        "Upparbetat": money("upparbetat"),
    },
)
_DAYS = [iso(f"{end}(Indata[datum])") for end in ("MIN", "MAX")]
_ACCOUNT = Letter(
    sheet=ACCOUNT,
    title="Ekonomisk redovisning",
    key="ekonomisk",
    mark=_INVENTED,
    lead='myndighet&" redovisar hur de medel har använts som Kammarkollegiet har betalat ut för '
    f'uppdraget. Kostnaderna belastar "&{used("belastar")}&"."',
    tables=(_COSTS, _COSTS_IN_ALL, _USED, total(_USED, _REPAID, money("återbetalning"))),
    facts=(
        Fact(
            "Kostnaderna är daterade",
            f'IF(COUNT(Indata[datum])=0,"inga rader i loggen",{_DAYS[0]}&"–"&{_DAYS[1]})',
        ),
        *_RULES,
        Fact("LKP", mapped("lkp", '"Enligt bokföringen."')),
        Fact(
            "Avrundning",
            f'"Upparbetat "&{in_kronor_and_ore(costs.SUMS["spent", TOTAL])}&" kronor, avrundat '
            "till hela. Delarna är avrundade uppåt eller nedåt så att de summerar till det "
            '(största resten)."',
            lines=3,
        ),
    ),
    promise="Jag intygar att redovisningen är riktig, att kostnaderna avser uppdraget och att de "
    "finns i myndighetens bokföring.",
)

_LEFT = amounts(
    REPAYMENT,
    TOP,
    "Belopp",
    {"Rekvirerat": money("rekvirerat"), "Upparbetat": money("upparbetat")},
)
_REPAYMENT = Letter(
    sheet=REPAYMENT,
    title="Återbetalning av medel",
    key="aterbetalning",
    mark=_INVENTED,
    lead=f'IF({money("återbetalning")}=0,myndighet&" har inga medel kvar att återbetala för '
    f'uppdraget.",IF({is_over()},myndighet&" återbetalar de medel som inte har använts för avsett '
    'ändamål.",myndighet&" kan ännu använda medlen: perioden för kostnader är inte slut."))&'
    f'" Medlen belastade "&{used("belastar")}&"."',
    tables=(_LEFT, total(_LEFT, _REPAID, money("återbetalning"))),
    facts=(
        Fact(
            "Betalas till",
            f'{used("mottagare")}&", "&ater_kontoslag&" "&IF(ater_konto="","saknas",ater_konto)',
        ),
        Fact("Betalningsdag", dated("klart_aterbetalning")),
        Fact("Meddelande", known_or(used("dnr"))),
        *_RULES,
    ),
    promise="Jag intygar att beloppet är rekvirerade medel minus upparbetade enligt den ekonomiska "
    "redovisningen.",
)

_SENT = amounts(
    COVER,
    TOP,
    "Medel",
    {"Rekvirerat": money("rekvirerat"), "Upparbetat": money("upparbetat")},
)
_COVER = Letter(
    sheet=COVER,
    title="Redovisning och återbetalning av medel",
    key="ekonomisk",
    mark=_INVENTED,
    lead='myndighet&" lämnar härmed ekonomisk redovisning av medlen för uppdraget, enligt '
    f'regeringens beslut, med återbetalning av det som inte har använts. Medlen belastade "&'
    f'{used("belastar")}&"."',
    tables=(_SENT, total(_SENT, _REPAID, money("återbetalning"))),
    facts=(
        Fact("Ekonomisk redovisning", f'"daterad "&{dated("klart_ekonomisk")}'),
        Fact("Återbetalning", f'"betalningsdag "&{dated("klart_aterbetalning")}'),
        Fact(
            "Redovisning av uppdraget",
            f'"lämnad till Regeringskansliet "&{dated("klart_redovisning")}',
        ),
    ),
    promise="",
)


def pages(failing: Mapping[str, str]) -> tuple[Page, ...]:
    """Return the sheets; `failing` has the cell that counts the checks left, by sheet."""
    letters = (_CLAIM, _ACCOUNT, _REPAYMENT, _COVER)
    return tuple(page_of(letter, failing[letter.sheet]) for letter in letters)
