"""A small deal, kept directly through the store."""

from __future__ import annotations

from app.store.accounts import ACCOUNTS
from app.store.opportunities import OPPORTUNITIES
from app.store.records import NewDraft
from app.store.statements import insert_draft
from app.store.versions import insert_version

PROJECTED = {
    "engine": "1",
    "content_hash": "0" * 64,
    "title": "A deal",
    "currency_code": "GBP",
    "total_benefits": "2.00",
    "total_investment": "1.00",
    "value": "1.00",
}


def kept_account(transaction, name="Company A"):
    account = ACCOUNTS.insert(transaction, {"name": name})
    transaction.record("account.created", "account", account.id, after={"name": name})
    return account


def kept_statement(transaction):
    account = kept_account(transaction)
    deal = {"account_id": account.id, "name": "A deal", "amount": "12345678901234567.123456"}
    opportunity = OPPORTUNITIES.insert(transaction, deal)
    return insert_draft(transaction, opportunity.id, NewDraft("A deal", "GBP", b"{}"))


def kept_version(transaction, statement_id):
    version = insert_version(transaction, statement_id, PROJECTED, b'{"statement":{}}')
    transaction.record("version.frozen", "version", version.id)
    return version
