"""Example deals, so that there is something to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.accounts import create_account, create_opportunity
from app.services.drafts import create_statement
from app.services.fields import AccountFields, OpportunityFields, VersionFields
from app.services.preconditions import Precondition
from app.services.versions import freeze
from app.store import Transaction
from app.store.accounts import account_named
from app.value import ValueStatement

EXAMPLES = Path(__file__).parents[1] / "examples"


@dataclass(frozen=True, slots=True)
class LoadedExample:
    """An example deal; `statement_id` is None where it had been loaded before."""

    account: str
    title: str
    statement_id: str | None


def load_examples(transaction: Transaction) -> tuple[LoadedExample, ...]:
    """Keep every example deal with its version 1, except those whose account is there already."""
    return tuple(_load(transaction, example) for example in examples())


def examples() -> Iterator[dict[str, Any]]:
    """Each example as it stands in its file."""
    for file in sorted(EXAMPLES.glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def _load(transaction: Transaction, example: dict[str, Any]) -> LoadedExample:
    fields = AccountFields.model_validate(example["account"])
    title = example["statement"]["title"]
    if account_named(transaction, fields.name) is not None:
        return LoadedExample(fields.name, title, None)
    account = create_account(transaction, fields)
    opportunity = create_opportunity(
        transaction,
        OpportunityFields.model_validate({"account_id": account.id, **example["opportunity"]}),
    )
    draft = ValueStatement.model_validate(example["statement"])
    statement = create_statement(transaction, opportunity.id, draft)
    version = VersionFields.model_validate(example["version"])
    freeze(transaction, statement.id, version, Precondition())
    return LoadedExample(fields.name, title, statement.id)
