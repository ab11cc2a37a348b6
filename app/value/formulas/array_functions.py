"""The operators and functions of the language, spelled in the operations arrays have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial, reduce
from math import isfinite, nan

from app.value.formulas import array_operations as on
from app.value.formulas.array_operations import SETTLED
from app.value.formulas.tape import Operation, Recorder, Value

LARGEST_POWER_BY_PRODUCTS = 64

Spelled = Callable[..., Value]


def combined(recorder: Recorder, terms: Iterable[tuple[Value, float]]) -> Value:
    """The sum of values, each times its coefficient.

    Added one after the other, never by BLAS, whose last digits depend on the processor.
    """
    parts = [
        value
        if coefficient == 1
        else recorder.apply(on.MULTIPLY, value, recorder.constant(coefficient))
        for value, coefficient in terms
        if coefficient
    ]
    return _joined(on.ADD, recorder, *parts) if parts else recorder.constant(0.0)


def compared(recorder: Recorder, operator: str, left: Value, right: Value) -> Value:
    """A comparison that sees no difference below what is settled."""
    apply = recorder.apply
    match operator:
        case "<":
            return _less(recorder, left, right)
        case ">":
            return _less(recorder, right, left)
        case "<=":
            return apply(on.NOT, _less(recorder, right, left))
        case ">=":
            return apply(on.NOT, _less(recorder, left, right))
    differs = apply(on.OR, _less(recorder, left, right), _less(recorder, right, left))
    return differs if operator == "<>" else apply(on.NOT, differs)


def divided(recorder: Recorder, left: Value, right: Value) -> Value:
    """`left / right`; by zero there is no result."""
    divisor = recorder.constant_of(right)
    if divisor is None:
        return recorder.apply(on.DIVIDE, left, right)
    return recorder.apply(on.DIVIDE_BY_CONSTANT, left, right if divisor else _nothing(recorder))


def raised(recorder: Recorder, base: Value, exponent: Value) -> Value:
    """`base ^ exponent`, small whole powers as products."""
    whole = recorder.constant_of(exponent)
    if whole == 1:
        return base
    if whole is None or not isfinite(whole) or whole != int(whole):
        return recorder.apply(on.RAISE, base, exponent)
    if not 1 <= abs(whole) <= LARGEST_POWER_BY_PRODUCTS:
        return recorder.apply(on.RAISE, base, exponent)
    product = _product(recorder, base, abs(int(whole)))
    return product if whole > 0 else divided(recorder, recorder.constant(1.0), product)


def _less(recorder: Recorder, left: Value, right: Value) -> Value:
    """Less by more than the settled part of one side, a constant one if there is any."""
    apply = recorder.apply
    if recorder.constant_of(left) is None:
        margin = _settled_part(recorder, right)
        return apply(on.LESS, left, apply(on.SUBTRACT, right, margin))
    return apply(on.LESS, apply(on.ADD, left, _settled_part(recorder, left)), right)


def _settled_part(recorder: Recorder, value: Value) -> Value:
    magnitude = recorder.apply(on.ABSOLUTE, value)
    return recorder.apply(on.MULTIPLY, magnitude, recorder.constant(SETTLED))


def _nothing(recorder: Recorder) -> Value:
    return recorder.constant(nan)


def _product(recorder: Recorder, base: Value, count: int) -> Value:
    """`base` times itself, by repeated squaring."""
    result: Value | None = None
    while count:
        if count & 1:
            result = base if result is None else recorder.apply(on.MULTIPLY, result, base)
        count >>= 1
        if count:
            base = recorder.apply(on.MULTIPLY, base, base)
    if result is None:
        raise ValueError(count)
    return result


def _operated(operation: Operation, recorder: Recorder, *values: Value) -> Value:
    return recorder.apply(operation, *values)


def _joined(operation: Operation, recorder: Recorder, *values: Value) -> Value:
    return reduce(lambda before, value: recorder.apply(operation, before, value), values)


def _average(recorder: Recorder, *values: Value) -> Value:
    count = recorder.constant(float(len(values)))
    return recorder.apply(on.DIVIDE_BY_CONSTANT, _joined(on.ADD, recorder, *values), count)


def _round(recorder: Recorder, value: Value, digits: Value) -> Value:
    """Half away from zero."""
    settled = _settled_magnitude(recorder, value, digits, 1 + SETTLED)
    half_up = recorder.apply(on.ADD, settled, recorder.constant(0.5))
    return _rescaled(recorder, recorder.apply(on.FLOOR, half_up), digits, value)


def _round_down(recorder: Recorder, value: Value, digits: Value) -> Value:
    """Towards zero."""
    settled = _settled_magnitude(recorder, value, digits, 1 + SETTLED)
    return _rescaled(recorder, recorder.apply(on.FLOOR, settled), digits, value)


def _round_up(recorder: Recorder, value: Value, digits: Value) -> Value:
    """Away from zero."""
    settled = _settled_magnitude(recorder, value, digits, 1 - SETTLED)
    return _rescaled(recorder, recorder.apply(on.CEILING, settled), digits, value)


def _settled_magnitude(recorder: Recorder, value: Value, digits: Value, nudge: float) -> Value:
    """The magnitude in units of the last digit that is kept, nudged over what binary left of it."""
    places = int(recorder.constant_of(digits) or 0)
    magnitude = recorder.apply(on.ABSOLUTE, value)
    scale = recorder.constant(10.0 ** abs(places))
    scaled = recorder.apply(on.MULTIPLY if places >= 0 else on.DIVIDE_BY_CONSTANT, magnitude, scale)
    return recorder.apply(on.MULTIPLY, scaled, recorder.constant(nudge))


def _rescaled(recorder: Recorder, units: Value, digits: Value, signed: Value) -> Value:
    places = int(recorder.constant_of(digits) or 0)
    scale = recorder.constant(10.0 ** abs(places))
    back = recorder.apply(on.DIVIDE_BY_CONSTANT if places >= 0 else on.MULTIPLY, units, scale)
    return recorder.apply(on.SIGN_OF, back, signed)


def _ceiling(recorder: Recorder, value: Value, step: Value | None = None) -> Value:
    return _stepped(on.CEILING, on.SUBTRACT, recorder, value, step)


def _floor(recorder: Recorder, value: Value, step: Value | None = None) -> Value:
    return _stepped(on.FLOOR, on.ADD, recorder, value, step)


def _stepped(
    to_whole: Operation, nudge: Operation, recorder: Recorder, value: Value, step: Value | None
) -> Value:
    """The multiple of a step next to a value; a step that is not above zero has none."""
    apply = recorder.apply
    steps = value if step is None else divided(recorder, value, step)
    whole = apply(to_whole, apply(nudge, steps, _settled_part(recorder, steps)))
    if step is None:
        return whole
    multiple = apply(on.MULTIPLY, whole, step)
    given = recorder.constant_of(step)
    if given is None:
        above_zero = apply(on.LESS, recorder.constant(0.0), step)
        return apply(on.CHOOSE, above_zero, multiple, _nothing(recorder))
    return multiple if given > 0 else _nothing(recorder)


def _modulo(recorder: Recorder, value: Value, divisor: Value) -> Value:
    """The remainder with the divisor's sign."""
    apply, zero = recorder.apply, recorder.constant(0.0)
    times = _stepped(on.FLOOR, on.ADD, recorder, divided(recorder, value, divisor), None)
    rest = apply(on.SUBTRACT, value, apply(on.MULTIPLY, times, divisor))
    above_zero = apply(on.LESS, zero, divisor)
    positive, negative = apply(on.MOST, rest, zero), apply(on.LEAST, rest, zero)
    return apply(on.CHOOSE, above_zero, positive, negative)


ARITHMETIC: dict[str, Spelled] = {
    "+": partial(_operated, on.ADD),
    "-": partial(_operated, on.SUBTRACT),
    "*": partial(_operated, on.MULTIPLY),
    "/": divided,
    "^": raised,
}

CALLS: dict[str, Spelled] = {
    "MIN": partial(_joined, on.LEAST),
    "MAX": partial(_joined, on.MOST),
    "SUM": partial(_joined, on.ADD),
    "AVERAGE": _average,
    "ABS": partial(_operated, on.ABSOLUTE),
    "ROUND": _round,
    "ROUNDUP": _round_up,
    "ROUNDDOWN": _round_down,
    "CEILING": _ceiling,
    "FLOOR": _floor,
    "INT": _floor,
    "MOD": _modulo,
    "SQRT": partial(_operated, on.SQUARE_ROOT),
    "EXP": partial(_operated, on.EXPONENTIAL),
    "LN": partial(_operated, on.LOGARITHM),
    "POWER": raised,
}
