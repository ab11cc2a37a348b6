"""Rules about single figures: where they come from, and how exactly they can be known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.value.assumptions import Assumption
from app.value.figures import write_figure
from app.value.findings.rule import Example, Limits, Remark, deal, figure, gain, rule
from app.value.findings.study import Study, listed, quoted
from app.value.formulas.dimensions import PLAIN, dimension_of
from app.value.formulas.units import hidden_constants

_MEASURED = frozenset({"customer_data", "third_party_research", "internal_testing"})
_EACH_AN_ASSUMPTION = "Make each an assumption, with a unit and a source, and use their names."
_COUNTED = deal(assumptions=[figure()], benefits=[gain(per_year="users")])


def _counted(**fields: object) -> Example:
    return {**_COUNTED, "assumptions": [{**figure(), **fields}]}


@rule(
    "no_source",
    "warning",
    "A figure has no source",
    advice="Say where it comes from: a report and page, a system, a person and date.",
    fires=_COUNTED,
    silent=_counted(source="Annual report, page 12"),
)
def no_source(study: Study, _limits: Limits) -> Iterator[Remark]:
    """What cannot be traced cannot be checked, and what cannot be checked is not believed."""
    for place, one in study.given:
        if not one.source and not one.confirmed_by:
            yield Remark(place, f"{_called(one)} has no source, and money rests on it.")


@rule(
    "false_precision",
    "warning",
    "An estimate is too exact",
    advice="Round it to what is known, or say what was measured: basis and source.",
    fires=_counted(value="104167", basis="analyst_estimate"),
    silent=_counted(value="104000", basis="analyst_estimate"),
)
def false_precision(study: Study, limits: Limits) -> Iterator[Remark]:
    """Nobody estimates to five digits: exactness that cannot be had makes all the rest doubtful."""
    for place, one in study.given:
        if one.basis in _MEASURED or one.status in ("pilot", "customer_confirmed"):
            continue
        for exact in one.figures:
            digits = _digits(exact)
            if digits > limits.digits_of_an_estimate:
                told = f"{write_figure(exact)} has {digits} significant digits"
                yield Remark(place, f"{_called(one)} is an estimate; {told}.")
                break


@rule(
    "figure_outside_range",
    "warning",
    "A figure lies outside its own range",
    advice="Low is the lower figure and high the higher one, whichever of them is good for Value.",
    fires=_counted(value="100", low="110", high="120"),
    silent=_counted(value="100", low="90", high="120"),
)
def figure_outside_range(study: Study, _limits: Limits) -> Iterator[Remark]:
    """A low above the figure is a slip, or the bad case of a cost written as its low."""
    for index, one in enumerate(study.statement.assumptions):
        if one.value is None:
            continue
        low, high = one.low, one.high
        if (low is not None and low > one.value) or (high is not None and high < one.value):
            reason = f"{_called(one)} is {write_figure(one.value)}, {_ends(low, high)}."
            yield Remark(f"#/assumptions/{index}", reason)


@rule(
    "disputed_figure",
    "warning",
    "A disputed figure is still counted",
    advice="Settle it with whoever disputes it, or calculate with the figure they accept.",
    fires=_counted(status="disputed"),
    silent=_counted(status="in_review"),
)
def disputed_figure(study: Study, _limits: Limits) -> Iterator[Remark]:
    """Whoever disputes it will say so in the meeting that decides."""
    for place, one in study.given:
        if one.status == "disputed":
            yield Remark(place, f"{_called(one)} is disputed, and money rests on it.")


@rule(
    "confirmed_by_nobody",
    "warning",
    "A figure is confirmed, and nobody is named",
    advice="Name who of the customer confirmed it, and when.",
    fires=_counted(status="customer_confirmed"),
    silent=_counted(status="customer_confirmed", confirmed_by="Head of Finance"),
)
def confirmed_by_nobody(study: Study, _limits: Limits) -> Iterator[Remark]:
    """A confirmation counts as proof only while there is somebody who stands by it."""
    for index, one in enumerate(study.statement.assumptions):
        if one.status == "customer_confirmed" and not one.confirmed_by:
            reason = f"{_called(one)} is confirmed by the customer, by nobody in particular."
            yield Remark(f"#/assumptions/{index}", reason)


@rule(
    "unused_assumption",
    "information",
    "Nothing uses an assumption",
    advice="Leave it out, or find the formula that forgot it.",
    fires=deal(assumptions=[figure()]),
    silent=_COUNTED,
)
def unused_assumption(study: Study, _limits: Limits) -> Iterator[Remark]:
    """A figure that changes nothing is noise, or a formula lacks a factor."""
    used = study.used()
    for index, one in enumerate(study.statement.assumptions):
        if one.key not in used:
            reason = f"{_called(one)} is used by no line, metric, pool or alternative."
            yield Remark(f"#/assumptions/{index}", reason)


@rule(
    "share_above_one",
    "warning",
    "A percentage is above 100 %",
    advice="Give percentages as fractions: 15 % is 0.15.",
    fires=_counted(value="15", unit="%"),
    silent=_counted(value="0.15", unit="%"),
)
def share_above_one(study: Study, _limits: Limits) -> Iterator[Remark]:
    """15 where 0.15 was meant makes a case a hundred times too good."""
    for index, one in enumerate(study.statement.assumptions):
        if one.unit is None or "%" not in one.unit or dimension_of(one.unit) != PLAIN:
            continue
        largest = max(map(abs, one.figures), default=Decimal(0))
        if largest > 1:
            told = f"{write_figure(largest)}, that is {write_figure((largest * 100).normalize())} %"
            yield Remark(f"#/assumptions/{index}", f"{_called(one)} is {told}.")


@rule(
    "hidden_constant",
    "information",
    "A figure is hidden in a formula",
    advice="Make it an assumption, with a unit and a source, and use its name.",
    fires=deal(assumptions=[figure()], benefits=[gain(per_year="users * 35")]),
    silent=deal(
        assumptions=[figure(), figure("fee", value="35")],
        benefits=[gain(per_year="users * fee * 12")],
    ),
)
def hidden_constant(study: Study, _limits: Limits) -> Iterator[Remark]:
    """A number in a formula has no source, no range and no owner, and nobody can dispute it."""
    conversions = study.conversions()
    for place, text in study.formulas():
        numbers = hidden_constants(text)
        if not numbers:
            continue
        texts = dict.fromkeys(number.text for number in numbers)
        hidden = [one for one in texts if one not in conversions.get(place, ())]
        if hidden:
            many = len(hidden) > 1
            yield Remark(
                place,
                f"{listed(hidden)} {'stand' if many else 'stands'} in the formula {quoted(text)}.",
                _EACH_AN_ASSUMPTION if many else None,
            )


def _called(one: Assumption) -> str:
    return f"{one.label} ({one.key})" if one.label else one.key


def _digits(value: Decimal) -> int:
    return len(str(value).lstrip("-0.").replace(".", "").rstrip("0"))


def _ends(low: Decimal | None, high: Decimal | None) -> str:
    ends = (("low", low), ("high", high))
    return "its " + " and its ".join(
        f"{name} {write_figure(end)}" for name, end in ends if end is not None
    )
