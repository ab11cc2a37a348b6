"""Formulas that were read lately, so that each is read once while its statement is checked.

What is remembered is bounded in characters, whatever users write; what was read first is forgotten
first. A formula says nothing of who wrote it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Read = TypeVar("Read")


class Memory(Generic[Read]):
    """A function of texts that need not do the same work twice.

    Example:
        >>> measured = Memory(len, most_characters=10)
        >>> measured("a text"), measured("a text"), measured.reads
        (6, 6, 1)
    """

    def __init__(self, read: Callable[[str], Read], most_characters: int) -> None:
        self.reads = 0
        self._read, self._most_characters = read, most_characters
        self._characters = 0
        self._found: dict[str, Read] = {}
        self._lock = Lock()

    def __call__(self, text: str) -> Read:
        """What reading a text gives; whatever reading raises is raised again each time."""
        found = self._found.get(text)
        return self._remembered(text) if found is None else found

    def clear(self) -> None:
        """Forget everything, as a new process has."""
        with self._lock:
            self._found.clear()
            self._characters = 0

    def _remembered(self, text: str) -> Read:
        self.reads += 1
        found = self._read(text)
        if len(text) > self._most_characters:
            return found
        with self._lock:
            if text not in self._found:
                self._found[text] = found
                self._characters += len(text)
            while self._characters > self._most_characters:
                oldest = next(iter(self._found))
                del self._found[oldest]
                self._characters -= len(oldest)
        return found
