"""Waterfalls: from one sum to another, a row for each step, so that long names fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.documents.charts import fills
from app.documents.charts.axes import Scale, Sheet, cut, margin_for
from app.documents.palette import Palette
from app.documents.pictures import LINE, Fill, Label, Picture, Tone, stroke

NAMES = 0.38
"""The share of the width that names take."""


@dataclass(frozen=True)
class Step:
    """One bar, from one amount to another; a `fill` of its own replaces that of its kind."""

    label: str
    figure: str
    start: float
    end: float
    kind: Literal["gain", "cost", "total"]
    fill: Fill | None = None


def waterfall(
    steps: Sequence[Step], width: float, row: float, palette: Palette, name: str = "waterfall"
) -> Picture:
    """One row for each step, its name before it and its figure behind."""
    sheet = Sheet(width, row * len(steps), palette)
    figures = margin_for([step.figure for step in steps], "strong")
    place = Scale(*_span(steps), width * NAMES + 8, width - figures - 12)
    for number, step in enumerate(steps):
        top = number * row
        if step.kind == "total":
            sheet.bar(0, top, width, row, palette.paper)
        ends = sorted((place(step.start), place(step.end)))
        fill = step.fill or _fill(step, palette)
        sheet.bar(ends[0], top + row * 0.2, ends[1] - ends[0], row * 0.6, fill)
        if number + 1 < len(steps):
            joint = place(step.end)
            ends_of_joint = (joint, top + row * 0.8), (joint, top + row * 1.2)
            sheet.line(*ends_of_joint, stroke(palette.slate, 0.6))
        sheet.add(*_words(step, top + (row - LINE) / 2, width, figures))
    sheet.axis((place(0), 0), (place(0), sheet.height))
    return sheet.picture(name)


def _span(steps: Sequence[Step]) -> tuple[float, float]:
    ends = [end for step in steps for end in (step.start, step.end)]
    return min(0.0, *ends), max(0.0, *ends)


def _fill(step: Step, palette: Palette) -> Fill:
    if step.kind == "total":
        return fills.total(palette) if step.end >= 0 else fills.lost_total(palette)
    if step.kind == "cost":
        return fills.cost(palette)
    return fills.gain(palette) if step.end >= step.start else fills.loss(palette)


def _words(step: Step, top: float, width: float, figures: float) -> tuple[Label, Label]:
    tone: Tone = "strong" if step.kind == "total" else "plain"
    return (
        cut(Label(step.label, 4, top, width * NAMES - 4, "left", tone)),
        Label(step.figure, width - figures - 4, top, figures, "right", tone),
    )
