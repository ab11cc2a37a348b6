"""Why a figure does not exist: one text for each reason, written and read back here alone.

Results are kept with texts. Documents in other languages read the reason back from its text, so
that what was frozen by an earlier release can be told as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

TEXTS: dict[str, str] = {
    "no_flows": "No money flows.",
    "nothing_received": (
        "In no period is net money received, so no rate brings the net present value to zero."
    ),
    "nothing_paid": (
        "In no period is net money paid, so no rate brings the net present value to zero."
    ),
    "no_rate": "No rate brings the net present value to zero.",
    "several_rates": (
        "The net flows change their sign {changes} times, and "
        "{count} rates bring the net present value to zero: {rates}."
    ),
    "investment_below_zero": (
        "The present value of the investment is below zero, so a return on it says nothing."
    ),
    "nothing_invested": "Nothing is invested, so there is nothing to relate the gain to.",
    "no_payback_in_a_year": (
        "It does not pay back within the one year of the horizon: at their end the "
        "cumulative net flow is below zero."
    ),
    "no_payback": (
        "It does not pay back within the {years} years of the horizon: at their end the "
        "cumulative net flow is below zero."
    ),
    "no_discounted_payback_in_a_year": (
        "It does not pay back within the one year of the horizon: at their end the "
        "cumulative discounted net flow is below zero."
    ),
    "no_discounted_payback": (
        "It does not pay back within the {years} years of the horizon: at their end the "
        "cumulative discounted net flow is below zero."
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure does not exist, and what the text names."""

    code: str
    data: dict[str, str]


def reason(code: str, **data: object) -> str:
    """The text of a reason, as the API tells it.

    Example:
        >>> reason("no_flows")
        'No money flows.'
    """
    return TEXTS[code].format(**data)


def read_reason(text: str) -> Reason | None:
    """The reason behind a text; None where no reason reads like it.

    Example:
        >>> read_reason("No money flows.")
        Reason(code='no_flows', data={})
    """
    for code, pattern in _patterns().items():
        if found := pattern.fullmatch(text):
            return Reason(code, found.groupdict())
    return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        code: re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(text)))
        for code, text in TEXTS.items()
    }
