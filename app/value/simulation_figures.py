"""The figures of a simulation as they leave: rounded to what their standard errors support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil, floor, isfinite, log10

import numpy as np
from pydantic import TypeAdapter

from app.value.case import Side
from app.value.currencies import MINOR_UNIT
from app.value.formulas.tape import Floats
from app.value.lane_figures import told
from app.value.range_distributions import Uncertain
from app.value.ranges import level_of, range_of
from app.value.samples import (
    Sample,
    error_told,
    percentiles_of_rows,
    rounded_to,
    supported,
    supported_step,
)
from app.value.simulation_view import (
    Bin,
    Chance,
    CumulativePoint,
    Curves,
    LineSpread,
    MoneyMeasure,
    Spread,
    StandardErrors,
    UncertainInput,
)

SHARE = Decimal("0.0001")
RATIO = Decimal("0.000001")
MONTHS = Decimal("0.01")

_TOLD, _NAMES = (0.1, 0.5, 0.9), ("p10", "p50", "p90")
_BINS = 25
_OUTSIDE = 0.005
"""The share of draws at either end that bins may leave out, so that one far draw bends nothing."""
_NICE = (1, 2, 5, 10)
_PERCENTS = tuple((percent, Decimal(percent).scaleb(-2)) for percent in range(1, 100))
_POINTS = TypeAdapter(tuple[CumulativePoint, ...])


def minor_unit(currency_code: str) -> Decimal:
    """The smallest amount of a currency."""
    return Decimal(1).scaleb(-MINOR_UNIT[currency_code])


def spread_of(sample: Sample, draws: int, figure: float, finest: Decimal) -> Spread:
    """Percentiles of a measure; `figure` is what it is with every assumption as it is."""
    found = [*sample.percentiles(_TOLD), sample.mean()]
    p10, p50, p90, mean = (supported(one, error, finest) for one, error in found)
    errors = [error_told(error, finest) for _, error in found]
    missing = draws - int(np.isfinite(sample.rising).sum())
    return Spread(
        figure=supported(figure, 0, finest),
        p10=p10,
        p50=p50,
        p90=p90,
        mean=mean,
        standard_errors=StandardErrors(p10=errors[0], p50=errors[1], p90=errors[2], mean=errors[3]),
        share_without=share_told(missing / draws if draws else 0.0),
    )


def chance_of(sample: Sample, measure: MoneyMeasure, above: Decimal) -> Chance:
    """The probability that a measure lies above an amount."""
    share, error = sample.share_above(float(above))
    return Chance(
        measure=measure,
        above=above,
        probability=supported(share, error, SHARE),
        standard_error=error_told(error, SHARE),
    )


def curves_of(sample: Sample, measure: MoneyMeasure, finest: Decimal) -> Curves:
    """Histogram and cumulative curve of a measure."""
    edges = _edges(sample, finest)
    places = np.searchsorted(sample.rising, [float(edge) for edge in edges], side="left")
    counts = np.diff(places)
    bins = [
        Bin(low=edges[index], high=edges[index + 1], share=_of(int(count), sample))
        for index, count in enumerate(counts)
    ]
    return Curves(
        measure=measure,
        below=_of(int(places[0]), sample),
        bins=tuple(bins),
        above=_of(sample.count - int(places[-1]), sample),
        cumulative=_POINTS.validate_python([*_cumulative(sample, finest)]),
    )


def line_spreads(
    lines: Sequence[tuple[Side, str]], totals: Floats, replicates: int, finest: Decimal
) -> tuple[LineSpread, ...]:
    """The range of each line.

    Shapes:
        totals: (lines, replicates × points).
    """
    found: list[dict[str, Decimal | None]] = []
    for row in percentiles_of_rows(totals, replicates, _TOLD):
        figures = [supported(one, error, finest) for one, error in row]
        found.append(dict(zip(_NAMES, figures, strict=True)))
    return tuple(
        LineSpread(side=side, key=key, **percentiles)
        for (side, key), percentiles in zip(lines, found, strict=True)
    )


def input_told(one: Uncertain) -> UncertainInput:
    """An assumption that was drawn."""
    level, span = level_of(one.assumption), range_of(one.assumption)
    if level is None or span is None:
        raise ValueError(one)
    return UncertainInput(
        key=one.assumption.key,
        label=one.assumption.label or one.assumption.key,
        unit=one.assumption.unit,
        distribution=one.name,
        reading=one.reading,
        low=span.low,
        figure=told(level),
        high=span.high,
    )


def share_told(share: float) -> Decimal:
    """A share of draws, to four places."""
    return Decimal(share).quantize(SHARE)


def _of(count: int, sample: Sample) -> Decimal:
    return (Decimal(count) / sample.count).quantize(RATIO)


def _edges(sample: Sample, finest: Decimal) -> Sequence[Decimal]:
    """Ends of bins of a round width, around all draws but a few at either end."""
    low, high = (figure for figure, _ in sample.percentiles((_OUTSIDE, 1 - _OUTSIDE)))
    width = max(_round_width((high - low) / _BINS), finest)
    first, last = floor(low / float(width)), floor(high / float(width)) + 1
    return [number * width for number in range(first, last + 1)]


def _round_width(width: float) -> Decimal:
    if width <= 0 or not isfinite(width):
        return Decimal(0)
    magnitude = Decimal(1).scaleb(floor(log10(width)))
    steps = next(one for one in _NICE if one >= width / float(magnitude) * (1 - 1e-9))
    return steps * magnitude


def _cumulative(sample: Sample, finest: Decimal) -> Iterator[dict[str, Decimal]]:
    step = supported_step(sample.percentile(0.5)[1], finest)
    for percent, share in _PERCENTS:
        figure = float(sample.rising[max(ceil(percent * sample.count / 100) - 1, 0)])
        if isfinite(figure):
            yield {"share": share, "figure": rounded_to(step, figure)}
