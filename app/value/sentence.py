"""The value proposition as a good salesperson writes it, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from app.value.currencies import SIGN
from app.value.goals import as_goals, lowered
from app.value.lines import Benefit, Metric
from app.value.result import LineResult, Totals
from app.value.statement import ValueStatement

MOST_NAMED = 3
"""So many benefits, capabilities, deliverables or items are named; the rest is counted."""

_NUMBER_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of the sentence, without the words that join them; empty if nothing is said."""

    customer: str
    goal: str
    gain: str
    ability: str
    deliverables: str
    investment: str
    assumptions: str


def sentence_of(statement: ValueStatement, totals: Totals, lines: Sequence[LineResult]) -> str:
    """Write the sentence: "We believe that … should be able to … for an investment of …"."""
    clauses = clauses_of(statement, totals, lines)
    told = [f"We believe that {clauses.customer} should be able to {clauses.goal}"]
    told += [f"resulting in {clauses.gain}"] if clauses.gain else []
    told += [f"through the ability to {clauses.ability}"] if clauses.ability else []
    told += [f"as a result of {clauses.deliverables}"] if clauses.deliverables else []
    told += [f"for an investment of {clauses.investment}"] if clauses.investment else []
    if clauses.assumptions:
        told += [f"based on the following assumptions: {clauses.assumptions}"]
    return ", ".join(told) + "."


class Figures(Protocol):
    """How figures are written; a document writes them as its language does."""

    def money(self, amount: Decimal) -> str: ...  # noqa: D102
    def number(self, figure: Decimal) -> str: ...  # noqa: D102
    def percent(self, fraction: Decimal) -> str: ...  # noqa: D102


def clauses_of(
    statement: ValueStatement,
    totals: Totals,
    lines: Sequence[LineResult],
    figures: Figures | None = None,
) -> Clauses:
    """The clauses of a statement's sentence, for documents that set them off."""
    money = _Amounts(statement.currency_code, figures or _EnglishFigures(statement.currency_code))
    gained = {line.key: line.total for line in lines if line.side == "benefit"}
    ordered = sorted(statement.benefits, key=lambda benefit: -gained.get(benefit.key, Decimal(0)))
    return Clauses(
        customer=statement.customer or "the customer",
        goal=_listed(_goals(ordered, statement, money), "benefit") or "reach the goals below",
        gain=f"total benefits of {money.whole(totals.total_benefits)} {_within(statement)}",
        ability=_listed([lowered(part.statement) for part in statement.capabilities], "capability"),
        deliverables=_listed(
            [lowered(part.statement) for part in statement.deliverables], "deliverable"
        ),
        investment=money.whole(totals.total_investment) if statement.investments else "",
        assumptions=_costs(statement, lines, money),
    )


class _EnglishFigures:
    """Figures as the API's sentence writes them: "£2,000,016", "CHF 1,200"."""

    def __init__(self, currency_code: str) -> None:
        self._before = SIGN.get(currency_code) or f"{currency_code} "

    def money(self, amount: Decimal) -> str:
        return ("−" if amount < 0 else "") + self._before + self.number(abs(amount))

    def number(self, figure: Decimal) -> str:
        whole = figure == figure.to_integral_value()
        return f"{figure.to_integral_value() if whole else figure:,f}"

    def percent(self, fraction: Decimal) -> str:
        return f"{self.number(fraction * 100)} %"


class _Amounts:
    """Amounts and figures with their units, in the words of the sentence."""

    def __init__(self, currency_code: str, figures: Figures) -> None:
        self._code, self._figures = currency_code, figures

    def whole(self, amount: Decimal) -> str:
        return self._figures.money(amount.quantize(Decimal(1), ROUND_HALF_UP))

    def with_unit(self, figure: Decimal, unit: str | None) -> str:
        """A figure in its unit; "GBP/user/month" reads "£22 per user per month"."""
        measure, *per = [part.strip() for part in (unit or "").split("/")]
        ending = "".join(f" per {part}" for part in per)
        if measure == self._code:
            return self._figures.money(figure) + ending
        if measure == "%":
            return self._figures.percent(figure) + ending
        return f"{self._figures.number(figure)} {measure}".rstrip() + ending


def _goals(benefits: Sequence[Benefit], statement: ValueStatement, money: _Amounts) -> list[str]:
    goals = as_goals([benefit.statement.rstrip(".") for benefit in benefits])
    return [
        goal + _movement(benefit.metric, statement, money) if benefit.metric else goal
        for goal, benefit in zip(goals, benefits, strict=True)
    ]


def _movement(metric: Metric, statement: ValueStatement, money: _Amounts) -> str:
    assumptions = {assumption.key: assumption for assumption in statement.assumptions}
    ends = [assumptions[key] for key in (metric.from_, metric.to)]
    if any(end.value is None for end in ends):
        return ""
    before, after = (
        money.with_unit(end.value, metric.unit or end.unit) for end in ends if end.value is not None
    )
    shared = before[before.index(" per ") :] if " per " in before else ""
    if shared and after.endswith(shared):
        before = before.removesuffix(shared)
    return f" from {before} to {after}"


def _costs(statement: ValueStatement, lines: Sequence[LineResult], money: _Amounts) -> str:
    names = {line.key: line.statement for line in statement.investments}
    paid = sorted(
        (line for line in lines if line.side == "investment"), key=lambda line: -line.total
    )
    shown = [f"{names[line.key].rstrip('.')} costing {money.whole(line.total)}" for line in paid]
    if len(shown) > MOST_NAMED + 1:
        rest = sum((line.total for line in paid[MOST_NAMED:]), Decimal(0))
        others = f"{_counted(len(paid) - MOST_NAMED)} further items costing {money.whole(rest)}"
        shown = [*shown[:MOST_NAMED], others]
    return "; ".join(shown)


def _listed(parts: Sequence[str], noun: str) -> str:
    if len(parts) > MOST_NAMED + 1:
        plural = noun.removesuffix("y") + "ies" if noun.endswith("y") else noun + "s"
        further = f"{_counted(len(parts) - MOST_NAMED)} further {plural}"
        return _joined([*parts[:MOST_NAMED], further])
    return _joined(parts)


def _joined(parts: Iterable[str]) -> str:
    *first, last = [part.rstrip(".") for part in parts] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _within(statement: ValueStatement) -> str:
    years = statement.horizon_years
    return "within the first year" if years == 1 else f"within {_counted(years)} years"


def _counted(count: int) -> str:
    return _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else str(count)
