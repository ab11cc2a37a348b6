"""Rounded parts that add up to a rounded total."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Context, Decimal

_WIDE = Context(prec=120, Emin=-999, Emax=999)


def add_up(parts: Sequence[Decimal], total: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    """Round parts to multiples of `step` so that they add up to `total`.

    Each part is rounded down, and what is missing goes, a step each, to those that lost most; so
    none is off by a step or more while `total` is within a step for each part of their sum. Equal
    remainders are served in order.

    Source:
        The method of largest remainders (Hamilton).

    Example:
        >>> third = Decimal(100) / 3
        >>> [str(part) for part in add_up([third] * 3, Decimal(100), Decimal(1))]
        ['34', '33', '33']
    """
    floors = [part.quantize(step, ROUND_FLOOR, context=_WIDE) for part in parts]
    missing = int((total - sum(floors, Decimal(0))) / step)
    by_remainder = sorted(
        range(len(parts)), key=lambda index: (floors[index] - parts[index], index)
    )
    if not parts:
        return ()
    every, some = divmod(missing, len(parts))
    chosen = set(by_remainder[:some])
    return tuple(floor + step * (every + (index in chosen)) for index, floor in enumerate(floors))
