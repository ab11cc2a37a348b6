"""Rules about who and what a case forgets: pains, capabilities and people without an answer."""

from __future__ import annotations

from collections.abc import Iterator

from app.value.findings.rule import Limits, Remark, deal, gain, rule
from app.value.findings.study import Study, quoted

_PAIN = {"key": "churn", "statement": "Customers leave", "owner": "head"}
_ABILITY = {"key": "able", "statement": "answer at once"}
_PERSON = {"key": "head", "name": "Head of sales", "concerns": ["customers who leave"]}


@rule(
    "pain_without_benefit",
    "warning",
    "A pain is not answered",
    advice="Name it among the `pains` of the benefit that resolves it, or leave it out.",
    fires=deal(pains=[_PAIN], key_players=[_PERSON], benefits=[gain()]),
    silent=deal(pains=[_PAIN], key_players=[_PERSON], benefits=[gain(pains=["churn"])]),
)
def pain_without_benefit(study: Study, _limits: Limits) -> Iterator[Remark]:
    """A pain that is written down and not answered asks what the offer is good for."""
    answered = {key for benefit in study.statement.benefits for key in benefit.pains}
    for index, pain in enumerate(study.statement.pains):
        if pain.key not in answered:
            yield Remark(f"#/pains/{index}", f"No benefit resolves {quoted(pain.statement)}.")


@rule(
    "capability_without_benefit",
    "warning",
    "A capability brings nothing",
    advice="Name it among the `capabilities` of a benefit, or leave it out.",
    fires=deal(capabilities=[_ABILITY], benefits=[gain()]),
    silent=deal(capabilities=[_ABILITY], benefits=[gain(capabilities=["able"])]),
)
def capability_without_benefit(study: Study, _limits: Limits) -> Iterator[Remark]:
    """A capability that no benefit draws on is a feature: paid for, and nobody knows why."""
    drawn_on = {key for benefit in study.statement.benefits for key in benefit.capabilities}
    for index, ability in enumerate(study.statement.capabilities):
        if ability.key not in drawn_on:
            reason = f"No benefit draws on the ability to {quoted(ability.statement)}."
            yield Remark(f"#/capabilities/{index}", reason)


@rule(
    "concern_not_addressed",
    "warning",
    "A key player's concern is not addressed",
    advice="Name the person among the `key_players` of a benefit that matters to them.",
    fires=deal(key_players=[_PERSON], benefits=[gain()]),
    silent=deal(key_players=[_PERSON], benefits=[gain(key_players=["head"])]),
)
def concern_not_addressed(study: Study, _limits: Limits) -> Iterator[Remark]:
    """Whoever finds nothing for themselves in a case has a reason to be against it."""
    benefits = study.statement.benefits
    named = {key for benefit in benefits for key in benefit.key_players}
    resolved = {key for benefit in benefits for key in benefit.pains}
    owners = {pain.owner for pain in study.statement.pains if pain.key in resolved}
    for index, person in enumerate(study.statement.key_players):
        if person.concerns and person.key not in named | owners:
            concern = quoted(person.concerns[0])
            reason = f"{person.name} is concerned about {concern}; no benefit is for them."
            yield Remark(f"#/key_players/{index}", reason)
