"""JSON pointers (RFC 6901): places in a document that can be read, added to, replaced, removed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_MOST_TOKENS = 64
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_BAD_ESCAPE = re.compile(r"~(?![01])")


class NowhereError(Exception):
    """A pointer leads to no place where this could be done."""

    def __init__(self, pointer: str, detail: str, hint: str | None = None) -> None:
        self.pointer, self.hint = pointer, hint
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Place:
    """A member of an object or an item of a list; there need not be anything yet."""

    pointer: str
    parent: dict[str, Any] | list[Any]
    token: str
    depth: int

    def value(self) -> Any:  # noqa: ANN401 - JSON may be anything
        """What stands there.

        Raises:
            NowhereError: nothing does.
        """
        if isinstance(self.parent, list):
            return self.parent[self._index(len(self.parent) - 1)]
        self._demand()
        return self.parent[self.token]

    def add(self, value: object) -> None:
        """Set a member, or insert an item; `-` stands after the last.

        Raises:
            NowhereError: the list is shorter.
        """
        if isinstance(self.parent, dict):
            self.parent[self.token] = value
        elif self.token == "-":  # noqa: S105 - a pointer's token
            self.parent.append(value)
        else:
            self.parent.insert(self._index(len(self.parent)), value)

    def replace(self, value: object) -> None:
        """Put something else in the place of what stands there.

        Raises:
            NowhereError: nothing does.
        """
        if isinstance(self.parent, list):
            self.parent[self._index(len(self.parent) - 1)] = value
        else:
            self._demand()
            self.parent[self.token] = value

    def remove(self) -> None:
        """Take away what stands there.

        Raises:
            NowhereError: nothing does, or it is the whole document.
        """
        if not self.pointer:
            raise NowhereError(self.pointer, "The whole draft cannot be taken away.")
        if isinstance(self.parent, list):
            del self.parent[self._index(len(self.parent) - 1)]
        else:
            self._demand()
            del self.parent[self.token]

    def _demand(self) -> None:
        if self.token not in self.parent:
            raise NowhereError(
                self.pointer,
                f"There is no member “{self.token[:64]}”.",
                "A field nobody gave is not there yet: “add” sets it.",
            )

    def _index(self, last: int) -> int:
        if not _INDEX.fullmatch(self.token):
            raise NowhereError(
                self.pointer,
                f"“{self.token[:64]}” is no index of a list here.",
                "Items count from 0; “-” is for adding after the last. By key: "
                "PATCH …/draft/assumptions/{key}, and the same for the other lists.",
            )
        if int(self.token) > last:
            raise NowhereError(self.pointer, f"The list has no place {self.token}.")
        return int(self.token)


def read_pointer(document: dict[str, Any], pointer: str) -> Place:
    """The place a pointer leads to in the document that stands under the name "".

    Raises:
        NowhereError: it is no JSON pointer, or leads through what is not there.
    """
    tokens = _tokens(pointer)
    place = Place("", document, "", 0)
    for depth, token in enumerate(tokens, 1):
        inner = place.value()
        if not isinstance(inner, dict | list):
            raise NowhereError(pointer, f"Nothing can stand below “{place.token[:64]}”.")
        place = Place(pointer, inner, token, depth)
    return place


def _tokens(pointer: str) -> list[str]:
    if not pointer:
        return []
    if not pointer.startswith("/"):
        hint = f"Write {pointer[1:200]}" if pointer.startswith("#/") else None
        raise NowhereError(pointer, "A JSON pointer is empty or starts with “/”.", hint)
    if _BAD_ESCAPE.search(pointer):
        raise NowhereError(pointer, "“~” is written ~0 in a JSON pointer, and “/” ~1.")
    tokens = pointer[1:].split("/")
    if len(tokens) > _MOST_TOKENS:
        raise NowhereError(pointer, f"No place lies deeper than {_MOST_TOKENS} steps.")
    return [token.replace("~1", "/").replace("~0", "~") for token in tokens]
