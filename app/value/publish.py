"""From exact figures to the result on the wire: everything is rounded here, once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import accumulate

from app.value.case import Case, CaseLine
from app.value.cashflow import Flow
from app.value.currencies import MINOR_UNIT
from app.value.formulas.arithmetic import settled
from app.value.measures import Measures
from app.value.result import (
    ENGINE,
    UNJUDGED,
    CashFlow,
    FlowResult,
    Judgement,
    LineResult,
    Metrics,
    PresentValue,
    Result,
    Totals,
)
from app.value.sentence import sentence_of

_WIDE = Context(prec=120, rounding=ROUND_HALF_UP, Emin=-999, Emax=999)
_RATIO = Decimal("0.000001")
_MONTHS = Decimal("0.01")


def publish(case: Case, measures: Measures, judgement: Judgement = UNJUDGED) -> Result:
    """Round a case half away from zero: money to the minor unit, ratios to six places."""
    edge = _edge(case.statement.currency_code)
    totals = edge.totals(case.total("benefit"), case.total("investment"))
    lines = tuple(edge.line(line, index) for index, line in enumerate(case.lines))
    return Result(
        currency_code=case.statement.currency_code,
        convention=case.statement.convention,
        engine=ENGINE,
        periods=("initial", *(str(year) for year in range(1, case.grid.periods))),
        total_benefits=totals.total_benefits,
        total_investment=totals.total_investment,
        value=totals.value,
        before_risk_adjustment=edge.totals(
            case.total("benefit", before_risk=True), case.total("investment", before_risk=True)
        ),
        present_value=PresentValue(
            benefits=edge.money(case.present_value("benefit")),
            investment=edge.money(case.present_value("investment")),
        ),
        metrics=edge.metrics(measures),
        reasons=measures.reasons,
        cash_flow=edge.cash_flow(case),
        lines=lines,
        derived={
            assumption.key: edge.plain(case.grid.figures[assumption.key])
            for assumption in case.statement.assumptions
            if assumption.formula is not None
        },
        sentence=sentence_of(case.statement, totals, lines),
        proof=judgement.proof,
        overlap=judgement.overlap,
        alternatives=judgement.alternatives,
        findings=judgement.findings,
    )


def money_rounded(amount: Decimal, currency_code: str) -> Decimal:
    """Money to the currency's minor unit, half away from zero.

    Example:
        >>> money_rounded(Decimal("2.345"), "EUR"), money_rounded(Decimal("2.5"), "JPY")
        (Decimal('2.35'), Decimal('3'))
    """
    return _edge(currency_code).money(amount)


def plainly_rounded(figure: Decimal) -> Decimal:
    """A figure that is not money, to six places, without the zeros behind them.

    Example:
        >>> plainly_rounded(Decimal(2) / 3), plainly_rounded(Decimal("4.50"))
        (Decimal('0.666667'), Decimal('4.5'))
    """
    return _shortest(_rounded(figure, _RATIO))


def reference_letters(index: int) -> str:
    """The letter of the line at an index, as spreadsheets letter columns.

    Example:
        >>> reference_letters(0), reference_letters(25), reference_letters(26)
        ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@lru_cache(maxsize=256)
def _edge(currency_code: str) -> _Edge:
    return _Edge(currency_code)


class _Edge:
    """Rounds figures of one currency as they leave."""

    def __init__(self, currency_code: str) -> None:
        self.minor_unit = Decimal(1).scaleb(-MINOR_UNIT[currency_code])

    def money(self, amount: Decimal) -> Decimal:
        return _rounded(amount, self.minor_unit)

    def by_period(self, amounts: Iterable[Decimal]) -> tuple[Decimal, ...]:
        step = self.minor_unit
        return tuple([_rounded(amount, step) for amount in amounts])

    def totals(self, benefits: Decimal, investment: Decimal) -> Totals:
        return Totals(
            total_benefits=self.money(benefits),
            total_investment=self.money(investment),
            value=self.money(benefits - investment),
        )

    def metrics(self, measures: Measures) -> Metrics:
        return Metrics(
            npv=self.money(measures.npv),
            roi=_if_any(measures.roi, _RATIO),
            irr=_if_any(measures.irr, _RATIO),
            payback_months=_if_any(measures.payback_months, _MONTHS),
            discounted_payback_months=_if_any(measures.discounted_payback_months, _MONTHS),
            benefit_cost_ratio=_if_any(measures.benefit_cost_ratio, _RATIO),
            cost_of_delay=self.money(measures.cost_of_delay),
            cash_value=self.money(measures.cash_value),
        )

    def cash_flow(self, case: Case) -> CashFlow:
        return CashFlow(
            benefits=self.by_period(case.benefits.by_period),
            investment=self.by_period(case.investment.by_period),
            net=self.by_period(case.net.by_period),
            cumulative=self.by_period(accumulate(case.net.by_period)),
        )

    def line(self, line: CaseLine, index: int) -> LineResult:
        before = self.flow(line.before_risk)
        after = before if line.flow is line.before_risk else self.flow(line.flow)
        return LineResult(
            side=line.side,
            key=line.line.key,
            ref=reference_letters(index),
            by_period=after.by_period,
            total=after.total,
            present_value=self.money(line.present_value),
            before_risk_adjustment=before,
        )

    def flow(self, flow: Flow) -> FlowResult:
        return FlowResult(by_period=self.by_period(flow.by_period), total=self.money(flow.total))

    def plain(self, figures: Iterable[Decimal | None]) -> tuple[Decimal | None, ...]:
        return tuple(None if figure is None else plainly_rounded(figure) for figure in figures)


def _if_any(figure: Decimal | None, step: Decimal) -> Decimal | None:
    return None if figure is None else _rounded(figure, step)


def _rounded(figure: Decimal, step: Decimal) -> Decimal:
    return _WIDE.quantize(settled(figure), step) or step - step  # never minus zero


def _shortest(figure: Decimal) -> Decimal:
    return figure.normalize(_WIDE) if figure else Decimal(0)
