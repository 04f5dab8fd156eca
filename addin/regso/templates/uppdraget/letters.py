"""The three pages to Kammarkollegiet: Rekvisition, Ekonomisk redovisning and Återbetalning."""

from __future__ import annotations

from collections.abc import Mapping

from regso.templates.uppdraget import costs, example, totals
from regso.templates.uppdraget.dates import dated, iso
from regso.templates.uppdraget.form import used
from regso.templates.uppdraget.kinds import BOOKED, KINDS
from regso.templates.uppdraget.letter import TOP, Fact, Letter, amounts, below, known_or, total
from regso.templates.uppdraget.lettersheet import page_of
from regso.templates.uppdraget.money import money
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, Spill
from regso.workbook.page import Page

CLAIM, ACCOUNT, REPAYMENT = PAGES = ("Rekvisition", "Ekonomisk redovisning", "Återbetalning")

_INVENTED = f'IF({example.ROWS}>0," · PÅHITTADE KOSTNADER","")'
_RULES = (
    Fact("Moms", '"Beloppen är "&IF(moms_ingar="ja","inklusive","exklusive")&" moms."'),
    Fact(
        "OH",
        'IF(oh_procent>0,ROUND(100*oh_procent,2)&" % av "&IF(oh_bas="löner","löner inkl. LKP",'
        '"alla direkta kostnader")&".",IF(SUMIFS(Indata[belopp],Indata[kostnadsslag],'
        f'"{BOOKED}")<>0,"Enligt bokföringen.","Tas inte ut."))',
    ),
)

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
    "Planerad användning",
    {kind: costs.TABLE["budget", kind] for kind in KINDS},
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
        Given("kind", "Kostnader, kronor", values=lambda kind: kind),
        Col("budget", "budget", formula=lambda row: row.of(costs.TABLE).budget, style="cell_money"),
        Col("spent", "utfall", style="cell_money"),
        Col("left", "avvikelse", formula="{budget}-{spent}", style="cell_money"),
    ),
    KINDS,
    (Spill("spent", "spent", f"REGSO_FORDELA({costs.WHOLE},{costs.BESIDE['weight']})"),),
    heights=(0, 20, 16),
)
ACCOUNTED = _COSTS["spent"]
_COSTS_IN_ALL = totals.totals(
    _COSTS,
    (totals.label("kind", "Summa"), *totals.sums(_COSTS, ("budget", "spent", "left"))),
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
    tables=(_COSTS, _COSTS_IN_ALL, _USED, total(_USED, "Återbetalas", money("återbetalning"))),
    facts=(
        Fact(
            "Kostnaderna är daterade",
            f'IF(COUNT(Indata[datum])=0,"inga rader i loggen",{_DAYS[0]}&"–"&{_DAYS[1]})',
        ),
        *_RULES,
        Fact(
            "Avrundning",
            '"Summan är avrundad till hela kronor. Delarna är avrundade uppåt eller nedåt så att '
            'de summerar till den (största resten)."',
            lines=2,
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
    'uppdraget.",myndighet&" återbetalar de medel som inte har använts för avsett ändamål.")&'
    f'" Medlen belastade "&{used("belastar")}&"."',
    tables=(_LEFT, total(_LEFT, "Återbetalas", money("återbetalning"))),
    facts=(
        Fact(
            "Betalas till",
            f'{used("mottagare")}&", "&ater_kontoslag&" "&IF(ater_konto="","saknas",ater_konto)',
        ),
        Fact("Betalningsdag", dated("klart_aterbetalning")),
        Fact("Meddelande", f'"dnr "&{known_or(used("dnr"))}&", "&myndighet'),
        *_RULES,
    ),
    promise="Jag intygar att beloppet är rekvirerade medel minus upparbetade enligt den ekonomiska "
    "redovisningen.",
)


def pages(failing: Mapping[str, str]) -> tuple[Page, ...]:
    """Return the sheets; `failing` has the cell that counts the checks left, by sheet."""
    letters = (_CLAIM, _ACCOUNT, _REPAYMENT)
    return tuple(page_of(letter, failing[letter.sheet]) for letter in letters)
