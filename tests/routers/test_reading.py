"""Few workbooks are read at a time, and no workspace keeps the others from it."""

from __future__ import annotations

import asyncio
import time

import pytest

from app.documents.returned.errors import ReaderBusyError, WorkbookRefusedError
from app.routers.reading import MOST_OF_ONE, ReadingTurns
from tests.documents.returned.edited import edited


def test_one_workspace_waits_for_itself_and_others_do_not_wait_for_it():
    content = edited(users=90000)

    async def several():
        turns, ended = ReadingTurns(), []

        async def read(whose):
            await turns.read(content, whose)
            ended.append(whose)

        mine = [asyncio.create_task(read("mine")) for _ in range(MOST_OF_ONE)]
        await asyncio.sleep(0)
        with pytest.raises(ReaderBusyError):
            await turns.read(content, "mine")
        await asyncio.gather(read("another's"), *mine)
        return ended

    ended = asyncio.run(several())
    assert ended.index("another's") < MOST_OF_ONE  # not behind all of mine


def test_a_turn_is_given_back_whatever_came_of_it():
    async def twice():
        turns = ReadingTurns()
        for _ in range(MOST_OF_ONE + 1):
            with pytest.raises(WorkbookRefusedError):
                await turns.read(b"no workbook", "mine")

    start = time.monotonic()
    asyncio.run(twice())
    assert time.monotonic() - start < 60
