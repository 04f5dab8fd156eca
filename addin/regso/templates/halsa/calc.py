"""The sheet Beräkning of the template Hälsa.

Beräkning holds the true counts by type and age group and every number that Hälsa shows a part
of, so it must not leave the agency. Its sizes follow from the standard population's places, and
never from the data.
"""

from __future__ import annotations

from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from regso.core.areas.areatypes import TYPES
from regso.templates.halsa import standard as halsa_standard
from regso.templates.halsa.example import STANDARD
from regso.templates.halsa.standard import PLACES
from regso.workbook import theme
from regso.workbook.book import Book, Sheet
from regso.workbook.checks import unless_error

SHEET = "Beräkning"
BOTH, WOMEN, MEN = SEXES = ("båda", "kvinnor", "män")
KINDS: tuple[int | str, ...] = (*TYPES, "1+2", "totalt")  # the rows of the result

_FIRST_AGE = 2  # column C
_LAST_AGE = _FIRST_AGE + PLACES - 1
_OTHER_AGES, _ALL_AGES = _LAST_AGE + 1, _LAST_AGE + 2
_LABELS, _WEIGHTS, _SHIPPED, _REF_EVENTS, _REF_PERSONS = 5, 6, 7, 8, 9
_EVENTS, _PERSONS = 12, 22  # header rows of the tables by age
_SEX_TABLES, _RESULT, _GAPS = 33, 45, 56
_SEX_ROWS: tuple[int | str, ...] = (*TYPES, "1+2", "okänd", "totalt")
_RESULT_COLUMNS = "BCDEFGHIJKLMNOPQRSTUV"
_SEX_COLUMNS = (WOMEN, MEN, "okänt kön", "totalt")
_NO_AGE = "–"  # the label of a place that is not used
_AGES = f"{xl_col_to_name(_FIRST_AGE)}{{0}}:{xl_col_to_name(_LAST_AGE)}{{0}}"


class Place(NamedTuple):
    """Where the results of a type stand on Beräkning, as references from other sheets."""

    events: str
    persons: str
    hidden: str
    rate: tuple[str, str, str]
    standard: tuple[str, str, str]
    ratio: tuple[str, str, str]
    smr: tuple[str, str, str]


def cell(address: str) -> str:
    """Return a reference to a cell of Beräkning."""
    column = address.rstrip("0123456789")
    return f"'{SHEET}'!${column}${address.removeprefix(column)}"


def place(kind: int | str) -> Place:
    """Return where the results of a row are."""
    row = _row(_RESULT, kind)

    def triple(columns: str) -> tuple[str, str, str]:
        first, second, third = (cell(f"{column}{row}") for column in columns)
        return first, second, third

    return Place(
        cell(f"C{row}"), cell(f"D{row}"), cell(f"E{row}"),
        triple("FGH"), triple("IJK"), triple("OPQ"), triple("RST"),
    )  # fmt: skip


def _row(top: int, kind: int | str) -> int:
    return top + 1 + KINDS.index(kind)


RATES = cell(f"F{_RESULT + 1}")  # the first cell of the spill of all crude rates
# SII and RII: rows, each with the first cell of crude and standardised.
INEQUALITY = {
    name: (
        (cell(f"C{row}"), cell(f"D{row}"), cell(f"E{row}")),
        (cell(f"F{row}"), cell(f"G{row}"), cell(f"H{row}")),
    )
    for row, name in enumerate(("SII", "RII"), _GAPS + 1)
}
LOCK = cell(f"C{_SEX_TABLES - 2}")
GROUPS = cell(f"{xl_col_to_name(_OTHER_AGES)}{_WEIGHTS}")
NO_AGE_EVENTS = cell(f"{xl_col_to_name(_OTHER_AGES)}{_row(_EVENTS, 'totalt')}")
NO_AGE_PERSONS = cell(f"{xl_col_to_name(_OTHER_AGES)}{_row(_PERSONS, 'totalt')}")
OTHER_SEX_EVENTS = cell(f"E{_SEX_TABLES + len(_SEX_ROWS)}")
OTHER_SEX_PERSONS = cell(f"Q{_SEX_TABLES + len(_SEX_ROWS)}")
EMPTY_GROUPS = f"SUM('{SHEET}'!$V${_row(_RESULT, 1)}:$V${_row(_RESULT, 'totalt')})"
IS_SHIPPED = cell(f"{xl_col_to_name(_OTHER_AGES)}{_SHIPPED}")
HAS_REFERENCE = cell(f"{xl_col_to_name(_OTHER_AGES)}{_REF_EVENTS}")


