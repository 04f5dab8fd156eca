"""The matrix of Redovisning: its sheet, and the formulas that count in it.

The matrix is printed four by four. Beside it, not printed, its sixteen cells stand in long form
(columns H–P), found in Indata by tool and use, so that the order of the user's rows is free.
"""

from __future__ import annotations

from regso.templates.redovisning.facts import (
    ANSWERS,
    NO,
    NOT_TRIED,
    OBSTACLES,
    PAIRS,
    PARTLY,
    QUESTION,
    SEVERAL_GOALS,
    TOOLS,
    USES,
    WITHOUT_SOM,
    YES,
)
from regso.templates.redovisning.source import OBSTACLE_CELLS, known
from regso.workbook import theme
from regso.workbook.book import Book, Sheet

REPORT = "Redovisning"
_MATRIX = 10  # the header row of the printed matrix
_LONG, _FACTS = 5, 24  # the header rows of the cells in long form, and of the facts below them
_FIRST, _LAST = _LONG + 1, _LONG + len(PAIRS)
_COLUMN = dict(
    zip(
        (
            "verktyg",
            "anvandning",
            "rad",
            "svar",
            "motivering",
            "hinder",
            "underlag",
            "egna ord",
            "tecken",
        ),
        "HIJKLMNOP",
        strict=True,
    )
)
MISSING = "svar saknas"
_ANSWER_LOOKS: dict[str, theme.Style] = {
    YES: {"bg_color": theme.TYPE_COLOURS[1], "font_color": "#FFFFFF"},
    PARTLY: {"bg_color": "#B9CBE0", "font_color": theme.INK},
    NO: {"bg_color": theme.BAND, "font_color": theme.INK},
    NOT_TRIED: {"bg_color": "#FFFFFF", "font_color": theme.MUTED, "italic": True},
    MISSING: theme.BAD,
}


def long_form(column: str) -> str:
    """Return the sixteen cells of a column in long form."""
    letter = _COLUMN[column]
    return f"{REPORT}!${letter}${_FIRST}:${letter}${_LAST}"


def _fact(row: int) -> str:
    return f"{REPORT}!$I${_FACTS + row}"


DNR, _DECIDED, DAYS_LEFT, GOAL_OF_DECISION, COPIES = (_fact(row) for row in range(1, 6))
DEADLINE = f"{REPORT}!$J${_FACTS + 3}"
SEVERAL = f'{GOAL_OF_DECISION}="{SEVERAL_GOALS}"'


def count(*answers: str) -> str:
    """Return the formula of how many cells of the matrix have one of the answers."""
    return "+".join(f'COUNTIF({long_form("svar")},"{answer}")' for answer in answers)


def without(column: str, *answers: str) -> str:
    """Return the formula of how many cells with one of the answers have an empty column."""
    return "+".join(
        f'SUMPRODUCT(({long_form("svar")}="{answer}")*({long_form(column)}=""))'
        for answer in answers
    )


def found() -> str:
    """Return the formula of how many cells of the matrix have a row of their own in Indata."""
    return f'COUNTIF({long_form("rad")},">0")'


def longest() -> str:
    """Return the formula of the length of the longest motivation."""
    return f"MAX({long_form('tecken')})"


def goals() -> str:
    """Return the formula of how many goals are named, by the decision or by the user."""
    named = f'AND({GOAL_OF_DECISION}<>"",NOT({SEVERAL}))'
    return f"IF({named},1,0)+" + "+".join(f'IF(delmal_{i}="",0,1)' for i in (1, 2, 3))


