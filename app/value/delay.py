"""What waiting costs: every flow some months later, while the horizon's end stays where it is.

From the same cash flow as the result: a flow moves as a whole, ramp and all, so what is lost is
what falls beyond the horizon. Money of month 0 waits too.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pydantic import Field

from app.value.case import Case, case_of
from app.value.errors import StatementError
from app.value.figure_words import FigureWords
from app.value.figures import ExactFigure
from app.value.formulas.arithmetic import exactly
from app.value.metrics import present_value
from app.value.publish import money_rounded
from app.value.result import ResultPart
from app.value.statement import Convention, ValueStatement

USUAL_MONTHS = (1, 3, 6, 12)
MOST_DELAYS = 60


class DelayOutOfRangeError(StatementError):
    """A delay of no month, or of more than the horizon has; or too many delays at once."""

    def __init__(self, given: Sequence[int], most: int) -> None:
        self.given, self.most = tuple(given), most
        super().__init__(
            f"A delay is 1 to {most} months, the length of the horizon, and up to {MOST_DELAYS} "
            "delays are told at once."
        )


class Delay(ResultPart):
    """The case some months later. Lost benefits less saved investment is lost Value."""

    months: int
    value: ExactFigure
    npv: ExactFigure
    value_lost: ExactFigure
    npv_lost: ExactFigure = Field(description="What remains is also discounted for longer.")
    benefits_lost: ExactFigure
    investment_saved: ExactFigure
    value_lost_per_month: ExactFigure


class DoingNothing(ResultPart):
    """The whole case not done: what is forgone over the horizon, and by period."""

    benefits_forgone: ExactFigure
    investment_saved: ExactFigure
    value_forgone: ExactFigure
    npv_forgone: ExactFigure
    value_forgone_per_month: ExactFigure
    benefits_forgone_by_period: tuple[ExactFigure, ...]


class CostOfDelay(ResultPart):
    """What waiting and doing nothing cost the customer. Money in `currency_code`."""

    currency_code: str
    convention: Convention
    value: ExactFigure
    npv: ExactFigure
    delays: tuple[Delay, ...]
    doing_nothing: DoingNothing
    words: str


def cost_of_delay(statement: ValueStatement, months: Sequence[int] = ()) -> CostOfDelay:
    """What each of some delays costs; by default 1, 3, 6 and 12 months within the horizon.

    Raises:
        CalculationError: the statement has no result.
        DelayOutOfRangeError: a delay is not within the horizon.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     benefits=[{"key": "saved", "statement": "Save paper", "per_year": "1200"}],
        ...     investments=[{"key": "fee", "statement": "Fee", "upfront": "500"}],
        ... )
        >>> cost_of_delay(statement, [3]).delays[0].value_lost
        Decimal('300.00')
    """
    last = statement.months
    chosen = tuple(months) or tuple(one for one in USUAL_MONTHS if one <= last)
    if len(chosen) > MOST_DELAYS or not all(1 <= one <= last for one in chosen):
        raise DelayOutOfRangeError(chosen, last)
    with exactly():
        return _Delayed(case_of(statement)).told(chosen)


class _Delayed:
    """One case, moved in time. Use it inside `arithmetic.exactly()`."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._months = case.statement.months
        self._value = case.total("benefit") - case.total("investment")
        self._npv = case.present_value("benefit") - case.present_value("investment")

    def told(self, months: Sequence[int]) -> CostOfDelay:
        nothing = self._nothing()
        delays = tuple(self._delay(one) for one in months)
        return CostOfDelay(
            currency_code=self._case.statement.currency_code,
            convention=self._case.statement.convention,
            value=self._money(self._value),
            npv=self._money(self._npv),
            delays=delays,
            doing_nothing=nothing,
            words=self._words(delays[0], nothing),
        )

    def _delay(self, months: int) -> Delay:
        lost = self._money(self._beyond(self._case.net.twelfths, months))
        benefits = self._money(self._beyond(self._case.benefits.twelfths, months))
        npv_lost = self._money(self._npv - self._present_value(months))
        # Shown figures add up: what remains is what there was less what is shown as lost.
        return Delay(
            months=months,
            value=self._money(self._value) - lost,
            npv=self._money(self._npv) - npv_lost,
            value_lost=lost,
            npv_lost=npv_lost,
            benefits_lost=benefits,
            investment_saved=benefits - lost,
            value_lost_per_month=self._money(lost / months),
        )

    def _beyond(self, twelfths: Sequence[Decimal], months: int) -> Decimal:
        """The money of the last months: it falls beyond the horizon."""
        return sum(twelfths[len(twelfths) - months :], Decimal(0)) / 12

    def _present_value(self, months: int) -> Decimal:
        kept = self._case.net.twelfths[: self._months + 1 - months]
        return present_value(kept, self._case.factors[months:])

    def _nothing(self) -> DoingNothing:
        benefits, value = self._money(self._case.total("benefit")), self._money(self._value)
        return DoingNothing(
            benefits_forgone=benefits,
            investment_saved=benefits - value,
            value_forgone=value,
            npv_forgone=self._money(self._npv),
            value_forgone_per_month=self._money(self._value / self._months),
            benefits_forgone_by_period=tuple(
                self._money(amount) for amount in self._case.benefits.by_period
            ),
        )

    def _words(self, first: Delay, nothing: DoingNothing) -> str:
        money = FigureWords(self._case.statement.currency_code).money
        span = "1 month" if first.months == 1 else f"{first.months} months"
        verb = "costs" if first.value_lost >= 0 else "gains"
        return (
            f"Waiting {span} {verb} {money(abs(first.value_lost))} of Value. Doing nothing for "
            f"{self._months} months forgoes benefits of {money(nothing.benefits_forgone)} and "
            f"saves an investment of {money(nothing.investment_saved)}: "
            f"{money(nothing.value_forgone)} of Value."
        )

    def _money(self, amount: Decimal) -> Decimal:
        return money_rounded(amount, self._case.statement.currency_code)
