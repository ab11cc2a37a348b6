"""The figures of all assumptions in all periods, and formulas evaluated over them.

A cell without a figure is None, as `#DIV/0!` is a cell in a spreadsheet: it is an error only where
something needs it.
"""

from __future__ import annotations

from decimal import Decimal

from app.value.assumptions import Assumption
from app.value.consistency import in_order
from app.value.errors import Fault
from app.value.figures import write_figure
from app.value.formulas import Formula, parse
from app.value.formulas.errors import FormulaArithmeticError
from app.value.formulas.evaluate import ByPeriod, MissingFigureError, compile_tree
from app.value.formulas.references import References, references
from app.value.statement import ValueStatement

_MOST_FIGURES_SHOWN = 6


class Grid:
    """Every assumption's figure by period (0 is the initial one), evaluated on construction.

    Make and use it inside `arithmetic.exactly()`.
    """

    def __init__(self, statement: ValueStatement) -> None:
        self.periods = statement.horizon_years + 1
        self.figures: dict[str, list[Decimal | None]] = {}
        self._roots: dict[tuple[str, int], Fault] = {}
        self._fill(statement)

    def evaluate(self, text: str, pointer: str, period: int) -> Decimal | Fault:
        """A formula's figure in a period, or the fault that keeps it from having one."""
        formula = parse(text)
        return self._at(formula, compile_tree(formula.tree, self.figures), pointer, period)

    def _fill(self, statement: ValueStatement) -> None:
        formulas: dict[str, tuple[int, Formula, References]] = {}
        for index, assumption in enumerate(statement.assumptions):
            if assumption.formula is None:
                self.figures[assumption.key] = self._given(assumption)
            else:
                formula = parse(assumption.formula)
                formulas[assumption.key] = (index, formula, references(formula.tree))
                self.figures[assumption.key] = [None] * self.periods
        order = in_order(
            {key: needs.now & formulas.keys() for key, (_, _, needs) in formulas.items()}
        )
        compiled = {key: compile_tree(formulas[key][1].tree, self.figures) for key in order}
        for period in range(self.periods):
            for key in order:
                index, formula, _ = formulas[key]
                pointer = f"#/assumptions/{index}/formula"
                found = self._at(formula, compiled[key], pointer, period)
                if isinstance(found, Fault):
                    self._roots[key, period] = found
                else:
                    self.figures[key][period] = found

    def _given(self, assumption: Assumption) -> list[Decimal | None]:
        if assumption.by_year is not None:
            return [assumption.initial, *assumption.by_year]
        return [assumption.value] * self.periods

    def _at(
        self, formula: Formula, evaluate: ByPeriod, pointer: str, period: int
    ) -> Decimal | Fault:
        try:
            return evaluate(period)
        except FormulaArithmeticError as error:
            return self._undefined(formula, error, pointer, period)
        except MissingFigureError as error:
            root = self._roots.get((error.name, error.period))
            return root or _missing(formula, error, pointer)

    def _undefined(
        self, formula: Formula, error: FormulaArithmeticError, pointer: str, period: int
    ) -> Fault:
        names = dict.fromkeys(name.name for name in references(formula.tree).names)
        shown = [
            f"{name} = {write_figure(figure)}"
            for name in list(names)[:_MOST_FIGURES_SHOWN]
            if (figure := self.figures[name][period]) is not None
        ]
        return Fault(
            pointer=pointer,
            code="UNDEFINED",
            detail=f"No result in {_named(period)}: {error.detail}",
            hint=f"There {', '.join(shown)}." if shown else None,
            formula=formula.text,
            position=error.position,
            length=error.length,
        )


def _missing(formula: Formula, error: MissingFigureError, pointer: str) -> Fault:
    place = next(name for name in references(formula.tree).names if name.name == error.name)
    return Fault(
        pointer=pointer,
        code="NO_INITIAL_FIGURE",
        detail=f"{error.name} is given by year and has no figure in month 0, where this uses it",
        hint=f"Give {error.name} an “initial” figure beside by_year (0 if there is none yet).",
        formula=formula.text,
        position=place.start,
        length=place.end - place.start,
    )


def _named(period: int) -> str:
    return f"year {period}" if period else "month 0"
