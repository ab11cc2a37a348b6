"""Routes that refuse what they do not understand: parameters, media types, texts nobody can print.

JSON is read once, here, for every route: no NaN, no lone surrogates, no endless nesting or
numbers, and no control characters, which no document could print and PostgreSQL not store.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Query
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic_core import from_json

from app.problems import RefusedError
from app.services.scopes import MEANING, Scope
from app.value import pointer_to

if TYPE_CHECKING:
    from fastapi._compat import ModelField

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_MAY_HOLD_CONTROLS = (b"\\u", b"\\b", b"\\f", b"\x7f", b"\xc2", b"\xef\xbf")
"""What stands in every JSON text with a control character; looking for it takes a microsecond."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_MOST_TOLD = 20
MOST_FIELDS = 1_000
"""Of one object; no thing of the API has a tenth of them."""
MOST_AT_ONCE = 4_096
"""Bytes of a body that is read on the event loop. A larger one may take a tenth of a second and is
read in a thread: whoever else asks is answered meanwhile."""
_READING = CapacityLimiter(2)
PROTECTED = "/v1"
SCOPE = "x-scope"
"""Where a route's scope waits for the contract to say it."""
Place = tuple[str | int, ...]


Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


def needs(scope: Scope | None) -> Callable[[Endpoint], Endpoint]:
    """Say which scope a route under /v1 needs; None: any live key will do.

    Checked by the route itself, because a dependency would cost as much as a small read.
    """

    def say(endpoint: Endpoint) -> Endpoint:
        endpoint.__scope__ = scope  # type: ignore[attr-defined]
        return endpoint

    return say


def scope_of(route: APIRoute) -> Scope | None:
    """The scope that a route needs.

    Raises:
        TypeError: it says none.
    """
    try:
        scope: Scope | None = route.endpoint.__scope__  # type: ignore[attr-defined]
    except AttributeError:
        raise TypeError(f"{route.path} says no scope: put @needs(…) on {route.name}.") from None
    return scope


def demand(request: Request, scope: Scope) -> None:
    """Let a request go on only if its key has a scope.

    Raises:
        RefusedError: it lacks it.
    """
    if scope not in request.state.caller.scopes:
        raise _missing(scope)


class StrictRoute(APIRoute):
    """A route that reads its request strictly, and lets nobody do what their key may not."""

    def get_route_handler(self) -> Handler:
        """Wrap FastAPI's handler."""
        handle = super().get_route_handler()
        known = frozenset(
            field.alias
            for field in get_flat_params(self.dependant)
            if isinstance(field.field_info, Query)
        )
        body = self.body_field
        # What is read apart takes the place of the JSON, so it must be all of what is asked for.
        is_whole = len(self.dependant.body_params) == 1 and not self._embed_body_fields
        scope = scope_of(self) if self.path.startswith(PROTECTED) else None
        self.openapi_extra = {**(self.openapi_extra or {}), SCOPE: scope}

        async def strictly(request: Request) -> Response:
            if scope is not None:
                demand(request, scope)
            if request.scope["query_string"]:
                _refuse_unknown(request, known)
            if body is None:
                return await handle(request)
            _refuse_other_types(request)
            strict = StrictRequest(request.scope, request.receive)
            if is_whole and len(await strict.body()) > MOST_AT_ONCE:
                await strict.read_apart(body)
            return await handle(strict)

        return strictly


class StrictRequest(Request):
    """A request whose JSON is read strictly."""

    async def json(self) -> Any:  # noqa: ANN401 - JSON may be anything
        """Read the body.

        Raises:
            RefusedError: it is not JSON, or its texts hold control characters.
        """
        if not hasattr(self, "_json"):
            self._json = read_json(await self.body())
        return self._json

    async def read_apart(self, field: ModelField) -> None:
        """Read the body, and check it, in a thread.

        Raises:
            RefusedError: it is not JSON, or its texts hold control characters.
            RequestValidationError: it is not what the route takes.
        """
        self._json = await to_thread.run_sync(_read, await self.body(), field, limiter=_READING)


