"""From an order to its view-model: what the document says, before anything about how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.documents.analysed import analyses_of
from app.documents.analyses import Analyses
from app.documents.anchors import anchors
from app.documents.bands import MOST_BANDS, Band, bands_of, by_band
from app.documents.chapters import chapters
from app.documents.clauses import clauses
from app.documents.codes import code_of
from app.documents.compared import comparison_of
from app.documents.focus import Focus, chosen_for, focus_on
from app.documents.groups import groups_of, total_of
from app.documents.history import told_versions
from app.documents.inputs import Inputs
from app.documents.line_view import LineView, Unquantified
from app.documents.lines import Lines
from app.documents.measurement import measurement
from app.documents.open_points import open_points
from app.documents.options import options
from app.documents.order import PrintOrder, Section
from app.documents.register import AssumptionView, proof, register, told_in_full
from app.documents.schedule import schedule
from app.documents.shown import ShownFigures, shown_figures
from app.documents.situation import ObjectiveView, PainView, Situation
from app.documents.sources import Sources
from app.documents.spending import spending
from app.documents.view import (
    CashFlowView,
    EditionView,
    Measures,
    Sides,
    Terms,
    View,
    YearsView,
)
from app.value.assumptions import Assumption
from app.value.rounding import ShownTable

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
        return View(**self._heading(), **self._money(), **self._story())

    def _heading(self) -> dict[str, Any]:
        """What the document is."""
        statement = self.order.statement
        return {
            "variant": self.order.variant,
            "paper": self.order.paper,
            "language": self.order.tag,
            "currency_code": statement.currency_code,
            "scale": self._shown.scale,
            "title": statement.title,
            "customer": statement.customer,
            "clauses": clauses(self.order, self._shown),
            "edition": self._edition(),
            "history": told_versions(self.order.history),
            "versions_in_all": len(self.order.history),
            "sections": self._sections,
            "anchors": self._anchors(),
        }

    def _money(self) -> dict[str, Any]:
        """What adds up."""
        statement, table = self.order.statement, self._shown.table
        return {
            "headline": _sides(table),
            "before_risk": _sides(self._shown.before_risk) if self._shown.before_risk else None,
            "present_value": _sides(self._shown.present_value),
            "measures": self._measures(),
            "terms": self._terms(),
            "bands": self._bands,
            "benefits": self._benefits,
            "investments": self._investments,
            "benefit_groups": groups_of(self._benefits),
            "investment_groups": groups_of(self._investments),
            "spending": spending(statement, self._shown),
            "benefits_by_band": by_band(table.benefits_by_period or self._nothing, self._bands),
            "investment_by_band": by_band(table.investment_by_period or self._nothing, self._bands),
            "cash_flow": self._cash_flow(),
            "years": self._years() if self.order.variant == "full" else (),
            "alternatives": options(self.order.result.alternatives, self._shown),
        }

    def _story(self) -> dict[str, Any]:
        """What the money comes from, and how sure it is."""
        statement, result = self.order.statement, self.order.result
        story = Situation(statement, result, self._inputs)
        pains, objectives = story.pains(), story.objectives()
        return {
            "focus": self._focus(pains, objectives),
            "unquantified": self._unquantified,
            "pains": pains,
            "players": story.players(),
            "objectives": objectives,
            "capabilities": story.capabilities(),
            "deliverables": story.deliverables(),
            "assumptions": self._register,
            "assumptions_in_all": len(statement.assumptions),
            "proof": proof(statement),
            "open_points": open_points(self._inputs),
            "schedule": schedule(statement, result),
            "measurement": measurement(self._benefits, self._inputs),
            "sources": self._sources.listed(),
            "analyses": self._analyses,
            "comparison": comparison_of(self.order, self._shown) if self.order.earlier else None,
        }

    @cached_property
    def _analyses(self) -> Analyses | None:
        """Those of a document that shows the case."""
        if self.order.variant == "comparison":
            return None
        return analyses_of(self.order, self._shown)

    @cached_property
    def _shown(self) -> ShownFigures:
        return shown_figures(self.order.result, before_risk=self.order.variant != "summary")

    @cached_property
    def _bands(self) -> tuple[Band, ...]:
        return bands_of(self.order.statement.horizon_years)

    @cached_property
    def _inputs(self) -> Inputs:
        return Inputs(self.order.statement, self.order.result)

    @cached_property
    def _sources(self) -> Sources:
        return Sources(self._told_assumptions)

    @cached_property
    def _chosen(self) -> frozenset[str] | None:
        """The benefits of the one key player this is for; None where it is for everybody."""
        if self.order.variant != "player" or self.order.player is None:
            return None
        return chosen_for(self.order.statement, self.order.player)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(
            self.order, self._shown, self._bands, self._inputs, self._sources, self._chosen
        )

    @cached_property
    def _benefits(self) -> tuple[LineView, ...]:
        return self._lines.benefits()

    @cached_property
    def _investments(self) -> tuple[LineView, ...]:
        return self._lines.investments()

    @cached_property
    def _unquantified(self) -> tuple[Unquantified, ...]:
        return self._lines.unquantified()

    @cached_property
    def _register(self) -> tuple[AssumptionView, ...]:
        return register(self._inputs, self._told_assumptions, self._sources)

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        return chapters(self.order)

    @property
    def _nothing(self) -> tuple[int, ...]:
        return (0,) * (self.order.statement.horizon_years + 1)

    @cached_property
    def _told_assumptions(self) -> list[Assumption]:
        if self.order.variant == "summary":
            return self._key_assumptions()
        if self._chosen is None:
            return told_in_full(self._inputs, self.order.statement.assumptions)
        mine = [part for part in self.order.statement.benefits if part.key in self._chosen]
        behind = {one.key for line in mine for one in self._inputs.behind(line)}
        return told_in_full(
            self._inputs, [one for one in self.order.statement.assumptions if one.key in behind]
        )

    def _key_assumptions(self) -> list[Assumption]:
        """Those with the least room until the Value is zero, then those behind the most money."""
        tight = self._analyses.break_evens if self._analyses else None
        room = {one.key: place for place, one in enumerate(tight.rows if tight else ())}
        weighty = self._inputs.by_weight(self._inputs.given())
        ordered = sorted(weighty, key=lambda one: room.get(one.key, len(room)))
        return ordered[:MOST_ASSUMPTIONS_IN_SUMMARY]

    def _anchors(self) -> tuple[str, ...]:
        lines = (*self._benefits, *self._investments)
        return anchors(self._sections, lines, self._register, self._sources.listed())

    def _focus(
        self, pains: Sequence[PainView], objectives: Sequence[ObjectiveView]
    ) -> Focus | None:
        players = self.order.statement.key_players
        player = next((one for one in players if one.key == self.order.player), None)
        if player is None or self._chosen is None:
            return None
        whole = self._shown.table.total_benefits
        return focus_on(player, pains, objectives, self._benefits, whole)

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
            code=code_of(edition.content_hash),
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
            cash_value=self._cash_value(),
            reasons=self.order.result.reasons,
        )

    def _cash_value(self) -> int:
        """From the rows shown, so that it is the difference of two figures shown."""
        everything = Lines(self.order, self._shown, self._bands, self._inputs, self._sources)
        benefits = self._benefits if self._chosen is None else everything.benefits()
        return total_of(benefits, "cash_releasing") - self._shown.table.total_investment

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


def _sides(table: ShownTable) -> Sides:
    return Sides(table.total_benefits, table.total_investment, table.value)


def _years(table: ShownTable, periods: Sequence[int]) -> YearsView:
    benefits, investments = (
        tuple(tuple(row[period] for period in periods) for row in side)
        for side in (table.benefits, table.investments)
    )
    return YearsView(tuple(periods), benefits, investments)
