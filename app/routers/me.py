"""Who a key is."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from app.deps import TheDesk
from app.routers import wire
from app.routers.answers import problems, strict_router
from app.routers.strict import needs
from app.services.scopes import Scope
from app.store.keys import workspace_name

router = strict_router("Keys")


class Me(wire.Wire):
    """Who a key or a token is, and what it may do."""

    key_id: wire.Id = Field(description="The key's; with a token its client's.")
    name: str = Field(max_length=100)
    workspace_id: wire.Id
    workspace_name: str = Field(max_length=100)
    scopes: tuple[Scope, ...]
    expires_at: datetime | None = Field(description="When it ends; null for never.")


@router.get("/me", name="getMe", summary="Who am I", responses=problems())
@needs(None)
async def get_me(desk: TheDesk) -> Me:
    """Tell who the key of this request is: the simplest way to test one."""
    caller = desk.caller
    return Me(
        key_id=caller.key_id,
        name=caller.name,
        workspace_id=caller.workspace_id,
        workspace_name=await desk.read(workspace_name),
        scopes=tuple(sorted(caller.scopes)),
        expires_at=caller.expires_at,
    )
