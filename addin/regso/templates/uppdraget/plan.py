"""The sheets Budget and Frister of the template Uppdraget: what is planned, and by when."""

from __future__ import annotations

from regso.templates.uppdraget.fields import (
    AMOUNTS,
    DEADLINES,
    DONE,
    DUE,
    FIRST_MONTH,
    FROM,
    KINDS,
    UNTIL,
)
from regso.workbook import theme
from regso.workbook.book import Book, Sheet

BUDGET, DEADLINE = "Budget", "Frister"
MONTHS = 12
MONTH_FORMAT = "yyyy-mm"
HEAD = 7
TOP, BOTTOM = HEAD + 1, HEAD + len(KINDS)
TOTAL = BOTTOM + 1
PLANNED = tuple("GHIJKLMNOPQR")  # the columns of the months
SUM = "S"
BUDGET_TOTAL = f"{BUDGET}!$C${TOTAL}"
ROWS = (6, 5 + len(DEADLINES))

STATES = f"{DEADLINE}!$F${ROWS[0]}"  # the first cell of what REGSO_FRIST gives
STATUS = tuple(f"{DEADLINE}!$G${row}" for row in range(ROWS[0], ROWS[1] + 1))

_TOTAL_LINE: theme.Style = {
    "bold": True, "bg_color": theme.BAND, "top": 1, "top_color": theme.MUTED,
    "bottom": 2, "bottom_color": theme.BRAND,
}  # fmt: skip


def total_line() -> theme.Style:
    """Return what sets a row of totals apart."""
    return dict(_TOTAL_LINE)


def given(name: str) -> str:
    """Return the formula of an input, #N/A while it is empty.

    Spreadsheets do not agree on what an empty cell is: 0 to some, nothing to others.
    """
    return f'IF({name}="",NA(),{name})'


def first_of(month: str) -> str:
    """Return the formula of the first day of the month of a date."""
    return f"{month}-DAY({month})+1"


def next_month(month: str) -> str:
    """Return the formula of the first day of the month after that of a date."""
    return f"DATE(YEAR({month}),MONTH({month})+1,1)"


def sheet_of_budget(book: Book) -> None:
    """Add the sheet Budget: an amount and two months per kind of cost, and the plan per month."""
    sheet = book.sheet(
        BUDGET, (2, 30, 13, 13, 13, 2, *[9] * MONTHS, 11), use="input", landscape=True
    )
    sheet.put("B1", BUDGET, "title")
    lead = "Budget per kostnadsslag, delad lika på månaderna från första till sista månad"
    sheet.put("B2", lead, "lead")
    sheet.put("B4", FIRST_MONTH.label, "label")
    sheet.input("C4", FIRST_MONTH)
    sheet.put("D4", FIRST_MONTH.hint, "hint", text_wrap=False, indent=1)
    sheet.put(f"G{HEAD - 1}", "Plan per månad, kronor", "label", font_color=theme.BRAND)
    sheet.heights({1: 32, 2: 20, 3: 10, 4: 24, 5: 6, HEAD - 1: 20, HEAD: 22})
    titles = ("kostnadsslag", "budget, kr", "första månad", "sista månad")
    for column, title in zip("BCDE", titles, strict=True):
        sheet.put(f"{column}{HEAD}", title, "header")
    _months(sheet)
    for row, kind in enumerate(KINDS, TOP):
        at = row - TOP
        sheet.put(f"B{row}", kind, "cell_name", valign="vcenter")
        sheet.input(f"C{row}", AMOUNTS[at])
        sheet.input(f"D{row}", FROM[at])
        sheet.input(f"E{row}", UNTIL[at])
        sheet.heights({row: 24})
        for column in PLANNED:
            sheet.formula(f"{column}{row}", _planned(column, row), "cell_money")
        span = f"{PLANNED[0]}{row}:{PLANNED[-1]}{row}"
        sheet.formula(f"{SUM}{row}", f"SUM({span})", "cell_money", bold=True)
    sheet.put(f"B{TOTAL}", "Summa", "cell", **_TOTAL_LINE)
    sheet.heights({TOTAL: 24})
    for column in ("C", *PLANNED, SUM):
        total = f"SUM({column}{TOP}:{column}{BOTTOM})"
        # The inputs above are left-aligned, so their total is.
        extra: theme.Style = {"align": "left", "indent": 1} if column == "C" else {}
        sheet.formula(f"{column}{TOTAL}", total, "cell_money", **_TOTAL_LINE, **extra)
    for column in "DE":
        sheet.put(f"{column}{TOTAL}", None, "cell", **_TOTAL_LINE)
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection(f"C{TOP}")


