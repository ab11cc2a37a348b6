"""The inputs behind a line: which assumptions its formulas read, directly and through others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from app.value.assumptions import Assumption
from app.value.formulas import parse
from app.value.formulas.dependence import Shape, dependence, dependences
from app.value.lines import Line, formulas_of


def reached(formulas: Iterable[str], behind: Callable[[str], Iterable[str]]) -> set[str]:
    """All names that formulas read, directly and through others.

    `behind` says which formulas a name stands for: none for a figure, two where it stands in two
    states of a statement.

    Example:
        >>> written = {"hours": ["users * 2"]}
        >>> sorted(reached(["hours * rate"], lambda name: written.get(name, [])))
        ['hours', 'rate', 'users']
    """
    found: set[str] = set()
    pending = list(formulas)
    while pending:
        for name in parse(pending.pop()).reads.names:
            if name.name not in found:
                found.add(name.name)
                pending.extend(behind(name.name))
    return found


class Inputs:
    """A statement's assumptions, found by what reads them."""

    def __init__(self, assumptions: Sequence[Assumption]) -> None:
        self._given = assumptions
        self._place = {assumption.key: index for index, assumption in enumerate(assumptions)}
        self._reached = _walk(
            tuple([(one.key, one.formula) for one in assumptions if one.formula is not None])
        )
        self._found: dict[tuple[str, ...], tuple[Assumption, ...]] = {}

    def behind(self, line: Line) -> tuple[Assumption, ...]:
        """All assumptions a line rests on, in the order of the statement.

        Documents and workbooks number them so: the third behind line `B` is `B3` everywhere.
        """
        return self.under(formulas_of(line))

    def under(self, formulas: Iterable[str]) -> tuple[Assumption, ...]:
        """All assumptions that formulas rest on, in the order of the statement."""
        texts = tuple(formulas)
        if texts not in self._found:
            places = sorted([self._place[name] for name in self._reached(texts)])
            self._found[texts] = tuple([self._given[place] for place in places])
        return self._found[texts]


@lru_cache(maxsize=16)
def _walk(
    written: tuple[tuple[str, str], ...],
) -> Callable[[tuple[str, ...]], frozenset[str]]:
    """What formulas reach, remembered for as long as only figures change."""
    formulas = {key: (formula,) for key, formula in written}

    @lru_cache(maxsize=128)
    def walked(texts: tuple[str, ...]) -> frozenset[str]:
        return frozenset(reached(texts, lambda name: formulas.get(name, ())))

    return walked


def shapes_of(assumptions: Sequence[Assumption], lines: Iterable[Line]) -> dict[str, Shape]:
    """How the money of lines depends on each given figure; one that is missing does not matter.

    What a line does with an amount (timing, ramp, growth, risk adjustment) is straight.
    """
    trees = {one.key: parse(one.formula).tree for one in assumptions if one.formula is not None}
    behind = dependences(trees, [one.key for one in assumptions if one.formula is None])
    found: dict[str, Shape] = {}
    for line in lines:
        for text in formulas_of(line):
            for key, shape in dependence(parse(text).tree, behind).items():
                found[key] = max(shape, found.get(key, shape))
    return found


def input_reference(line: str, number: int) -> str:
    """The reference of a line's input, counted from 1.

    Example:
        >>> input_reference("A", 1)
        'A1'
    """
    return f"{line}{number}"


def total_reference(line: str, *, risk_adjusted: bool = False) -> str:
    """The reference of a line's total, before or after its risk adjustment.

    Example:
        >>> total_reference("A"), total_reference("A", risk_adjusted=True)
        ('At', 'Atr')
    """
    return f"{line}tr" if risk_adjusted else f"{line}t"
