"""Statements that try what a page, a printer and a reader can bear."""

from __future__ import annotations

from app.value import ValueStatement
from tests.documents.statements import benefit, stated

MARKUP = (
    '<b>bold</b> & "quoted" <img src="file:///etc/passwd"> {{ 7 * 7 }} {% raw %} '
    'url(http://127.0.0.1:9/x) @import "http://127.0.0.1:9/y"; </td></tr></table>]]>'
)
ENDLESS = "Unbroken" * 25
ARABIC = "زيادة متوسط الإيراد لكل مستخدم في السوق المحلية"
JAPANESE = "ユーザー当たりの平均収益を高め、新しいデータサービスを提供する能力"


def endless_names() -> ValueStatement:
    """200 characters without a space wherever a name may stand, and thirty lines."""
    linked = {"pains": ["p0", "p1"], "capabilities": ["c0"], "key_players": ["cfo"]}
    return stated(
        title=ENDLESS,
        customer=ENDLESS,
        key_players=[{"key": "cfo", "name": ENDLESS, "role": ENDLESS, "concerns": [ENDLESS] * 3}],
        pains=[{"key": f"p{n}", "statement": ENDLESS, "owner": "cfo"} for n in range(4)],
        deliverables=[{"key": f"d{n}", "statement": ENDLESS} for n in range(4)],
        capabilities=[_endless_capability(n) for n in range(4)],
        assumptions=[_endless_assumption(n) for n in range(20)],
        benefits=[
            benefit(f"b{n}", ENDLESS, f"a{n % 20} / 3", risk_adjustment="0.155", **linked)
            for n in range(20)
        ],
        investments=[_endless_investment(n) for n in range(10)],
    )


def markup() -> ValueStatement:
    """Markup, addresses and template language in every text."""
    texts = {"label": MARKUP, "source": MARKUP, "note": MARKUP, "confirmed_by": MARKUP}
    return stated(
        title=MARKUP,
        customer=MARKUP,
        key_players=[{"key": "cfo", "name": MARKUP, "role": MARKUP, "concerns": [MARKUP]}],
        pains=[{"key": "pain", "statement": MARKUP, "owner": "cfo"}],
        assumptions=[{"key": "a", "value": "1000", "unit": "<i>", **texts}],
        capabilities=[{"key": "able", "statement": MARKUP, "differentiator": MARKUP}],
        benefits=[
            benefit("b", MARKUP, "a * IF(a < 5, 1, 2)", capabilities=["able"]),
            {"key": "told", "statement": MARKUP},
        ],
        investments=[{"key": "i", "statement": MARKUP, "upfront": "a"}],
    )


def scripts() -> ValueStatement:
    """Arabic, Japanese, Hebrew, Thai, Hindi, Chinese, Korean, Greek and a face."""
    korean = "사용자당 평균 매출"
    return stated(
        title=JAPANESE,
        customer=ARABIC,
        currency_code="JPY",
        pains=[{"key": "pain", "statement": "ביקורת התקציב נמשכת זמן רב מדי"}],
        assumptions=[
            {"key": "one", "label": ARABIC, "value": "1500000", "unit": "JPY", "source": JAPANESE},
            {"key": "two", "label": "รายได้เฉลี่ยต่อผู้ใช้", "value": "0.125", "unit": "%"},
            {"key": "three", "label": "प्रति उपयोगकर्ता औसत राजस्व", "value": "12"},
            {"key": "four", "label": "每位用户的平均收入", "value": "7", "source": korean},
            {"key": "five", "label": "Μέσο έσοδο ανά χρήστη 🙂 → ✓", "value": "3"},
        ],
        benefits=[
            benefit("b1", ARABIC, "one * two * three", pains=["pain"]),
            benefit("b2", JAPANESE, "one * four"),
        ],
        investments=[{"key": "i", "statement": korean, "upfront": "one * five"}],
    )


def _endless_capability(number: int) -> dict:
    return {
        "key": f"c{number}",
        "statement": ENDLESS,
        "differentiator": ENDLESS,
        "deliverables": ["d0"],
    }


def _endless_assumption(number: int) -> dict:
    return {
        "key": f"a{number}",
        "label": ENDLESS,
        "value": f"{number + 1}234567.891",
        "unit": "U" * 60,
        "low": "1",
        "high": "99999999.5",
        "source": ENDLESS,
        "note": ENDLESS,
        "basis": "third_party_research",
        "status": "customer_confirmed",
        "confirmed_by": ENDLESS,
    }


def _endless_investment(number: int) -> dict:
    return {
        "key": f"i{number}",
        "statement": ENDLESS,
        "upfront": f"a{number} / 7",
        "per_year": "a1 / 9",
        "deliverables": ["d1"],
        "paid_to": "vendor",
        "kind": "capex",
    }
