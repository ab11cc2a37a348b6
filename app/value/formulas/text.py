"""Formulas and keys as fields of a statement."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from app.value.figures import read_figure, write_figure
from app.value.formulas.errors import FormulaError
from app.value.formulas.functions import RESERVED
from app.value.formulas.parse import parse
from app.value.formulas.tokens import MOST_CHARACTERS


def _figures_are_formulas(raw: object) -> object:
    """A plain figure is the shortest formula."""
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return write_figure(read_figure(raw))
    return raw


def _readable(text: str) -> str:
    try:
        parse(text)
    except FormulaError as error:
        raise as_pydantic_error(error) from None
    return text


def as_pydantic_error(error: FormulaError) -> PydanticCustomError:
    """The same fault in the shape in which Pydantic collects it."""
    return PydanticCustomError(
        "formula",
        "{detail} (column {column})",
        {
            "detail": error.detail,
            "column": error.position + 1,
            "hint": error.hint,
            "formula": error.formula,
            "position": error.position,
            "length": error.length,
        },
    )


def _free(key: str) -> str:
    if key in RESERVED:
        raise PydanticCustomError(
            "reserved_key",
            "{key} is a word of the formula language. Choose a longer key, such as {key}_figure.",
            {"key": key},
        )
    return key


FormulaText = Annotated[
    str,
    BeforeValidator(_figures_are_formulas, json_schema_input_type=str | float),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARACTERS),
    AfterValidator(_readable),
]
"""A formula; a plain figure is one too."""

Key = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$", max_length=64),
    AfterValidator(_free),
]
"""The name of a part of a statement; assumptions' keys are the names that formulas use."""
