"""Whose turn it is to have a workbook read: each is read in a process, and those are few."""

from __future__ import annotations

from collections import Counter

from anyio import CapacityLimiter, to_thread

from app.documents.returned.errors import ReaderBusyError
from app.documents.returned.found import FoundWorkbook
from app.documents.returned.reader import read_returned

AT_ONCE = 2
MOST_OF_ONE = 3
"""Workbooks of one workspace in hand: one that is read, the others wait."""


class ReadingTurns:
    """One workspace has one of its workbooks read at a time, so that it never stops another's.

    For one event loop: what is counted here is counted between two awaits.
    """

    def __init__(self) -> None:
        self._processes = CapacityLimiter(AT_ONCE)
        self._of_one: dict[str, CapacityLimiter] = {}
        self._in_hand: Counter[str] = Counter()

    async def read(self, content: bytes, workspace_id: str) -> FoundWorkbook:
        """Read a workbook when it is its turn.

        Raises:
            ReaderBusyError: the workspace has as many in hand as it may.
            WorkbookRefusedError: it must not be read, cannot be, or is none of ours.
        """
        if self._in_hand[workspace_id] >= MOST_OF_ONE:
            raise ReaderBusyError
        self._in_hand[workspace_id] += 1
        try:
            async with self._of_one.setdefault(workspace_id, CapacityLimiter(1)):
                return await to_thread.run_sync(read_returned, content, limiter=self._processes)
        finally:
            self._in_hand[workspace_id] -= 1
            if not self._in_hand[workspace_id]:
                del self._in_hand[workspace_id], self._of_one[workspace_id]
