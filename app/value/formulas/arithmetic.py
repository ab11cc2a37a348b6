"""Exact decimal arithmetic with the meaning spreadsheets give it, and errors that name operands."""

from __future__ import annotations

import operator
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    getcontext,
    localcontext,
)

EXACT = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-99,
    Emax=99,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
"""Thirty-four digits (IEEE 754 decimal128); beyond 1e99 a figure overflows, quickly."""

_WIDE = Context(prec=120, Emin=-999, Emax=999, traps=[InvalidOperation])
_SETTLED = Context(prec=30, Emin=-999, Emax=999)
_ONE = Decimal(1)

Arithmetic = Callable[..., Decimal]


class UndefinedError(Exception):
    """An operation that has no result; the text says why, without the place."""


def exactly() -> AbstractContextManager[Context]:
    """Calculate inside this: every operator then rounds to thirty-four digits and traps."""
    return localcontext(EXACT)


def settled(value: Decimal) -> Decimal:
    """The first thirty of the thirty-four digits, which is where arithmetic leaves no trace.

    A third has no end in decimals; steps, comparisons and the last rounding look at this, so that
    300 × ⅓ is 100 to them, and the tie 0.085 × ⅓ × 3 is a tie.

    Example:
        >>> with exactly():
        ...     settled(300 * (1 / Decimal(3)))
        Decimal('100.000000000000000000000000000')
    """
    return _SETTLED.plus(value)


def divide(left: Decimal, right: Decimal) -> Decimal:
    """`left / right`."""
    if not right:
        raise UndefinedError("division by zero")
    return left / right


def power(base: Decimal, exponent: Decimal) -> Decimal:
    """`base ^ exponent`; `0^0` and roots of negative figures have no result.

    `Decimal(0) ** -1` would answer infinity without a word.
    """
    if not base and exponent < 0:
        raise UndefinedError(f"0 ^ {exponent} divides by zero")
    try:
        return base**exponent
    except (InvalidOperation, DivisionByZero):
        raise UndefinedError(f"{base} ^ {exponent} has no result") from None


def average(*values: Decimal) -> Decimal:
    """The arithmetic mean."""
    return sum(values[1:], values[0]) / len(values)


def total(*values: Decimal) -> Decimal:
    """The sum."""
    return sum(values[1:], values[0])


def round_half_up(value: Decimal, digits: Decimal) -> Decimal:
    """Half away from zero, as spreadsheets do; never half to even.

    Example:
        >>> round_half_up(Decimal("-2.5"), Decimal(0)), round_half_up(Decimal("125"), Decimal(-1))
        (Decimal('-3'), Decimal('1.3E+2'))
    """
    return _quantized(value, digits, ROUND_HALF_UP)


def round_up(value: Decimal, digits: Decimal) -> Decimal:
    """Away from zero."""
    return _quantized(value, digits, ROUND_UP)


def round_down(value: Decimal, digits: Decimal) -> Decimal:
    """Towards zero."""
    return _quantized(value, digits, ROUND_DOWN)


def ceiling(value: Decimal, step: Decimal = _ONE) -> Decimal:
    """The next multiple of `step` at or above `value`, also for negative values."""
    return _multiple(value, step, ROUND_CEILING)


def floor(value: Decimal, step: Decimal = _ONE) -> Decimal:
    """The next multiple of `step` at or below `value`, also for negative values."""
    return _multiple(value, step, ROUND_FLOOR)


def whole(value: Decimal) -> Decimal:
    """INT: the next whole number at or below."""
    return settled(value).to_integral_value(ROUND_FLOOR)


def modulo(value: Decimal, divisor: Decimal) -> Decimal:
    """MOD: the remainder with the divisor's sign.

    Example:
        >>> modulo(Decimal(-7), Decimal(3))
        Decimal('2')
    """
    if not divisor:
        raise UndefinedError("MOD by zero")
    remainder = getcontext().remainder(settled(value), settled(divisor))
    return remainder + divisor if remainder and (remainder < 0) != (divisor < 0) else remainder


def square_root(value: Decimal) -> Decimal:
    """SQRT."""
    if value < 0:
        raise UndefinedError(f"SQRT of {value}, which is negative")
    return value.sqrt()


def natural_logarithm(value: Decimal) -> Decimal:
    """LN. `Decimal.ln(0)` would answer minus infinity without a word."""
    if value <= 0:
        raise UndefinedError(f"LN of {value}, which is not above zero")
    return value.ln()


def _quantized(value: Decimal, digits: Decimal, rounding: str) -> Decimal:
    step = _ONE.scaleb(-int(digits))
    return +settled(value).quantize(step, rounding=rounding, context=_WIDE)


def _multiple(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    if step <= 0:
        raise UndefinedError(f"a step of {step}, which is not above zero")
    return settled(value / step).to_integral_value(rounding) * step


def _settled(compare: Callable[[Decimal, Decimal], bool]) -> Callable[[Decimal, Decimal], bool]:
    return lambda left, right: compare(settled(left), settled(right))


OPERATORS: dict[str, Arithmetic] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": divide,
    "^": power,
}

COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": _settled(operator.eq),
    "<>": _settled(operator.ne),
    "<": _settled(operator.lt),
    "<=": _settled(operator.le),
    ">": _settled(operator.gt),
    ">=": _settled(operator.ge),
}

CALLS: dict[str, Arithmetic] = {
    "MIN": lambda *values: min(values),
    "MAX": lambda *values: max(values),
    "SUM": total,
    "AVERAGE": average,
    "ABS": abs,
    "ROUND": round_half_up,
    "ROUNDUP": round_up,
    "ROUNDDOWN": round_down,
    "CEILING": ceiling,
    "FLOOR": floor,
    "INT": whole,
    "MOD": modulo,
    "SQRT": square_root,
    "EXP": Decimal.exp,
    "LN": natural_logarithm,
    "POWER": power,
}