def calculation(book: Book) -> None:
    """Add the sheet Beräkning."""
    widths = (1.5, 24, *[10.5] * (PLACES + 2))
    sheet = book.sheet(SHEET, widths, use="work", landscape=True)
    sheet.put("B1", SHEET, "title")
    sheet.put("B2", "Sanna antal och alla mellanled. Bladet får inte lämna myndigheten.", "lead")
    sheet.heights({1: 32, 2: 20})
    _weights(sheet)
    _by_age(sheet, _EVENTS, "antal", "Antal händelser per åldersgrupp, valt kön")
    _by_age(sheet, _PERSONS, "befolkning", "Befolkning per åldersgrupp, valt kön")
    _by_sex(sheet)
    _results(sheet)
    _inequality(sheet)
    sheet.raw.freeze_panes(3, 2)
    sheet.raw.set_selection("B1")


def _heading(sheet: Sheet, row: int, text: str, headers: dict[str, str]) -> None:
    sheet.put(f"B{row - 1}", text, "label", font_color=theme.BRAND)
    for column, header in headers.items():
        sheet.put(f"{column}{row}", header, "header" if column == "B" else "header_right")


def _weights(sheet: Sheet) -> None:
    """Write the standard population along a row, with the reference for SMR below it."""
    shipped = list(STANDARD.values())
    sheet.put(f"B{_LABELS - 1}", "Standardbefolkning och referens", "label", font_color=theme.BRAND)
    for row, text in (
        (_LABELS, "åldersgrupp"), (_WEIGHTS, "vikt"), (_SHIPPED, "vikt, ESP 2013"),
        (_REF_EVENTS, "referens, händelser"), (_REF_PERSONS, "referens, personer"),
    ):  # fmt: skip
        sheet.put(f"B{row}", text, "header" if row == _LABELS else "cell")
    first, last = halsa_standard.TOP + 1, halsa_standard.TOP + PLACES
    reference = f"COUNT({halsa_standard.SHEET}!$C${first}:$D${last})"
    for i in range(PLACES):
        at, row = xl_col_to_name(_FIRST_AGE + i), halsa_standard.TOP + 1 + i
        label, weight, events, persons = (f"{halsa_standard.SHEET}!${c}${row}" for c in "ABCD")
        sheet.formula(f"{at}{_LABELS}", f'IF({label}="","{_NO_AGE}",{label})', "header_right")
        sheet.formula(f"{at}{_WEIGHTS}", f"N({weight})", "cell_count")
        sheet.put(f"{at}{_SHIPPED}", shipped[i] if i < len(shipped) else 0, "cell_count")
        for target, own, top in (
            (_REF_EVENTS, events, _EVENTS), (_REF_PERSONS, persons, _PERSONS),
        ):  # fmt: skip
            total = f"{at}{_row(top, 'totalt')}"
            sheet.formula(f"{at}{target}", f"IF({reference}=0,{total},N({own}))", "cell_count")
    after = xl_col_to_name(_OTHER_AGES)
    weights, usual = _AGES.format(_WEIGHTS), _AGES.format(_SHIPPED)
    sheet.put(f"{after}{_LABELS}", "kontroll", "header_right")
    sheet.formula(f"{after}{_WEIGHTS}", f"SUMPRODUCT(({weights}>0)*1)", "cell_count")
    sheet.formula(f"{after}{_SHIPPED}", f"SUMPRODUCT(({weights}<>{usual})*1)", "cell_count")
    sheet.formula(f"{after}{_REF_EVENTS}", reference, "cell_count")


def _chosen(column: str) -> str:
    """Return a column of Indata, empty where the row is of another sex than the chosen."""
    return f'IF(kon="{BOTH}",Indata[{column}],IF(Indata[kon]=kon,Indata[{column}],""))'


def _by_age(sheet: Sheet, top: int, column: str, text: str) -> None:
    """Write sums by type and age group; what has no age group of the standard comes last."""
    other, whole = xl_col_to_name(_OTHER_AGES), xl_col_to_name(_ALL_AGES)
    ages = [xl_col_to_name(i) for i in range(_FIRST_AGE, _LAST_AGE + 1)]
    _heading(sheet, top, text, {"B": "områdestyp", other: "övrigt", whole: "totalt"})
    for at in ages:
        sheet.formula(f"{at}{top}", f"{at}${_LABELS}", "header_right")
    for kind in KINDS:
        row = _row(top, kind)
        sheet.put(f"B{row}", _name(kind), "cell")
        for at in (*ages, whole):
            if kind == "1+2":
                formula = f"{at}{_row(top, 1)}+{at}{_row(top, 2)}"
            else:
                values = _chosen(column)
                if at != whole:
                    values = f'IF(Indata[alder]={at}${_LABELS},{values},"")'
                formula = f"REGSO_SUMMA(Indata[kod],{values},{_argument(kind)},ar)"
            sheet.formula(f"{at}{row}", formula, "cell_count")
        shown = f"{whole}{row}-SUM({_AGES.format(row)})"
        sheet.formula(f"{other}{row}", shown, "cell_count")


