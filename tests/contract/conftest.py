from __future__ import annotations

from tests.routers.conftest import api, service

__all__ = ["api", "service"]
