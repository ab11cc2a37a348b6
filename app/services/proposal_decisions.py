"""Deciding on the single changes of a proposal: accepted ones change the draft, in one step.

The draft then says who proposed the figure as its source; every decision stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from app.services.changes import demand
from app.services.draft_places import part_at, place_of, put_figure
from app.services.drafts import draft, replaced
from app.services.errors import InvalidChangeError, ProposalClosedError
from app.services.preconditions import Precondition
from app.services.proposal_fields import Decision, DecisionFields
from app.services.proposals import one
from app.services.read_proposals import Item, ItemState, ReadProposal, items_of, read_beside
from app.store import Transaction
from app.store.proposal_records import Proposal
from app.store.proposals import PROPOSALS, insert_decision
from app.store.records import Draft
from app.value import Fault, ValueStatement, faults_of
from app.value.figures import write_figure

_MOST_OF_A_SOURCE = 1000


def decide(
    transaction: Transaction,
    statement_id: str,
    proposal_id: str,
    fields: DecisionFields,
    precondition: Precondition,
) -> ReadProposal:
    """Accept or refuse items of a proposal; the caller names the draft they read.

    Raises:
        NotFoundError, PreconditionMissingError, StaleDraftError: nothing was written.
        ProposalClosedError: it was withdrawn.
        InvalidChangeError: an item cannot be decided so, or the draft not be changed so.
    """
    before = draft(transaction, statement_id, to_change=True)
    demand(transaction, precondition, before)
    found = one(transaction, statement_id, proposal_id, to_change=True)
    if found.state == "withdrawn":
        raise ProposalClosedError(proposal_id, found.state)
    items = items_of(transaction, found, before)
    _demand_decidable(fields.items, items)
    figures = _figures(fields.items, items)
    after = _changed(transaction, before, found, figures, fields)
    for decision in fields.items:
        insert_decision(
            transaction,
            found,
            after.statement.revision,
            path=decision.path,
            decision=decision.decision,
            reason=decision.reason,
            figure=figures.get(decision.path),
            confirmed_by=fields.confirmed_by if decision.path in figures else None,
        )
    return read_beside(transaction, _counted(transaction, found, items, fields), after)


def source_of(proposal: Proposal) -> str:
    """What the draft says as the source of a figure that was accepted."""
    told = "Workbook" if proposal.form == "workbook" else "Proposal"
    role = f" ({proposal.proposed_by_role})" if proposal.proposed_by_role else ""
    person = f"{proposal.proposed_by or proposal.created_by}{role}"
    return f"{told} from {person}, {proposal.created_at.date().isoformat()}"[:_MOST_OF_A_SOURCE]


def _demand_decidable(decisions: Sequence[Decision], items: Sequence[Item]) -> None:
    known = {item.change.path: item for item in items}
    seen: set[str] = set()
    faults = []
    for number, decision in enumerate(decisions):
        fault = _fault(f"#/items/{number}", decision, known.get(decision.path))
        if fault is None and decision.path in seen:
            fault = Fault(
                f"#/items/{number}/path",
                "TWICE",
                f"{decision.path} is decided twice here.",
                "Decide on it once.",
            )
        seen.add(decision.path)
        faults += [fault] if fault else []
    if faults:
        raise InvalidChangeError(faults)


def _fault(where: str, decision: Decision, item: Item | None) -> Fault | None:
    if item is None:
        return Fault(
            f"{where}/path",
            "NO_SUCH_ITEM",
            f"The proposal has no item {decision.path}.",
            "Name an item by its path, as the proposal tells it.",
        )
    if item.state == "accepted":
        return Fault(
            f"{where}/path",
            "ACCEPTED_BEFORE",
            f"{decision.path} was accepted before, so the draft says it.",
            "For another figure change the draft, or make another proposal.",
        )
    if decision.decision == "refuse":
        return None
    if item.present is None:
        return Fault(
            f"{where}/path",
            "NO_LONGER_THERE",
            f"The draft has no {decision.path} any more.",
            "Refuse it, or bring back what it is about first.",
        )
    if item.change.proposed is None and decision.corrected is None:
        return Fault(
            f"{where}/value",
            "VALUE_NEEDED",
            f"What is proposed for {decision.path} can be read in no way, or in more than one.",
            "Give the value that is meant, or refuse it; its doubts say what it may mean.",
        )
    return None


def _figures(decisions: Sequence[Decision], items: Sequence[Item]) -> dict[str, str]:
    """What is put where: the value given with a decision, else what was proposed."""
    proposed = {item.change.path: item.change.proposed for item in items}
    figures = {}
    for decision in decisions:
        given = decision.convention or (
            None if decision.value is None else write_figure(decision.value)
        )
        figure = given or proposed[decision.path]
        if decision.decision == "accept" and figure is not None:
            figures[decision.path] = figure
    return figures


def _changed(
    transaction: Transaction,
    before: Draft,
    proposal: Proposal,
    figures: dict[str, str],
    fields: DecisionFields,
) -> Draft:
    if not figures:
        return before
    said = from_json(before.content)
    for path, figure in figures.items():
        put_figure(said, path, figure)
        _say_the_source(said, path, proposal, fields)
    reason = f"{source_of(proposal)}: {proposal.id}"
    author = transaction.author
    told = replace(transaction, author=replace(author, reason=author.reason or reason))
    try:
        return replaced(told, before, ValueStatement.model_validate(said))
    except ValidationError as error:
        raise InvalidChangeError(_in_decisions(faults_of(error.errors()), said, fields)) from None


def _say_the_source(
    said: dict[str, Any], path: str, proposal: Proposal, fields: DecisionFields
) -> None:
    place = place_of(path)
    part = part_at(said, place) if place and place.is_of_an_assumption else None
    if part is None:
        return
    for name in ("confirmed_by", "confirmed_on"):
        part.pop(name, None)
    part |= {"source": source_of(proposal), "status": fields.status}
    if fields.confirmed_by is not None:
        part["confirmed_by"] = fields.confirmed_by
    if fields.confirmed_on is not None:
        part["confirmed_on"] = fields.confirmed_on.isoformat()


def _in_decisions(
    faults: Sequence[Fault], said: dict[str, Any], fields: DecisionFields
) -> list[Fault]:
    """Faults of the draft, at the decision about the part that they are in."""
    return [
        replace(
            fault,
            pointer=_decision_about(fault.pointer, said, fields),
            detail=f"In the draft, {fault.pointer}: {fault.detail}",
        )
        for fault in faults
    ]


def _decision_about(pointer: str, said: dict[str, Any], fields: DecisionFields) -> str:
    steps = pointer.removeprefix("#/").split("/")
    about = steps[0]
    if not about or about not in said:
        return "#"
    if len(steps) > 1 and steps[1].isdecimal():
        about = f"{about}/{said[about][int(steps[1])].get('key')}/"
    for number, decision in enumerate(fields.items):
        if decision.path.startswith(about):
            return f"#/items/{number}"
    return "#"


def _counted(
    transaction: Transaction, proposal: Proposal, items: Sequence[Item], fields: DecisionFields
) -> Proposal:
    states = {item.change.path: item.state for item in items}
    now: dict[str, ItemState] = {"accept": "accepted", "refuse": "refused"}
    states |= {decision.path: now[decision.decision] for decision in fields.items}
    said = list(states.values())
    told = {
        "accepted_count": said.count("accepted"),
        "refused_count": said.count("refused"),
        "state": "open" if "open" in said else "decided",
    }
    changed = PROPOSALS.change(transaction, proposal.id, told)
    transaction.record(
        "proposal.decided",
        "statement",
        proposal.statement_id,
        after={
            "proposal_id": proposal.id,
            "decisions": [each.model_dump(mode="json", exclude_none=True) for each in fields.items],
            "status": fields.status,
            "confirmed_by": fields.confirmed_by,
        },
    )
    return changed or proposal
