"""What accounts, opportunities and statements have in common: one shelf of a workspace each."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Generic, Literal, TypeAlias, TypeVar, cast

from sqlalchemy import Row, Select, Table, bindparam, insert, select, tuple_, update
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from app.store.engine import Transaction
from app.store.identifiers import Prefix, new_identifier
from app.store.records import Page

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a list is sorted; ties are broken by id."""

    column: str
    is_descending: bool = False


Archived: TypeAlias = Literal["exclude", "include", "only"]
"""Whether a list shows what is archived."""
NEWEST = Order("created_at", is_descending=True)


class Shelf(Generic[Record]):
    """One table of kept things; every query names the transaction's workspace.

    The queries are built once: building one takes longer than running it.
    """

    def __init__(
        self, model: type[SQLModel], prefix: Prefix, record: Callable[[Row[Any]], Record]
    ) -> None:
        self._table, self._prefix, self._record = table_of(model), prefix, record
        self.columns = [column for column in self._table.c if column.name != "workspace_id"]
        self._ours = select(*self.columns).where(
            self._table.c.workspace_id == bindparam("workspace")
        )
        self._one = self._ours.where(self._table.c.id == bindparam("id"))
        self.page_query = cache(self._page_query)

    def insert(self, transaction: Transaction, fields: Mapping[str, Any]) -> Record:
        """Keep a new thing, under a new identifier, at revision 1."""
        row = {
            **fields,
            "id": new_identifier(self._prefix, transaction.now),
            "workspace_id": transaction.workspace_id,
            "revision": 1,
            "created_at": transaction.now,
            "created_by": transaction.actor,
            "updated_at": transaction.now,
            "updated_by": transaction.actor,
        }
        query = insert(self._table).values(row).returning(*self.columns)
        return self._record(transaction.connection.execute(query).one())

    def one(self, transaction: Transaction, id_: str, *, to_change: bool = False) -> Record | None:
        """One thing, locked where it is about to change; None where this workspace has none."""
        query = self._one.with_for_update() if to_change else self._one
        found = transaction.connection.execute(
            query, {"workspace": transaction.workspace_id, "id": id_}
        ).one_or_none()
        return self._record(found) if found else None

    def several(self, transaction: Transaction, ids: Collection[str]) -> dict[str, Record]:
        """Things by their ids, in one query; those this workspace has none of are left out."""
        if not ids:
            return {}
        query = self._ours.where(self._table.c.id.in_(sorted(ids)))
        rows = transaction.connection.execute(query, {"workspace": transaction.workspace_id})
        return {row.id: self._record(row) for row in rows}

    def page(  # noqa: PLR0913 - each narrows the list
        self,
        transaction: Transaction,
        limit: int,
        after: str | None,
        /,
        *,
        order: Order = NEWEST,
        updated_after: datetime | None = None,
        archived: Archived = "include",
        **equals: str,
    ) -> Page[Record]:
        """A page of the things whose columns equal what is asked for, ties broken by id.

        `after` is the place that the page before ended at, as it said itself.
        """
        query = self.page_query(
            tuple(sorted(equals)),
            order,
            goes_on=after is not None,
            is_recent=updated_after is not None,
            archived=archived,
        )
        parameters: dict[str, Any] = {"workspace": transaction.workspace_id, "rows": limit + 1}
        if after is not None:
            parameters["after_value"], parameters["after_id"] = self._place(order, after)
        if updated_after is not None:
            parameters["updated_after"] = updated_after
        rows = transaction.connection.execute(query, parameters | equals).all()
        shown = rows[:limit]
        ends_at = _told(shown[-1], order) if len(rows) > limit else None
        return Page(items=tuple(self._record(row) for row in shown), after=ends_at)

    def change(
        self, transaction: Transaction, id_: str, fields: Mapping[str, Any]
    ) -> Record | None:
        """Change a thing; its revision counts on."""
        counted = {
            "revision": self._table.c.revision + 1,
            "updated_at": transaction.now,
            "updated_by": transaction.actor,
        }
        return self.amend(transaction, id_, {**fields, **counted})

    def amend(self, transaction: Transaction, id_: str, fields: Mapping[str, Any]) -> Record | None:
        """Change what is kept beside a thing's content: its revision stays as it is."""
        query = (
            update(self._table)
            .where(self._table.c.workspace_id == transaction.workspace_id, self._table.c.id == id_)
            .values(**fields)
            .returning(*self.columns)
        )
        found = transaction.connection.execute(query).one_or_none()
        return self._record(found) if found else None

    def _page_query(
        self,
        equals: tuple[str, ...],
        order: Order,
        *,
        goes_on: bool,
        is_recent: bool,
        archived: Archived = "include",
    ) -> Select[Any]:
        table = self._table.c
        keys = (table[order.column], table.id)
        query = self._ours.limit(bindparam("rows"))
        for column in equals:
            query = query.where(table[column] == bindparam(column))
        if archived != "include":
            is_not = table.archived_at.is_(None)
            query = query.where(is_not if archived == "exclude" else ~is_not)
        if is_recent:
            since = bindparam("updated_after", type_=table.updated_at.type)
            query = query.where(table.updated_at > since)
        if goes_on:
            place = (
                bindparam("after_value", type_=keys[0].type),
                bindparam("after_id", type_=keys[1].type),
            )
            ours, theirs = tuple_(*keys), tuple_(*place)
            query = query.where(ours < theirs if order.is_descending else ours > theirs)
        return query.order_by(*(key.desc() if order.is_descending else key for key in keys))

    def _place(self, order: Order, after: str) -> tuple[Any, str]:
        value, identifier = json.loads(after)
        is_time = isinstance(self._table.c[order.column].type, UTCDateTime)
        return datetime.fromisoformat(value) if is_time else value, identifier


def table_of(model: type[SQLModel]) -> Table:
    """The plain table behind a table class."""
    return cast("Table", model.__table__)  # type: ignore[attr-defined]


def page_of(
    rows: Sequence[Row[Any]], limit: int, record: Callable[[Row[Any]], Record], key: str
) -> Page[Record]:
    """Make a page of at most `limit` records from rows of which one more was asked for."""
    shown = rows[:limit]
    after = str(getattr(shown[-1], key)) if len(rows) > limit else None
    return Page(items=tuple(record(row) for row in shown), after=after)


def _told(row: Row[Any], order: Order) -> str:
    value = getattr(row, order.column)
    place = value.isoformat() if isinstance(value, datetime) else value
    return json.dumps([place, row.id], ensure_ascii=False, separators=(",", ":"))
