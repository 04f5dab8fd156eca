"""The sheet Sammanfattning of Redovisning: answers and obstacles counted, goals, evidence."""

from __future__ import annotations

from regso.templates.redovisning.facts import (
    ANOTHER_ASSIGNMENT,
    ANSWERS,
    ITS_AGENCY,
    OBSTACLES,
    PAIRS,
)
from regso.templates.redovisning.matrix import (
    COPIES,
    DNR,
    GOAL_OF_DECISION,
    MISSING,
    SEVERAL,
    count,
    hits,
    long_form,
    or_missing,
)
from regso.templates.redovisning.source import OBSTACLE_CELLS
from regso.workbook.book import Book, Sheet
from regso.workbook.charts import column_counts

SUMMARY = "Sammanfattning"
_EVIDENCE_ROWS = 10
_RELATES = "verksamheten relaterar till delmålet "


def summary(book: Book) -> None:
    """Add the sheet Sammanfattning: answers and obstacles counted, goals, evidence, copies."""
    sheet = book.sheet(SUMMARY, (1.5, 12, 44, 26, 60, 2, 8, 8), use="result")
    sheet.put("B1", SUMMARY, "title")
    sheet.formula("B2", f'myndighet&" · dnr "&{or_missing(DNR)}', "lead")
    sheet.heights({1: 30, 2: 20, 3: 8})
    row = _answers(sheet, 4)
    row = _obstacles(sheet, row + 1)
    row = _goals(sheet, row + 1)
    row = _another(sheet, row + 1)
    row = _evidence(sheet, row + 1)
    row = _copies(sheet, row + 1)
    sheet.raw.print_area(f"A1:E{row - 1}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection("B1")


def _section(sheet: Sheet, row: int, title: str) -> int:
    for column, text in zip("BCDE", (title, None, None, None), strict=True):
        sheet.put(f"{column}{row}", text, "section")
    sheet.heights({row: 22, row - 1: 10})
    return row + 1


def _answers(sheet: Sheet, row: int) -> int:
    top = _section(sheet, row, "Svar")
    sheet.put(f"B{top}", "rutor", "header_right")
    sheet.put(f"C{top}", "svar", "header")
    for at, answer in enumerate((*ANSWERS, MISSING), top + 1):
        formula = count(*ANSWERS) if answer == MISSING else count(answer)
        sheet.formula(
            f"B{at}", f"{len(PAIRS)}-({formula})" if answer == MISSING else formula, "cell_count"
        )
        sheet.put(f"C{at}", answer, "cell")
        sheet.heights({at: 20})
    last = top + len(ANSWERS) + 1
    sheet.put(f"B{last + 1}", len(PAIRS), "cell_count", bold=True, top=1)
    sheet.put(f"C{last + 1}", "alla rutor (4 verktyg × 4 användningar)", "cell", bold=True, top=1)
    cells = [f"={SUMMARY}!${column}${top + 1}:${column}${last}" for column in "CB"]
    chart = column_counts(sheet.book, *cells)
    chart.set_size({"width": 600, "height": 165})
    alt = "Antal rutor i matrisen per svar, som staplar; samma tal står i tabellen bredvid."
    options = {"object_position": 2, "description": alt, "x_offset": 6, "y_offset": 2}
    sheet.raw.insert_chart(f"D{top}", chart, options)
    sheet.heights({top: 20, last + 1: 20})
    return last + 2


def _obstacles(sheet: Sheet, row: int) -> int:
    """Write the obstacles, the most frequent first; how often each is named stands beside."""
    top = _section(sheet, row, "Hinder, de vanligaste först")
    sheet.put(f"B{top}", "rutor", "header_right")
    sheet.merged(f"C{top}:E{top}", "hinder", "header")
    many, first, last = len(OBSTACLES), top + 1, top + len(OBSTACLES)
    names = OBSTACLE_CELLS
    sheet.put(f"G{top}", "Sortering (skrivs inte ut)", "aside")
    for number, at in enumerate(range(first, last + 1), 1):
        hit = hits(long_form("hinder"), number)
        sheet.formula(f"G{at}", f"100*{hit}+{many - number}", "aside")
        place = f"MATCH(LARGE($G${first}:$G${last},{number}),$G${first}:$G${last},0)"
        sheet.formula(f"B{at}", f"INT(LARGE($G${first}:$G${last},{number})/100)", "cell_count")
        sheet.merged(f"C{at}:E{at}", "", "cell")
        sheet.formula(f"C{at}", f"INDEX({names},{place})", "cell")
        sheet.heights({at: 18})
    sheet.formula(f"B{last + 1}", f"SUM({long_form('egna ord')})", "cell_count")
    sheet.merged(f"C{last + 1}:E{last + 1}", "andra hinder, med egna ord", "cell")
    sheet.heights({top: 20, last + 1: 18})
    return last + 2


def _goals(sheet: Sheet, row: int) -> int:
    top = _section(sheet, row, "Delmål i regeringens strategi mot segregation (Ku2018/01462)")
    named = GOAL_OF_DECISION
    lead = (
        f'IF({SEVERAL},"Beslutet: verksamheten relaterar till flera av delmålen.",'
        f'IF({named}="","Delmålet står i myndighetens eget beslut.",'
        f'"Beslutet: {_RELATES}"&{named}))'
    )
    formulas = (lead, *(f'IF(delmal_{i}="","","Valt: "&delmal_{i})' for i in (1, 2, 3)))
    for at, formula in enumerate(formulas, top):
        sheet.merged(f"B{at}:E{at}", "", "cell")
        sheet.formula(f"B{at}", formula, "cell")
        sheet.heights({at: 18})
    return top + len(formulas)


def _another(sheet: Sheet, row: int) -> int:
    top = _section(
        sheet, row, f"Uppdraget om att minska långtidsarbetslösheten ({ANOTHER_ASSIGNMENT})"
    )
    sheet.merged(f"B{top}:E{top}", "", "cell_wrap")
    sheet.formula(
        f"B{top}",
        f'IF(myndighet="{ITS_AGENCY}",IF(TRIM(beaktat)="","Svar saknas.",beaktat&""),'
        f'"Gäller bara {ITS_AGENCY}.")',
        "cell_wrap",
    )
    sheet.heights({top: 48})
    return top + 1


def _evidence(sheet: Sheet, row: int) -> int:
    top = _section(sheet, row, "Underlag")
    for column, title in zip("BCDE", ("nr", "visar", "värde", "finns i"), strict=True):
        sheet.put(f"{column}{top}", title, "header")
    for number in range(1, _EVIDENCE_ROWS + 1):
        at = top + number
        cells = {
            c: f'INDEX(Underlag[{c}],{number})&""'
            for c in ("nr", "visar", "varde", "arbetsbok", "blad", "cell")
        }
        place = (
            f'{cells["arbetsbok"]}&IF({cells["blad"]}="","",", bladet "&{cells["blad"]})'
            f'&IF({cells["cell"]}="","",", cell "&{cells["cell"]})'
        )
        shown = (cells["nr"], cells["visar"], cells["varde"], place)
        for column, formula in zip("BCDE", shown, strict=True):
            within = f'IF(ROWS(Underlag[nr])<{number},"",{formula})'
            sheet.formula(f"{column}{at}", within, "cell_wrap", valign="vcenter")
        sheet.heights({at: 18})
    more = top + _EVIDENCE_ROWS + 1
    left = f"ROWS(Underlag[nr])-{_EVIDENCE_ROWS}"
    sheet.formula(f"B{more}", f'IF({left}>0,"… och "&{left}&" till på bladet Underlag.","")')
    sheet.heights({top: 20})
    return more + 1


def _copies(sheet: Sheet, row: int) -> int:
    top = _section(sheet, row, "Kopia till")
    sheet.merged(f"B{top}:E{top}", "", "wrap")
    sheet.formula(
        f"B{top}", f'IF({COPIES}="","Listan står i myndighetens eget beslut.",{COPIES})', "wrap"
    )
    sheet.heights({top: 34})
    return top + 1
