"""The inputs of the template Uppdraget on the sheets Start and Uppgifter.

A field with a known value is left blank to use it: the agency's decision stands on the sheet
Myndigheter, and what the user writes goes before it.
"""

from __future__ import annotations

import datetime as dt

from regso.templates.uppdraget.entries import choice, date, kronor, text
from regso.workbook import inputs
from regso.workbook.agencies import AGENCIES
from regso.workbook.declared import Input

_YES_NO = ("nej", "ja")
_GIRO = ("bankgiro", "plusgiro")

ON_START = (
    choice(
        "myndighet",
        "Myndighet",
        tuple(AGENCIES),
        "Arbetsförmedlingen",
        "Styr diarienummer och adress på sidorna: bladet Myndigheter har det som besluten anger.",
    ),
    date(
        "avstamningsdag",
        "Avstämningsdag",
        dt.date(2022, 9, 30),
        "Frister och prognos räknas från den dagen. Välj sista dagen i en månad.",
    ),
    kronor(
        "disponibelt",
        "Disponibelt belopp",
        500_000,
        "Kronor enligt beslutet: 500 000 för de åtta myndigheterna.",
    ),
    kronor("rekvirerat", "Rekvirerat belopp", 500_000, "Kronor, högst det disponibla beloppet."),
    kronor(
        "aterbetalt",
        "Belopp som återbetalas",
        None,
        "Kronor enligt betalningsordern; 0 om inget återstår. Ska vara lika med resten på bladet "
        "Återbetalning.",
    ),
    choice(
        "moms_ingar",
        "Moms ingår",
        _YES_NO,
        "nej",
        "nej: kolumnen belopp. ja: belopp + moms. Myndigheter får normalt kompensation för "
        "ingående moms (förordning 2002:831); då är nej rätt.",
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
    choice(
        "oh_bas",
        "OH-påläggets bas",
        ("löner", "alla kostnader"),
        "löner",
        "Vad pålägget räknas på: löner inkl. LKP eller alla direkta kostnader.",
    ),
    choice(
        "budget_faststalld",
        "Budgeten är fastställd",
        _YES_NO,
        "nej",
        "Bladet Budget är ett påhittat exempel. Ange ja när beloppen är era egna.",
    ),
)

_DECISION = (
    text("dnr", "Diarienummer", "Regeringens. Tomt: det kända används, om det finns."),
    text("beslut_nr", "Beslutets nummer", "Till exempel Regeringsbeslut II 5. Får vara tomt."),
    date("beslut_datum", "Beslutets datum", dt.date(2022, 4, 28), "Alla fem besluten: samma dag."),
    text(
        "uppdrag",
        "Uppdraget",
        "Står överst på sidorna.",
        "Uppdrag om förstärkt arbete mot segregation",
    ),
    text(
        "belastar",
        "Kostnaderna belastar",
        "Enligt beslutet.",
        "utgiftsområde 13 Jämställdhet och nyanlända invandrares etablering, anslag 4:1 Åtgärder "
        "mot segregation, ap. 2 Del till Kammarkollegiet",
    ),
    date(
        "kostnader_till",
        "Sista dag för kostnader",
        dt.date(2022, 12, 31),
        "Beslutet anger ingen: årsskiftet är mallens antagande. Första dag är beslutets datum.",
    ),
)
_AGENCY = (
    text("adress1", "Adress, rad 1", "Box eller gata. Får vara tomt om rad 2 räcker."),
    text("adress2", "Adress, rad 2", "Postnummer och ort. Tomt: beslutets, om den är känd."),
    text("orgnr", "Organisationsnummer", "Tio siffror; kontrollsiffran prövas."),
    text("eget_dnr", "Vårt diarienummer", "Myndighetens eget. Krävs på missivet."),
    text("kontakt", "Kontaktperson", "Namn."),
    text("kontaktvag", "Kontaktuppgift", "Telefon eller e-post."),
    text("ort", "Ort", "Där sidorna undertecknas."),
    text("undertecknare", "Undertecknare", "Behörig företrädare: namn."),
    text("befattning", "Befattning", "Undertecknarens."),
)
_RECIPIENT = (
    text("mottagare", "Mottagare", "Den som beslutet pekar ut.", "Kammarkollegiet"),
    text("mottagare_adress1", "Adress, rad 1", "Besluten anger ingen adress."),
    text("mottagare_adress2", "Adress, rad 2", "Postnummer och ort, eller e-post."),
    text(
        "mottagare_dnr",
        "Mottagarens dnr",
        "Kammarkollegiets eget. Skriv saknas om de inte har meddelat något.",
    ),
)
_PAYMENT = (
    choice("kontoslag", "Utbetalning till", _GIRO, "bankgiro", "Myndighetens."),
    text("konto", "Myndighetens nummer", "Bankgiro- eller plusgironummer."),
    text("referens", "Betalningsreferens", "Märkning av utbetalningen. Får vara tomt."),
    choice("ater_kontoslag", "Återbetalning till", _GIRO, "bankgiro", "Kammarkollegiets."),
    text(
        "ater_konto",
        "Kammarkollegiets nummer",
        "Besluten anger inget. I andra beslut 2018–2022 står bankgiro 5052-5781: fråga "
        "Kammarkollegiet om det gäller här.",
    ),
)
_ENCLOSED = (
    text("bilagor_rekvisition", "Rekvisition", "Bilagor; tomt betyder inga."),
    text("bilagor_ekonomisk", "Ekonomisk redovisning", "Bilagor, till exempel huvudboksutdrag."),
    text("bilagor_aterbetalning", "Återbetalning", "Bilagor, till exempel betalningskvittens."),
)
SECTIONS = {
    "Beslutet": _DECISION,
    "Myndigheten": _AGENCY,
    "Kammarkollegiet": _RECIPIENT,
    "Betalning": _PAYMENT,
    "Bilagor": _ENCLOSED,
}
ON_FORM = tuple(item for items in SECTIONS.values() for item in items)
