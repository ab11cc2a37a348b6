"""An example for every request of the contract; the tests make each of them.

Identifiers in them are those of `EXAMPLE_IDS`: they look like real ones and name nothing.
"""

from __future__ import annotations

from typing import Any

EXAMPLE_IDS = {
    "account_id": "acc_01kb00m3e8f0q9x6v2c7d4n1rs",
    "opportunity_id": "opp_01kb00m3e8f0q9x6v2c7d4n1rt",
    "statement_id": "stm_01kb00m3e8f0q9x6v2c7d4n1rv",
    "reference_id": "ref_01kb00m3e8f0q9x6v2c7d4n1rw",
}
_COMPANY = {"name": "Company A", "segment": "alpha", "currency_code": "GBP", "language": "en-GB"}
_DEAL = {
    "account_id": EXAMPLE_IDS["account_id"],
    "name": "New data services",
    "stage": "qualification",
    "amount": "3000000.00",
    "currency_code": "GBP",
    "close_date": "2027-03-31",
}
_CALLED = {"crm_system": "salesforce", "external_id": "0017000000XyZ12AAF"}
_REQUESTS: dict[str, Any] = {
    "createAccount": _COMPANY,
    "upsertAccount": _COMPANY,
    "changeAccount": {"segment": "beta", "industry": None},
    "batchUpsertAccounts": {"items": [{**_CALLED, **_COMPANY}]},
    "createOpportunity": _DEAL,
    "upsertOpportunity": _DEAL,
    "changeOpportunity": {"stage": "negotiation"},
    "batchUpsertOpportunities": {"items": [{**_CALLED, **_DEAL}]},
    "changeDraft": {"title": "New data services, second round"},
    "changeDraftAlternative": {"statement": "Do nothing for another year"},
    "changeDraftAssumption": {"value": "110000"},
    "changeDraftBenefit": {"statement": "Raise revenue per user"},
    "changeDraftCapability": {"statement": "offer data services"},
    "changeDraftDeliverable": {"statement": "a wider network"},
    "changeDraftInvestment": {"statement": "Three network nodes"},
    "changeDraftKeyPlayer": {"name": "Marketing director"},
    "changeDraftObjective": {"statement": "Raise revenue per user by a fifth"},
    "changeDraftPain": {"statement": "Revenue per user is flat"},
    "changeDraftPool": {"label": "Working hours of the team"},
    "changeDraftScenario": {"label": "Slow start"},
    "createVersion": {"label": "First proposal", "note": "After the call with finance."},
    "decideProposal": {
        "items": [{"path": "assumptions/users/value", "decision": "accept"}],
    },
    "withdrawProposal": {"note": "A later workbook takes its place."},
    "acceptVersion": {"accepted_by": "Chief Financial Officer", "accepted_on": "2026-11-20"},
    "withdrawAcceptance": {"note": "Recorded on the wrong version."},
    "branchVersion": {"title": "The small solution"},
    "branchDraft": {"title": "The small solution"},
    "createReference": {
        "name": "Mobile operator, 100,000 users",
        "statement_id": EXAMPLE_IDS["statement_id"],
        "version_number": 1,
        "industry": "Telecommunications",
        "masking": {"names": True, "sources": True},
    },
    "changeReference": {"region": "Northern Europe"},
    "createStrawMan": {
        "reference_ids": [EXAMPLE_IDS["reference_id"]],
        "target": {
            "customer": "Company A",
            "currency_code": "GBP",
            "drivers": [{"key": "users", "unit": "user", "value": "30000"}],
        },
    },
    "replaceChecklist": {},
    "previewBrand": {"brand": {"name": "Company B", "primary_colour": "#0b5394"}},
    "createKey": {"name": "Sales cockpit", "scopes": ["statements.read"]},
    "rotateKey": {"overlap_hours": 24},
    "createOauthClient": {"name": "Integration platform", "scopes": ["statements.read"]},
    "rotateOauthSecret": {"overlap_hours": 24},
}
_WITH_STATEMENT: dict[str, dict[str, Any]] = {
    "createStatement": {"opportunity_id": EXAMPLE_IDS["opportunity_id"]},
    "upsertStatement": {"opportunity_id": EXAMPLE_IDS["opportunity_id"]},
    "analyseStatementBreakEven": {},
    "analyseStatementCheck": {},
    "analyseStatementConcession": {"price_cut": "0.10"},
    "analyseStatementDelay": {"months": [1, 3]},
    "analyseStatementSensitivity": {"target": "npv"},
    "analyseStatementSimulation": {"draws": 1024, "seed": 7},
    "analyseStatementTrace": {},
    "analyseStatementTwoWayTable": {"row": "users", "column": "arpu_target"},
}


def show_requests(document: dict[str, Any], statement: dict[str, Any]) -> None:
    """Put an example beside each request that has none yet."""
    examples = {name: {**more, "statement": statement} for name, more in _WITH_STATEMENT.items()}
    deal = {"opportunity_id": EXAMPLE_IDS["opportunity_id"], "statement": statement}
    examples["batchUpsertStatements"] = {"items": [{**_CALLED, **deal}]}
    changed = {**statement, "discount_rate": "0.12"}
    examples["compareStatements"] = {"before": statement, "after": changed}
    examples |= _REQUESTS
    for operations in document["paths"].values():
        for operation in operations.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                if "example" not in content and operation["operationId"] in examples:
                    content["example"] = examples[operation["operationId"]]
