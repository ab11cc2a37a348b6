"""Runs the rules over a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, Self

from pydantic import Field, model_validator
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

_BY_SEVERITY: tuple[Severity, ...] = ("error", "warning", "information")


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
    asked = [
        rule for rule in RULES if rule.id not in checklist.off and (thorough or not rule.thorough)
    ]
    found = [
        _told(rule, remark, checklist)
        for rule in asked
        for remark in _bounded(rule.look(study, checklist.limits))
    ]
    return tuple(sorted(found, key=lambda finding: _BY_SEVERITY.index(finding.severity)))


def _bounded(remarks: Iterable[Remark]) -> Iterator[Remark]:
    remaining = iter(remarks)
    shown = list(islice(remaining, MOST_OF_ONE_RULE))
    more = sum(1 for _ in remaining)
    if more:
        last = shown.pop()
        yield from shown
        yield Remark(last.pointer, f"{last.reason} The same in {more} more places.", last.advice)
    else:
        yield from shown


def _told(rule: Rule, remark: Remark, checklist: Checklist) -> Finding:
    return Finding(
        rule=rule.id,
        severity=checklist.severities.get(rule.id, rule.severity),
        pointer=remark.pointer,
        reason=remark.reason,
        advice=remark.advice or rule.advice,
    )
