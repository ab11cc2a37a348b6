"""What the shapes of charts are filled with: told apart on a grey printer and by any eye."""

from __future__ import annotations

from app.documents.palette import WHITE, Palette
from app.documents.pictures import Fill
from app.value.result import Strength


def gain(palette: Palette) -> Fill:
    """What is gained."""
    return Fill(palette.accent)


def loss(palette: Palette) -> Fill:
    """What is lost: hatched, so that it differs from a gain without its colour."""
    return Fill(WHITE, palette.negative, "hatched")


def cost(palette: Palette) -> Fill:
    """What is spent."""
    return Fill(palette.middle)


def total(palette: Palette) -> Fill:
    """A sum."""
    return Fill(palette.primary)


def lost_total(palette: Palette) -> Fill:
    """A sum below zero."""
    return Fill(WHITE, palette.negative, "crossed")


def series(palette: Palette) -> tuple[Fill, ...]:
    """Kinds stacked on each other: neighbours differ in lightness or marks."""
    return (
        Fill(palette.accent),
        Fill(WHITE, palette.primary, "hatched"),
        Fill(palette.primary),
        Fill(palette.mist, palette.accent, "outlined"),
        Fill(WHITE, palette.accent, "crossed"),
        Fill(palette.paper, palette.primary, "striped"),
        Fill(palette.slate),
        Fill(WHITE, palette.slate, "outlined"),
    )


def strengths(palette: Palette) -> dict[Strength, Fill]:
    """How well figures are proven: the lighter, the less."""
    return {
        "customer_confirmed": Fill(palette.accent),
        "pilot": Fill(palette.mist, palette.accent, "crossed"),
        "reference": Fill(palette.mist, palette.accent, "hatched"),
        "estimate": Fill(WHITE, palette.slate, "outlined"),
        "disputed": Fill(WHITE, palette.negative, "hatched"),
    }
