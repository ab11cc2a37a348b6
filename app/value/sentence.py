"""The value proposition as a good salesperson writes it, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from app.value.currencies import SIGN
from app.value.goals import as_goals, lowered
from app.value.proposition import Cost, Goal, Named, Proposition, Quantity, proposition_of
from app.value.result import LineResult, Totals
from app.value.statement import ValueStatement

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
    return in_one(clauses_of(statement, totals, lines))


def in_one(clauses: Clauses) -> str:
    """The clauses as one sentence."""
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
    said = proposition_of(statement, totals, lines)
    abilities, deliverables = (
        Named(tuple(map(lowered, part.parts)), part.further)
        for part in (said.abilities, said.deliverables)
    )
    return Clauses(
        customer=said.customer or "the customer",
        goal=_listed(_goals(said.goals, money), "benefit") or "reach the goals below",
        gain=f"total benefits of {money.whole(said.total_benefits)} {_within(said.horizon_years)}",
        ability=_listed(abilities, "capability"),
        deliverables=_listed(deliverables, "deliverable"),
        investment="" if said.total_investment is None else money.whole(said.total_investment),
        assumptions=_costs(said, money),
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

    def with_unit(self, quantity: Quantity) -> str:
        """A figure in its unit; "GBP/user/month" reads "£22 per user per month"."""
        figure = quantity.figure
        measure, *per = [part.strip() for part in (quantity.unit or "").split("/")]
        ending = "".join(f" per {part}" for part in per)
        if measure == self._code:
            return self._figures.money(figure) + ending
        if measure == "%":
            return self._figures.percent(figure) + ending
        return f"{self._figures.number(figure)} {measure}".rstrip() + ending


def _goals(goals: Named[Goal], money: _Amounts) -> Named[str]:
    deeds = as_goals([goal.statement for goal in goals.parts])
    told = (
        deed + _movement(*goal.movement, money) if goal.movement else deed
        for deed, goal in zip(deeds, goals.parts, strict=True)
    )
    return Named(tuple(told), goals.further)


def _movement(start: Quantity, end: Quantity, money: _Amounts) -> str:
    before, after = money.with_unit(start), money.with_unit(end)
    shared = before[before.index(" per ") :] if " per " in before else ""
    if shared and after.endswith(shared):
        before = before.removesuffix(shared)
    return f" from {before} to {after}"


def _costs(said: Proposition, money: _Amounts) -> str:
    def told(cost: Cost) -> str:
        return f"{cost.statement} costing {money.whole(cost.amount)}"

    shown = [told(cost) for cost in said.costs.parts]
    if said.costs.further:
        others = Cost(f"{_counted(said.costs.further)} further items", said.further_costs)
        shown.append(told(others))
    return "; ".join(shown)


def _listed(named: Named[str], noun: str) -> str:
    if not named.further:
        return _joined(named.parts)
    plural = noun.removesuffix("y") + "ies" if noun.endswith("y") else noun + "s"
    return _joined([*named.parts, f"{_counted(named.further)} further {plural}"])


def _joined(parts: Iterable[str]) -> str:
    *first, last = [part.rstrip(".") for part in parts] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _within(years: int) -> str:
    return "within the first year" if years == 1 else f"within {_counted(years)} years"


def _counted(count: int) -> str:
    return _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else str(count)
