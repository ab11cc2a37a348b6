"""What accounts, opportunities and statements have in common: one shelf of a workspace each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Row, Select, Table, bindparam, insert, select, update
from sqlmodel import SQLModel

from app.store.engine import Transaction
from app.store.identifiers import Prefix, new_identifier
from app.store.records import Page

Record = TypeVar("Record")


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
        self._page = cache(self._page_query)

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

    def page(
        self, transaction: Transaction, limit: int, after: str | None, /, **equals: str
    ) -> Page[Record]:
        """A page, newest first, of the things whose columns equal what is asked for."""
        query = self._page(tuple(sorted(equals)), after is not None)
        parameters = {"workspace": transaction.workspace_id, "rows": limit + 1, "after": after}
        rows = transaction.connection.execute(query, parameters | equals).all()
        return page_of(rows, limit, self._record, "id")

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

    def _page_query(self, equals: tuple[str, ...], older: bool) -> Select[Any]:  # noqa: FBT001 - a cache key
        query = self._ours.order_by(self._table.c.id.desc()).limit(bindparam("rows"))
        for column in equals:
            query = query.where(self._table.c[column] == bindparam(column))
        return query.where(self._table.c.id < bindparam("after")) if older else query


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
