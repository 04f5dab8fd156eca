"""The sheets Kontering, Huvudbok, Avstämning and Läsningar; `regso ledger` fills their tables."""

from __future__ import annotations

from typing import Final, NamedTuple

from regso.templates.uppdraget.entries import text
from regso.templates.uppdraget.kinds import BOOKED, KINDS
from regso.workbook import indata, inputs, theme
from regso.workbook.book import Sheet
from regso.workbook.declared import Column, SideTable
from regso.workbook.page import Page
from regso.workbook.use import Use

NOT_TAKEN: Final = "tas inte upp"
YES: Final = "ja"
_ORE = "#,##0.00"
_CHOICE = inputs.suggested(
    (*KINDS, NOT_TAKEN),
    "Inget av mallens kostnadsslag. regso ledger gör det till ett eget; se att det är rätt stavat.",
)

INPUTS = (
    text("huvudbok_projekt", "Projekt", "Bara rader på det. Tomt: alla projekt."),
    text("huvudbok_verksamhet", "Verksamhet", "Bara rader på den. Tomt: alla."),
    text("huvudbok_finansiar", "Finansiär", "Bara rader på den. Tomt: alla."),
)


def _words(name: str, doc: str, width: float = 14) -> Column:
    return Column(name, doc, is_text=True, width=width)


def _kronor(name: str, doc: str) -> Column:
    return Column(name, doc, number_format=_ORE, width=15)


def _table(name: str, sheet: str, columns: tuple[Column, ...]) -> SideTable:
    blank = [[None] * len(columns)]
    return SideTable(name=name, sheet=sheet, columns=columns, rows=blank, known_by="")


MAPPING = _table(
    "Kontering",
    "Kontering",
    (
        _words("konto", "konto eller S-kod, exakt som i huvudboken.", 22),
        _words("benamning", "vad kontot heter.", 34),
        Column("kostnadsslag", f"ett av mallens, ett eget namn, eller {NOT_TAKEN}.", is_text=True,
               rule=_CHOICE, width=30),
        Column("lkp", "LKP-pålägg i procent på lönekontots rader, till exempel 52,5. Tomt: LKP är "
               "bokförd.", number_format="0.00", width=10),
        Column("oh", "OH-pålägg i procent på kontots rader, med LKP-pålägget. Tomt: inget pålägg; "
               f"bokförd OH har kostnadsslaget {BOOKED}.", number_format="0.00", width=10),
        _words("skal", f"varför kontot har {NOT_TAKEN}.", 34),
        Column("godkand", f"{YES} när regeln är granskad; förslag tills dess.", is_text=True,
               rule=inputs.one_of((YES, "förslag")), width=12),
        Column("rader", "antal rader som regeln tar, senast.", number_format="0", width=10),
        _kronor("belopp", "kronor på de raderna."),
    ),
)  # fmt: skip
LEDGER = _table(
    "Huvudbok",
    "Huvudbok",
    (
        _words("bolag", "organisationsnummer eller namn, om filen säger det.", 22),
        Column("ar", "räkenskapsår.", number_format="0", width=8),
        _words("serie", "verifikationens serie.", 8),
        _words("nummer", "verifikationens nummer.", 12),
        Column("datum", "dag i huvudboken.", number_format=theme.DATE, width=12),
        Column("kostnadsdag", "dag som kostnaden hör till. Ändra den för att periodisera.",
               number_format=theme.DATE, width=12, rule=inputs.day()),
        _words("konto", "konto.", 10),
        _words("skod", "S-kod, om listan har den.", 10),
        _words("kontonamn", "vad kontot heter.", 26),
        _words("text", "radens text.", 34),
        _words("projekt", "projekt."),
        _words("verksamhet", "verksamhet."),
        _words("finansiar", "finansiär."),
        _kronor("belopp", "kronor; debet är plus."),
        _kronor("moms", "kronor, om listan har den."),
        _words("utfall", "upparbetad, undantagen eller utan regel.", 13),
        _words("kostnadsslag", "enligt konteringen.", 28),
        _words("skal", "varför raden är undantagen.", 26),
        _words("regel", "kontot eller S-koden vars regel tog raden.", 10),
        Column("eget_slag", f"ert eget kostnadsslag för raden, eller {NOT_TAKEN}.", is_text=True,
               rule=_CHOICE, width=28),
        Column("lasning", "i vilken läsning raden kom.", number_format="0", width=9),
        _words("ombokning", "om raden har tillkommit eller tagits bort i efterhand."),
        Column("granskad", f"{YES} när ombokningen är granskad.", is_text=True,
               rule=inputs.one_of((YES,)), width=10),
    ),
)  # fmt: skip
OTHERS = _table(
    "Ovriga",
    "Övriga",
    (
        _words("bolag", "organisationsnummer eller namn, om filen säger det.", 22),
        Column("ar", "räkenskapsår.", number_format="0", width=8),
        _words("serie", "verifikationens serie.", 8),
        _words("nummer", "verifikationens nummer.", 12),
        Column("rader", "antal rader på andra projekt.", number_format="0", width=10),
        _kronor("belopp", "kronor på dem."),
        _words("innehall", "raderna, utan text. Ändra inte.", 60),
    ),
)
BALANCE = _table(
    "Avstamning",
    "Avstämning",
    (
        _words("manad", "kostnadens månad.", 22),
        _words("konto", "konto eller S-kod."),
        _words("benamning", "vad kontot heter.", 34),
        _kronor("huvudbok", "kronor i huvudboken."),
        _kronor("upparbetat", "varav upparbetat i uppdraget."),
        _kronor("undantaget", "varav undantaget."),
        _kronor("utan_regel", "varav utan regel."),
        _kronor("skillnad", "huvudbok minus de tre; ska vara 0."),
    ),
)
READINGS = _table(
    "Lasningar",
    "Läsningar",
    (
        Column("lasning", "ordningsnummer.", number_format="0", width=22),
        _words("fil", "filens namn.", 30),
        _words("sha256", "filens kontrollsumma.", 30),
        _words("form", "vad filen är.", 30),
        Column("rader", "rader i filen.", number_format="#,##0", width=10),
        _kronor("kostnader", "summan av kontoklass 4–7 i filen, kronor."),
        _words("saldo", "om raderna stämmer med det saldo som filen själv anger.", 40),
    ),
)
TABLES = (MAPPING, LEDGER, OTHERS, BALANCE, READINGS)


