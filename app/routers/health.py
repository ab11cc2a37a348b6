"""Whether the service lives, and whether it can serve."""

from __future__ import annotations

from typing import Literal

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel

from app.routers.answers import problems
from app.routers.strict import StrictRoute

router = APIRouter(prefix="/health", tags=["Health"], route_class=StrictRoute)


class Health(BaseModel):
    """The service's own word on itself."""

    status: Literal["live", "ready"]


@router.get("/live", name="getLiveness", summary="Is it alive", responses=problems())
async def live() -> Health:
    """Answer as long as the process runs."""
    return Health(status="live")


@router.get("/ready", name="getReadiness", summary="Is it ready", responses=problems())
async def ready(request: Request) -> Health:
    """Answer 200 when the store answers and is still the one that was opened."""
    await to_thread.run_sync(request.app.state.store.check)
    return Health(status="ready")
