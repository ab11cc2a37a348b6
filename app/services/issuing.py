"""Handing a document out: the audit is told, and its bytes are remembered by their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.documents.order import PrintOrder
from app.services.printing import Layout, Printable
from app.services.versions import FrozenVersion
from app.store import Transaction
from app.store.issued import Issue, remember_issued


@dataclass(frozen=True, slots=True)
class Handing:
    """Whose document it is: `kind` and `identifier` for the audit, and what it is a document of."""

    kind: str
    identifier: str
    issue: Issue

    def as_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)


def handing(read: Printable, order: PrintOrder, layout: Layout) -> Handing:
    """Whose document an order makes of what was read."""
    what = read.read
    statement_id = (
        what.version.statement_id if isinstance(what, FrozenVersion) else what.statement.id
    )
    laid_out = {name: value for name, value in asdict(layout).items() if value is not None}
    issue = Issue(
        statement_id=statement_id,
        version_number=order.edition.version_number,
        content_hash=order.edition.content_hash,
        layout={**laid_out, "without": list(layout.without)},
    )
    return Handing(read.kind, read.identifier, issue)


def handing_of(told: Mapping[str, Any]) -> Handing:
    """What was plain JSON."""
    return Handing(told["kind"], told["identifier"], Issue(**told["issue"]))


def hand_out(transaction: Transaction, handing: Handing, document: bytes) -> None:
    """Tell of a document that goes out."""
    sha256 = hashlib.sha256(document).hexdigest()
    remember_issued(transaction, sha256, handing.issue)
    after = {**handing.issue.layout, "sha256": sha256}
    transaction.record("document.printed", handing.kind, handing.identifier, after=after)
