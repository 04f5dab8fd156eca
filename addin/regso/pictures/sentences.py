"""The sentence about a chart or a table of a page, from the values that it shows."""

from __future__ import annotations

import re

from regso.core.measures.conclusion import (
    PERCENT,
    Language,
    Point,
    Unit,
    conclude,
    conclude_differences,
    plain,
)
from regso.report.charts import DrawnChart, Series
from regso.report.published import HIDDEN, ShownTable
from regso.workbook import theme

_VALUE = re.compile(r":\s{2}(\S.*)$")  # as `typebars` writes a value after its label
_COMPARED = re.compile(r"Typ (\d) − typ (\d)\b")
_PER = re.compile(r"per (?:\d[\d\s]*\d|\d+)")


def label(text: str) -> str:
    """Return the label of a bar without the value that follows it.

    >>> label("1  Stora utmaningar:  11,5"), label("Exempel: har arbete")
    ('1  Stora utmaningar', 'Exempel: har arbete')
    """
    return _VALUE.sub("", text)


def of_chart(chart: DrawnChart, heading: str, language: Language = "sv") -> str:
    """Return the sentence of a chart with a bar per area type, or per difference of two.

    It is empty for any other chart.
    """
    kinds = [_kind(text) for text in chart.labels]
    seen = [series for series in chart.series if not series.hatched]
    if not kinds or len(seen) != 1:
        return ""
    if compared := _COMPARED.match(heading):
        pair = int(compared[1]), int(compared[2])
        used = [at for at, text in enumerate(chart.labels) if text]
        return conclude_differences(pair, [_interval(at, seen[0]) for at in used], language)
    if not all(kinds):
        return ""
    points = [_point(kind, at, seen[0], chart) for at, kind in enumerate(kinds)]
    return conclude(points, _unit(heading, language), language)


def of_table(table: ShownTable, language: Language = "sv") -> str:
    """Return how much a table shows, and how much of it is hidden."""
    cells = [cell for row in table.rows for cell in row]
    hidden = cells.count(HIDDEN)
    if language == "en":
        return f"{len(table.rows)} rows" + (f"; {hidden} values are hidden." if hidden else ".")
    rows = f"Tabellen har {len(table.rows)} rader"
    return rows + (f"; {hidden} uppgifter är dolda (..)." if hidden else "; inget är dolt.")


def _kind(text: str) -> int:
    """Return the area type that a label names, or 0."""
    name = label(text)
    return next((kind for kind, short in theme.TYPE_NAMES.items() if name == short), 0)


def _point(kind: int, at: int, series: Series, chart: DrawnChart) -> Point:
    value = series.values[at]
    stubs = [other.values[at] for other in chart.series if other.hatched]
    down, up = (side[at] if at < len(side) else None for side in (series.down, series.up))
    if value is None or down is None or up is None or not (down or up):
        return Point(kind, value, hidden=any(stub is not None for stub in stubs))
    return Point(kind, value, value - down, value + up)


def _interval(at: int, series: Series) -> tuple[float, float] | None:
    value = series.values[at]
    return None if value is None else (value - series.down[at], value + series.up[at])


def _unit(heading: str, language: Language) -> Unit:
    """Return the unit that the heading of a chart says."""
    if "procent" in heading.casefold():
        return PERCENT[language]
    per = _PER.search(heading)
    return plain(f" {per[0]}" if per else "")
