"""A chart of a page as a native chart of PowerPoint, whose data can be changed there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from lxml import etree
from matplotlib.ticker import MaxNLocator
from pptx.chart.axis import ValueAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.datalabel import DataLabel
from pptx.chart.series import BarSeries, _BaseCategorySeries
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN_TYPE
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Length, Pt

from regso.pictures import sentences
from regso.report.charts import DrawnChart, Series
from regso.report.look import Look, contrast
from regso.workbook import theme

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_KINDS = {
    ("bar", False): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", True): XL_CHART_TYPE.BAR_STACKED,
    ("col", False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("col", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("line", False): XL_CHART_TYPE.LINE_MARKERS,
    ("line", True): XL_CHART_TYPE.LINE_MARKERS,
}
_SIZE = Pt(14)
_TICKS = 6
_LARGE = 1000  # values that need no decimals


def add_chart(
    slide: Slide, chart: DrawnChart, place: Sequence[Length], look: Look, heading: str
) -> GraphicFrame:
    """Add a chart to a slide, and return its frame.

    A value that is not shown is an empty cell of its data, and ".." in the name of its category.
    """
    data = CategoryChartData(number_format=_form(chart))
    shown = [at for at, name in enumerate(chart.labels) if name]
    drawn = [series for series in chart.series if not series.hatched]
    hidden = {at for series in chart.series if series.hatched
              for at, value in enumerate(series.values) if value is not None}  # fmt: skip
    data.categories = [_category(chart.labels[at], is_hidden=at in hidden) for at in shown]
    for series in drawn:
        data.add_series(series.name or "Värde", [series.values[at] for at in shown])
    frame = slide.shapes.add_chart(_KINDS[chart.kind, chart.stacked], *place, data)
    made = frame.chart
    _dress(made, chart, look, heading)
    for series, plotted in zip(drawn, made.plots[0].series, strict=True):
        _colour(plotted, series, shown, look)
        if any((*series.down, *series.up)):
            _intervals(plotted, series, shown)
    return frame


def _category(text: str, *, is_hidden: bool) -> str:
    name = sentences.label(text)
    return f"{name} (..)" if is_hidden and not name.endswith(" (..)") else name


def _dress(made: Chart, chart: DrawnChart, look: Look, heading: str) -> None:
    made.font.size, made.font.name = _SIZE, look.font
    made.font.color.rgb = rgb(theme.INK)
    seen = [series for series in chart.series if not series.hatched]
    made.has_legend = len(seen) > 1 and not all(series.named for series in seen)
    made.has_title = True
    made.chart_title.text_frame.text = heading
    title = made.chart_title.text_frame.paragraphs[0].runs[0].font
    title.size, title.bold = _SIZE, True
    made.chart_title.include_in_layout = False
    _scale(made.value_axis, chart)
    if made.value_axis.minimum_scale != 0:
        made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    made.value_axis.major_gridlines.format.line.color.rgb = rgb(theme.RULE)
    made.value_axis.format.line.fill.background()
    made.value_axis.tick_labels.number_format = "0 %" if "%" in _form(chart) else "#,##0.##"
    made.value_axis.tick_labels.number_format_is_linked = False
    if chart.upside_down:
        made.category_axis.reverse_order = True
        _put_scale_below(made)
    plot = made.plots[0]
    if hasattr(plot, "gap_width"):
        plot.gap_width = 60
    plot.has_data_labels = True
    plot.data_labels.number_format = _form(chart)
    plot.data_labels.number_format_is_linked = False
    if chart.kind != "line" and not chart.stacked:
        with_whiskers = any(any((*s.down, *s.up)) for s in chart.series)
        position = XL_LABEL_POSITION.INSIDE_BASE if with_whiskers else XL_LABEL_POSITION.OUTSIDE_END
        plot.data_labels.position = position


def _form(chart: DrawnChart) -> str:
    """Return the number format of the values; a part of a pile that is 0 has no label."""
    axis = chart.across if chart.kind == "bar" else chart.along
    values = [v for series in chart.series if not series.hatched for v in series.values if v]
    if "%" in axis.form:
        form = "0.0 %"
    elif values and (min(map(abs, values)) >= _LARGE or all(v == int(v) for v in values)):
        form = "#,##0"
    else:
        form = "#,##0.0"
    return f"{form};-{form};" if chart.stacked else form


def _scale(axis: ValueAxis, chart: DrawnChart) -> None:
    """Let the scale reach all values and the ends of their intervals, and 0."""
    seen = [series for series in chart.series if not series.hatched]
    ends = [0.0]
    if chart.stacked:
        # Sums of parts are rounded, so that 100 percent need no scale beyond 100.
        piles = zip(*(series.values for series in seen), strict=True)
        ends += [round(sum(value or 0.0 for value in pile), 6) for pile in piles]
    for series in () if chart.stacked else seen:
        lengths = zip_longest(series.values, series.down, series.up, fillvalue=0.0)
        ends += [end for value, down, up in lengths if value is not None
                 for end in (value - (down or 0.0), value + (up or 0.0))]  # fmt: skip
    ticks = MaxNLocator(_TICKS, steps=[1, 2, 2.5, 5, 10]).tick_values(min(ends), max(ends))
    axis.minimum_scale, axis.maximum_scale = float(ticks[0]), float(ticks[-1])
    axis.major_unit = float(ticks[1] - ticks[0])


def _put_scale_below(made: Chart) -> None:
    """Put the scale below the bars, which reversing their order has moved above them."""
    for crosses in made.value_axis._element.iter(f"{{{_C}}}crosses"):  # noqa: SLF001 - as above
        crosses.set("val", "max")


def _colour(plotted: _BaseCategorySeries, series: Series, shown: Sequence[int], look: Look) -> None:
    """Colour a series: each point as it is drawn in the workbook, or all of it in one.

    Without being told, programs paint bars below 0 in white, or turn them.
    """
    if isinstance(plotted, BarSeries):
        plotted.invert_if_negative = False
    if len(series.colours) > 1:
        for number, at in enumerate(shown):
            colour = rgb(look.colour(series.colours[at]))
            form = plotted.points[number].format
            form.line.color.rgb = colour if series.striped else rgb(theme.OUTLINE)
            _fill(form.fill, colour, striped=series.striped)
        _label(plotted, series, shown, look)
        return
    colour = look.colour(series.colours[0]) if series.colours else look.brand
    plotted.format.fill.solid()
    plotted.format.fill.fore_color.rgb = rgb(colour)


def _fill(fill: FillFormat, colour: RGBColor, *, striped: bool) -> None:
    if not striped:
        fill.solid()
        fill.fore_color.rgb = colour
        return
    fill.patterned()
    fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = colour, rgb("#FFFFFF")


def _label(plotted: _BaseCategorySeries, series: Series, shown: Sequence[int], look: Look) -> None:
    """Write the labels within dark bars in white, with the name of the series where it has one."""
    for number, at in enumerate(shown):
        if series.values[at] is None:
            continue
        colour = "#FFFFFF" if series.striped else look.colour(series.colours[at])
        ink = max(("#FFFFFF", "#000000"), key=lambda one: contrast(one, colour))
        label = plotted.points[number].data_label
        label.font.color.rgb, label.font.size, label.font.bold = rgb(ink), _SIZE, True
        label.position = XL_LABEL_POSITION.INSIDE_BASE
        if series.named:
            _name(label)


def _name(label: DataLabel) -> None:
    """Write the name of the series before a value."""
    # python-pptx sets both for all labels of a plot, but not for one.
    for tag, on in (("showVal", "1"), ("showSerName", "1")):
        label._dLbl.find(f"{{{_C}}}{tag}").set("val", on)  # noqa: SLF001 - as above
    last = label._dLbl.find(f"{{{_C}}}showBubbleSize")  # noqa: SLF001 - as above
    separator = etree.Element(f"{{{_C}}}separator")
    separator.text = " "
    last.addnext(separator)


def _intervals(plotted: _BaseCategorySeries, series: Series, shown: Sequence[int]) -> None:
    """Give each value its interval, as lengths up and down that are written in the chart."""
    bars = etree.Element(f"{{{_C}}}errBars", nsmap={"c": _C, "a": _A})
    for tag, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "1")):
        etree.SubElement(bars, f"{{{_C}}}{tag}", val=value)
    for tag, lengths in (("plus", series.up), ("minus", series.down)):
        literal = etree.SubElement(etree.SubElement(bars, f"{{{_C}}}{tag}"), f"{{{_C}}}numLit")
        etree.SubElement(literal, f"{{{_C}}}formatCode").text = "General"
        etree.SubElement(literal, f"{{{_C}}}ptCount", val=str(len(shown)))
        for number, at in enumerate(shown):
            point = etree.SubElement(literal, f"{{{_C}}}pt", idx=str(number))
            etree.SubElement(point, f"{{{_C}}}v").text = repr(lengths[at])
    look = etree.SubElement(bars, f"{{{_C}}}spPr")
    line = etree.SubElement(look, f"{{{_A}}}ln", w="12700")
    fill = etree.SubElement(line, f"{{{_A}}}solidFill")
    etree.SubElement(fill, f"{{{_A}}}srgbClr", val=theme.INK.removeprefix("#"))
    values = plotted._element.find(f"{{{_C}}}cat")  # noqa: SLF001 - python-pptx has no intervals
    values.addprevious(bars)


def rgb(colour: str) -> RGBColor:
    """Return a colour of PowerPoint."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(red, green, blue)
