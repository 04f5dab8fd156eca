"""REGSO_TABELL on a sheet of its own: title, table, chart of the five types, and notes.

The columns B–K are the page; the columns M–Q beside it hold what the chart draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regso.core.areas.areatypes import TYPES
from regso.core.measures.typetable import HEADER, RATE, ROWS
from regso.workbook import theme
from regso.workbook.book import Sheet, quoted
from regso.workbook.charts import TypeBars, type_bars
from regso.workbook.checks import SOURCE_TABLE, sourced, unless_error
from regso.workbook.inputs import SPREAD

WIDTHS = (1.5, 1.8, 8, 53, 12, 12, 10.5, 10.5, 10.5, 19, 1, 5, 34, 9, 9, 9, 9)
HEAD = 5  # the header row of the table
FIRST = HEAD + 1
LAST = HEAD + len(ROWS)
LEVEL = 'IF(konf="",95,ROUND(100*konf,1))&" % konfidensintervall"'
SHORT = {
    1: "1  Stora utmaningar",
    2: "2  Utmaningar",
    3: "3  Blandade områden",
    4: "4  Goda förutsättningar",
    5: "5  Mycket goda förutsättningar",
}
HIDDEN_NOTE = (
    'IF(troskel>1,".. och ▨ = uppgiften visas inte: antalet är 1–"&troskel-1&", eller så skulle '
    'ett sådant antal gå att räkna ut. Tröskeln är "&troskel&".",IF(troskel=1,"Inga antal är '
    'dolda: tröskeln är 1.","Tröskeln saknas: ange den på bladet Start."))'
)
INTERVAL_NOTE = (
    '"Intervallet beskriver slumpmässig variation. Det gäller inte viktade urvalsundersökningar."'
)
_CHART = LAST + 3
_CHART_ROWS = 12
_NOTES = _CHART + _CHART_ROWS
_CHART_WIDTH, _ROW_PIXELS = 1000, 21
_ALT_TEXT = (
    "Värdet per områdestyp 1–5 som liggande staplar med intervall; samma tal står i tabellen "
    "ovanför."
)


@dataclass(frozen=True)
class Measure:
    """What REGSO_TABELL measures: one of its measures, or what the input `matt` says."""

    name: str = ""

    def choose(self, share: str, rate: str, mean: str, spread: str = "") -> str:
        """Return the formula for the measure, from one for each; `spread` may be as `share`."""
        if self.name:
            return {"andel": share, "tal": rate, "medel": mean}[self.name]
        if spread:
            share = f'IF(matt="{SPREAD}",{spread},{share})'
        return f'IF(matt="tal",{rate},IF(matt="medel",{mean},{share}))'


def title(sheet: Sheet, heading: str, subtitle: str) -> None:
    """Write the two lines above the table, both formulas."""
    sheet.merged("B1:K1", "", "report_title")
    sheet.formula("B1", heading, "report_title")
    sheet.merged("B2:K2", "", "lead")
    sheet.formula("B2", subtitle, "lead")
    sheet.heights({1: 30, 2: 20, 3: 8})


def types_of_the_year(start: str) -> str:
    """Return the formula of a subtitle: a start, then year and vintage of the types."""
    return unless_error(
        SOURCE_TABLE,
        f'{start}&" · områdestyper "&{sourced("År")}&" · "&{sourced("Indelning")}',
    )


def table(sheet: Sheet, formula: str, measure: Measure) -> None:
    """Write the table that a formula with REGSO_TABELL gives."""
    _units(sheet, measure)
    left = {"typ", "benämning"}
    header = [theme.style("header" if name in left else "header_right") for name in HEADER]
    header[0] = theme.style("header", align="center", indent=0)
    sheet.spill(f"C{HEAD}", formula, [header, *(_row_styles(kind) for kind in ROWS)])
    for edge in "BK":
        sheet.put(f"{edge}{HEAD}", None, "header")
    for row, kind in enumerate(ROWS, FIRST):
        sheet.heights({row: 21})
        sheet.put(f"K{row}", None, "cell", **row_extra(kind))
        if isinstance(kind, int):
            swatch(sheet, f"B{row}", kind)
        else:
            sheet.put(f"B{row}", None, "cell", **row_extra(kind))
    for cells, condition, number_format in _number_rules(measure):
        sheet.rule(cells, condition, {"num_format": number_format})


def chart(sheet: Sheet, measure: Measure, heading: str = "", spill: str = f"$C${HEAD}") -> None:
    """Write what the chart draws, its heading (that of the measure, if none is given), and it.

    `spill` is the first cell of the spill that the values in the column G belong to.
    """
    _chart_data(sheet, measure, spill)
    level = f'", med "&{LEVEL}'
    heading = heading or measure.choose(
        f'"Andel i procent per områdestyp"&{level}',
        f'"Per 1 000 per områdestyp"&{level}',
        '"Medelvärde per områdestyp"',
        '"Fördelning i procent per områdestyp"',
    )
    sheet.merged(f"B{_CHART - 1}:K{_CHART - 1}", "", "label")
    sheet.formula(f"B{_CHART - 1}", heading, "label", font_color=theme.BRAND)
    sheet.heights({LAST + 1: 10, _CHART - 1: 20})
    place = quoted(sheet.raw.get_name())
    last = FIRST + len(TYPES) - 1
    columns = "MNOPQI" if measure.name == RATE else "MNOPQ"  # I: upper limits in the chart's unit
    drawn = type_bars(
        sheet.book, TypeBars(*(f"={place}!${c}${FIRST}:${c}${last}" for c in columns))
    )
    drawn.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * _ROW_PIXELS})
    for row in range(_CHART, _NOTES):
        sheet.heights({row: 0.75 * _ROW_PIXELS})
    options = {"object_position": 2, "description": _ALT_TEXT}
    sheet.raw.insert_chart(f"B{_CHART}", drawn, options)


def notes(sheet: Sheet, formulas: Sequence[str], last: str = "K") -> None:
    """Write notes below the chart, the last one (the source) over two lines, and end the page.

    `last` is the last column of the page.
    """
    for row, formula in enumerate(formulas, _NOTES + 1):
        sheet.merged(f"B{row}:{last}{row}", "", "note")
        sheet.formula(f"B{row}", formula, "note")
        sheet.heights({row: 26 if formula == formulas[-1] else 13.5})
    sheet.heights({_NOTES: 8})
    sheet.raw.print_area(f"A1:{last}{_NOTES + len(formulas)}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.set_selection("B1")


def notes_of(measure: Measure) -> tuple[str, ...]:
    """Return the notes that a table of a measure needs, the source last."""
    return (
        measure.choose(
            INTERVAL_NOTE,
            INTERVAL_NOTE,
            '"Medelvärden visas utan intervall."',
            '"Nämnaren är alla i täljaren. Fördelningen visar inte hur vanligt något är."',
        ),
        HIDDEN_NOTE,
        '"Okänd = koden saknas, är felaktig eller finns inte i årets indelning; ingår i totalt. "&'
        + measure.choose('"Skillnaden är i procentenheter."', '"Skillnaden är per 1 000."', '""'),
        unless_error(SOURCE_TABLE, sourced("Källrad")),
    )


def swatch(sheet: Sheet, cell: str, kind: int) -> None:
    """Paint a cell in the colour of an area type."""
    colour = theme.TYPE_COLOURS[kind]
    sheet.put(cell, None, "body", bg_color=colour, border=1, border_color="#FFFFFF")


def _units(sheet: Sheet, measure: Measure) -> None:
    value = measure.choose('"andel"', '"per 1 000"', '"medel"', '"andel av alla"')
    difference = measure.choose('"procentenheter"', '"per 1 000"', '""')
    sheet.heights({HEAD - 1: 18, HEAD: 22})
    sheet.formula(f"G{HEAD - 1}", value, "header_over")
    sheet.formula(f"H{HEAD - 1}", measure.choose(LEVEL, LEVEL, '""', '""'), "header_span")
    sheet.put(f"I{HEAD - 1}", None, "header_span")
    sheet.formula(f"J{HEAD - 1}", difference, "header_over")


def row_extra(kind: int | str) -> theme.Style:
    """Return what sets the rows that are no types of their own apart."""
    extra: theme.Style = {} if isinstance(kind, int) else {"bg_color": theme.BAND}
    if kind == ROWS[len(TYPES)]:
        extra |= {"top": 1, "top_color": theme.MUTED}
    if kind == ROWS[-1]:
        extra |= {"bold": True, "top": 1, "top_color": theme.MUTED}
        extra |= {"bottom": 2, "bottom_color": theme.BRAND}
    return extra


def _row_styles(kind: int | str) -> list[theme.Style]:
    names = ("cell", "cell", *["cell_count"] * 2, *["cell_value"] * 3, "cell_points")
    styles = [theme.style(name, **row_extra(kind)) for name in names]
    styles[0] |= {"align": "center", "indent": 0, "bold": True}
    return styles


def _number_rules(measure: Measure) -> Iterator[tuple[str, str, str]]:
    """Yield cells, condition and number format for the measures other than andel."""
    values, points = f"G{FIRST}:I{LAST}", f"J{FIRST}:J{LAST}"
    is_mean = measure.choose("FALSE", "FALSE", "TRUE") if measure.name else 'matt="medel"'
    is_rate = measure.choose("FALSE", "TRUE", "FALSE") if measure.name else 'matt="tal"'
    for cells, rate, mean, many in (
        (values, theme.RATE, theme.MEAN, theme.COUNT),
        (points, theme.POINTS, theme.MEAN_POINTS, theme.COUNT_POINTS),
    ):
        first = cells.partition(":")[0]
        yield cells, f"AND({is_mean},ISNUMBER({first}),ABS(N({first}))>=100)", many
        yield cells, is_mean, mean  # the first rule that holds decides
        yield cells, is_rate, rate


def _chart_data(sheet: Sheet, measure: Measure, spill: str) -> None:
    """Write labels, values in the chart's unit, interval lengths, and stubs for what is hidden."""
    sheet.put(f"M{HEAD - 1}", "Diagramdata (skrivs inte ut)", "aside", bold=True)
    titles = ("områdestyp", "värde", "nedåt", "uppåt", "dold")
    for column, text in zip("MNOPQ", titles, strict=True):
        align = "left" if column == "M" else "right"
        sheet.put(f"{column}{HEAD}", text, "aside", bottom=1, align=align)
    unit = measure.choose("100", "1", "1")
    values = f"N${FIRST}:N${FIRST + len(TYPES) - 1}"
    for row, kind in enumerate(TYPES, FIRST):
        value, low, high = f"$G{row}", f"$H{row}", f"$I{row}"
        sheet.formula(
            f"M{row}",
            f'"{SHORT[kind]}"&IF(ISNUMBER({value}),IF({value}=0," (0)",""),'
            f'IF(ISTEXT({value}),IF({value}&""=".."," (..)",""),""))',
            "aside",
        )
        shown = f"IF(ISNUMBER({value}),{value}*{unit},{value})"
        sheet.formula(f"N{row}", unless_error(spill, shown), "aside_number")
        for column, length in (("O", f"{value}-{low}"), ("P", f"{high}-{value}")):
            both = f"AND(ISNUMBER({value}),ISNUMBER({low}),ISNUMBER({high}))"
            sheet.formula(f"{column}{row}", f'IF({both},({length})*{unit},"")', "aside_number")
        stub = f"IF(COUNT({values})=0,1,MAX({values})/20)"
        hidden = f'IF(ISTEXT({value}),IF({value}&""="..",{stub},""),"")'
        sheet.formula(f"Q{row}", unless_error(spill, hidden), "aside_number")
