"""The native charts of slides: what they show, dressed in the theme's colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from app.documents.slides.canvas import Box, Canvas
from app.documents.slides.look import ACCENT, INK, LOSS, PRIMARY, QUIET, SPENT

_WHOLE = "#,##0;−#,##0"
_NO_ZERO = "#,##0;−#,##0;;"
"""A bar of no height says enough."""
_SMALL = 10
_MOST_LABELS = 14
"""Bars beyond which their figures would meet."""
_MOST_COLUMNS, _FEW = 6, 2


@dataclass(frozen=True)
class Series:
    """One row of figures by category."""

    name: str
    figures: Sequence[int]
    colour: Any = PRIMARY


def bars(canvas: Canvas, box: Box, names: Sequence[str], series: Series, told: str) -> None:
    """One bar for each name, the first one on top."""
    chart = canvas.chart(XL_CHART_TYPE.BAR_CLUSTERED, box, _data(names, [series]), told)
    _dress(chart, [series], with_figures=len(names) <= _MOST_LABELS)
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.plots[0].gap_width = 45 if len(names) > _FEW else 110
    _leave_room(chart.value_axis, series.figures)


def columns(
    canvas: Canvas, box: Box, names: Sequence[str], series: Sequence[Series], told: str
) -> None:
    """Columns side by side for each name."""
    chart = canvas.chart(XL_CHART_TYPE.COLUMN_CLUSTERED, box, _data(names, series), told)
    few = len(names) * len(series) <= _MOST_COLUMNS
    _dress(chart, series, with_figures=few)
    chart.plots[0].gap_width, chart.plots[0].overlap = 60, -5
    _with_value_axis(chart, hidden=few)


def course(canvas: Canvas, box: Box, names: Sequence[str], series: Series, told: str) -> None:
    """A line through the names."""
    chart = canvas.chart(XL_CHART_TYPE.LINE_MARKERS, box, _data(names, [series]), told)
    _dress(chart, [series], with_figures=False)
    drawn = chart.plots[0].series[0]
    drawn.smooth = False
    drawn.format.line.width = Pt(2.25)
    drawn.format.line.color.theme_color = series.colour
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.theme_color = series.colour
    _with_value_axis(chart, hidden=False)
    if max(series.figures) <= 0:  # where nothing is reached, the line of nothing is what matters
        chart.value_axis.maximum_scale = 0
    if min(series.figures) >= 0:
        chart.value_axis.minimum_scale = 0


def totals(canvas: Canvas, box: Box, names: Sequence[str], series: Series, told: str) -> None:
    """Three columns: what is gained, what is spent, what is left."""
    chart = canvas.chart(XL_CHART_TYPE.COLUMN_CLUSTERED, box, _data(names, [series]), told)
    _dress(chart, [series], with_figures=True)
    chart.plots[0].gap_width = 55
    left = LOSS if series.figures[-1] < 0 else PRIMARY
    for number, colour in enumerate((ACCENT, SPENT, left)):
        point = chart.plots[0].series[0].points[number]
        point.format.fill.solid()
        point.format.fill.fore_color.theme_color = colour
    _with_value_axis(chart, hidden=True)


def _data(names: Sequence[str], series: Sequence[Series]) -> CategoryChartData:
    data = CategoryChartData(number_format=_WHOLE)  # type: ignore[no-untyped-call]
    data.categories = list(names)
    for each in series:
        data.add_series(each.name, list(each.figures))  # type: ignore[no-untyped-call]
    return data


def _dress(chart: Any, series: Sequence[Series], *, with_figures: bool) -> None:  # noqa: ANN401 - the library's charts have no one type
    chart.font.size, chart.font.color.theme_color = Pt(_SMALL), INK
    chart.has_title = False
    chart.has_legend = len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    plot = chart.plots[0]
    for each, drawn in zip(series, plot.series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.theme_color = each.colour
        drawn.invert_if_negative = False
    plot.has_data_labels = with_figures
    if with_figures:
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = _NO_ZERO, False
        labels.position, labels.font.size = XL_LABEL_POSITION.OUTSIDE_END, Pt(_SMALL)
    chart.category_axis.format.line.color.theme_color = QUIET
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.major_tick_mark = chart.value_axis.major_tick_mark = XL_TICK_MARK.NONE


def _with_value_axis(chart: Any, *, hidden: bool) -> None:  # noqa: ANN401 - as above
    axis = chart.value_axis
    axis.visible = not hidden
    axis.has_major_gridlines = not hidden
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = _WHOLE, False
    if not hidden:
        axis.format.line.fill.background()
        axis.major_gridlines.format.line.width = Pt(0.5)
        properties = axis.major_gridlines.format.line._get_or_add_ln()  # noqa: SLF001 - it has no other door
        properties.append(
            parse_xml(
                f'<a:solidFill {nsdecls("a")}><a:schemeClr val="bg1"><a:lumMod val="85000"/>'
                "</a:schemeClr></a:solidFill>"
            )
        )


def _leave_room(axis: Any, figures: Sequence[int]) -> None:  # noqa: ANN401 - as above
    """For the figures at the ends of bars."""
    low, high = min(0, *figures), max(0, *figures)
    span = (high - low) or 1
    axis.minimum_scale = low - span * 0.3 if low < 0 else 0
    axis.maximum_scale = high + span * 0.3 if high > 0 else 0
