"""The working sheets of the template Brott: police areas, and the counts as they are."""

from __future__ import annotations

from regso.core.measures.typetable import ROWS
from regso.templates.brott import formulas as f
from regso.workbook import theme, typetable
from regso.workbook.book import Book, Sheet
from regso.workbook.checks.register import unless_error

POLICE = "Polisområden"


def police(book: Book) -> None:
    """Add the sheet Polisområden: events in the RegSO that police areas touch."""
    sheet = book.sheet(
        POLICE, (1.5, 34, 11, 15, 15, 13, 13, 13, 13, 62), use="work", landscape=True
    )
    sheet.put("B1", "Polisområden", "title")
    sheet.put("B2", "Arbetsblad: händelser i de RegSO som egna polisområden berör", "lead")
    sheet.heights({1: 32, 2: 20, 4: 18, 5: 22})
    sheet.put("D4", "befolkning i", "header_over")
    sheet.put("E4", "därav i", "header_over")
    sheet.put("G4", "per 100 000 inv.", "header_over")
    sheet.formula("H4", typetable.LEVEL, "header_span")
    sheet.put("I4", None, "header_span")
    titles = ("polisområde", "RegSO", "dessa RegSO", "polisområdet", "händelser", "tal", "nedre",
              "övre", "översättningens kvalitet")  # fmt: skip
    for column, text in zip("BCDEFGHIJ", titles, strict=True):
        sheet.put(f"{column}5", text, "header" if column in "BJ" else "header_right")
    for i in range(1, f.POLICE + 1):
        _police_row(sheet, i, 5 + i)
    end = 5 + f.POLICE
    rates = [[theme.style("cell_rate")] * 3 for _ in range(f.POLICE)]
    persons = f"D6:D{end}"
    rate = f.rates(f"F6:F{end}", persons)
    sheet.spill("G6", unless_error(f.borders(), rate), rates)
    sheet.verdict_rules(f"J6:J{end}")
    notes = (
        '"Talen gäller hela de berörda RegSO, inte polisområdet: händelser räknas inte om med '
        "andelen. Andelen av befolkningen som bor i polisområdet visar hur väl RegSO kan stå för "
        'det."',
        '"Kvaliteten bygger på andelarna på bladet Överlapp. Gränsen för OK är er egen. Saknas '
        'ett berört RegSO i tabellen syns det inte här."',
        '"Antal under tröskeln visas som .. men prövas inte mot bladen Brott och Brottstyper. '
        'Därför publiceras inte detta blad."',
    )
    for row, note in enumerate(notes, end + 2):
        sheet.merged(f"B{row}:J{row}", "", "note")
        sheet.formula(f"B{row}", note, "note")
        sheet.heights({row: 15})
    sheet.raw.set_selection("B1")


def _police_row(sheet: Sheet, i: int, row: int) -> None:
    def told(column: str) -> str:
        return f.of_police(i, column)

    named, blank = f'{f.POLICE_AREA}{i}=""', '""'
    few = f'IF({told("F")}>=1,IF({told("F")}<{f.THRESHOLD},"..",{told("F")}),{told("F")})'
    share = f'IF({told("D")}=0,"",{told("E")}/{told("D")})'
    quality = (
        f'IF(E{row}="","Granska: inga RegSO på bladet Överlapp.",IF(E{row}>=tackning,"OK: ",'
        f'"Granska: bara ")&ROUND(100*E{row},0)&'
        '" % av invånarna i dessa RegSO bor i polisområdet.")'
    )
    sheet.heights({row: 21})
    sheet.formula(f"B{row}", f"IF({named},{blank},{f.POLICE_AREA}{i})", "cell")
    sheet.formula(f"C{row}", f"IF({named},{blank},{told('C')})", "cell_count")
    sheet.formula(f"D{row}", f"IF({named},{blank},{told('D')})", "cell_count")
    sheet.formula(f"E{row}", f"IF({named},{blank},{share})", "cell_value")
    sheet.formula(f"F{row}", f"IF({named},{blank},{few})", "cell_count")
    sheet.formula(f"J{row}", f"IF({named},{blank},{unless_error(f'E{row}', quality)})", "status")


