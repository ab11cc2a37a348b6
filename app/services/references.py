"""References: won customers' versions, reviewed and published for others to start from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, ValidationError
from pydantic_core import to_jsonable_python

from app.services.accounts import account, opportunity
from app.services.anonymising import Masking, anonymised, round_sizes
from app.services.content import draft_content
from app.services.drafts import statement
from app.services.errors import InvalidChangeError, NotFoundError, StateError
from app.services.fields import Fields, Name, Note
from app.services.patching import merged
from app.services.preconditions import Precondition
from app.services.profiles import SizeDrivers
from app.services.versions import version
from app.store import Transaction
from app.store.records import Account
from app.store.reference_records import KeptReference
from app.store.references import REFERENCES, insert_reference, models_of, published
from app.value import ValueStatement, faults_of
from app.value.extrapolation_view import Driver

State: TypeAlias = Literal["in_review", "published", "withdrawn"]
MOST_FOUND = 50
_LONGEST_WORDS = 8000


class Facts(Fields):
    """What is said about a reference, so that it is found."""

    name: Name = Field(examples=["Mobile operator, 100,000 users"])
    industry: Name | None = None
    region: Name | None = None
    products: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    dated_on: date | None = Field(default=None, description="Of when its figures are.")
    note: Note | None = None


class NewReference(Facts):
    """A version, what is said about it, and what is taken out of it."""

    statement_id: str = Field(pattern=r"^stm_[0-9a-z]{26}$", max_length=30)
    version_number: int = Field(ge=1, le=2**31 - 1)
    size_drivers: SizeDrivers | None = Field(
        default=None, description="How large the customer was; the account's where left out."
    )
    masking: Masking = Masking()


@dataclass(frozen=True, slots=True)
class Alike:
    """A reference, and how like an account it is: 1 is the same in all that is known of both."""

    reference: KeptReference
    likeness: float | None


def make_reference(transaction: Transaction, new: NewReference) -> KeptReference:
    """Make a reference of a version: anonymised, to be reviewed before anybody starts from it.

    Raises:
        NotFoundError: this workspace has no such version.
        InvalidChangeError: something that is to be masked cannot be.
    """
    frozen = version(transaction, new.statement_id, new.version_number)
    customer = _customer(transaction, new.statement_id)
    drivers = drivers_of(
        to_jsonable_python(new.size_drivers)
        if new.size_drivers is not None
        else customer.size_drivers
    )
    model = anonymised(frozen.statement(), [customer.name], drivers, new.masking)
    told = round_sizes(drivers) if new.masking.sizes else drivers
    facts = new.model_dump(mode="json", include=set(Facts.model_fields))
    columns = {
        **facts,
        "dated_on": new.dated_on or frozen.version.created_at.date(),
        "industry": new.industry or customer.industry,
        "region": new.region or customer.region,
        "statement_id": new.statement_id,
        "version_number": new.version_number,
        "state": "in_review",
        "size_drivers": {one.key: {"figure": str(one.value), "unit": one.unit} for one in told},
        "currency_code": model.currency_code,
        "value": frozen.version.value,
        "masked": new.masking.names,
    }
    made = insert_reference(
        transaction, {**columns, "words": _words(columns, model)}, draft_content(model)
    )
    said = {**facts, "statement_id": new.statement_id, "version_number": new.version_number}
    transaction.record("reference.made", "reference", made.id, after=said)
    return made


def reference(
    transaction: Transaction, reference_id: str, *, to_change: bool = False
) -> KeptReference:
    """One reference.

    Raises:
        NotFoundError: this workspace has no such reference.
    """
    found = REFERENCES.one(transaction, reference_id, to_change=to_change)
    if found is None:
        raise NotFoundError("reference", reference_id)
    return found


def model_of(transaction: Transaction, kept: KeptReference) -> ValueStatement:
    """The anonymised model of a reference."""
    return ValueStatement.model_validate_json(models_of(transaction, [kept.id])[kept.id])


def change_facts(
    transaction: Transaction, reference_id: str, patch: dict[str, Any], precondition: Precondition
) -> KeptReference:
    """Merge a patch into what is said about a reference.

    Raises:
        NotFoundError, StaleError, InvalidChangeError: nothing was written.
    """
    before = reference(transaction, reference_id, to_change=True)
    precondition.hold("reference", before)
    present = {name: getattr(before, name) for name in Facts.model_fields}
    try:
        facts = Facts.model_validate(merged(to_jsonable_python(present), patch))
    except ValidationError as error:
        raise InvalidChangeError(faults_of(error.errors())) from None
    said = facts.model_dump(mode="json")
    words = _words(said, model_of(transaction, before))
    columns = {**said, "dated_on": facts.dated_on, "words": words}
    after = REFERENCES.change(transaction, reference_id, columns) or before
    transaction.record(
        "reference.changed", "reference", reference_id, to_jsonable_python(present), said
    )
    return after


def publish(
    transaction: Transaction, reference_id: str, precondition: Precondition
) -> KeptReference:
    """Let everybody of the workspace start from a reference: whoever does this has reviewed it.

    Raises:
        NotFoundError, StaleError: nothing was written.
        StateError: it was withdrawn.
    """
    return _moved(transaction, reference_id, precondition, "published")


def withdraw(
    transaction: Transaction, reference_id: str, precondition: Precondition
) -> KeptReference:
    """Let nobody start from a reference any more; what was made from it stays as it is.

    Raises:
        NotFoundError, StaleError: nothing was written.
    """
    return _moved(transaction, reference_id, precondition, "withdrawn")


def search(transaction: Transaction, words: str, like: str | None, limit: int) -> tuple[Alike, ...]:
    """Published references that contain all of some words, those most like an account first.

    Raises:
        NotFoundError: this workspace has no such account.
    """
    found = published(transaction, words.lower().split()[:10])
    if like is None:
        return tuple(Alike(one, None) for one in found[:limit])
    wanted = account(transaction, like)
    alike = [Alike(one, likeness(one, wanted)) for one in found]
    return tuple(sorted(alike, key=lambda one: -(one.likeness or 0.0))[:limit])


def likeness(kept: KeptReference, wanted: Account) -> float:
    """How like a reference's customer is to an account, from 0 to 1.

    Industry and region count where both are known; sizes by their ratio: half the size is half as
    like. What only one of them says tells nothing.
    """
    told: list[tuple[float, float]] = []
    for weight, one, other in (
        (3.0, kept.industry, wanted.industry),
        (1.0, kept.region, wanted.region),
    ):
        if one and other:
            told.append((weight, float(one.casefold() == other.casefold())))
    for key in kept.size_drivers.keys() & wanted.size_drivers.keys():
        sizes = [float(each[key]["figure"]) for each in (kept.size_drivers, wanted.size_drivers)]
        if min(sizes) > 0:
            told.append((2.0, math.exp(-abs(math.log(sizes[0] / sizes[1])))))
    weights = sum(weight for weight, _ in told)
    return round(sum(weight * share for weight, share in told) / weights, 4) if told else 0.0


def drivers_of(size_drivers: Mapping[str, Any]) -> tuple[Driver, ...]:
    """Size drivers as an extrapolation reads them; one without a unit, or without size, is none."""
    return tuple(
        Driver(key=key, unit=one["unit"], value=one["figure"])
        for key, one in sorted(size_drivers.items())
        if one.get("unit") and Decimal(str(one["figure"])) > 0
    )


def _customer(transaction: Transaction, statement_id: str) -> Account:
    deal = opportunity(transaction, statement(transaction, statement_id).opportunity_id)
    return account(transaction, deal.account_id)


def _moved(
    transaction: Transaction, reference_id: str, precondition: Precondition, state: State
) -> KeptReference:
    before = reference(transaction, reference_id, to_change=True)
    precondition.hold("reference", before)
    if before.state == state:
        return before
    if before.state == "withdrawn":
        raise StateError(
            f"The reference {reference_id} was withdrawn. Make another one of its version."
        )
    columns: dict[str, Any] = {"state": state}
    if state == "published":
        columns["reviewed_by"] = transaction.actor
    after = REFERENCES.change(transaction, reference_id, columns) or before
    transaction.record(
        f"reference.{state}", "reference", reference_id, {"state": before.state}, {"state": state}
    )
    return after


def _words(facts: Mapping[str, Any], model: ValueStatement) -> str:
    """What a search looks through: what is said of a reference, and what its model is about."""
    told: Sequence[str | None] = (
        *(facts.get(name) for name in ("name", "industry", "region", "note")),
        *facts.get("products", ()),
        model.title,
        *(part.statement for part in model.benefits),
        *(part.statement for part in model.capabilities),
        *(part.statement for part in model.deliverables),
        *(part.statement for part in model.pains),
    )
    return " ".join(one for one in told if one).lower()[:_LONGEST_WORDS]
