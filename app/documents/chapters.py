"""Which sections a document has: those that say something and were not switched off."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.documents.focus import chosen_for
from app.documents.order import PrintOrder, Section, Variant

Has = Callable[[PrintOrder], bool]


def chapters(order: PrintOrder) -> tuple[Section, ...]:
    """The sections of a document, in the order in which they are read."""
    return tuple(
        section
        for section, has_content in _BY_VARIANT.get(order.variant, {}).items()
        if section not in order.without and has_content(order)
    )


def _always(_: PrintOrder) -> bool:
    return True


def _has_situation(order: PrintOrder) -> bool:
    statement = order.statement
    return bool(statement.pains or statement.key_players or statement.objectives)


def _has_solution(order: PrintOrder) -> bool:
    return bool(order.statement.capabilities or order.statement.deliverables)


def _has_alternatives(order: PrintOrder) -> bool:
    return bool(order.result.alternatives)


def _has_lines(order: PrintOrder) -> bool:
    return bool(order.result.lines)


def _has_benefits(order: PrintOrder) -> bool:
    return any(line.side == "benefit" for line in order.result.lines)


def _has_assumptions(order: PrintOrder) -> bool:
    return bool(order.statement.assumptions)


def _has_sources(order: PrintOrder) -> bool:
    return any(assumption.source for assumption in order.statement.assumptions)


def _matters_to_player(order: PrintOrder) -> bool:
    statement = order.statement
    owners = {pain.owner for pain in statement.pains} | {
        goal.owner for goal in statement.objectives
    }
    concerned = {player.key for player in statement.key_players if player.concerns}
    return order.player in owners | concerned


def _serves_player(order: PrintOrder) -> bool:
    chosen = chosen_for(order.statement, order.player or "")
    return any(line.key in chosen for line in order.result.lines)


def _rests_on_assumptions(order: PrintOrder) -> bool:
    return _serves_player(order) and _has_assumptions(order)


_OF_A_PLAYER: Mapping[Section, Has] = {
    "situation": _matters_to_player,
    "benefits": _always,
    "calculations": _serves_player,
    "assumptions": _rests_on_assumptions,
    "measurement": _serves_player,
    "method": _always,
}
_OF_THE_WHOLE: Mapping[Section, Has] = {
    "contents": _always,
    "executive_summary": _always,
    "situation": _has_situation,
    "solution": _has_solution,
    "alternatives": _has_alternatives,
    "benefits": _always,
    "investments": _always,
    "calculations": _has_lines,
    "cash_flow": _always,
    "sensitivity": _has_assumptions,
    "assumptions": _has_assumptions,
    "timeline": _has_lines,
    "responsibilities": _has_lines,
    "measurement": _has_benefits,
    "acceptance": _always,
    "method": _always,
    "sources": _has_sources,
}
_BY_VARIANT: Mapping[Variant, Mapping[Section, Has]] = {
    "full": _OF_THE_WHOLE,
    "player": _OF_A_PLAYER,
}
