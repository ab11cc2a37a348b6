"""Assumptions of which only a range is known."""

from __future__ import annotations

from decimal import Decimal

WIDEST = Decimal("1.2815515655446004")
"""The standard normal's ninetieth percentile."""


def uncertain(key, low, value, high, **fields):
    """An assumption with a range."""
    return {"key": key, "low": str(low), "value": str(value), "high": str(high), **fields}


def discrete(key, figures, probabilities):
    """An assumption with outcomes; the most likely one is its figure."""
    outcomes = [
        {"value": str(figure), "probability": str(probability)}
        for figure, probability in zip(figures, probabilities, strict=True)
    ]
    return {
        "key": key,
        "value": str(figures[0]),
        "distribution": "discrete",
        "outcomes": outcomes,
    }
