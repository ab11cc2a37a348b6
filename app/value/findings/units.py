"""Rules about units that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from app.value.findings.rule import Limits, Remark, deal, figure, gain, rule
from app.value.findings.study import Study


@rule(
    "mixed_currencies",
    "error",
    "Currencies are mixed",
    advice="Convert with an exchange rate: an assumption with a unit such as EUR/USD.",
    fires=deal(
        assumptions=[figure("fee", unit="USD"), figure("support", unit="EUR")],
        benefits=[gain(per_year="fee + support")],
    ),
    silent=deal(
        assumptions=[
            figure("fee", unit="USD"),
            figure("support", unit="EUR"),
            figure("rate", value="0.9", unit="EUR/USD"),
        ],
        benefits=[gain(per_year="fee * rate + support")],
    ),
)
def mixed_currencies(study: Study, _limits: Limits) -> Iterator[Remark]:
    """A sum of two currencies is no amount of money."""
    return _problems(study, "mixed_currencies")


@rule(
    "units_do_not_fit",
    "warning",
    "Units do not fit",
    advice="Find the missing factor, or correct the unit of a figure.",
    fires=deal(
        assumptions=[figure(unit="user"), figure("fee", unit="EUR/user/month")],
        benefits=[gain(per_year="users * fee")],
    ),
    silent=deal(
        assumptions=[figure(unit="user"), figure("fee", unit="EUR/user/month")],
        benefits=[gain(per_year="users * fee * 12")],
    ),
)
def units_do_not_fit(study: Study, _limits: Limits) -> Iterator[Remark]:
    """Months taken for years, hours for money: slips that make a case wrong by a factor."""
    return _problems(study, "mismatch")


def _problems(study: Study, kind: Literal["mixed_currencies", "mismatch"]) -> Iterator[Remark]:
    for problem in study.units.problems:
        if problem.kind == kind:
            yield Remark(problem.pointer, problem.reason, problem.advice)
