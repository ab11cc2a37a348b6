"""A price concession, measured: what it does to the customer's case, and what else would.

A discount is worth what it adds to Value. Starting sooner, adopting faster or taking risk out of
the case add to Value as well; beside each stands the price cut that would add the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from app.value.break_even import break_evens
from app.value.break_even_view import BreakEven
from app.value.calculate import calculate
from app.value.concession_view import BreakEvenShift, Concession, Option, OptionKind
from app.value.errors import StatementError
from app.value.figure_words import FigureWords, share
from app.value.formulas.arithmetic import exactly
from app.value.lane_figures import told
from app.value.lines import Benefit, Investment
from app.value.publish import money_rounded, plainly_rounded
from app.value.result import Result
from app.value.statement import ValueStatement

_HALF = Decimal("0.5")
_ZERO = Decimal(0)


class ConcessionOutOfRangeError(StatementError):
    """A concession, or what is set beside it, is not within its bounds."""

    def __init__(self, name: str, given: Decimal | int, bounds: str) -> None:
        self.name, self.given = name, given
        super().__init__(f"{name} {given} is not {bounds}. Fractions are fractions: 10 % is 0.10.")


class NoPriceError(StatementError):
    """Nothing is paid to the vendor, so no price can be cut."""

    def __init__(self, unknown: Sequence[str] = ()) -> None:
        self.unknown = tuple(unknown)
        missing = f"There is no investment {', '.join(unknown)} with money. " if unknown else ""
        super().__init__(
            f"{missing}A price is what investments with paid_to “vendor” cost: mark them, or name "
            "the investments that are meant."
        )


def concession(
    statement: ValueStatement,
    price_cut: Decimal,
    *,
    lines: Collection[str] = (),
    sooner_months: int = 1,
    less_risk: Decimal = _HALF,
) -> Concession:
    """Cut the price by a fraction, and set other ways to gain Value beside it.

    `lines` are the investments cut, by default those paid to the vendor. `sooner_months` moves the
    benefits that do not start at once; `less_risk` takes a fraction off each risk adjustment.

    Raises:
        CalculationError: the statement has no result.
        ConcessionOutOfRangeError: a fraction or number of months is not within its bounds.
        NoPriceError: no investment to cut.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     benefits=[{"key": "saved", "statement": "Save paper", "per_year": "1200"}],
        ...     investments=[{"key": "fee", "statement": "Fee", "upfront": "500",
        ...                   "paid_to": "vendor"}],
        ... )
        >>> concession(statement, Decimal("0.10")).options[1].value_gained
        Decimal('50.00')
    """
    _check(statement, price_cut, sooner_months, less_risk)
    cut = _cut_lines(statement, lines)
    before = calculate(statement)
    price = sum((line.total for line in before.lines if _is_cut(line.side, line.key, cut)), _ZERO)
    changed: list[tuple[OptionKind, str, ValueStatement]] = [
        ("price_cut", f"A price cut of {share(price_cut)}", _cheaper(statement, cut, price_cut)),
        *_alternatives(statement, sooner_months, less_risk),
    ]
    with exactly():
        options = [
            _option(kind, words, before, after, price)
            for kind, words, after in [
                ("as_it_is", "As it is", before),
                *((kind, words, calculate(other)) for kind, words, other in changed),
            ]
        ]
    return Concession(
        currency_code=before.currency_code,
        convention=before.convention,
        price=price,
        lines=cut,
        options=tuple(options),
        break_evens=tuple(_shifts(statement, changed[0][2])),
    )


def _check(
    statement: ValueStatement, price_cut: Decimal, sooner_months: int, less_risk: Decimal
) -> None:
    if not 0 < price_cut <= 1:
        raise ConcessionOutOfRangeError("Price cut", price_cut, "above 0 and up to 1")
    if not 1 <= sooner_months <= statement.months:
        bounds = f"from 1 to {statement.months} months"
        raise ConcessionOutOfRangeError("Sooner by", sooner_months, bounds)
    if not 0 < less_risk <= 1:
        raise ConcessionOutOfRangeError("Less risk by", less_risk, "above 0 and up to 1")


def _cut_lines(statement: ValueStatement, named: Collection[str]) -> tuple[str, ...]:
    with_money = [line for line in statement.investments if line.has_money]
    if unknown := sorted(set(named) - {line.key for line in with_money}):
        raise NoPriceError(unknown)
    found = tuple(
        line.key
        for line in with_money
        if (line.key in named if named else line.paid_to == "vendor")
    )
    if not found:
        raise NoPriceError
    return found


def _is_cut(side: str, key: str, cut: Collection[str]) -> bool:
    return side == "investment" and key in cut


def _cheaper(statement: ValueStatement, cut: Collection[str], by: Decimal) -> ValueStatement:
    """The statement with lines that cost less: like a risk adjustment, a cut scales the line."""

    def cheaper(line: Investment) -> Investment:
        with exactly():
            factor = (1 + (line.risk_adjustment or _ZERO)) * (1 - by)
            return line.model_copy(update={"risk_adjustment": factor - 1})

    lines = tuple(cheaper(line) if line.key in cut else line for line in statement.investments)
    return statement.model_copy(update={"investments": lines})


def _alternatives(
    statement: ValueStatement, months: int, less_risk: Decimal
) -> Iterator[tuple[OptionKind, str, ValueStatement]]:
    span = "1 month" if months == 1 else f"{months} months"
    ways: tuple[tuple[OptionKind, str, ValueStatement], ...] = (
        ("sooner", f"Benefits that start later, {span} sooner", _sooner(statement, months)),
        ("faster_adoption", "Adoption one year further on", _faster(statement)),
        ("less_risk", f"Risk adjustments {share(less_risk)} smaller", _safer(statement, less_risk)),
    )
    return (way for way in ways if way[2] != statement)


def _sooner(statement: ValueStatement, months: int) -> ValueStatement:
    """Benefits moved towards month 1; their ramps move with them, the horizon's end does not."""

    def sooner(line: Benefit) -> Benefit:
        starts = line.starts_month or 1
        moved = min(months, starts - 1)
        ends = None if line.ends_month is None else line.ends_month - moved
        once = tuple(
            flow.model_copy(update={"month": max(1, flow.month - months)}) if flow.month else flow
            for flow in line.one_off
        )
        begins = None if line.starts_month is None else starts - moved
        return line.model_copy(update={"starts_month": begins, "ends_month": ends, "one_off": once})

    return _with_benefits(statement, [sooner(line) for line in statement.benefits])


