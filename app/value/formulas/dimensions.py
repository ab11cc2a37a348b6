"""Units as powers of what they are made of: "GBP/user/month" is GBP · user⁻¹ · month⁻¹.

Years are left out. Formulas are evaluated year by year, so an amount is always that of a year, and
people write EUR for EUR/year without harm; what does harm is a month, a week or an hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from app.value.currencies import MINOR_UNIT, SIGN
from app.value.figure_words import PLAIN_UNITS

Dimension: TypeAlias = tuple[tuple[str, int], ...]
"""Bases with their powers, in alphabetical order; () is a plain number."""

PLAIN: Dimension = ()

_WITHOUT_UNIT = PLAIN_UNITS | {"%", "percent", "factor", "plain", "index", "multiple", "x", "1"}
_LEFT_OUT = frozenset({"year", "yr", "annum", "a", "p.a.", "y"})
_SAME = {
    "hour": "h hr hrs hours",
    "minute": "min mins minutes",
    "second": "s sec secs seconds",
    "day": "d days workday workdays",
    "week": "wk wks weeks",
    "month": "mo mos mth mths months",
    "quarter": "qtr quarters",
    "thousand": "k '000 000s tsd thousands",
    "million": "mn mio millions",
    "person": "people persons head heads headcount employee employees staff worker workers fte",
}
_BASES = {word: base for base, words in _SAME.items() for word in words.split()}
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter"})
_CURRENCY_OF_SIGN = {sign: code for code, sign in SIGN.items()}
_SCALED_MONEY = re.compile(r"(?P<before>[km])?(?P<money>[A-Z]{3}|[€£$¥])(?P<after>[km])?")
_SCALES = {"k": "thousand", "m": "million"}
_POWER = re.compile(r"(?P<base>.+?)(?:\^(?P<power>[1-9])|(?P<raised>[²³]))")
_RAISED = {"²": 2, "³": 3}
_LONGEST_KEPT_S = 3

_CONVERSIONS: tuple[tuple[str, str, str], ...] = (
    ("12", "month", "months per year"),
    ("4", "quarter", "quarters per year"),
    ("3", "month/quarter", "months per quarter"),
    ("44 45 46 47 48 49 50 51 52", "week", "weeks per year"),
    ("200 210 215 218 220 222 225 230 240 245 250 251 252 253 260", "day", "working days per year"),
    ("360 364 365 365.25 366", "day", "days per year"),
    ("1500 1600 1650 1700 1720 1750 1800 1880 1920 1950 2000 2080", "hour", "hours per year"),
    ("8760", "hour", "hours per year"),
    ("20 21 22 30", "day/month", "days per month"),
    ("4 4.33 4.345", "week/month", "weeks per month"),
    ("5 7", "day/week", "days per week"),
    ("35 36 37 37.5 38 38.5 39 40", "hour/week", "hours per week"),
    ("7 7.5 8 24", "hour/day", "hours per day"),
    ("160 168", "hour/month", "hours per month"),
    ("60", "minute/hour", "minutes per hour"),
    ("60", "second/minute", "seconds per minute"),
    ("3600", "second/hour", "seconds per hour"),
    ("1440", "minute/day", "minutes per day"),
)


def multiplied(left: Dimension, right: Dimension, power: int = 1) -> Dimension:
    """`left · right ^ power`."""
    if not right or not power:
        return left
    powers = dict(left)
    for base, exponent in right:
        powers[base] = powers.get(base, 0) + power * exponent
    return tuple(sorted((base, exponent) for base, exponent in powers.items() if exponent))


@lru_cache(maxsize=4096)
def dimension_of(unit: str | None) -> Dimension | None:
    """Read a unit; None where none is given, because nothing is known then.

    Example:
        >>> dimension_of("GBP/user/month")
        (('GBP', 1), ('month', -1), ('user', -1))
        >>> dimension_of("hours per week") == dimension_of("h/wk"), dimension_of("%")
        (True, ())
    """
    if not unit or not unit.strip():
        return None
    above, *below = re.split(r"/|\bper\b", re.sub(r"[()]", " ", unit))
    found = _product(above)
    for part in below:
        found = multiplied(found, _product(part), -1)
    return found


def written(dimension: Dimension) -> str:
    """A unit as people write it.

    Example:
        >>> written((("GBP", 1), ("month", -1), ("user", -1)))
        'GBP/month/user'
    """
    above = "·".join(_raised(base, power) for base, power in dimension if power > 0)
    below = "".join(f"/{_raised(base, -power)}" for base, power in dimension if power < 0)
    return f"{above or '1'}{below}" if dimension else "a plain number"


def currencies_in(dimension: Dimension) -> frozenset[str]:
    """The currencies a unit is made of."""
    return frozenset(base for base, _ in dimension if base in MINOR_UNIT)


@lru_cache(maxsize=1024)
def conversions_of(literal: Decimal) -> Mapping[Dimension, str]:
    """What a bare literal may stand for besides a plain number, in words.

    Example:
        >>> conversions_of(Decimal(12))
        {(('month', 1),): '12 read as months per year'}
    """
    found = {
        dimension_of(unit) or PLAIN: f"{literal:f} read as {words}"
        for figures, unit, words in _CONVERSIONS
        if literal in {Decimal(figure) for figure in figures.split()}
    }
    for scale, base in ((1000, "thousand"), (1_000_000, "million")):
        if literal == scale:
            found[((base, -1),)] = f"{literal:f} read as {base}s written out"
    return found


def distance(found: Dimension, wanted: Dimension) -> int:
    """How many factors lie between two units."""
    return sum(abs(power) for _, power in multiplied(found, wanted, -1))


def way_out(found: Dimension, wanted: Dimension) -> str:
    """What to do to a figure in one unit where another is needed.

    Example:
        >>> way_out((("EUR", 1), ("month", -1)), (("EUR", 1),))
        'It is still per month: multiply by 12.'
    """
    over = multiplied(found, wanted, -1)
    money = currencies_in(wanted) - currencies_in(found)
    if money and len(over) == 1 + len(money):
        return f"It is {written(found)}, not money: multiply by what one of it is worth."
    if len(over) != 1:
        return "Check which factor is missing, or correct the units of the figures."
    base, power = over[0]
    if base in ("thousand", "million"):
        return f"It is in {base}s: multiply by {1000 if base == 'thousand' else 1000000}."
    if power < 0:
        return _multiplied_by(base, is_per_base=dict(found).get(base, 0) < 0)
    if base in _TIMES:
        return f"It is a number of {base}s: multiply by what one {base} is worth."
    return f"“{base}” is left over: say which figure is per {base}, or leave that factor out."


def _multiplied_by(base: str, *, is_per_base: bool) -> str:
    if is_per_base:
        return f"It is still per {base}: {_factor(base)}."
    such = ", such as those in a year" if base in _TIMES else ""
    return f"It is not in {base}s: multiply by the {base}s that one of it stands for{such}."


def _factor(base: str) -> str:
    if base == "month":
        return "multiply by 12"
    if base == "quarter":
        return "multiply by 4"
    if base in _TIMES:
        return f"multiply by the {base}s in a year"
    return f"multiply by a number of {base}s, or correct the unit"


def _product(text: str) -> Dimension:
    found: Dimension = PLAIN
    for part in re.split(r"[·*×]", text):
        for factor in _factors(part.strip()):
            found = multiplied(found, factor)
    return found


def _factors(part: str) -> Iterable[Dimension]:
    """A phrase is one base, unless it is money with its scale, or time of somebody."""
    words = part.split()
    scaled = [_BASES.get(word.lower(), word) for word in words]
    if len(words) > 1 and any(word in ("thousand", "million") for word in scaled):
        return [_base(word) for word in words]
    first, joined, last = part.rpartition("-")
    if joined and _BASES.get(last.lower(), last.lower()) in _TIMES:
        return [_base(first), _base(last)]
    return [_base(" ".join(words))]


def _base(phrase: str) -> Dimension:
    if found := _POWER.fullmatch(phrase):
        power = int(found["power"] or _RAISED[found["raised"]])
        return tuple((base, each * power) for base, each in _base(found["base"].strip()))
    money = _SCALED_MONEY.fullmatch(phrase)
    code = _CURRENCY_OF_SIGN.get(money["money"], money["money"]) if money else ""
    if money and code in MINOR_UNIT:
        scale = money["before"] or money["after"]
        return tuple(sorted([(code, 1), *([(_SCALES[scale], 1)] if scale else [])]))
    word = phrase.lower()
    word = _BASES.get(word) or _BASES.get(_singular(word), _singular(word))
    return PLAIN if not word or word in _WITHOUT_UNIT or word in _LEFT_OUT else ((word, 1),)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    keeps = len(word) <= _LONGEST_KEPT_S or word.endswith(("ss", "us", "is"))
    return word if keeps else word.removesuffix("s")


def _raised(base: str, power: int) -> str:
    return base if power == 1 else f"{base}^{power}"
