"""Illustrations of whom a case concerns, what leads to its Value, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.documents.charts.chain import Box, Chain, Column
from app.documents.charts.chain import chain as draw_chain
from app.documents.charts.timeline import Course, Run
from app.documents.charts.timeline import timeline as draw_timeline
from app.documents.illustrations.setting import Setting
from app.documents.illustrations.worth import shortlist
from app.documents.pictures import Picture

_MOST_RUNS = {"benefits": 14, "investments": 8}
_MOST_MILESTONES = 60


def all_of(setting: Setting) -> Iterator[tuple[str, Picture]]:
    """The chain, where there is one, and the timeline."""
    chained = (setting.view.get("analyses") or {}).get("chain")
    if chained:
        yield "chain", _chain(setting, chained)
    if setting.view.get("schedule"):
        yield "timeline", _timeline(setting)


def _chain(setting: Setting, told: Mapping[str, Any]) -> Picture:
    gettext, money = setting.gettext, setting.language.money
    titles = {
        "key_players": gettext("Who is concerned"),
        "objectives": gettext("Objectives"),
        "derived_objectives": gettext("What they take"),
        "pains": gettext("What hurts today"),
        "benefits": gettext("Benefits"),
        "value": gettext("Value"),
    }
    columns = [
        Column(titles[code], [_box(setting, box) for box in boxes])
        for code, boxes in told["columns"]
    ]
    drawn = draw_chain(
        Chain(columns, [(start, end) for start, end in told["links"]]),
        setting.width,
        setting.palette,
    )
    texts = {box["key"]: box["text"] for _, boxes in told["columns"] for box in boxes}
    arrow, separator = gettext("%(cause)s leads to %(effect)s"), gettext("%(first)s; %(second)s")
    listed = ""
    for start, end in told["links"]:
        if end == "value" or start not in texts or end not in texts:
            continue
        link = arrow % {"cause": texts[start], "effect": texts[end]}
        listed = separator % {"first": listed, "second": link} if listed else link
    alternative = gettext("Value chain: %(links)s. Together they lead to a Value of %(value)s.")
    value = money(setting.view["headline"]["value"])
    return setting.turned(drawn).described(alternative % {"links": listed, "value": value})


def _box(setting: Setting, box: Mapping[str, Any]) -> Box:
    language = setting.language
    if box["key"] == "value":
        return Box("value", language.amount(box["total"]))
    return Box(box["key"], box["text"], _gloss(setting, box))


def _gloss(setting: Setting, box: Mapping[str, Any]) -> str:
    language, moves = setting.language, box["movement"]
    told = "" if box["total"] is None else language.amount(box["total"])
    if moves and moves["before"] is not None and moves["after"] is not None:
        told = setting.gettext("%(label)s from %(before)s to %(after)s") % {
            "label": moves["label"],
            "before": language.rounded(moves["before"], moves["unit"]),
            "after": language.rounded(moves["after"], moves["unit"]),
        }
    return " · ".join(part for part in (box["owner"], told) if part)


def _timeline(setting: Setting) -> Picture:
    rows = [_run(setting, line) for line in _scheduled(setting)]
    years = int(setting.view["terms"]["horizon_years"])
    course = Course(rows, setting.periods()[1:], 12 * years)
    drawn = draw_timeline(course, setting.width, setting.palette)
    told = setting.gettext("Timeline of the benefits and investments: %(figures)s.")
    figures = setting.figures((row.name, row.remark) for row in rows)
    return setting.turned(drawn).described(told % {"figures": figures})


def _scheduled(setting: Setting) -> list[Mapping[str, Any]]:
    """The largest lines of each side, in the order of the schedule."""
    kept = {
        line["ref"]
        for side, most in _MOST_RUNS.items()
        for line in shortlist(setting.view[side], most).lines
    }
    return [line for line in setting.view["schedule"] if line["ref"] in kept]


def _run(setting: Setting, line: Mapping[str, Any]) -> Run:
    shares = [float(share) for share in line["adoption"]]
    spends = line["side"] == "investment"
    return Run(
        name=f"{line['ref']} {line['statement']}",
        first=line["first_month"] or 0,
        last=line["last_month"] or 0,
        heights=shares or [1.0],
        shares=[]
        if spends
        else [setting.language.percent(share, most_decimals=0) for share in line["adoption"]],
        milestones=line["once_months"][:_MOST_MILESTONES],
        remark=_remark(setting, line),
        spends=spends,
    )


def _remark(setting: Setting, line: Mapping[str, Any]) -> str:
    gettext = setting.gettext
    if line["first_month"]:
        span = {"first": line["first_month"], "last": line["last_month"]}
        return gettext("months %(first)s–%(last)s") % span
    months = line["once_months"]
    if list(months) == [0]:
        return gettext("at the start")
    if len(months) == 1:
        return gettext("month %(month)s") % {"month": months[0]}
    return gettext("%(count)s payments, months %(first)s–%(last)s") % {
        "count": len(months), "first": months[0], "last": months[-1],
    }  # fmt: skip
