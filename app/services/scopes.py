"""What a key may do: every route under /v1 needs exactly one of these, or none at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from app.services.errors import ScopeNotHeldError

Scope = Literal[
    "calculations.create",
    "documents.create",
    "accounts.read",
    "accounts.write",
    "opportunities.read",
    "opportunities.write",
    "statements.read",
    "statements.write",
    "versions.write",
    "privacy.delete",
    "references.read",
    "references.write",
    "rules.manage",
    "brand.manage",
    "keys.manage",
    "audit.read",
]

MEANING: dict[Scope, str] = {
    "calculations.create": "Calculate and analyse statements that are stored nowhere.",
    "documents.create": "Print statements, drafts and versions.",
    "accounts.read": "Read accounts and what their deals are worth.",
    "accounts.write": "Create, change, archive and restore accounts.",
    "opportunities.read": "Read opportunities.",
    "opportunities.write": "Create, change, archive and restore opportunities.",
    "statements.read": "Read, compare and analyse statements, drafts and versions.",
    "statements.write": "Create statements and change their drafts.",
    "versions.write": "Freeze drafts, and record which version the customer accepted.",
    "privacy.delete": "Delete an account with everything around it, for privacy.",
    "references.read": "Search references, and extrapolate straw men from them.",
    "references.write": "Make references of versions, review, publish and withdraw them.",
    "rules.manage": "Choose how the case check judges in this workspace.",
    "brand.manage": "Choose how the documents of this workspace look.",
    "keys.manage": "Make, rotate and revoke keys and OAuth clients.",
    "audit.read": "Read who did what.",
}

ALL_SCOPES: frozenset[Scope] = frozenset(get_args(Scope))


def known(scopes: Iterable[str]) -> frozenset[Scope]:
    """Those of some stored scopes that this release knows."""
    return ALL_SCOPES & frozenset(scopes)


def demand_held(wanted: frozenset[Scope], held: frozenset[Scope]) -> None:
    """Let nobody give away what they do not have.

    Raises:
        ScopeNotHeldError: they would.
    """
    if missing := sorted(wanted - held):
        raise ScopeNotHeldError(missing)
