"""Illustrations of how a Value comes about, what it rests on, and what changed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.documents.charts import fills
from app.documents.charts.waterfall import Step
from app.documents.charts.waterfall import waterfall as draw_waterfall
from app.documents.illustrations.setting import Setting
from app.documents.pictures import Picture

_MOST_BARS = {"benefits": 6, "investments": 4}
_ROW, _LEAST_ROW = 19.0, 12.0
_MOST_HEIGHT = {"A4": 182.0, "Letter": 168.0}
_MOST_TALL = 560.0
"""Of a picture that has a page for itself."""


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


def waterfall(setting: Setting) -> Picture:
    """From the benefits over the investment to the Value."""
    gettext, money = setting.gettext, setting.language.money
    headline = setting.view["headline"]
    steps = _steps(setting)
    row = max(_LEAST_ROW, min(_ROW, _MOST_HEIGHT[setting.view["paper"]] / len(steps)))
    drawn = draw_waterfall(steps, setting.width, row, setting.palette)
    told = gettext(
        "Waterfall chart: total benefits of %(gain)s less total investment of %(cost)s leave a "
        "Value of %(value)s. The steps: %(figures)s."
    )
    alternative = told % {
        "gain": money(headline["benefits"]),
        "cost": money(headline["investment"]),
        "value": money(headline["value"]),
        "figures": _told(setting, steps),
    }
    return setting.turned(drawn).described(alternative)


def proof(setting: Setting, analyses: Mapping[str, Any]) -> Iterator[tuple[str, Picture]]:
    """What the Value rests on, by how well its figures are proven; nothing where all are alike."""
    rows = analyses["proof"]
    if len(rows) <= 1:
        return
    filled = fills.strengths(setting.palette)
    reached = 0
    steps: list[Step] = []
    for row in rows:
        value = row["value"]
        name, told = strength_name(setting, row["strength"]), setting.language.amount(value)
        fill = filled[row["strength"]]
        steps.append(Step(name, told, reached, reached + value, "gain", fill))
        reached += value
    total = setting.language.amount(reached)
    steps.append(Step(setting.gettext("Value"), total, 0, reached, "total"))
    drawn = draw_waterfall(steps, setting.width, _ROW, setting.palette, "proof")
    told = setting.gettext(
        "Bar chart: the Value of %(value)s by how well the figures under it are proven: "
        "%(figures)s."
    ) % {"value": setting.language.money(reached), "figures": _told(setting, steps[:-1])}
    yield "proof", setting.turned(drawn).described(told)


def comparison(setting: Setting) -> Iterator[tuple[str, Picture]]:
    """From the Value of one edition to that of another."""
    compared = setting.view.get("comparison")
    if not compared or not compared["bridge"]:
        return
    gettext, money = setting.gettext, setting.language.money
    before, after = compared["before"]["value"], compared["after"]["value"]
    steps = [_sum(setting, edition_name(setting, compared["before"]), before)]
    reached = before
    for piece in compared["bridge"]:
        if not piece["value"]:
            continue
        name = piece_name(setting, piece)
        moved = reached + piece["value"]
        steps.append(Step(name, change_told(setting, piece["value"]), reached, moved, "gain"))
        reached = moved
    steps.append(_sum(setting, edition_name(setting, compared["after"]), after))
    row = max(_LEAST_ROW, min(_ROW, _MOST_TALL / len(steps)))
    drawn = draw_waterfall(steps, setting.width, row, setting.palette, "bridge")
    told = gettext(
        "Bridge chart: the Value goes from %(before)s to %(after)s. The changes: %(figures)s."
    ) % {
        "before": money(before),
        "after": money(after),
        "figures": _told(setting, steps[1:-1]),
    }
    yield "bridge", setting.turned(drawn).described(told)


def strength_name(setting: Setting, code: str) -> str:
    """What a strength of proof is called."""
    gettext = setting.gettext
    return {
        "customer_confirmed": gettext("Confirmed by the customer"),
        "pilot": gettext("Shown in a pilot"),
        "reference": gettext("From a reference customer"),
        "estimate": gettext("Estimated"),
        "disputed": gettext("Disputed"),
    }[code]


def edition_name(setting: Setting, edition: Mapping[str, Any]) -> str:
    """What an edition is called."""
    number = edition["number"]
    if number is None:
        return setting.gettext("Draft")
    return setting.gettext("Version %(number)s") % {"number": number}


def change_told(setting: Setting, amount: int) -> str:
    """An amount with its sign; a plus stands where the language puts a minus."""
    amount_of = setting.language.amount
    return amount_of(-amount).replace("−", "+") if amount > 0 else amount_of(amount)


def piece_name(setting: Setting, piece: Mapping[str, Any]) -> str:
    """What a change is called: what changed, and in which respect where that is not its figure."""
    gettext = setting.gettext
    label = {"label": piece["label"], "count": piece.get("count")}
    messages = {
        "assumption": "%(label)s",
        "formula": gettext("%(label)s: calculated otherwise"),
        "timing": gettext("%(label)s: other months"),
        "ramp": gettext("%(label)s: other ramp"),
        "risk_adjustment": gettext("%(label)s: other risk adjustment"),
        "discount_rate": gettext("Discount rate"),
        "convention": gettext("Discounting convention"),
        "horizon": gettext("Horizon"),
        "line_added": gettext("New: %(label)s"),
        "line_removed": gettext("Left out: %(label)s"),
        "several": gettext("%(label)s: several changes together"),
        "rules": gettext("Other rules of calculation"),
        "rounding": gettext("Rounding"),
    }
    if piece["kind"] == "further":
        return setting.ngettext(
            "%(count)s further change", "%(count)s further changes", int(piece["count"])
        )
    return messages[piece["kind"]] % label


def _sum(setting: Setting, name: str, amount: int) -> Step:
    return Step(name, setting.language.amount(amount), 0, amount, "total")


def _steps(setting: Setting) -> list[Step]:
    gettext, amount = setting.gettext, setting.language.amount
    headline = setting.view["headline"]
    steps: list[Step] = []
    reached = 0
    for name, total in _entries(setting, "benefits", headline["benefits"]):
        steps.append(Step(name, amount(total), reached, reached + total, "gain"))
        reached += total
    steps.append(_sum(setting, gettext("Total Benefits"), headline["benefits"]))
    for name, total in _entries(setting, "investments", headline["investment"]):
        steps.append(Step(name, amount(-total), reached, reached - total, "cost"))
        reached -= total
    steps.append(_sum(setting, gettext("Value"), headline["value"]))
    return steps


def _entries(setting: Setting, side: str, total: int) -> list[tuple[str, int]]:
    """The largest lines, and what is missing of the total in one more."""
    listed = shortlist(setting.view[side], _MOST_BARS[side])
    entries = [(f"{line['ref']} {line['statement']}", line["total"]) for line in listed.lines]
    if listed.further:
        told = setting.ngettext("%(count)s further item", "%(count)s further items", listed.further)
        entries.append((told, listed.further_total))
    if rest := total - sum(amount for _, amount in entries):
        entries.append((setting.gettext("Other lines"), rest))
    return entries


def _told(setting: Setting, steps: Sequence[Step]) -> str:
    return setting.figures((step.label, step.figure) for step in steps)
