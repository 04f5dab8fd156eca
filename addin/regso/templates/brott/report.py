"""The published sheets of the template Brott: rates with local quotients, and kinds of event."""

from __future__ import annotations

from regso.core.areas.areatypes import CHALLENGED, NAMES, TYPES
from regso.core.measures.typetable import ROWS
from regso.templates.brott import formulas as f
from regso.workbook import theme, typetable
from regso.workbook.book import Book, Sheet
from regso.workbook.checks.register import SOURCE_TABLE, sourced, unless_error
from regso.workbook.typetable import Measure

SHEET, KINDS = "Brott", "Brottstyper"
_KINDS_HEAD, _KINDS_LAST = 5, "K"
_MEASURE = Measure("tal")
_LAST = typetable.FIRST + len(TYPES) - 1
_NOTES = (
    typetable.INTERVAL_NOTE,
    typetable.HIDDEN_NOTE,
    '"Platsen är där händelsen skedde, inte där offer eller gärningsperson bor. I centrum bor få '
    "men vistas många: talet per invånare blir högt utan att invånarna är mer utsatta. Små antal "
    'varierar mycket."',
    '"Områdestyp 1–2 är inte polisens lista över utsatta områden. Okänd plats = koordinater '
    'saknas, är felaktiga eller ligger utanför alla områden; ingår i totalt."',
    '"Lokalkvot = andel av händelserna med känd typ genom andel av befolkningen; 1 är lika stor '
    'andel. Den visas bara när inget antal i typ 1–5 är dolt."',
    'INDEX(REGSO_KALLA("gränser",ar),2,2)',
    unless_error(SOURCE_TABLE, sourced("Källrad")),
)


def report(book: Book) -> None:
    """Add the sheet Brott."""
    sheet = book.sheet(
        SHEET, (1.5, 1.8, 8, 53, *[11] * 8, 34, 9, 9, 9, 9), use="result", landscape=True
    )
    typetable.title(
        sheet, "rubrik", typetable.types_of_the_year('REGSO_NAMN(omrade,ar)&" · folkmängd "&bef_ar')
    )
    head = typetable.HEAD
    sheet.heights({head - 1: 18, head: 22})
    sheet.put(f"G{head - 1}", "per 100 000 inv.", "header_over")
    sheet.formula(f"H{head - 1}", typetable.LEVEL, "header_span")
    sheet.put(f"I{head - 1}", None, "header_span")
    sheet.put(f"J{head - 1}", "andel av", "header_span")
    sheet.put(f"K{head - 1}", None, "header_span")
    sheet.put(f"B{head}", None, "header")
    titles = ("typ", "benämning", "händelser", "befolkning", "tal", "nedre", "övre", "händelser",
              "befolkning", "lokalkvot")  # fmt: skip
    for column, text in zip("CDEFGHIJKL", titles, strict=True):
        sheet.put(f"{column}{head}", text, "header" if column < "E" else "header_right")
    for i, kind in enumerate(ROWS):
        _report_row(sheet, i, kind)
    columns = f"{{}}{typetable.FIRST}:{{}}{typetable.LAST}"
    events, persons = columns.format("E", "E"), columns.format("F", "F")
    rates = [[theme.style("cell_rate", **typetable.row_extra(k))] * 3 for k in ROWS]
    sheet.spill(
        f"G{typetable.FIRST}",
        f.rates(events, persons),
        rates,
    )
    heading = f'"Händelser per 100 000 invånare och områdestyp, med "&{typetable.LEVEL}'
    typetable.chart(sheet, _MEASURE, heading, f"$G${typetable.FIRST}")
    typetable.notes(sheet, _NOTES, "L")


