"""Formulas: one tree, many readers.

`parse` makes the tree, `references` says what it needs, `evaluate` calculates it in exact decimals.
The language is grown from nothing: no part of it is Python, nothing in it can be executed.
"""

from app.value.formulas.errors import FormulaError
from app.value.formulas.parse import Formula, parse

__all__ = ["Formula", "FormulaError", "parse"]
