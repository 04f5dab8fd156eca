"""The end of a page to Kammarkollegiet: a promise, lines to sign on, and what is enclosed."""

from __future__ import annotations

from regso.templates.uppdraget.dates import iso
from regso.templates.uppdraget.form import used
from regso.workbook import theme
from regso.workbook.book import Sheet
from regso.workbook.columns import Col
from regso.workbook.grid import Grid

# The rows by name, with their heights.
_ROWS = {
    "promise": 32,
    "gap": 12,
    "place": 28,
    "below place": 15,
    "name": 26,
    "below name": 15,
    "second gap": 10,
    "enclosed": 18,
}
_COLUMNS = ("left", "second", "third", "right")
_LINE: theme.Style = {"bottom": 1, "bottom_color": theme.INK, "valign": "bottom"}


def draw(sheet: Sheet, top: int, key: str, promise: str) -> int:
    """Write the rows from one on, and return the last; `key` ends the names of a page's inputs."""
    rows = Grid(sheet.name, "B", top - 1, tuple(map(Col, _COLUMNS)), tuple(_ROWS))
    sheet.heights({rows.number(name): height for name, height in _ROWS.items()})
    sheet.merged(_across(rows, "promise"), promise, "wrap", valign="vcenter")
    _sign(sheet, rows, key)
    enclosed = used(f"bilagor_{key}")
    formula = f'"Bilagor: "&IF({enclosed}="","inga",{enclosed})'
    sheet.across(rows.left, rows.right, rows.number("enclosed"), formula, "body")
    return rows.last


def _across(rows: Grid, name: str) -> str:
    return f"{rows.cell('left', name)}:{rows.cell('right', name)}"


def _sign(sheet: Sheet, rows: Grid, key: str) -> None:
    for name, formula, label in (
        ("place", _place_and_day(f"klart_{key}"), "Ort och datum"),
        ("name", _name(), "Namnförtydligande och befattning"),
    ):
        sheet.formula(rows.cell("left", name), formula, "body", **_LINE)
        sheet.put(rows.cell("left", f"below {name}"), label, "body", font_color=theme.MUTED)
    for column in ("third", "right"):
        sheet.put(rows.cell(column, "place"), None, "body", **_LINE)
    sheet.put(rows.cell("third", "below place"), "Underskrift", "body", font_color=theme.MUTED)


def _place_and_day(day: str) -> str:
    place = used("ort")
    return f'{place}&IF(OR({place}="",{day}=""),"",", ")&IF({day}="","",{iso(day)})'


def _name() -> str:
    name, position = used("undertecknare"), used("befattning")
    return f'{name}&IF({position}="","",", "&{position})'
