"""Bodies for the matrix of who may do what, where the contract shows none of its own."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

LOGO = b64encode(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 4"><rect/></svg>'
).decode()

BODIES: dict[str, Any] = {
    "changeAccount": {"name": "Taken over"},
    "changeOpportunity": {"name": "Taken over"},
    "changeDraft": {"title": "Taken over"},
    "createVersion": {"label": "Taken over"},
    "createOpportunity": {"account_id": "{account_id}", "name": "Taken over"},
    "createStatement": {"opportunity_id": "{opportunity_id}", "statement": "{statement}"},
    "upsertOpportunity": {"account_id": "{account_id}", "name": "Taken over"},
    "upsertStatement": {"opportunity_id": "{opportunity_id}", "statement": "{statement}"},
    "batchUpsertAccounts": {
        "items": [{"crm_system": "erp", "external_id": "1", "name": "Taken over"}]
    },
    "batchUpsertOpportunities": {
        "items": [
            {
                "crm_system": "erp",
                "external_id": "1",
                "name": "Taken over",
                "account_id": "{account_id}",
            }
        ]
    },
    "batchUpsertStatements": {
        "items": [
            {
                "crm_system": "erp",
                "external_id": "1",
                "opportunity_id": "{opportunity_id}",
                "statement": "{statement}",
            }
        ]
    },
    "changeDraftAssumption": {"note": "Taken over"},
    "changeDraftScenario": {"label": "Taken over"},
    "changeDraftPool": {"label": "Taken over"},
    "changeDraftKeyPlayer": {"name": "Taken over"},
    **{
        f"changeDraft{part}": {"statement": "Taken over"}
        for part in ("Pain", "Capability", "Deliverable", "Benefit", "Investment", "Alternative")
    },
    "verifyDocument": {"code": "{code}"},
    **{f"replace{whose}Logo": {"content_base64": LOGO} for whose in ("Brand", "Account")},
    "createReference": {
        "name": "A",
        "statement_id": "{statement_id}",
        "version_number": "{version_number}",
    },
    "createStrawMan": {"reference_ids": ["{reference_id}"], "target": {"currency_code": "GBP"}},
    "createProposal": {"items": [{"key": "users", "value": "90000"}]},
    "createKey": {"name": "Another", "scopes": ["keys.manage"]},
    "createOauthClient": {"name": "Another", "scopes": ["keys.manage"]},
}
"""Bodies of which the contract has no example; `{account_id}` stands for one that is owned."""
