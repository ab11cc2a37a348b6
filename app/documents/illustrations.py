"""Which pictures a document shows, and which entries they have room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.documents.charts import Course, Flows, Step, by_period, cumulative, waterfall
from app.documents.language import Language
from app.documents.pictures import Picture
from app.documents.text import shortened

TEXT_WIDTH = {"full": 482.0, "summary": 516.0}
"""Points; the same on A4 and Letter, whose margins differ instead."""
_MOST_BARS = {"benefits": 7, "investments": 5}
_ROW = 19.0
_COURSE_HEIGHT = {"A4": 150.0, "Letter": 132.0}
_MOST_WATERFALL = {"A4": 236.0, "Letter": 176.0}
_LONGEST_NAME = 44


@dataclass(frozen=True)
class Shortlist:
    """The largest lines, and what the others come to."""

    lines: Sequence[Mapping[str, Any]]
    further: int
    further_total: int


def shortlist(lines: Sequence[Mapping[str, Any]], most: int) -> Shortlist:
    """The largest lines by total; a single further one is shown instead of counted."""
    ordered = sorted(lines, key=lambda line: -abs(line["total"]))
    kept = most if len(ordered) > most + 1 else len(ordered)
    rest = ordered[kept:]
    return Shortlist(ordered[:kept], len(rest), sum(line["total"] for line in rest))


def pictures(view: Mapping[str, Any], language: Language, height: float) -> dict[str, Picture]:
    """The pictures of a document by name; a case without any line has none."""
    if not (view["benefits"] or view["investments"]):
        return {}
    full = view["variant"] == "full"
    width = TEXT_WIDTH[view["variant"]]
    shown = {
        "cumulative": _cumulative(
            view, language, width, _COURSE_HEIGHT[view["paper"]] if full else height
        )
    }
    if full:
        steps = _steps(view, language)
        row = min(_ROW, _MOST_WATERFALL[view["paper"]] / len(steps))
        shown["waterfall"] = waterfall(steps, width, row)
        shown["by_period"] = _by_period(view, language)
    return shown if full or height else {}


def _cumulative(
    view: Mapping[str, Any], language: Language, width: float, height: float
) -> Picture:
    gettext = language.translations.gettext
    months = view["measures"]["payback_months"]
    course = Course(
        amounts=view["cash_flow"]["cumulative"],
        names=_periods(view, language),
        payback_months=float(months) if months is not None and float(months) > 0 else None,
        payback_name=gettext("Payback after %(months)s") % {"months": language.months(months)},
    )
    return cumulative(course, language.compact, width, max(height, 60.0))


def _by_period(view: Mapping[str, Any], language: Language) -> Picture:
    flow = view["cash_flow"]
    flows = Flows(flow["benefits"], flow["investment"], _periods(view, language))
    return by_period(flows, language.compact, TEXT_WIDTH["full"], 140.0)


def _periods(view: Mapping[str, Any], language: Language) -> list[str]:
    gettext = language.translations.gettext
    years = range(1, int(view["terms"]["horizon_years"]) + 1)
    return [gettext("Start"), *(gettext("Year %(number)s") % {"number": year} for year in years)]


def _steps(view: Mapping[str, Any], language: Language) -> list[Step]:
    gettext = language.translations.gettext
    gained, value = view["headline"]["benefits"], view["headline"]["value"]
    steps: list[Step] = []
    reached = 0
    for name, total in _entries(view, language, "benefits"):
        steps.append(Step(name, language.amount(total), reached, reached + total, "gain"))
        reached += total
    steps.append(Step(gettext("Total Benefits"), language.amount(gained), 0, gained, "total"))
    for name, total in _entries(view, language, "investments"):
        steps.append(Step(name, language.amount(-total), reached, reached - total, "cost"))
        reached -= total
    steps.append(Step(gettext("Value"), language.amount(value), 0, value, "total"))
    return steps


def _entries(view: Mapping[str, Any], language: Language, side: str) -> list[tuple[str, int]]:
    listed = shortlist(view[side], _MOST_BARS[side])
    entries = [
        (shortened(line["statement"], _LONGEST_NAME), line["total"]) for line in listed.lines
    ]
    if listed.further:
        told = language.translations.ngettext(
            "%(count)s further item", "%(count)s further items", listed.further
        )
        entries.append((told % {"count": listed.further}, listed.further_total))
    return entries
