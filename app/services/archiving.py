"""Archiving accounts, opportunities and statements with all within them, and restoring them."""

from __future__ import annotations

from collections.abc import Mapping

from app.services.errors import ArchivedError, NotFoundError
from app.services.external import Kind
from app.store import Transaction, archives
from app.store.external import Thing


def archive(transaction: Transaction, kind: Kind[Thing], id_: str) -> Thing:
    """Archive a thing with all within it; once is enough.

    Raises:
        NotFoundError: this workspace has no such thing.
    """
    before = _to_change(transaction, kind, id_)
    if before.archived_at is not None:
        return before
    marked = archives.archive(transaction, kind.name, id_)
    _record(transaction, "archived", (kind.name, id_), marked)
    return _to_change(transaction, kind, id_)


def restore(transaction: Transaction, kind: Kind[Thing], id_: str) -> Thing:
    """Bring back a thing with all that was archived with it.

    Raises:
        NotFoundError: this workspace has no such thing.
        ArchivedError: what it lies within is archived; says what is to be restored first.
    """
    before = _to_change(transaction, kind, id_)
    if before.archived_at is None:
        return before
    outermost = archives.outermost_archived(transaction, kind.name, id_)
    if outermost != (kind.name, id_):
        raise ArchivedError(kind.name, id_, *outermost)
    marked = archives.restore(transaction, kind.name, id_, before.archived_at)
    _record(transaction, "restored", (kind.name, id_), marked)
    return _to_change(transaction, kind, id_)


def _to_change(transaction: Transaction, kind: Kind[Thing], id_: str) -> Thing:
    thing = kind.register.shelf.one(transaction, id_, to_change=True)
    if thing is None:
        raise NotFoundError(kind.name, id_)
    return thing


def _record(
    transaction: Transaction,
    what: str,
    root: tuple[str, str],
    marked: Mapping[archives.Kind, tuple[str, ...]],
) -> None:
    """Tell the audit of each, so that each one's history has it."""
    said = {"with": f"{root[0]} {root[1]}"}
    for kind, ids in marked.items():
        for id_ in ids:
            after = None if (kind, id_) == root else said
            transaction.record(f"{kind}.{what}", kind, id_, after=after)