def counts(book: Book) -> None:
    """Add the sheet Beräkning."""
    sheet = book.sheet(f.WORK, (1.5, 30, 50, *[12] * 5, 17, *[12] * 7), use="work", landscape=True)
    sheet.put("B1", f.WORK, "title")
    sheet.put(
        "B2", "Arbetsblad med oskyddade antal, som de andra bladen läser. Lämna inte ut.", "lead"
    )
    sheet.heights({1: 32, 2: 20})
    left = [theme.style("header")] * 2
    right = [theme.style("header_right")] * 6
    names = ("cell", "cell", "cell_count", "cell_count", *["cell_rate"] * 4)
    body = [[theme.style(n) for n in names]] * len(ROWS)
    sheet.put("B3", "Områdenas gränser", "label")
    sheet.formula(f.BORDERS.replace("$", ""), f.INSTALLED, "cell")
    sheet.put(f"B{f.HEAD - 1}", "Alla händelser", "label")
    sheet.spill(f"B{f.HEAD}", f.table(f.EVENTS), [[*left, *right], *body])
    sheet.put(f"{f.KIND_COLUMNS[0]}{f.HEAD - 1}", "Antal per brottstyp på bladet Urval", "label")
    counts = [[theme.style("header_right")], *[[theme.style("cell_count")]] * len(ROWS)]
    for number, column in enumerate(f.KIND_COLUMNS, 1):
        sheet.spill(f"{column}{f.HEAD}", f.of_kind(number), counts)
    _block(sheet)
    _police_work(sheet)
    sheet.raw.set_selection("B1")


def _block(sheet: Sheet) -> None:
    """Write the counts that are protected together."""
    sheet.put(f"B{f.BLOCK - 1}", "Antal som skyddas tillsammans", "label")
    sheet.put(f"B{f.BLOCK}", "områdestyp", "header")
    *kinds, others, total = list(f.BLOCK_COLUMNS)
    for number, column in enumerate(kinds, 1):
        name = f"{f.KIND}{number}"
        sheet.formula(f"{column}{f.BLOCK}", f'IF({name}="","",{name})', "header_right")
    sheet.put(f"{others}{f.BLOCK}", "övriga", "header_right")
    sheet.put(f"{total}{f.BLOCK}", "totalt", "header_right")
    for i, kind in enumerate(ROWS):
        row, above = f.BLOCK + 1 + i, f.FIRST + i
        label = typetable.SHORT[kind] if isinstance(kind, int) else f.LABELS[kind]
        sheet.put(f"B{row}", label, "cell")
        for number, (column, source) in enumerate(zip(kinds, f.KIND_COLUMNS, strict=True), 1):
            count = unless_error(f"{source}${f.HEAD}", f"{source}{above}")
            # The table of all events first, so that every cell is the same error.
            count = f.of_borders(unless_error(f"$B${f.HEAD}", count))
            sheet.formula(f"{column}{row}", f'IF({f.KIND}{number}="","",{count})', "cell_count")
        sheet.formula(f"{others}{row}", f.rest(row), "cell_count")
        total_count = f.of_borders(unless_error(f"$B${f.HEAD}", f"$D{above}"))
        sheet.formula(f"{total}{row}", total_count, "cell_count")


def _police_work(sheet: Sheet) -> None:
    head = f.POLICE_HEAD
    titles = ("polisområde", "antal RegSO", "befolkning", "därav inom", "händelser")
    for column, text in zip("BCDEF", titles, strict=True):
        sheet.put(f"{column}{head}", text, "header" if column == "B" else "header_right")
    for i in range(1, f.POLICE + 1):
        row = head + i
        sheet.formula(f"B{row}", f'IF({f.POLICE_AREA}{i}="","",{f.POLICE_AREA}{i})', "cell")
        for column, formula in zip(
            "CDEF",
            (f.touched(i), f.people_in(i), f.people_within(i), f.events_in(i)),
            strict=True,
        ):
            sheet.formula(f"{column}{row}", formula, "cell_count")
