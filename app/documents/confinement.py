"""What a print worker may not do: a document is made from what was handed over, nothing else."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from typing import Any

from app.documents.fonts import TEMPLATES

MEMORY = 1536 * 2**20
NICENESS = 10
LARGEST_FILE = 64 * 2**20
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.kill",
)
_GRACE_SECONDS = 60
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class ConfinedError(OSError):
    """A print worker tried what no document needs."""


def limit_resources() -> None:
    """Bound memory and files, and let the service's own process go first, ten times to one.

    A lower rank still would starve a document on a busy machine until its time is over.
    """
    os.nice(NICENESS)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def limit_seconds(seconds: float) -> None:
    """Bound the processor time from here on, in case nobody is left to stop this process.

    The limit is a last resort and generous: whoever ordered the document stops it much earlier.
    """
    spent = resource.getrusage(resource.RUSAGE_SELF)
    most = int(spent.ru_utime + spent.ru_stime + seconds) + _GRACE_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def confine() -> None:
    """From now on: no network, no other program, no file but the product's own, and none written.

    An audit hook cannot be removed again.
    """
    roots = tuple(
        f"{Path(folder).resolve()}{os.sep}"
        for folder in {sys.prefix, sys.base_prefix, str(TEMPLATES), str(TEMPLATES.parent / "app")}
    ) + tuple(f"{Path(folder).resolve()}{os.sep}" for folder in _libraries())

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise ConfinedError(f"A print worker may not use {event}.")
        if event == "open" and not _is_harmless(arguments, roots):
            raise ConfinedError(f"A print worker may not open {str(arguments[0])[:200]!r}.")

    sys.addaudithook(refuse)


def _libraries() -> list[str]:
    return [folder for folder in sys.path if folder and Path(folder).is_dir()]


def _is_harmless(arguments: tuple[Any, ...], roots: tuple[str, ...]) -> bool:
    path, _, flags = arguments
    if isinstance(path, int):
        return True
    if isinstance(flags, int) and flags & _WRITING:
        return False
    return os.path.abspath(os.fsdecode(path)).startswith(roots)  # noqa: PTH100 - no file is touched
