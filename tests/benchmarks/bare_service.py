"""The floor of the service: routes that validate the example's body and answer a constant.

`/validated` reads the product's own model of a statement; `/plain` reads the same body by types
alone: no bounds, no formulas, no rule between fields.

    python -m tests.benchmarks.bare_service PORT
"""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from pydantic import BaseModel

from app.value import ValueStatement, calculate

EXAMPLE = Path(__file__).parents[1] / "cases" / "new-data-services.json"


class PlainPart(BaseModel):
    """What most parts of the example have."""

    key: str
    statement: str | None = None


class PlainPlayer(PlainPart):
    """A key player by types alone."""

    name: str
    role: str | None = None
    concerns: list[str] = []


class PlainPain(PlainPart):
    """A pain by types alone."""

    owner: str | None = None


class PlainAssumption(PlainPart):
    """An assumption by types alone."""

    label: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    basis: str | None = None
    status: str | None = None
    source: str | None = None


class PlainCapability(PlainPart):
    """A capability by types alone."""

    differentiator: str | None = None
    deliverables: list[str] = []


class PlainLine(PlainPart):
    """A benefit or an investment by types alone."""

    metric: dict[str, str] | None = None
    category: str | None = None
    realisation: str | None = None
    upfront: str | None = None
    per_year: str | None = None
    paid_to: str | None = None
    kind: str | None = None
    pains: list[str] = []
    capabilities: list[str] = []
    key_players: list[str] = []
    deliverables: list[str] = []


class PlainStatement(BaseModel):
    """A value statement by types alone."""

    title: str
    customer: str | None = None
    currency_code: str
    language: str = "en-GB"
    starts_on: date | None = None
    horizon_years: int
    discount_rate: Decimal
    convention: str = "year_end"
    pains: list[PlainPain] = []
    key_players: list[PlainPlayer] = []
    assumptions: list[PlainAssumption] = []
    capabilities: list[PlainCapability] = []
    deliverables: list[PlainPart] = []
    benefits: list[PlainLine] = []
    investments: list[PlainLine] = []


def bare_app() -> FastAPI:
    """Both routes; each answer is as long as the product's own."""
    raw = EXAMPLE.read_bytes()
    constant = calculate(ValueStatement.model_validate_json(raw)).model_dump_json().encode()
    app = FastAPI()

    @app.post("/validated")
    async def validated(statement: ValueStatement) -> Response:  # noqa: ARG001 - only validated
        return Response(constant, media_type="application/json")

    @app.post("/plain")
    async def plain(statement: PlainStatement) -> Response:  # noqa: ARG001 - only validated
        return Response(constant, media_type="application/json")

    return app


if __name__ == "__main__":
    uvicorn.run(
        bare_app(),
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )
