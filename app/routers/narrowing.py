"""How a list of things may be narrowed and sorted, and what may be shown with its items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request
from pydantic import AfterValidator, AwareDatetime

from app.problems import RefusedError
from app.routers import lists
from app.routers.strict import demand
from app.services.listing import Wanted
from app.services.scopes import Scope
from app.services.upsert_fields import external_id_of
from app.store.records import ExternalId
from app.store.shelf import NEWEST, Archived, Order

NameSort = Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name"]
TitleSort = Literal["created_at", "-created_at", "updated_at", "-updated_at", "title", "-title"]
SORT: Any = Query(
    description="By what the list is sorted, a leading hyphen for descending; `-created_at` "
    "where it is left out. Texts are sorted by Unicode code point, ties by id."
)
PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]*$"
TheExpand = Annotated[
    str | None,
    Query(
        max_length=100,
        description="What is shown with each item, separated by commas; each needs its scope.",
    ),
]
_CHANGED = Order("updated_at")


def _in_reach(moment: datetime) -> datetime:
    if not 1970 <= moment.year <= 9990:  # noqa: PLR2004 - what any time zone leaves a time
        raise ValueError("a time lies between the years 1970 and 9990")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_in_reach)]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which things a list shows, and which stretch of it is asked for."""

    stretch: lists.Stretch
    after: str | None
    updated_after: datetime | None
    external: ExternalId | None
    archived: Archived

    def wanted(self, sort: str | None, **equals: str | None) -> Wanted:
        """The stretch in an order.

        Raises:
            RefusedError: what changed since a moment is sorted by its change, or not at all:
                any other order would have to look at everything there is.
        """
        order = _order(sort) or (NEWEST if self.updated_after is None else _CHANGED)
        if self.updated_after is not None and order.column != "updated_at":
            raise _unreadable(
                "sort", "With updated_after a list is sorted by updated_at or -updated_at."
            )
        return Wanted(
            self.stretch.limit,
            self.after,
            order,
            self.updated_after,
            self.external,
            self.archived,
            equals,
        )


async def narrowing(  # noqa: PLR0913, PLR0917 - each is a parameter of the address
    request: Request,
    stretch: lists.TheStretch,
    updated_after: Annotated[
        Moment | None,
        Query(
            description="What changed after this moment, the oldest change first. Ask again from "
            "some seconds before the last `updated_at` you saw: changes that were under way then "
            "may be told later.",
            examples=["2026-11-25T12:00:00Z"],
        ),
    ] = None,
    crm_system: Annotated[
        str | None, Query(max_length=50, description="With `external_id`: what it names.")
    ] = None,
    external_id: Annotated[
        str | None, Query(max_length=255, description="What `crm_system` calls the thing.")
    ] = None,
    archived: Annotated[
        Archived, Query(description="Whether archived things are shown: not, too, or alone.")
    ] = "exclude",
) -> Narrowing:
    """Which things of a list the caller asks for."""
    after = stretch.after(lists.scope_of(request))
    external = _external(crm_system, external_id)
    return Narrowing(stretch, after, updated_after, external, archived)


TheNarrowing = Annotated[Narrowing, Depends(narrowing)]


def expanded(request: Request, given: str | None, allowed: dict[str, Scope]) -> frozenset[str]:
    """What is to be shown with each item; each needs its own scope.

    Raises:
        RefusedError: something else is asked for, or the key may not read it.
    """
    names = frozenset(given.split(",")) if given else frozenset()
    if unknown := sorted(names - allowed.keys()):
        known = ", ".join(sorted(allowed))
        raise _unreadable("expand", f"There is no {unknown[0][:64]!r} to show; there is {known}.")
    for name in sorted(names):
        demand(request, allowed[name])
    return names


def _order(sort: str | None) -> Order | None:
    return None if sort is None else Order(sort.lstrip("-"), sort.startswith("-"))


def _external(crm_system: str | None, external_id: str | None) -> ExternalId | None:
    if crm_system is None and external_id is None:
        return None
    if crm_system is None or external_id is None:
        missing = "crm_system" if crm_system is None else "external_id"
        raise _unreadable(missing, "crm_system and external_id go together.")
    found = external_id_of(crm_system, external_id)
    if isinstance(found, ExternalId):
        return found
    raise _unreadable(*found)


def _unreadable(parameter: str, detail: str) -> RefusedError:
    fault = {"parameter": parameter, "code": "INVALID_PARAMETER", "detail": detail}
    return RefusedError("INVALID_PARAMETER", detail, [fault])