def _name(kind: int | str) -> str:
    return f"typ {kind}" if kind in (*TYPES, "1+2") else str(kind)


def _argument(kind: int | str) -> str:
    if isinstance(kind, int):
        return str(kind)
    return '"alla"' if kind == "totalt" else f'"{kind}"'


def _by_sex(sheet: Sheet) -> None:
    """Write the events by type and sex, the same protected, and the persons.

    The three sexes are protected as one table, so that the sheets for båda, kvinnor and män
    cannot be subtracted from each other.
    """
    top, last = _SEX_TABLES, _SEX_TABLES + len(_SEX_ROWS)
    _sex_sums(sheet, "BCDEF", "antal", "Händelser per kön: underlaget för vad som döljs")
    _sex_sums(sheet, "NOPQR", "befolkning", "Personer per kön")
    sheet.put(f"H{top - 1}", "Efter sekretessgranskning", "label", font_color=theme.BRAND)
    header, body = theme.style("header_right"), theme.style("cell_count")
    sheet.spill(
        f"H{top}",
        f"REGSO_SEKRETESS({_sound(f'F{last}', f'B{top}:F{last}')},IF(troskel>=1,troskel,NA()))",
        [[header] * 5, *[[body] * 5] * len(_SEX_ROWS)],
    )
    types = f"{top + 1}:{{0}}{top + len(TYPES)}"
    sheet.put(f"B{top - 2}", "små befolkningar", "cell")
    few = []
    for persons, events in (("O", "C"), ("P", "D"), ("R", "F")):
        n = f"{persons}{types.format(persons)}"
        rest = f"({n}-{events}{types.format(events)})"
        few += [f"SUMPRODUCT(({some}>0)*({some}<troskel))" for some in (n, rest)]
    sheet.formula(f"C{top - 2}", "+".join(few), "cell_count")


def _sex_sums(sheet: Sheet, columns: str, column: str, text: str) -> None:
    top = _SEX_TABLES
    label, women, men, other, whole = list(columns)
    headers = dict(zip(columns, ("typ", *_SEX_COLUMNS), strict=True))
    sheet.put(f"{label}{top - 1}", text, "label", font_color=theme.BRAND)
    for at, header in headers.items():
        sheet.put(f"{at}{top}", header, "header" if at == label else "header_right")
    for row, kind in enumerate(_SEX_ROWS, top + 1):
        sheet.put(f"{label}{row}", str(kind), "cell")
        for at, values in (
            (women, f'IF(Indata[kon]="{WOMEN}",Indata[{column}],"")'),
            (men, f'IF(Indata[kon]="{MEN}",Indata[{column}],"")'),
            (whole, f"Indata[{column}]"),
        ):
            formula = f"REGSO_SUMMA(Indata[kod],{values},{_argument(kind)},ar)"
            sheet.formula(f"{at}{row}", formula, "cell_count")
        sheet.formula(f"{other}{row}", f"{whole}{row}-{women}{row}-{men}{row}", "cell_count")


def _results(sheet: Sheet) -> None:
    """Write the rates of every type, none of them hidden or rounded yet."""
    top, first, last = _RESULT, _row(_RESULT, 1), _row(_RESULT, "totalt")
    limits = ("nedre", "övre")
    names = (
        "områdestyp", "antal", "befolkning", "dold (1)", "rått tal", *limits, "standard", *limits,
        "medelfel", "eff. antal", "eff. bef.", "kvot", *limits, "SMR", *limits, "fel, rått",
        "tomma åldrar",
    )  # fmt: skip
    _heading(
        sheet,
        top,
        "Tal per områdestyp, före sekretess",
        dict(zip(_RESULT_COLUMNS, names, strict=True)),
    )
    look = theme.style("cell_rate")
    events, persons = (_sound(f"{c}{last}", f"{c}{first}:{c}{last}") for c in "CD")
    sheet.spill(
        f"F{first}",
        f'REGSO_TAL(IF(D{first}:D{last}="","",{events}),{persons},per,konf)',
        [[look] * 3] * len(KINDS),
    )
    for kind in KINDS:
        _result_row(sheet, kind)


