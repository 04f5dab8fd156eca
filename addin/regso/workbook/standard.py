"""The sheets that every template has: Start, Indata, Matchning, Källa and Funktioner."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from importlib.resources import files

from xlsxwriter.utility import xl_cell_to_rowcol

from regso.functions import REGISTRY, Entry
from regso.workbook import theme
from regso.workbook.book import ABSENT, REQUIRED, Book, Column, Content, Input, Sheet, SideTable
from regso.workbook.check import Check
from regso.workbook.checks import MATCH, MATCH_TOP, SOURCE, SOURCE_TOP

TABLE = "Indata"
EXAMPLE_ROWS = (
    "Klistra in dina egna rader över exemplet. Koder som börjar på 99 är exempeldata "
    "(påhittade, län 99)."
)
_EXAMPLE = "example_register.csv"
_LAST_ROW = 1_048_575  # counted from 0
_FIRST_WIDTH = 22  # the least that the first column of Indata has, below the title
_MATCH_DOCS = {
    "rader": "Rader i tabellen Indata.",
    "träff": "Raden har fått en områdestyp.",
    "reparerade": "Koden var slarvigt skriven (blanktecken, små bokstäver, tappad nolla) men "
    "har tolkats. Ingen åtgärd behövs.",
    "okända": "Koden finns inte i årets indelning. Kontrollera registrets indelning och året.",
    "felaktiga": "Texten är ingen områdeskod. Rätta i Indata. Namn på RegSO blir koder med "
    "=REGSO_KOD(namn;kommun).",
    "tomma": "Raden saknar kod. Har den något annat redovisas den som okänd; är den helt tom "
    "räknas den inte.",
    "gränsändrade": "Området bytte gräns mellan indelningarna: koden är densamma men området är "
    "ett annat. Viktigt när år jämförs.",
    "trolig indelning": "Indelningen som koderna själva pekar på.",
    "felaktigt värde 1": "De första okända eller felaktiga koderna; delar som kan vara "
    "personuppgifter är dolda.",
    "summarader": "Rader för riket, ett län eller en kommun vars delar också står i Indata. De "
    "räknas inte, för då räknas alla två gånger.",
    "summaradernas skillnad": "Så mycket mer är summaraderna än sina delar.",
    "överlappande områden": "RegSO som står i Indata tillsammans med sina egna DeSO. Behåll "
    "den ena nivån.",
    "överlappning": "De första av dem, vart och ett med ett av sina DeSO.",
}


Row = Sequence[Content]


def start(
    book: Book,
    lead: str,
    steps: Sequence[tuple[str, str]],
    inputs: Sequence[Input],
    checks: Sequence[Check],
) -> int:
    """Add the sheet Start: what to do, the inputs, and the checks; return the first check's row."""
    sheet = book.sheet("Start", (2, 26, 54, 82), use="check", landscape=True)
    sheet.put("B1", book.title, "title")
    sheet.put("B2", lead, "lead")
    sheet.heights({1: 32, 2: 20, 3: 12})
    row = section(sheet, 4, "Så gör du", "")
    for label, text in steps:
        sheet.put(f"B{row}", label, "label")
        sheet.merged(f"C{row}:D{row}", text, "wrap", valign="vcenter")
        sheet.heights({row: 32 if len(text) > 120 else 20})  # noqa: PLR2004 - two lines or one
        row += 1
    if inputs:
        first = section(sheet, row + 1, "Inställningar", "Gula fält fyller du i")
        row = input_rows(sheet, first, inputs)
        sheet.raw.set_selection(f"C{first}")
    end = check_rows(sheet, row + 1, checks)
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.activate()
    return end - len(checks)


def section(sheet: Sheet, row: int, title: str, aside: str) -> int:
    """Write a heading over the columns B–D, and return the row after it."""
    sheet.put(f"B{row}", title, "section")
    sheet.put(f"C{row}", aside, "section", bold=False, font_size=10, font_color=theme.MUTED)
    sheet.put(f"D{row}", None, "section")
    sheet.heights({row: 22})
    return row + 1


def input_rows(sheet: Sheet, first: int, inputs: Sequence[Input]) -> int:
    """Write inputs below each other, label in B, input in C, hint in D; return the row after."""
    for row, item in enumerate(inputs, first):
        sheet.put(f"B{row}", item.label, "label")
        sheet.input(f"C{row}", item)
        sheet.put(f"D{row}", item.hint, "hint", indent=1)
        sheet.heights({row: 26})
    return first + len(inputs)


def check_rows(sheet: Sheet, top: int, checks: Sequence[Check]) -> int:
    """Write the check panel: label in B, value in C, verdict in D; return the row after."""
    first = section(sheet, top, "Kontroll", "Allt ska börja med OK innan rapporten används")
    for row, check in enumerate(checks, first):
        sheet.put(f"B{row}", check.label, "label", bottom=1, bottom_color=theme.RULE)
        sheet.formula(f"C{row}", check.value, "value")
        sheet.formula(f"D{row}", check.verdict(f"C{row}"), "status")
        sheet.heights({row: check.height})
    sheet.verdict_rules(f"D{first}:D{first + len(checks) - 1}")
    return first + len(checks)


