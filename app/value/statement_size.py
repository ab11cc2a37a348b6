"""How long the formulas of a statement may be together: told before any of them is read."""

from __future__ import annotations

from pydantic_core import InitErrorDetails, PydanticCustomError

from app.value.formulas.tokens import MOST_CHARACTERS
from app.value.outline import formula_texts

MOST_FORMULA_CHARACTERS, MOST_SIGNS = 50_000, 8_000
"""The largest published study has 3,315 characters and some 400 signs: operators, brackets and
commas. Reading a sign with what stands beside it takes up to twenty microseconds."""
_SIGNS = "+-*/^%<>=(,"


def too_long_to_read(statement: object) -> InitErrorDetails | None:
    """The fault of a statement whose formulas are too long together to be read at all.

    A single formula that is too long is refused unread where it stands.
    """
    text = "".join([text for text in formula_texts(statement) if len(text) <= MOST_CHARACTERS])
    signs = sum(map(text.count, _SIGNS))
    if len(text) <= MOST_FORMULA_CHARACTERS and signs <= MOST_SIGNS:
        return None
    detail = (
        f"The formulas have {len(text):,} characters together, {signs:,} of them operators, "
        f"brackets and commas. At most {MOST_FORMULA_CHARACTERS:,} and {MOST_SIGNS:,} are read, so "
        "none of them was."
    )
    hint = "Give parts that stand in several formulas a name, as assumptions with a formula."
    kind = PydanticCustomError("too_much_text", "{detail}", {"detail": detail, "hint": hint})
    return InitErrorDetails(type=kind, loc=(), input=None)
