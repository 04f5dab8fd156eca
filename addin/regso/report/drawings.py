"""The charts and pictures of a sheet: read from the workbook, charts drawn again for the report.

A chart is drawn from the cells that it draws in the workbook, which must be on a published sheet.
A value that is not shown is a text there, and is drawn as the short hatched bar of the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from regso.report.shown import shown
from regso.report.workbooks import Filled
from regso.xlsx.cells import Area

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURES = (".png", ".jpg", ".jpeg")


class Series(NamedTuple):
    """What is drawn in one colour, or one per point; None is no value."""

    name: str
    values: list[float | None]
    down: list[float]
    up: list[float]
    colours: list[str]
    hatched: bool


class DrawnChart(NamedTuple):
    """A chart of bars, columns or lines.

    Attributes
    ----------
    kind : str
        "bar", "col" or "line".
    stacked, overlapping, upside_down : bool
        How series of bars stand; whether the first category is on top.
    """

    kind: str
    stacked: bool
    overlapping: bool
    upside_down: bool
    labels: list[str]
    series: list[Series]


class Drawing(NamedTuple):
    """A chart, or a picture as it is in the file, with the text that describes it.

    `row` is the row above it, numbered as users see it, where its heading is; 0 if there is none.
    """

    description: str
    row: int
    chart: DrawnChart | None
    picture: bytes


def drawings(filled: Filled, sheet: str) -> Iterator[Drawing]:
    """Yield the charts and pictures of a published sheet that can be shown in a report."""
    package = filled.package
    for part in package.related(package.sheets[sheet], "drawing").values():
        charts, images = package.related(part, "chart"), package.related(part, "image")
        for anchor in package.tree(part):
            name = anchor.find(".//{*}cNvPr")
            description = "" if name is None else name.get("descr", "")
            row = int(anchor.findtext("{*}from/{*}row") or 0)
            for frame in anchor.iter(f"{_CHART}chart"):
                chart = _chart(filled, charts[frame.get(f"{_REL}id", "")])
                if chart is not None:
                    yield Drawing(description, row, chart, b"")
            for blip in anchor.iter(f"{_ART}blip"):
                image = images.get(blip.get(f"{_REL}embed", ""), "")
                if image.lower().endswith(_PICTURES):
                    yield Drawing(description, row, None, package.parts[image])


def _chart(filled: Filled, part: str) -> DrawnChart | None:
    """Return a chart; None for a kind that is not drawn, or cells that are not published."""
    plot = filled.package.tree(part).find(f".//{_CHART}plotArea")
    if plot is None:
        return None
    groups = [
        (tag, group) for tag in ("barChart", "lineChart") for group in plot.iter(_CHART + tag)
    ]
    if len(groups) != 1:
        return None
    [(tag, group)] = groups
    found = [one for one in group.iter(f"{_CHART}ser") if not _is_unseen(one)]
    cells = [_cells(filled, one, "val") for one in found]
    names = _cells(filled, found[0], "cat") if found else None
    if names is None or any(values is None for values in cells):
        return None
    order = plot.find(f"{_CHART}catAx/{_CHART}scaling/{_CHART}orientation")
    return DrawnChart(
        "line" if tag == "lineChart" else _setting(group, "barDir"),
        _setting(group, "grouping").endswith("tacked"),
        _setting(group, "overlap") == "100",
        order is not None and order.get("val") == "maxMin",
        [shown(name) for name in names],
        [_series(filled, one, values or []) for one, values in zip(found, cells, strict=True)],
    )


def _is_unseen(series: etree._Element) -> bool:
    """Tell whether a series has no fill: it only makes room on the axis."""
    return series.find(f"{_CHART}spPr/{_ART}noFill") is not None


def _setting(group: etree._Element, name: str) -> str:
    found = group.find(_CHART + name)
    return "" if found is None else found.get("val", "")


def _series(filled: Filled, element: etree._Element, values: list[object]) -> Series:
    look = element.find(f"{_CHART}spPr")
    hatched = look is not None and look.find(f"{_ART}pattFill") is not None
    bars = element.find(f"{_CHART}errBars")
    down, up = ([], []) if bars is None else (_lengths(filled, bars, s) for s in ("minus", "plus"))
    fills = [] if look is None else list(look.iterfind(f"{_ART}solidFill/{_ART}srgbClr"))
    if look is not None and not fills:
        fills = list(look.iterfind(f"{_ART}ln/{_ART}solidFill/{_ART}srgbClr"))
    points = element.iterfind(f"{_CHART}dPt/{_CHART}spPr/{_ART}solidFill/{_ART}srgbClr")
    colours = [fill.get("val", "") for fill in (*points,)] or [f.get("val", "") for f in fills[:1]]
    return Series(
        element.findtext(f"{_CHART}tx//{_CHART}v") or "",
        [_number(value) for value in values],
        down,
        up,
        [f"#{colour}" for colour in colours],
        hatched,
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _lengths(filled: Filled, bars: etree._Element, side: str) -> list[float]:
    return [_number(value) or 0.0 for value in _cells(filled, bars, side) or []]


def _cells(filled: Filled, element: etree._Element, role: str) -> list[object] | None:
    """Return the values of the cells that a part of a chart draws, if they are published."""
    formula = element.findtext(f"{_CHART}{role}//{_CHART}f") or ""
    sheet, _, area = formula.rpartition("!")
    sheet = sheet.strip("'").replace("''", "'")
    if sheet not in filled.published:
        return None
    return [value for row in filled.area(sheet, Area.parse(area)) for value in row]
