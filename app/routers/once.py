"""Secrets that are shown once: in the answer that made them, and in no other."""

from __future__ import annotations

from fastapi import Response
from pydantic_core import from_json, to_json

from app.routers.answers import as_json


def shown_once(answer: Response, name: str, secret: str) -> Response:
    """Put a secret into the answer that made it; one that is replayed goes out without.

    The answer was kept, for whoever asks again, before the secret was in it.
    """
    if "idempotent-replayed" in answer.headers or answer.status_code >= 400:  # noqa: PLR2004 - a problem
        return answer
    headers = {
        each: value
        for each, value in answer.headers.items()
        if each not in ("content-length", "content-type")
    }
    shown = {**from_json(bytes(answer.body)), name: secret}
    return as_json(to_json(shown), headers, answer.status_code)
