"""Rounding so that shown rows add up to shown totals.

A document shows money in whole units. Rounded one by one, the parts of a table rarely add up to
its rounded total, and that is the first thing a finance person checks. Here the two-way table of
lines by periods is rounded as a whole: every figure goes to a whole unit below or above it, and all
sums hold exactly (controlled rounding).

Source:
    Cox, L. H. (1987). A constructive procedure for unbiased controlled rounding. Journal of the
    American Statistical Association 82, 520-524.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import accumulate

Amounts = Sequence[Decimal]
Shown = tuple[int, ...]

_GRAINS = 10**4
"""Amounts are counted in ten-thousandths: no currency has a smaller minor unit."""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Whole units, lines by periods; what is not stored is a sum of what is."""

    benefits: tuple[Shown, ...]
    investments: tuple[Shown, ...]

    @property
    def benefits_by_period(self) -> Shown:
        """The sum of the benefits in each period."""
        return _column_sums(self.benefits, self.periods)

    @property
    def investment_by_period(self) -> Shown:
        """The sum of the investments in each period."""
        return _column_sums(self.investments, self.periods)

    @property
    def net_by_period(self) -> Shown:
        """Benefits less investment in each period."""
        both = zip(self.benefits_by_period, self.investment_by_period, strict=True)
        return tuple(gained - paid for gained, paid in both)

    @property
    def cumulative(self) -> Shown:
        """The running sum of the net flow."""
        return tuple(accumulate(self.net_by_period))

    @property
    def total_benefits(self) -> int:
        """The sum of all benefits."""
        return sum(map(sum, self.benefits))

    @property
    def total_investment(self) -> int:
        """The sum of all investments."""
        return sum(map(sum, self.investments))

    @property
    def value(self) -> int:
        """Total benefits less total investment."""
        return self.total_benefits - self.total_investment

    @property
    def periods(self) -> int:
        """How many periods the table has."""
        return len((*self.benefits, *self.investments)[0]) if self.lines else 0

    @property
    def lines(self) -> int:
        """How many lines the table has."""
        return len(self.benefits) + len(self.investments)


@dataclass(frozen=True, slots=True)
class Headlines:
    """The three figures of the equation, as calculated: Value = benefits - investment."""

    benefits: Decimal
    investment: Decimal
    value: Decimal


def add_up(
    benefits: Sequence[Amounts],
    investments: Sequence[Amounts],
    headlines: Headlines,
    unit: int = 1,
) -> ShownTable:
    """Round a table of lines by periods to whole units in which every sum holds exactly.

    The three headlines are rounded the ordinary way, half away from zero. If they then disagree by
    one unit, Value keeps its rounding and the larger of the two others gives way. Every other
    figure is its own figure rounded down or up; only the largest figure of each side, and the
    totals it stands in, may differ by up to one unit more, because it takes up what pinning the
    headlines leaves over. A figure that is whole, zero among them, stays as it is.

    Shapes:
        benefits: (benefit lines, periods); investments: (investment lines, periods).
    Units:
        Money in, whole `unit`s out: with unit=1000, 3 stands for 3000.

    Example:
        >>> thirds = [[Decimal("0.34"), Decimal("0.33")], [Decimal("0.33"), Decimal(0)]]
        >>> add_up(thirds, [], Headlines(Decimal(1), Decimal(0), Decimal(1))).benefits
        ((1, 0), (0, 0))
    """
    table = _Table(_grains(benefits), _grains(investments), unit * _GRAINS)
    gained, paid = pinned(headlines, unit)
    table.pin(gained, paid)
    return table.rounded()


def pinned(headlines: Headlines, unit: int = 1) -> tuple[int, int]:
    """Total benefits and total investment in whole units whose difference is the rounded Value.

    Example:
        >>> pinned(Headlines(Decimal("10.4"), Decimal("3.6"), Decimal("6.8")))
        (11, 4)
    """
    gained, paid, value = (
        whole(figure, unit)
        for figure in (headlines.benefits, headlines.investment, headlines.value)
    )
    if abs(headlines.benefits) >= abs(headlines.investment):
        return value + paid, paid
    return gained, gained - value


def whole(figure: Decimal, unit: int = 1) -> int:
    """A figure in whole units, rounded half away from zero.

    Example:
        >>> whole(Decimal("-2.5")), whole(Decimal(1500), 1000)
        (-3, 2)
    """
    with localcontext(prec=120):
        return int((figure / unit).quantize(Decimal(1), ROUND_HALF_UP))


