"""Every kind of problem the API can answer with: the list behind /problems."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem: what it means and what its reader can do."""

    status: int
    code: str
    title: str
    explanation: str
    retry_after: int | None = None

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.code.lower().replace("_", "-")

    @property
    def url(self) -> str:
        """Its address under this service, which also is its `type`."""
        return f"/problems/{self.slug}"


PROBLEM_TYPES = (
    ProblemType(
        400,
        "UNREADABLE_JSON",
        "The body is not JSON",
        "The body cannot be read as JSON in UTF-8.",
    ),
    ProblemType(
        400,
        "UNKNOWN_PARAMETER",
        "There is no such query parameter",
        "A query parameter is not one of this address. A mistyped filter would be silent.",
    ),
    ProblemType(
        400,
        "INVALID_PARAMETER",
        "A parameter cannot be read",
        "A query parameter or header has a value that it cannot have; see errors.",
    ),
    ProblemType(
        400,
        "INVALID_CURSOR",
        "The cursor does not belong to this list",
        "A cursor goes on with the list that gave it, with the same filters. Start without one.",
    ),
    ProblemType(400, "BAD_REQUEST", "The request cannot be read", "The request cannot be read."),
    ProblemType(
        401,
        "UNAUTHENTICATED",
        "An API key is needed",
        "Send a valid API key: Authorization: Bearer vpk_live_… "
        "Whoever runs this service makes one with: value keys create",
    ),
    ProblemType(
        403,
        "MISSING_SCOPE",
        "The key may not do that",
        "The key lacks the scope that this needs. Whoever manages the keys can make one that has "
        "it.",
    ),
    ProblemType(404, "NOT_FOUND", "There is no such thing", "There is nothing at this address."),
    ProblemType(
        405,
        "METHOD_NOT_ALLOWED",
        "This address does not do that",
        "The address exists, the method does not; the header Allow lists those that do.",
    ),
    ProblemType(
        406,
        "NOT_ACCEPTABLE",
        "Not available in a form you accept",
        "None of the media types you accept is available here.",
    ),
    ProblemType(
        409,
        "CONFLICT",
        "The change contradicts what is stored",
        "The change contradicts what is stored; nothing was written.",
    ),
    ProblemType(
        409,
        "TEST_FAILED",
        "A test of the patch failed",
        "A test in the JSON Patch found another value than it was to; nothing was written.",
    ),
    ProblemType(
        409,
        "IN_USE",
        "Others name it",
        "Formulas or other parts of the draft name it, so it was not removed; errors lists them.",
    ),
    ProblemType(
        409,
        "EXTERNAL_ID_TAKEN",
        "The external id names another thing",
        "The external id already names another thing of this kind; nothing was written.",
    ),
    ProblemType(
        409,
        "NOT_ACCEPTED",
        "There is no acceptance to withdraw",
        "No acceptance of this version stands; nothing was written.",
    ),
    ProblemType(
        409,
        "LAST_MANAGER",
        "Nobody could manage the keys any more",
        "It is the last one in this workspace with the scope keys.manage. Make another first, or "
        "insist with ?force=true.",
    ),
    ProblemType(
        409,
        "ARCHIVED",
        "It is archived",
        "It is archived, or lies within something that is; nothing was written. Restore it first.",
    ),
    ProblemType(
        409,
        "PROPOSAL_CLOSED",
        "Nothing of the proposal is open",
        "The proposal was withdrawn, or everything in it is decided; nothing was written.",
    ),
    ProblemType(
        409,
        "NOT_CONFIRMED",
        "The deletion is not confirmed",
        "The confirmation is too old, or not for what is there now; nothing was deleted.",
    ),
    ProblemType(
        409,
        "STILL_RUNNING",
        "The same request is being made",
        "The same request, with the same Idempotency-Key, has not ended yet. Try again in a "
        "moment: you will get its answer.",
        retry_after=1,
    ),
    ProblemType(
        409,
        "NOT_FINISHED",
        "There is no document yet",
        "The operation is not finished, or it failed. Read its status.",
        retry_after=2,
    ),
    ProblemType(
        412,
        "STALE",
        "It has changed since you read it",
        "It has changed since you read it; nothing was written.",
    ),
    ProblemType(
        413,
        "BODY_TOO_LARGE",
        "The body is too large",
        "A body has at most 1,000,000 bytes, a batch or a "
        "workbook 5,000,000, a document to verify 16,000,000.",
    ),
    ProblemType(
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "The body is of a type that is not read here",
        "Send the body as JSON, with Content-Type: application/json.",
    ),
    ProblemType(
        422,
        "INVALID",
        "What was sent is not valid",
        "What was sent is not valid; errors lists all that is wrong with it, and where.",
    ),
    ProblemType(
        422,
        "BATCH_REFUSED",
        "Some items of the batch fail",
        "Some items of an atomic batch fail, so none was kept; errors names them all.",
    ),
    ProblemType(
        422,
        "UNREADABLE_WORKBOOK",
        "The workbook is not read",
        "The workbook is none of ours, is broken, or holds what none of ours holds; errors says "
        "what, and how to mend it. Nothing was written.",
    ),
    ProblemType(
        422,
        "NO_RESULT",
        "The statement has no result",
        "The statement is consistent, but its arithmetic has no result; errors lists where.",
    ),
    ProblemType(
        422,
        "IDEMPOTENCY_KEY_REUSED",
        "The Idempotency-Key was used for another request",
        "An Idempotency-Key belongs to one request: the same method, address and body.",
    ),
    ProblemType(
        422,
        "DOCUMENT_TOO_LARGE",
        "The document is too large",
        "The document has more pages, or needs more memory, than a document may. Print the "
        "summary, leave sections out with ?without=, or shorten the longest lists and texts.",
    ),
    ProblemType(
        428,
        "PRECONDITION_REQUIRED",
        "Say what you are changing",
        "Send the ETag of what you read as If-Match, or as ?if_match=.",
    ),
    ProblemType(
        500,
        "INTERNAL",
        "Something went wrong on our side",
        "Something went wrong on our side. The log tells more under this request_id.",
    ),
    ProblemType(
        500,
        "PRINT_FAILED",
        "The document could not be printed",
        "The document could not be printed. The log tells more under this request_id.",
    ),
    ProblemType(
        500,
        "STORE_DAMAGED",
        "The store is damaged",
        "The database cannot be read. Whoever runs this service must restore a backup.",
    ),
    ProblemType(
        503,
        "STORE_BUSY",
        "The store is busy",
        "Others are writing; nothing was written. Try again in a moment.",
        retry_after=1,
    ),
    ProblemType(
        503,
        "STORE_READ_ONLY",
        "The store accepts no changes",
        "The store can be read but not written to; nothing was written.",
        retry_after=60,
    ),
    ProblemType(
        503,
        "STORE_UNREACHABLE",
        "The store does not answer",
        "The database cannot be reached or used; nothing was written.",
        retry_after=5,
    ),
    ProblemType(
        503,
        "READER_BUSY",
        "Other workbooks are being read",
        "Too many workbooks are waiting to be read. Try again in a moment.",
        retry_after=2,
    ),
    ProblemType(
        503,
        "PRINTER_BUSY",
        "The printer is busy",
        "Too many documents are waiting. Try again in a moment.",
        retry_after=2,
    ),
    ProblemType(
        503,
        "TOO_MANY_OPERATIONS",
        "Too many operations are unfinished",
        "This workspace has as many operations as it may. Wait for some, or delete some.",
        retry_after=5,
    ),
    ProblemType(
        503,
        "PRINT_TIMEOUT",
        "Printing took too long",
        "The document took longer than a document may take. The summary is shorter.",
        retry_after=10,
    ),
    ProblemType(
        507,
        "STORE_FULL",
        "The store has no space left",
        "The disk of the store is full; nothing was written. Reading goes on.",
    ),
)
BY_CODE = {kind.code: kind for kind in PROBLEM_TYPES}
BY_STATUS = {kind.status: kind for kind in reversed(PROBLEM_TYPES)} | {400: BY_CODE["BAD_REQUEST"]}
"""The kind for a status of which nothing else is known."""