def data(
    book: Book,
    columns: Sequence[Column],
    rows: Sequence[Row] | None = None,
    *,
    about: str = EXAMPLE_ROWS,
) -> None:
    """Add the sheet Indata: a table to paste into, filled with example rows.

    It is not protected, because a protected table cannot grow, and holds no formulas. Without
    rows it has the example register.
    """
    widths = [column.width for column in columns]
    sheet = book.sheet(
        TABLE, [max(widths[0], _FIRST_WIDTH), *widths[1:]], use="input", protected=False
    )
    sheet.put("A1", TABLE, "title")
    sheet.put("A2", about, "label", font_color=theme.WARN_INK)
    for row, column in enumerate(columns, 3):
        need = " (måste finnas)" if column.required else ""
        sheet.put(f"A{row}", f"{column.name}{need}: {column.doc}", "aside")
    top = 3 + len(columns)
    table(sheet, TABLE, f"A{top}", columns, _register(columns) if rows is None else rows)
    for column in columns:
        if column.absent is not None:
            book.define(f"{TABLE}!{ABSENT}{column.name}", f"{column.absent:g}")
    sheet.heights({1: 32})
    sheet.raw.freeze_panes(top, 0)
    sheet.raw.repeat_rows(top - 1)
    sheet.raw.set_selection(f"A{top + 1}")


def side_table(sheet: Sheet, cell: str, declared: SideTable) -> None:
    """Write a table beside Indata as it is declared."""
    table(sheet, declared.name, cell, declared.columns, declared.rows)


def table(
    sheet: Sheet, name: str, cell: str, columns: Sequence[Column], rows: Sequence[Row]
) -> None:
    """Write an Excel table with its header in a cell and its rows below.

    The file carries which columns must be there, because the table itself cannot say so.
    """
    sheet.fact(REQUIRED, ";".join(column.name for column in columns if column.required))
    top, left = xl_cell_to_rowcol(cell)
    looks = [sheet.book.format(_look(column)) for column in columns]
    sheet.raw.add_table(
        top,
        left,
        top + len(rows),
        left + len(columns) - 1,
        {
            "name": name,
            "style": "Table Style Light 1",
            "autofilter": False,
            "columns": [
                {
                    "header": column.name,
                    "format": look,
                    "header_format": sheet.book.format(
                        theme.style("header" if _reads_as_text(column) else "header_right")
                    ),
                }
                for column, look in zip(columns, looks, strict=True)
            ],
        },
    )
    for r, row in enumerate(rows, top + 1):
        for c, content in enumerate(row):
            sheet.raw.write(r, left + c, content, looks[c])
    for at, (column, look) in enumerate(zip(columns, looks, strict=True), left):
        if column.is_text or column.number_format:
            # Rows pasted below the table keep their leading zeros and their format.
            sheet.raw.set_column(at, at, sheet.width(at), look)
        if column.rule is not None:
            sheet.raw.data_validation(top + 1, at, _LAST_ROW, at, column.rule)
    sheet.heights({top + 1: 22})


def _look(column: Column) -> theme.Style:
    wrapped: theme.Style = {"text_wrap": True, "valign": "top"} if column.wraps else {}
    if column.is_text:
        return {"num_format": theme.TEXT, **wrapped}
    aligned = {"align": "left"} if _reads_as_text(column) else {}
    return {"num_format": column.number_format or "General", **aligned, **wrapped}


def _reads_as_text(column: Column) -> bool:
    """Tell whether a column is aligned as texts are; dates are."""
    return column.is_text or column.number_format == theme.DATE


def _register(columns: Sequence[Column]) -> list[list[Content]]:
    text = files("regso.store").joinpath(_EXAMPLE).read_text(encoding="utf-8")
    return [
        [row[c.name] or None if c.is_text else float(row[c.name]) for c in columns]
        for row in csv.DictReader(text.splitlines())
    ]