class _Table:
    """Both sides in grains; `unit` is a whole unit in grains."""

    def __init__(self, benefits: list[list[int]], investments: list[list[int]], unit: int) -> None:
        self.sides = (benefits, investments)
        self.unit = unit

    def pin(self, gained: int, paid: int) -> None:
        """Let the largest figure of each side take up what its pinned total leaves over."""
        for side, total in zip(self.sides, (gained, paid), strict=True):
            cells = [(line, period) for line in range(len(side)) for period in range(len(side[0]))]
            if cells:
                line, period = max(cells, key=lambda cell: abs(side[cell[0]][cell[1]]))
                side[line][period] += total * self.unit - sum(map(sum, side))

    def rounded(self) -> ShownTable:
        network = _Network(self.unit)
        for name, side in zip("bi", self.sides, strict=True):
            self._lay_out(network, name, side)
        self._join_periods(network)
        network.settle()
        benefits, investments = (
            tuple(
                tuple(
                    network.figures[name, line, period] // self.unit for period in range(len(row))
                )
                for line, row in enumerate(side)
            )
            for name, side in zip("bi", self.sides, strict=True)
        )
        return ShownTable(benefits, investments)

    def _lay_out(self, network: _Network, name: str, side: list[list[int]]) -> None:
        """Every figure lies between its line and its period, every line's total behind its line.

        Investments run the other way, so that benefits less investment is what flows on.
        """
        forward = name == "b"
        for line, row in enumerate(side):
            for period, figure in enumerate(row):
                ends = ((name, "line", line), (name, "period", period))
                network.add((name, line, period), figure, ends if forward else ends[::-1])
            outer = ((name, "all"), (name, "line", line))
            network.add((name, line, "total"), sum(row), outer if forward else outer[::-1])

    def _join_periods(self, network: _Network) -> None:
        gained, paid = ([sum(column) for column in zip(*side, strict=True)] for side in self.sides)
        periods = max(len(gained), len(paid))
        gained, paid = gained or [0] * periods, paid or [0] * periods
        for period in range(periods):
            benefits, investments = ("b", "period", period), ("i", "period", period)
            net = ("net", period)
            network.add(("b", "sum", period), gained[period], (benefits, net))
            network.add(("i", "sum", period), paid[period], (net, investments))
            network.add(("net", period), gained[period] - paid[period], (net, ("net", "all")))


class _Network:
    """Figures as flows: each leaves one sum and enters another, and at every sum they balance.

    Where one figure at a sum has a fraction, a second one must have one too. So figures with
    fractions form cycles; pushing an amount around a cycle keeps every sum and makes one figure
    whole. That ends when all are.
    """

    def __init__(self, unit: int) -> None:
        self.unit = unit
        self.figures: dict[object, int] = {}
        self.exact: dict[object, int] = {}
        self.ends: dict[object, tuple[object, object]] = {}
        self.at: dict[object, dict[object, None]] = {}

    def add(self, name: object, figure: int, ends: tuple[object, object]) -> None:
        """Add a figure that leaves the first end and enters the second."""
        self.figures[name] = self.exact[name] = figure
        self.ends[name] = ends
        if figure % self.unit:
            for end in ends:
                self.at.setdefault(end, {})[name] = None

    def settle(self) -> None:
        """Make every figure whole."""
        for start, names in self.at.items():
            while names:
                self._push(self._cycle_from(start))

    def _cycle_from(self, start: object) -> list[tuple[object, int]]:
        """Walk along figures with fractions until a sum comes round again.

        Returns the figures of the cycle, each with +1 where it was walked from its first end to
        its second, and -1 where it was walked back.
        """
        walked: list[tuple[object, int]] = []
        passed = {start: 0}
        here, last = start, None
        while True:
            name = next(name for name in self.at[here] if name != last)
            leaves, enters = self.ends[name]
            direction = 1 if here == leaves else -1
            here, last = (enters if direction == 1 else leaves), name
            walked.append((name, direction))
            if here in passed:
                return walked[passed[here] :]
            passed[here] = len(walked)

    def _push(self, cycle: list[tuple[object, int]]) -> None:
        amount = min((self._step(cycle, way) for way in (1, -1)), key=lambda step: step[0])[1]
        for name, direction in cycle:
            self.figures[name] += direction * amount
            if self.figures[name] % self.unit == 0:
                for end in self.ends[name]:
                    del self.at[end][name]

    def _step(self, cycle: list[tuple[object, int]], way: int) -> tuple[int, int]:
        """The amount that makes the first figure whole, with the error (squared) it adds."""
        amount = way * min(
            -self.figures[name] % self.unit if direction == way else self.figures[name] % self.unit
            for name, direction in cycle
        )
        drift = sum(
            direction * (self.figures[name] - self.exact[name]) for name, direction in cycle
        )
        return 2 * amount * drift + amount * amount * len(cycle), amount


def _grains(rows: Sequence[Amounts]) -> list[list[int]]:
    with localcontext(prec=120):
        return [[int(figure * _GRAINS) for figure in row] for row in rows]


def _column_sums(rows: Iterable[Shown], periods: int) -> Shown:
    return tuple(map(sum, zip(*rows, strict=True))) or (0,) * periods
