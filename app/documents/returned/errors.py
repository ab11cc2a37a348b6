"""Why a workbook that came back is not read.

ReturnedWorkbookError
├── WorkbookRefusedError    it is none of ours, broken, or holds what none of ours holds
└── ReaderBusyError         too many workbooks are being read
"""

from __future__ import annotations

from app.value import Fault


class ReturnedWorkbookError(Exception):
    """A workbook was not read."""


class WorkbookRefusedError(ReturnedWorkbookError):
    """A workbook that is not read, with what is wrong, where in the file, and how to mend it."""

    def __init__(self, code: str, detail: str, hint: str) -> None:
        self.code, self.detail, self.hint = code, detail, hint
        self.faults = (Fault("#", code, detail, hint),)
        super().__init__(f"{detail} {hint}")


class ReaderBusyError(ReturnedWorkbookError):
    """Too many workbooks are being read already."""

    def __init__(self) -> None:
        super().__init__("Other workbooks are being read. Try again in a few seconds.")
