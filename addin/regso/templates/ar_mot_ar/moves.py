"""The sheet Flytt: how areas moved between types from one year to another, with a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from regso.core.areas.areatypes import TOTAL, TYPES
from regso.workbook import page, theme, typegrid
from regso.workbook.addresses import Key, Row
from regso.workbook.book import Sheet
from regso.workbook.charts.look import OUTLINED, font
from regso.workbook.columns import Col, edge
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.notes import Notes
from regso.workbook.page import Page
from regso.workbook.typegrid import MARK, OfType

SHEET = "Flytt"
_HEAD = 6
_NOT_COMPARED = ("ändrad gräns", "upphörda eller nya", "saknar typ")
_NUMBERED = '"typ "0'
_BAND: theme.Style = {"bg_color": theme.BAND}
_SUM: theme.Style = {"bold": True, **_BAND}
_ALT_TEXT = (
    "En liggande stapel per områdestyp det första året, delad efter områdestypen det andra året; "
    "samma antal står i tabellen ovanför."
)
NOTES = Notes(
    (
        '"Tabellen räknar områden (RegSO), inte personer. Andelen stannat är områden med samma typ '
        'båda åren av dem som gick att jämföra."',
        '"Från 2024 gäller RegSO 2025. Områden som då bytte gräns jämförs inte, för samma kod är '
        'ett annat område."',
    ),
)


def _look(row: Key) -> theme.Style:
    if row == TOTAL:
        return _SUM
    return {"font_color": theme.MUTED} if row in _NOT_COMPARED else {}


def _of_types(look: theme.Style) -> Callable[[Key], theme.Style]:
    """Return a look that only the rows of the types have."""
    return lambda row: look if row in TYPES else {}


def _name(kind: int) -> str:
    return f"type{kind}"


def _stayed(row: Row) -> str:
    """Return the formula of the share that has the same type, of a type or of all."""
    if row.key in _NOT_COMPARED:
        return ""
    same = f"({_same()})" if row.key == TOTAL else str(row[_name(int(row.key))])
    return f'IF({row.total}=0,"",{same}/{row.total})'


TABLE = Grid(
    SHEET, "B", _HEAD,
    (
        Col("label", width=38, look=_of_types({"bold": True, "num_format": _NUMBERED})),
        *(OfType(_name(kind), width=9.5, style="cell_count", kind=kind) for kind in TYPES),
        Col("total", width=9.5, style="cell_count", look=_of_types(_SUM)),
        Col("stayed", "stannat", 10, _stayed, "cell_value", _of_types(_BAND)),
        replace(edge(), look=_of_types(_BAND)),
    ),
    (*TYPES, TOTAL, *_NOT_COMPARED),
    (Spill("label", "total", "REGSO_FLYTT(ar_fore,ar,omrade)", gives_header=True),),
    look=_look,
    heights=(9, 22, 19),
)  # fmt: skip
_MARKS = Grid(SHEET, "A", _HEAD, (MARK,), TYPES)
_CHART, _CHART_ROWS, _CHART_WIDTH = TABLE.last + 3, 12, 790


def _same() -> str:
    return "+".join(TABLE[_name(kind), kind] for kind in TYPES)


def _summary() -> str:
    worse = "+".join(
        f"SUM({TABLE.span(_name(TYPES[0]), _name(kind - 1), (kind,))})" for kind in TYPES[1:]
    )
    better = "+".join(
        f"SUM({TABLE.span(_name(kind + 1), _name(TYPES[-1]), (kind,))})" for kind in TYPES[:-1]
    )
    return (
        f'"Av "&{TABLE["total", TOTAL]}&" jämförda områden har "&({_same()})&" samma typ, "&'
        f'({better})&" en typ med bättre förutsättningar och "&({worse})&" en typ med större '
        'utmaningar."'
    )


def _draw(sheet: Sheet) -> None:
    sheet.put("B1", "Områden som har bytt områdestyp", "report_title", shrink=False)
    place = 'IF(omrade="00","hela riket","område "&omrade)'
    sheet.across("B", TABLE.right, 2, f'"Från "&ar_fore&" till "&ar&" · "&{place}', "lead")
    sheet.across("B", TABLE.right, 3, _summary(), "label", text_wrap=True)
    sheet.heights({1: 30, 2: 20, 3: 34, 4: 8})
    TABLE.write(sheet)
    _MARKS.write_rows(sheet)
    for kind in TYPES:
        sheet.rule(TABLE.cell(_name(kind), kind), "TRUE", _SUM)
    _chart(sheet)
    page.end(sheet, TABLE.right, NOTES.write(sheet, TABLE.right, _CHART + _CHART_ROWS))


def _chart(sheet: Sheet) -> None:
    heading = '"Områden per typ "&ar_fore&" (staplar), delade efter typ "&ar&", procent"'
    sheet.across("B", TABLE.right, _CHART - 1, heading, "label", font_color=theme.BRAND)
    chart = sheet.book.chart("bar", "percent_stacked")
    for kind in TYPES:
        chart.add_series(_series(kind))
    grid = {"visible": True, "line": {"color": theme.RULE, "width": 0.5}}
    chart.set_x_axis(
        {
            "num_font": font(theme.SMALL, theme.MUTED),
            "major_gridlines": grid,
            "line": {"none": True},
        }
    )
    chart.set_y_axis(
        {"reverse": True, "crossing": "max", "num_format": _NUMBERED, "num_font": font(10)}
    )
    chart.set_legend({"position": "bottom", "font": font(10)})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * page.ROW_PIXELS})
    page.chart(sheet, "B", _CHART, _CHART_ROWS, chart, _ALT_TEXT)


def _series(kind: int) -> dict[str, object]:
    """Return the part of the bars that has a type in the second year."""
    return {
        "name": theme.TYPE_NAMES[kind],
        "categories": typegrid.drawn(TABLE, "label"),
        "values": typegrid.drawn(TABLE, _name(kind)),
        "fill": {"color": theme.TYPE_COLOURS[kind]},
        "border": OUTLINED,
        "gap": 45,
        "data_labels": {
            "value": True,
            "num_format": '[=0]"";#,##0',
            "font": {"name": theme.FONT, "size": 10, "bold": True},
            "fill": {"color": "#FFFFFF"},
        },
    }


PAGE = Page(SHEET, "result", widths(TABLE), _draw)
