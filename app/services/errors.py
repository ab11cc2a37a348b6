"""Why something cannot be done with a stored thing.

ServiceError
├── NotFoundError               this workspace has none such (or another one has it)
├── StaleError                  somebody changed it since it was read
│   └── StaleDraftError         the same of a draft, with what differs
├── PreconditionMissingError    a draft is only changed by whoever says which one they read
├── InvalidChangeError          what would come of a change is not valid
├── PatchTestFailedError        a patch tests for another value than there is
├── InUseError                  others name what is to be removed
├── ExternalIdTakenError        an external id that names another thing
├── BatchRefusedError           items of a batch that is all or nothing fail
├── NotAcceptedError            no acceptance of the version stands that could be withdrawn
├── ArchivedError               what is archived is not changed before it is restored
├── ProposalClosedError         a proposal of which nothing is open any more
├── ConfirmationError           a deletion that confirms something else than what is there
├── KeyReusedError              an Idempotency-Key that another request had
├── StillRunningError           the same request is being made right now
├── ScopeNotHeldError           nobody gives away a scope that they do not have
├── EndedError                  a key or client that has ended is not replaced
├── NotReadyError               an operation has no document yet, or never will
├── TooManyOperationsError      a workspace has as many operations as it may
├── StateError                  a thing is not in the state that a deed needs
├── LayoutError                 a document that the statement cannot give
└── LastManagerError            nobody could manage the keys any more
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.value import Fault


class ServiceError(Exception):
    """Something cannot be done with a stored thing."""


class NotFoundError(ServiceError):
    """There is no such thing in this workspace."""

    def __init__(self, kind: str, identifier: str) -> None:
        self.kind, self.identifier = kind, identifier
        super().__init__(f"There is no {kind} {identifier[:64]}.")


class StaleError(ServiceError):
    """The thing is no longer the one that was read."""

    def __init__(self, kind: str, etag: str) -> None:
        self.kind, self.etag = kind, etag
        super().__init__(
            f"The {kind} has changed since you read it; nothing was written. "
            f"Read it again, bring your change into it, and send it with If-Match: {etag}."
        )


class StaleDraftError(StaleError):
    """The draft is no longer the one that was read.

    `members` says who changed it, when, and what differs; no differences where the draft that was
    read is none that is remembered.
    """

    def __init__(self, etag: str, by: str, at: str, told: Mapping[str, Any] | None) -> None:
        super().__init__("draft", etag)
        self.members = {
            "changed_by": by,
            "changed_at": at,
            "difference_count": told["count"] if told else None,
            "differences": told["differences"] if told else None,
        }
        found = f"{told['count']} differences since" if told else "What you read is too old to tell"
        ending = "" if told else " what differs"
        self.args = (f"{self.args[0]} Last changed by {by} at {at}. {found}{ending}.",)


class PreconditionMissingError(ServiceError):
    """A change that could overwrite another one must say what it is based on."""

    def __init__(self, kind: str, etag: str) -> None:
        self.kind, self.etag = kind, etag
        super().__init__(
            f"Say which {kind} you are changing: send its ETag as If-Match, or as ?if_match=. "
            "It stands in the header ETag and in the field etag of what you read."
        )


class InvalidChangeError(ServiceError):
    """What would come of a change is not valid; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults))


class PatchTestFailedError(ServiceError):
    """A `test` of a JSON Patch found another value; nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults))


class InUseError(ServiceError):
    """Others name what is to be removed; each fault is one of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults))


class ExternalIdTakenError(ServiceError):
    """An external id names one thing of a kind, and it is another one."""

    def __init__(self, kind: str, external_id: str, other: str) -> None:
        self.kind, self.external_id, self.other = kind, external_id, other
        super().__init__(
            f"{external_id} already names the {kind} {other}; nothing was written. "
            "Take it away from there first, or go on with that one."
        )


