"""The functions of the language: how many arguments each takes, and of which kind."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ARGUMENTS = 60


@dataclass(frozen=True, slots=True)
class Function:
    """The signature of one function."""

    name: str
    fewest: int
    most: int
    takes_truths: bool = False
    gives_truth: bool = False

    @property
    def arity(self) -> str:
        """How many arguments it takes, in words."""
        if self.most == 0:
            return "no arguments"
        count = str(self.fewest) if self.fewest == self.most else f"{self.fewest} to {self.most}"
        return f"{count} argument{'s' if self.most > 1 else ''}"


def _table(*functions: Function) -> dict[str, Function]:
    return {function.name: function for function in functions}


FUNCTIONS = _table(
    Function("IF", 3, 3),
    Function("AND", 1, MOST_ARGUMENTS, takes_truths=True, gives_truth=True),
    Function("OR", 1, MOST_ARGUMENTS, takes_truths=True, gives_truth=True),
    Function("NOT", 1, 1, takes_truths=True, gives_truth=True),
    Function("MIN", 1, MOST_ARGUMENTS),
    Function("MAX", 1, MOST_ARGUMENTS),
    Function("SUM", 1, MOST_ARGUMENTS),
    Function("AVERAGE", 1, MOST_ARGUMENTS),
    Function("ABS", 1, 1),
    Function("ROUND", 2, 2),
    Function("ROUNDUP", 2, 2),
    Function("ROUNDDOWN", 2, 2),
    Function("CEILING", 1, 2),
    Function("FLOOR", 1, 2),
    Function("INT", 1, 1),
    Function("MOD", 2, 2),
    Function("SQRT", 1, 1),
    Function("EXP", 1, 1),
    Function("LN", 1, 1),
    Function("POWER", 2, 2),
    Function("PREV", 1, 1),
    Function("CUM", 1, 1),
    Function("INITIAL", 1, 1),
    Function("YEAR", 0, 0),
)

OVER_TIME = frozenset({"PREV", "CUM", "INITIAL", "YEAR"})
"""Functions whose result depends on the period even where their arguments do not."""

WITH_DIGITS = frozenset({"ROUND", "ROUNDUP", "ROUNDDOWN"})
"""Functions whose second argument is a number of digits, given literally."""

RESERVED = frozenset(name.lower() for name in FUNCTIONS) | {"true", "false"}
"""Words that cannot be keys."""
