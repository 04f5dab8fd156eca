"""The look of every template: colours, cell styles and number formats.

The five area types run from blue by grey to yellow, after *cividis*: the hues are told apart
with the common colour deficiencies, and the lightness (L* 39, 53, 64, 75, 88) rises so that the
order is the same on a greyscale print. The ramp is lighter than cividis itself, because a black
interval must show on the darkest bar. Dark is stora utmaningar, light is mycket goda
förutsättningar; none is red or green, which mean that a check has failed or passed.

References
----------
Nuñez, Anderton & Renslow (2018), Optimizing colormaps with consideration for color vision
deficiency, PLOS ONE 13(7).
"""

from __future__ import annotations

FONT = "Calibri"
SMALL = 10  # points: notes and units, the smallest on a printed page before it is scaled

TYPE_NAMES = {
    1: "1  Stora utmaningar",
    2: "2  Utmaningar",
    3: "3  Blandade områden",
    4: "4  Goda förutsättningar",
    5: "5  Mycket goda förutsättningar",
}
TYPE_COLOURS = {1: "#33608C", 2: "#5F82A6", 3: "#949C9C", 4: "#C7BA7A", 5: "#F0DE6B"}
OUTLINE = "#5A5A5A"  # round light bars and swatches, which white paper would swallow

INK = "#1F2933"
BLACK = "#000000"
MUTED = "#5B6673"
BRAND = "#00204D"
RULE = "#C9D1DB"
BAND = "#F3F5F8"
INPUT_FILL, INPUT_INK, INPUT_EDGE = "#FFF6D6", "#1A3C8C", "#C9A227"
GOOD_FILL, GOOD_INK = "#E3F1EA", "#14603C"
WARN_FILL, WARN_INK = "#FFF0CF", "#7A4B00"
BAD_FILL, BAD_INK = "#FBE3E1", "#9B1C13"

COUNT = "#,##0"
PERCENT = r"0.0\ %"
RATE = "#,##0.0"
MEAN = "#,##0.00"
POINTS = "+#,##0.0;-#,##0.0;0.0"
MEAN_POINTS = "+#,##0.00;-#,##0.00;0.00"
COUNT_POINTS = "+#,##0;-#,##0;0"
LEVEL = "0.00#"
YEAR = "0"
MONEY = "#,##0;-#,##0;0"
DATE = "yyyy-mm-dd"
TEXT = "@"

Style = dict[str, object]

_BASE: Style = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}
_WRAPPED: Style = {"text_wrap": True, "valign": "top"}
_INPUT: Style = {
    "bg_color": INPUT_FILL,
    "font_color": INPUT_INK,
    "border": 1,
    "border_color": INPUT_EDGE,
    "align": "left",
    "indent": 1,
    "locked": False,
}
_HEADER: Style = {"bold": True, "font_color": "#FFFFFF", "bg_color": BRAND, "valign": "vcenter"}
_CELL: Style = {"bottom": 1, "bottom_color": RULE}
# No indent: LibreOffice forgets it in some cells of a column. The air is a column, `edge`.
_RIGHT: Style = {"align": "right"}

STYLES: dict[str, Style] = {
    "body": {},
    "title": {"font_size": 20, "bold": True, "font_color": BRAND},
    "report_title": {"font_size": 18, "bold": True, "font_color": BRAND, "shrink": True},
    "lead": {"font_size": 12, "font_color": MUTED},
    "section": {
        "font_size": 12,
        "bold": True,
        "font_color": BRAND,
        "bottom": 2,
        "bottom_color": BRAND,
    },
    "label": {"bold": True},
    "hint": {"font_color": MUTED, "font_size": SMALL, "text_wrap": True},
    "note": {"font_color": MUTED, "font_size": SMALL, **_WRAPPED},
    "wrap": _WRAPPED,
    "input": {**_INPUT, "text_wrap": True},
    "input_year": {**_INPUT, "num_format": YEAR},
    "input_count": {**_INPUT, "num_format": COUNT},
    "input_level": {**_INPUT, "num_format": LEVEL},
    "input_share": {**_INPUT, "num_format": PERCENT},
    "input_money": {**_INPUT, "num_format": MONEY},
    "input_date": {**_INPUT, "num_format": DATE},
    "input_text": {**_INPUT, "num_format": TEXT, "text_wrap": True},
    "value": {**_CELL, "align": "left", "indent": 1, "text_wrap": True, "num_format": COUNT},
    "status": {**_CELL, "text_wrap": True, "indent": 1},
    "header": {**_HEADER, "indent": 1},
    "header_right": {**_HEADER, **_RIGHT},
    "header_over": {
        "font_color": MUTED,
        "font_size": SMALL,
        **_RIGHT,
        "valign": "bottom",
    },
    "header_span": {
        "font_color": MUTED,
        "font_size": SMALL,
        "align": "center_across",
        "valign": "bottom",
    },
    "cell": {**_CELL, "align": "left", "indent": 1},
    "cell_wrap": {**_CELL, **_WRAPPED, "align": "left", "indent": 1},
    "cell_name": {**_CELL, **_WRAPPED, "bold": True, "align": "left", "indent": 1},
    "matrix": {**_WRAPPED, "font_size": SMALL, "align": "left", "indent": 1},
    "cell_count": {**_CELL, "num_format": COUNT, **_RIGHT},
    "cell_value": {**_CELL, "num_format": PERCENT, **_RIGHT},
    "cell_rate": {**_CELL, "num_format": RATE, **_RIGHT},
    "cell_mean": {**_CELL, "num_format": MEAN, **_RIGHT},
    "cell_money": {**_CELL, "num_format": MONEY, **_RIGHT},
    "cell_date": {**_CELL, "num_format": DATE, "align": "left", "indent": 1},
    "cell_number": {**_CELL, "num_format": "General", "align": "left", "indent": 1},
    "code": {"font_name": "Consolas", "font_size": 10, "font_color": BRAND},
    "cell_points": {**_CELL, "num_format": POINTS, **_RIGHT},
    # Of rows that may be empty: a rule draws the line below those that are not.
    "plain_text": {"align": "left", "indent": 1},
    "plain_count": {"num_format": COUNT, **_RIGHT},
    "plain_rate": {"num_format": RATE, **_RIGHT},
    "family": {"bold": True, "indent": 1, "font_color": BRAND, "bg_color": BAND},
    "aside": {"font_color": MUTED, "font_size": 9},
    "aside_title": {"font_color": MUTED, "font_size": 9, "bold": True},
    "aside_number": {"font_color": MUTED, "font_size": 9, "num_format": RATE, "align": "right"},
}

GOOD: Style = {"bg_color": GOOD_FILL, "font_color": GOOD_INK}
WARN: Style = {"bg_color": WARN_FILL, "font_color": WARN_INK}
BAD: Style = {"bg_color": BAD_FILL, "font_color": BAD_INK, "bold": True}


def style(name: str, **extra: object) -> Style:
    """Return the properties of a named style, with any that this use adds."""
    return {**_BASE, **STYLES[name], **extra}
