"""Every variant of a document in every language, of small and large and hostile cases, to be seen.

    python -m tests.documents.gallery FOLDER [--names …] [--variants …] [--languages …]
                                             [--papers …] [--dpi 80]

Each PDF comes with one picture a page and a contact sheet, where pdftoppm is at hand; what is left
out of the options means all of it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from time import perf_counter

from PIL import Image

from app.documents.order import PrintOrder
from app.documents.printer import Printer
from tests.documents import editions, orders, statements

LANGUAGES = (
    *("en-GB", "en-US", "de-DE", "fr-FR", "es-ES", "it-IT", "nl-NL", "pt-BR"),
    *("pl-PL", "ja-JP", "zh-CN", "ar"),
)
VARIANTS = ("summary", "full", "player", "comparison")
USUAL_NAMES = ("example", "smallest-study", "largest-study", "endless-names", "markup", "scripts")
_COLUMNS = 4
_GAP = 8


def smallest_study():
    return statements.case("statements/tei-o365-ppm.json")


STATEMENTS = {**orders.ALL, "smallest-study": smallest_study}


@dataclass(frozen=True)
class Exhibit:
    """One document of the gallery."""

    name: str
    variant: str
    language: str
    paper: str

    @property
    def file(self) -> str:
        return f"{self.name}-{self.variant}-{self.language}-{self.paper}"

    def order(self) -> PrintOrder | None:
        """None where there is no such document: a case without key players has no view of one."""
        statement = STATEMENTS[self.name]()
        options = {"language": self.language, "paper": self.paper}
        if self.variant == "comparison":
            return editions.compared_with(
                statement, editions.earlier_of(self.name, statement), **options
            )
        if self.variant == "player":
            if not statement.key_players:
                return None
            options["player"] = statement.key_players[0].key
        edition = orders.DRAFT if self.paper == "Letter" else orders.ISSUED
        made = orders.order(statement, edition, variant=self.variant, **options)
        return replace(made, history=editions.HISTORY) if self.variant == "full" else made


def main(arguments: list[str]) -> None:
    chosen = _chosen(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    printer = Printer(seconds=180)
    printer.start()
    try:
        for exhibit in _exhibits(chosen):
            order = exhibit.order()
            if order is not None:
                _print(printer, order, chosen.folder / f"{exhibit.file}.pdf", chosen.dpi)
    finally:
        printer.close()


def _chosen(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--names", nargs="+", choices=STATEMENTS, default=USUAL_NAMES)
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=VARIANTS)
    parser.add_argument("--languages", nargs="+", default=LANGUAGES)
    parser.add_argument("--papers", nargs="+", choices=("A4", "Letter"), default=("A4",))
    parser.add_argument("--dpi", type=int, default=80)
    return parser.parse_args(arguments)


def _exhibits(chosen: argparse.Namespace) -> Iterator[Exhibit]:
    for choice in product(chosen.names, chosen.variants, chosen.languages, chosen.papers):
        yield Exhibit(*choice)


def _print(printer: Printer, order: PrintOrder, file: Path, dpi: int) -> None:
    began = perf_counter()
    content = printer.make(order)
    took = perf_counter() - began
    file.write_bytes(content)
    pages = _photograph(file, dpi) if shutil.which("pdftoppm") else []
    sys.stdout.write(f"{file.stem:46} {took:6.2f} s {len(content):9,} B {len(pages):3} pages\n")
    sys.stdout.flush()


def _photograph(file: Path, dpi: int) -> list[Path]:
    """Every page as a picture, and all of them on one sheet."""
    for old in file.parent.glob(f"{file.stem}-page-*.png"):
        old.unlink()
    stem = file.with_name(f"{file.stem}-page")
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(file), str(stem)], check=True)
    pages = sorted(file.parent.glob(f"{stem.name}-*.png"))
    _contact_sheet(pages, file.with_suffix(".png"))
    return pages


def _contact_sheet(pages: list[Path], target: Path) -> None:
    pictures = [Image.open(page) for page in pages]
    width, height = (max(getattr(one, side) for one in pictures) for side in ("width", "height"))
    columns = min(_COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + _GAP), rows * (height + _GAP)), "#888888")
    for place, picture in enumerate(pictures):
        row, column = divmod(place, columns)
        sheet.paste(picture, (column * (width + _GAP), row * (height + _GAP)))
    sheet.save(target)


if __name__ == "__main__":
    main(sys.argv[1:])
