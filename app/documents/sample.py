"""A small order that touches every template: a worker prints it once before it takes any other."""

from __future__ import annotations

from datetime import UTC, datetime

from app.documents.order import Edition, PrintOrder
from app.value import ValueStatement, calculate


def sample_order() -> PrintOrder:
    """A full document of a statement with one of everything."""
    statement = ValueStatement.model_validate(
        {
            "title": "Sample",
            "customer": "Sample",
            "currency_code": "EUR",
            "horizon_years": 2,
            "discount_rate": "0.1",
            "key_players": [{"key": "cfo", "name": "Sample", "role": "Sample"}],
            "pains": [{"key": "pain", "statement": "Sample", "owner": "cfo"}],
            "assumptions": [
                {"key": "rate", "value": "12.5", "low": "10", "high": "15", "source": "Sample"},
                {"key": "aim", "value": "14", "status": "disputed"},
            ],
            "deliverables": [{"key": "delivered", "statement": "Sample"}],
            "capabilities": [{"key": "able", "statement": "Sample", "deliverables": ["delivered"]}],
            "benefits": [
                {
                    "key": "gain",
                    "statement": "Sample",
                    "per_year": "rate * 100",
                    "metric": {"label": "Sample", "from": "rate", "to": "aim"},
                    "risk_adjustment": "0.1",
                    "pains": ["pain"],
                },
                {"key": "told", "statement": "Sample", "capabilities": ["able"]},
            ],
            "investments": [
                {"key": "fee", "statement": "Sample", "upfront": "rate * 50"},
                {"key": "own", "statement": "Sample", "upfront": "rate", "paid_to": "customer"},
            ],
            "alternatives": [{"key": "wait", "statement": "Sample", "reference_value": "rate"}],
        }
    )
    edition = Edition(None, None, None, None, datetime(2027, 1, 1, tzinfo=UTC), "0" * 64)
    return PrintOrder(statement, calculate(statement), edition)
