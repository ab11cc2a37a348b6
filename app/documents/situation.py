"""The story around the figures: what hurts, whom, what it takes, and what is built for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from app.documents.inputs import Inputs
from app.documents.line_view import Movement
from app.documents.schedule import day_of
from app.value import Result, ValueStatement
from app.value.assumptions import Assumption
from app.value.objectives import Objective, ObjectiveTree
from app.value.statement import KeyPlayer


@dataclass(frozen=True)
class Baseline:
    """Where a pain stands today, in a figure, and where that figure comes from."""

    key: str
    label: str
    figure: Decimal | None
    unit: str | None
    source: str | None


@dataclass(frozen=True)
class PainView:
    """A business issue, who owns it, where it stands today, and which benefits resolve it."""

    statement: str
    owner: str | None
    owner_key: str | None
    baselines: tuple[Baseline, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True)
class ObjectiveView:
    """A goal, what it moves and until when, and which benefits serve it; `depth` from the top."""

    statement: str
    depth: int
    owner: str | None
    owner_key: str | None
    movement: Movement | None
    by_month: int
    by_day: date | None
    refs: tuple[str, ...]


@dataclass(frozen=True)
class PlayerView:
    """A person of the buying team, what it is after, and which benefits are for it."""

    key: str
    name: str
    role: str | None
    concerns: tuple[str, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True)
class CapabilityView:
    """An ability, what makes it different, what it rests on, which benefits draw on it."""

    statement: str
    differentiator: str | None
    deliverables: tuple[str, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True)
class DeliverableView:
    """What is built, bought or changed, which investments pay for it, which benefits need it."""

    statement: str
    refs: tuple[str, ...]
    needed_by: tuple[str, ...]


@dataclass(frozen=True)
class Situation:
    """Tells the story of one statement."""

    statement: ValueStatement
    result: Result
    inputs: Inputs

    def pains(self) -> tuple[PainView, ...]:
        """What hurts, in the order of the statement."""
        players = {player.key: named(player) for player in self.statement.key_players}
        resolved = self._refs("benefit", "pains")
        return tuple(
            PainView(
                statement=pain.statement,
                owner=players.get(pain.owner) if pain.owner else None,
                owner_key=pain.owner,
                baselines=tuple(self._baselines(pain.key)),
                refs=resolved.get(pain.key, ()),
            )
            for pain in self.statement.pains
        )

    def objectives(self) -> tuple[ObjectiveView, ...]:
        """Whose goals there are, each below the one it is derived from."""
        players = {player.key: named(player) for player in self.statement.key_players}
        tree = ObjectiveTree(self.statement.objectives)
        served = self._refs("benefit", "objectives")
        return tuple(
            self._objective(goal, depth, players.get(goal.owner or ""), _below(goal, tree, served))
            for goal, depth in tree.in_depth()
        )

    def players(self) -> tuple[PlayerView, ...]:
        """The buying team."""
        served = self._refs("benefit", "key_players")
        return tuple(
            PlayerView(
                key=player.key,
                name=player.name,
                role=player.role,
                concerns=player.concerns,
                refs=served.get(player.key, ()),
            )
            for player in self.statement.key_players
        )

    def capabilities(self) -> tuple[CapabilityView, ...]:
        """What the customer will be able to do."""
        delivered = {part.key: part.statement for part in self.statement.deliverables}
        drawn = self._refs("benefit", "capabilities")
        return tuple(
            CapabilityView(
                statement=part.statement,
                differentiator=part.differentiator,
                deliverables=tuple(delivered[key] for key in part.deliverables),
                refs=drawn.get(part.key, ()),
            )
            for part in self.statement.capabilities
        )

    def deliverables(self) -> tuple[DeliverableView, ...]:
        """What is built, bought or changed."""
        paid, needed = self._refs("investment", "deliverables"), self._needed_by()
        return tuple(
            DeliverableView(part.statement, paid.get(part.key, ()), needed.get(part.key, ()))
            for part in self.statement.deliverables
        )

    def _objective(
        self, goal: Objective, depth: int, owner: str | None, refs: tuple[str, ...]
    ) -> ObjectiveView:
        month = goal.by_month or self.statement.months
        return ObjectiveView(
            statement=goal.statement,
            depth=depth,
            owner=owner,
            owner_key=goal.owner,
            movement=self.inputs.movement(goal.metric, goal.period(self.statement.horizon_years)),
            by_month=month,
            by_day=day_of(self.statement.starts_on, month + 1),
            refs=refs,
        )

    def _baselines(self, pain: str) -> Iterator[Baseline]:
        told = set()
        for benefit in self.statement.benefits:
            if pain in benefit.pains and benefit.metric and benefit.metric.from_ not in told:
                told.add(benefit.metric.from_)
                today = self._assumptions[benefit.metric.from_]
                yield Baseline(
                    key=today.key,
                    label=today.label or today.key,
                    figure=self.inputs.values(today)[-1],
                    unit=benefit.metric.unit or today.unit,
                    source=today.source,
                )

    def _needed_by(self) -> dict[str, tuple[str, ...]]:
        drawn = self._refs("benefit", "capabilities")
        needed: dict[str, dict[str, None]] = {}
        for capability in self.statement.capabilities:
            for key in capability.deliverables:
                needed.setdefault(key, {}).update(dict.fromkeys(drawn.get(capability.key, ())))
        return {key: tuple(sorted(refs, key=_alphabetically)) for key, refs in needed.items()}

    @cached_property
    def _assumptions(self) -> dict[str, Assumption]:
        return {part.key: part for part in self.statement.assumptions}

    def _refs(self, side: str, field: str) -> dict[str, tuple[str, ...]]:
        """The letters of the lines that name a part, by the part's key."""
        lines = self.statement.benefits if side == "benefit" else self.statement.investments
        letters = {line.key: line.ref for line in self.result.lines if line.side == side}
        found: dict[str, tuple[str, ...]] = {}
        for line in lines:
            for key in getattr(line, field) if line.key in letters else ():
                found[key] = (*found.get(key, ()), letters[line.key])
        return found


def named(player: KeyPlayer) -> str:
    """A key player as documents name one: the name, and the role where it is known."""
    return f"{player.name}, {player.role}" if player.role else player.name


def _below(
    goal: Objective, tree: ObjectiveTree, served: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The letters of the benefits that serve a goal, itself or through one derived from it."""
    refs = {ref for under in tree.downwards(goal.key) for ref in served.get(under.key, ())}
    return tuple(sorted(refs, key=_alphabetically))


def _alphabetically(ref: str) -> tuple[int, str]:
    return len(ref), ref
