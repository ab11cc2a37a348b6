"""The one table: what went wrong → status and code; and the body that says so (RFC 9457)."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from app.documents import errors as documents
from app.documents.returned import errors as returned
from app.problem_types import BY_CODE, BY_STATUS, ProblemType
from app.services import errors as services
from app.store import errors as store
from app.value import CalculationError, Fault, StatementError, faults_of

PROBLEM_JSON = "application/problem+json"
ANSWERS: dict[type[Exception], str] = {
    StatementError: "INVALID",
    CalculationError: "NO_RESULT",
    services.NotFoundError: "NOT_FOUND",
    services.StaleError: "STALE",
    services.PreconditionMissingError: "PRECONDITION_REQUIRED",
    services.InvalidChangeError: "INVALID",
    services.PatchTestFailedError: "TEST_FAILED",
    services.InUseError: "IN_USE",
    services.ExternalIdTakenError: "EXTERNAL_ID_TAKEN",
    services.BatchRefusedError: "BATCH_REFUSED",
    services.NotAcceptedError: "NOT_ACCEPTED",
    services.ArchivedError: "ARCHIVED",
    services.ConfirmationError: "NOT_CONFIRMED",
    services.ProposalClosedError: "PROPOSAL_CLOSED",
    services.KeyReusedError: "IDEMPOTENCY_KEY_REUSED",
    services.StillRunningError: "STILL_RUNNING",
    services.ScopeNotHeldError: "MISSING_SCOPE",
    services.EndedError: "CONFLICT",
    services.NotReadyError: "NOT_FINISHED",
    services.TooManyOperationsError: "TOO_MANY_OPERATIONS",
    services.StateError: "CONFLICT",
    services.LayoutError: "INVALID_PARAMETER",
    services.LastManagerError: "LAST_MANAGER",
    store.StoreBusyError: "STORE_BUSY",
    store.StoreFullError: "STORE_FULL",
    store.StoreReadOnlyError: "STORE_READ_ONLY",
    store.StoreUnreachableError: "STORE_UNREACHABLE",
    store.StoreReplacedError: "STORE_UNREACHABLE",
    store.StoreDamagedError: "STORE_DAMAGED",
    store.SchemaBehindError: "STORE_UNREACHABLE",
    store.ConflictError: "CONFLICT",
    store.StoreError: "INTERNAL",
    documents.PrintTimeoutError: "PRINT_TIMEOUT",
    documents.PrinterBusyError: "PRINTER_BUSY",
    documents.TooLargeError: "DOCUMENT_TOO_LARGE",
    documents.PrintFailedError: "PRINT_FAILED",
    documents.PrintError: "PRINT_FAILED",
    returned.ReaderBusyError: "READER_BUSY",
    returned.ReturnedWorkbookError: "UNREADABLE_WORKBOOK",
    services.ServiceError: "INTERNAL",
}
"""Every domain error, or an ancestor of it, and the code it is answered with."""

_SPOKEN = (StatementError, documents.TooLargeError, services.ServiceError)
"""Errors whose own text is written for the caller; others' text stays in the log."""
_log = logging.getLogger("value")


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong with one request."""

    kind: ProblemType
    detail: str
    errors: Sequence[Mapping[str, Any]] = ()
    headers: Mapping[str, str] | None = None
    more: Mapping[str, Any] | None = None

    def response(self, request: Request) -> Response:
        """Answer with the problem, as JSON for those who accept nothing else."""
        accept = request.headers.get("accept", "*/*")
        plain = "application/json" in accept and not ("*/*" in accept or "problem+json" in accept)
        return Response(
            json.dumps(self.body(request), ensure_ascii=False),
            status_code=self.kind.status,
            media_type="application/json" if plain else PROBLEM_JSON,
            headers={"Cache-Control": "no-store", **self._retry(), **(self.headers or {})},
        )

    def body(self, request: Request) -> dict[str, Any]:
        """The members of the problem document."""
        return {
            "type": self.kind.url,
            "title": self.kind.title,
            "status": self.kind.status,
            "code": self.kind.code,
            "detail": self.detail,
            "instance": request.scope["path"],
            "request_id": request.scope.get("state", {}).get("request_id"),
            **(self.more or {}),
            **({"errors": list(self.errors)} if self.errors else {}),
        }

    def _retry(self) -> dict[str, str]:
        seconds = self.kind.retry_after
        return {} if seconds is None else {"Retry-After": str(seconds)}


def problem_of(error: Exception) -> Problem:
    """The problem that tells of an error; INTERNAL for one nobody listed."""
    if isinstance(error, RequestValidationError):
        return _invalid_request(error)
    if isinstance(error, HTTPException):
        return _refused(error)
    kind = BY_CODE[code_of(type(error))]
    spoken = isinstance(error, _SPOKEN) and kind.code != "INTERNAL"
    if kind.status >= 500:  # noqa: PLR2004 - the server's own fault
        _log.error("%s: %s", kind.code, error, exc_info=error)
    etag = getattr(error, "etag", None)
    return Problem(
        kind,
        str(error) if spoken and not hasattr(error, "faults") else kind.explanation,
        [told(fault) for fault in getattr(error, "faults", ())],
        {"ETag": etag} if etag else None,
        {**({"etag": etag} if etag else {}), **getattr(error, "members", {})} or None,
    )


def code_of(kind: type[Exception]) -> str:
    """The code of an error class: its own, or its nearest listed ancestor's."""
    return next((ANSWERS[each] for each in kind.__mro__ if each in ANSWERS), "INTERNAL")


def told(fault: Fault) -> dict[str, Any]:
    """A fault as a member of `errors`."""
    members = {
        "pointer": fault.pointer,
        "code": fault.code,
        "detail": fault.detail,
        "hint": fault.hint,
        "formula": fault.formula,
        "position": fault.position,
        "length": fault.length,
        "underlined": fault.underlined,
    }
    return {name: value for name, value in members.items() if value is not None}


class RefusedError(HTTPException):
    """A request refused before it reached any domain: by its code, with what was wrong."""

    def __init__(
        self,
        code: str,
        detail: str,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.kind, self.errors = BY_CODE[code], errors
        super().__init__(self.kind.status, detail, headers)


def _refused(error: HTTPException) -> Problem:
    if isinstance(error, RefusedError):
        return Problem(error.kind, str(error.detail), error.errors, error.headers)
    kind = BY_STATUS.get(error.status_code, BY_CODE["INTERNAL"])
    return Problem(kind, kind.explanation, headers=error.headers)


def _invalid_request(error: RequestValidationError) -> Problem:
    found = error.errors()
    if any(fault["loc"][0] == "path" for fault in found):
        kind = BY_CODE["NOT_FOUND"]
        return Problem(kind, kind.explanation)
    outside = [fault for fault in found if fault["loc"][0] != "body"]
    if outside:
        kind = BY_CODE["INVALID_PARAMETER"]
        return Problem(kind, kind.explanation, [_parameter(fault) for fault in outside])
    kind = BY_CODE["INVALID"]
    return Problem(kind, kind.explanation, [told(fault) for fault in faults_of(found, skip=1)])


def _parameter(fault: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "parameter": str(fault["loc"][-1]),
        "code": str(fault["type"]).upper(),
        "detail": str(fault["msg"]),
    }
