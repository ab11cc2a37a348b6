"""Which of the available forms a client wants, and whether it has the present one already."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request

from app.problems import RefusedError


def chosen(accept: str | None, available: Sequence[str]) -> str:
    """The media type to answer with: the one preferred most, the first of equals.

    Automation tools send long lists that end in `*/*;q=0.7`; whatever is there satisfies them.

    Raises:
        RefusedError: none of them is accepted.

    Example:
        >>> chosen("application/json, */*;q=0.7", ["application/pdf"])
        'application/pdf'
    """
    wishes = _wishes(accept or "*/*")
    best = max(available, key=lambda kind: _quality(kind, wishes))
    if _quality(best, wishes) > 0:
        return best
    raise RefusedError(
        "NOT_ACCEPTABLE",
        f"Available here: {', '.join(available)}. Name one in Accept, or with ?format=.",
    )


def has_it(request: Request, etag: str) -> bool:
    """Whether the client said that it has this very representation."""
    given = request.headers.get("if-none-match")
    if given is None:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in given.split(",")}
    return bool(tags & {etag, "*"})


def _wishes(accept: str) -> dict[str, float]:
    wishes: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        wishes[kind] = next((_number(each[2:]) for each in parameters if each[:2] == "q="), 1.0)
    return wishes


def _quality(kind: str, wishes: dict[str, float]) -> float:
    group = f"{kind.partition('/')[0]}/*"
    return next((wishes[each] for each in (kind, group, "*/*") if each in wishes), 0.0)


def _number(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0
