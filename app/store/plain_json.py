"""A column of plain JSON: lists, objects, texts. Equal content is equal text (RFC 8785)."""

from __future__ import annotations

from typing import Any

import rfc8785
from pydantic_core import from_json
from sqlalchemy import Dialect, Text, TypeDecorator


class PlainJson(TypeDecorator[Any]):
    """JSON, kept as its canonical text; NULL for None.

    Numbers other than small integers are texts in it: no database gets to round them.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(
        self,
        value: Any,  # noqa: ANN401 - JSON may be anything
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> str | None:
        """Write it."""
        return None if value is None else rfc8785.dumps(value).decode()

    def process_result_value(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002 - as above
    ) -> Any:  # noqa: ANN401 - as above
        """Read it."""
        return None if value is None else from_json(value)
