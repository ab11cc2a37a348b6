"""What a rule of the case check is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from app.value.figures import Figure, Probability
from app.value.findings.study import Study
from app.value.parts import Part
from app.value.result import Severity

Example: TypeAlias = Mapping[str, Any]
"""A statement as it is posted."""


class Limits(Part):
    """The figures from which rules speak up; a workspace may set its own."""

    most_benefits: Annotated[int, Field(ge=1, le=100)] = 5
    largest_share: Probability = Decimal("0.6")
    digits_of_an_estimate: Annotated[int, Field(ge=1, le=30)] = 4
    loaded_discount_rate: Probability = Decimal("0.15")
    longest_horizon_years: Annotated[int, Field(ge=1, le=30)] = 5
    early_years: Annotated[int, Field(ge=1, le=30)] = 3
    shared_inputs: Probability = Decimal("0.3")
    spread_without_range: Figure = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule found: where, why, and what to do where the rule's own advice is too general."""

    pointer: str
    reason: str
    advice: str | None = None


Look: TypeAlias = Callable[[Study, Limits], Iterable[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a finance department would ask.

    `fires` and `silent` are statements on which it does and does not speak. A thorough rule
    calculates variants of the case and runs on request only.
    """

    id: str
    severity: Severity
    title: str
    why: str
    advice: str
    fires: Example
    silent: Example
    look: Look
    thorough: bool = False


def rule(  # noqa: PLR0913 - each argument is a line of what users read about the rule
    identifier: str,
    severity: Severity,
    title: str,
    *,
    advice: str,
    fires: Example,
    silent: Example,
    thorough: bool = False,
) -> Callable[[Look], Rule]:
    """Make a rule of a function; its docstring says why finance asks."""

    def make(look: Look) -> Rule:
        why = " ".join((look.__doc__ or "").split())
        return Rule(identifier, severity, title, why, advice, fires, silent, look, thorough)

    return make


def deal(**fields: object) -> Example:
    """An example: a deal of three years at 10 % in euros, with what a rule looks at."""
    return {
        "title": "A deal",
        "currency_code": "EUR",
        "horizon_years": 3,
        "discount_rate": "0.10",
        **fields,
    }


def gain(key: str = "gain", **fields: object) -> dict[str, object]:
    """A benefit of an example."""
    return {"key": key, "statement": "Gain something", "per_year": "100", **fields}


def cost(key: str = "cost", **fields: object) -> dict[str, object]:
    """An investment of an example."""
    return {"key": key, "statement": "Pay something", **fields}


def figure(key: str = "users", **fields: object) -> dict[str, object]:
    """An assumption of an example."""
    return {"key": key, "value": "100", **fields}
