"""The pictures of the summary: native charts over live cells."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsxwriter.chart import Chart

from app.documents.language import Language
from app.documents.palette import WHITE, mixed
from app.documents.workbook.cash_flow import CashFlowSheet
from app.documents.workbook.chart_rows import ChartRows
from app.documents.workbook.kit import Kit
from app.documents.workbook.look import FONT

_SCALES = ((10**9, "#,##0.0,,,"), (10**6, "#,##0.0,,"), (10**4, "#,##0,"))
_MILLION = 10**6
Options = dict[str, Any]


class Charts:
    """Makes the charts of one workbook, each for the sheet that shows it."""

    def __init__(self, kit: Kit, language: Language, cash: CashFlowSheet, rows: ChartRows) -> None:
        self._kit, self._cash, self._rows = kit, cash, rows
        self._number, scale = _scale_of(kit)
        self._unit = Language.of(language.tag, kit.currency, scale).unit

    def waterfall(self) -> Chart:
        """From each benefit over each investment to Value, as bars from left to right."""
        chart = self._kit.book.add_chart({"type": "bar", "subtype": "stacked"})
        colours = {"gain": self._palette.accent, "cost": self._palette.negative}
        points = [
            {"fill": {"color": colours.get(step.kind, self._palette.primary)}}
            for step in self._rows.steps
        ]
        unseen = {"fill": {"none": True}, "border": {"none": True}}
        white = {**self._font(), "color": WHITE, "bold": True}
        number = f"{self._number};{self._number};"
        labels = {"value": True, "num_format": number, "font": white}
        for part in range(4):
            seen = {"points": points, "data_labels": labels} if part % 2 else unseen
            chart.add_series(
                {
                    "name": self._kit.words.gettext("Value"),
                    "categories": f"={self._rows.step_labels}",
                    "values": f"={self._rows.bar(part)}",
                    "gap": 45,
                    **seen,
                }
            )
        self._dress(chart, self._kit.words.gettext("From benefits over investment to Value"))
        chart.set_y_axis({"reverse": True, "crossing": "max", **self._category_axis()})
        chart.set_x_axis(self._money_axis())
        chart.set_legend({"none": True})
        return chart

    def cash_flow(self) -> Chart:
        """Net flow of each period as columns, what has added up as a line."""
        gettext, rows = self._kit.words.gettext, self._cash.rows
        columns = self._kit.book.add_chart({"type": "column"})
        columns.add_series(
            {
                "name": gettext("Net"),
                "categories": f"={self._rows.labels}",
                "values": f"={self._cash.by_period(rows.net)}",
                "fill": {"color": self._palette.accent},
                "gap": 60,
            }
        )
        line = self._kit.book.add_chart({"type": "line"})
        line.add_series(
            {
                "name": gettext("Cumulative"),
                "categories": f"={self._rows.labels}",
                "values": f"={self._cash.by_period(rows.cumulative)}",
                "line": {"color": self._palette.primary, "width": 2.25},
                "marker": {
                    "type": "circle",
                    "size": 6,
                    "fill": {"color": WHITE},
                    "border": {"color": self._palette.primary, "width": 1.5},
                },
            }
        )
        columns.combine(line)
        self._dress(columns, gettext("Cash flow"))
        self._axes(columns)
        columns.set_legend({"position": "bottom", "font": self._font()})
        return columns

    def benefits(self) -> Chart | None:
        """Benefits of each period, one upon the other; none where there are no benefits."""
        stacks = self._rows.stacks()
        if not stacks:
            return None
        chart = self._kit.book.add_chart({"type": "column", "subtype": "stacked"})
        for number, stack in enumerate(stacks):
            chart.add_series(
                {
                    "name": f"={stack.name}",
                    "categories": f"={self._rows.labels}",
                    "values": f"={stack.periods}",
                    "border": {"color": WHITE, "width": 0.75},
                    "gap": 60,
                    **self._shade(number),
                }
            )
        self._dress(chart, self._kit.words.gettext("Benefits by year"))
        self._axes(chart)
        chart.set_legend({"position": "bottom", "font": self._font()})
        return chart

    @property
    def _palette(self) -> Any:  # noqa: ANN401 - the look's
        return self._kit.look.palette

    def _shade(self, number: int) -> Options:
        """Shades from dark to light by turns, every second one hatched: told apart in print."""
        ground = (self._palette.primary, self._palette.accent)[number % 2]
        colour = mixed(ground, WHITE, 1 - 0.22 * (number // 2))
        if number < 2:  # noqa: PLR2004 - the first of each colour is plain
            return {"fill": {"color": colour}}
        patterns = ("wide_upward_diagonal", "wide_downward_diagonal", "small_grid")
        return {
            "pattern": {
                "pattern": patterns[(number // 2 - 1) % len(patterns)],
                "fg_color": colour,
                "bg_color": WHITE,
            }
        }

    def _dress(self, chart: Chart, title: str) -> None:
        font = {"name": FONT, "size": 13, "bold": True, "color": self._palette.primary}
        chart.set_title({"name": title, "name_font": font, "overlay": False})
        chart.set_chartarea({"border": {"color": self._palette.rule}, "fill": {"color": WHITE}})
        chart.show_hidden_data()

    def _axes(self, chart: Chart) -> None:
        chart.set_x_axis({**self._category_axis(), "label_position": "low"})
        chart.set_y_axis(self._money_axis())

    def _category_axis(self) -> Options:
        return {
            "num_font": self._font(),
            "line": {"color": self._palette.middle},
            "label_position": "low",
            "major_tick_mark": "none",
        }

    def _money_axis(self) -> Options:
        return {
            "num_format": self._number,
            "num_font": self._font(),
            "name": self._unit,
            "name_font": {**self._font(), "bold": False},
            "major_gridlines": {"visible": True, "line": {"color": self._palette.rule}},
            "line": {"none": True},
        }

    def _font(self) -> Options:
        return {"name": FONT, "size": 9, "color": self._palette.ink}


def _scale_of(kit: Kit) -> tuple[str, int]:
    """A format that shows few digits, and what it divides by."""
    case = kit.model.case
    largest = max(
        map(abs, (*case.benefits.by_period, *case.investment.by_period, case.benefits.total)),
        default=Decimal(0),
    )
    for scale, number in _SCALES:
        if largest >= scale:
            return number, max(scale, 1000) if scale >= _MILLION else 1000
    return "#,##0", 1
