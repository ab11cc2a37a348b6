"""Whether the service lives, and whether it can serve."""

from __future__ import annotations

from typing import Literal

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from app.documents.printer import Printer, PrinterState
from app.routers.answers import problems
from app.routers.strict import StrictRoute

router = APIRouter(prefix="/health", tags=["Health"], route_class=StrictRoute)


class Health(BaseModel):
    """The service's own word on itself."""

    status: Literal["live", "ready"]


class PrinterHealth(BaseModel):
    """How this process's printer does, since it started."""

    workers: int = Field(ge=0, le=1000)
    free_workers: int = Field(ge=0, le=1000)
    documents_in_hand: int = Field(ge=0, le=1000, description="Being made, or waiting.")
    documents_made: int = Field(ge=0)
    documents_remembered: int = Field(ge=0, description="Asked for again, and not made again.")
    documents_stopped: int = Field(ge=0, description="They took longer than any may.")
    peak_worker_megabytes: int = Field(ge=0, description="The most that any worker ever held.")


class Readiness(Health):
    """The same, and how the printer does; a busy printer is no reason not to be ready."""

    printer: PrinterHealth


@router.get("/live", name="getLiveness", summary="Is it alive", responses=problems())
async def live() -> Health:
    """Answer as long as the process runs."""
    return Health(status="live")


@router.get("/ready", name="getReadiness", summary="Is it ready", responses=problems())
async def ready(request: Request) -> Readiness:
    """Answer 200 when the store answers and is still the one that was opened."""
    await to_thread.run_sync(request.app.state.store.check)
    printer: Printer = request.app.state.printer
    return Readiness(status="ready", printer=_told(printer.state()))


def _told(state: PrinterState) -> PrinterHealth:
    return PrinterHealth(
        workers=state.workers,
        free_workers=state.free,
        documents_in_hand=state.in_hand,
        documents_made=state.made,
        documents_remembered=state.remembered,
        documents_stopped=state.stopped,
        peak_worker_megabytes=state.peak_memory // 2**20,
    )
