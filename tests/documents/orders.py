"""Orders for the tests and the gallery: the example, the largest study, and hostile content."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from app.documents.order import Edition, PrintOrder
from app.value import ValueStatement, calculate

CASES = Path(__file__).parents[1] / "cases"
HASH = "5f2c9a1b7e3d4c6f" * 4
ISSUED = Edition(
    3, "After the pilot", "Proposal", "Ada Lovelace", datetime(2026, 11, 25, 10, tzinfo=UTC), HASH
)
DRAFT = Edition(None, None, None, None, datetime(2026, 11, 25, 10, tzinfo=UTC), HASH)
MARKUP = (
    '<b>bold</b> & "quoted" <img src="file:///etc/passwd"> {{ 7 * 7 }} {% raw %} '
    'url(http://127.0.0.1:9/x) @import "http://127.0.0.1:9/y"; </td></tr></table>]]>'
)
ENDLESS = "Unbroken" * 25
ARABIC = "زيادة متوسط الإيراد لكل مستخدم في السوق المحلية"
JAPANESE = "ユーザー当たりの平均収益を高め、新しいデータサービスを提供する能力"


def order(statement: ValueStatement, edition: Edition = ISSUED, **options) -> PrintOrder:
    return PrintOrder(statement, calculate(statement), edition, **options)


def stated(**fields) -> ValueStatement:
    body = {"title": "A deal", "currency_code": "EUR", "horizon_years": 3, "discount_rate": "0.10"}
    return ValueStatement.model_validate_json(json.dumps(body | fields))


def case(path: str) -> ValueStatement:
    read = json.loads((CASES / path).read_text(encoding="utf-8"))
    return ValueStatement.model_validate_json(json.dumps(read.get("statement", read)))


def example() -> ValueStatement:
    return case("new-data-services.json")


def largest_study() -> ValueStatement:
    return case("statements/tei-m365-enterprise-e5.json")


def benefit(key: str, statement: str, per_year: str, **fields) -> dict:
    return {"key": key, "statement": statement, "per_year": per_year, **fields}


def endless_names() -> ValueStatement:
    """200 characters without a space wherever a name may stand, and thirty lines."""
    return stated(
        title=ENDLESS,
        customer=ENDLESS,
        key_players=[{"key": "cfo", "name": ENDLESS, "role": ENDLESS, "concerns": [ENDLESS] * 3}],
        pains=[{"key": f"p{n}", "statement": ENDLESS, "owner": "cfo"} for n in range(4)],
        deliverables=[{"key": f"d{n}", "statement": ENDLESS} for n in range(4)],
        capabilities=[
            {
                "key": f"c{n}",
                "statement": ENDLESS,
                "differentiator": ENDLESS,
                "deliverables": ["d0"],
            }
            for n in range(4)
        ],
        assumptions=[
            {
                "key": f"a{n}",
                "label": ENDLESS,
                "value": f"{n + 1}234567.891",
                "unit": "U" * 60,
                "low": "1",
                "high": "99999999.5",
                "source": ENDLESS,
                "note": ENDLESS,
                "basis": "third_party_research",
                "status": "customer_confirmed",
                "confirmed_by": ENDLESS,
            }
            for n in range(20)
        ],
        benefits=[
            benefit(
                f"b{n}",
                ENDLESS,
                f"a{n % 20} / 3",
                risk_adjustment="0.155",
                pains=["p0", "p1"],
                capabilities=["c0"],
                key_players=["cfo"],
            )
            for n in range(20)
        ],
        investments=[
            {
                "key": f"i{n}",
                "statement": ENDLESS,
                "upfront": f"a{n} / 7",
                "per_year": "a1 / 9",
                "deliverables": ["d1"],
                "paid_to": "vendor",
                "kind": "capex",
            }
            for n in range(10)
        ],
    )


def markup() -> ValueStatement:
    """Markup, addresses and template language in every text."""
    return stated(
        title=MARKUP,
        customer=MARKUP,
        key_players=[{"key": "cfo", "name": MARKUP, "role": MARKUP, "concerns": [MARKUP]}],
        pains=[{"key": "pain", "statement": MARKUP, "owner": "cfo"}],
        assumptions=[
            {
                "key": "a",
                "label": MARKUP,
                "value": "1000",
                "unit": "<i>",
                "source": MARKUP,
                "note": MARKUP,
                "confirmed_by": MARKUP,
            }
        ],
        capabilities=[{"key": "able", "statement": MARKUP, "differentiator": MARKUP}],
        benefits=[
            benefit("b", MARKUP, "a * IF(a < 5, 1, 2)", capabilities=["able"]),
            {"key": "told", "statement": MARKUP},
        ],
        investments=[{"key": "i", "statement": MARKUP, "upfront": "a"}],
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


def scripts() -> ValueStatement:
    """Arabic, Japanese, Hebrew, Thai, Hindi, Chinese, Korean, Greek and a face."""
    return stated(
        title=JAPANESE,
        customer=ARABIC,
        currency_code="JPY",
        pains=[{"key": "pain", "statement": "ביקורת התקציב נמשכת זמן רב מדי"}],
        assumptions=[
            {"key": "one", "label": ARABIC, "value": "1500000", "unit": "JPY", "source": JAPANESE},
            {"key": "two", "label": "รายได้เฉลี่ยต่อผู้ใช้", "value": "0.125", "unit": "%"},
            {"key": "three", "label": "प्रति उपयोगकर्ता औसत राजस्व", "value": "12"},
            {
                "key": "four",
                "label": "每位用户的平均收入",
                "value": "7",
                "source": "사용자당 평균 매출",
            },
            {"key": "five", "label": "Μέσο έσοδο ανά χρήστη 🙂 → ✓", "value": "3"},
        ],
        benefits=[
            benefit("b1", ARABIC, "one * two * three", pains=["pain"]),
            benefit("b2", JAPANESE, "one * four"),
        ],
        investments=[
            {"key": "i", "statement": "사용자당 평균 매출을 위한 투자", "upfront": "one * five"}
        ],
    )


def thirty_years() -> ValueStatement:
    """Nine-digit figures over the longest horizon."""
    return stated(
        title="A tramway for the next generation",
        customer="City of Example",
        horizon_years=30,
        discount_rate="0.035",
        assumptions=[
            {
                "key": "riders",
                "by_year": [f"{18_000_000 + 250_000 * year}" for year in range(30)],
                "initial": "0",
                "unit": "trip",
                "status": "in_review",
                "basis": "analyst_estimate",
            },
            {"key": "saved", "label": "Value of time saved", "value": "1.85", "unit": "EUR/trip"},
            {"key": "gained", "label": "Time saved in all", "formula": "riders * saved"},
        ],
        benefits=[
            benefit(
                f"b{n}",
                f"Benefit number {n} of the tramway",
                f"gained / {n + 2}",
                growth="0.01",
                adoption=["0.2", "0.6", "1"],
            )
            for n in range(9)
        ],
        investments=[
            {
                "key": "line",
                "statement": "Build the line",
                "upfront": "412345678.90",
                "one_off": [{"month": 180, "amount": "98765432.10"}],
            },
            {"key": "run", "statement": "Run it", "per_year": "9876543.21", "growth": "0.02"},
        ],
    )


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


def largest_allowed() -> ValueStatement:
    """500 assumptions, 100 lines, 30 years."""
    return stated(
        title="Everything at once",
        customer="The largest customer",
        horizon_years=30,
        assumptions=[
            {
                "key": f"a{n}",
                "label": f"Assumption number {n} with a label of some length",
                "value": f"{1000 + n}.5",
                "unit": "EUR/user/year",
                "source": "A source of some length, p. 12",
                "note": "A note that explains where the figure comes from and who said so.",
                "low": "900",
                "high": "1600",
                "basis": "customer_data",
                "status": "in_review",
            }
            if n % 5
            else {"key": f"a{n}", "formula": f"a{n + 1} + a{n + 2} * a{n + 3}"}
            for n in range(500)
        ],
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


ALL = {
    maker.__name__.replace("_", "-"): maker
    for maker in (
        example,
        largest_study,
        endless_names,
        markup,
        losing,
        free,
        empty,
        scripts,
        thirty_years,
        billions,
        largest_allowed,
    )
}
