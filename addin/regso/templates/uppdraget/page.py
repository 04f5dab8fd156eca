"""What the three pages to Kammarkollegiet have in common: one A4 page in the columns B–E."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regso.templates.uppdraget.fields import used
from regso.templates.uppdraget.plan import dated, iso, total_line
from regso.workbook import theme
from regso.workbook.book import Book, Sheet

_WIDTHS = (1.5, 34, 18, 18, 18)
_OWN_LAYOUT = (
    "Uppställningen är myndighetens egen: Kammarkollegiets blankett är inte känd. Finns en "
    "sådan gäller den."
)
TABLE = 21  # the header row of the first table


@dataclass(frozen=True)
class Letter:
    """What one of the pages says.

    Attributes
    ----------
    name, title : str
        The sheet, and the heading.
    key : str
        The deadline whose day the page is dated.
    failing : str
        The cell that counts the checks of the page that do not pass.
    mark : str
        The formula of what else a draft is marked with.
    lead : str
        The formula of the paragraph above the tables.
    enclosed : str
        The input that lists what is enclosed.
    promise : str
        What the signatory vouches for.
    no_dnr : str
        What stands where the recipient's diarienummer is not filled in.
    """

    name: str
    title: str
    key: str
    failing: str
    mark: str
    lead: str
    enclosed: str
    promise: str
    no_dnr: str = "saknas"


def known_or(cell: str, missing: str = "saknas") -> str:
    """Return the formula of a cell, or of a word where it is empty."""
    return f'IF({cell}="","{missing}",{cell})'


def open_page(book: Book, letter: Letter) -> Sheet:
    """Add a page with its mark, sender, references, recipient, heading and lead."""
    sheet = book.sheet(letter.name, _WIDTHS, use="result")
    left = letter.failing
    sheet.merged("B1:E1", "", "label")
    sheet.formula(
        "B1",
        f'IF({left}=0,"","UTKAST · "&{left}&IF({left}=1," kontroll"," kontroller")&" återstår, se '
        f'bladet Kontroll"&{letter.mark})',
        "label",
        align="center",
    )
    sheet.rule("B1:E1", f"{left}>0", {**theme.WARN, "bold": True, "border": 1})
    sheet.heights({1: 24, 2: 14, 3: 22, 9: 8, 13: 12, 14: 30, 17: 6, 18: 60, 19: 2, 20: 2})
    sheet.formula("B3", "myndighet", "label", font_size=14, font_color=theme.BRAND)
    sheet.formula("B4", used("adress1"))
    sheet.formula("B5", used("adress2"))
    sheet.formula("B6", f'"Org.nr "&{known_or(used("orgnr"))}')
    sheet.formula("B7", f'"Kontakt: "&{known_or(used("kontakt"))}')
    sheet.formula("B8", used("kontaktvag"))
    _references(sheet, letter)
    sheet.formula("D10", used("mottagare"), "label")
    sheet.formula("D11", used("mottagare_adress1"))
    sheet.formula("D12", used("mottagare_adress2"))
    sheet.merged("B14:E14", "", "title")
    sheet.formula("B14", f'IF({left}=0,"","Utkast: ")&"{letter.title}"', "title")
    decision = known_or(used("beslut_nr"), "Regeringens beslut")
    for row, formula, look in (
        (15, used("uppdrag"), "label"),
        (
            16,
            f'{decision}&" "&{dated(used("beslut_datum"))}&", dnr "&{known_or(used("dnr"))}',
            "body",
        ),
        (18, letter.lead, "wrap"),
    ):
        sheet.merged(f"B{row}:E{row}", "", look)
        sheet.formula(f"B{row}", formula, look)
    return sheet


def _references(sheet: Sheet, letter: Letter) -> None:
    day = f"klart_{letter.key}"
    for row, (label, formula) in enumerate(
        (
            ("Datum", dated(day)),
            ("Regeringens dnr", known_or(used("dnr"))),
            ("Vårt dnr", known_or(used("eget_dnr"), "–")),
            ("Ert dnr", known_or(used("mottagare_dnr"), letter.no_dnr)),
        ),
        3,
    ):
        sheet.put(f"D{row}", label, "body", font_color=theme.MUTED)
        sheet.formula(f"E{row}", formula, "label")


def header(sheet: Sheet, row: int, titles: Sequence[str]) -> int:
    """Write a header row, the last titles over the last columns; return the row after."""
    blanks = [""] * (4 - len(titles))
    for column, text in zip("BCDE", (titles[0], *blanks, *titles[1:]), strict=True):
        sheet.put(f"{column}{row}", text, "header" if column == "B" else "header_right")
    sheet.heights({row: 20})
    return row + 1


def line(sheet: Sheet, row: int, label: str, cell: str, *, strong: bool = False) -> int:
    """Write a label and an amount, and return the row after."""
    extra = total_line() if strong else {}
    sheet.put(f"B{row}", label, "cell", **extra)
    for column in "CD":
        sheet.put(f"{column}{row}", None, "cell", **extra)
    sheet.formula(f"E{row}", cell, "cell_money", **extra)
    sheet.heights({row: 18 if strong else 16})
    return row + 1


def fact(sheet: Sheet, row: int, label: str, formula: str, lines: int = 1) -> int:
    """Write a label and a text beside it, and return the row after."""
    sheet.put(f"B{row}", label, "body", font_color=theme.MUTED, indent=1)
    sheet.merged(f"C{row}:E{row}", "", "wrap", valign="vcenter")
    sheet.formula(f"C{row}", formula, "wrap", valign="vcenter")
    sheet.heights({row: 15 * lines + 4})
    return row + 1


def close_page(sheet: Sheet, row: int, letter: Letter) -> None:
    """Write the promise, the lines to sign on, what is enclosed and where the layout is from."""
    sheet.merged(f"B{row}:E{row}", letter.promise, "wrap", valign="vcenter")
    sheet.heights(
        {row: 32, row + 1: 12, row + 2: 28, row + 3: 13, row + 4: 26, row + 5: 13, row + 6: 10}
    )
    line: theme.Style = {"bottom": 1, "bottom_color": theme.INK, "valign": "bottom"}
    day = f"klart_{letter.key}"
    place = f'{used("ort")}&IF(OR({used("ort")}="",{day}=""),"",", ")&IF({day}="","",{iso(day)})'
    name = f'{used("undertecknare")}&IF({used("befattning")}="","",", "&{used("befattning")})'
    for at, label, formula, under in (
        (row + 2, "Ort och datum", place, "Underskrift"),
        (row + 4, "Namnförtydligande och befattning", name, ""),
    ):
        sheet.formula(f"B{at}", formula, "body", **line)
        sheet.put(f"B{at + 1}", label, "aside")
        if under:
            for column in "DE":
                sheet.put(f"{column}{at}", None, "body", **line)
            sheet.put(f"D{at + 1}", under, "aside")
    row += 7
    sheet.merged(f"B{row}:E{row}", "", "body")
    sheet.formula(f"B{row}", f'"Bilagor: "&{known_or(used(letter.enclosed), "inga")}')
    sheet.merged(f"B{row + 1}:E{row + 1}", _OWN_LAYOUT, "note")
    sheet.heights({row: 18, row + 1: 26})
    sheet.raw.print_area(f"A1:E{row + 1}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.set_selection("B1")
