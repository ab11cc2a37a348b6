"""Print a deal in several languages, and tell which letters no shipped font could draw.

    python -m tests.documents.undrawn TITLE LANGUAGE …

A process of its own: it sees the fonts of the product alone, as a print worker does.
"""

from __future__ import annotations

import json
import logging
import os
import sys

from app.documents.fonts import font_configuration


def main(title: str, tags: list[str]) -> None:
    os.environ["FONTCONFIG_FILE"] = str(font_configuration())
    from app.documents.press_room import PressRoom  # noqa: PLC0415 - after FONTCONFIG_FILE is set
    from tests.documents import orders  # noqa: PLC0415
    from tests.documents.test_printed_languages import VARIANTS, foreign  # noqa: PLC0415

    undrawn: dict[str, list[str]] = {}
    statement = foreign().model_copy(update={"title": title})
    room = PressRoom()
    for tag in tags:
        told = _listen()
        for variant in VARIANTS:
            room.make(orders.order(statement, orders.DRAFT, variant=variant, language=tag))
        undrawn[tag] = [line for line in told if ".notdef" in line]
    sys.stdout.write(json.dumps(undrawn))


def _listen() -> list[str]:
    """What WeasyPrint warns of from now on."""
    told: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    logging.getLogger("weasyprint").handlers = [Listener()]
    return told


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
