"""Whose turn it is: presses are few, and nobody may keep all of them from everybody else."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from app.documents.errors import PrinterBusyError
from app.documents.press import Press

_SECONDS_TO_BEGIN = 60.0
"""How long whoever comes before the first press is warm waits for it."""


class Turns:
    """The presses that are free, and who may take one.

    Where there are several presses, one caller has all but one of them at most: a document that
    takes as long as any may never stops another caller's.
    """

    def __init__(self, presses: int, most_waiting: int, seconds: float) -> None:
        self._most_held = max(1, presses - 1)
        self._most_in_hand = presses + most_waiting
        self._most_of_one = self._most_held + max(1, most_waiting // 2) if most_waiting else presses
        self._seconds = seconds
        self._has_begun = False
        self._free: list[Press] = []
        self._in_hand: Counter[str] = Counter()
        self._held: Counter[str] = Counter()
        self._changed = threading.Condition()

    @property
    def in_hand(self) -> int:
        """Orders that are being made or wait."""
        return self._in_hand.total()

    @property
    def free(self) -> list[Press]:
        """The presses that nobody has."""
        return list(self._free)

    def put(self, press: Press) -> None:
        """A press is free."""
        with self._changed:
            self._has_begun = True
            self._free.append(press)
            self._changed.notify_all()

    @contextmanager
    def press_for(self, whose: str) -> Iterator[Press]:
        """Wait for a turn; the caller puts the press back, or another one in its place.

        Raises:
            PrinterBusyError: too many wait, or no press became free in time.
        """
        with self._changed:
            if self.in_hand >= self._most_in_hand or self._in_hand[whose] >= self._most_of_one:
                raise PrinterBusyError(self.in_hand)
            self._in_hand[whose] += 1
        try:
            press = self._taken(whose)
            try:
                yield press
            finally:
                self._less(self._held, whose)
        finally:
            self._less(self._in_hand, whose)

    def _less(self, counter: Counter[str], whose: str) -> None:
        with self._changed:
            counter[whose] -= 1
            if not counter[whose]:
                del counter[whose]
            self._changed.notify_all()

    def _taken(self, whose: str) -> Press:
        with self._changed:
            end = monotonic() + (self._seconds if self._has_begun else _SECONDS_TO_BEGIN)
            while not self._free or self._held[whose] >= self._most_held:
                if not self._changed.wait(max(0.0, end - monotonic())):
                    raise PrinterBusyError(self.in_hand)
            self._held[whose] += 1
            return self._free.pop()
