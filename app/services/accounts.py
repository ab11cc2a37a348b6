"""Changing accounts and opportunities."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from app.services.archived import unless_archived
from app.services.errors import InvalidChangeError, NotFoundError
from app.services.fields import AccountFields, Fields, OpportunityFields
from app.services.patching import merged
from app.services.preconditions import Precondition
from app.store import Transaction
from app.store.accounts import ACCOUNTS
from app.store.opportunities import OPPORTUNITIES
from app.store.records import Account, Opportunity
from app.value import faults_of
from app.value.figures import write_figure

Form = TypeVar("Form", bound=Fields)
Record = TypeVar("Record")


def account(transaction: Transaction, account_id: str) -> Account:
    """One account.

    Raises:
        NotFoundError: this workspace has no such account.
    """
    return _known("account", account_id, ACCOUNTS.one(transaction, account_id))


def opportunity(transaction: Transaction, opportunity_id: str) -> Opportunity:
    """One opportunity.

    Raises:
        NotFoundError: this workspace has no such opportunity.
    """
    found = OPPORTUNITIES.one(transaction, opportunity_id)
    return _known("opportunity", opportunity_id, found)


def open_account(transaction: Transaction, account_id: str) -> Account:
    """One account, held so that nobody archives it while something is put within it.

    Raises:
        NotFoundError: this workspace has no such account.
        ArchivedError: it is archived.
    """
    found = ACCOUNTS.one(transaction, account_id, to_change=True)
    return unless_archived(transaction, "account", _known("account", account_id, found))


def open_opportunity(transaction: Transaction, opportunity_id: str) -> Opportunity:
    """One opportunity, held so that nobody archives it while something is put within it.

    Raises:
        NotFoundError: this workspace has no such opportunity.
        ArchivedError: it is archived.
    """
    found = OPPORTUNITIES.one(transaction, opportunity_id, to_change=True)
    known = _known("opportunity", opportunity_id, found)
    return unless_archived(transaction, "opportunity", known)


def create_account(transaction: Transaction, fields: AccountFields) -> Account:
    """Keep a new account."""
    made = ACCOUNTS.insert(transaction, fields.columns())
    transaction.record("account.created", "account", made.id, after=_said(AccountFields, made))
    return made


def create_opportunity(transaction: Transaction, fields: OpportunityFields) -> Opportunity:
    """Keep a new opportunity of an account.

    Raises:
        NotFoundError: this workspace has no such account.
        ArchivedError: it is archived.
    """
    open_account(transaction, fields.account_id)
    made = OPPORTUNITIES.insert(transaction, fields.columns())
    said = _said(OpportunityFields, made)
    transaction.record("opportunity.created", "opportunity", made.id, after=said)
    return made


def change_account(
    transaction: Transaction, account_id: str, patch: dict[str, Any], precondition: Precondition
) -> Account:
    """Merge a patch into an account; one that changes nothing leaves its revision as it is.

    Raises:
        NotFoundError, ArchivedError, StaleError, InvalidChangeError: nothing was written.
    """
    before = open_account(transaction, account_id)
    precondition.hold("account", before)
    fields = _changed(AccountFields, before, patch)
    if _is_said(fields, before):
        return before
    after = ACCOUNTS.change(transaction, account_id, fields.columns()) or before
    said = (_said(AccountFields, before), _said(AccountFields, after))
    transaction.record("account.changed", "account", account_id, *said)
    return after


def change_opportunity(
    transaction: Transaction, opportunity_id: str, patch: dict[str, Any], precondition: Precondition
) -> Opportunity:
    """Merge a patch into an opportunity; one that changes nothing leaves its revision as it is.

    Raises:
        NotFoundError, ArchivedError, StaleError, InvalidChangeError: nothing was written.
    """
    before = open_opportunity(transaction, opportunity_id)
    precondition.hold("opportunity", before)
    fields = _changed(OpportunityFields, before, patch)
    if fields.account_id != before.account_id:
        open_account(transaction, fields.account_id)
    if _is_said(fields, before):
        return before
    after = OPPORTUNITIES.change(transaction, opportunity_id, fields.columns()) or before
    said = (_said(OpportunityFields, before), _said(OpportunityFields, after))
    transaction.record("opportunity.changed", "opportunity", opportunity_id, *said)
    return after


def _known(kind: str, identifier: str, record: Record | None) -> Record:
    if record is None:
        raise NotFoundError(kind, identifier)
    return record


def _changed(form: type[Form], record: object, patch: dict[str, Any]) -> Form:
    present = {name: getattr(record, name) for name in form.model_fields}
    try:
        return form.model_validate(merged(present, patch))
    except ValidationError as error:
        raise InvalidChangeError(faults_of(error.errors())) from None


def _is_said(fields: AccountFields | OpportunityFields, record: object) -> bool:
    said: bool = to_jsonable_python(fields.columns()) == _said(type(fields), record)
    return said


def _said(form: type[Fields], record: object) -> dict[str, Any]:
    """What a record says, as plain JSON: for the audit."""
    said = {name: getattr(record, name) for name in form.model_fields}
    plain: dict[str, Any] = to_jsonable_python(
        {
            name: write_figure(value) if isinstance(value, Decimal) else value
            for name, value in said.items()
        }
    )
    return plain
