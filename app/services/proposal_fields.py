"""What a caller may say about proposals, with its bounds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.services.draft_places import LONGEST_PATH, PATH
from app.services.fields import Fields, Name, Note
from app.value.figures import Figure
from app.value.formulas.text import Key
from app.value.parts import MOST_YEARS
from app.value.statement import Convention

MOST_ITEMS = 500
Path = Annotated[
    str,
    StringConstraints(pattern=f"^{PATH}$", max_length=LONGEST_PATH),
    Field(examples=["assumptions/users/value"]),
]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class Proposer(Fields):
    """Who proposes: a person, who need not have a key."""

    proposed_by: Name | None = Field(default=None, examples=["Dana Field"])
    proposed_by_role: Name | None = Field(default=None, examples=["CFO of Company A"])
    note: Note | None = None


class ProposedItem(Fields):
    """Another figure: of an assumption by its key, or of whatever stands at a path."""

    key: Key | None = Field(default=None, description="An assumption's key.", examples=["users"])
    path: Path | None = Field(
        default=None, description="The place of any single figure, as an item's `path` tells it."
    )
    value: Figure | None = Field(default=None, examples=["90000"])
    initial: Figure | None = Field(default=None, description="Month 0, beside `by_year`.")
    by_year: Annotated[tuple[Figure, ...], Field(min_length=1, max_length=MOST_YEARS)] | None = None
    convention: Convention | None = Field(
        default=None, description="With the path `convention`, in the place of a value."
    )
    reason: Reason | None = None

    @model_validator(mode="after")
    def _is_one_figure(self) -> Self:
        if (self.key is None) == (self.path is None):
            raise PydanticCustomError("exactly_one", "Give exactly one of key and path.")
        if self.path is not None:
            wanted = "convention" if self.path == "convention" else "value"
            others = {"value", "initial", "by_year", "convention"} - {wanted}
            if getattr(self, wanted) is None or any(getattr(self, name) for name in others):
                raise PydanticCustomError(
                    "exactly_one", "With this path give {wanted} alone.", {"wanted": wanted}
                )
        elif self.convention is not None or (self.value is None) == (self.by_year is None):
            raise PydanticCustomError("exactly_one", "Give exactly one of value and by_year.")
        if self.initial is not None and self.by_year is None:
            raise PydanticCustomError("initial_without_by_year", "initial stands beside by_year.")
        return self


class ProposalFields(Proposer):
    """A proposal without a workbook."""

    items: Annotated[tuple[ProposedItem, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    version_number: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = Field(
        default=None, description="The version it was made from; the draft where it is left out."
    )


class Decision(Fields):
    """What becomes of one item."""

    path: Path
    decision: Literal["accept", "refuse"]
    value: Figure | None = Field(
        default=None, description="The figure that is meant, in the place of the one proposed."
    )
    convention: Convention | None = Field(
        default=None, description="The same for the path `convention`."
    )
    reason: Reason | None = None

    @property
    def corrected(self) -> Figure | str | None:
        """What is to be put in the place of what was proposed."""
        return self.convention if self.path == "convention" else self.value

    @model_validator(mode="after")
    def _corrects_what_it_accepts(self) -> Self:
        given = self.value is not None or self.convention is not None
        if given and (self.decision == "refuse" or self.corrected is None):
            raise PydanticCustomError(
                "value_not_wanted",
                "A value is given with an item that is accepted; a convention with its path alone.",
            )
        return self


class DecisionFields(Fields):
    """What becomes of items of a proposal: all that are named, in one step, or none."""

    items: Annotated[tuple[Decision, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    status: Literal["in_review", "customer_confirmed"] = Field(
        default="in_review", description="The status of the assumptions whose figures are accepted."
    )
    confirmed_by: Name | None = Field(
        default=None, description="Who of the customer confirms them; with `customer_confirmed`."
    )
    confirmed_on: date | None = None

    @model_validator(mode="after")
    def _says_who_confirms(self) -> Self:
        if (self.status == "customer_confirmed") != (self.confirmed_by is not None) or (
            self.confirmed_on is not None and self.confirmed_by is None
        ):
            raise PydanticCustomError(
                "confirmation",
                "The status customer_confirmed and confirmed_by, the person, go together.",
            )
        return self


class WithdrawnFields(Fields):
    """Why a proposal is withdrawn."""

    note: Note | None = Field(default=None, examples=["A later workbook takes its place."])
