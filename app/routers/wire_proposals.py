"""What the API answers with about proposals."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.routers.wire import Author, Currency, Etag, Id, Name, Stored, Url, VersionNumber, Wire
from app.routers.wire_parts import Headline
from app.value.comparison import Comparison

State = Literal["open", "decided", "withdrawn"]
Figure = Annotated[
    str,
    Field(max_length=100, description="A figure, exact; a code where the path is `convention`."),
]
Cell = Annotated[str, Field(max_length=60, examples=["Assumptions!E12"])]
Count = Annotated[int, Field(ge=0, le=100_000)]


class ProposalDoubt(Wire):
    """Something that somebody should look at before deciding."""

    code: str = Field(max_length=60, examples=["PERCENTAGE_FOR_FRACTION"])
    detail: str = Field(max_length=2000)
    hint: str = Field(max_length=1000)
    place: Cell | None = Field(description="The workbook's cell.")
    readings: tuple[Figure, ...] = Field(
        max_length=10, description="What may be meant instead of what is proposed."
    )


class ProposalItem(Wire):
    """A change of one figure, beside what the draft says now."""

    path: str = Field(max_length=100, examples=["assumptions/users/value"])
    label: str = Field(max_length=1200)
    unit: str | None = Field(max_length=200)
    original: Figure | None = Field(description="What the proposal was made from.")
    proposed: Figure | None = Field(
        description="Null where what was given can be read in no way, or in more than one: such an "
        "item is accepted with a value."
    )
    present: Figure | None = Field(description="What the draft says; null where it has it no more.")
    is_conflict: bool = Field(
        description="The draft was changed here too since, and to something else."
    )
    place: Cell | None = Field(description="The workbook's cell.")
    reason: str | None = Field(max_length=1000)
    doubts: tuple[ProposalDoubt, ...] = Field(max_length=20)
    state: Literal["open", "accepted", "refused"]
    decided_figure: Figure | None = Field(description="What was put into the draft.")
    decision_reason: str | None = Field(max_length=1000)
    decided_at: datetime | None
    decided_by: Author | None


class ProposalSummary(Stored):
    """What somebody proposes to change in a draft, without the single changes."""

    statement_id: Id
    state: State = Field(description="`decided`: no item is open any more.")
    form: Literal["workbook", "json"] = Field(description="How it came.")
    proposed_by: Name | None
    proposed_by_role: Name | None
    note: str | None = Field(max_length=4000)
    base_version_number: VersionNumber | None = Field(
        description="The version it was made from; null for a draft, or where nobody knows."
    )
    base_etag: Etag | None = Field(
        description="The tag of the draft it was made from; null for a version, or where nobody "
        "knows."
    )
    item_count: Count
    doubtful_count: Count
    accepted_count: Count
    refused_count: Count
    withdrawal_note: str | None = Field(max_length=4000)
    statement_url: Url


class Proposal(ProposalSummary):
    """A proposal with its single changes, and what they would come to."""

    draft_etag: Etag = Field(description="The draft's tag, to be sent with decisions.")
    currency_code: Currency
    items: tuple[ProposalItem, ...] = Field(max_length=20_000)
    remarks: tuple[ProposalDoubt, ...] = Field(
        max_length=20_000, description="What else was noticed in the workbook."
    )
    before: Headline | None = Field(description="The draft's figures; null where it has none.")
    after: Headline | None = Field(
        description="Its figures if every open item were accepted as proposed; null where it would "
        "have none, or not be valid."
    )
    comparison: Comparison | None = Field(
        description="From the draft to what it would be, and what each change does to Value. "
        "Only where one proposal is read."
    )
