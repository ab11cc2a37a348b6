"""Documents made while their caller does something else: ordered, looked after, fetched, cancelled.

An operation is kept with its whole order, so that a crash loses none: whoever starts next makes it.
It lives an hour, with its document.
"""

from __future__ import annotations

from datetime import timedelta

from app.documents.order import PrintOrder
from app.services.errors import NotFoundError, NotReadyError, TooManyOperationsError
from app.services.issuing import Handing
from app.store import Transaction
from app.store.operations import (
    SUCCEEDED,
    Operation,
    count_operations,
    delete_operation,
    document_of,
    forget_expired,
    insert_operation,
)
from app.store.operations import operation as stored_operation

KEPT_FOR = timedelta(hours=1)
MOST_UNFINISHED = 20
MOST_KEPT = 100
"""Of one workspace: their documents take room."""


def place(
    transaction: Transaction,
    order: PrintOrder,
    named: tuple[str, str],
    handing: Handing | None,
    etag: str | None,
) -> Operation:
    """Keep an order; `named` are its document's media type and file name.

    Raises:
        TooManyOperationsError: this workspace has as many as it may; nothing was kept.
    """
    forget_expired(transaction)
    kept, unfinished = count_operations(transaction)
    if unfinished >= MOST_UNFINISHED or kept >= MOST_KEPT:
        raise TooManyOperationsError(unfinished, kept)
    media_type, file_name = named
    fields = {
        "statement_id": handing.issue.statement_id if handing else None,
        "subject": handing.as_json() if handing else None,
        "expires_at": transaction.now + KEPT_FOR,
        "media_type": media_type,
        "file_name": file_name,
        "etag": etag,
    }
    made = insert_operation(transaction, fields, order.as_json())
    said = {"form": order.form, "variant": order.variant, "statement_id": fields["statement_id"]}
    transaction.record("operation.created", "operation", made.id, after=said)
    return made


def operation(transaction: Transaction, operation_id: str) -> Operation:
    """One operation.

    Raises:
        NotFoundError: this workspace has none such, or its hour is over.
    """
    found = stored_operation(transaction, operation_id)
    if found is None:
        raise NotFoundError("operation", operation_id)
    return found


def finished_document(transaction: Transaction, operation_id: str) -> tuple[Operation, bytes]:
    """An operation with the document that came of it.

    Raises:
        NotFoundError: this workspace has no such operation.
        NotReadyError: there is no document yet, or there will be none.
    """
    found = operation(transaction, operation_id)
    document = document_of(transaction, found) if found.status == SUCCEEDED else None
    if document is None:
        raise NotReadyError(found.id, found.status)
    return found, document


def cancel(transaction: Transaction, operation_id: str) -> Operation:
    """Forget an operation with its document; what is being made is thrown away when it is done.

    Raises:
        NotFoundError: this workspace has no such operation.
    """
    found = operation(transaction, operation_id)
    delete_operation(transaction, found.id)
    transaction.record("operation.cancelled", "operation", found.id, after={"was": found.status})
    return found
