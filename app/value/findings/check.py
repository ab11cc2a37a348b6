"""Runs the rules over a case."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from app.value.alternatives import alternatives_of
from app.value.case import case_of
from app.value.findings.registry import RULES
from app.value.findings.rule import Limits, Remark, Rule
from app.value.findings.study import Study
from app.value.formulas.arithmetic import exactly
from app.value.measures import measures_of
from app.value.parts import Part
from app.value.pools import overlap_of
from app.value.result import Finding, Severity
from app.value.statement import ValueStatement

MOST_OF_ONE_RULE = 10
"""Places told of one rule; the last remark says how many more there are."""

_BY_SEVERITY = {"error": 0, "warning": 1, "information": 2}
_QUICK = tuple(rule for rule in RULES if not rule.thorough)
_FINDINGS = TypeAdapter(tuple[Finding, ...])


class Checklist(Part):
    """How a workspace wants its cases checked."""

    off: Annotated[tuple[str, ...], Field(max_length=len(RULES))] = ()
    severities: Annotated[dict[str, Severity], Field(max_length=len(RULES))] = Field(
        default_factory=dict, description="By rule, where it is not the rule's own."
    )
    limits: Limits = Limits()

    @model_validator(mode="after")
    def _names_rules(self) -> Self:
        known = {rule.id for rule in RULES}
        for name in (*self.off, *self.severities):
            if name not in known:
                raise PydanticCustomError(
                    "unknown_rule",
                    "There is no rule {name}. There are {known}.",
                    {"name": name[:64], "known": ", ".join(sorted(known))},
                )
        return self


AS_SHIPPED = Checklist()


def check(
    statement: ValueStatement, checklist: Checklist = AS_SHIPPED, *, thorough: bool = True
) -> tuple[Finding, ...]:
    """Check a statement by every rule, those included that calculate variants of it.

    Raises:
        CalculationError: the statement has no result.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     investments=[{"key": "fee", "statement": "Licence", "upfront": "500"}],
        ... )
        >>> check(statement)[0].reason
        'Value over the horizon is −€500.00.'
    """
    with exactly():
        case = case_of(statement)
        study = Study(case, measures_of(case), overlap_of(case), alternatives_of(case))
        return findings_in(study, checklist, thorough=thorough)


def findings_in(
    study: Study, checklist: Checklist = AS_SHIPPED, *, thorough: bool = False
) -> tuple[Finding, ...]:
    """What the rules find in a case, the gravest first. Call it inside `arithmetic.exactly()`."""
    found: list[dict[str, str]] = []
    for rule in RULES if thorough else _QUICK:
        remarks = list(rule.look(study, checklist.limits))
        if remarks and rule.id not in checklist.off:
            found += [_told(rule, remark, checklist) for remark in _bounded(remarks)]
    found.sort(key=_gravity)
    return _FINDINGS.validate_python(found)


def _gravity(found: dict[str, str]) -> int:
    return _BY_SEVERITY[found["severity"]]


def _bounded(found: list[Remark]) -> list[Remark]:
    if len(found) <= MOST_OF_ONE_RULE:
        return found
    last = found[MOST_OF_ONE_RULE - 1]
    more = f"{last.reason} The same in {len(found) - MOST_OF_ONE_RULE} more places."
    return [*found[: MOST_OF_ONE_RULE - 1], Remark(last.pointer, more, last.advice)]


def _told(rule: Rule, remark: Remark, checklist: Checklist) -> dict[str, str]:
    return {
        "rule": rule.id,
        "severity": checklist.severities.get(rule.id, rule.severity),
        "pointer": remark.pointer,
        "reason": remark.reason,
        "advice": remark.advice or rule.advice,
    }
