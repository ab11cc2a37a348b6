"""Statements to print: the example, the largest study, deals that end badly or hardly begin."""

from __future__ import annotations

import json
from pathlib import Path

from app.value import ValueStatement

CASES = Path(__file__).parents[1] / "cases"


def stated(**fields) -> ValueStatement:
    body = {"title": "A deal", "currency_code": "EUR", "horizon_years": 3, "discount_rate": "0.10"}
    return ValueStatement.model_validate_json(json.dumps(body | fields))


def benefit(key: str, statement: str, per_year: str, **fields) -> dict:
    return {"key": key, "statement": statement, "per_year": per_year, **fields}


def case(path: str) -> ValueStatement:
    read = json.loads((CASES / path).read_text(encoding="utf-8"))
    return ValueStatement.model_validate_json(json.dumps(read.get("statement", read)))


def example() -> ValueStatement:
    return case("new-data-services.json")


def largest_study() -> ValueStatement:
    return case("statements/tei-m365-enterprise-e5.json")


def everything() -> ValueStatement:
    """One of everything that a document can tell."""
    return stated(
        title="One of everything",
        customer="Company D",
        starts_on="2027-02-01",
        key_players=[
            {"key": "ceo", "name": "Grace Hopper", "role": "CEO", "concerns": ["growth"]},
            {"key": "coo", "name": "Alan Turing", "role": "COO", "concerns": ["idle hours"]},
        ],
        objectives=[
            {"key": "grow", "statement": "Grow profit", "owner": "ceo"},
            _faster_goal(),
        ],
        pains=[{"key": "slow", "statement": "Orders take nine days", "owner": "coo"}],
        assumptions=[
            _stated_figure("days", "9", low="8", high="10", status="customer_confirmed"),
            _stated_figure("target", "5", low="4", high="7", status="pilot"),
            _stated_figure("orders", "12000", low="9000", high="13000", status="straw_man"),
            _stated_figure("hour", "41.5", status="disputed", unit="EUR/hour"),
            {"key": "hours", "formula": "orders * (days - target) / 4", "unit": "hour"},
            {"key": "staff_hours", "value": "90000", "unit": "hour", "source": "Payroll"},
        ],
        pools=[{"key": "staff", "label": "Hours of the staff", "per_year": "staff_hours"}],
        **_offered(),
    )


def _offered() -> dict:
    return {
        "deliverables": [{"key": "portal", "statement": "an order portal"}],
        "capabilities": [
            {
                "key": "self_service",
                "statement": "let buyers order by themselves",
                "differentiator": "in their own language",
                "deliverables": ["portal"],
            }
        ],
        "benefits": [
            _stated_benefit("faster", "Handle orders faster", "hours * hour", "capacity"),
            _stated_benefit("fewer", "Correct fewer orders", "hours * 9", "cash_releasing"),
            {"key": "pride", "statement": "Be easier to buy from", "pains": ["slow"]},
        ],
        **_paid(),
    }


def _paid() -> dict:
    return {
        "investments": [
            {"key": "fee", "statement": "Fee", "per_year": "90000", "paid_to": "vendor"},
            {
                "key": "own",
                "statement": "Project team",
                "upfront": "60000",
                "one_off": [{"month": 8, "amount": "5000"}],
                "paid_to": "customer",
                "risk_adjustment": "0.05",
                "deliverables": ["portal"],
            },
        ],
        "alternatives": [
            {
                "key": "hire",
                "statement": "Hire five clerks",
                "kind": "do_it_yourself",
                "reference_value": "700000.4",
                "positive_differentiation": [{"statement": "No search", "amount": "20000.4"}],
                "negative_differentiation": [{"statement": "Training", "amount": "9000.4"}],
            }
        ],
        "scenarios": [
            {"key": "slow_start", "overrides": [{"assumption": "orders", "value": "10000"}]}
        ],
    }


def _faster_goal() -> dict:
    return {
        "key": "faster",
        "statement": "Halve the time of an order",
        "owner": "coo",
        "derived_from": "grow",
        "metric": {"label": "Days of an order", "from": "days", "to": "target"},
        "by_month": 12,
    }


def _stated_figure(key: str, value: str, **fields) -> dict:
    return {
        "key": key,
        "label": f"Figure of {key}",
        "value": value,
        "source": f"Records of {key}",
        "owner": "Controlling",
        **fields,
    }


