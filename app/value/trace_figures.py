"""The totals and measures of a result as arithmetic over what they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from app.value.case import Case, Side
from app.value.cashflow import Flow
from app.value.figure_words import FigureWords, share
from app.value.inputs import total_reference
from app.value.lines import Benefit
from app.value.publish import money_rounded
from app.value.result import Result
from app.value.trace_formulas import grouped
from app.value.trace_view import FigureTrace, RowTrace

_ZERO = Decimal(0)
_SIDES: tuple[tuple[Side, str], ...] = (
    ("benefit", "total_benefits"),
    ("investment", "total_investment"),
)
_EXPONENTS = {"year_end": "{year}", "mid_year": "({year} − ½)"}


def discounted(
    case: Case, words: FigureWords, flow: Flow, published: Decimal, name: str
) -> FigureTrace:
    """A present value: each period's money by what it is divided by."""
    terms = [(period, amount) for period, amount in enumerate(flow.by_period) if amount]
    rate = case.statement.discount_rate
    told = [_term(case, words, flow, period, amount) for period, amount in terms]
    later = any(period for period, _ in terms)
    return FigureTrace(
        name=name,
        figure=published,
        reason=None,
        words=f"Risk-adjusted money, discounted at {share(rate)} a year by {_convention(case)}",
        reading=f"{_summed(told)} = {words.money(published)}" if later else "Not discounted",
        inputs={"discount_rate": rate},
    )


