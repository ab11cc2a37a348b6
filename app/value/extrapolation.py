"""A straw man for one customer from the figures of others who were successful.

The model is that of the first reference; further references only add figures for the assumptions
they share with it. Figures of money are carried into the target's currency and time by formulas, so
that the exchange rate and the rise of prices are assumptions like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cached_property
from statistics import median
from typing import Any

from app.value.assumptions import Assumption
from app.value.errors import StatementError
from app.value.extrapolation_view import (
    Driver,
    Origin,
    Question,
    Reference,
    StrawMan,
    Taken,
    Target,
)
from app.value.figures import write_figure
from app.value.money_transfer import MoneyTransfer
from app.value.scaling import Chosen, chosen, factor
from app.value.statement import ValueStatement

_WIDE = Context(prec=60)
_SPREAD, _SPREAD_PER_DOUBLING, _MOST_SPREAD = Decimal("0.10"), Decimal("0.10"), Decimal("0.60")
"""A straw man's range: ten per cent either side, ten more for each doubling or halving of size."""
DIGITS = 4
"""Significant digits of a figure that was scaled; more would be false precision."""


class UnlikeReferencesError(StatementError):
    """References that cannot be brought together with the target."""


def straw_man(references: Sequence[Reference], target: Target, *, digits: int = DIGITS) -> StrawMan:
    """Extrapolate from references to a target.

    A figure whose factor is 1 is taken as it stands, so that a reference extrapolated to itself is
    itself; others are rounded to `digits` significant digits.

    Raises:
        UnlikeReferencesError: no reference, or no rate from a reference's currency.
        ScalingRuleError: a rule that cannot be applied.
    """
    if not references:
        raise UnlikeReferencesError("Name at least one reference.")
    return _Extrapolation(references, target, digits).straw_man()


