"""Lines taken apart: inputs, formulas, and the rows `At` and `Atr` that documents print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from app.value.assumptions import Assumption
from app.value.case import Case, CaseLine
from app.value.cashflow import Amounts, active_years, lay_out, year_of
from app.value.figure_words import FigureWords, share
from app.value.inputs import Inputs, input_reference, total_reference
from app.value.lines import Line
from app.value.publish import plainly_rounded
from app.value.result import LineResult, Result
from app.value.trace_figures import discounted
from app.value.trace_formulas import FormulaTracer, grouped
from app.value.trace_view import FormulaTrace, InputTrace, LineTrace, Reading, RowTrace

_ZERO = Decimal(0)
_ONE = Decimal(1)


class LineTracer:
    """Takes the lines of one case apart. Use it inside `arithmetic.exactly()`."""

    def __init__(self, case: Case, result: Result, words: FigureWords) -> None:
        self._case, self._result, self._words = case, result, words
        self._years = case.statement.horizon_years
        self._tracer = FormulaTracer(case, words)
        self._inputs = Inputs(case.statement.assumptions)

    @property
    def complete(self) -> bool:
        """Whether every formula asked for so far was taken apart to its last part."""
        return self._tracer.complete

    def lines(self) -> tuple[LineTrace, ...]:
        """All lines with money, benefits first."""
        pairs = zip(self._case.lines, self._result.lines, strict=True)
        return tuple(self._line(line, published) for line, published in pairs)

    def formula(self, assumption: Assumption, pointer: str) -> FormulaTrace | None:
        """How an assumption is calculated, if it is."""
        if assumption.formula is None:
            return None
        every = range(self._years + 1)
        return self._tracer.trace(
            assumption.formula, pointer, "assumption", every, unit=assumption.unit
        )

    def figures(self, assumption: Assumption) -> tuple[Decimal | None, ...]:
        """An assumption's figures by period, those calculated to six places."""
        found = self._case.grid.figures[assumption.key]
        if assumption.formula is None:
            return tuple(found)
        return tuple(None if figure is None else plainly_rounded(figure) for figure in found)

    def _line(self, line: CaseLine, published: LineResult) -> LineTrace:
        return LineTrace(
            side=line.side,
            key=published.key,
            ref=published.ref,
            statement=line.line.statement,
            inputs=tuple(
                self._input(assumption, input_reference(published.ref, number))
                for number, assumption in enumerate(self._inputs.behind(line.line), start=1)
            ),
            formulas=tuple(self._formulas(line)),
            before_risk_adjustment=self._before(line, published),
            risk_adjusted=self._after(line, published),
            present_value=discounted(
                self._case, self._words, line.flow, published.present_value, published.ref
            ),
        )

    def _input(self, assumption: Assumption, ref: str) -> InputTrace:
        return InputTrace(
            ref=ref,
            key=assumption.key,
            label=assumption.label or assumption.key,
            unit=assumption.unit,
            formula=assumption.formula,
            basis=assumption.basis,
            status=assumption.status,
            source=assumption.source,
            by_period=self.figures(assumption),
        )

    def _formulas(self, line: CaseLine) -> Iterable[FormulaTrace]:
        place, money, written = self._pointer(line), self._words.code, line.line
        if written.upfront is not None:
            yield self._tracer.trace(
                written.upfront, f"{place}/upfront", "upfront", [0], unit=money
            )
        if written.per_year is not None:
            years = active_years(written, self._years)
            yield self._tracer.trace(
                written.per_year, f"{place}/per_year", "per_year", years, unit=money
            )
        for number, flow in enumerate(written.one_off):
            pointer = f"{place}/one_off/{number}/amount"
            when = [year_of(flow.month)]
            yield self._tracer.trace(
                flow.amount, pointer, "one_off", when, unit=money, month=flow.month
            )

    def _pointer(self, line: CaseLine) -> str:
        statement = self._case.statement
        lines: Sequence[Line] = (
            statement.benefits if line.side == "benefit" else statement.investments
        )
        return f"#/{line.side}s/{lines.index(line.line)}"

    def _before(self, line: CaseLine, published: LineResult) -> RowTrace:
        before = published.before_risk_adjustment
        return RowTrace(
            ref=total_reference(published.ref),
            words=" ".join(_flowing(line.line)),
            by_period=before.by_period,
            total=before.total,
            readings=self._flows(line),
        )

    def _flows(self, line: CaseLine) -> tuple[Reading, ...]:
        """Amounts of a year where they do not simply flow in full: `£1,000 × 0.5 = £500`."""
        if line.line.per_year is None:
            return ()
        years = active_years(line.line, self._years)
        unit = Amounts(_ZERO, dict.fromkeys(years, _ONE), ())
        weights = lay_out(line.line, unit, self._years).by_period
        once = {year_of(flow.month) for flow in line.line.one_off}
        texts: list[str | None] = [None] * len(weights)
        for year in years:
            amount = line.before_risk.by_period[year]
            if year not in once and weights[year] not in (_ZERO, _ONE):
                yearly, part = self._words.money(amount / weights[year]), weights[year]
                texts[year] = (
                    f"{yearly} × {self._words.read(part, None)} {self._equal(amount, part)}"
                )
        return grouped(texts)

    def _equal(self, amount: Decimal, weight: Decimal) -> str:
        seen = self._words.shown(amount / weight, self._words.code)
        checked = self._words.money(seen * self._words.shown(weight, None))
        told = self._words.money(amount)
        return f"= {told}" if checked == told else f"≈ {told}"

    def _after(self, line: CaseLine, published: LineResult) -> RowTrace:
        risk = line.line.risk_adjustment or _ZERO
        ref = total_reference(published.ref)
        sign = "−" if line.side == "benefit" else "+"
        return RowTrace(
            ref=total_reference(published.ref, risk_adjusted=True),
            words=f"{ref} × (1 {sign} {share(risk)})" if risk else f"{ref}, no risk adjustment",
            by_period=published.by_period,
            total=published.total,
            readings=self._adjusted(line, sign, risk) if risk else (),
        )

    def _adjusted(self, line: CaseLine, sign: str, risk: Decimal) -> tuple[Reading, ...]:
        pairs = zip(line.before_risk.by_period, line.flow.by_period, strict=True)
        factor = line.flow.total
        texts: list[str | None] = []
        for before, after in pairs:
            factor = 1 - risk if sign == "−" else 1 + risk
            seen = self._words.shown(before, self._words.code) * factor
            equal = "=" if self._words.money(seen) == self._words.money(after) else "≈"
            money = self._words.money
            told = f"{money(before)} × (1 {sign} {share(risk)}) {equal} {money(after)}"
            texts.append(told if before else None)
        return grouped(texts)


def _flowing(line: Line) -> Iterable[str]:
    """How a line's money is laid out over time, in sentences."""
    if line.upfront is not None:
        yield "At the start."
    if line.per_year is not None:
        yield f"Every year, spread evenly over its months{_shaped(line)}."
    if line.one_off:
        months = ", ".join(str(flow.month) for flow in line.one_off)
        yield f"Once in month {months}." if len(line.one_off) == 1 else f"Once in months {months}."


def _shaped(line: Line) -> str:
    told = []
    if line.starts_month is not None:
        told.append(f"from month {line.starts_month}")
    if line.ends_month is not None:
        told.append(f"to month {line.ends_month}")
    if line.adoption is not None:
        ramp = ", ".join(share(fraction) for fraction in line.adoption)
        told.append(f"adopted by {ramp} in the years of its own life")
    if line.growth is not None:
        told.append(f"growing by {share(line.growth)} a year")
    return "".join(f", {part}" for part in told)
