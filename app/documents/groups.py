"""Lines in groups: what releases cash apart from what does not, own effort apart from fees."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.line_view import Group, LineView

KINDS = (
    *("cash_releasing", "capacity", "unsaid_realisation"),
    *("paid_to_vendor", "paid_to_customer", "unsaid_payee"),
)
"""Every kind of benefit, then of investment, as documents order them."""


def groups_of(lines: Sequence[LineView]) -> tuple[Group, ...]:
    """The lines of one side by kind; each line stands in one group."""
    found = ((kind, _places(lines, kind)) for kind in KINDS)
    return tuple(_group(kind, places, lines) for kind, places in found if places)


def total_of(lines: Sequence[LineView], kind: str) -> int:
    """What the lines of a kind come to, as shown."""
    return sum(line.total for line in lines if line.kind == kind)


def _places(lines: Sequence[LineView], kind: str) -> tuple[int, ...]:
    return tuple(place for place, line in enumerate(lines) if line.kind == kind)


def _group(kind: str, places: tuple[int, ...], lines: Sequence[LineView]) -> Group:
    members = [lines[place] for place in places]
    return Group(
        kind=kind,
        lines=places,
        by_band=tuple(map(sum, zip(*(line.by_band for line in members), strict=True))),
        total=sum(line.total for line in members),
        present_value=sum(line.present_value for line in members),
    )
