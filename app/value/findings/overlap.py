"""Rules about the same money counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from app.value.findings.rule import Limits, Remark, deal, figure, gain, rule
from app.value.findings.study import Study, listed, quoted
from app.value.lines import Benefit

_POOL = {"key": "hours", "label": "Hours of the service desk", "per_year": "150", "unit": "hour"}


def _claims(*hours: int) -> list[dict[str, object]]:
    return [
        gain(f"gain_{index}", draws_on=[{"pool": "hours", "claim": str(claimed)}])
        for index, claimed in enumerate(hours)
    ]


@rule(
    "pool_claimed_twice",
    "error",
    "Benefits claim more of a pool than there is",
    advice="Lower the claims, or count the gain once; the capped Value stands under `overlap`.",
    fires=deal(pools=[_POOL], benefits=_claims(100, 100)),
    silent=deal(pools=[_POOL], benefits=_claims(100, 50)),
)
def pool_claimed_twice(study: Study, _limits: Limits) -> Iterator[Remark]:
    """The same hour cannot be saved twice, nor the same invoice: finance adds the claims up."""
    for index, pool in enumerate(study.overlap.pools if study.overlap else ()):
        period = max(range(len(pool.above)), key=lambda year: pool.above[year])
        if pool.above[period] > 0:
            claimed, held = (
                study.words.read(figures[period], pool.unit)
                for figures in (pool.claimed, pool.by_period)
            )
            by = listed([claim.benefit for claim in pool.claims if claim.by_period[period]])
            reason = f"In year {period} {by} claim {claimed} of {pool.label}; there are {held}."
            yield Remark(f"#/pools/{index}", reason)


@rule(
    "shared_inputs",
    "information",
    "Two benefits rest on the same figures",
    advice="Ask whether one gain is counted twice. If not, say so with a pool both draw on.",
    fires=deal(
        assumptions=[figure(), figure("price"), figure("uplift"), figure("churn")],
        benefits=[
            gain(per_year="users * price * uplift"),
            gain("kept", per_year="users * price * churn"),
        ],
    ),
    silent=deal(
        assumptions=[figure(), figure("price"), figure("calls"), figure("minutes")],
        benefits=[
            gain(per_year="users * price"),
            gain("kept", per_year="calls * minutes"),
        ],
    ),
)
def shared_inputs(study: Study, limits: Limits) -> Iterator[Remark]:
    """The profit and the productivity that made it are one gain; such pairs share their figures."""
    found: list[tuple[Decimal, Remark]] = []
    behind = {line.line.key: study.behind(line) for line in study.benefits}
    figures = {key: {one.key for one in inputs} for key, inputs in behind.items()}
    for one, other in combinations(study.benefits, 2):
        mine, yours = figures[one.line.key], figures[other.line.key]
        shared = mine & yours
        if not shared or len(shared) < limits.shared_inputs * len(mine | yours):
            continue
        if not _pools(one.line) & _pools(other.line):
            names = listed([key.key for key in behind[one.line.key] if key.key in shared])
            pair = f"{quoted(one.line.statement)} and {quoted(other.line.statement)}"
            remark = Remark(study.place(other), f"{pair} both rest on {names}.")
            found.append((Decimal(len(shared)) / len(mine | yours), remark))
    yield from (remark for _, remark in sorted(found, key=lambda pair: -pair[0]))


def _pools(line: object) -> set[str]:
    return {claim.pool for claim in line.draws_on} if isinstance(line, Benefit) else set()
