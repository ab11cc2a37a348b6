"""Illustrations of money over time."""

from __future__ import annotations

from app.documents import wording
from app.documents.charts.cash import Course, Flows, Stack
from app.documents.charts.cash import by_period as draw_by_period
from app.documents.charts.cash import cumulative as draw_cumulative
from app.documents.illustrations.setting import Setting
from app.documents.pictures import Picture

HEIGHT = {"A4": 132.0, "Letter": 118.0}
"""Of the cumulative net flow in a full document."""
_LEAST_HEIGHT = 60.0
_MOST_TOLD = 12
"""Periods whose figures the alternative names; beyond, those at the ends."""


def cumulative(setting: Setting, height: float) -> Picture:
    """When the money comes back."""
    gettext, language = setting.gettext, setting.language
    amounts = setting.view["cash_flow"]["cumulative"]
    months = setting.view["measures"]["payback_months"]
    course = Course(
        amounts=amounts,
        names=setting.periods(),
        payback_months=float(months) if months is not None and float(months) > 0 else None,
        payback_name=gettext("Payback after %(months)s") % {"months": language.months(months)},
        told=[language.amount(amount) for amount in amounts],
    )
    drawn = draw_cumulative(
        course, setting.axis, setting.width, max(height, _LEAST_HEIGHT), setting.palette
    )
    return setting.turned(drawn).described(_cumulative_told(setting))


def by_period(setting: Setting) -> Picture:
    """What flows in each period, benefits by kind."""
    gettext = setting.gettext
    flow, language = setting.view["cash_flow"], setting.language
    kinds = (setting.view.get("analyses") or {}).get("kinds") or ()
    single = len(kinds) <= 1
    stacks = (
        [(gettext("Benefits"), flow["benefits"])]
        if single
        else [(kind_name(setting, kind["code"]), kind["by_period"]) for kind in kinds]
    )
    named = [
        (name, amounts, language.amount(sum(amounts)))
        for name, amounts in (*stacks, (gettext("Investment"), flow["investment"]))
    ]
    *benefits, investment = [
        Stack(gettext("%(name)s %(figure)s") % {"name": name, "figure": told}, amounts)
        for name, amounts, told in named
    ]
    drawn = draw_by_period(
        Flows(benefits, investment, setting.periods()),
        setting.axis,
        setting.width,
        140.0,
        setting.palette,
    )
    told = setting.figures((name, figure) for name, _, figure in named)
    alternative = gettext(
        "Bar chart: benefits by kind beside the investment, at the start and in each year. "
        "Over the horizon: %(figures)s."
    )
    return setting.turned(drawn).described(alternative % {"figures": told})


def kind_name(setting: Setting, code: str) -> str:
    """What a kind of benefit is called."""
    if code.startswith("unsaid_"):
        return setting.gettext("Other benefits")
    return wording.named(code, setting.language.translations)


def _cumulative_told(setting: Setting) -> str:
    gettext, language = setting.gettext, setting.language
    amounts, names = setting.view["cash_flow"]["cumulative"], setting.periods()
    pairs = list(zip(names, map(language.money, amounts), strict=True))
    months = setting.view["measures"]["payback_months"]
    told = gettext("Line chart of the cumulative net flow: %(figures)s.") % {
        "figures": setting.figures(pairs if len(pairs) <= _MOST_TOLD else (pairs[0], pairs[-1]))
    }
    back = (
        gettext("It does not pay back within the horizon.")
        if months is None
        else gettext("It pays back after %(months)s.") % {"months": language.months(months)}
    )
    return f"{told} {back}"
