"""Proposals are kept beside their statement: within one workspace, and gone with the account."""

from __future__ import annotations

import pytest

from app.store.erasure import erase, extent
from app.store.proposals import (
    PROPOSALS,
    decisions,
    insert_decision,
    insert_proposal,
    proposals,
    proposed,
)
from app.store.shelf import NEWEST
from tests.store.kept import kept_statement

ITEMS = b'{"items":[]}'


def keep(transaction, statement_id, **fields):
    said = {"state": "open", "form": "json", "item_count": 1, "doubtful_count": 0}
    made = insert_proposal(transaction, {"statement_id": statement_id, **said, **fields}, ITEMS)
    transaction.record("proposal.created", "statement", statement_id)
    return made


@pytest.fixture
def statement(store, workspaces):
    with store.writing(workspaces[0], "rep") as transaction:
        made = kept_statement(transaction)
        transaction.record("statement.created", "statement", made.id)
    return made


def listed(transaction, statement_id, limit=10, after=None, state=None):
    return proposals(
        transaction, statement_id, limit, after, order=NEWEST, updated_after=None, state=state
    )


def test_a_proposal_is_read_back_with_its_content_and_decisions(store, workspaces, statement):
    with store.writing(workspaces[0], "rep") as transaction:
        made = keep(transaction, statement.id, proposed_by="Dana Field")
        for decision in ("refuse", "accept"):
            insert_decision(transaction, made, 1, path="discount_rate", decision=decision)
    with store.reading(workspaces[0]) as transaction:
        assert PROPOSALS.one(transaction, made.id) == made
        assert proposed(transaction, made.id) == ITEMS
        told = decisions(transaction, made.id)
    assert [(each.place, each.decision) for each in told] == [(1, "refuse"), (2, "accept")]


def test_another_workspace_sees_nothing_of_it(store, workspaces, statement):
    with store.writing(workspaces[0], "rep") as transaction:
        made = keep(transaction, statement.id)
        insert_decision(transaction, made, 1, path="discount_rate", decision="refuse")
    with store.reading(workspaces[1]) as transaction:
        assert PROPOSALS.one(transaction, made.id) is None
        assert decisions(transaction, made.id) == ()
        assert listed(transaction, statement.id).items == ()


def test_a_list_goes_on_where_it_ended_and_keeps_to_one_state(store, workspaces, statement):
    with store.writing(workspaces[0], "rep") as transaction:
        made = [keep(transaction, statement.id, state=state) for state in ("open", "withdrawn") * 3]
    with store.reading(workspaces[0]) as transaction:
        first = listed(transaction, statement.id, 4)
        rest = listed(transaction, statement.id, 4, first.after)
        seen = {each.id for each in first.items + rest.items}
        assert (len(first.items), len(rest.items)) == (4, 2)
        assert seen == {each.id for each in made}
        assert len(listed(transaction, statement.id, state="withdrawn").items) == 3


def test_an_erasure_takes_proposals_along(store, workspaces, statement):
    with store.writing(workspaces[0], "rep") as transaction:
        made = keep(transaction, statement.id)
        insert_decision(transaction, made, 1, path="discount_rate", decision="refuse")
    with store.writing(workspaces[0], "rep") as transaction:
        account = transaction.connection.exec_driver_sql("SELECT id FROM account").scalar_one()
        assert extent(transaction, account).counts["proposal_decision"] == 1
        erase(transaction, account)
        transaction.record("account.erased", "account", account)
    with store.reading(workspaces[0]) as transaction:
        assert PROPOSALS.one(transaction, made.id) is None
