"""The operations of formulas on arrays, with the meaning the exact ones have.

NaN stands for “no result”: division by zero, `0^0`, the logarithm of zero, a figure too large.
Steps and comparisons look at thirteen digits, as the exact ones look at thirty, so that 300 × ⅓ is
100 to them, whatever binary arithmetic left of it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from app.value.formulas.tape import Floats, Operation

SETTLED = 1e-13
"""The part of a figure below which steps and comparisons see no difference."""
LARGEST = 1e99
"""Where exact figures overflow."""


def _divided(left: Any, right: Any, out: Floats) -> None:  # noqa: ANN401 - array or number
    nothing = None if np.all(right) else np.equal(right, 0)
    np.divide(left, right, out)
    if nothing is not None:
        out[nothing] = np.nan


def _raised(left: Any, right: Any, out: Floats) -> None:  # noqa: ANN401 - array or number
    nothing = None if np.all(right) else np.equal(left, 0) & np.equal(right, 0)
    np.power(left, right, out)
    if nothing is not None:
        out[nothing] = np.nan
    _within_bounds(out)


def _exponential(value: Any, out: Floats) -> None:  # noqa: ANN401 - array or number
    np.exp(value, out)
    _within_bounds(out)


def _logarithm(value: Any, out: Floats) -> None:  # noqa: ANN401 - array or number
    np.log(value, out)
    _within_bounds(out)


def _least(left: Any, right: Any, out: Floats) -> None:  # noqa: ANN401 - array or number
    np.minimum(left, right, out=out)


def _most(left: Any, right: Any, out: Floats) -> None:  # noqa: ANN401 - array or number
    np.maximum(left, right, out=out)


def _chosen(condition: Any, yes: Any, no: Any, out: Floats) -> None:  # noqa: ANN401 - array or number
    np.copyto(out, no)
    np.copyto(out, yes, where=condition)


def _within_bounds(out: Floats) -> None:
    if not (np.abs(out) < LARGEST).all():
        out[~(np.abs(out) < LARGEST)] = np.nan


ADD = Operation("add", np.add, commutes=True)
SUBTRACT = Operation("subtract", np.subtract)
MULTIPLY = Operation("multiply", np.multiply, commutes=True)
DIVIDE = Operation("divide", _divided, partial=True, in_place=False)
DIVIDE_BY_CONSTANT = Operation("divide by constant", np.divide)
RAISE = Operation("raise", _raised, partial=True, in_place=False)
NEGATE = Operation("negate", np.negative)
ABSOLUTE = Operation("absolute", np.absolute)
SIGN_OF = Operation("sign of", np.copysign)
FLOOR = Operation("floor", np.floor)
CEILING = Operation("ceiling", np.ceil)
SQUARE_ROOT = Operation("square root", np.sqrt, partial=True)
EXPONENTIAL = Operation("exponential", _exponential, partial=True)
LOGARITHM = Operation("logarithm", _logarithm, partial=True)
LEAST = Operation("least", _least, commutes=True)
MOST = Operation("most", _most, commutes=True)
LESS = Operation("less", np.less, gives_truth=True)
AND = Operation("and", np.logical_and, gives_truth=True, commutes=True)
OR = Operation("or", np.logical_or, gives_truth=True, commutes=True)
NOT = Operation("not", np.logical_not, gives_truth=True)
CHOOSE = Operation("choose", _chosen, in_place=False)