def report(book: Book) -> None:
    """Add the sheet Redovisning: who answers whom, the question, and the matrix."""
    widths = (1.5, 24, *[37] * len(USES), 2, 24, 14, 8, 12, 40, 34, 14, 10, 8)
    sheet = book.sheet(REPORT, widths, use="result", landscape=True)
    sheet.put("B1", "Redovisning av uppdraget om förstärkt arbete mot segregation", "title")
    sheet.formula("B2", f'myndighet&" · dnr "&{or_missing(DNR)}', "lead")
    _head(sheet)
    _question(sheet)
    for column, title in zip("BCDEF", ("verktyg", *USES), strict=True):
        sheet.put(f"{column}{_MATRIX}", title, "header")
    for number, tool in enumerate(TOOLS):
        _block(sheet, _MATRIX + 1 + 3 * number, tool, _FIRST + len(USES) * number)
    last = _MATRIX + 3 * len(TOOLS)
    sheet.merged(
        f"B{last + 1}:F{last + 1}",
        "U-nummer hänvisar till underlaget på bladet Sammanfattning. Vad hindren kommer av står "
        "på bladet Källa.",
        "note",
    )
    sheet.heights({1: 30, 2: 20, 3: 8, 7: 8, 8: 36, 9: 8, _MATRIX: 22, last + 1: 15})
    sheet.raw.print_area(f"A1:F{last + 1}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection("B1")
    _write_long_form(sheet)
    _facts(sheet)


def or_missing(cell: str) -> str:
    return f'IF({cell}&""="","saknas",{cell})'


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _head(sheet: Sheet) -> None:
    rows = (
        ("Till", 'mottagare&""', "Redovisas senast", "redovisningsdatum"),
        ("Regeringens beslut", f"{_DECIDED}", "Ansvarig", 'ansvarig&""'),
        ("Diarienummer", or_missing(DNR), "Kontakt", 'kontaktperson&""'),
    )
    for row, (label, formula, other, of_other) in enumerate(rows, 4):
        sheet.put(f"B{row}", label, "label")
        sheet.formula(f"C{row}", formula, "cell_date" if formula == _DECIDED else "cell")
        sheet.put(f"D{row}", None, "cell")
        sheet.put(f"E{row}", other, "label", indent=1)
        sheet.formula(f"F{row}", of_other, "cell_date" if "datum" in of_other else "cell")
        sheet.heights({row: 18})


def _question(sheet: Sheet) -> None:
    before, word, middle, after = QUESTION
    sheet.merged("B8:F8", "", "wrap", italic=True)
    sheet.formula(
        "B8",
        f'"Regeringen ger "&myndighet&" {before}"&IF(myndighet="{WITHOUT_SOM}","","{word}")'
        f'&"{middle}"&"{after}"',
        "wrap",
        italic=True,
    )


def _block(sheet: Sheet, top: int, tool: str, row: int) -> None:
    """Write three rows of the printed matrix: answers, motivations and obstacles of a tool."""
    sheet.merged(f"B{top}:B{top + 2}", tool, "cell_name", valign="vcenter")
    for column, at in zip("CDEF", range(row, row + len(USES)), strict=True):
        answer, reason, obstacle, evidence = (f"${c}${at}" for c in "KLMN")
        sheet.formula(
            f"{column}{top}",
            f'IF({answer}="","{_capital(MISSING)}",UPPER(LEFT({answer},1))&MID({answer},2,20)'
            f'&IF({evidence}="",""," ("&{evidence}&")"))',
            "cell",
            left=1,
            left_color=theme.RULE,
        )
        sheet.formula(f"{column}{top + 1}", reason, "matrix", left=1, left_color=theme.RULE)
        sheet.formula(
            f"{column}{top + 2}",
            f'IF({obstacle}="","","Hinder: "&{obstacle})',
            "cell_wrap",
            font_size=9,
            left=1,
            left_color=theme.RULE,
        )
    for word, look in _ANSWER_LOOKS.items():
        shown = _capital(word)
        rule = f'LEFT(C{top},{len(shown)})="{shown}"'
        sheet.rule(f"C{top}:F{top}", rule, {**look, "bold": True})
    sheet.heights({top: 18, top + 1: 62, top + 2: 27})


def _write_long_form(sheet: Sheet) -> None:
    sheet.put(f"H{_LONG - 1}", "Matrisens rutor (skrivs inte ut)", "aside", bold=True)
    for title, column in _COLUMN.items():
        sheet.put(f"{column}{_LONG}", title, "aside", bottom=1)
    for row, (tool, use) in enumerate(PAIRS, _FIRST):
        sheet.put(f"H{row}", tool, "aside")
        sheet.put(f"I{row}", use, "aside")
        keys = f"Indata[verktyg],$H{row},Indata[anvandning],$I{row}"
        joined = 'Indata[verktyg]&"|"&Indata[anvandning]'
        place = f'SUMPRODUCT(MATCH($H{row}&"|"&$I{row},{joined},0))'  # an array, in every host
        sheet.formula(f"J{row}", f"IF(COUNTIFS({keys})=1,{place},0)", "aside")
        for title in ("svar", "motivering", "hinder", "underlag"):
            text = f'TRIM(INDEX(Indata[{title}],$J{row})&"")'
            if title == "svar":
                known = "+".join(f'({text}="{answer}")' for answer in ANSWERS)
                text = f'IF({known}=1,LOWER({text}),"")'
            sheet.formula(f"{_COLUMN[title]}{row}", f'IF($J{row}=0,"",{text})', "aside")
        named = "+".join(hits(f"$M{row}", number) for number in range(1, len(OBSTACLES) + 1))
        sheet.formula(f"O{row}", f'IF($M{row}="",0,IF({named}=0,1,0))', "aside")
        sheet.formula(f"P{row}", f"LEN($L{row})", "aside")


def hits(cells: str, number: int) -> str:
    """Return the formula of how many cells name an obstacle, alone or among others."""
    return f'COUNTIF({cells},"*"&INDEX({OBSTACLE_CELLS},{number})&"*")'


def _facts(sheet: Sheet) -> None:
    sheet.put(f"H{_FACTS}", "Uppgifter om beslutet (skrivs inte ut)", "aside", bold=True)
    dnr, decided, goal, copies = (known(column) for column in "CDEF")
    for row, (label, formula) in enumerate(
        (
            ("diarienummer", f'IF(dnr="",{dnr}&"",dnr&"")'),
            ("beslutets datum", f'IF(beslutsdatum<>"",beslutsdatum,IF({decided}="","saknas",'
                                f"{decided}))"),
            ("dagar kvar, status", ""),
            ("delmål enligt beslutet", f'{goal}&""'),
            ("kopia till", f'IF(kopia_till="",{copies}&"",kopia_till)'),
        ),
        _FACTS + 1,
    ):  # fmt: skip
        sheet.put(f"H{row}", label, "aside")
        if formula:
            look = "DATE" if row == _FACTS + 2 else "TEXT"
            sheet.formula(f"I{row}", formula, "aside", num_format=getattr(theme, look))
    looks = [[theme.style("aside"), theme.style("aside")]]
    sheet.spill(f"I{_FACTS + 3}", "REGSO_FRIST(redovisningsdatum,avstamningsdag)", looks)
