"""The sheets Uppgifter and Myndigheter of the template Uppdraget."""

from __future__ import annotations

from regso.templates.uppdraget.fields import (
    FACT_COLUMNS,
    FACT_TOP,
    FACTS,
    FIELDS,
    FIRST,
    ROWS,
    SECTIONS,
    known,
)
from regso.workbook.agencies import AGENCIES, Agency
from regso.workbook.book import Book, Sheet
from regso.workbook.declared import Input

_NARROWEST = 40  # characters of a line in the columns of long texts


def sheet_of_fields(book: Book) -> None:
    """Add the sheet Uppgifter: label, the user's value, the value in use, and a hint."""
    sheet = book.sheet(FIELDS, (2, 26, 46, 46, 72), use="input", landscape=True)
    sheet.put("B1", FIELDS, "title")
    sheet.put("B2", "Det som ska stå på sidorna till Kammarkollegiet", "lead")
    sheet.heights({1: 32, 2: 20, 3: 10})
    for title, items in SECTIONS:
        top = ROWS[items[0].name] - 1
        for column, text in zip("BCDE", (title, "du fyller i", "används", ""), strict=True):
            plain = {} if column == "B" else {"bold": False, "font_size": 10}
            sheet.put(f"{column}{top}", text, "section", indent=int(bool(plain)), **plain)
        sheet.heights({top: 22})
        for item in items:
            _field(sheet, item)
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection(f"C{FIRST + 1}")


def _field(sheet: Sheet, item: Input) -> None:
    row = ROWS[item.name]
    sheet.put(f"B{row}", item.label, "label")
    sheet.input(f"C{row}", item)
    look = "cell_date" if item.style == "input_date" else "value"
    fallback = known(FACT_COLUMNS[item.name]) if item.name in FACT_COLUMNS else '""'
    sheet.formula(f"D{row}", f'IF({item.name}="",{fallback},{item.name})', look)
    sheet.put(f"E{row}", item.hint, "hint", indent=1)
    sheet.heights({row: 46 if len(str(item.example or "")) > 80 else 24})  # noqa: PLR2004


def sheet_of_facts(book: Book) -> None:
    """Add the sheet Myndigheter: what the decision to each agency states."""
    sheet = book.sheet(FACTS, (2, 21, 14, 21, 13, 17, 42, 50, 42), use="help", landscape=True)
    sheet.put("B1", FACTS, "title")
    sheet.put("B2", "Det som regeringens beslut 2022-04-28 anger; tomt betyder inte känt", "lead")
    sheet.heights({1: 32, 2: 20, 3: 10, FACT_TOP - 1: 10, FACT_TOP: 22})
    titles = (
        *("myndighet", "dnr", "beslut", "adress, rad 1", "adress, rad 2"),
        *("delmål", "beslutet säger också", "kopia till"),
    )
    for column, title in zip("BCDEFGHI", titles, strict=True):
        sheet.put(f"{column}{FACT_TOP}", title, "header")
    for row, agency in enumerate(AGENCIES.values(), FACT_TOP + 1):
        facts = _facts_of(agency)
        for column, text in zip("BCDEFGHI", facts, strict=True):
            sheet.put(f"{column}{row}", text, "cell_name" if column == "B" else "cell_wrap")
        lines = max(len(text) // _NARROWEST + 1 for text in facts)
        sheet.heights({row: 15 * lines + 4})
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.freeze_panes(FACT_TOP, 2)
    sheet.raw.set_selection("B1")


def _facts_of(agency: Agency) -> tuple[str, ...]:
    first, last = ("", "", *agency.address)[-2:]
    return (
        agency.name,
        agency.dnr,
        agency.decision,
        first,
        last,
        "; ".join(agency.goals),
        agency.note if agency.is_known else "Beslutet finns inte i underlaget.",
        ", ".join(agency.copies),
    )
