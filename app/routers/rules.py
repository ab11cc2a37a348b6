"""The rules of the case check, and which of them a workspace wants."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, Response
from pydantic import Field

from app.deps import TheDesk, ThePrecondition
from app.routers import wire
from app.routers.answers import as_json, json_bytes, problems, strict_router
from app.routers.strict import needs
from app.services import checklists as services
from app.services.checklists import checklist, choose
from app.services.preconditions import etag_of
from app.value.findings import RULES, Checklist, Rule
from app.value.result import Severity

router = strict_router("Rules")


class RuleTold(wire.Wire):
    """One thing that finance would ask."""

    id: str = Field(max_length=64)
    title: str = Field(max_length=200)
    why: str = Field(max_length=1000)
    advice: str = Field(max_length=1000)
    severity: Severity
    is_on: bool = Field(description="Whether this workspace asks it.")
    is_thorough: bool = Field(
        description="Calculates variants of the case, so that only a check asks it."
    )


class Rules(wire.Wire):
    """Every rule, in the order in which a reader would ask, as this workspace wants them."""

    items: tuple[RuleTold, ...]


class ChosenChecklist(wire.Wire):
    """How a workspace wants its cases checked; `etag` is to be sent with a change."""

    etag: wire.Etag
    checklist: Checklist


@router.get("/rules", name="listRules", summary="List the rules", responses=problems())
@needs("statements.read")
async def list_rules(desk: TheDesk) -> Rules:
    """List the rules of the case check, each with its reason, its advice and its severity here."""
    chosen = (await desk.read(checklist)).checklist
    return Rules(items=tuple(_told(rule, chosen) for rule in RULES))


@router.get(
    "/checklist",
    name="getChecklist",
    summary="Read the checklist",
    response_model=ChosenChecklist,
    responses=problems(),
)
@needs("statements.read")
async def get_checklist(desk: TheDesk) -> Response:
    """Read which rules this workspace leaves out or weighs differently, and their limits."""
    return _answer(await desk.read(checklist))


@router.put(
    "/checklist",
    name="replaceChecklist",
    summary="Replace the checklist",
    response_model=ChosenChecklist,
    responses=problems(412, 413, 415, 422, 507),
)
@needs("rules.manage")
async def replace_checklist(
    desk: TheDesk,
    chosen: Annotated[Checklist, Body(examples=[{"limits": {"most_benefits": 7}}])],
    precondition: ThePrecondition,
) -> Response:
    """Choose how this workspace's cases are checked. Results and versions stay as they are."""
    return await desk.write(_answer, choose, chosen, precondition)


def _told(rule: Rule, chosen: Checklist) -> RuleTold:
    return RuleTold(
        id=rule.id,
        title=rule.title,
        why=rule.why,
        advice=rule.advice,
        severity=chosen.severities.get(rule.id, rule.severity),
        is_on=rule.id not in chosen.off,
        is_thorough=rule.thorough,
    )


def _answer(found: services.ChosenChecklist) -> Response:
    told = ChosenChecklist(etag=etag_of(found), checklist=found.checklist)
    return as_json(json_bytes(told), {"ETag": told.etag})