class BatchRefusedError(ServiceError):
    """Some items of a batch that is all or nothing fail; none was kept."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults))


class ArchivedError(ServiceError):
    """What is archived is kept as it is; `around` names the outermost archived thing around it."""

    def __init__(self, kind: str, identifier: str, around_kind: str, around: str) -> None:
        self.kind, self.identifier, self.around = kind, identifier, around
        its = "" if around == identifier else f", and so is its {around_kind} {around}"
        plural = {"opportunity": "opportunities"}.get(around_kind, f"{around_kind}s")
        super().__init__(
            f"The {kind} {identifier} is archived{its}; nothing was written. "
            f"Restore it first: POST /v1/{plural}/{around}/restore."
        )


class ProposalClosedError(ServiceError):
    """Nothing of the proposal is open any more; `state` says why: decided, or withdrawn."""

    def __init__(self, proposal_id: str, state: str) -> None:
        self.proposal_id, self.state = proposal_id, state
        super().__init__(
            f"The proposal {proposal_id} is {state}, so nothing of it can be decided or withdrawn; "
            "nothing was written. Make another one for what should still change."
        )


class ConfirmationError(ServiceError):
    """What would be deleted is not what was looked at."""

    def __init__(self, account_id: str, *, is_late: bool) -> None:
        self.account_id, self.is_late = account_id, is_late
        why = "is older than 15 minutes" if is_late else "is not for what is there now"
        super().__init__(
            f"The confirmation {why}; nothing was deleted. Look again at "
            f"GET /v1/accounts/{account_id}/deletion-preview and send its confirm."
        )


class KeyReusedError(ServiceError):
    """One Idempotency-Key, two different requests."""

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key came with another request in the last 48 hours; nothing was "
            "written. Send a new key with every new request, the same one only to try again."
        )


class StillRunningError(ServiceError):
    """The request with this Idempotency-Key has not ended yet."""

    def __init__(self) -> None:
        super().__init__(
            "The same request, with the same Idempotency-Key, is being made right now. "
            "Try again in a moment: you will get its answer."
        )


class NotAcceptedError(ServiceError):
    """There is no acceptance to withdraw."""

    def __init__(self, version_number: int) -> None:
        self.version_number = version_number
        super().__init__(
            f"No acceptance of version {version_number} stands, so none can be withdrawn."
        )


class ScopeNotHeldError(ServiceError):
    """A key gives away only what it may do itself."""

    def __init__(self, scopes: Sequence[str]) -> None:
        self.scopes = tuple(scopes)
        super().__init__(
            f"Your key lacks {', '.join(scopes)}, so it cannot give that to another one; nothing "
            "was written. Leave it out, or use a key that has it."
        )


class EndedError(ServiceError):
    """What has ended has no successor."""

    def __init__(self, kind: str, identifier: str) -> None:
        self.kind, self.identifier = kind, identifier
        super().__init__(
            f"The {kind} {identifier} has ended, so there is nothing to replace. Make a new one."
        )


class NotReadyError(ServiceError):
    """The document of an operation is not there."""

    def __init__(self, operation_id: str, status: str) -> None:
        self.operation_id, self.status = operation_id, status
        self_help = (
            "Order it again."
            if status == "failed"
            else "Ask again in two seconds, or read its status."
        )
        super().__init__(
            f"The operation {operation_id} is {status}, so there is no document. {self_help}"
        )


class TooManyOperationsError(ServiceError):
    """A workspace orders more documents than are made for it."""

    def __init__(self, unfinished: int, kept: int) -> None:
        self.unfinished, self.kept = unfinished, kept
        super().__init__(
            f"This workspace has {kept} operations, {unfinished} of them unfinished; nothing was "
            "ordered. Wait for some, or delete those whose documents you have."
        )


class LastManagerError(ServiceError):
    """The last one that can manage a workspace's keys."""

    def __init__(self, identifier: str) -> None:
        self.identifier = identifier
        super().__init__(
            f"{identifier} is the last one here with the scope keys.manage: without it only "
            "whoever runs the service could make another. Make another first, or insist with "
            "?force=true."
        )


class StateError(ServiceError):
    """A thing is not in the state that what is asked for needs."""


class LayoutError(ServiceError):
    """A document is asked for that this statement cannot give; `parameter` asked for it."""

    def __init__(self, parameter: str, detail: str) -> None:
        self.parameter = parameter
        super().__init__(f"{parameter}: {detail}")
