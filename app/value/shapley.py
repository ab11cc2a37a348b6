"""Exact Shapley attribution: what each of several changes accounts for, whatever the order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from math import factorial
from typing import TypeAlias

Amounts: TypeAlias = Sequence[Decimal]
"""Several additive quantities, attributed side by side."""


def attribute(players: int, outcome: Callable[[int], Amounts]) -> tuple[tuple[Decimal, ...], ...]:
    """Share the change from `outcome(0)` to the outcome of all players among the players.

    `outcome` is asked for each set of players once; bit i of its argument says that player i has
    changed. Each share is the player's contribution, averaged over all orders of change, so shares
    do not depend on an order and add up to the whole change.

    Shapes:
        Returns one tuple of shares for each player, each as long as an outcome.

    Cost:
        2^players outcomes.

    Source:
        Shapley, A Value for n-Person Games (1953).

    Example:
        >>> price, units = (Decimal(2), Decimal(3)), (Decimal(10), Decimal(20))
        >>> attribute(2, lambda changed: [price[changed & 1] * units[changed >> 1]])
        ((Decimal('15'),), (Decimal('25'),))
    """
    outcomes = [outcome(changed) for changed in range(1 << players)]
    weights = [Decimal(factorial(size) * factorial(players - size - 1)) for size in range(players)]
    orders = Decimal(factorial(players))
    quantities = range(len(outcomes[0]))
    return tuple(
        tuple(_share(player, quantity, outcomes, weights) / orders for quantity in quantities)
        for player in range(players)
    )


def _share(
    player: int, quantity: int, outcomes: Sequence[Amounts], weights: Sequence[Decimal]
) -> Decimal:
    own = 1 << player
    return sum(
        (
            weights[others.bit_count()]
            * (outcomes[others | own][quantity] - outcomes[others][quantity])
            for others in range(len(outcomes))
            if not others & own
        ),
        Decimal(0),
    )


def attribute_by_sample(
    players: int, outcome: Callable[[int], Amounts], orders: int = 100
) -> tuple[tuple[Decimal, ...], ...]:
    """The same from a fixed sample of orders and their reverses, where 2^players are too many.

    Shares still add up to the whole change exactly; each is an estimate. The sample is the same on
    every machine, so the same change is always attributed alike.
    """
    ask = cache(outcome)
    quantities = range(len(ask(0)))
    shares = [[Decimal(0)] * len(quantities) for _ in range(players)]
    for order in _orders(players, orders):
        changed = 0
        for player in order:
            before, after = ask(changed), ask(changed | 1 << player)
            for quantity in quantities:
                shares[player][quantity] += after[quantity] - before[quantity]
            changed |= 1 << player
    return tuple(tuple(share / (2 * orders) for share in own) for own in shares)


def _orders(players: int, count: int) -> Iterator[list[int]]:
    source = random.Random(players)  # noqa: S311 - a sample, not a secret
    for _ in range(count):
        order = list(range(players))
        source.shuffle(order)
        yield order
        yield order[::-1]