class _Told(NamedTuple):
    """What a sheet says of itself, and what it is for."""

    lead: str
    use: Use


_TOLD: Final = {
    MAPPING.sheet: _Told(
        "Vilket kostnadsslag varje konto är. Granska förslagen, skriv ja i godkand, spara, och kör "
        "regso ledger igen.",
        "input",
    ),
    LEDGER.sheet: _Told(
        "Projektets rader, som de är lästa. Ändra bara kostnadsdag, eget_slag och granskad.",
        "input",
    ),
    OTHERS.sheet: _Told(
        "Det som är bokfört på andra projekt, så att det känns igen nästa gång. Ändra inget.",
        "input",
    ),
    BALANCE.sheet: _Told("Huvudboken = upparbetat + undantaget, per månad och konto.", "input"),
    READINGS.sheet: _Told("Filerna som regso ledger har läst.", "input"),
}


def _page(declared: SideTable) -> Page:
    def draw(sheet: Sheet) -> None:
        sheet.put("A1", declared.sheet, "title")
        sheet.put("A2", _TOLD[declared.sheet].lead, "lead")
        sheet.heights({1: 32, 2: 20})
        top = indata.told(sheet, 3, declared.columns)
        if declared is MAPPING:
            top = _asked(sheet, top + 1)
        indata.side_table(sheet, top, declared)
        sheet.raw.freeze_panes(top, 0)
        sheet.raw.set_selection(f"A{top + 1}")

    widths = [column.width for column in declared.columns]
    return Page(
        declared.sheet, _TOLD[declared.sheet].use, widths, draw, landscape=True, protected=False
    )


def _asked(sheet: Sheet, top: int) -> int:
    """Write what rows must be booked on, and return the row for the table."""
    for row, item in enumerate(INPUTS, top):
        sheet.put(f"A{row}", item.label, "label")
        sheet.input(f"B{row}", item)
        sheet.put(f"C{row}", item.hint, "hint")
    return top + len(INPUTS) + 1


MAPPING_PAGE, LEDGER_PAGE, OTHERS_PAGE, BALANCE_PAGE, READINGS_PAGE = map(_page, TABLES)
