"""The value chain of a case: what is wanted or hurts, what it brings, and what that is worth."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from app.documents.analyses import BoxView, ChainView
from app.documents.inputs import Inputs
from app.documents.line_view import Movement
from app.documents.shown import ShownFigures
from app.documents.situation import named
from app.value import Result, ValueStatement
from app.value.lines import Benefit
from app.value.objectives import Objective, ObjectiveTree

MOST_BOXES = 7
"""Of one column; the benefits with the most money, and what leads to them."""
MOST_LEVELS = 3
"""Of objectives; what lies deeper leads straight to the last of them."""
VALUE = "value"

Columns = list[tuple[str, tuple[BoxView, ...]]]
Links = list[tuple[str, str]]


def value_chain(statement: ValueStatement, result: Result, shown: ShownFigures) -> ChainView | None:
    """From objectives, or from key players and their pains, over the benefits to the Value.

    None where no benefit is tied to any of them: then there is no chain to show.
    """
    inputs = Inputs(statement, result)
    told = _told_benefits(statement, result)
    columns, links = _from_objectives(statement, inputs, told)
    if not links:
        columns, links = _from_pains(statement, told)
    if not links:
        return None
    totals = dict(
        zip(
            (line.key for line in result.lines if line.side == "benefit"),
            map(sum, shown.table.benefits),
            strict=True,
        )
    )
    goals = tuple(
        BoxView(
            f"benefit.{one.key}", one.statement, totals.get(one.key), inputs.movement(one.metric)
        )
        for one in told
    )
    worth = BoxView(VALUE, "", shown.table.value)
    return ChainView(
        columns=(*columns, ("benefits", goals), ("value", (worth,))),
        links=(*links, *((f"benefit.{one.key}", VALUE) for one in told)),
        left_out=len(statement.benefits) - len(told),
    )


def _told_benefits(statement: ValueStatement, result: Result) -> list[Benefit]:
    """The largest, in the order of the statement; those that are not counted come last."""
    worth = {line.key: abs(line.total) for line in result.lines if line.side == "benefit"}
    largest = sorted(statement.benefits, key=lambda one: -worth.get(one.key, Decimal(-1)))
    kept = {one.key for one in largest[:MOST_BOXES]}
    return [one for one in statement.benefits if one.key in kept]


def _from_objectives(
    statement: ValueStatement, inputs: Inputs, told: Iterable[Benefit]
) -> tuple[Columns, Links]:
    """A column for each level of objectives, each leading to those derived from it."""
    tree = ObjectiveTree(statement.objectives)
    owners = {player.key: named(player) for player in statement.key_players}
    levels: dict[str, int] = {}
    links: dict[tuple[str, str], None] = {}
    for one in told:
        for key in one.objectives:
            path = [goal.key for goal in tree.upwards(key)][::-1][:MOST_LEVELS]
            levels.update({goal: level for level, goal in enumerate(path)})
            ends = [*(f"objective.{goal}" for goal in path), f"benefit.{one.key}"]
            links.update(dict.fromkeys(pairwise(ends)))
    columns: Columns = []
    for level in range(MOST_LEVELS):
        goals = [goal for goal in statement.objectives if levels.get(goal.key) == level]
        boxes = [_goal(goal, owners.get(goal.owner or ""), inputs) for goal in goals[:MOST_BOXES]]
        if boxes:
            columns.append(("derived_objectives" if level else "objectives", tuple(boxes)))
    return columns, list(links)


def _goal(goal: Objective, owner: str | None, inputs: Inputs) -> BoxView:
    moves: Movement | None = inputs.movement(
        goal.metric, goal.period(inputs.statement.horizon_years)
    )
    return BoxView(f"objective.{goal.key}", goal.statement, None, moves, owner)


def _from_pains(statement: ValueStatement, told: Iterable[Benefit]) -> tuple[Columns, Links]:
    """Player to pain to benefit; straight from player to benefit where no pain of theirs leads."""
    owner = {pain.key: pain.owner for pain in statement.pains}
    links: dict[tuple[str, str], None] = {}
    for one in told:
        owners = {owner.get(key) for key in one.pains}
        for pain in one.pains:
            links[f"pain.{pain}", f"benefit.{one.key}"] = None
            if owner.get(pain):
                links[f"player.{owner[pain]}", f"pain.{pain}"] = None
        for player in one.key_players:
            if player not in owners:
                links[f"player.{player}", f"benefit.{one.key}"] = None
    started = {start for start, _ in links}
    players = [BoxView(f"player.{one.key}", named(one)) for one in statement.key_players]
    pains = [BoxView(f"pain.{one.key}", one.statement) for one in statement.pains]
    columns = (
        (code, tuple([box for box in boxes if box.key in started][:MOST_BOXES]))
        for code, boxes in (("key_players", players), ("pains", pains))
    )
    return [(code, boxes) for code, boxes in columns if boxes], list(links)
