from __future__ import annotations

from tests.contract.snapshot import SNAPSHOT, present, written


def test_the_committed_contract_is_that_of_the_source():
    same = SNAPSHOT.read_text(encoding="utf-8") == written(present())
    assert same, "The contract changed. Where that is meant: scripts/openapi, and commit its file."