def _result_row(sheet: Sheet, kind: int | str) -> None:
    row, whole = _row(_RESULT, kind), xl_col_to_name(_ALL_AGES)
    events, persons = _row(_EVENTS, kind), _row(_PERSONS, kind)
    five = _row(_RESULT, 5)
    c, p, w = (_AGES.format(r) for r in (events, persons, _WEIGHTS))
    look = [[theme.style("cell_rate")] * 3]
    ratio = [[theme.style("cell_rate", num_format="0.000")] * 3]
    sheet.put(f"B{row}", _name(kind), "cell")
    sheet.formula(f"C{row}", f"{whole}{events}", "cell_count")
    sheet.formula(f"D{row}", f'IF({whole}{persons}=0,"",{whole}{persons})', "cell_count")
    sheet.formula(f"E{row}", _hidden(kind), "cell_count")
    standard = f"REGSO_STANDARD({c},{p},{w},per,konf)"
    sheet.spill(f"I{row}", f'IF(D{row}="","",{standard})', look)
    variance = f"SUMPRODUCT({w}*{w}*{c}/({p}+({p}=0))/({p}+({p}=0)))"
    # Dobson's standard error, and the counts that would have it: their ratio is the rates'.
    error = f'IF(ISNUMBER(I{row}),per*SQRT({variance})/SUM({w}),"")'
    sheet.formula(f"L{row}", error, "cell_rate")
    sheet.formula(f"M{row}", f'IF(ISNUMBER(L{row}),I{row}*I{row}/L{row}/L{row},"")', "cell_rate")
    sheet.formula(f"N{row}", f'IF(ISNUMBER(M{row}),per*M{row}/I{row},"")', "cell_rate")
    both = f"COUNT(M{row},M${five})<2"
    compared = f"REGSO_KVOT(M{row},N{row},M${five},N${five},konf)"
    sheet.spill(f"O{row}", f'IF({both},"",{compared})', ratio)
    reference = ",".join(_AGES.format(r) for r in (_REF_EVENTS, _REF_PERSONS))
    smr = f"REGSO_SMR({c},{p},{reference},konf)"
    sheet.spill(f"R{row}", f'IF(D{row}="","",{smr})', ratio)
    crude = f'IF(ISNUMBER(D{row}),per*SQRT(C{row})/D{row},"")'
    sheet.formula(f"U{row}", crude, "cell_rate")
    empty = f'IF(D{row}="",0,SUMPRODUCT(({w}>0)*({p}=0)))'
    sheet.formula(f"V{row}", empty, "cell_count")


def _sound(total: str, cells: str) -> str:
    """Return cells, or the error of their total: Calc cannot pass errors inside a range."""
    return f"IF(ISERROR({total}),{total},{cells})"


def _hidden(kind: int | str) -> str:
    """Return the formula that is 1 when the count of a row must not be shown."""
    row = _SEX_TABLES + 1 + _SEX_ROWS.index(kind)
    chosen = f'IF(kon="{WOMEN}",I{row},IF(kon="{MEN}",J{row},L{row}))'
    shown = f'IF(C{_SEX_TABLES - 2}>0,1,IF({chosen}&""="..",1,0))'
    return unless_error(f"H${_SEX_TABLES}", shown)


def _inequality(sheet: Sheet) -> None:
    top, first, last = _GAPS, _row(_RESULT, 1), _row(_RESULT, 5)
    names = ("index", "rått", "nedre", "övre", "standard", "nedre", "övre")
    _heading(sheet, top, "Ojämlikhet över typ 1–5", dict(zip("BCDEFGH", names, strict=True)))
    persons = f"D{first}:D{last}"
    for column, rates, deviations in (("C", "F", "U"), ("F", "I", "L")):
        value, error = (f"{c}{first}:{c}{last}" for c in (rates, deviations))
        # The line passes the mean at the middle, so it is positive when this holds.
        mean = f"SUMPRODUCT({value},{persons})/SUM({persons})"
        slope = f"{column}{top + 1}"
        for row, measure, condition in (
            (top + 1, "sii", f"COUNT({value})<{len(TYPES)}"),
            (top + 2, "rii", f"IF(ISNUMBER({slope}),ABS({slope})>=2*{mean},TRUE)"),
        ):
            sheet.put(f"B{row}", measure.upper(), "cell")
            # A type without events has a rate without error, which no interval can rest on.
            errors = f'IF(COUNTIF({error},0)>0,"",{error})'
            index = f'REGSO_SII({value},{persons},{errors},"{measure}")'
            look = theme.style("cell_rate", num_format="0.000")
            sheet.spill(f"{column}{row}", f'IF({condition},"",{index})', [[look] * 3])
