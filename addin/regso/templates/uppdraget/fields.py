"""The inputs of the template Uppdraget, and where the values that are used stand.

A field with a known value is left blank to use it: the agency's decision stands on the sheet
Myndigheter, and what the user writes goes before it.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from regso.templates.uppdraget.example import BUDGET
from regso.workbook import inputs
from regso.workbook.agencies import AGENCIES
from regso.workbook.declared import Input

FIELDS, FACTS = "Uppgifter", "Myndigheter"
WAGES, BOOKED = "Löner inkl. LKP", "OH"
DIRECT = (
    WAGES,
    "Konsulter och köpta tjänster",
    "SCB-beställningar",
    "Resor",
    "Lokaler",
    "Övrigt",
)
KINDS = (*DIRECT, BOOKED)
KEYS = ("loner", "konsulter", "scb", "resor", "lokaler", "ovrigt", "oh")
YES_NO = ("nej", "ja")
OH_BASES = ("löner", "alla kostnader")
GIRO = ("bankgiro", "plusgiro")

_FILL_IN = "Fylls i av myndigheten."


def _text(name: str, label: str, hint: str = _FILL_IN, example: str | None = None) -> Input:
    return Input(name, label, example, hint, inputs.text(200), "input_text", is_example=False)


def _date(name: str, label: str, example: dt.date | None, hint: str) -> Input:
    return Input(name, label, example, hint, inputs.day(), "input_date", is_example=False)


def _kronor(name: str, label: str, example: int | None, hint: str) -> Input:
    return Input(name, label, example, hint, inputs.kronor(), "input_money", is_example=False)


ON_START = (
    Input(
        "myndighet",
        "Myndighet",
        "Arbetsförmedlingen",
        "Styr diarienummer och adress på sidorna: bladet Myndigheter har det som besluten anger.",
        inputs.one_of(inputs.AGENCIES),
        is_example=False,
    ),
    _date(
        "avstamningsdag",
        "Avstämningsdag",
        dt.date(2022, 9, 30),
        "Frister och prognos räknas från den dagen. Välj sista dagen i en månad.",
    ),
    _kronor(
        "disponibelt",
        "Disponibelt belopp",
        500_000,
        "Kronor enligt beslutet: 500 000 för de åtta myndigheterna.",
    ),
    _kronor("rekvirerat", "Rekvirerat belopp", 500_000, "Kronor, högst det disponibla beloppet."),
    _kronor(
        "aterbetalt",
        "Belopp som återbetalas",
        None,
        "Kronor enligt betalningsordern; 0 om inget återstår. Ska vara lika med resten på bladet "
        "Återbetalning.",
    ),
    Input(
        "moms_ingar",
        "Moms ingår",
        "nej",
        "nej: kolumnen belopp. ja: belopp + moms. Myndigheter får normalt kompensation för "
        "ingående moms (förordning 2002:831); då är nej rätt.",
        inputs.one_of(YES_NO),
        is_example=False,
    ),
    Input(
        "oh_procent",
        "OH-pålägg",
        0.15,
        "Pålägg på basen nedan. 0 när OH inte tas ut eller är bokförd i loggen (kostnadsslag OH).",
        inputs.between("decimal", 0, 2, "Ange en andel från 0 till 200 %, till exempel 15 %."),
        "input_share",
        is_example=False,
    ),
    Input(
        "oh_bas",
        "OH-påläggets bas",
        "löner",
        "Vad pålägget räknas på: löner inkl. LKP eller alla direkta kostnader.",
        inputs.one_of(OH_BASES),
        is_example=False,
    ),
    Input(
        "budget_faststalld",
        "Budgeten är fastställd",
        "nej",
        "Bladet Budget är ett påhittat exempel. Ange ja när beloppen är era egna.",
        inputs.one_of(YES_NO),
        is_example=False,
    ),
)

_DECISION = (
    _text("dnr", "Diarienummer", "Regeringens. Tomt: det kända används, om det finns."),
    _text("beslut_nr", "Beslutets nummer", "Till exempel Regeringsbeslut II 5. Får vara tomt."),
    _date("beslut_datum", "Beslutets datum", dt.date(2022, 4, 28), "Alla fem besluten: samma dag."),
    _text(
        "uppdrag",
        "Uppdraget",
        "Står överst på sidorna.",
        "Uppdrag om förstärkt arbete mot segregation",
    ),
    _text(
        "belastar",
        "Kostnaderna belastar",
        "Enligt beslutet.",
        "utgiftsområde 13 Jämställdhet och nyanlända invandrares etablering, anslag 4:1 Åtgärder "
        "mot segregation, ap. 2 Del till Kammarkollegiet",
    ),
    _date(
        "kostnader_till",
        "Sista dag för kostnader",
        dt.date(2022, 12, 31),
        "Beslutet anger ingen: årsskiftet är mallens antagande. Första dag är beslutets datum.",
    ),
)
_AGENCY = (
    _text("adress1", "Adress, rad 1", "Box eller gata. Får vara tomt om rad 2 räcker."),
    _text("adress2", "Adress, rad 2", "Postnummer och ort. Tomt: beslutets, om den är känd."),
    _text("orgnr", "Organisationsnummer", "Tio siffror; kontrollsiffran prövas."),
    _text("eget_dnr", "Vårt diarienummer", "Myndighetens eget. Får vara tomt."),
    _text("kontakt", "Kontaktperson", "Namn."),
    _text("kontaktvag", "Kontaktuppgift", "Telefon eller e-post."),
    _text("ort", "Ort", "Där sidorna undertecknas."),
    _text("undertecknare", "Undertecknare", "Behörig företrädare: namn."),
    _text("befattning", "Befattning", "Undertecknarens."),
)
_RECIPIENT = (
    _text("mottagare", "Mottagare", "Den som beslutet pekar ut.", "Kammarkollegiet"),
    _text("mottagare_adress1", "Adress, rad 1", "Besluten anger ingen adress."),
    _text("mottagare_adress2", "Adress, rad 2", "Postnummer och ort, eller e-post."),
    _text(
        "mottagare_dnr",
        "Mottagarens dnr",
        "Kammarkollegiets eget. Skriv saknas om de inte har meddelat något.",
    ),
)
_PAYMENT = (
    Input(
        "kontoslag",
        "Utbetalning till",
        "bankgiro",
        "Myndighetens.",
        inputs.one_of(GIRO),
        is_example=False,
    ),
    _text("konto", "Myndighetens nummer", "Bankgiro- eller plusgironummer."),
    _text("referens", "Betalningsreferens", "Märkning av utbetalningen. Får vara tomt."),
    Input(
        "ater_kontoslag",
        "Återbetalning till",
        "bankgiro",
        "Kammarkollegiets.",
        inputs.one_of(GIRO),
        is_example=False,
    ),
    _text(
        "ater_konto",
        "Kammarkollegiets nummer",
        "Besluten anger inget. I andra beslut 2018–2022 står bankgiro 5052-5781: fråga "
        "Kammarkollegiet om det gäller här.",
    ),
)
_ENCLOSED = (
    _text("bilagor_rekvisition", "Rekvisition", "Bilagor; tomt betyder inga."),
    _text("bilagor_ekonomisk", "Ekonomisk redovisning", "Bilagor, till exempel huvudboksutdrag."),
    _text("bilagor_aterbetalning", "Återbetalning", "Bilagor, till exempel betalningskvittens."),
)
SECTIONS = (
    ("Beslutet", _DECISION),
    ("Myndigheten", _AGENCY),
    ("Kammarkollegiet", _RECIPIENT),
    ("Betalning", _PAYMENT),
    ("Bilagor", _ENCLOSED),
)
FIRST = 4


class Deadline(NamedTuple):
    """A deadline of the decision; `key` ends the names of its two inputs."""

    key: str
    label: str
    recipient: str
    due: dt.date
    done: dt.date | None


DEADLINES = (
    Deadline(
        "rekvisition",
        "Rekvisition",
        "Kammarkollegiet",
        dt.date(2022, 9, 15),
        dt.date(2022, 9, 11),  # a Sunday, on which no one hands anything in
    ),
    Deadline(
        "redovisning",
        "Redovisning av uppdraget",
        "Regeringskansliet (Justitiedepartementet)",
        dt.date(2022, 10, 28),
        None,
    ),
    Deadline("ekonomisk", "Ekonomisk redovisning", "Kammarkollegiet", dt.date(2023, 1, 31), None),
    Deadline("aterbetalning", "Återbetalning", "Kammarkollegiet", dt.date(2023, 1, 31), None),
)
DUE = tuple(
    _date(f"frist_{d.key}", f"{d.label}: sista dag", d.due, "Enligt beslutet eller anstånd.")
    for d in DEADLINES
)
DONE = tuple(
    Input(
        f"klart_{d.key}",
        f"{d.label}: klart",
        d.done,
        "Dagen då det lämnades; tomt: inte klart.",
        inputs.day(),
        "input_date",
        is_example=d.done is not None,
    )
    for d in DEADLINES
)
FIRST_MONTH = _date(
    "forsta_manad",
    "Första månad",
    dt.date(2022, 4, 1),
    "Tabellerna per månad visar tolv månader från den.",
)
AMOUNTS = tuple(
    _kronor(f"budget_{key}", f"Budget: {kind}", BUDGET[key].amount, "Hela kronor.")
    for key, kind in zip(KEYS, KINDS, strict=True)
)
_MONTH = "En dag i månaden. Budgeten delas lika på månaderna från första till sista."
FROM = tuple(
    _date(f"plan_{key}_fran", f"{kind}: första", BUDGET[key].first, _MONTH)
    for key, kind in zip(KEYS, KINDS, strict=True)
)
UNTIL = tuple(
    _date(f"plan_{key}_till", f"{kind}: sista", BUDGET[key].last, _MONTH)
    for key, kind in zip(KEYS, KINDS, strict=True)
)
INPUTS = (
    *ON_START,
    *(item for _, items in SECTIONS for item in items),
    FIRST_MONTH,
    *AMOUNTS,
    *FROM,
    *UNTIL,
    *DUE,
    *DONE,
)

# The columns of the sheet Myndigheter; the facts of the decisions, one row per agency.
FACT_COLUMNS = {
    "dnr": "C", "beslut_nr": "D", "adress1": "E", "adress2": "F",
}  # fmt: skip
FACT_TOP = 5
FACT_ROWS = (FACT_TOP + 1, FACT_TOP + len(AGENCIES))


def known(column: str) -> str:
    """Return the formula of what the chosen agency's decision states, or an empty text."""
    top, bottom = FACT_ROWS
    found = f"MATCH(myndighet,{FACTS}!$B${top}:$B${bottom},0)"
    return f'INDEX({FACTS}!${column}${top}:${column}${bottom},{found})&""'


def used(name: str) -> str:
    """Return the cell with the value that is used: the user's, else the decision's."""
    return f"{FIELDS}!$D${ROWS[name]}"


def _rows() -> dict[str, int]:
    """Return the row of each field; a heading and a gap stand between the sections."""
    rows, top = {}, FIRST + 1
    for _, items in SECTIONS:
        rows.update({item.name: row for row, item in enumerate(items, top)})
        top += len(items) + 2
    return rows


ROWS = _rows()