def _faster(statement: ValueStatement) -> ValueStatement:
    """Every ramp begins where it would have been after a year."""
    return _with_benefits(
        statement,
        [
            line.model_copy(update={"adoption": line.adoption[1:]})
            if line.adoption is not None and len(line.adoption) > 1
            else line
            for line in statement.benefits
        ],
    )


def _safer(statement: ValueStatement, by: Decimal) -> ValueStatement:
    def risk(line: Benefit | Investment) -> dict[str, Decimal | None]:
        left = line.risk_adjustment and line.risk_adjustment * (1 - by)
        return {"risk_adjustment": left}

    benefits = [line.model_copy(update=risk(line)) for line in statement.benefits]
    investments = tuple(line.model_copy(update=risk(line)) for line in statement.investments)
    safer = _with_benefits(statement, benefits)
    return safer.model_copy(update={"investments": investments})


def _with_benefits(statement: ValueStatement, benefits: Sequence[Benefit]) -> ValueStatement:
    return statement.model_copy(update={"benefits": tuple(benefits)})


def _option(kind: OptionKind, words: str, before: Result, after: Result, price: Decimal) -> Option:
    gained = after.value - before.value
    first, then = before.metrics.payback_months, after.metrics.payback_months
    money = FigureWords(after.currency_code).money
    return Option(
        kind=kind,
        words=words if kind == "as_it_is" else f"{words}: {money(gained)} of Value",
        value=after.value,
        npv=after.metrics.npv,
        roi=after.metrics.roi,
        payback_months=after.metrics.payback_months,
        value_gained=gained,
        npv_gained=money_rounded(after.metrics.npv - before.metrics.npv, after.currency_code),
        payback_months_gained=None if first is None or then is None else first - then,
        equals_price_cut=plainly_rounded(gained / price) if price > 0 else None,
    )


def _shifts(before: ValueStatement, after: ValueStatement) -> Iterator[BreakEvenShift]:
    later = {found.key: found for found in break_evens(after).assumptions}
    for found in break_evens(before).assumptions:
        if found.value or later[found.key].value:
            yield BreakEvenShift(
                key=found.key,
                label=found.label,
                unit=found.unit,
                figure=told(found.figure),
                before=_nearest(found),
                after=_nearest(later[found.key]),
            )


def _nearest(found: BreakEven) -> Decimal | None:
    """The plausible break-even nearest to what is assumed."""
    plausible = [one.figure for one in found.value if one.plausible]
    return min(plausible, key=lambda figure: abs(figure - found.figure), default=None)
