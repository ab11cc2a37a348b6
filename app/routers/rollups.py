"""Roll-ups: what deals are worth, by account, by segment and within an account."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query, Request, Response
from pydantic import Field

from app.deps import TheDesk
from app.routers import lists, wire
from app.routers.answers import problems, strict_router
from app.routers.strict import needs
from app.services import rollups
from app.services.fields import Segment
from app.store.records import Page
from app.value.figures import ExactFigure

router = strict_router("Accounts")

Count = Annotated[int, Field(ge=0, le=2_147_483_647)]
Code = Annotated[str, Field(max_length=3, examples=["GBP"])]
_OF_NEWEST = (
    "Each statement counts with its newest version, as that was frozen; its draft does not. "
    "Archived things do not count. Currencies are never added up."
)


class CurrencyTotal(wire.Wire):
    """What statements of one currency add up to, undiscounted and after risk adjustment."""

    currency_code: Code
    statements: Count
    total_benefits: ExactFigure
    total_investment: ExactFigure
    value: ExactFigure


Totals = Annotated[tuple[CurrencyTotal, ...], Field(max_length=200)]


class ValueRollup(wire.Wire):
    """What the deals of an account, or of a segment's accounts, are worth."""

    account_id: wire.Id | None
    account_name: str | None = Field(max_length=200)
    segment: Segment | None
    accounts: Count
    opportunities: Count
    statements: Count = Field(description="Those without a version too.")
    totals: Totals


class StatementWorth(wire.Wire):
    """A statement with the figures of its newest version; null where it has none."""

    statement_id: wire.Id
    title: str = Field(max_length=200)
    version_number: int | None = Field(ge=1, le=2_147_483_647)
    currency_code: Code | None
    total_benefits: ExactFigure | None
    total_investment: ExactFigure | None
    value: ExactFigure | None


class OpportunityWorth(wire.Wire):
    """What a deal is worth, statement by statement."""

    opportunity_id: wire.Id
    opportunity_name: str = Field(max_length=200)
    stage: str | None = Field(max_length=100)
    totals: Totals
    statements: tuple[StatementWorth, ...] = Field(max_length=1_000_000)


class AccountWorth(wire.Page[OpportunityWorth]):
    """What all deals of an account are worth, and a stretch of them."""

    whole: ValueRollup


@router.get(
    "/rollups/value",
    name="rollUpValue",
    summary="Value by account or segment",
    description=f"What deals are worth, by account (newest first) or by segment. {_OF_NEWEST}",
    response_model=wire.Page[ValueRollup],
    responses=problems(),
)
@needs("accounts.read")
async def roll_up_value(
    desk: TheDesk,
    stretch: lists.TheStretch,
    request: Request,
    by: Annotated[Literal["account", "segment"], Query(description="What is a row.")] = "account",
) -> Response:
    """Value by account or segment."""
    after = stretch.after(lists.scope_of(request))
    if by == "segment":
        segments = Page(await desk.think(rollups.value_by_segment), None)
        return lists.answer(request, segments, _segment, stretch.limit)
    page = await desk.think(rollups.value_by_account, stretch.limit, after)
    return lists.answer(request, page, _account, stretch.limit)


@router.get(
    "/accounts/{account_id}/value",
    name="getAccountValue",
    summary="Value of an account's deals",
    description=f"What an account's deals are worth, newest first, and all of them. {_OF_NEWEST}",
    response_model=AccountWorth,
    responses=problems(404),
)
@needs("accounts.read")
async def get_account_value(
    desk: TheDesk, account_id: str, stretch: lists.TheStretch, request: Request
) -> Response:
    """Value of an account's deals."""
    after = stretch.after(lists.scope_of(request))
    found = await desk.think(rollups.value_within, account_id, stretch.limit, after)
    more = {"whole": _account(found.whole)}
    return lists.answer(request, found.opportunities, _opportunity, stretch.limit, more)


def _account(found: rollups.AccountValue) -> ValueRollup:
    return ValueRollup(
        account_id=found.account.id,
        account_name=found.account.name,
        segment=found.account.segment,
        accounts=1,
        opportunities=found.opportunities,
        statements=found.sum.statements,
        totals=_totals(found.sum),
    )


def _segment(found: rollups.SegmentValue) -> ValueRollup:
    return ValueRollup(
        account_id=None,
        account_name=None,
        segment=found.segment,
        accounts=found.accounts,
        opportunities=found.opportunities,
        statements=found.sum.statements,
        totals=_totals(found.sum),
    )


def _opportunity(found: rollups.OpportunityValue) -> OpportunityWorth:
    return OpportunityWorth(
        opportunity_id=found.opportunity.id,
        opportunity_name=found.opportunity.name,
        stage=found.opportunity.stage,
        totals=_totals(found.sum),
        statements=tuple(StatementWorth.model_validate(each) for each in found.statements),
    )


def _totals(found: rollups.Sum) -> tuple[CurrencyTotal, ...]:
    return tuple(CurrencyTotal.model_validate(total) for total in found.totals)
