"""What the API answers with about single parts of a draft."""

from __future__ import annotations

from typing import Generic

from pydantic import Field

from app.routers.wire import Etag, Id, Item, Wire
from app.value.figures import Figure


class Headline(Wire):
    """The figures a draft is known by."""

    value: Figure
    total_benefits: Figure
    total_investment: Figure
    npv: Figure
    roi: Figure | None


class DraftPart(Wire, Generic[Item]):
    """One part of a draft; `etag` is the draft's."""

    statement_id: Id
    etag: Etag
    part: Item


class ChangedDraftPart(Wire, Generic[Item]):
    """One part of a draft after its change, null where it was removed; `etag` is the draft's."""

    statement_id: Id
    etag: Etag
    part: Item | None
    before: Headline | None = Field(description="Null where the draft had no result.")
    after: Headline | None = Field(description="Null where the draft has no result now.")
