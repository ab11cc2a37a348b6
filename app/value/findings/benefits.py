"""Rules about what is counted as a benefit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from app.value.assumptions import Assumption
from app.value.case import CaseLine
from app.value.figure_words import share
from app.value.findings.rule import Limits, Remark, deal, figure, gain, rule
from app.value.findings.study import Study, listed, quoted
from app.value.formulas.dimensions import dimension_of
from app.value.lines import Benefit

_MARGIN = re.compile(
    r"margin|profit|contribution|ebit|earnings|marge|deckungsbeitrag|gewinn|margen|beneficio",
    re.IGNORECASE,
)
_HOURS = frozenset({"hour", "minute"})


@rule(
    "hours_as_cash",
    "warning",
    "Hours saved are counted as cash",
    advice="Call it capacity, or say which cost disappears: hires, overtime, contractors.",
    fires=deal(benefits=[gain(category="productivity", realisation="cash_releasing")]),
    silent=deal(benefits=[gain(category="productivity", realisation="capacity")]),
)
def hours_as_cash(study: Study, _limits: Limits) -> Iterator[Remark]:
    """An hour saved is money only where somebody is paid less; finance cuts such claims by most."""
    for line in study.benefits:
        benefit = _benefit(line)
        if benefit.realisation != "cash_releasing":
            continue
        hours = benefit.category is None and _are_hours(study.behind(line))
        if hours or benefit.category == "productivity":
            saved = "rests on hours" if hours else "is productivity"
            reason = f"{quoted(benefit.statement)} {saved} and is counted as cash released."
            yield Remark(study.place(line), reason)


@rule(
    "revenue_without_margin",
    "warning",
    "Revenue is counted instead of margin",
    advice="Multiply by a margin: an assumption whose key or label says so (gross_margin).",
    fires=deal(
        assumptions=[figure("sales")],
        benefits=[gain(category="revenue_increase", per_year="sales")],
    ),
    silent=deal(
        assumptions=[figure("sales"), figure("margin", value="0.4")],
        benefits=[gain(category="revenue_increase", per_year="sales * margin")],
    ),
)
def revenue_without_margin(study: Study, _limits: Limits) -> Iterator[Remark]:
    """What is sold has to be made and delivered; only what remains is the customer's gain."""
    for line in study.benefits:
        benefit = _benefit(line)
        if benefit.category != "revenue_increase" or _says_margin(benefit.statement):
            continue
        inputs = study.inputs.behind(benefit)
        if not any(_says_margin(f"{one.key} {one.label or ''}") for one in inputs):
            reason = f"No figure behind {quoted(benefit.statement)} is called a margin or a profit."
            yield Remark(study.place(line), reason)


@rule(
    "no_ramp",
    "warning",
    "Benefits flow in full from the first month",
    advice="Give `adoption` by year, or a `starts_month`: nobody uses everything at once.",
    fires=deal(benefits=[gain()]),
    silent=deal(benefits=[gain(adoption=["0.5", "1"])]),
)
def no_ramp(study: Study, _limits: Limits) -> Iterator[Remark]:
    """Roll-out and learning take time; full effect on the first day is the first thing doubted."""
    at_once = [line for line in study.benefits if _flows_in_full(line)]
    total = study.total_benefits
    flowing = _sum(at_once)
    if at_once and flowing * 2 > total > 0:
        named = listed([quoted(line.line.statement) for line in at_once], 2)
        reason = f"{share(flowing / total, 0)} of benefits flow in full from month 1: {named}."
        yield Remark(study.place(max(at_once, key=lambda line: line.flow.total)), reason)


@rule(
    "too_many_benefits",
    "warning",
    "Too many benefits",
    advice="Keep those that carry the case; the others are arguments, without money.",
    fires=deal(benefits=[gain(f"gain_{number}") for number in range(6)]),
    silent=deal(benefits=[gain(f"gain_{number}") for number in range(5)]),
)
def too_many_benefits(study: Study, limits: Limits) -> Iterator[Remark]:
    """One or two benefits drive a decision, and each further one is one more to attack."""
    count = len(study.benefits)
    if count > limits.most_benefits:
        reason = f"{count} benefits are counted; more than {limits.most_benefits} are not followed."
        yield Remark("#/benefits", reason)


@rule(
    "one_benefit_dominates",
    "information",
    "One benefit carries the case",
    advice="Prove this one first: the case is as strong as its evidence.",
    fires=deal(benefits=[gain(per_year="70"), gain("other", per_year="30")]),
    silent=deal(benefits=[gain(per_year="60"), gain("other", per_year="40")]),
)
def one_benefit_dominates(study: Study, limits: Limits) -> Iterator[Remark]:
    """If this one falls, the case falls; it deserves most of the proof."""
    total = study.total_benefits
    for line in study.benefits:
        if total > 0 and line.flow.total > limits.largest_share * total:
            part = share(line.flow.total / total, 0)
            yield Remark(
                study.place(line), f"{quoted(line.line.statement)} is {part} of all benefits."
            )


@rule(
    "negative_benefit",
    "warning",
    "A benefit is negative",
    advice="Make it an investment, or check which way round its formula subtracts.",
    fires=deal(benefits=[gain(per_year="-100")]),
    silent=deal(benefits=[gain()]),
)
def negative_benefit(study: Study, _limits: Limits) -> Iterator[Remark]:
    """A benefit below zero hides a cost among the gains, or a sign that was turned round."""
    for line in study.benefits:
        if line.flow.total < 0:
            told = study.words.money(line.flow.total)
            yield Remark(study.place(line), f"{quoted(line.line.statement)} comes to {told}.")


@rule(
    "unclassified_benefit",
    "information",
    "A benefit does not say whether it releases cash",
    advice="Say `realisation`: cash_releasing or capacity.",
    fires=deal(benefits=[gain()]),
    silent=deal(benefits=[gain(realisation="cash_releasing")]),
)
def unclassified_benefit(study: Study, _limits: Limits) -> Iterator[Remark]:
    """The first question is which part is cash; what does not say so is not counted as cash."""
    for line in study.benefits:
        benefit = _benefit(line)
        if benefit.realisation is None:
            reason = f"{quoted(benefit.statement)} counts in Value and not in cash value."
            yield Remark(study.place(line), reason)


def _benefit(line: CaseLine) -> Benefit:
    if not isinstance(line.line, Benefit):
        raise TypeError(line.line)
    return line.line


@lru_cache(maxsize=4096)
def _says_margin(text: str) -> bool:
    return _MARGIN.search(text) is not None


def _are_hours(inputs: Iterable[Assumption]) -> bool:
    return any(
        base in _HOURS and power > 0
        for one in inputs
        for base, power in dimension_of(one.unit) or ()
    )


def _flows_in_full(line: CaseLine) -> bool:
    """Whether a line's first year is as good as its second, growth apart."""
    benefit = line.line
    if benefit.per_year is None or (benefit.starts_month or 1) > 1 or line.flow.total <= 0:
        return False
    if benefit.adoption is not None and benefit.adoption[0] < 1:
        return False
    first, *later = line.flow.by_period[1:]
    return not later or first * (1 + (benefit.growth or 0)) >= later[0]


def _sum(lines: Iterable[CaseLine]) -> Decimal:
    return sum((line.flow.total for line in lines), Decimal(0))
