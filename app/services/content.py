"""The canonical content of a version, its hash, and the result that belongs to a draft."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import rfc8785
from pydantic import ValidationError

from app.value import (
    ENGINE,
    CalculationError,
    Fault,
    Result,
    ValueStatement,
    calculate,
    faults_of,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a draft: a result, or the faults that keep it from having one."""

    statement: ValueStatement | None
    result: Result | None
    faults: tuple[Fault, ...]


def outcome_of(content: bytes, account_name: str) -> Outcome:
    """Calculate a draft as its account's.

    A draft kept by an older release may break a rule of this one; it is still shown.
    """
    try:
        statement = for_customer(ValueStatement.model_validate_json(content), account_name)
    except ValidationError as error:
        return Outcome(None, None, faults_of(error.errors()))
    try:
        return Outcome(statement, calculate(statement), ())
    except CalculationError as error:
        return Outcome(statement, None, error.faults)


def for_customer(statement: ValueStatement, account_name: str) -> ValueStatement:
    """The statement with the account's name where it names no customer."""
    if statement.customer is not None:
        return statement
    return statement.model_copy(update={"customer": account_name})


def draft_content(statement: ValueStatement) -> bytes:
    """A statement on the wire, as a draft is kept: without the fields nobody gave."""
    return statement.model_dump_json(exclude_none=True, by_alias=True).encode()


def canonical(statement: ValueStatement, result: Result) -> bytes:
    """Statement, result and engine as canonical JSON (RFC 8785): what a version is."""
    return rfc8785.dumps(
        {
            "statement": statement.model_dump(mode="json", exclude_none=True, by_alias=True),
            "result": result.model_dump(mode="json"),
            "engine": ENGINE,
        }
    )


def content_hash(content: bytes) -> str:
    """The SHA-256 of a version's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
