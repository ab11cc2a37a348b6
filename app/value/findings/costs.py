"""Rules about what a case leaves out of its investment."""

from __future__ import annotations

from collections.abc import Iterator

from app.value.findings.rule import Limits, Remark, cost, deal, gain, rule
from app.value.findings.study import Study
from app.value.lines import Investment


@rule(
    "no_investment",
    "warning",
    "Nothing is invested",
    advice="Add what the customer pays and spends, their own effort included.",
    fires=deal(benefits=[gain()]),
    silent=deal(benefits=[gain()], investments=[cost(upfront="100")]),
)
def no_investment(study: Study, _limits: Limits) -> Iterator[Remark]:
    """Nothing comes for nothing: a gain without a price is not believed, and has no return."""
    if study.benefits and not study.investments:
        yield Remark("#/investments", "There are benefits with money and no investment.")


@rule(
    "no_run_costs",
    "warning",
    "No costs after the first year",
    advice="Add licences, support, operation and the customer's own people for the years after.",
    fires=deal(investments=[cost(upfront="100")]),
    silent=deal(investments=[cost(upfront="100", per_year="20")]),
)
def no_run_costs(study: Study, _limits: Limits) -> Iterator[Remark]:
    """Whatever is used has to be run. A case whose costs end while its benefits go on flatters."""
    paid = study.case.investment.by_period
    later = paid[2:]
    if study.investments and later and not any(later):
        reason = f"Investment ends with year 1, the horizon with year {len(paid) - 1}."
        yield Remark("#/investments", reason)


@rule(
    "no_own_effort",
    "warning",
    "The customer's own effort is missing",
    advice="Add the customer's project team, training and change, with paid_to “customer”.",
    fires=deal(investments=[cost(upfront="100", paid_to="vendor")]),
    silent=deal(
        investments=[
            cost(upfront="100", paid_to="vendor"),
            cost("team", upfront="30", paid_to="customer"),
        ]
    ),
)
def no_own_effort(study: Study, _limits: Limits) -> Iterator[Remark]:
    """Buyers know what their own people will spend on it; a case that does not is a vendor's."""
    paid_to = {line.line.paid_to for line in study.investments if isinstance(line.line, Investment)}
    if study.investments and "customer" not in paid_to:
        said = "goes to the vendor" if paid_to == {"vendor"} else "is said to be the customer's own"
        nothing = "All investment" if paid_to == {"vendor"} else "No investment"
        yield Remark("#/investments", f"{nothing} {said}.")
