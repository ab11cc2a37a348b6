"""What can go wrong when a document is printed.

PrintError
├── PrinterBusyError        too many documents wait already: try again in a moment
├── PrintTimeoutError       one document took longer than any may
├── TooLargeError           it has more pages, or needs more memory, than a document may
└── PrintFailedError        the press could not make it; its log says more
"""

from __future__ import annotations


class PrintError(Exception):
    """A document was not printed."""


class PrinterBusyError(PrintError):
    """Too many documents wait already."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        super().__init__(
            f"{waiting} documents are being printed or wait already. Try again in a few seconds."
        )


class PrintTimeoutError(PrintError):
    """One document took longer than any may."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"The document was not finished within {seconds:g} seconds, so it was stopped. "
            "Print the summary, or shorten the longest texts and lists of the statement."
        )


class TooLargeError(PrintError):
    """A document that is too much of it, however long it may take."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"The document {what}. Print the summary, leave sections out with ?without=, or "
            "shorten the longest lists and texts of the statement."
        )


class PrintFailedError(PrintError):
    """The press could not make a document out of what it was handed."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The document could not be printed: {reason}")


class LogoRefusedError(Exception):
    """A file that is no logo for documents; nothing was printed, so it is no PrintError."""

    def __init__(self, detail: str, hint: str) -> None:
        self.detail, self.hint = detail, hint
        super().__init__(f"{detail} {hint}")