@dataclass(frozen=True)
class _Extrapolation:
    references: Sequence[Reference]
    target: Target
    digits: int

    def straw_man(self) -> StrawMan:
        made = [self._made(one) for one in self._model.assumptions]
        money = self._money
        questions = [question for _, _, question in made if question is not None]
        fields = self._model.model_dump(by_alias=True, exclude_none=True)
        fields["assumptions"] = [*money.assumptions(), *(part for each in made for part in each[0])]
        fields["scenarios"], fields["correlations"] = [], []  # they speak of the reference's range
        fields["key_players"] = [_unnamed(player) for player in fields.get("key_players", ())]
        fields |= {"currency_code": self.target.currency_code, "customer": self.target.customer}
        money.tell_units(fields)
        return StrawMan(
            statement=ValueStatement.model_validate(fields),
            origins=tuple(origin for _, origin, _ in made if origin is not None),
            questions=tuple(questions),
        )

    @property
    def _model(self) -> ValueStatement:
        return self.references[0].statement

    @cached_property
    def _money(self) -> MoneyTransfer:
        return MoneyTransfer(self.references[0], self.target)

    @cached_property
    def _drivers(self) -> Mapping[str, Driver]:
        """The drivers that the target and every reference have, in the target's figures."""
        shared = set.intersection(
            {driver.key for driver in self.target.drivers},
            *({driver.key for driver in each.drivers} for each in self.references),
        )
        return {driver.key: driver for driver in self.target.drivers if driver.key in shared}

    @cached_property
    def _currencies(self) -> frozenset[str]:
        codes = {each.statement.currency_code for each in self.references}
        return frozenset({self.target.currency_code, *codes})

    def _made(
        self, model: Assumption
    ) -> tuple[list[dict[str, Any]], Origin | None, Question | None]:
        """An assumption as its fields, from where it comes, and what is to be asked."""
        if model.formula is not None:
            return [_fields(model)], None, None
        rules = {rule.assumption: rule for rule in self.target.rules}
        choice = chosen(model, rules.get(model.key), self._drivers, self._currencies)
        sources = list(self._sources(model, choice))
        figures = self._figures(model, sources)
        origin = Origin(
            assumption=model.key,
            rule=choice.scale,
            driver=choice.driver,
            words=self._words(choice, sources),
            taken=tuple(self._taken(sources)),
        )
        fields = {
            **_fields(model, without=_PROVEN),
            **figures,
            "basis": "reference_customer",
            "status": "straw_man",
            "source": origin.words,
        }
        ask = f"What is “{model.label or model.key}” here?"
        question = Question(assumption=model.key, ask=ask, why=choice.why) if choice.why else None
        return self._money.carried(fields), origin, question

    def _sources(self, model: Assumption, choice: Chosen) -> Iterator[_Source]:
        """What each reference says of an assumption, given by the same periods and in one unit."""
        for place, reference in enumerate(self.references):
            given = {driver.key: driver for driver in reference.drivers}
            for one in reference.statement.assumptions:
                if one.key == model.key and self._fits(reference, one, model):
                    by = factor(choice, given, self._drivers)
                    exchange = Decimal(1) if not place else self._money.into_model(reference, one)
                    yield _Source(reference.name, one, by, exchange)

    def _fits(self, reference: Reference, one: Assumption, model: Assumption) -> bool:
        code, wanted = reference.statement.currency_code, self._model.currency_code
        unit = "/".join(
            wanted if part.strip() == code else part.strip() for part in (one.unit or "").split("/")
        )
        periods = [len(each.by_year or ()) for each in (one, model)]
        plain = "/".join(part.strip() for part in (model.unit or "").split("/"))
        return one.formula is None and unit == plain and periods[0] == periods[1]

    def _figures(self, model: Assumption, sources: Sequence[_Source]) -> dict[str, Any]:
        """The figures of the straw man: the median of the references, with an honest range."""
        found: dict[str, Any] = {}
        for name in ("value", "initial"):
            told = [source.scaled(getattr(source.given, name)) for source in sources]
            if getattr(model, name) is not None:
                found[name] = self._middle([one for one in told if one is not None], sources)
        if model.by_year is not None:
            years = zip(*(source.given.by_year or () for source in sources), strict=True)
            found["by_year"] = [
                self._middle(
                    [each.scaled(one) for each, one in zip(sources, year, strict=True)], sources
                )
                for year in years
            ]
        if model.value is not None and model.distribution != "discrete":
            found |= self._range(model, found["value"], sources)
        return found

    def _middle(self, figures: Sequence[Decimal | None], sources: Sequence[_Source]) -> Decimal:
        known = [figure for figure in figures if figure is not None]
        with localcontext(_WIDE):
            middle = median(known)
        as_it_stands = len(known) == 1 and sources[0].by == 1
        return middle if as_it_stands else self._rounded(middle)

    def _range(
        self, model: Assumption, value: Decimal, sources: Sequence[_Source]
    ) -> dict[str, Decimal]:
        """From the lowest to the highest that a reference gives, no narrower than is honest."""
        scaled = [(source, source.scaled(source.given.value)) for source in sources]
        lows = [source.scaled(source.given.low) for source in sources]
        highs = [source.scaled(source.given.high) for source in sources]
        told = [one for one in (*lows, *highs, *(each for _, each in scaled)) if one is not None]
        spread = max(_spread(source.by) for source in sources) * abs(value)
        low, high = min(*told, value - spread), max(*told, value + spread)
        if model.at_least is not None:
            low = max(low, model.at_least)
        if model.at_most is not None:
            high = min(high, model.at_most)
        return {"low": min(value, self._rounded(low)), "high": max(value, self._rounded(high))}

    def _taken(self, sources: Sequence[_Source]) -> Iterator[Taken]:
        ends = [source.given.figures[-1] for source in sources]
        scaled = [
            source.scaled(end) or Decimal(0) for source, end in zip(sources, ends, strict=True)
        ]
        middle = median(scaled)
        for source, end, one in zip(sources, ends, scaled, strict=True):
            far = abs(one) > 2 * abs(middle) or 2 * abs(one) < abs(middle)
            yield Taken(
                reference=source.name,
                figure=end,
                factor=source.by,
                scaled=one,
                is_outlier=far and len(sources) > 1,
            )

    def _words(self, choice: Chosen, sources: Sequence[_Source]) -> str:
        names = ", ".join(dict.fromkeys(source.name for source in sources))
        of = f"Median of {names}" if len(sources) > 1 else names
        if choice.driver is None:
            return f"{of}: as it is there"
        driver = self._drivers[choice.driver]
        called = driver.label or driver.key
        by = write_figure(sources[0].by.normalize(Context(prec=4)))
        law = "in proportion to" if choice.scale == "proportional" else "by a power of"
        power = "" if choice.scale == "proportional" else f" (exponent {choice.exponent:f})"
        return f"{of}: {law} {called}{power}, × {by}"

    def _rounded(self, figure: Decimal) -> Decimal:
        """To so many significant digits, and never to more places than a figure may have."""
        context = Context(prec=self.digits, rounding=ROUND_HALF_UP)
        rounded = figure.normalize(context)
        return Decimal(f"{rounded:f}")


@dataclass(frozen=True, slots=True)
class _Source:
    """What one reference says: by what its figures are scaled, and into the model's currency."""

    name: str
    given: Assumption
    by: Decimal
    exchange: Decimal

    def scaled(self, figure: Decimal | None) -> Decimal | None:
        if figure is None:
            return None
        with localcontext(_WIDE):
            return figure * self.by * self.exchange


_PROVEN = frozenset(
    {"basis", "status", "source", "confirmed_by", "confirmed_on", "owner", "note", "low", "high"}
)
"""What a reference's customer said does not hold for another one."""


def _fields(assumption: Assumption, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    return {
        name: value
        for name, value in assumption.model_dump(by_alias=True, exclude_none=True).items()
        if name not in without
    }


def _unnamed(player: dict[str, Any]) -> dict[str, Any]:
    """A key player by what they are: who they were at the reference is nobody's business here."""
    return {**player, "name": player.get("role") or player["key"].replace("_", " ").capitalize()}


def _spread(by: Decimal) -> Decimal:
    doublings = abs(by.ln() / Decimal(2).ln()) if by != 1 else Decimal(0)
    return min(_MOST_SPREAD, _SPREAD + _SPREAD_PER_DOUBLING * doublings)
