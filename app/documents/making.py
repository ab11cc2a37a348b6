"""What makes documents, told apart: the same order is another document once any of it changes."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from app.documents.fonts import FONTS, TEMPLATES

_CODE = Path(__file__).parents[1]
_SOURCES = (
    (TEMPLATES / "documents", "*"),
    (TEMPLATES / "languages", "*.po"),
    (_CODE / "documents", "*.py"),
    (_CODE / "value", "*.py"),
)
_LIBRARIES = ("weasyprint", "pydyf", "babel", "xlsxwriter", "python-pptx", "pillow")
_DIGITS = 16


@cache
def fingerprint() -> str:
    """The program, its templates, languages, fonts and libraries, as one short text."""
    digest = hashlib.sha256((FONTS / "SHA256SUMS").read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for folder, pattern in _SOURCES:
        for file in sorted(each for each in folder.rglob(pattern) if each.is_file()):
            digest.update(f"{file.relative_to(folder).as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:_DIGITS]
