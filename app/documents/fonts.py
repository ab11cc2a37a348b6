"""The fonts that ship with the product, and no others: every machine prints the same."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

TEMPLATES = Path(__file__).parents[2] / "templates"
FONTS = TEMPLATES / "fonts"

_FALLBACK = (
    "Inter",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "Noto Sans Devanagari",
    "Noto Sans JP",
    "Noto Sans SC",
    "Noto Sans KR",
    "Noto Emoji",
)


def font_configuration(cache: Path | None = None) -> Path:
    """Write fontconfig's configuration into a folder of ours, and return the file.

    It must be named by `FONTCONFIG_FILE` before WeasyPrint is imported: fontconfig reads it once.
    Fontconfig keeps its cache in the same folder, so that a second start need not scan the fonts.
    """
    folder = cache or _private_folder()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "fonts.conf"
    text = _configuration(folder / "fontconfig")
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        draft = folder / f"fonts.{os.getpid()}.conf"
        draft.write_text(text, encoding="utf-8")
        draft.replace(file)
    return file


def _private_folder() -> Path:
    """A folder in the machine's temporary one that nobody else can have prepared for us."""
    folder = Path(tempfile.gettempdir()) / f"value-calculator-fonts-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    owned = folder.lstat()
    if folder.is_symlink() or owned.st_uid != os.getuid() or owned.st_mode & 0o077:
        return Path(tempfile.mkdtemp(prefix="value-calculator-fonts-"))
    return folder


def _configuration(cache: Path) -> str:
    prefer = "".join(f"<family>{family}</family>" for family in _FALLBACK)
    aliases = "".join(
        f'<alias binding="strong"><family>{name}</family><prefer>{prefer}</prefer></alias>'
        for name in ("sans-serif", "serif", "monospace", "system-ui")
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><reset-dirs/><dir>{escape(str(FONTS))}</dir>"
        f"<cachedir>{escape(str(cache))}</cachedir>"
        f"<config><rescan><int>0</int></rescan></config>{aliases}"
        '<match target="font"><edit name="hinting" mode="assign"><bool>false</bool></edit>'
        '<edit name="autohint" mode="assign"><bool>false</bool></edit></match></fontconfig>\n'
    )
