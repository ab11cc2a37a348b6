"""Every order in every variant, on both papers, as a draft and as a version: to be looked at."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from time import perf_counter

from app.documents.printer import Printer
from tests.documents import orders

KINDS = (
    ("summary", "A4", orders.ISSUED),
    ("full", "A4", orders.ISSUED),
    ("summary", "Letter", orders.DRAFT),
    ("full", "Letter", orders.DRAFT),
)


def main(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    printer = Printer(workers=2, seconds=120)
    printer.start()
    try:
        for name, (variant, paper, edition) in product(names or orders.ALL, KINDS):
            order = orders.order(orders.ALL[name](), edition, variant=variant, paper=paper)
            began = perf_counter()
            pdf = printer.make(order)
            (folder / f"{name}-{variant}-{paper}.pdf").write_bytes(pdf)
            took = perf_counter() - began
            sys.stdout.write(f"{name:16} {variant:8} {paper:7} {took:6.2f} s {len(pdf):9,} B\n")
    finally:
        printer.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
