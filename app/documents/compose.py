"""From an order to its view-model: what the document says, before anything about how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.documents.bands import MOST_BANDS, Band, bands_of, by_band
from app.documents.inputs import Inputs
from app.documents.lines import Lines, named
from app.documents.order import PrintOrder
from app.documents.register import proof, register, told_in_full
from app.documents.shown import ShownFigures, shown_figures
from app.documents.view import (
    CapabilityView,
    CashFlowView,
    Clause,
    DeliverableView,
    EditionView,
    Measures,
    PainView,
    PlayerView,
    Sides,
    Terms,
    View,
    YearsView,
)
from app.value.assumptions import Assumption
from app.value.result import LineResult, Totals
from app.value.rounding import ShownTable
from app.value.sentence import Figures, clauses_of

MOST_ASSUMPTIONS_IN_SUMMARY = 6
MOST_YEAR_ROWS = 150
"""Rows of the year-by-year tables; beyond, only the cash flow is told year by year."""


def view_of(order: PrintOrder) -> View:
    """Decide everything a document says."""
    return _Composition(order).view()


@dataclass(frozen=True)
class _Composition:
    order: PrintOrder

    def view(self) -> View:
        statement = self.order.statement
        table = self._shown.table
        lines = Lines(self.order, self._shown, self._bands, self._inputs)
        benefits, investments = lines.benefits(), lines.investments()
        return View(
            variant=self.order.variant,
            paper=self.order.paper,
            language=self.order.tag,
            currency_code=statement.currency_code,
            scale=self._shown.scale,
            title=statement.title,
            customer=statement.customer,
            clauses=self._clauses(),
            edition=self._edition(),
            headline=_sides(table),
            before_risk=_sides(self._shown.before_risk) if self._shown.before_risk else None,
            present_value=_sides(self._shown.present_value),
            measures=self._measures(),
            terms=self._terms(),
            bands=self._bands,
            benefits=benefits,
            investments=investments,
            benefits_by_band=by_band(table.benefits_by_period or self._nothing, self._bands),
            investment_by_band=by_band(table.investment_by_period or self._nothing, self._bands),
            unquantified=lines.unquantified(),
            pains=self._pains(),
            players=self._players(),
            capabilities=self._capabilities(),
            deliverables=self._deliverables(),
            cash_flow=self._cash_flow(),
            years=self._years() if self._is_full else (),
            assumptions=register(
                self._inputs,
                told_in_full(self._inputs) if self._is_full else self._key_assumptions(),
            ),
            assumptions_in_all=len(statement.assumptions),
            proof=proof(statement),
        )

    @property
    def _is_full(self) -> bool:
        return self.order.variant == "full"

    @cached_property
    def _shown(self) -> ShownFigures:
        return shown_figures(self.order.result, before_risk=self._is_full)

    @cached_property
    def _bands(self) -> tuple[Band, ...]:
        return bands_of(self.order.statement.horizon_years)

    @cached_property
    def _inputs(self) -> Inputs:
        return Inputs(self.order.statement, self.order.result)

    @property
    def _nothing(self) -> tuple[int, ...]:
        return (0,) * (self.order.statement.horizon_years + 1)

    def _clauses(self) -> tuple[Clause, ...]:
        """The clauses of the sentence with the figures the document shows elsewhere."""
        shown, scale = self._shown.table, self._shown.scale
        totals = Totals(
            total_benefits=Decimal(shown.total_benefits * scale),
            total_investment=Decimal(shown.total_investment * scale),
            value=Decimal(shown.value * scale),
        )
        rows = [sum(row) * scale for row in (*shown.benefits, *shown.investments)]
        lines = [
            line.model_copy(update={"total": Decimal(total)})
            for line, total in zip(self._lines_by_side(), rows, strict=True)
        ]
        clauses = clauses_of(self.order.statement, totals, lines, self._figures())
        told = {
            "customer": clauses.customer,
            "goal": clauses.goal,
            "gain": clauses.gain,
            "ability": clauses.ability,
            "deliverables": clauses.deliverables,
            "investment": clauses.investment,
            "assumptions": clauses.assumptions,
        }
        return tuple(Clause(role, text) for role, text in told.items() if text)

    def _figures(self) -> Figures:
        """The sentence is the one text of the view that holds figures, so it is written here."""
        from app.documents.spoken import SpokenFigures  # noqa: PLC0415 - Babel, only when printing

        return SpokenFigures(self.order.tag, self.order.result.currency_code)

    def _lines_by_side(self) -> list[LineResult]:
        return sorted(self.order.result.lines, key=lambda line: line.side != "benefit")

    def _terms(self) -> Terms:
        statement, result = self.order.statement, self.order.result
        return Terms(
            convention=result.convention,
            discount_rate=statement.discount_rate,
            horizon_years=statement.horizon_years,
            range_reading=statement.range_reading,
            starts_on=statement.starts_on,
            engine=result.engine,
        )

    def _edition(self) -> EditionView:
        edition = self.order.edition
        return EditionView(
            number=edition.version_number,
            label=edition.label,
            stage=edition.stage,
            author=edition.author,
            issued_at=edition.issued_at,
            content_hash=edition.content_hash,
        )

    def _measures(self) -> Measures:
        metrics = self.order.result.metrics
        return Measures(
            npv=self._shown.present_value.value,
            roi=metrics.roi,
            irr=metrics.irr,
            payback_months=metrics.payback_months,
            discounted_payback_months=metrics.discounted_payback_months,
            benefit_cost_ratio=metrics.benefit_cost_ratio,
            cost_of_delay=self._shown.of(metrics.cost_of_delay),
            cash_value=self._shown.of(metrics.cash_value),
            reasons=self.order.result.reasons,
        )

    def _cash_flow(self) -> CashFlowView:
        table = self._shown.table
        if not table.lines:
            return CashFlowView(*(self._nothing,) * 4)
        return CashFlowView(
            benefits=table.benefits_by_period,
            investment=table.investment_by_period,
            net=table.net_by_period,
            cumulative=table.cumulative,
        )

    def _years(self) -> tuple[YearsView, ...]:
        """Year by year, where the main tables show groups of years; not beyond what can be read."""
        years, table = self.order.statement.horizon_years, self._shown.table
        starts = range(1, years + 1, MOST_BANDS)
        if years <= MOST_BANDS or table.lines * len(starts) > MOST_YEAR_ROWS:
            return ()
        return tuple(
            _years(table, tuple(range(start, min(start + MOST_BANDS, years + 1))))
            for start in starts
        )

    def _key_assumptions(self) -> list[Assumption]:
        return self._inputs.by_weight(self._inputs.given())[:MOST_ASSUMPTIONS_IN_SUMMARY]

    def _pains(self) -> tuple[PainView, ...]:
        players = {player.key: named(player) for player in self.order.statement.key_players}
        resolved = self._refs("benefit", "pains")
        return tuple(
            PainView(
                pain.statement,
                players.get(pain.owner) if pain.owner else None,
                tuple(resolved.get(pain.key, ())),
            )
            for pain in self.order.statement.pains
        )

    def _players(self) -> tuple[PlayerView, ...]:
        return tuple(
            PlayerView(player.name, player.role, player.concerns)
            for player in self.order.statement.key_players
        )

    def _capabilities(self) -> tuple[CapabilityView, ...]:
        statement = self.order.statement
        delivered = {part.key: part.statement for part in statement.deliverables}
        drawn = self._refs("benefit", "capabilities")
        return tuple(
            CapabilityView(
                part.statement,
                part.differentiator,
                tuple(delivered[key] for key in part.deliverables),
                tuple(drawn.get(part.key, ())),
            )
            for part in statement.capabilities
        )

    def _deliverables(self) -> tuple[DeliverableView, ...]:
        paid = self._refs("investment", "deliverables")
        return tuple(
            DeliverableView(part.statement, tuple(paid.get(part.key, ())))
            for part in self.order.statement.deliverables
        )

    def _refs(self, side: str, field: str) -> dict[str, list[str]]:
        """The letters of the lines that name a part, by the part's key."""
        statement = self.order.statement
        lines = statement.benefits if side == "benefit" else statement.investments
        letters = {line.key: line.ref for line in self.order.result.lines if line.side == side}
        found: dict[str, list[str]] = {}
        for line in lines:
            for key in getattr(line, field) if line.key in letters else ():
                found.setdefault(key, []).append(letters[line.key])
        return found


def _sides(table: ShownTable) -> Sides:
    return Sides(table.total_benefits, table.total_investment, table.value)


def _years(table: ShownTable, periods: Sequence[int]) -> YearsView:
    benefits, investments = (
        tuple(tuple(row[period] for period in periods) for row in side)
        for side in (table.benefits, table.investments)
    )
    return YearsView(tuple(periods), benefits, investments)
