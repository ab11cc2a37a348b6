"""Reading a workbook that came back, in a process that reads nothing else and then ends."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from app.documents.returned.errors import WorkbookRefusedError
from app.documents.returned.found import FoundWorkbook

MOST_SECONDS = 30.0
"""On the clock; the process lets every other go first, so that on a busy machine it is slow."""
_ROOT = Path(__file__).parents[3]
_ENVIRONMENT = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "PYTHONPATH": str(_ROOT),
    "OPENPYXL_LXML": "False",  # so that it reads all XML with defusedxml, and the process insists
}
_DONE, _REFUSED = b"D", b"R"
_log = logging.getLogger(__name__)


def read_returned(content: bytes, seconds: float = MOST_SECONDS) -> FoundWorkbook:
    """Read a workbook; takes about a second, and at most `seconds`.

    Raises:
        WorkbookRefusedError: it must not be read, cannot be, or is none of ours.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "app.documents.returned.reading"],
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        raise _too_much_work() from None
    kind, answer = done.stdout[:1], done.stdout[1:]
    if kind == _DONE:
        return _found().validate_json(answer)
    if kind == _REFUSED:
        raise WorkbookRefusedError(**json.loads(answer))
    _log.warning("A workbook could not be read: %r, %r", answer[:100], done.stderr[-2000:])
    if not kind or answer == b"MemoryError":
        raise _too_much_work()
    raise WorkbookRefusedError(
        "DAMAGED_WORKBOOK",
        "It is built otherwise than the workbooks that spreadsheets save.",
        "Open it in a spreadsheet and save it as an .xlsx workbook, then send that.",
    )


@cache
def _found() -> TypeAdapter[FoundWorkbook]:
    return TypeAdapter(FoundWorkbook)


def _too_much_work() -> WorkbookRefusedError:
    return WorkbookRefusedError(
        "OVERSIZED_WORKBOOK",
        "Reading it took more time or memory than a workbook of figures needs.",
        "Remove what was added besides figures, and save it again.",
    )
