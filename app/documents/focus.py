"""What concerns one key player: the pains, the benefits, and their share of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.documents.line_view import LineView, Whole
from app.documents.situation import ObjectiveView, PainView
from app.value import ValueStatement
from app.value.objectives import ObjectiveTree
from app.value.statement import KeyPlayer


@dataclass(frozen=True)
class Focus:
    """A key player; `share` is that of the benefits told in all benefits, by what is shown."""

    name: str
    role: str | None
    concerns: tuple[str, ...]
    pains: tuple[PainView, ...]
    objectives: tuple[ObjectiveView, ...]
    by_band: tuple[Whole, ...]
    total: Whole
    present_value: Whole
    share: Decimal | None


def chosen_for(statement: ValueStatement, player: str) -> frozenset[str]:
    """The keys of the benefits for a key player: named so, or by a pain or a goal of theirs.

    A goal is theirs too where it is derived from one of theirs.
    """
    tree = ObjectiveTree(statement.objectives)
    pains = {pain.key for pain in statement.pains if pain.owner == player}
    owned = [goal.key for goal in statement.objectives if goal.owner == player]
    goals = {under.key for key in owned for under in tree.downwards(key)}
    return frozenset(
        benefit.key
        for benefit in statement.benefits
        if player in benefit.key_players
        or pains.intersection(benefit.pains)
        or goals.intersection(benefit.objectives)
    )


def focus_on(
    player: KeyPlayer,
    pains: Sequence[PainView],
    objectives: Sequence[ObjectiveView],
    benefits: Sequence[LineView],
    whole: Whole,
) -> Focus:
    """What a document for one key player says first; `benefits` are those for that player."""
    total = sum(line.total for line in benefits)
    return Focus(
        name=player.name,
        role=player.role,
        concerns=player.concerns,
        pains=tuple(pain for pain in pains if pain.owner_key == player.key),
        objectives=tuple(goal for goal in objectives if goal.owner_key == player.key),
        by_band=tuple(map(sum, zip(*(line.by_band for line in benefits), strict=True))),
        total=total,
        present_value=sum(line.present_value for line in benefits),
        share=Decimal(total) / Decimal(whole) if whole > 0 else None,
    )
