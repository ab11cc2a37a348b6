"""What must be true for a case to break even, in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from app.value.assumptions import Assumption
from app.value.figure_words import PLAIN_UNITS, FigureWords, share
from app.value.ranges import Span, level_of
from app.value.sensitivity_view import Target

_NAMES: dict[Target, str] = {"value": "Value", "npv": "NPV"}
_DIGITS = 4
"""So many digits of a break-even are told, rounded to the safe side."""

_WIDE = Context(prec=120, Emin=-999, Emax=999)

Figure = tuple[Decimal, bool, bool]
"""The figure, whether it is plausible, and whether the measure only jumps over zero there."""


def must_be_true(  # noqa: PLR0913 - what was found, and what it was looked for in
    currency_code: str,
    one: Assumption,
    target: Target,
    measure: Decimal,
    figures: Sequence[Figure],
    *,
    searched: Span | None,
    matters: bool,
) -> str:
    """One sentence about one assumption; `measure` is the case as it stands."""
    told = _Told(FigureWords(currency_code), one, _NAMES[target])
    plausible = [figure for figure, plausible, _ in figures if plausible]
    if not matters:
        return f"{told.name} does not move {told.measure}."
    if not plausible:
        return told.nowhere([figure for figure, _, _ in figures], searched)
    if any(by_step for _, plausible, by_step in figures if plausible):
        return f"{told.measure} jumps across zero at {told.all_of(plausible)} of {told.name}."
    if len(plausible) > 1:
        return f"{told.measure} is zero at {told.all_of(plausible)} of {told.name}."
    return told.once(plausible[0], measure)


def safely_rounded(figure: Decimal, level: Decimal, *, safe: bool) -> Decimal:
    """A break-even shortened towards what is assumed where the case holds, else away from it.

    So the figure told never promises more than the figure found.

    Example:
        >>> safely_rounded(Decimal("62500.2"), Decimal(104167), safe=True)
        Decimal('62501')
    """
    up = (figure < level) == safe
    told = shortened(figure, ROUND_CEILING if up else ROUND_FLOOR)
    passed = min(figure, level) <= told <= max(figure, level)
    return told if passed or not safe else figure


def shortened(figure: Decimal, rounding: str) -> Decimal:
    """Whole above a thousand, four digits below."""
    if not figure:
        return figure
    step = Decimal(1).scaleb(min(0, figure.adjusted() - _DIGITS + 1))
    return figure.quantize(step, rounding, context=_WIDE)


def is_counted(one: Assumption, currency_code: str) -> bool:
    """Whether an assumption counts things, users say, so that one can do with fewer of them."""
    unit = one.unit or ""
    counts = bool(unit) and unit != currency_code and unit not in PLAIN_UNITS | {"%"}
    return counts and "/" not in unit and (level_of(one) or Decimal(0)) > 0


class _Told:
    """Tells figures of one assumption."""

    def __init__(self, words: FigureWords, one: Assumption, measure: str) -> None:
        self.name = f"“{one.label or one.key}”"
        self.measure = measure
        self._words, self._one = words, one
        self._level = level_of(one) or Decimal(0)

    def once(self, figure: Decimal, measure: Decimal) -> str:
        """The sentence about the only break-even."""
        if figure == self._level or not measure:
            return f"{self.measure} is zero as assumed, with {self._read(self._level)}."
        lead = "Still breaks even" if measure > 0 else "Breaks even only"
        less = "less" if figure < self._level else "more"
        change = f" ({self._distance(figure)} {less})" if self._level else ""
        reached = safely_rounded(figure, self._level, safe=measure > 0)
        if measure > 0 and figure < self._level and is_counted(self._one, self._words.code):
            return (
                f"{lead} with only {self._words.read(reached, None)} of {self._read(self._level)}: "
                f"{self.name}{change}."
            )
        verb = "falls" if figure < self._level else "rises"
        return (
            f"{lead} if {self.name} {verb} from {self._read(self._level)} to "
            f"{self._read(reached)}{change}."
        )

    def nowhere(self, beyond: Sequence[Decimal], searched: Span | None) -> str:
        """The sentence where no plausible figure brings the measure to zero."""
        between = ""
        if searched is not None:
            between = f" between {self._read(searched.low)} and {self._read(searched.high)}"
        sentence = f"No figure of {self.name}{between} brings {self.measure} to zero"
        if beyond:
            would = self._read(shortened(beyond[0], ROUND_FLOOR))
            sentence = f"No plausible figure of {self.name} brings {self.measure} to zero"
            sentence += f"; it would take {would}"
        return sentence + "."

    def all_of(self, figures: Sequence[Decimal]) -> str:
        """Several figures, listed."""
        *first, last = [self._read(shortened(one, ROUND_FLOOR)) for one in figures]
        return f"{', '.join(first)} and {last}" if first else last

    def _distance(self, figure: Decimal) -> str:
        return share(abs(figure - self._level) / abs(self._level))

    def _read(self, figure: Decimal) -> str:
        return self._words.read(figure, self._one.unit)
