"""Who a key is."""

from __future__ import annotations

from app.deps import TheCaller
from app.routers import wire
from app.routers.answers import problems, strict_router
from app.routers.strict import needs

router = strict_router("Keys")


@router.get("/me", name="getMe", summary="Who am I", responses=problems())
@needs(None)
async def get_me(caller: TheCaller) -> wire.Me:
    """Tell who the key of this request is: the simplest way to test one."""
    return wire.Me(key_id=caller.key_id, name=caller.name, workspace_id=caller.workspace_id)
