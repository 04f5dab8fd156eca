"""The charts and pictures of a sheet, each with the text that describes it and its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regso.report.charts import DrawnChart
from regso.report.readcharts import read_chart
from regso.report.workbooks import Filled
from regso.xlsx import vector
from regso.xlsx.hidden import hidden_rows, is_drawn

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURES = (".png", ".jpg", ".jpeg")


class Drawing(NamedTuple):
    """A chart, or a picture as it is in the file, with the text that describes it.

    A picture may be there as SVG too. `row` is the row above it, numbered as users see it, where
    its heading is; 0 if there is none. `column` is its left one, from 1.
    """

    description: str
    row: int
    column: int
    chart: DrawnChart | None
    picture: bytes
    svg: bytes = b""


def drawings(filled: Filled, sheet: str) -> Iterator[Drawing]:
    """Yield the charts and pictures of a published sheet that can be shown in a report."""
    package = filled.package
    hidden = hidden_rows(package.tree(package.sheets[sheet]))
    for part in package.related(package.sheets[sheet], "drawing").values():
        charts, images = package.related(part, "chart"), package.related(part, "image")
        for anchor in package.tree(part):
            if not is_drawn(anchor, hidden):
                continue
            name = anchor.find(".//{*}cNvPr")
            description = "" if name is None else name.get("descr", "")
            row = int(anchor.findtext("{*}from/{*}row") or 0)
            column = int(anchor.findtext("{*}from/{*}col") or 0) + 1
            for frame in anchor.iter(f"{_CHART}chart"):
                chart = read_chart(filled, charts[frame.get(f"{_REL}id", "")])
                if chart is not None:
                    yield Drawing(description, row, column, chart, b"")
            for blip in anchor.iter(f"{_ART}blip"):
                image = images.get(blip.get(f"{_REL}embed", ""), "")
                if image.lower().endswith(_PICTURES):
                    svg = package.parts.get(vector.part_of(package, part, blip), b"")
                    yield Drawing(description, row, column, None, package.parts[image], svg)