class FigureTracer:
    """Takes totals and measures apart. Use it inside `arithmetic.exactly()`."""

    def __init__(self, case: Case, result: Result, words: FigureWords) -> None:
        self._case, self._result, self._words = case, result, words

    def cash_flow(self) -> tuple[RowTrace, ...]:
        """The rows of the cash flow, each from the rows above it."""
        flow = self._result.cash_flow
        sides = (self._row(side, name) for side, name in _SIDES)
        net = [
            f"{self._money(gained)} − {self._bracketed(paid)} = {self._money(left)}"
            for gained, paid, left in zip(flow.benefits, flow.investment, flow.net, strict=True)
        ]
        before = [_ZERO, *flow.cumulative]
        running = [
            f"{self._money(last)} + {self._bracketed(net)} = {self._money(after)}"
            for last, net, after in zip(before, flow.net, flow.cumulative, strict=False)
        ]
        return (
            *sides,
            self._plain_row("net", "Benefits − investment", flow.net, net),
            self._plain_row("cumulative", "Net money so far", flow.cumulative, running),
        )

    def figures(self) -> Iterator[FigureTrace]:
        """Totals, present values and measures, in the order of the result."""
        result = self._result
        for side, name in _SIDES:
            yield self._total(name, side, getattr(result, name))
        yield self._difference("value", "total_benefits", "total_investment")
        for side, name in _SIDES:
            figure = getattr(result.before_risk_adjustment, name)
            yield self._total(f"before_risk_adjustment.{name}", side, figure)
        before = "before_risk_adjustment."
        yield self._difference(
            f"{before}value", f"{before}total_benefits", f"{before}total_investment"
        )
        yield self._present("present_value.benefits", self._case.benefits)
        yield self._present("present_value.investment", self._case.investment)
        yield self._difference("metrics.npv", "present_value.benefits", "present_value.investment")
        yield self._quotient("metrics.roi", "metrics.npv")
        yield self._rate_of_return()
        yield self._payback("payback_months", "net money", self._case.net.twelfths)
        later = tuple(map(Decimal.__mul__, self._case.net.twelfths, self._case.factors))
        yield self._payback("discounted_payback_months", "discounted net money", later)
        yield self._quotient("metrics.benefit_cost_ratio", "present_value.benefits")
        yield self._cost_of_delay()
        yield self._cash_value()

    def _row(self, side: Side, name: str) -> RowTrace:
        flow = self._result.cash_flow
        lines = [line for line in self._result.lines if line.side == side]
        figures = flow.benefits if side == "benefit" else flow.investment
        refs = " + ".join(total_reference(line.ref, risk_adjusted=True) for line in lines)
        texts = [
            f"{_summed([self._money(line.by_period[period]) for line in lines])}"
            f" {self._sign([line.by_period[period] for line in lines], figure)}"
            f" {self._money(figure)}"
            for period, figure in enumerate(figures)
        ]
        return self._plain_row(name, refs or "Nothing", figures, texts)

    def _plain_row(
        self, ref: str, words: str, figures: Sequence[Decimal], texts: Sequence[str]
    ) -> RowTrace:
        total = figures[-1] if ref == "cumulative" else sum(figures, _ZERO)
        return RowTrace(
            ref=ref,
            words=words,
            by_period=tuple(figures),
            total=getattr(self._result, ref, total) if ref != "net" else self._result.value,
            readings=grouped(texts),
        )

    def _total(self, name: str, side: Side, figure: Decimal) -> FigureTrace:
        before = name.startswith("before")
        lines = [line for line in self._result.lines if line.side == side]
        parts = {
            total_reference(line.ref, risk_adjusted=not before): (
                line.before_risk_adjustment.total if before else line.total
            )
            for line in lines
        }
        told = _summed([self._money(part) for part in parts.values()])
        sign = self._sign(list(parts.values()), figure)
        return FigureTrace(
            name=name,
            figure=figure,
            reason=None,
            words=" + ".join(parts) or "Nothing",
            reading=f"{told} {sign} {self._money(figure)}",
            inputs=parts,
        )

    def _difference(self, name: str, gained: str, paid: str) -> FigureTrace:
        figure, received, spent = (self._figure(part) for part in (name, gained, paid))
        sign = "=" if received - spent == figure else "≈"
        told = f"{self._money(received)} − {self._bracketed(spent)} {sign} {self._money(figure)}"
        return self._made(name, f"{_spoken(gained)} − {_spoken(paid)}", told, gained, paid)

    def _present(self, name: str, flow: Flow) -> FigureTrace:
        return discounted(self._case, self._words, flow, self._figure(name), name)

    def _quotient(self, name: str, gained: str) -> FigureTrace:
        paid = "present_value.investment"
        found = getattr(self._result.metrics, name.removeprefix("metrics."))
        told = f"{self._money(self._figure(gained))} ÷ {self._bracketed(self._figure(paid))}"
        shown = share(found) if name == "metrics.roi" and found is not None else found
        reading = None if found is None else f"{told} = {shown}"
        return self._made(name, f"{_spoken(gained)} ÷ {_spoken(paid)}", reading, gained, paid)

    def _rate_of_return(self) -> FigureTrace:
        rate = self._result.metrics.irr
        flows = self._result.cash_flow.net
        told = [
            f"{self._money(amount)}{_grown(str(1 + rate), str(year))}"
            if year
            else self._money(amount)
            for year, amount in enumerate(flows)
            if rate is not None and amount
        ]
        words = "The rate a year at which the net money by period is worth nothing today"
        reading = None if rate is None else f"{_summed(told)} ≈ {self._money(_ZERO)}"
        return self._made("metrics.irr", words, reading)

    def _payback(self, name: str, what: str, twelfths: Sequence[Decimal]) -> FigureTrace:
        months = getattr(self._result.metrics, name)
        words = f"The month from which on the cumulative {what} is never below zero again"
        reading = None
        if months is not None:
            cumulative = list(accumulate(amount / 12 for amount in twelfths))
            below = [month for month, amount in enumerate(cumulative) if amount < 0]
            reading = "It never is below zero = 0 months"
            if below:
                last = below[-1]
                missing, comes = self._money(-cumulative[last]), twelfths[last + 1] / 12
                reading = (
                    f"{missing} are missing after month {last}, and month {last + 1} brings "
                    f"{self._money(comes)}: {last} + {missing} ÷ {self._money(comes)}"
                    f" = {months} months"
                )
        return self._made(f"metrics.{name}", words, reading)

    def _cost_of_delay(self) -> FigureTrace:
        last = self._case.statement.months
        figure = self._result.metrics.cost_of_delay
        words = "One month later, the net money of the last month falls beyond the horizon"
        reading = f"Net money of month {last} = {self._money(figure)}"
        return self._made("metrics.cost_of_delay", words, reading)

    def _cash_value(self) -> FigureTrace:
        code = self._case.statement.currency_code
        released = {
            total_reference(published.ref, risk_adjusted=True): published.total
            for line, published in zip(self._case.lines, self._result.lines, strict=True)
            if isinstance(line.line, Benefit) and line.line.realisation == "cash_releasing"
        }
        paid, figure = self._result.total_investment, self._result.metrics.cash_value
        gained = sum(released.values(), _ZERO)
        told = f"{_summed([self._money(part) for part in released.values()])}"
        sign = "=" if money_rounded(gained - paid, code) == figure else "≈"
        return FigureTrace(
            name="metrics.cash_value",
            figure=figure,
            reason=None,
            words=f"Cash-releasing benefits ({', '.join(released) or 'none'}) − total investment",
            reading=f"{told} − {self._bracketed(paid)} {sign} {self._money(figure)}",
            inputs={**released, "total_investment": paid},
        )

    def _made(self, name: str, words: str, reading: str | None, *inputs: str) -> FigureTrace:
        short = name.removeprefix("metrics.")
        return FigureTrace(
            name=name,
            figure=self._place(name),
            reason=self._result.reasons.get(short),
            words=words[0].upper() + words[1:],
            reading=reading,
            inputs={part: self._figure(part) for part in inputs},
        )

    def _figure(self, name: str) -> Decimal:
        return self._place(name) or _ZERO

    def _place(self, name: str) -> Decimal | None:
        found: object = self._result
        for part in name.split("."):
            found = getattr(found, part)
        return found if isinstance(found, Decimal) else None

    def _sign(self, parts: Sequence[Decimal], total: Decimal) -> str:
        return "=" if sum(parts, _ZERO) == total else "≈"

    def _money(self, amount: Decimal) -> str:
        return self._words.money(amount)

    def _bracketed(self, amount: Decimal) -> str:
        return f"({self._money(amount)})" if amount < 0 else self._money(amount)


