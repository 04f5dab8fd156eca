"""Charts of a workbook, read from their parts and from the cells that they draw.

The cells must be on a published sheet. A value that is not shown is a text there, and is drawn as
the short hatched bar of the template.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from regso.report.charts import LINE, NO_LINE, POINTS, Axis, DrawnChart, Series
from regso.report.shown import shown
from regso.report.workbooks import Filled
from regso.xlsx.cells import Area

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COLOUR = f"{_ART}solidFill/{_ART}srgbClr"
_STRIPES = f"{_ART}pattFill/{_ART}fgClr/{_ART}srgbClr"
_BARS, _LINES, _POINTS = "barChart", "lineChart", "scatterChart"
_STROKES = {"dash": "--", "lgDash": "--", "sysDash": "--", "sysDot": ":", "dot": ":"}


def read_chart(filled: Filled, part: str) -> DrawnChart | None:
    """Return a chart; None for a kind that is not drawn, or cells that are not published."""
    plot = filled.package.tree(part).find(f".//{_CHART}plotArea")
    if plot is None:
        return None
    groups = {
        element.tag.removeprefix(_CHART): element
        for element in plot
        if str(element.tag).endswith("Chart")
    }
    if groups.keys() == {_POINTS}:
        return _of_points(filled, plot, groups[_POINTS])
    if groups and groups.keys() <= {_BARS, _LINES}:
        return _of_categories(filled, plot, groups)
    return None


def _of_points(filled: Filled, plot: etree._Element, group: etree._Element) -> DrawnChart | None:
    series = []
    for one in group.iter(f"{_CHART}ser"):
        if _stroke(one) == NO_LINE and not _marker(one):
            continue  # it only carries a label
        across, along = (_cells(filled, one, role) for role in ("xVal", "yVal"))
        if across is None or along is None:
            return None
        found = _series(filled, one, along)
        series.append(found._replace(across=[_number(value) for value in across]))
    if not series:
        return None
    return DrawnChart(POINTS, False, False, False, [], series, *_axes(plot))


def _of_categories(
    filled: Filled, plot: etree._Element, groups: dict[str, etree._Element]
) -> DrawnChart | None:
    tag = _BARS if _BARS in groups else _LINES
    group = groups[tag]
    found = [
        (one, name)
        for name, other in groups.items()
        for one in other.iter(f"{_CHART}ser")
        if not _is_unseen(one)
    ]
    cells = [_cells(filled, one, "val") for one, _ in found]
    names = _cells(filled, found[0][0], "cat") if found else None
    if names is None or any(values is None for values in cells):
        return None
    used = max((at for at, name in enumerate(names, 1) if name not in (None, "")), default=0)
    names, columns = names[:used], [(values or [])[:used] for values in cells]
    order = plot.find(f"{_CHART}catAx/{_CHART}scaling/{_CHART}orientation")
    label = _label_of(plot)
    series = [
        _series(filled, one, values)._replace(as_line=name != tag)
        for (one, name), values in zip(found, columns, strict=True)
    ]
    return DrawnChart(
        LINE if tag == _LINES else _setting(group, "barDir"),
        _setting(group, "grouping").endswith("tacked"),
        _setting(group, "overlap") == "100",
        order is not None and order.get("val") == "maxMin",
        [label(name) for name in names],
        _shares(series) if _setting(group, "grouping") == "percentStacked" else series,
        *_axes(plot),
    )


def _shares(series: Sequence[Series]) -> list[Series]:
    """Return series in percent of what they are together in each category."""
    totals = [sum(v or 0.0 for v in at) for at in zip(*(s.values for s in series), strict=True)]
    return [
        one._replace(
            values=[
                None if value is None or not total else 100 * value / total
                for value, total in zip(one.values, totals, strict=True)
            ]
        )
        for one in series
    ]


def _label_of(plot: etree._Element) -> Callable[[object], str]:
    """Return what writes a category: in the format of its axis, if that has one of its own."""
    axis = plot.find(f"{_CHART}catAx")
    form = "" if axis is None else _form(axis)
    return lambda value: shown(value, form or "General")


def _form(axis: etree._Element) -> str:
    """Return the number format of an axis that is not that of its cells."""
    found = axis.find(f"{_CHART}numFmt")
    if found is None or found.get("sourceLinked") != "0":
        return ""
    return found.get("formatCode", "")


def _axes(plot: etree._Element) -> tuple[Axis, Axis]:
    """Return the axis below and the one on the left."""
    found = {}
    for axis in plot.iter(f"{_CHART}catAx", f"{_CHART}valAx"):
        texts = axis.iterfind(f"{_CHART}title//{_ART}t")
        scaling = axis.find(f"{_CHART}scaling")
        ends = (None if scaling is None else scaling.find(_CHART + end) for end in ("min", "max"))
        least, most = (None if end is None else float(end.get("val", "0")) for end in ends)
        title = "".join(text.text or "" for text in texts)
        below = _setting(axis, "axPos") in ("b", "t")
        found[below] = Axis(title, least, most, _form(axis))
    return found.get(True, Axis()), found.get(False, Axis())


def _is_unseen(series: etree._Element) -> bool:
    """Tell whether a series has no fill: it only makes room on the axis."""
    return series.find(f"{_CHART}spPr/{_ART}noFill") is not None


def _stroke(series: etree._Element) -> str:
    if series.find(f"{_CHART}spPr/{_ART}ln/{_ART}noFill") is not None:
        return NO_LINE
    dash = series.find(f"{_CHART}spPr/{_ART}ln/{_ART}prstDash")
    return "-" if dash is None else _STROKES.get(dash.get("val", ""), "-")


def _marker(series: etree._Element) -> str:
    symbol = series.find(f"{_CHART}marker/{_CHART}symbol")
    if symbol is None:
        return "o"
    return {"none": "", "x": "x"}.get(symbol.get("val", ""), "o")


def _setting(group: etree._Element, name: str) -> str:
    found = group.find(_CHART + name)
    return "" if found is None else found.get("val", "")


def _series(filled: Filled, element: etree._Element, values: Sequence[object]) -> Series:
    look = element.find(f"{_CHART}spPr")
    hatched = look is not None and look.find(f"{_ART}pattFill") is not None
    bars = element.find(f"{_CHART}errBars")
    down, up = ([], []) if bars is None else (_lengths(filled, bars, s) for s in ("minus", "plus"))
    fills = [] if look is None else list(look.iterfind(_COLOUR))
    if look is not None and not fills:
        fills = list(look.iterfind(f"{_ART}ln/{_COLOUR}"))
    points = [*element.iterfind(f"{_CHART}dPt/{_CHART}spPr/{_COLOUR}")]
    stripes = [*element.iterfind(f"{_CHART}dPt/{_CHART}spPr/{_STRIPES}")]
    points = points or stripes
    colours = [fill.get("val", "") for fill in (*points,)] or [f.get("val", "") for f in fills[:1]]
    return Series(
        _name(filled, element),
        [_number(value) for value in values],
        down[: len(values)],
        up[: len(values)],
        [f"#{colour}" for colour in colours],
        hatched,
        stroke=_stroke(element),
        marker=_marker(element),
        striped=bool(stripes),
        named=element.find(f"{_CHART}dLbls/{_CHART}showSerName") is not None,
    )


def _name(filled: Filled, element: etree._Element) -> str:
    """Return the name of a series: of its cell as it is now, or as it is written."""
    if element.find(f"{_CHART}tx/{_CHART}strRef") is not None:
        return shown(next(iter(_cells(filled, element, "tx") or [None])))
    return element.findtext(f"{_CHART}tx//{_CHART}v") or ""


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _lengths(filled: Filled, bars: etree._Element, side: str) -> list[float]:
    return [_number(value) or 0.0 for value in _cells(filled, bars, side) or []]


def _cells(filled: Filled, element: etree._Element, role: str) -> list[object] | None:
    """Return the values of the cells that a part of a chart draws, if they are published.

    A publication copy has the values themselves in the place of cells that it does not print.
    """
    literal = element.find(f"{_CHART}{role}/{_CHART}numLit")
    literal = element.find(f"{_CHART}{role}/{_CHART}strLit") if literal is None else literal
    if literal is not None:
        return _literal(literal)
    formula = element.findtext(f"{_CHART}{role}//{_CHART}f") or ""
    sheet, _, area = formula.rpartition("!")
    sheet = sheet.strip("'").replace("''", "'")
    if sheet not in filled.published:
        return None
    return [value for row in filled.area(sheet, Area.parse(area)) for value in row]


def _literal(element: etree._Element) -> list[object]:
    """Return the values that are written in a chart; None where there is none."""
    count = element.find(f"{_CHART}ptCount")
    found: list[object] = [None] * (0 if count is None else int(count.get("val", "0")))
    for point in element.iterfind(f"{_CHART}pt"):
        text = point.findtext(f"{_CHART}v") or ""
        is_text = element.tag == f"{_CHART}strLit"
        found[int(point.get("idx", "0"))] = text if is_text else float(text)
    return found