def _stated_benefit(key: str, statement: str, per_year: str, realisation: str) -> dict:
    return benefit(
        key,
        statement,
        per_year,
        realisation=realisation,
        metric={"label": "Days of an order", "unit": "day", "from": "days", "to": "target"},
        risk_adjustment="0.1",
        adoption=["0.5", "1"],
        draws_on=[{"pool": "staff", "claim": "hours"}],
        pains=["slow"],
        capabilities=["self_service"],
        key_players=["coo"],
        objectives=["faster"],
    )


def losing() -> ValueStatement:
    """A negative Value that never pays back."""
    return stated(
        title="A deal that loses money",
        customer="Company B",
        assumptions=[{"key": "cost", "value": "900000", "unit": "EUR", "status": "disputed"}],
        benefits=[
            benefit("saved", "Save a little", "cost / 9", realisation="capacity"),
            benefit("lost", "Lose some revenue", "-cost / 20"),
        ],
        investments=[
            {"key": "fee", "statement": "Pay a lot", "upfront": "cost", "per_year": "cost / 30"}
        ],
    )


def free() -> ValueStatement:
    """Nothing is invested, so there is no return on it."""
    return stated(
        title="A gift",
        customer="Company C",
        benefits=[benefit("saved", "Save something", "12000.5", realisation="cash_releasing")],
    )


def empty() -> ValueStatement:
    """A statement as a salesperson starts it."""
    return stated(title="Only a title")


def billions() -> ValueStatement:
    """Figures that are shown in thousands."""
    return stated(
        title="A national grid",
        customer="Country",
        assumptions=[{"key": "gain", "value": "4123456789.55", "unit": "EUR"}],
        benefits=[
            benefit("b1", "Fewer outages", "gain / 3"),
            benefit("b2", "Cheaper power", "gain / 7"),
        ],
        investments=[{"key": "i", "statement": "Lines", "upfront": "gain * 0.7"}],
    )


def thirty_years() -> ValueStatement:
    """Nine-digit figures over the longest horizon."""
    riders = {
        "key": "riders",
        "initial": "0",
        "by_year": [f"{18_000_000 + 250_000 * year}" for year in range(30)],
        "unit": "trip",
        "status": "in_review",
    }
    saved = {"key": "saved", "label": "Value of time saved", "value": "1.85", "unit": "EUR/trip"}
    gained = {"key": "gained", "label": "Time saved in all", "formula": "riders * saved"}
    ramp = {"growth": "0.01", "adoption": ["0.2", "0.6", "1"]}
    line = {"upfront": "412345678.90", "one_off": [{"month": 180, "amount": "98765432.10"}]}
    return stated(
        title="A tramway for the next generation",
        customer="City of Example",
        horizon_years=30,
        discount_rate="0.035",
        assumptions=[riders, saved, gained],
        benefits=[
            benefit(f"b{n}", f"Benefit number {n} of the tramway", f"gained / {n + 2}", **ramp)
            for n in range(9)
        ],
        investments=[
            {"key": "line", "statement": "Build the line", **line},
            {"key": "run", "statement": "Run it", "per_year": "9876543.21", "growth": "0.02"},
        ],
    )


def largest_allowed() -> ValueStatement:
    """500 assumptions, 100 lines, 30 years."""
    return stated(
        title="Everything at once",
        customer="The largest customer",
        horizon_years=30,
        assumptions=[_figure(n) if n % 5 else _formula(n) for n in range(500)],
        benefits=[
            benefit(
                f"b{n}",
                f"Benefit number {n} with a name of some length",
                f"a{n * 5} * a{n * 5 + 4}",
                risk_adjustment="0.1",
            )
            for n in range(70)
        ],
        investments=[
            {
                "key": f"i{n}",
                "statement": f"Investment number {n}",
                "upfront": f"a{n * 5} * 10",
                "per_year": f"a{n * 5 + 1}",
            }
            for n in range(30)
        ],
    )


def _figure(number: int) -> dict:
    return {
        "key": f"a{number}",
        "label": f"Assumption number {number} with a label of some length",
        "value": f"{1000 + number}.5",
        "unit": "EUR/user/year",
        "low": "900",
        "high": "1600",
        "basis": "customer_data",
        "status": "in_review",
        "source": "A source of some length, p. 12",
        "note": "A note that explains where the figure comes from and who said so.",
    }


def _formula(number: int) -> dict:
    return {
        "key": f"a{number}",
        "formula": f"a{number + 1} + a{number + 2} * a{number + 3}",
    }