def match(book: Book, verdict: str, codes: str = "Indata[kod]", sizes: str = "") -> None:
    """Add the sheet Matchning: how the codes fit the year, and what to do about it.

    Parameters
    ----------
    book : Book
    verdict : str
        The formula that says in words how the codes fit.
    codes : str
        The formula that the tables of the template read their codes from.
    sizes : str
        The formula of how much each row counts for, where rows may be totals of others.
    """
    sheet = book.sheet("Matchning", (2, 22, 46, 76), use="check", landscape=True)
    sheet.put("B1", "Matchning", "title")
    sheet.put("B2", "Så väl stämmer registrets koder med årets indelning", "lead")
    sheet.merged("B3:D3", "", "status", indent=1)
    sheet.formula("B3", verdict, "status", indent=1)
    sheet.heights({1: 32, 2: 20, 3: 26, 4: 10})
    sheet.verdict_rules("B3:D3")
    header = [theme.style("header"), theme.style("header")]
    body = [
        theme.style("cell_name", valign="vcenter"),
        theme.style("cell_wrap", valign="vcenter", num_format=theme.COUNT),
    ]
    arguments = ",".join(filter(None, (codes, "ar", sizes)))
    formula = f"REGSO_MATCHNING({arguments})"
    sheet.spill(f"B{MATCH_TOP}", formula, [header, *[body] * len(MATCH)])
    sheet.put(f"D{MATCH_TOP}", "så läser du", "header")
    sheet.heights({MATCH_TOP: 20})
    _fade_empty(sheet, MATCH_TOP + 1, len(MATCH))
    for row, label in enumerate(MATCH, MATCH_TOP + 1):
        doc = _MATCH_DOCS.get(label, "")
        sheet.put(f"D{row}", doc, "cell_wrap", valign="vcenter", font_color=theme.MUTED)
        sheet.heights({row: 14 * _lines(doc, 88) + 6})
    counts = {label: row for row, label in enumerate(MATCH, MATCH_TOP + 1)}
    for label, look in (("okända", theme.BAD), ("felaktiga", theme.BAD), ("tomma", theme.WARN)):
        cell = f"C{counts[label]}"
        sheet.rule(cell, f"{cell}>0", look)
        sheet.rule(cell, f"AND(ISNUMBER({cell}),{cell}=0)", theme.GOOD)
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.freeze_panes(MATCH_TOP, 0)
    sheet.raw.set_selection("B3")


def _fade_empty(sheet: Sheet, top: int, rows: int) -> None:
    """Fade the names of rows without a value, which stand there only to keep the size."""
    sheet.rule(f"B{top}:B{top + rows - 1}", f'$C{top}&""=""', {"font_color": theme.RULE})


def source(book: Book, more: Mapping[str, str] | None = None) -> None:
    """Add the sheet Källa: where the types come from, and what to keep in mind.

    `more` has other reference data that the template uses: heading, and what REGSO_KALLA
    calls them.
    """
    sheet = book.sheet("Källa", (2, 16, 92), use="result")
    sheet.put("B1", "Källa", "title")
    sheet.put("B2", "Referensdata som siffrorna bygger på, och vad man ska tänka på", "lead")
    sheet.heights({1: 32, 2: 20})
    top = SOURCE_TOP
    for title, subject in {"Områdestyp": "typ", **(more or {})}.items():
        _facts(sheet, top, title, subject)
        top += len(SOURCE) + 3
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection("B1")


def _facts(sheet: Sheet, top: int, title: str, subject: str) -> None:
    """Write the source of one kind of reference data, with its header in a row."""
    sheet.put(f"B{top - 1}", title, "label", font_color=theme.BRAND, font_size=12)
    header = [theme.style("header"), theme.style("header")]
    body = [theme.style("cell_name"), theme.style("cell_wrap")]
    sheet.spill(f"B{top}", f'REGSO_KALLA("{subject}",ar)', [header, *[body] * len(SOURCE)])
    sheet.heights({top: 20})
    _fade_empty(sheet, top + 1, len(SOURCE))


def functions(book: Book) -> None:
    """Add the sheet Funktioner: every worksheet function, from the registry."""
    sheet = book.sheet("Funktioner", (2, 52, 44, 72), use="help", landscape=True)
    sheet.put("B1", "Funktioner", "title")
    sheet.put("B2", "Funktioner som du kan använda i egna formler", "lead")
    sheet.heights({1: 32, 2: 20, 3: 10})
    for column, text in zip("BCD", ("så skriver du", "vad den gör", "argument"), strict=True):
        sheet.put(f"{column}4", text, "header")
    sheet.heights({4: 20})
    row, family = 5, ""
    for entry in REGISTRY.values():
        if entry.family != family:
            family = entry.family
            for column, text in (("B", family), ("C", ""), ("D", "")):
                sheet.put(f"{column}{row}", text, "family")
            row += 1
        _function_row(sheet, row, entry)
        row += 1
    sheet.raw.freeze_panes(4, 0)
    sheet.raw.repeat_rows(3)
    sheet.raw.set_selection("B5")


def _function_row(sheet: Sheet, row: int, entry: Entry) -> None:
    arguments = "\n".join(f"{arg.name}: {arg.doc}" for arg in entry.args)
    sheet.put(f"B{row}", entry.signature(), "cell_name")
    sheet.put(f"C{row}", entry.doc, "cell_wrap")
    sheet.put(f"D{row}", arguments, "cell_wrap")
    lines = max(
        _lines(entry.signature(), 46),
        _lines(entry.doc, 44),
        _lines(arguments, 80),
        1,
    )
    sheet.heights({row: 15 * lines + 2})


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column of so many characters."""
    return sum(-(-len(part) // width) or 1 for part in text.split("\n"))
