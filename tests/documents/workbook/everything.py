"""A statement that uses everything a workbook has to know: time, steps, ramps, scenarios."""

from __future__ import annotations

from tests.documents.statements import benefit, stated

INPUTS = [
    {"key": "users", "label": "Users", "initial": "0", "unit": "user"},
    {"key": "price", "value": "12.5", "low": "10", "high": "14", "unit": "EUR/user/month"},
    {
        "key": "tax1",
        "label": "=SUM(A1)",
        "value": "0.21",
        "unit": "%",
        "low": "0.18",
        "high": "0.25",
    },
    {
        "key": "r",
        "label": "A key that spreadsheets read as a row",
        "value": "40",
        "unit": "EUR/hour",
    },
    {"key": "fte2024", "value": "3", "low": "2", "high": "5", "unit": "FTE"},
    {"key": "per_server", "value": "500", "unit": "user"},
    {"key": "server_cost", "value": "18000", "low": "15000", "high": "24000", "unit": "EUR"},
    {"key": "churn", "value": "0.04", "low": "0.02", "high": "0.09", "unit": "%"},
    {"key": "rate", "label": "A key that is a function elsewhere", "value": "1.02"},
    {"key": "value", "value": "7", "unit": "EUR"},
    {"key": "old_licences", "label": "Licences", "value": "100", "unit": "licence"},
]
FORMULAS = {
    "active": "users * (1 - churn)",
    "servers": "ROUNDUP(active / per_server, 0) - PREV(CUM(servers))",
    "stock": "PREV(stock) * 90% + old_licences * IF(YEAR() = 0, 1, 0.25)",
    "peak": "MAX(active, PREV(peak))",
    "indexed": "r * rate ^ YEAR()",
    "hours": "fte2024 * 1650",
    "bonus": "IF(AND(active > 1000, NOT(YEAR() < 2)), ROUND(active * 0.1, -1), MIN(25, value * 2))",
    "running": "CUM(active * price) / 1000 + CUM(value)",
    "steady": "CEILING(hours / 7) + FLOOR(hours, 100) + MOD(hours, 13) + INT(-value / 2)",
    "share": "AVERAGE(tax1, churn, 5%) + SQRT(INITIAL(value) + 2) / 100 + LN(EXP(0.01))",
}


def everything(years: int = 4, **fields):
    """Each part is here once at least, whatever the horizon."""
    inputs = [dict(one) for one in INPUTS]
    inputs[0]["by_year"] = [str(900 + 333 * year) for year in range(years)]
    formulas = [{"key": key, "formula": text} for key, text in FORMULAS.items()]
    half = 6 * years + 1
    return stated(
        title="=Everything, at once",
        customer="@Customer & Söhne",
        horizon_years=years,
        discount_rate="0.085",
        assumptions=[*inputs, *formulas],
        benefits=_benefits(years, half),
        investments=_investments(years, half),
        scenarios=_scenarios(years),
        **fields,
    )


def awkward():
    """Keys that spreadsheets read as cells, rows and columns, or functions."""
    keys = ["tax1", "q1", "r", "c", "rc", "r1c1", "z1s1", "l", "xfd1048576", "pi", "na", "rate"]
    keys += ["npv", "irr", "row", "column", "year_end", "date", "now", "t", "n", "value", "e1"]
    return stated(
        assumptions=[{"key": key, "value": str(number)} for number, key in enumerate(keys, 2)],
        benefits=[benefit("b", "All of them", " + 2 * ".join(keys))],
    )


def _benefits(years, half):
    return [
        {
            "key": "more",
            "statement": "+Sell more",
            "per_year": "active * price * 12 * (1 - tax1)",
            "starts_month": 4,
            "adoption": ["0.3", "0.75"],
            "growth": "0.03",
            "risk_adjustment": "0.15",
            "realisation": "cash_releasing",
        },
        {
            "key": "time",
            "statement": "Save time",
            "per_year": "hours * indexed + bonus",
            "starts_month": min(7, half),
            "ends_month": 12 * years - 2,
            "growth": "-0.05",
            "realisation": "capacity",
        },
        {
            "key": "once",
            "statement": "Sell what is no longer needed",
            "upfront": "stock * 10",
            "one_off": [
                {"month": half, "amount": "stock * 100 + running"},
                {"month": 12 * years, "amount": "peak * share"},
            ],
        },
        {"key": "soft", "statement": "Staff are happier", "realisation": "qualitative"},
    ]


def _investments(years, half):
    return [
        {
            "key": "servers",
            "statement": "Servers",
            "upfront": "server_cost * 2",
            "per_year": "servers * server_cost",
            "risk_adjustment": "0.1",
        },
        {
            "key": "people",
            "statement": "People",
            "per_year": "steady * r / 10",
            "ends_month": half,
            "adoption": ["1", "0.5", "0.25"],
        },
        {
            "key": "fees",
            "statement": "Fees",
            "one_off": [{"month": month, "amount": "1250.55"} for month in (0, 1, 12 * years)],
        },
    ]


def _scenarios(years):
    return [
        {
            "key": "slow",
            "label": 'Slow, "very" slow*?',
            "overrides": [
                {
                    "assumption": "price",
                    "by_year": [str(9 + year) for year in range(years)],
                    "initial": "9",
                },
                {"assumption": "churn", "value": "0.2"},
                {"assumption": "hours", "value": "1234"},
            ],
        },
        {
            "key": "flat",
            "overrides": [
                {"assumption": "users", "value": "800"},
                {"assumption": "active", "initial": "1", "by_year": ["700"] * years},
            ],
        },
    ]