def _report_row(sheet: Sheet, i: int, kind: int | str) -> None:
    row, extra = typetable.FIRST + i, typetable.row_extra(kind)
    sheet.heights({row: 21})
    sheet.put(f"B{row}", None, "cell", **extra)
    if isinstance(kind, int):
        typetable.swatch(sheet, f"B{row}", kind)
    centre = {**extra, "align": "center", "indent": 0, "bold": True}
    sheet.put(f"C{row}", kind, "cell", **centre)
    sheet.put(f"D{row}", f.LABELS.get(str(kind), NAMES[kind]), "cell", **extra)
    total = f"{KINDS}!{_KINDS_LAST}{_KINDS_HEAD + 1 + i}"
    sheet.formula(
        f"E{row}", unless_error(f"{KINDS}!$C${_KINDS_HEAD}", total), "cell_count", **extra
    )
    sheet.formula(f"F{row}", f.people(i), "cell_count", **extra)
    first, last = typetable.FIRST, _LAST
    everything, everyone = f"$E${first}:$E${last}", f"$F${first}:$F${last}"
    if kind not in (*TYPES, CHALLENGED):
        for column in "JKL":
            sheet.put(f"{column}{row}", None, "cell_value", **extra)
        return
    hidden, none = f"COUNT({everything})<{len(TYPES)}", f"SUM({everything})=0"
    shown = f'IF({hidden},"..",IF({none},"",{{}}))'
    share = shown.format(f"E{row}/SUM({everything})")
    of_people = f'IF(SUM({everyone})=0,"",F{row}/SUM({everyone}))'
    lived_in = f'IF({everyone}=0,"",{{}})'
    quotients = f"REGSO_LOKALKVOT({lived_in.format(everything)},{lived_in.format(everyone)})"
    quotient = f"INDEX({quotients},{i + 1},1)" if isinstance(kind, int) else f"J{row}/K{row}"
    guarded = f'IF(F{row}=0,"",{shown.format(quotient)})'
    sheet.formula(f"J{row}", unless_error(f"E{row}", share), "cell_value", **extra)
    sheet.formula(f"K{row}", unless_error(f"F{row}", of_people), "cell_value", **extra)
    both = unless_error(f"E{row}", unless_error(f"F{row}", guarded))
    sheet.formula(f"L{row}", both, "cell_rate", num_format=theme.MEAN, **extra)


def kinds(book: Book) -> None:
    """Add the sheet Brottstyper: the counts that are protected together."""
    sheet = book.sheet(KINDS, (1.5, 1.8, 32, *[14] * 8), use="result", landscape=True)
    typetable.title(
        sheet, 'rubrik&": brottstyper"', typetable.types_of_the_year("REGSO_NAMN(omrade,ar)")
    )
    header = [theme.style("header"), *[theme.style("header_right", shrink=True)] * 8]
    rows = []
    for row, kind in enumerate(ROWS, _KINDS_HEAD + 1):
        extra = typetable.row_extra(kind)
        counts = [theme.style("cell_count", **extra)] * 8
        rows.append([theme.style("cell", **extra), *counts])
        sheet.put(f"B{row}", None, "cell", **extra)
        if isinstance(kind, int):
            typetable.swatch(sheet, f"B{row}", kind)
        sheet.heights({row: 21})
    sheet.put(f"B{_KINDS_HEAD}", None, "header")
    sheet.heights({_KINDS_HEAD: 22})
    sheet.spill(f"C{_KINDS_HEAD}", f.protected(), [header, *rows])
    notes = (
        typetable.HIDDEN_NOTE,
        '"Antal händelser. Samma tabell skyddar bladen Brott och Brottstyper tillsammans. En '
        'händelse kan röra flera personer, och tröskeln räknar händelser."',
        unless_error(SOURCE_TABLE, sourced("Källrad")),
    )
    for row, note in enumerate(notes, _KINDS_HEAD + len(ROWS) + 2):
        sheet.merged(f"B{row}:K{row}", "", "note")
        sheet.formula(f"B{row}", note, "note")
        sheet.heights({row: 26})
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection("B1")
