from __future__ import annotations

import hashlib
import json

from app.services.content import canonical, content_hash, for_customer, outcome_of
from app.services.examples import examples
from app.value import ValueStatement, calculate


def _example():
    found = {each["statement"]["title"]: each["statement"] for each in examples()}
    return ValueStatement.model_validate(found["New data services"])


def test_canonical_content_is_sorted_tight_and_hashed_as_it_stands():
    statement = _example()
    content = canonical(statement, calculate(statement))
    told = json.loads(content)
    tight = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert content == tight.encode()
    assert content_hash(content) == hashlib.sha256(content).hexdigest()
    assert list(told) == ["engine", "result", "statement"]


def test_a_statement_without_customer_is_its_accounts():
    statement = _example().model_copy(update={"customer": None})
    assert for_customer(statement, "Company Z").customer == "Company Z"
    assert for_customer(_example(), "Company Z").customer == "Company A"


def test_a_draft_that_an_older_release_allowed_is_shown_with_its_faults():
    outcome = outcome_of(b'{"title":"Old","horizon_years":99}', "Company A")
    assert outcome.result is None
    assert {fault.pointer for fault in outcome.faults} >= {"#/horizon_years", "#/currency_code"}


def test_arithmetic_without_a_result_is_told_as_faults():
    statement = _example().model_dump(mode="json", exclude_none=True, by_alias=True)
    statement["benefits"][0]["per_year"] = "users / (arpu_now - 22)"
    outcome = outcome_of(json.dumps(statement).encode(), "Company A")
    assert outcome.result is None
    assert outcome.faults
    assert outcome.faults[0].pointer == "#/benefits/0/per_year"
