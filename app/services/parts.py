"""Single parts of a draft, by their list and key: read, put, patched, taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from app.services.changes import demand
from app.services.content import outcome_of
from app.services.drafts import draft, replaced
from app.services.errors import InUseError, InvalidChangeError, NotFoundError
from app.services.patching import merged
from app.services.preconditions import Precondition
from app.store import Transaction
from app.store.records import Draft, Page, Statement
from app.value import Fault, Result, ValueStatement, faults_of

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PartAddress:
    """Where a part stands: its statement, its list, its key; `kind` is what one is called."""

    statement_id: str
    list_name: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A part after its change, None where it was taken away, with the results around it."""

    statement: Statement
    part: Json | None
    before: Result | None
    after: Result | None
    is_new: bool = False


def parts(
    transaction: Transaction, statement_id: str, list_name: str, limit: int, after: str | None
) -> tuple[Statement, Page[Json]]:
    """A page of the parts of one list, in the draft's order.

    Raises:
        NotFoundError: this workspace has no such statement.
    """
    found = draft(transaction, statement_id)
    items = _items(from_json(found.content), list_name)
    start = 0 if after is None else int(after)
    ends_at = start + limit
    page = Page(tuple(items[start:ends_at]), str(ends_at) if ends_at < len(items) else None)
    return found.statement, page


def part(transaction: Transaction, address: PartAddress) -> tuple[Statement, Json]:
    """One part as the draft says it.

    Raises:
        NotFoundError: this workspace has no such statement, or its draft no such part.
    """
    found = draft(transaction, address.statement_id)
    items = _items(from_json(found.content), address.list_name)
    return found.statement, items[_demanded(items, address)]


def put_part(
    transaction: Transaction, address: PartAddress, fields: Json, precondition: Precondition
) -> ChangedPart:
    """Put a part in the place of the one with its key, or after the last of its list.

    Raises:
        NotFoundError, PreconditionMissingError, StaleError, InvalidChangeError: nothing was
            written.
    """

    def put(items: list[Json]) -> None:
        index = _index(items, address.key)
        items[index:] = [_keyed(fields, address), *items[index + 1 :]]

    return _changed(transaction, address, precondition, put)


def patch_part(
    transaction: Transaction, address: PartAddress, patch: Json, precondition: Precondition
) -> ChangedPart:
    """Merge a patch into a part.

    Raises:
        NotFoundError, PreconditionMissingError, StaleError, InvalidChangeError: nothing was
            written.
    """

    def merge(items: list[Json]) -> None:
        index = _demanded(items, address)
        items[index] = _keyed(merged(items[index], patch), address)

    return _changed(transaction, address, precondition, merge)


def remove_part(
    transaction: Transaction, address: PartAddress, precondition: Precondition
) -> ChangedPart:
    """Take a part away that no other part names.

    Raises:
        NotFoundError, PreconditionMissingError, StaleError: nothing was written.
        InUseError: formulas or other parts name it; all of them are told.
    """

    def remove(items: list[Json]) -> None:
        del items[_demanded(items, address)]

    return _changed(transaction, address, precondition, remove)


def _changed(
    transaction: Transaction,
    address: PartAddress,
    precondition: Precondition,
    change: Callable[[list[Json]], None],
) -> ChangedPart:
    before = draft(transaction, address.statement_id, to_change=True)
    demand(transaction, precondition, before)
    said = from_json(before.content)
    items = _items(said, address.list_name)
    index, was = _index(items, address.key), len(items)
    change(items)
    is_gone = len(items) < was
    try:
        replacement = ValueStatement.model_validate({**said, address.list_name: items})
        after = replaced(transaction, before, replacement)
    except ValidationError as error:
        faults = faults_of(error.errors())
        if is_gone:
            raise InUseError(_users(faults, address, index)) from None
        raise InvalidChangeError(_within(faults, address, index)) from None
    except InvalidChangeError as error:
        raise InvalidChangeError(_within(error.faults, address, index)) from None
    kept = None if is_gone else _items(from_json(after.content), address.list_name)[index]
    return ChangedPart(
        after.statement, kept, _result(before), _result(after), is_new=len(items) > was
    )


def _result(draft: Draft) -> Result | None:
    return outcome_of(draft.content, draft.account_name).result


def _items(said: Json, list_name: str) -> list[Json]:
    return list(said.get(list_name, ()))


def _index(items: list[Json], key: str) -> int:
    """Where a key stands; after the last where it does not."""
    return next((place for place, each in enumerate(items) if each["key"] == key), len(items))


def _demanded(items: list[Json], address: PartAddress) -> int:
    index = _index(items, address.key)
    if index == len(items):
        raise NotFoundError(address.kind, address.key)
    return index


def _keyed(fields: Json, address: PartAddress) -> Json:
    if fields.get("key", address.key) != address.key:
        raise InvalidChangeError(
            [
                Fault(
                    "#/key",
                    "KEY_IS_FIXED",
                    f"The key is {address.key} by the address; formulas and other parts name it.",
                    "Leave the key out. For another key, add a new part, name it where this one "
                    "is named, and take this one away.",
                )
            ]
        )
    return {"key": address.key, **fields}


def _within(faults: Iterable[Fault], address: PartAddress, index: int) -> list[Fault]:
    """Faults of the draft as faults of the part that was sent; others say where they are."""
    own = f"#/{address.list_name}/{index}"
    return [
        replace(fault, pointer=f"#{fault.pointer.removeprefix(own)}")
        if fault.pointer == own or fault.pointer.startswith(f"{own}/")
        else replace(fault, pointer="#", detail=f"In the draft, {fault.pointer}: {fault.detail}")
        for fault in faults
    ]


def _users(faults: Iterable[Fault], address: PartAddress, index: int) -> list[Fault]:
    """What misses a part that is gone, as places of the draft in which it still stands."""
    return [
        Fault(
            _place_before(fault.pointer, address.list_name, index),
            "USES_IT",
            f"It names {address.key}.",
            "Change this first, then take the part away.",
            fault.formula,
            fault.position,
            fault.length,
        )
        for fault in faults
    ]


def _place_before(pointer: str, list_name: str, index: int) -> str:
    root, _, rest = pointer.partition(f"#/{list_name}/")
    number, slash, inner = rest.partition("/")
    if root or not number.isdecimal() or int(number) < index:
        return pointer
    return f"#/{list_name}/{int(number) + 1}{slash}{inner}"
