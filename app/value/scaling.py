"""How a figure of one customer becomes one of another: by which rule, and by which factor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from app.value.assumptions import Assumption
from app.value.errors import StatementError
from app.value.extrapolation_view import Driver, Scale, ScalingRule

_CAREFUL = Context(prec=28)
_WITHOUT_SIZE = frozenset({"", "%", "ratio", "fraction", "share", "number", "count"})
_TIMES = frozenset({"year", "years", "month", "months", "week", "weeks", "day", "days"})


class ScalingRuleError(StatementError):
    """A rule that cannot be applied."""

    def __init__(self, assumption: str, detail: str) -> None:
        self.assumption = assumption
        super().__init__(f"The rule for {assumption}: {detail}")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rule for one assumption; `why` is said where nothing tells how it scales."""

    scale: Scale
    driver: str | None = None
    exponent: Decimal = Decimal(1)
    why: str | None = None


def chosen(
    assumption: Assumption,
    rule: ScalingRule | None,
    drivers: Mapping[str, Driver],
    currencies: frozenset[str],
) -> Chosen:
    """The rule that was given, or the one that the unit says.

    A count of what a driver counts is proportional to it. What is per something, a share or a
    figure without a unit is a property, not a size, and stays. Everything else is a question.

    Raises:
        ScalingRuleError: the rule names no driver that both sides have.
    """
    if rule is not None:
        return _given(rule, drivers)
    measure, *per = [part.strip().lower() for part in (assumption.unit or "").split("/")]
    for driver in drivers.values():
        if _same(measure, driver.unit) and not set(per) - _TIMES:
            return Chosen("proportional", driver.key)
    if measure in _WITHOUT_SIZE or set(per) - _TIMES:
        return Chosen("none")
    kind = "an amount of money" if measure.upper() in currencies else f"counted in {measure}"
    return Chosen(
        "none",
        why=f"It is {kind}, and nothing says how it grows with the size of a customer.",
    )


def factor(choice: Chosen, given: Mapping[str, Driver], wanted: Mapping[str, Driver]) -> Decimal:
    """By what a figure is multiplied; exactly 1 between customers of one size.

    Example:
        >>> small, large = (Driver(key="u", unit="user", value=size) for size in (100, 300))
        >>> factor(Chosen("proportional", "u"), {"u": small}, {"u": large})
        Decimal('3')
    """
    if choice.scale == "none" or choice.driver is None:
        return Decimal(1)
    before, after = given[choice.driver].value, wanted[choice.driver].value
    if before == after:
        return Decimal(1)
    with localcontext(_CAREFUL):
        ratio = after / before
        return ratio if choice.scale == "proportional" else ratio**choice.exponent


def _given(rule: ScalingRule, drivers: Mapping[str, Driver]) -> Chosen:
    if rule.scale == "none":
        return Chosen("none")
    if rule.driver not in drivers:
        there = ", ".join(drivers) or "none"
        detail = f"name a driver that the target and every reference have. There are: {there}."
        raise ScalingRuleError(rule.assumption, detail)
    if (rule.scale == "power") != (rule.exponent is not None):
        detail = "an exponent belongs to a power law, and a power law needs one."
        raise ScalingRuleError(rule.assumption, detail)
    return Chosen(rule.scale, rule.driver, rule.exponent or Decimal(1))


def _same(measure: str, unit: str) -> bool:
    """Whether two units count the same thing: “users” and “user” do."""
    return bool(measure) and _singular(measure) == _singular(unit.strip().lower())


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
