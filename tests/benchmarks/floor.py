"""The floor of the core: the largest study calculated by hand in plain Python decimals.

The same figures as `calculate` gives, rounded to the same strings, without an engine: formulas are
functions, lines are lists, nothing is validated, traced or explained.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from itertools import accumulate
from types import SimpleNamespace

from tests.benchmarks.study_by_hand import work_out

EXACT = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-99, Emax=99)
SETTLED = Context(prec=30)
ZERO = Decimal(0)
CENT, MONTH, RATIO = Decimal("0.01"), Decimal("0.01"), Decimal("0.000001")


class Study:
    """What is known of the study before the clock starts: its given figures, rates and lines."""

    def __init__(self, statement):
        self.rate = Decimal(statement["discount_rate"])
        self.derived = [a["key"] for a in statement["assumptions"] if "formula" in a]
        self.given = {
            a["key"]: [Decimal(a["value"])] * 4
            if "value" in a
            else [Decimal(figure) for figure in (a["initial"], *a["by_year"])]
            for a in statement["assumptions"]
            if "formula" not in a
        }
        self.lines = [
            (side, line["per_year"], Decimal(line["risk_adjustment"]))
            for side in ("benefits", "investments")
            for line in statement[side]
        ]


def calculate_by_hand(study):
    """Every figure of the result, as strings."""
    with localcontext(EXACT):
        periods = [period(study, year) for year in range(4)]
        factors = [Decimal(1)] + [
            factor for year in (1, 2, 3) for factor in [1 / (1 + study.rate) ** year] * 12
        ]
        lines = [laid_out(side, row, risk, periods, factors) for side, row, risk in study.lines]
        result = summed_up(lines, factors)
        result["derived"] = {
            key: [plain(getattr(p, key)) for p in periods] for key in study.derived
        }
        return result


def period(study, year):
    """One period with all of its rows."""
    figures = dict.fromkeys(study.derived, ZERO)
    figures |= {key: given[year] for key, given in study.given.items()}
    p = SimpleNamespace(year=year, **figures)
    work_out(p)
    return p


def laid_out(side, row, risk, periods, factors):
    """One line by month and by period, before and after its risk adjustment."""
    initial, *years = (getattr(p, row) for p in periods)
    months = [initial] + [amount / 12 for amount in years for _ in range(12)]
    factor = 1 - risk if side == "benefits" else 1 + risk
    adjusted = [month * factor for month in months]
    by_period = [initial * factor] + [amount * factor for amount in years]
    return SimpleNamespace(
        side=side,
        months=adjusted,
        before=[initial, *years],
        by_period=by_period,
        total=sum(by_period),
        present_value=sum(month * worth for month, worth in zip(adjusted, factors, strict=True)),
    )


def summed_up(lines, factors):
    """Totals, cash flow and measures."""
    benefits = [line for line in lines if line.side == "benefits"]
    costs = [line for line in lines if line.side == "investments"]
    gained, paid = total(benefits, "months"), total(costs, "months")
    net_months = [a - b for a, b in zip(gained, paid, strict=True)]
    by_period = total(benefits, "by_period"), total(costs, "by_period")
    net = [a - b for a, b in zip(*by_period, strict=True)]
    worth = sum(line.present_value for line in benefits), sum(line.present_value for line in costs)
    before = sum(sum(line.before) for line in benefits), sum(sum(line.before) for line in costs)
    after = sum(line.total for line in benefits), sum(line.total for line in costs)
    discounted = [month * factor for month, factor in zip(net_months, factors, strict=True)]
    return {
        "totals": money([*after, after[0] - after[1]]),
        "before": money([*before, before[0] - before[1]]),
        "present_value": money([*worth, worth[0] - worth[1]]),
        "ratios": [
            rounded((worth[0] - worth[1]) / worth[1], RATIO),
            rounded(internal_rate(net), RATIO),
            rounded(payback(net_months), MONTH),
            rounded(payback(discounted), MONTH),
            rounded(worth[0] / worth[1], RATIO),
        ],
        "cost_of_delay": money([net_months[-1]]),
        "cash_flow": [money(flow) for flow in (*by_period, net, accumulate(net))],
        "lines": [
            (
                money(line.by_period),
                *money([line.total, line.present_value]),
                money(line.before),
                *money([sum(line.before)]),
            )
            for line in lines
        ],
    }


def total(lines, name):
    """The sum of several lines, month by month or period by period."""
    return [sum(column) for column in zip(*(getattr(line, name) for line in lines), strict=True)]


def payback(months):
    """The month from which on the cumulative flow is never below zero again."""
    cumulative = list(accumulate(months))
    last = max(month for month, amount in enumerate(cumulative) if amount < 0)
    return last - cumulative[last] / months[last + 1]


def internal_rate(flows):
    """Newton's method on the one root of a flow that changes its sign once."""
    rate = Decimal("0.1")
    for _ in range(100):
        powers = [(1 + rate) ** -year for year in range(len(flows))]
        worth = sum(flow * power for flow, power in zip(flows, powers, strict=True))
        slope = sum(
            -year * flow * power / (1 + rate)
            for year, (flow, power) in enumerate(zip(flows, powers, strict=True))
        )
        step = worth / slope
        rate -= step
        if abs(step) < Decimal("1e-20"):
            return rate
    raise ArithmeticError(rate)


def money(amounts):
    """Amounts as they leave."""
    return [rounded(amount, CENT) for amount in amounts]


def rounded(figure, step):
    """One figure as it leaves."""
    return format(SETTLED.plus(figure).quantize(step, ROUND_HALF_UP) or step - step, "f")


def plain(figure):
    """A derived figure as it leaves."""
    return format(figure.quantize(RATIO, ROUND_HALF_UP).normalize() or ZERO, "f")
