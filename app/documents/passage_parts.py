"""What passages of a document are made of, whatever form they are set in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """A name and its figure; `is_loss` where less than nothing is left."""

    name: str
    figure: str
    is_loss: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells below their headings; figures stand in the columns from `first_figure` on."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_figure: int
    last_is_total: bool = False
