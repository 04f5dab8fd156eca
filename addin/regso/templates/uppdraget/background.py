"""The sheet Underlag: what the decision says, and what is not known."""

from __future__ import annotations

from regso.templates.uppdraget.dates import dated
from regso.templates.uppdraget.deadlines import DEADLINES
from regso.templates.uppdraget.decisions import known
from regso.templates.uppdraget.form import used
from regso.workbook import page
from regso.workbook.addresses import by_key
from regso.workbook.agencies import AGENCIES
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page

_SHEET = "Underlag"
_LINE = 105  # characters, about
_TEXTS = {
    "Medel": "Besluten ger var och en av de åtta myndigheterna 500 000 kronor ur utgiftsområde 13, "
    "anslag 4:1 Åtgärder mot segregation, ap. 2. De utbetalas engångsvis efter rekvisition.",
    "Frister": "; ".join(f"{d.label} {d.due}" for d in DEADLINES) + ".",
    "Diarienummer": "Rekvisition, återbetalning och redovisning ska hänvisa till beslutets "
    "diarienummer.",
    "Beslut i underlaget": "De till Arbetsförmedlingen, Försäkringskassan, Polismyndigheten, "
    "Socialstyrelsen och Statens skolverk. De två sista är inskannade utan diarienummer, adress "
    "och sändlista.",
    "Beslut utanför underlaget": "De till "
    + ", ".join(name for name, agency in AGENCIES.items() if not agency.is_known)
    + ": belopp och frister är här desamma; kontrollera dem mot ert beslut.",
    "Stavning": "Tre av besluten skriver nyanlända invandrades etablering. Här står invandrares, "
    "som i de två andra.",
    "Kammarkollegiets blankett": "Inte känd. Sidorna följer det som besluten kräver; finns en "
    "blankett gäller den.",
    "Kammarkollegiets konto": "Besluten anger inget. Bankgiro 5052-5781 står i andra beslut "
    "2018–2022: fråga Kammarkollegiet innan ni betalar.",
    "Sista dag för kostnader": "Besluten anger ingen. Årsskiftet är mallens antagande; fråga "
    "Kammarkollegiet.",
    "Moms": "Myndigheter har normalt rätt till kompensation för ingående moms, förordning "
    "(2002:831), och redovisar då kostnader exklusive moms. Besluten säger inget om moms.",
    "OH": "Besluten säger inget om OH. Följ myndighetens egen modell och ange den på sidorna.",
}


def _or_not_known(cell: str) -> str:
    return f'IF({cell}="","inte känt",{cell})'


_FORMULAS = {
    "Beslut": f'{used("uppdrag")}&", "&{dated(used("beslut_datum"))}&", dnr "&'
    f"{_or_not_known(used('dnr'))}",
    "Delmål enligt beslutet": _or_not_known(known("goals")),
    "Beslutet säger också": known("note"),
    **{label: f'"{text}"' for label, text in _TEXTS.items()},
}
_GRID = Grid(
    _SHEET,
    "B",
    4,
    (
        Given("label", "uppgift", 28, style="cell_name", values=lambda label: label),
        Col("value", "värde", 92, by_key(_FORMULAS), "cell_wrap"),
    ),
    tuple(_FORMULAS),
    heights=(10, 22, 36),
)


def _draw(sheet: Sheet) -> None:
    page.title(sheet, _SHEET, "Vad besluten säger, och vad som inte är känt")
    _GRID.write(sheet)
    for label, text in _TEXTS.items():
        lines = -(-(len(text) + 2) // _LINE)
        sheet.heights({_GRID.number(label): 15 * lines + 6})
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection("B1")


PAGE = Page(_SHEET, "help", widths(_GRID, margin=2), _draw)