def _months(sheet: Sheet) -> None:
    """Write the first day of each month in the header, shown as year and month."""
    for at, column in enumerate(PLANNED):
        day = given("forsta_manad")
        month = f"DATE(YEAR({day}),MONTH({day})+{at},1)"
        sheet.formula(f"{column}{HEAD}", month, "header_right", num_format=MONTH_FORMAT)
    sheet.put(f"{SUM}{HEAD}", "summa", "header_right")


def _planned(column: str, row: int) -> str:
    month, first, last = f"{column}${HEAD}", f"$D{row}", f"$E{row}"
    months = f"((YEAR({last})-YEAR({first}))*12+MONTH({last})-MONTH({first})+1)"
    within = f"AND({month}>={first_of(first)},{month}<={last})"
    return f"IF(COUNT({first},{last})<2,0,IF({within},$C{row}/{months},0))"


def sheet_of_deadlines(book: Book) -> None:
    """Add the sheet Frister: the last day of each deadline, and whether it is settled."""
    sheet = book.sheet(DEADLINE, (2, 28, 42, 18, 18, 12, 24), use="check", landscape=True)
    sheet.put("B1", DEADLINE, "title")
    sheet.merged("B2:G2", "", "lead")
    sheet.formula("B2", '"Läget "&' + dated("avstamningsdag"), "lead")
    titles = ("frist", "lämnas till", "sista dag", "klart", "dagar kvar", "status")
    sheet.heights({1: 32, 2: 20, 3: 6, 4: 6, 5: 22})
    for column, title in zip("BCDEFG", titles, strict=True):
        sheet.put(f"{column}5", title, "header_right" if column == "F" else "header")
    top, bottom = ROWS
    for row, deadline in enumerate(DEADLINES, top):
        at = row - top
        sheet.put(f"B{row}", deadline.label, "cell_name", valign="vcenter")
        sheet.put(f"C{row}", deadline.recipient, "cell")
        sheet.input(f"D{row}", DUE[at])
        sheet.input(f"E{row}", DONE[at])
        sheet.heights({row: 28})
    body = [theme.style("cell_count"), theme.style("cell", bold=True)]
    sheet.spill(
        f"F{top}",
        f"REGSO_FRIST(D{top}:D{bottom},{given('avstamningsdag')},E{top}:E{bottom})",
        [body] * len(DEADLINES),
    )
    for word, look in (
        ("Klar för sent", theme.WARN),
        ("Klar", theme.GOOD),
        ("Förfaller", theme.WARN),
        ("Försenad", theme.BAD),
    ):
        sheet.rule(f"G{top}:G{bottom}", f'LEFT($G{top},{len(word)})="{word}"', look)
    notes = (
        "Skriv dagen då det lämnades i kolumnen klart, så är fristen avgjord. Samma dag står som "
        "datum på sidan till Kammarkollegiet.",
        "En dag efter avstämningsdagen är en plan: fristen räknas ned tills den har passerat. Har "
        "ni fått anstånd ändrar ni sista dag.",
    )
    for row, text in enumerate(notes, bottom + 2):
        sheet.merged(f"B{row}:G{row}", text, "note", font_size=10)
        sheet.heights({row: 18})
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection(f"E{top}")


def iso(date: str) -> str:
    """Return the formula of a date as text, 2022-09-15; formats of TEXT() differ by language."""
    two = [f'RIGHT("0"&{part}({date}),2)' for part in ("MONTH", "DAY")]
    return f'YEAR({date})&"-"&{two[0]}&"-"&{two[1]}'


def dated(date: str) -> str:
    """Return the formula of a date as text, or that it is missing."""
    return f'IF({date}="","saknas",{iso(date)})'
