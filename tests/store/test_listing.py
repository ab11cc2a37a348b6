"""Lists walk indexes: every page of every list, however it is narrowed and sorted."""

from __future__ import annotations

import json
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from app.store import tables
from app.store.accounts import ACCOUNTS
from app.store.keys import workspace_named
from app.store.opportunities import OPPORTUNITIES
from app.store.schema import open_store
from app.store.shelf import NEWEST, Order, table_of
from app.store.statements import STATEMENTS

LISTS = [
    (ACCOUNTS, "name", [(), ("segment",), ("id",)]),
    (OPPORTUNITIES, "name", [(), ("account_id",), ("stage",), ("account_id", "stage"), ("id",)]),
    (STATEMENTS, "title", [(), ("opportunity_id",), ("id",)]),
]
SORTED_BY = [
    Order(column, is_descending)
    for column in ("created_at", "updated_at", "name")
    for is_descending in (False, True)
]
NAMES = st.text(alphabet="aAbBzZäéß株 0.", min_size=1, max_size=3)


@pytest.fixture(scope="module")
def shared_store(shared_place):
    opened = open_store(shared_place.url, shared_place.file)
    yield opened
    opened.close()


def new_workspace(store):
    with store.writing("", "test") as transaction:
        transaction.record("workspace.created", "workspace", "w")
        return workspace_named(transaction, f"workspace-{uuid4()}")


def kept(store, workspace, names):
    with store.writing(workspace, "test") as transaction:
        transaction.record("account.created", "account", "acc")
        return [ACCOUNTS.insert(transaction, {"name": name}) for name in names]


@given(
    names=st.lists(NAMES, max_size=12),
    later=st.lists(NAMES, max_size=3),
    order=st.sampled_from(SORTED_BY),
    size=st.integers(1, 5),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_pages_put_together_are_the_sorted_list_whatever_is_inserted_meanwhile(
    shared_store, names, later, order, size
):
    workspace = new_workspace(shared_store)
    first = kept(shared_store, workspace, names)
    found, after, coming = [], None, list(later)
    while True:
        with shared_store.reading(workspace) as transaction:
            page = ACCOUNTS.page(transaction, size, after, order=order)
        found += page.items
        after = page.after
        if after is None:
            break
        if coming:
            kept(shared_store, workspace, [coming.pop()])
    keys = [(getattr(each, order.column), each.id) for each in found]
    assert keys == sorted(set(keys), reverse=order.is_descending)
    assert {each.id for each in first} <= {each.id for each in found}


@pytest.mark.parametrize(("shelf", "title", "narrowed"), LISTS, ids=["acc", "opp", "stm"])
def test_no_list_scans_a_table_or_sorts(shared_store, shelf, title, narrowed):
    columns = ("created_at", "updated_at", title)
    orders = [Order(column, down) for column, down in product(columns, (False, True))]
    for equals, order, goes_on in product(narrowed, orders, (False, True)):
        for is_recent in (False, True)[: 1 + (order.column == "updated_at")]:
            query = shelf.page_query(equals, order, goes_on=goes_on, is_recent=is_recent)
            plan = _plan(shared_store, query)
            assert not _dear(plan), (equals, order, goes_on, plan)


def test_a_list_without_an_index_would_be_noticed(shared_store):
    query = ACCOUNTS.page_query((), Order("updated_by"), goes_on=False, is_recent=False)
    assert _dear(_plan(shared_store, query))


def test_page_two_thousand_costs_what_page_two_does(shared_store):
    workspace = new_workspace(shared_store)
    _many(shared_store, workspace, 4010)
    with shared_store.writing(workspace, "test") as transaction:
        costs = [
            _cost(transaction, ACCOUNTS.page(transaction, before, None).after)
            for before in (2, 3998)
        ]
    assert costs[1] <= costs[0] + 5
    assert costs[0] < 200


def _dear(plan):
    return [word for word in ("SCAN", "TEMP B-TREE", "Seq Scan", "Sort") if word in plan]


def _plan(store, query):
    is_sqlite = store.reads_at_once
    dialect = store.engine.dialect
    compiled = query.compile(dialect=dialect)
    values = {
        name: "2026-01-01T00:00:00Z" if "after_v" in name else "x" for name in compiled.params
    }
    values |= {"rows": 51, "updated_after": "2026-01-01T00:00:00Z"}
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        cursor = raw.cursor()
        if is_sqlite:
            ordered = [values[name] for name in compiled.positiontup]
            rows = cursor.execute(f"EXPLAIN QUERY PLAN {compiled}", ordered).fetchall()
        else:
            for method in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{method} = off")
            rows = cursor.execute(f"EXPLAIN {compiled}", values).fetchall()
        text = "\n".join(str(row[-1]) for row in rows)
        connection.rollback()
    return text


def _many(store, workspace, number):
    with store.writing(workspace, "test") as transaction:
        transaction.record("account.created", "account", "acc")
        row = {
            "workspace_id": workspace,
            "revision": 1,
            "created_at": transaction.now,
            "created_by": "test",
            "updated_at": transaction.now,
            "updated_by": "test",
            "name": "A",
        }
        rows = [{**row, "id": f"acc_{uuid4().hex[:26]}"} for _ in range(number)]
        transaction.connection.execute(insert(table_of(tables.Account)), rows)


def _cost(transaction, place):
    """Steps of SQLite's machine; blocks that PostgreSQL touches."""
    raw = transaction.connection.connection.driver_connection
    if transaction.connection.dialect.name == "sqlite":
        steps = []
        raw.set_progress_handler(lambda: steps.append(1), 1)
        ACCOUNTS.page(transaction, 2, place)
        raw.set_progress_handler(None, 0)
        return len(steps)
    raw.execute("ANALYZE account")
    query = ACCOUNTS.page_query((), NEWEST, goes_on=True, is_recent=False)
    compiled = str(query.compile(dialect=transaction.connection.dialect))
    value, identifier = json.loads(place)
    parameters = {"after_value": value, "after_id": identifier}
    parameters |= {"workspace": transaction.workspace_id, "rows": 3}
    explained = raw.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {compiled}", parameters)
    plan = explained.fetchone()[0][0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