def _term(case: Case, words: FigureWords, flow: Flow, period: int, amount: Decimal) -> str:
    if not period:
        return words.money(amount)
    convention = case.statement.convention
    if convention == "monthly":
        months = slice(12 * period - 11, 12 * period + 1)
        worth = map(Decimal.__mul__, flow.twelfths[months], case.factors[months])
        return words.money(sum(worth, _ZERO) / 12)
    exponent = _EXPONENTS[convention].format(year=period)
    growth = words.read(1 + case.statement.discount_rate, None)
    return words.money(amount) + _grown(growth, exponent)


def _grown(growth: str, exponent: str) -> str:
    return f" ÷ {growth}" if exponent == "1" else f" ÷ {growth}^{exponent}"


def _convention(case: Case) -> str:
    return {
        "year_end": "year end: month 0 as it is, year t ÷ (1 + rate)^t",
        "mid_year": "mid-year: month 0 as it is, year t ÷ (1 + rate)^(t − ½)",
        "monthly": "month: month m ÷ (1 + rate)^(m/12), shown by period",
    }[case.statement.convention]


def _summed(told: Sequence[str]) -> str:
    first, *others = told or ["0"]
    return " ".join([first, *(f"− {one[1:]}" if one[0] == "−" else f"+ {one}" for one in others)])


def _spoken(name: str) -> str:
    known = {
        "present_value.benefits": "present value of benefits",
        "present_value.investment": "present value of investment",
        "metrics.npv": "NPV",
    }
    plain = name.removeprefix("before_risk_adjustment.").replace("_", " ")
    return known.get(name, plain + (" before risk adjustment" if name.startswith("before") else ""))
