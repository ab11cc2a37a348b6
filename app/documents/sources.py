"""Sources as numbered endnotes: each is told once, however many figures rest on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.value.assumptions import Assumption

MOST_SOURCES = 200


@dataclass(frozen=True)
class SourceView:
    """A source, its number, and the assumptions that rest on it."""

    number: int
    text: str
    assumptions: tuple[str, ...]


class Sources:
    """Numbers the sources of assumptions in the order in which these stand."""

    def __init__(self, assumptions: Iterable[Assumption]) -> None:
        self._assumptions = tuple(part for part in assumptions if part.source)

    def number(self, assumption: Assumption) -> int | None:
        """The number of the source an assumption names."""
        return self._numbers.get(assumption.source or "")

    def listed(self) -> tuple[SourceView, ...]:
        """All sources with a number."""
        keys: dict[str, list[str]] = {}
        for part in self._assumptions:
            keys.setdefault(part.source or "", []).append(part.key)
        return tuple(
            SourceView(number, text, tuple(keys[text])) for text, number in self._numbers.items()
        )

    @cached_property
    def _numbers(self) -> dict[str, int]:
        texts = list(dict.fromkeys(part.source or "" for part in self._assumptions))
        return {text: number for number, text in enumerate(texts[:MOST_SOURCES], start=1)}
