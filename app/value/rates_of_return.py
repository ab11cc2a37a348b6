"""Every internal rate of return of a cash flow, found exactly: none, one, or several.

With x = 1 / (1 + rate) the net present value is a polynomial in x, and the rates above -100 % are
its positive roots. Sturm's theorem counts them without ever missing a close or double root.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from math import gcd

Polynomial = tuple[int, ...]
"""Coefficients from the constant upwards."""

_WIDE = Context(prec=60, Emin=-99_999, Emax=99_999)
_CLOSE_ENOUGH = Decimal("1e-20")


def rates_of_return(flows: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """All rates above -100 % at which the net present value of yearly flows is zero, ascending.

    Units:
        flows: one currency by period, the first one today; received is positive.
        Returns fractions a year.

    Source:
        Sturm's theorem: Basu, Pollack & Roy, Algorithms in Real Algebraic Geometry, ch. 2.

    Example:
        >>> flows = [Decimal(-100), Decimal(230), Decimal(-132)]
        >>> [round(rate, 6) for rate in rates_of_return(flows)]
        [Decimal('0.100000'), Decimal('0.200000')]
    """
    polynomial = _integers(flows)
    if sign_changes(flows) == 0:
        return ()
    if sign_changes(flows) == 1:  # Descartes: exactly one positive root
        brackets = [_bracket(polynomial)]
    else:
        polynomial, brackets = _isolated(polynomial)
    with localcontext(_WIDE):
        return tuple(sorted(1 / _root(polynomial, *bracket) - 1 for bracket in brackets))


def sign_changes(flows: Sequence[Decimal | int]) -> int:
    """How often consecutive non-zero flows change their sign."""
    signs = [flow > 0 for flow in flows if flow]
    return sum(1 for before, after in pairwise(signs) if before != after)


def _integers(flows: Sequence[Decimal]) -> Polynomial:
    fractions = [Fraction(flow) for flow in flows]
    while fractions and not fractions[0]:
        del fractions[0]
    while fractions and not fractions[-1]:
        del fractions[-1]
    scale = 1
    for fraction in fractions:
        scale = scale * fraction.denominator // gcd(scale, fraction.denominator)
    return _primitive([int(fraction * scale) for fraction in fractions])


def _bracket(polynomial: Polynomial) -> tuple[Fraction, Fraction]:
    """Grow an interval around 1 by doubling until the one root lies inside."""
    low = high = Fraction(1)
    while _sign(polynomial, low) == _sign(polynomial, high):
        if _sign(polynomial, low) != _sign_of(polynomial[0]):
            low /= 2
        else:
            high *= 2
    return low, high


def _isolated(polynomial: Polynomial) -> tuple[Polynomial, list[tuple[Fraction, Fraction]]]:
    """The polynomial without repeated roots, and an interval around each positive root."""
    chain = _sturm_chain(polynomial)
    if len(chain[-1]) > 1:
        polynomial = _quotient(polynomial, chain[-1])
        chain = _sturm_chain(polynomial)
    bound = 1 + max(Fraction(abs(c), abs(polynomial[-1])) for c in polynomial)
    found: list[tuple[Fraction, Fraction]] = []
    pending = [(Fraction(0), bound)]
    while pending:
        low, high = pending.pop()
        count = _variations(chain, low) - _variations(chain, high)
        if count == 1:
            found.append((low, high))
        elif count > 1:
            middle = (low + high) / 2
            pending += [(low, middle), (middle, high)]
    return polynomial, found


def _sturm_chain(polynomial: Polynomial) -> list[Polynomial]:
    chain = [polynomial, _primitive([i * c for i, c in enumerate(polynomial)][1:])]
    while len(chain[-1]) > 1:
        remainder = _negated_remainder(chain[-2], chain[-1])
        if not remainder:
            break
        chain.append(remainder)
    return chain


def _negated_remainder(dividend: Polynomial, divisor: Polynomial) -> Polynomial:
    """A positive multiple of the negated remainder, in whole numbers."""
    rest = list(dividend)
    while len(rest) >= len(divisor):
        factor, shift = rest[-1], len(rest) - len(divisor)
        scale = abs(divisor[-1])
        factor *= 1 if divisor[-1] > 0 else -1
        rest = [c * scale for c in rest]
        for index, coefficient in enumerate(divisor):
            rest[index + shift] -= factor * coefficient
        while rest and not rest[-1]:
            rest.pop()
    return _primitive([-c for c in rest])


def _quotient(dividend: Polynomial, divisor: Polynomial) -> Polynomial:
    rest = [Fraction(c) for c in dividend]
    quotient = [Fraction(0)] * (len(dividend) - len(divisor) + 1)
    for shift in reversed(range(len(quotient))):
        quotient[shift] = rest[shift + len(divisor) - 1] / divisor[-1]
        for index, coefficient in enumerate(divisor):
            rest[index + shift] -= quotient[shift] * coefficient
    scale = 1
    for fraction in quotient:
        scale = scale * fraction.denominator // gcd(scale, fraction.denominator)
    return _primitive([int(fraction * scale) for fraction in quotient])


def _primitive(coefficients: Sequence[int]) -> Polynomial:
    divisor = gcd(*coefficients) if coefficients else 1
    return tuple(c // divisor for c in coefficients) if divisor else ()


def _variations(chain: Sequence[Polynomial], at: Fraction) -> int:
    return sign_changes([_sign(polynomial, at) for polynomial in chain])


def _sign(polynomial: Polynomial, at: Fraction) -> int:
    """The sign of the polynomial at a fraction, in whole numbers only."""
    value, scale = 0, 1
    for coefficient in reversed(polynomial):
        value = value * at.numerator + coefficient * scale
        scale *= at.denominator
    return _sign_of(value)


def _sign_of(value: int) -> int:
    return (value > 0) - (value < 0)


def _root(polynomial: Polynomial, low: Fraction, high: Fraction) -> Decimal:
    """Newton's method inside an interval with one root in (low, high], halving where it leaves."""
    if not _sign(polynomial, high):
        return Decimal(high.numerator) / high.denominator
    coefficients = [Decimal(c) for c in reversed(polynomial)]
    left, right = (Decimal(end.numerator) / end.denominator for end in (low, high))
    above = _sign(polynomial, high) > 0
    guess = (left + right) / 2
    while True:
        value, slope = _value_and_slope(coefficients, guess)
        if (value > 0) == above:
            right = guess
        else:
            left = guess
        step = value / slope if slope else right - left
        better = guess - step if left < guess - step < right else (left + right) / 2
        if abs(better - guess) <= _CLOSE_ENOUGH * guess:
            return better
        guess = better


def _value_and_slope(coefficients: Sequence[Decimal], at: Decimal) -> tuple[Decimal, Decimal]:
    """Horner's scheme, highest coefficient first."""
    value = slope = Decimal(0)
    for coefficient in coefficients:
        slope = slope * at + value
        value = value * at + coefficient
    return value, slope
