"""The core: a value statement in, its result out. It knows only numbers.

>>> from app.value import ValueStatement, calculate
"""

from app.value.calculate import calculate
from app.value.errors import CalculationError, Fault, StatementError, faults_of, pointer_to
from app.value.result import ENGINE, Result
from app.value.statement import ValueStatement

__all__ = [
    "ENGINE",
    "CalculationError",
    "Fault",
    "Result",
    "StatementError",
    "ValueStatement",
    "calculate",
    "faults_of",
    "pointer_to",
]
