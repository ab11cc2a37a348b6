"""The process that reads one workbook: bytes in, what was found as JSON out, and gone.

    python -m app.documents.returned.reading

It may open no network, no other program and no file but the product's own, writes none, and has
little memory: whatever a file does to it, it does to nobody else. The answer begins with `D` for
what was found, `R` for why the file is refused, or `F` for what kind of failure it was.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
from dataclasses import asdict

import openpyxl  # type: ignore[import-untyped]

from app.documents.confinement import confine, limit_resources
from app.documents.returned.archive import MOST_BYTES
from app.documents.returned.errors import WorkbookRefusedError
from app.documents.returned.gather import gathered

DONE, REFUSED, FAILED = b"D", b"R", b"F"
MEMORY = 768 * 2**20
SECONDS = 12
"""Of processor time: the largest workbook there can be takes two."""


def main() -> None:
    """Read the one workbook that stands on the input."""
    _insist_on_safe_xml()
    warnings.simplefilter("ignore")  # what openpyxl leaves out is nothing we read
    limit_resources()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    confine()
    sys.stdout.buffer.write(_answer(content))


def _insist_on_safe_xml() -> None:
    if openpyxl.LXML or not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl reads XML without defusedxml, so no workbook is read.")


def _answer(content: bytes) -> bytes:
    try:
        return DONE + json.dumps(asdict(gathered(content))).encode()
    except WorkbookRefusedError as refusal:
        said = {"code": refusal.code, "detail": refusal.detail, "hint": refusal.hint}
        return REFUSED + json.dumps(said).encode()
    except (Exception, RecursionError, MemoryError) as error:  # noqa: BLE001 - whatever a file can cause
        return FAILED + type(error).__name__.encode()


if __name__ == "__main__":
    main()
