"""The main flow through the generated client: account to PDF and comparison. Run by its test."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from value_client import AuthenticatedClient
from value_client.api.accounts import create_account, get_account
from value_client.api.documents import print_version
from value_client.api.opportunities import create_opportunity
from value_client.api.statements import create_statement, get_draft, replace_draft
from value_client.api.versions import compare_states, create_version
from value_client.models import (
    AccountFields,
    NewStatement,
    OpportunityFields,
    ProblemDocument,
    Statement,
    ValueStatementInput,
    VersionFields,
)


def main(address: str, key: str, file: str) -> None:
    """Take a deal from its account to its document."""
    body = json.loads(Path(file).read_text(encoding="utf-8"))
    with AuthenticatedClient(base_url=address, token=key) as client:
        statement = created(client, body)
        first = create_version.sync(statement.id, client=client, body=VersionFields(label="First"))

        draft = get_draft.sync(statement.id, client=client)
        changed = ValueStatementInput.from_dict(body | {"discount_rate": "0.12"})
        change = {"client": client, "body": changed, "if_match_query": draft.etag}
        saved = replace_draft.sync(statement.id, **change)
        stale = replace_draft.sync(statement.id, **change)

        second = create_version.sync(statement.id, client=client, body=VersionFields())
        printed = print_version.sync_detailed(statement.id, 2, client=client)
        comparison = compare_states.sync(statement.id, client=client, from_=1, to="draft")
        unknown = get_account.sync("acc_unknown", client=client)
    told = {
        "versions": [first.version_number, second.version_number],
        "label": first.label,
        "value": saved.result.value,
        "stale": isinstance(stale, ProblemDocument) and stale.code,
        "unknown": isinstance(unknown, ProblemDocument) and unknown.code,
        "document": printed.content[:5].decode(),
        "differences": len(comparison.differences),
    }
    sys.stdout.write(json.dumps(told))


def created(client: AuthenticatedClient, body: dict) -> Statement:
    """Create an account, its opportunity and the statement."""
    account = create_account.sync(
        client=client, body=AccountFields(name="Company A"), idempotency_key="flow"
    )
    deal = OpportunityFields(account_id=account.id, name="A deal")
    opportunity = create_opportunity.sync(client=client, body=deal)
    new = NewStatement(opportunity.id, ValueStatementInput.from_dict(body))
    return create_statement.sync(client=client, body=new)


if __name__ == "__main__":
    main(*sys.argv[1:])
