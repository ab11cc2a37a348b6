"""A formula that cannot be read, with the place and the way out."""

from __future__ import annotations

from app.value.errors import StatementError


class FormulaError(StatementError):
    """The text is not a formula of the language.

    `position` is the offset of the first offending character, `length` how many it spans.
    """

    def __init__(
        self, detail: str, *, formula: str, position: int, length: int = 1, hint: str | None = None
    ) -> None:
        self.detail, self.formula, self.hint = detail, formula, hint
        self.position, self.length = position, max(1, length)
        super().__init__(f"{detail} (column {position + 1})" + (f". {hint}" if hint else ""))


class FormulaArithmeticError(StatementError):
    """A formula that reads well has no result with the figures of one period."""

    def __init__(self, detail: str, position: int, length: int) -> None:
        self.detail, self.position, self.length = detail, position, length
        super().__init__(detail)
