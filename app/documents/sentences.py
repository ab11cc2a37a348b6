"""The value proposition in the document's language.

English is the core's own. Other languages put users' words, which nobody can inflect, after colons
and into brackets; each clause is one message that brings its own punctuation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from babel.lists import format_list

from app.documents.directions import isolated
from app.documents.language import Language
from app.documents.spoken import SpokenFigures
from app.documents.wording import OTHERWISE_PER, PER
from app.value import ValueStatement
from app.value.proposition import Goal, Proposition, Quantity, proposition_of
from app.value.result import LineResult, Totals
from app.value.sentence import Clauses, clauses_of, in_one


def clauses_in(
    language: Language, statement: ValueStatement, totals: Totals, lines: Sequence[LineResult]
) -> Clauses:
    """The clauses of a statement's sentence, without the words that introduce them."""
    if language.words == "en":
        figures = SpokenFigures(language.tag, language.currency_code)
        return clauses_of(statement, totals, lines, figures)
    return _Clauses(language, proposition_of(statement, totals, lines)).told()


def sentence_in(language: Language, clauses: Clauses) -> str:
    """The clauses as one sentence."""
    if language.words == "en":
        return in_one(clauses)
    gettext = language.translations.gettext
    goal = gettext("We believe that %(customer)s should be able to %(goal)s")
    told = [goal % {"customer": clauses.customer, "goal": clauses.goal}]
    for text, message in (
        (clauses.gain, gettext(", resulting in %(text)s")),
        (clauses.ability, gettext(", through the ability to %(text)s")),
        (clauses.deliverables, gettext(", as a result of %(text)s")),
        (clauses.investment, gettext(", for an investment of %(text)s")),
        (clauses.assumptions, gettext(", based on the following assumptions: %(text)s")),
    ):
        told += [message % {"text": text}] if text else []
    return gettext("%(proposition)s.") % {"proposition": "".join(told)}


class _Clauses:
    """Writes what is said, clause by clause."""

    def __init__(self, language: Language, said: Proposition) -> None:
        self._language, self._said = language, said
        self._gettext = language.translations.gettext
        self._ngettext = language.translations.ngettext

    def told(self) -> Clauses:
        said = self._said
        return Clauses(
            customer=self._own(said.customer) if said.customer else self._gettext("the customer"),
            goal=self._goals() or self._gettext("reach the goals below"),
            gain=self._gain(),
            ability=self._abilities(),
            deliverables=self._deliverables(),
            investment="" if said.total_investment is None else self._whole(said.total_investment),
            assumptions=self._costs(),
        )

    def _goals(self) -> str:
        goals = self._said.goals
        further = self._ngettext("one further benefit", "%(count)s further benefits", goals.further)
        return self._listed([self._goal(goal) for goal in goals.parts], goals.further, further)

    def _goal(self, goal: Goal) -> str:
        named = self._own(goal.statement)
        if not goal.movement:
            return named
        start, end = goal.movement
        ends = {
            "before": self._measured(start) if start.unit == end.unit else self._with_unit(start),
            "after": self._with_unit(end),
        }
        return self._gettext("%(goal)s from %(before)s to %(after)s") % {"goal": named, **ends}

    def _gain(self) -> str:
        years = self._said.horizon_years
        message = self._ngettext(
            "total benefits of %(amount)s within the first year",
            "total benefits of %(amount)s within %(count)s years",
            years,
        )
        return message % {"amount": self._whole(self._said.total_benefits), "count": years}

    def _abilities(self) -> str:
        named = self._said.abilities
        further = self._ngettext(
            "one further capability", "%(count)s further capabilities", named.further
        )
        return self._listed(map(self._own, named.parts), named.further, further)

    def _deliverables(self) -> str:
        named = self._said.deliverables
        further = self._ngettext(
            "one further deliverable", "%(count)s further deliverables", named.further
        )
        return self._listed(map(self._own, named.parts), named.further, further)

    def _costs(self) -> str:
        costs = self._said.costs
        message = self._gettext("%(item)s costing %(amount)s")
        told = [
            message % {"item": self._own(cost.statement), "amount": self._whole(cost.amount)}
            for cost in costs.parts
        ]
        if costs.further:
            others = self._ngettext(
                "one further item costing %(amount)s",
                "%(count)s further items costing %(amount)s",
                costs.further,
            )
            amount = self._whole(self._said.further_costs)
            told.append(others % {"count": costs.further, "amount": amount})
        return self._gettext("; ").join(told)

    def _listed(self, parts: Iterable[str], further: int, message: str) -> str:
        told = [*parts, message % {"count": further}] if further else [*parts]
        return str(format_list(told, locale=self._language.locale)) if told else ""

    def _own(self, text: str) -> str:
        """A text of the statement, in its own direction."""
        return isolated(text.rstrip("."), self._language)

    def _whole(self, amount: Decimal) -> str:
        return self._language.spoken(amount.quantize(Decimal(1), ROUND_HALF_UP))

    def _with_unit(self, quantity: Quantity) -> str:
        """A figure in its unit; "GBP/user/month" reads "£22 per user per month"."""
        told = self._measured(quantity)
        for unit in _units(quantity)[1:]:
            per = self._gettext(PER.get(unit, OTHERWISE_PER)) % {"unit": unit}
            told = self._gettext("%(amount)s %(per_unit)s") % {"amount": told, "per_unit": per}
        return told

    def _measured(self, quantity: Quantity) -> str:
        """A figure in what is counted, without what it is counted per."""
        measure = _units(quantity)[0]
        if measure == self._language.currency_code:
            return self._language.spoken(quantity.figure)
        if measure == "%":
            return self._language.percent(f"{quantity.figure:f}", most_decimals=4)
        return f"{self._language.figure(f'{quantity.figure:f}')} {measure}".rstrip()


def _units(quantity: Quantity) -> list[str]:
    return [part.strip() for part in (quantity.unit or "").split("/")]
