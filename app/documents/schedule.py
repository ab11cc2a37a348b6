"""When each line begins, ramps up and ends, in months and, where the start is set, in days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.value import Result, ValueStatement
from app.value.lines import Line


@dataclass(frozen=True)
class ScheduledLine:
    """A line over time: `full_month` is the first month at the most it ever reaches."""

    side: str
    ref: str
    statement: str
    once_months: tuple[int, ...]
    first_month: int | None
    first_day: date | None
    full_month: int | None
    full_day: date | None
    last_month: int | None
    adoption: tuple[Decimal, ...]
    growth: Decimal | None


def schedule(statement: ValueStatement, result: Result) -> tuple[ScheduledLine, ...]:
    """All lines with money, in the order of their letters."""
    lines = {line.key: line for line in (*statement.benefits, *statement.investments)}
    return tuple(
        _scheduled(lines[counted.key], counted.side, counted.ref, statement)
        for counted in result.lines
    )


def day_of(starts_on: date | None, month: int | None) -> date | None:
    """The first day of a month of the horizon; month 1 begins on the day of the start.

    Example:
        >>> day_of(date(2027, 1, 31), 2)
        datetime.date(2027, 2, 28)
    """
    if starts_on is None or month is None:
        return None
    passed = starts_on.month - 1 + max(0, month - 1)
    year, number = starts_on.year + passed // 12, passed % 12 + 1
    if year > date.max.year:
        return None
    return date(year, number, min(starts_on.day, monthrange(year, number)[1]))


def _scheduled(line: Line, side: str, ref: str, statement: ValueStatement) -> ScheduledLine:
    flows = line.per_year is not None
    first = (line.starts_month or 1) if flows else None
    full = _full_month(line) if flows else None
    return ScheduledLine(
        side=side,
        ref=ref,
        statement=line.statement,
        once_months=_once(line),
        first_month=first,
        first_day=day_of(statement.starts_on, first),
        full_month=full,
        full_day=day_of(statement.starts_on, full),
        last_month=(line.ends_month or statement.months) if flows else None,
        adoption=line.adoption or (),
        growth=line.growth or None,
    )


def _full_month(line: Line) -> int:
    """The month in which the ramp first reaches the most it ever does."""
    ramp = line.adoption or (Decimal(1),)
    return (line.starts_month or 1) + 12 * ramp.index(max(ramp))


def _once(line: Line) -> tuple[int, ...]:
    months = {flow.month for flow in line.one_off}
    return tuple(sorted(months | {0} if line.upfront is not None else months))
