"""What the API answers with, field by field."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from app.services.acceptance import Status
from app.services.deal_plans import Competitors, KeyPlayers, Steps
from app.services.preconditions import Revised, etag_of
from app.services.profiles import Brand, Employees, SizeDrivers
from app.value import Result, ValueStatement
from app.value.figures import Figure

Item = TypeVar("Item")
Id = Annotated[str, Field(max_length=30, examples=["acc_01kb00m3e8f0q9x6v2c7d4n1rs"])]
Url = Annotated[
    str, Field(max_length=2000, examples=["/v1/accounts/acc_01kb00m3e8f0q9x6v2c7d4n1rs"])
]
Name = Annotated[str, Field(max_length=200)]
Author = Annotated[str, Field(max_length=100, description="The name of a key.")]
Stage = Annotated[str, Field(max_length=100)]
Segment = Annotated[str, Field(max_length=10, examples=["alpha"])]
Language = Annotated[str, Field(max_length=12, examples=["en-GB"])]
Currency = Annotated[str, Field(max_length=3, examples=["GBP"])]
VersionNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]
Etag = Annotated[str, Field(max_length=40, examples=['"5f0c2a9b7d3e4f60718293a4"'])]


class Wire(BaseModel):
    """Answers are facts."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Stored(Wire):
    """What every stored thing says about itself."""

    id: Id
    url: Url
    etag: Etag
    created_at: datetime
    created_by: Author
    updated_at: datetime
    updated_by: Author


class ExternalId(Wire):
    """What another system calls a thing."""

    crm_system: str = Field(max_length=50, examples=["salesforce"])
    external_id: str = Field(max_length=255, examples=["0017000000XyZ12AAF"])


class Called(Stored):
    """A stored thing that other systems may know by ids of their own."""

    external_ids: tuple[ExternalId, ...] = Field(max_length=20)
    archived_at: datetime | None = Field(
        default=None, description="Since when it is archived: kept, and no longer changed."
    )


class Account(Called):
    """A customer company."""

    name: Name
    segment: Segment | None
    industry: Name | None
    language: Language | None
    currency_code: Currency | None
    region: Name | None
    website: str | None = Field(max_length=300)
    employees: Employees | None
    revenue: Figure | None = Field(description="A year's, in `revenue_currency_code`.")
    revenue_currency_code: Currency | None
    description: str | None = Field(max_length=4000)
    size_drivers: SizeDrivers
    brand: Brand | None


class Opportunity(Called):
    """One deal with an account; `amount` in `currency_code`."""

    account_id: Id
    name: Name
    stage: Stage | None
    amount: Figure | None
    currency_code: Currency | None
    close_date: date | None
    decision_on: date | None
    pain: str | None = Field(max_length=4000)
    key_players: KeyPlayers
    evaluation_plan: Steps
    competitors: Competitors
    next_steps: Steps
    account: Account | None = Field(default=None, description="Only with `expand=account`.")


class Error(Wire):
    """One thing that is wrong, and where."""

    pointer: str | None = Field(default=None, description="A JSON pointer into the body.")
    parameter: str | None = None
    code: str
    detail: str
    hint: str | None = None
    formula: str | None = None
    position: int | None = Field(default=None, description="In the formula, from 0.")
    length: int | None = None
    underlined: str | None = Field(default=None, description="The formula, its place underlined.")


class Draft(Wire):
    """A statement's draft with what comes of it: a result, or the faults that prevent one."""

    statement_id: Id
    etag: Etag
    updated_at: datetime
    updated_by: Author
    statement: ValueStatement
    result: Result | None
    faults: tuple[Error, ...]


class VersionSummary(Wire):
    """A version without its content; the three totals in `currency_code`."""

    id: Id
    statement_id: Id
    version_number: VersionNumber
    url: Url
    document_url: Url
    label: Name | None
    note: str | None = Field(max_length=4000)
    stage: Stage | None
    author: Author
    created_at: datetime
    engine: str = Field(max_length=20)
    content_hash: str = Field(
        max_length=64,
        description="SHA-256 of the canonical JSON (RFC 8785) of statement, result and engine.",
    )
    title: Name
    currency_code: Currency
    total_benefits: Figure
    total_investment: Figure
    value: Figure
    npv: Figure | None
    roi: Figure | None
    payback_months: Figure | None
    proven_share: Figure | None = Field(
        description="The fraction of total benefits that rests on figures the customer confirmed."
    )


class ListedVersion(VersionSummary):
    """A version without its content, and its place among the others."""

    status: Status = Field(
        description="`accepted`: its acceptance was told last, and stands. `current`: the newest "
        "version, unless it is the accepted one. `superseded`: any other."
    )


class Origin(Wire):
    """Where a statement branched off; the draft has no version number."""

    statement_id: Id
    version_number: VersionNumber | None


class Statement(Called):
    """A value statement; `etag` is its draft's."""

    opportunity_id: Id
    title: Name
    currency_code: Currency
    latest_version_number: VersionNumber | None
    branched_from: Origin | None
    draft_url: Url
    versions_url: Url
    opportunity: Opportunity | None = Field(
        default=None, description="Only with `expand=opportunity`."
    )
    account: Account | None = Field(default=None, description="Only with `expand=account`.")
    latest_version: VersionSummary | None = Field(
        default=None, description="Only with `expand=latest_version`."
    )


class Version(VersionSummary):
    """A version: a frozen draft with its result."""

    statement: ValueStatement
    result: Result


class Page(Wire, Generic[Item]):
    """A stretch of a list, newest first; `next_url` goes on with it."""

    items: tuple[Item, ...] = Field(max_length=200)
    has_more: bool
    next_cursor: str | None = Field(max_length=1000)
    next_url: str | None = Field(max_length=8000)


class DraftDifference(Wire):
    """One field of a draft that differs, or one part that is new or gone."""

    kind: Literal["added", "removed", "changed"]
    part: str = Field(max_length=30, examples=["assumption"])
    key: str | None = Field(max_length=64)
    field: str | None = Field(max_length=64)
    pointer: str = Field(
        max_length=200, description="A JSON pointer into the later draft; of what is gone, earlier."
    )
    words: str = Field(max_length=1000, examples=["Users, value: 20 → 22 people"])


class ProblemDocument(Wire):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    instance: str
    request_id: str | None
    etag: str | None = Field(default=None, description="The present one, where yours is stale.")
    changed_by: str | None = Field(
        default=None, max_length=100, description="Who changed the draft last, where it is stale."
    )
    changed_at: datetime | None = Field(default=None, description="When that was.")
    difference_count: int | None = Field(
        default=None, description="How many fields and parts differ from the draft you read."
    )
    differences: tuple[DraftDifference, ...] | None = Field(
        default=None,
        max_length=100,
        description="What differs from the draft you read; null where that is too old to tell.",
    )
    errors: tuple[Error, ...] = ()


class BatchItem(Wire, Generic[Item]):
    """What became of one item: its body, or the problem with it."""

    status: int = Field(ge=200, le=599, description="As the item alone would have been answered.")
    body: Item | None = None
    problem: ProblemDocument | None = None


class BatchAnswer(Wire, Generic[Item]):
    """What became of each item of a batch, in the order they were sent."""

    items: tuple[BatchItem[Item], ...] = Field(max_length=200)
    failed_count: int = Field(ge=0, le=200)


def stored(model: type[Item], record: Revised, url: str, **more: object) -> Item:
    """A stored thing as the API tells it."""
    fields = {name: getattr(record, name) for name in record.__slots__}  # type: ignore[attr-defined]
    return model(**{**fields, **more, "url": url, "etag": etag_of(record)})
