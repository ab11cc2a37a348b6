"""What the store returns: frozen records, free of any database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A stretch of a list; `after` is the place from which the next one goes on."""

    items: tuple[Item, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, from which client and why: what changes and the audit remember.

    `name` is the key's, or the command's; `client` is the program that called, as it names itself.
    """

    name: str
    key_id: str | None = None
    client: str | None = None
    reason: str | None = None
    request_id: str | None = None
    address: str | None = None
    user_agent: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to a thing: for the audit, written when the transaction commits.

    `before` and `after` are what the thing said, as plain JSON; None where there was nothing.
    Where both are given the audit keeps what differs. `workspace_id` is named where the
    transaction is not bound to the thing's workspace.
    """

    action: str
    kind: str
    id: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    workspace_id: str | None = None


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """An event as it was written; `sha256` is its link in the workspace's chain.

    Where privacy demanded that its content goes, reason, before and after are None.
    """

    id: str
    sequence_number: int
    at: datetime
    action: str
    resource_kind: str
    resource_id: str
    actor: str
    actor_key_id: str | None
    client: str | None
    request_id: str | None
    address: str | None
    user_agent: str | None
    reason: str | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    is_erased: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class ExternalId:
    """What another system calls a thing."""

    crm_system: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Account:
    """A customer company; its parts are plain JSON, and `revenue` is in its own currency."""

    id: str
    revision: int
    name: str
    segment: str | None
    industry: str | None
    language: str | None
    currency_code: str | None
    region: str | None
    website: str | None
    employees: int | None
    revenue: Decimal | None
    revenue_currency_code: str | None
    description: str | None
    size_drivers: Mapping[str, Any]
    brand: Mapping[str, Any] | None
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
    external_ids: tuple[ExternalId, ...]
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One deal with an account; `amount` in `currency_code`, its parts plain JSON."""

    id: str
    revision: int
    account_id: str
    name: str
    stage: str | None
    amount: Decimal | None
    currency_code: str | None
    close_date: date | None
    decision_on: date | None
    pain: str | None
    key_players: Sequence[Mapping[str, Any]]
    evaluation_plan: Sequence[Mapping[str, Any]]
    competitors: Sequence[Mapping[str, Any]]
    next_steps: Sequence[Mapping[str, Any]]
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
    external_ids: tuple[ExternalId, ...]
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A value statement without its bodies; `head` is its newest version's number, 0 for none."""

    id: str
    revision: int
    opportunity_id: str
    title: str
    currency_code: str
    head: int
    branched_from_statement_id: str | None
    branched_from_version: int | None
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
    external_ids: tuple[ExternalId, ...]
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A draft to be kept, and what lists tell of it."""

    title: str
    currency_code: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement branched off; the draft has no version number."""

    statement_id: str
    version_number: int | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement's draft as it was put, with the names around it."""

    statement: Statement
    content: bytes
    account_name: str
    stage: str | None


@dataclass(frozen=True, slots=True)
class DraftChange:
    """A change of a draft: who made it, when, why and from which client.

    `told` is what it changed, as JSON: null where that cannot be told.
    """

    statement_id: str
    revision: int
    changed_at: datetime
    changed_by: str
    key_id: str | None
    client: str | None
    reason: str | None
    told: bytes


@dataclass(frozen=True, slots=True)
class Version:
    """A frozen draft without its body; the three totals in `currency_code`."""

    id: str
    statement_id: str
    version_number: int
    label: str | None
    note: str | None
    stage: str | None
    author: str
    created_at: datetime
    engine: str
    content_hash: str
    title: str
    currency_code: str
    total_benefits: str
    total_investment: str
    value: str
    npv: str | None
    roi: str | None
    payback_months: str | None
    proven_share: str | None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The customer accepted a version, or (`stands` is false) the acceptance was withdrawn."""

    id: str
    statement_id: str
    version_number: int
    stands: bool
    accepted_by: str | None
    accepted_on: date | None
    note: str | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class KeptRequest:
    """A request with an Idempotency-Key; its answer is None while it runs."""

    key: str
    fingerprint: str
    claim: str
    claimed_until: datetime
    status: int | None
    headers: bytes | None
    body: bytes | None


@dataclass(frozen=True, slots=True)
class KeptChecklist:
    """How a workspace wants its cases checked, as JSON in bytes; `id` is the workspace's."""

    id: str
    revision: int
    content: bytes
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, slots=True)
class KeptBrand:
    """How a workspace's documents look, as JSON, and their logo; `id` is the workspace's."""

    id: str
    revision: int
    content: bytes
    logo: bytes | None
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, slots=True)
class BrandLayers:
    """What workspace and account say of how documents look, each as it is kept."""

    workspace: bytes | None = None
    workspace_logo: bytes | None = None
    account: Mapping[str, Any] | None = None
    account_logo: bytes | None = None
