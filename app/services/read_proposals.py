"""A proposal as it is read: what was proposed, beside what the draft says now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from app.services.content import Outcome, outcome_of
from app.services.draft_places import figure_at, put_figure, same
from app.services.proposed_figures import Doubt, ProposedFigure
from app.store import Transaction
from app.store.proposal_records import Proposal, ProposalDecision
from app.store.proposals import decisions, proposed
from app.store.records import Draft
from app.value import CalculationError
from app.value.comparison import Comparison, compare

ItemState: TypeAlias = Literal["open", "accepted", "refused"]


@dataclass(frozen=True, slots=True)
class Content:
    """What was proposed, as it came: the single changes, and what else was noticed."""

    changes: tuple[ProposedFigure, ...]
    remarks: tuple[Doubt, ...]

    def as_json(self) -> bytes:
        """The content as it is kept."""
        return _CONTENTS.dump_json(self)


@dataclass(frozen=True, slots=True)
class Item:
    """A single change beside what the draft says now, and what was decided on it."""

    change: ProposedFigure
    present: str | None
    decision: ProposalDecision | None

    @property
    def state(self) -> ItemState:
        """Open, accepted or refused."""
        if self.decision is None:
            return "open"
        return "accepted" if self.decision.decision == "accept" else "refused"

    @property
    def is_conflict(self) -> bool:
        """Whether the draft's figure was changed too since, and to something else."""
        change = self.change
        if self.state != "open" or change.original is None:
            return False
        is_as_it_was = same(self.present, change.original)
        return not is_as_it_was and not same(self.present, change.proposed)


@dataclass(frozen=True, slots=True)
class ReadProposal:
    """A proposal beside the draft: its items, and what accepting all that are open would do."""

    proposal: Proposal
    draft: Draft
    items: tuple[Item, ...]
    remarks: tuple[Doubt, ...]
    before: Outcome
    after: Outcome

    def comparison(self) -> Comparison | None:
        """What accepting every open item would change; None where one of the two has no result."""
        before, after = self.before.statement, self.after.statement
        if before is None or after is None:
            return None
        try:
            return compare(before, after)
        except CalculationError:
            return None


_CONTENTS = TypeAdapter(Content)


def read_beside(transaction: Transaction, found: Proposal, present: Draft) -> ReadProposal:
    """A proposal with its single changes, beside what the draft says now."""
    content = _content_of(transaction, found)
    items = items_of(transaction, found, present)
    before = outcome_of(present.content, present.account_name)
    after = _outcome(present, items) if found.state == "open" else before
    return ReadProposal(found, present, items, content.remarks, before, after)


def items_of(transaction: Transaction, found: Proposal, present: Draft) -> tuple[Item, ...]:
    """The single changes of a proposal, beside what the draft says now."""
    decided = {each.path: each for each in decisions(transaction, found.id)}
    said = from_json(present.content)
    return tuple(
        Item(change, figure_at(said, change.path), decided.get(change.path))
        for change in _content_of(transaction, found).changes
    )


def _content_of(transaction: Transaction, found: Proposal) -> Content:
    return _CONTENTS.validate_json(proposed(transaction, found.id))


def _outcome(present: Draft, items: Sequence[Item]) -> Outcome:
    """What would come of the draft if every open item were accepted as it is proposed."""
    said = from_json(present.content)
    for item in items:
        if item.state == "open" and item.change.proposed is not None:
            put_figure(said, item.change.path, item.change.proposed)
    return outcome_of(to_json(said), present.account_name)
