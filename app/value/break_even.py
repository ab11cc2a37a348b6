"""Break-even: for each assumption the figure at which Value or NPV is zero; what must be true.

Exact, in decimals, where the case is straight in the figure by its structure; elsewhere every
crossing within a plausible range, in floating point.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.value.assumptions import Assumption
from app.value.break_even_view import BreakEven, BreakEvenFigure, BreakEvens
from app.value.break_even_words import must_be_true
from app.value.case import Case, case_of
from app.value.crossings import crossings
from app.value.errors import CalculationError
from app.value.formulas.arithmetic import exactly
from app.value.formulas.dependence import Shape
from app.value.inputs import shapes_of
from app.value.lane_figures import figure_found, told
from app.value.lanes import Lanes, lanes_of
from app.value.ranges import Span, is_plausible, level_of, plausible_range, range_of
from app.value.sensitivity_view import TARGETS, Target
from app.value.statement import ValueStatement
from app.value.straight import Straight

MOST_EXACT_WORK = 300_000
"""Operations spent on exact break-evens, some seconds; the largest study takes a tenth of them."""

_ZERO = Decimal(0)


def break_evens(statement: ValueStatement, *, lanes: Lanes | None = None) -> BreakEvens:
    """Find what each assumption must be for the case to come out at zero.

    Raises:
        CalculationError: the statement has no result.

    Example:
        >>> statement = ValueStatement(
        ...     title="Paper", currency_code="EUR", horizon_years=1, discount_rate="0.10",
        ...     assumptions=[{"key": "sheets", "label": "Sheets", "value": "1000"}],
        ...     benefits=[{"key": "saved", "statement": "Save", "per_year": "sheets * 2"}],
        ...     investments=[{"key": "fee", "statement": "Fee", "upfront": "500"}],
        ... )
        >>> break_evens(statement).assumptions[0].what_must_be_true
        'Still breaks even if “Sheets” falls from 1,000 to 250 (75.0 % less).'
    """
    with exactly():
        return _Search(statement, lanes).found()


class _Search:
    """The search over one statement. Use it inside `arithmetic.exactly()`."""

    def __init__(self, statement: ValueStatement, lanes: Lanes | None) -> None:
        self._statement = statement
        self._case: Case = case_of(statement)
        self._straight = Straight(self._case)
        self._lines = tuple(line.line for line in self._case.lines)
        self._shapes = shapes_of(statement.assumptions, self._lines)
        self._known_lanes = lanes
        self._levels: dict[str, Decimal] = {
            one.key: level for one in statement.assumptions if (level := level_of(one)) is not None
        }
        self._movable = [one for one in statement.assumptions if one.key in self._levels]

    def found(self) -> BreakEvens:
        searched = self._searched()
        each = [self._break_even(one, searched) for one in self._movable]
        measures = self._measures()
        return BreakEvens(
            currency_code=self._statement.currency_code,
            convention=self._statement.convention,
            value=self._straight.money(measures["value"]),
            npv=self._straight.money(measures["npv"]),
            assumptions=tuple(sorted(each, key=_room)),
        )

    def _measures(self) -> dict[Target, Decimal]:
        return {"value": self._straight.value, "npv": self._straight.npv}

    def _searched(self) -> dict[tuple[str, Target], list[BreakEvenFigure]]:
        """Every assumption's figures, by measure."""
        found: dict[tuple[str, Target], list[BreakEvenFigure]] = {}
        left = MOST_EXACT_WORK
        for one in self._movable:
            if self._shapes.get(one.key) is not Shape.STRAIGHT:
                continue
            left -= self._straight.work(one)
            zeros = self._straight_zeros(one) if left >= 0 else None
            if zeros is None:
                self._shapes[one.key] = Shape.CURVED  # it is straight, and is looked for as well
                continue
            for target, figure in zeros.items():
                found[one.key, target] = [self._figure(one, figure, exact=True)]
        return found | self._scanned([one for one in self._movable if self._is_bent(one)])

    def _straight_zeros(self, one: Assumption) -> dict[Target, Decimal] | None:
        try:
            return self._straight.zeros(one)
        except CalculationError:
            return None  # an amount too large on the way

    def _is_bent(self, one: Assumption) -> bool:
        return self._shapes.get(one.key, Shape.STRAIGHT) is not Shape.STRAIGHT

    def _scanned(
        self, bent: Sequence[Assumption]
    ) -> dict[tuple[str, Target], list[BreakEvenFigure]]:
        if not bent:
            return {}
        keys = [one.key for one in bent]
        lanes = self._known_lanes or lanes_of(self._statement, keys)
        spans = {one.key: plausible_range(one) for one in bent}
        ends = {key: (float(span.low), float(span.high)) for key, span in spans.items()}
        by_key = {one.key: one for one in bent}
        return {
            (key, target): [
                self._figure(
                    by_key[key], figure_found(one.figure), exact=False, by_step=one.by_step
                )
                for one in ones
            ]
            for (key, target), ones in crossings(lanes, ends).items()
        }

    def _figure(
        self, one: Assumption, figure: Decimal, *, exact: bool, by_step: bool = False
    ) -> BreakEvenFigure:
        level, given = self._levels[one.key], range_of(one)
        return BreakEvenFigure(
            figure=told(figure),
            change=told((figure - level) / abs(level)) if level else None,
            exact=exact,
            by_step=by_step,
            plausible=is_plausible(one, figure),
            within_range=None if given is None else _lies(figure, given),
        )

    def _break_even(
        self, one: Assumption, searched: dict[tuple[str, Target], list[BreakEvenFigure]]
    ) -> BreakEven:
        span = plausible_range(one) if self._is_bent(one) else None
        figures = {target: tuple(searched.get((one.key, target), ())) for target in TARGETS}
        measures = self._measures()
        words = {
            target: must_be_true(
                self._statement.currency_code,
                one,
                target,
                measures[target],
                [(found.figure, found.plausible, found.by_step) for found in figures[target]],
                searched=span,
                matters=self._matters(one),
            )
            for target in TARGETS
        }
        return BreakEven(
            key=one.key,
            label=one.label or one.key,
            unit=one.unit,
            figure=told(self._levels[one.key]),
            searched=None if span is None else (told(span.low), told(span.high)),
            value=figures["value"],
            npv=figures["npv"],
            what_must_be_true=words["value"],
            what_must_be_true_of_npv=words["npv"],
        )

    def _matters(self, one: Assumption) -> bool:
        if one.key not in self._shapes:
            return False
        return self._is_bent(one) or self._straight.moves(one)


def _lies(figure: Decimal, span: Span) -> bool:
    return span.low <= figure <= span.high


def _room(found: BreakEven) -> tuple[bool, Decimal]:
    """How far the nearest plausible break-even of Value lies away; those with none come last."""
    changes = [abs(one.change) for one in found.value if one.plausible and one.change is not None]
    return (not changes, min(changes, default=_ZERO))
