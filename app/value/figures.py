"""Figures on the wire: exact decimals, read from a string or a number, written as strings."""

import math
import re
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

MOST_DIGITS_BEFORE_POINT = 18
MOST_DECIMALS = 30
LARGEST_EXACT_NUMBER = 10**15
"""From here on a JSON number with a point has lost decimals in most clients' own parsers."""

_PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,30})?", re.ASCII)
_SMALLEST = Decimal(1).scaleb(-MOST_DECIMALS)


def read_figure(raw: object) -> Decimal:
    """Read one figure exactly: a string or a JSON number, never `NaN`, `1,000` or `10 %`.

    A JSON number is read by its shortest text, so 0.1 is one tenth and not its binary neighbour.

    Raises:
        PydanticCustomError: saying how to write it instead.

    Example:
        >>> read_figure("0.10"), read_figure(12.5)
        (Decimal('0.10'), Decimal('12.5'))
    """
    if isinstance(raw, str):
        return _from_text(raw)
    if isinstance(raw, Decimal) and raw.is_finite():
        return _from_text(write_figure(raw))
    if isinstance(raw, int) and not isinstance(raw, bool):
        return _from_text(str(raw)) if abs(raw) < 10**MOST_DIGITS_BEFORE_POINT else _too_large()
    if isinstance(raw, float) and math.isfinite(raw):
        return _from_float(raw)
    raise _refused('A figure is a decimal: a string such as "1250.50", or a number.')


def write_figure(value: Decimal) -> str:
    """Write a figure as people read it: no exponent, with the decimals it was given.

    Example:
        >>> write_figure(Decimal("1E+3")), write_figure(Decimal("0.10"))
        ('1000', '0.10')
    """
    return format(value, "f")


def _from_text(text: str) -> Decimal:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    raise _refused(_advice(text))


def _from_float(raw: float) -> Decimal:
    if abs(raw) >= LARGEST_EXACT_NUMBER:
        return _too_large()
    exact = Decimal(repr(raw))
    # A client's binary noise (0.30000000000000004) lies beyond what a figure can say.
    return exact.quantize(_SMALLEST) if -_exponent(exact) > MOST_DECIMALS else exact


def _exponent(value: Decimal) -> int:
    return int(value.as_tuple().exponent)


def _too_large() -> Decimal:
    raise _refused(
        "A JSON number of this size cannot be read exactly. Send it as a string, "
        f"with at most {MOST_DIGITS_BEFORE_POINT} digits before the point."
    )


def _advice(text: str) -> str:
    if "%" in text:
        return 'Give rates as fractions: 10 % is "0.10".'
    if re.search(r"[€$£¥]|[A-Z]{3}", text):
        return 'Write the figure alone; the currency is said once, in "currency_code".'
    if re.search(r"[0-9][,_'\s][0-9]", text):
        return 'Write figures without separators and with a point: "1250000.50".'
    if re.fullmatch(r"-?[0-9]+(\.[0-9]*)?", text, re.ASCII):
        return (
            f"A figure has at most {MOST_DIGITS_BEFORE_POINT} digits before the point "
            f"and {MOST_DECIMALS} after it."
        )
    return 'A figure is a plain decimal such as "1250.50" or "-3".'


def _refused(advice: str) -> PydanticCustomError:
    return PydanticCustomError("figure", "{advice}", {"advice": advice})


Figure = Annotated[
    Decimal,
    BeforeValidator(read_figure),
    PlainSerializer(write_figure, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^-?[0-9]{1,18}(\.[0-9]{1,30})?$", "maxLength": 50},
                {"type": "number"},
            ]
        },
        mode="validation",
    ),
    WithJsonSchema(
        {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "maxLength": 80},
        mode="serialization",
    ),
]
"""An exact decimal; on output always a string."""


ExactFigure = Annotated[
    Decimal,
    PlainSerializer(write_figure, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "maxLength": 120}),
]
"""A calculated figure: nothing a user typed, so nothing to refuse."""


class Between:
    """Bounds of a fraction, with an error that shows what was probably meant."""

    def __init__(self, name: str, least: str, most: str) -> None:
        self.name, self.least, self.most = name, Decimal(least), Decimal(most)

    def __call__(self, value: Decimal) -> Decimal:
        """Return the value, or refuse it with its reading as a percentage."""
        if self.least <= value <= self.most:
            return value
        raise PydanticCustomError(
            "fraction",
            "{name} {value} is {percent} %. It lies between {least} and {most}; "
            "give rates as fractions: 8 % is 0.08.",
            {
                "name": self.name,
                "value": write_figure(value),
                "percent": write_figure((value * 100).normalize()),
                "least": write_figure(self.least),
                "most": write_figure(self.most),
            },
        )


DiscountRate = Annotated[Figure, AfterValidator(Between("Discount rate", "-0.5", "1"))]
BenefitReduction = Annotated[Figure, AfterValidator(Between("Risk adjustment", "0", "1"))]
InvestmentIncrease = Annotated[Figure, AfterValidator(Between("Risk adjustment", "0", "3"))]
Adoption = Annotated[Figure, AfterValidator(Between("Adoption", "0", "1"))]
Growth = Annotated[Figure, AfterValidator(Between("Growth", "-1", "3"))]
Probability = Annotated[Figure, AfterValidator(Between("Probability", "0", "1"))]