def read_json(raw: bytes) -> object:
    """Read JSON strictly.

    Raises:
        RefusedError: it is not JSON, or its texts hold control characters.
    """
    try:
        value = from_json(raw, allow_inf_nan=False, cache_strings="keys")
    except ValueError as error:
        raise RefusedError("UNREADABLE_JSON", f"The body is not JSON: {error}.") from None
    if any(mark in raw for mark in _MAY_HOLD_CONTROLS) and (found := list(_controls(value, ()))):
        raise RefusedError(
            "INVALID", "Texts hold characters that cannot be printed.", found[:_MOST_TOLD]
        )
    if raw.count(b":") > MOST_FIELDS and (wide := list(islice(_wide(value, ()), _MOST_TOLD))):
        raise RefusedError("INVALID", "An object has more fields than anything here.", wide)
    return value


def _read(raw: bytes, field: ModelField) -> object:
    value, errors = field.validate(read_json(raw), {}, loc=("body",))
    if errors:
        raise RequestValidationError(errors)
    return value


def _missing(scope: Scope) -> RefusedError:
    return RefusedError(
        "MISSING_SCOPE",
        f"This needs the scope {scope}, which your key lacks. Whoever manages the keys can make "
        "one that has it.",
        [{"code": "MISSING_SCOPE", "detail": f"{scope}: {MEANING[scope]}"}],
        {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope}"'},
    )


def _controls(value: object, place: Place) -> Iterator[dict[str, str]]:
    if isinstance(value, str) and (found := _CONTROL.search(value)):
        yield {
            "pointer": pointer_to(place),
            "code": "CONTROL_CHARACTER",
            "detail": f"The text holds the control character U+{ord(found[0]):04X} "
            f"at position {found.start()}. Leave it out.",
        }
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _controls(item, (*place, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            if _CONTROL.search(name):
                yield from _controls(name, place)
            else:
                yield from _controls(item, (*place, name))


def _wide(value: object, place: Place) -> Iterator[dict[str, str]]:
    """Objects of so many fields that telling which of them are unknown would take its time."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _wide(item, (*place, index))
    elif isinstance(value, dict):
        if len(value) > MOST_FIELDS:
            yield {
                "pointer": pointer_to(place),
                "code": "TOO_MANY_FIELDS",
                "detail": f"The object has {len(value):,} fields; at most {MOST_FIELDS:,} are "
                "read. Things of a kind stand in a list.",
            }
        for name, item in value.items():
            yield from _wide(item, (*place, name))


def _refuse_unknown(request: Request, known: frozenset[str]) -> None:
    unknown = sorted(name for name in request.query_params if name not in known)
    if unknown:
        exists = f"Known here: {', '.join(sorted(known))}." if known else "None is known here."
        raise RefusedError(
            "UNKNOWN_PARAMETER",
            f"There is no query parameter {unknown[0][:64]}. {exists}",
            [
                {
                    "parameter": name[:64],
                    "code": "UNKNOWN_PARAMETER",
                    "detail": "Not a parameter of this address.",
                }
                for name in unknown[:_MOST_TOLD]
            ],
        )


def _refuse_other_types(request: Request) -> None:
    given = request.headers.get("content-type", "")
    kind = given.partition(";")[0].strip().lower()
    said = request.headers.get("content-length")
    has_content = said != "0" and (said is not None or "transfer-encoding" in request.headers)
    if has_content and kind != "application/json" and not kind.endswith("+json"):
        raise RefusedError(
            "UNSUPPORTED_MEDIA_TYPE",
            f"{given[:100] or 'A body without Content-Type'} is not read here. "
            "Send JSON, with Content-Type: application/json.",
            headers={"Accept": "application/json"},
        )
