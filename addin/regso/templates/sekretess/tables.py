"""The tables of the template Sekretess: where they stand, and how each follows from the others.

A table has its row of headings among its rows. It stands in the same cells on Indata and Egen, and
in the same cells on Före, Efter and Orsak. Före is Indata with its numbers as numbers: a column of
a text file that begins with a heading comes as text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from regso.templates.sekretess import fields
from regso.templates.sekretess.fields import COLUMNS, COUNTS, ROWS
from regso.workbook import theme
from regso.workbook.addresses import Key, Row
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, Spill
from regso.workbook.indata import TABLE
from regso.workbook.inputs import LOWEST_SHOWN

SMALL, OTHERS, ALREADY = "litet antal (under tröskeln)", "skyddar andra celler", "dold från början"
NAMES = tuple(column.name for column in COLUMNS)
LABEL, LAST = NAMES[0], NAMES[-1]
KEYS = range(ROWS)
HEADINGS = KEYS[0]
TOP = 6  # the first row of all tables but those to fill
_MOST_HIDDEN = (ROWS - 1) * COUNTS
_MOST_LINES = 80  # of the sheet Struktur


def _to_fill(sheet: str) -> Grid:
    """Return the place of a table that the user fills in, below the header of an Excel table."""
    return Grid(sheet, "A", 8, [Col(name) for name in NAMES], KEYS)


def _place(
    sheet: str,
    look: Callable[[str, Key], theme.Style],
    formula: Callable[[str, Row], str] | None = None,
    *,
    spills: Sequence[Spill] = (),
    error_of: Sequence[str] = (),
    height: float = 0,
) -> Grid:
    """Return a table in the cells that it has on Före, Efter and Orsak.

    `look` and `formula` take the name of a column, and the row.
    """

    def column(name: str) -> Col:
        written = "" if formula is None else partial(formula, name)
        width = 42 if name == LABEL else 14
        return Col(name, width=width, formula=written, style="body", look=partial(look, name))

    columns = [column(name) for name in NAMES]
    heights = (0, 8, height)
    return Grid(sheet, "B", TOP - 1, columns, KEYS, spills, heights=heights, error_of=error_of)


def _is_count(name: str, row: Key) -> bool:
    return name != LABEL and row != HEADINGS


def _right(row: Key) -> theme.Style:
    look: theme.Style = {"align": "right", "indent": 1}
    return look | ({"text_wrap": True} if row == HEADINGS else {"num_format": theme.COUNT})


def _look_before(name: str, row: Key) -> theme.Style:
    labels: theme.Style = {"align": "left", "indent": 1, "text_wrap": row == HEADINGS}
    return labels if name == LABEL else _right(row)


def _look_after(name: str, row: Key) -> theme.Style:
    return {"indent": 1, "shrink": True} if name == LABEL else _right(row)


def _look_of_reasons(name: str, row: Key) -> theme.Style:
    wraps = name != LABEL or row == HEADINGS
    small: theme.Style = {"font_size": 9} if _is_count(name, row) else {}
    return {"align": "left", "indent": 1, "text_wrap": wraps, **small}


def _as_number(name: str, row: Row) -> str:
    pasted = row.of(PASTED)[name]
    number = f"IF(ISERROR(VALUE({pasted})),{pasted},VALUE({pasted}))"
    return f'IF({pasted}="","",{number if _is_count(name, row.key) else pasted})'


def _reason(name: str, row: Row) -> str:
    before, after = row.of(BEFORE)[name], row.of(AFTER)[name]
    if not _is_count(name, row.key):
        return f'IF({before}="","",{before})'
    small = f"AND(ISNUMBER({before}),{before}<troskel)"
    reason = f'IF({small},"{SMALL}",IF({before}="..","{ALREADY}","{OTHERS}"))'
    return f'IF({after}&""="..",{reason},"")'


PASTED, OWN = _to_fill(TABLE), _to_fill(fields.OWN.sheet)
BEFORE = _place("Före", _look_before, _as_number)
WHOLE_BEFORE = BEFORE.span(LABEL, LAST)
PROTECT = f"REGSO_SEKRETESS({WHOLE_BEFORE},{LOWEST_SHOWN},metod,marginaler,nollor)"
AFTER = _place("Efter", _look_after, spills=(Spill(LABEL, LAST, PROTECT),))
REASONS = _place("Orsak", _look_of_reasons, _reason, error_of=(AFTER.corner,), height=32)

_WHOLE_AFTER, _WHOLE_OWN = AFTER.span(LABEL, LAST), OWN.span(LABEL, LAST)
NO_OWN = f"COUNTA({_WHOLE_OWN})=0"
_AUDITED = f"IF({NO_OWN},{_WHOLE_AFTER},{_WHOLE_OWN})"
_EXPOSURES = f"REGSO_ROJANDE({WHOLE_BEFORE},{_AUDITED},{LOWEST_SHOWN},marginaler,{_MOST_HIDDEN})"
_TEXT = {"indent": 1}
_COUNT = {"num_format": theme.COUNT, "align": "right"}
AUDIT = Grid(
    "Granskning", "B", TOP,
    (
        Col("row", width=34, style="body", look=_TEXT),
        Col("column", width=24, style="body", look=_TEXT),
        Col("lowest", width=14, style="body", look=_COUNT, head="header_right"),
        Col("highest", width=16, style="body", look=_COUNT, head="header_right"),
        Col("status", width=14, style="body", look=_TEXT),
    ),
    range(_MOST_HIDDEN),
    (Spill("row", "status", _EXPOSURES, gives_header=True),),
    heights=(8, 20, 0),
)  # fmt: skip
STRUCTURE = Grid(
    "Struktur", "B", TOP,
    (
        Col("what", width=11, style="body", look=_TEXT),
        Col("line", width=34, style="body", look=_TEXT),
        Col("is", width=90, style="body", look=_TEXT | {"text_wrap": True}),
        Col("source", width=20, style="body", look=_TEXT),
    ),
    range(_MOST_LINES),
    (Spill("what", "source", f"REGSO_STRUKTUR({WHOLE_BEFORE},marginaler,{_MOST_LINES})",
           gives_header=True),),
    heights=(8, 20, 0),
)  # fmt: skip
_SOURCE = STRUCTURE["source"]
SUMS = f'SUMPRODUCT(({STRUCTURE["what"]}&""="rad")+({STRUCTURE["what"]}&""="kolumn"))'
UNCERTAIN = f'SUMPRODUCT(({_SOURCE}&""="osäkert")*1)'
_STATUS = AUDIT["status"]
HIDDEN = f'SUMPRODUCT(({_WHOLE_AFTER}&""="..")*1)'
AUDITED_CELLS = f'SUMPRODUCT(({_STATUS}&""<>"")*1)'
EXPOSED = f'SUMPRODUCT(({_STATUS}&""="RÖJD")*1)'
