"""The value proposition clause by clause, with the figures the document shows elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.documents.language import Language
from app.documents.order import PrintOrder
from app.documents.sentences import clauses_in
from app.documents.shown import ShownFigures
from app.value.result import LineResult, Totals


@dataclass(frozen=True)
class Clause:
    """One clause of the value proposition; its role is what introduces it."""

    role: str
    text: str


def clauses(order: PrintOrder, shown: ShownFigures) -> tuple[Clause, ...]:
    """The clauses that say something, in the order in which they are read."""
    table, scale = shown.table, shown.scale
    totals = Totals(
        total_benefits=Decimal(table.total_benefits * scale),
        total_investment=Decimal(table.total_investment * scale),
        value=Decimal(table.value * scale),
    )
    rows = [sum(row) * scale for row in (*table.benefits, *table.investments)]
    lines = [
        line.model_copy(update={"total": Decimal(total)})
        for line, total in zip(_lines_by_side(order), rows, strict=True)
    ]
    said = clauses_in(_language(order), order.statement, totals, lines)
    told = {
        "customer": said.customer,
        "goal": said.goal,
        "gain": said.gain,
        "ability": said.ability,
        "deliverables": said.deliverables,
        "investment": said.investment,
        "assumptions": said.assumptions,
    }
    return tuple(Clause(role, text) for role, text in told.items() if text)


def _language(order: PrintOrder) -> Language:
    """The sentence is the one text of the view that holds words and figures: it is written here."""
    return Language.of(order.tag, order.result.currency_code, 1)


def _lines_by_side(order: PrintOrder) -> list[LineResult]:
    return sorted(order.result.lines, key=lambda line: line.side != "benefit")
