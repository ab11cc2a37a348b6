"""The figures of all assumptions in all periods, and formulas evaluated over them.

A cell without a figure is None, as `#DIV/0!` is a cell in a spreadsheet: it is an error only where
something needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.value.assumptions import Assumption
from app.value.consistency import in_order
from app.value.errors import Fault
from app.value.figures import write_figure
from app.value.formulas import Formula, parse
from app.value.formulas.errors import FormulaArithmeticError
from app.value.formulas.evaluate import Cells, MissingFigureError

_MOST_FIGURES_SHOWN = 6


class Grid:
    """Every assumption's figure by period (0 is the initial one), evaluated on construction.

    Make and use it inside `arithmetic.exactly()`.
    """

    def __init__(self, assumptions: Sequence[Assumption], years: int) -> None:
        self.periods = years + 1
        self.figures = Cells()
        self._steady: set[str] = set()
        self._roots: dict[tuple[str, int], Fault] = {}
        self._fill(assumptions)

    def evaluate(self, formula: Formula, pointer: str, period: int) -> Decimal | Fault:
        """A formula's figure in a period, or the fault that keeps it from having one."""
        try:
            return formula.evaluate(self.figures, period)
        except FormulaArithmeticError as error:
            return self._undefined(formula, error, pointer, period)
        except MissingFigureError as error:
            root = self._roots.get((error.name, error.period))
            return root or _missing(formula, error, pointer)

    def is_steady(self, formula: Formula) -> bool:
        """Whether a formula has the same figure in every period, so one evaluation serves all."""
        return not formula.reads.over_time and formula.reads.now <= self._steady

    def _fill(self, assumptions: Sequence[Assumption]) -> None:
        formulas: dict[str, tuple[str, Formula]] = {}
        for index, assumption in enumerate(assumptions):
            if assumption.formula is not None:
                pointer = f"#/assumptions/{index}/formula"
                formulas[assumption.key] = (pointer, parse(assumption.formula))
                self.figures[assumption.key] = [None] * self.periods
            elif assumption.by_year is not None:
                self.figures[assumption.key] = [assumption.initial, *assumption.by_year]
            else:
                self.figures[assumption.key] = [assumption.value] * self.periods
                self._steady.add(assumption.key)
        self._derive(formulas)

    def _derive(self, formulas: dict[str, tuple[str, Formula]]) -> None:
        order = in_order(
            {key: formula.reads.now & formulas.keys() for key, (_, formula) in formulas.items()}
        )
        varying = []
        for key in order:
            if self.is_steady(formulas[key][1]) and self._set(key, *formulas[key], 0):
                self.figures[key] = self.figures[key][:1] * self.periods
                self._steady.add(key)
            else:
                varying.append(key)
        for period in range(self.periods):
            for key in varying:
                self._set(key, *formulas[key], period)

    def _set(self, key: str, pointer: str, formula: Formula, period: int) -> bool:
        found = self.evaluate(formula, pointer, period)
        if isinstance(found, Decimal):
            self.figures[key][period] = found
            return True
        self._roots[key, period] = found
        return False

    def _undefined(
        self, formula: Formula, error: FormulaArithmeticError, pointer: str, period: int
    ) -> Fault:
        names = dict.fromkeys(name.name for name in formula.reads.names)
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
    place = next(name for name in formula.reads.names if name.name == error.name)
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
