"""Pools: what benefits draw on, what they claim of it, and Value with no pool claimed twice.

A claim ramps, grows and starts as its benefit does, before risk adjustment. Where the claims of a
year are above what the pool holds, all of them are cut by the same fraction, and with them the
yearly money of their benefits; a benefit on several pools is cut by the largest cut. What is paid
once (`upfront`, `one_off`) draws on no pool.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.value.case import Case, CaseLine, amount_of
from app.value.cashflow import Amounts, active_years, lay_out
from app.value.errors import CalculationError, Fault
from app.value.formulas import parse
from app.value.lines import Benefit
from app.value.metrics import present_value
from app.value.publish import money_rounded, plainly_rounded
from app.value.result import ClaimResult, CutBenefit, Overlap, PoolResult

_ZERO = Decimal(0)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class PoolUse:
    """A pool and its claims by period, exact; `claims` are in the order of the benefits."""

    key: str
    held: tuple[Decimal, ...]
    claims: tuple[tuple[str, tuple[Decimal, ...]], ...]

    @property
    def claimed(self) -> tuple[Decimal, ...]:
        """All claims together."""
        return tuple(
            sum((claim[period] for _, claim in self.claims), _ZERO)
            for period in range(len(self.held))
        )

    @property
    def kept(self) -> tuple[Decimal, ...]:
        """The fraction of each claim that the pool can bear, by period."""
        return tuple(
            max(held, _ZERO) / claimed if claimed > max(held, _ZERO) else _ONE
            for held, claimed in zip(self.held, self.claimed, strict=True)
        )


def pool_uses(case: Case) -> tuple[PoolUse, ...]:
    """Every pool with what is claimed of it. Call it inside `arithmetic.exactly()`.

    Raises:
        CalculationError: the formula of a pool or a claim has no result, all places at once.
    """
    faults: dict[Fault, None] = {}
    held = {
        pool.key: _held(case, f"#/pools/{index}/per_year", pool.per_year, faults)
        for index, pool in enumerate(case.statement.pools)
    }
    claims: dict[str, list[tuple[str, tuple[Decimal, ...]]]] = {key: [] for key in held}
    for index, benefit in enumerate(case.statement.benefits):
        for number, claim in enumerate(benefit.draws_on):
            text = benefit.per_year if claim.claim is None else claim.claim
            place = f"#/benefits/{index}/draws_on/{number}/claim"
            if text is not None:
                taken = _claimed(case, benefit, place, text, faults)
                claims[claim.pool].append((benefit.key, taken))
    if faults:
        raise CalculationError(tuple(faults))
    return tuple(PoolUse(key, amounts, tuple(claims[key])) for key, amounts in held.items())


def overlap_of(case: Case) -> Overlap | None:
    """What is claimed above the pools, and Value without it; None where there are no pools."""
    if not case.statement.pools:
        return None
    uses = pool_uses(case)
    kept = kept_of(uses)
    cut = [
        (line, *_lost(case, line, kept[line.line.key]))
        for line in case.on("benefit")
        if any(fraction != 1 for fraction in kept.get(line.line.key, ()))
    ]
    value = case.total("benefit") - case.total("investment")
    npv = case.present_value("benefit") - case.present_value("investment")
    lost = sum((total for _, total, _ in cut), _ZERO)
    code = case.statement.currency_code
    capped = money_rounded(value - lost, code)
    return Overlap(
        pools=tuple(_published(case, use) for use in uses),
        cut=tuple(
            CutBenefit(
                benefit=line.line.key,
                total=money_rounded(line.flow.total, code),
                capped_total=money_rounded(line.flow.total - total, code),
            )
            for line, total, _ in cut
        ),
        value=money_rounded(value, code),
        capped_value=capped,
        npv=money_rounded(npv, code),
        capped_npv=money_rounded(npv - sum((present for _, _, present in cut), _ZERO), code),
        double_counted=money_rounded(value, code) - capped,
    )


def kept_of(uses: Sequence[PoolUse]) -> Mapping[str, tuple[Decimal, ...]]:
    """By benefit, the fraction of its yearly money that all its pools can bear, by period."""
    kept: dict[str, tuple[Decimal, ...]] = {}
    for use in uses:
        for benefit, _ in use.claims:
            kept[benefit] = tuple(map(min, kept.get(benefit, use.kept), use.kept))
    return kept


def _held(case: Case, place: str, text: str, faults: dict[Fault, None]) -> tuple[Decimal, ...]:
    years = range(1, case.grid.periods)
    return (_ZERO, *(_evaluated(case, place, text, year, faults) for year in years))


def _claimed(
    case: Case, benefit: Benefit, place: str, text: str, faults: dict[Fault, None]
) -> tuple[Decimal, ...]:
    years = case.grid.periods - 1
    amounts = {
        year: _evaluated(case, place, text, year, faults) for year in active_years(benefit, years)
    }
    return lay_out(benefit, Amounts(_ZERO, amounts, ()), years).by_period


def _evaluated(case: Case, place: str, text: str, year: int, faults: dict[Fault, None]) -> Decimal:
    found = amount_of(case.grid, text, place, year)
    if isinstance(found, Decimal):
        return found
    faults[found] = None
    return _ZERO


def _lost(case: Case, line: CaseLine, kept: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """What a cut takes from a benefit after risk adjustment: over the horizon, and discounted."""
    benefit, years = line.line, case.grid.periods - 1
    if benefit.per_year is None:
        return _ZERO, _ZERO
    formula = parse(benefit.per_year)
    amounts = {
        year: formula.evaluate(case.grid.figures, year) * (1 - kept[year])
        for year in active_years(benefit, years)
    }
    flow = lay_out(benefit, Amounts(_ZERO, amounts, ()), years)
    flow = flow.times(1 - (benefit.risk_adjustment or _ZERO))
    return flow.total, present_value(flow.twelfths, case.factors)


def _published(case: Case, use: PoolUse) -> PoolResult:
    pool = next(pool for pool in case.statement.pools if pool.key == use.key)
    pairs = zip(use.held, use.claimed, strict=True)
    above = [max(claimed - max(held, _ZERO), _ZERO) for held, claimed in pairs]
    return PoolResult(
        key=pool.key,
        label=pool.label or pool.key,
        unit=pool.unit,
        by_period=tuple(map(plainly_rounded, use.held)),
        claimed=tuple(map(plainly_rounded, use.claimed)),
        above=tuple(map(plainly_rounded, above)),
        kept=tuple(map(plainly_rounded, use.kept)),
        claims=tuple(
            ClaimResult(benefit=benefit, by_period=tuple(map(plainly_rounded, claim)))
            for benefit, claim in use.claims
        ),
    )
