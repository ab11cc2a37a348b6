"""Lines as a document shows them: benefits and investments with money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.documents.bands import Band, by_band
from app.documents.inputs import Inputs
from app.documents.line_view import (
    Amounts,
    FormulaView,
    InputView,
    LineView,
    Shared,
    Timing,
    Unquantified,
)
from app.documents.order import PrintOrder
from app.documents.shown import ShownFigures
from app.documents.situation import named
from app.documents.sources import Sources
from app.value.assumptions import Assumption
from app.value.inputs import input_reference, total_reference
from app.value.lines import Benefit, Investment, Line
from app.value.result import LineResult

MOST_INPUT_ROWS = 200
"""Of all lines together; a table row costs some ten milliseconds to print."""
MOST_INPUTS_OF_A_LINE = 40
MOST_DETAILED = 30
"""So many lines, the largest, get a section of their own."""
_MOST_FORMULAS = 8


@dataclass(frozen=True)
class Lines:
    """Makes the lines of one document."""

    order: PrintOrder
    shown: ShownFigures
    bands: Sequence[Band]
    inputs: Inputs
    sources: Sources
    chosen: frozenset[str] | None = None
    """The keys of the benefits to tell; None: all."""

    def benefits(self) -> tuple[LineView, ...]:
        """Benefits with money, in the order of the statement."""
        return self._side("benefit")

    def investments(self) -> tuple[LineView, ...]:
        """Investments with money, in the order of the statement."""
        return self._side("investment")

    def unquantified(self) -> tuple[Unquantified, ...]:
        """Benefits that are told and not counted."""
        return tuple(
            Unquantified(
                statement=benefit.statement,
                pains=self._pains(benefit),
                means=self._means(benefit),
                owners=self._owners(benefit),
            )
            for benefit in self.order.statement.benefits
            if not benefit.has_money and self._is_told(benefit.key)
        )

    def _side(self, side: str) -> tuple[LineView, ...]:
        counted = [line for line in self.order.result.lines if line.side == side]
        return tuple(
            self._line(line, row)
            for row, line in enumerate(counted)
            if side == "investment" or self._is_told(line.key)
        )

    def _is_told(self, benefit: str) -> bool:
        return self.chosen is None or benefit in self.chosen

    def _line(self, counted: LineResult, row: int) -> LineView:
        line = self._lines[counted.key]
        gains = counted.side == "benefit"
        table, before, present = (
            ((part.benefits if gains else part.investments)[row] if part else ())
            for part in (self.shown.table, self.shown.before_risk, self.shown.present_value)
        )
        after, unadjusted = self._amounts(table), self._amounts(before)
        detailed = counted.key in self._detailed
        behind = self.inputs.behind(line) if detailed else ()
        told = behind[: self._most_inputs]
        formulas = _formulas(line)
        return LineView(
            side=counted.side,
            key=counted.key,
            ref=counted.ref,
            detailed=detailed,
            statement=line.statement,
            by_band=after.by_band,
            total=after.total,
            at_full_effect=max(table[1:], key=abs, default=0),
            present_value=sum(present),
            before=unadjusted,
            adjustment=_difference(after, unadjusted),
            risk_adjustment=line.risk_adjustment or None,
            traits=_traits(line),
            kind=_kind(line),
            movement=self.inputs.movement(line.metric) if isinstance(line, Benefit) else None,
            formulas=formulas[:_MOST_FORMULAS],
            further_formulas=max(0, len(formulas) - _MOST_FORMULAS),
            timing=_timing(line),
            pains=self._pains(line),
            means=self._means(line),
            owners=self._owners(line),
            shared=self._shared(line),
            inputs=self._told_inputs(told, counted.ref),
            further_inputs=len(behind) - len(told),
            total_ref=total_reference(counted.ref),
            adjusted_ref=total_reference(counted.ref, risk_adjusted=True),
        )

    def _told_inputs(self, told: Sequence[Assumption], ref: str) -> tuple[InputView, ...]:
        numbered = enumerate(told, start=1)
        return tuple(self._input(part, input_reference(ref, number)) for number, part in numbered)

    def _amounts(self, by_period: Sequence[int]) -> Amounts:
        return Amounts(by_band(by_period, self.bands), sum(by_period))

    @cached_property
    def _detailed(self) -> frozenset[str]:
        if self.order.variant == "summary":
            return frozenset()
        told = self.order.result.lines
        if self.chosen is not None:
            told = tuple(line for line in told if line.key in self.chosen)
        largest = sorted(told, key=lambda line: -abs(line.total))
        return frozenset(line.key for line in largest[:MOST_DETAILED])

    @cached_property
    def _most_inputs(self) -> int:
        return min(MOST_INPUTS_OF_A_LINE, max(3, MOST_INPUT_ROWS // max(1, len(self._detailed))))

    @cached_property
    def _lines(self) -> dict[str, Benefit | Investment]:
        statement = self.order.statement
        by_key: dict[str, Benefit | Investment] = {line.key: line for line in statement.benefits}
        return by_key | {line.key: line for line in statement.investments}

    @cached_property
    def _texts(self) -> dict[str, dict[str, str]]:
        statement = self.order.statement
        return {
            "pains": {part.key: part.statement for part in statement.pains},
            "capabilities": {part.key: part.statement for part in statement.capabilities},
            "deliverables": {part.key: part.statement for part in statement.deliverables},
            "players": {part.key: named(part) for part in statement.key_players},
        }

    def _pains(self, line: Line) -> tuple[str, ...]:
        return self._told("pains", line.pains) if isinstance(line, Benefit) else ()

    def _means(self, line: Line) -> tuple[str, ...]:
        """The capabilities a benefit draws on, the deliverables an investment pays for."""
        if isinstance(line, Benefit):
            return self._told("capabilities", line.capabilities)
        return self._told("deliverables", line.deliverables) if isinstance(line, Investment) else ()

    def _owners(self, line: Line) -> tuple[str, ...]:
        return self._told("players", line.key_players) if isinstance(line, Benefit) else ()

    def _shared(self, line: Line) -> tuple[Shared, ...]:
        """The pools a benefit draws on together with others."""
        claims = line.draws_on if isinstance(line, Benefit) else ()
        shared = []
        for key in dict.fromkeys(claim.pool for claim in claims):
            label, drawn = self._pools[key]
            others = tuple(ref for owner, ref in drawn if owner != line.key)
            if others:
                shared.append(Shared(label, others))
        return tuple(shared)

    @cached_property
    def _pools(self) -> dict[str, tuple[str, list[tuple[str, str]]]]:
        letters = {line.key: line.ref for line in self.order.result.lines}
        return {
            pool.key: (
                pool.label or pool.key,
                [
                    (benefit.key, letters[benefit.key])
                    for benefit in self.order.statement.benefits
                    if benefit.key in letters
                    and pool.key in {claim.pool for claim in benefit.draws_on}
                ],
            )
            for pool in self.order.statement.pools
        }

    def _told(self, kind: str, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._texts[kind][key] for key in keys)

    def _input(self, assumption: Assumption, ref: str) -> InputView:
        values = self.inputs.values(assumption)
        same = len(set(values)) == 1
        return InputView(
            ref=ref,
            key=assumption.key,
            label=assumption.label or assumption.key,
            unit=assumption.unit,
            formula=assumption.formula,
            value=values[0] if same else None,
            by_period=() if same else values,
            note=self.sources.number(assumption),
        )


def _traits(line: Benefit | Investment) -> tuple[str, ...]:
    told = (
        (line.category, line.realisation)
        if isinstance(line, Benefit)
        else (line.kind, line.paid_to and f"paid_to_{line.paid_to}")
    )
    return tuple(trait for trait in told if trait)


def _kind(line: Benefit | Investment) -> str:
    """The group a line belongs to: one of `groups.KINDS`."""
    if isinstance(line, Benefit):
        return line.realisation or "unsaid_realisation"
    return f"paid_to_{line.paid_to}" if line.paid_to else "unsaid_payee"


def _formulas(line: Line) -> tuple[FormulaView, ...]:
    regular = [
        FormulaView(role, text)
        for role, text in (("upfront", line.upfront), ("per_year", line.per_year))
        if text is not None
    ]
    return (*regular, *(FormulaView("one_off", part.amount, part.month) for part in line.one_off))


def _timing(line: Line) -> Timing:
    return Timing(line.starts_month, line.ends_month, line.adoption or (), line.growth)


def _difference(after: Amounts, before: Amounts) -> Amounts:
    pairs = zip(after.by_band, before.by_band, strict=True)
    return Amounts(tuple(later - earlier for later, earlier in pairs), after.total - before.total)
