"""Illustrations of how sure a Value is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.documents.charts.distribution import Bin, Draws, Mark, distribution
from app.documents.charts.tornado import Swing, Swings
from app.documents.charts.tornado import tornado as draw_tornado
from app.documents.illustrations.setting import Setting
from app.documents.language import DOES_NOT_EXIST
from app.documents.pictures import Picture

_HEIGHT = 170.0
_MOST_TOLD = 12


def all_of(setting: Setting, analyses: Mapping[str, Any]) -> Iterator[tuple[str, Picture]]:
    """What the analyses of a case have to show."""
    if analyses["tornado"]:
        yield "tornado", _tornado(setting, analyses["tornado"])
    if analyses["simulation"]:
        yield "distribution", _distribution(setting, analyses["simulation"])


def _tornado(setting: Setting, told: Mapping[str, Any]) -> Picture:
    rows = [_swing(setting, one) for one in told["swings"]]
    base = setting.gettext("Value %(figure)s") % {"figure": setting.language.amount(told["value"])}
    drawn = draw_tornado(
        Swings(told["value"], base, rows),
        setting.width,
        setting.palette,
        from_right=setting.from_right,
    )
    each = setting.gettext("%(name)s (%(span)s): from %(low)s to %(high)s")
    separator = setting.gettext("%(first)s; %(second)s")
    listed = ""
    for row in rows[:_MOST_TOLD]:
        words = {"name": row.name, "span": row.span, "low": row.low_told, "high": row.high_told}
        listed = separator % {"first": listed, "second": each % words} if listed else each % words
    alternative = setting.gettext(
        "Tornado chart: what each assumption does to the Value of %(value)s when it moves through "
        "its range, the strongest first. %(figures)s."
    )
    return drawn.described(
        alternative % {"value": setting.language.money(told["value"]), "figures": listed}
    )


def _swing(setting: Setting, one: Mapping[str, Any]) -> Swing:
    language, unit = setting.language, one["unit"]
    span = setting.gettext("%(low)s to %(high)s") % {
        "low": language.figure(one["low"], unit),
        "high": language.figure(one["high"], unit),
    }
    at_low, at_high = one["value_at_low"], one["value_at_high"]
    span = f"{span} {unit}" if unit and unit != "%" else span
    return Swing(
        name=one["label"],
        span=f"{one['refs'][0]} · {span}" if one["refs"] else span,
        low=at_low,
        high=at_high,
        low_told=DOES_NOT_EXIST if at_low is None else language.amount(at_low),
        high_told=DOES_NOT_EXIST if at_high is None else language.amount(at_high),
        steps=one["steps_after"] is not None,
    )


def _distribution(setting: Setting, told: Mapping[str, Any]) -> Picture:
    gettext, amount = setting.gettext, setting.language.amount
    names = (
        ("p10", gettext("P10 %(figure)s"), False),
        ("p90", gettext("P90 %(figure)s"), False),
        ("p50", gettext("P50 %(figure)s"), False),
        ("value", gettext("As stated %(figure)s"), True),
    )
    marks = [
        Mark(told[code], name % {"figure": amount(told[code])}, base=base)
        for code, name, base in names
    ]
    bins = [Bin(one["low"], one["high"], one["share"]) for one in told["bins"]]
    drawn = distribution(Draws(bins, marks), setting.axis, setting.width, _HEIGHT, setting.palette)
    money = setting.language.money
    alternative = gettext(
        "Histogram of the Value over %(draws)s draws: one in ten lies at or below %(p10)s, half "
        "at or below %(p50)s, one in ten above %(p90)s; as stated it is %(value)s. "
        "It lies above zero in %(share)s of the draws."
    )
    return drawn.described(
        alternative
        % {
            "draws": setting.language.figure(str(told["draws"])),
            "p10": money(told["p10"]),
            "p50": money(told["p50"]),
            "p90": money(told["p90"]),
            "value": money(told["value"]),
            "share": setting.language.percent(told["above_zero"]),
        }
    )
