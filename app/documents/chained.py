"""The value chain of a case: who is concerned, by what, what it brings, and what that is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from app.documents.analyses import BoxView, ChainView
from app.documents.shown import ShownFigures
from app.value import Result, ValueStatement
from app.value.lines import Benefit
from app.value.ranges import level_of

MOST_BOXES = 7
"""Of one column; the benefits with the most money, and what leads to them."""
VALUE = "value"

Links = list[tuple[str, str]]


def value_chain(statement: ValueStatement, result: Result, shown: ShownFigures) -> ChainView | None:
    """None where no benefit is tied to a pain or a key player: then there is no chain to show."""
    told = _told_benefits(statement, result)
    links = _links(statement, told)
    if not links:
        return None
    started = {start for start, _ in links}
    players = [
        BoxView(f"player.{one.key}", f"{one.name}, {one.role}" if one.role else one.name)
        for one in statement.key_players
    ]
    pains = [BoxView(f"pain.{one.key}", one.statement) for one in statement.pains]
    totals = dict(
        zip(
            (line.key for line in result.lines if line.side == "benefit"),
            map(sum, shown.table.benefits),
            strict=True,
        )
    )
    goals = [_goal(one, statement, totals.get(one.key)) for one in told]
    columns = {
        "key_players": [box for box in players if box.key in started][:MOST_BOXES],
        "pains": [box for box in pains if box.key in started][:MOST_BOXES],
        "benefits": goals,
        "value": [BoxView(VALUE, "", shown.table.value)],
    }
    return ChainView(
        columns=tuple((code, tuple(boxes)) for code, boxes in columns.items() if boxes),
        links=tuple(links + [(f"benefit.{one.key}", VALUE) for one in told]),
        left_out=len(statement.benefits) - len(told),
    )


def _told_benefits(statement: ValueStatement, result: Result) -> list[Benefit]:
    """The largest, in the order of the statement; those that are not counted come last."""
    worth = {line.key: abs(line.total) for line in result.lines if line.side == "benefit"}
    largest = sorted(statement.benefits, key=lambda one: -worth.get(one.key, Decimal(-1)))
    kept = {one.key for one in largest[:MOST_BOXES]}
    return [one for one in statement.benefits if one.key in kept]


def _links(statement: ValueStatement, told: Iterable[Benefit]) -> Links:
    """Player to pain to benefit; straight from player to benefit where no pain of theirs leads."""
    owner = {pain.key: pain.owner for pain in statement.pains}
    found: dict[tuple[str, str], None] = {}
    for one in told:
        owners = {owner.get(key) for key in one.pains}
        for pain in one.pains:
            found[f"pain.{pain}", f"benefit.{one.key}"] = None
            if owner.get(pain):
                found[f"player.{owner[pain]}", f"pain.{pain}"] = None
        for player in one.key_players:
            if player not in owners:
                found[f"player.{player}", f"benefit.{one.key}"] = None
    return list(found)


def _goal(one: Benefit, statement: ValueStatement, total: int | None) -> BoxView:
    return BoxView(f"benefit.{one.key}", one.statement, total, _movement(one, statement))


def _movement(
    one: Benefit, statement: ValueStatement
) -> tuple[str, str | None, Decimal, Decimal] | None:
    """What the benefit moves, where both ends are figures."""
    if one.metric is None:
        return None
    level: Mapping[str, Decimal | None] = {
        part.key: level_of(part) for part in statement.assumptions
    }
    unit: Callable[[str], str | None] = {part.key: part.unit for part in statement.assumptions}.get
    before, after = level.get(one.metric.from_), level.get(one.metric.to)
    if before is None or after is None:
        return None
    return one.metric.label, one.metric.unit or unit(one.metric.from_), before, after
