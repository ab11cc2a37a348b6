"""What documents call the codes of a statement: messages, marked for translation.

`gettext` finds them by the marker `_`; templates name a code with the filter `named`.
"""

from __future__ import annotations

from gettext import NullTranslations


def _(message: str) -> str:
    """Mark a message; it is translated when it is named."""
    return message


NAMES: dict[str, str] = {
    # benefits
    "revenue_increase": _("Revenue increase"),
    "cost_reduction": _("Cost reduction"),
    "cost_avoidance": _("Cost avoidance"),
    "productivity": _("Productivity"),
    "risk_reduction": _("Risk reduction"),
    "working_capital": _("Working capital"),
    "capex_avoidance": _("Avoided capital expenditure"),
    "cash_releasing": _("Releases cash"),
    "capacity": _("Frees capacity"),
    "qualitative": _("Qualitative"),
    # investments
    "capex": _("Capital expenditure"),
    "opex": _("Operating expenditure"),
    "paid_to_vendor": _("Paid to the vendor"),
    "paid_to_customer": _("Own effort and third parties"),
    # groups of lines of which nobody said what they are
    "unsaid_realisation": _("Kind of benefit not stated"),
    "unsaid_payee": _("Payee not stated"),
    # alternatives
    "status_quo": _("Status quo"),
    "competitor": _("Another supplier"),
    "do_it_yourself": _("Done alone"),
    "other": _("Another way"),
    # chapters
    "chapter_contents": _("Contents"),
    "chapter_executive_summary": _("Executive summary"),
    "chapter_situation": _("Situation"),
    "chapter_solution": _("Solution"),
    "chapter_alternatives": _("Alternatives"),
    "chapter_benefits": _("Benefits"),
    "chapter_investments": _("Investment"),
    "chapter_cash_flow": _("Financial summary"),
    "chapter_sensitivity": _("Sensitivity and break-even"),
    "chapter_assumptions": _("Assumptions"),
    "chapter_timeline": _("Timeline"),
    "chapter_responsibilities": _("Risks and responsibilities"),
    "chapter_measurement": _("How success is measured"),
    "chapter_acceptance": _("Next steps and acceptance"),
    "chapter_method": _("Method and glossary"),
    "chapter_sources": _("Sources"),
    # formulas of a line
    "upfront": _("At the start"),
    "per_year": _("Per year"),
    "one_off": _("Once"),
    # clauses of the value proposition
    "clause_customer": _("We believe that"),
    "clause_goal": _("should be able to"),
    "clause_gain": _("resulting in"),
    "clause_ability": _("through the ability to"),
    "clause_deliverables": _("as a result of"),
    "clause_investment": _("for an investment of"),
    "clause_assumptions": _("based on the following assumptions"),
    # basis of an assumption
    "customer_data": _("Customer data"),
    "third_party_research": _("Third-party research"),
    "internal_testing": _("Internal testing"),
    "analyst_estimate": _("Analyst estimate"),
    "vendor_estimate": _("Vendor estimate"),
    "reference_customer": _("Reference customer"),
    # status of an assumption
    "customer_confirmed": _("Customer confirmed"),
    "pilot": _("Pilot"),
    "in_review": _("In review"),
    "straw_man": _("Straw man"),
    "disputed": _("Disputed"),
    "unsaid": _("No status given"),
    # how a range is read
    "p10_p90": _("P10–P90"),
    "min_max": _("Min–max"),
    "pert": _("PERT"),
    "triangular": _("Triangular"),
    "uniform": _("Uniform"),
    "normal": _("Normal"),
    "lognormal": _("Lognormal"),
    "discrete": _("Discrete"),
    # discounting conventions
    "year_end": _("year-end discounting"),
    "mid_year": _("mid-year discounting"),
    "monthly": _("monthly discounting"),
}

DEFINITIONS: dict[str, str] = {
    "year_end": _(
        "Year-end discounting: money at the start (month 0) is not discounted; the money of year t "
        "is divided by (1 + r)^t, with r the discount rate a year."
    ),
    "mid_year": _(
        "Mid-year discounting: money at the start (month 0) is not discounted; the money of year t "
        "is divided by (1 + r)^(t − ½), with r the discount rate a year."
    ),
    "monthly": _(
        "Monthly discounting: money at the start (month 0) is not discounted; each month’s money "
        "is discounted at the month’s end with the rate (1 + r)^(1/12) − 1 a month, "
        "with r the discount rate a year."
    ),
    "p10_p90": _(
        "A range from low to high is read as P10 to P90: one time in ten the figure lies below it, "
        "one time in ten above."
    ),
    "min_max": _(
        "A range from low to high is read as minimum to maximum: the figure lies within it."
    ),
}

PER: dict[str, str] = {
    # what the sentence calls the units people count by; others are told by "per %(unit)s"
    "user": _("per user"),
    "employee": _("per employee"),
    "person": _("per person"),
    "customer": _("per customer"),
    "site": _("per site"),
    "unit": _("per unit"),
    "hour": _("per hour"),
    "day": _("per day"),
    "week": _("per week"),
    "month": _("per month"),
    "quarter": _("per quarter"),
    "year": _("per year"),
}
OTHERWISE_PER = _("per %(unit)s")

REASONS: dict[str, str] = {
    # why a figure does not exist, by the codes of app.value.reasons
    "no_flows": _("No money flows."),
    "nothing_received": _(
        "In no period is net money received, so no rate brings the net present value to zero."
    ),
    "nothing_paid": _(
        "In no period is net money paid, so no rate brings the net present value to zero."
    ),
    "no_rate": _("No rate brings the net present value to zero."),
    "several_rates": _(
        "The net flows change their sign %(changes)s times, and more than one rate brings the net "
        "present value to zero: %(rates)s."
    ),
    "investment_below_zero": _(
        "The present value of the investment is below zero, so a return on it says nothing."
    ),
    "nothing_invested": _("Nothing is invested, so there is nothing to relate the gain to."),
    "no_payback_in_a_year": _(
        "It does not pay back within the one year of the horizon: at its end the cumulative "
        "net flow is below zero."
    ),
    "no_payback": _(
        "It does not pay back within the %(years)s years of the horizon: at their end the "
        "cumulative net flow is below zero."
    ),
    "no_discounted_payback_in_a_year": _(
        "It does not pay back within the one year of the horizon: at its end the cumulative "
        "discounted net flow is below zero."
    ),
    "no_discounted_payback": _(
        "It does not pay back within the %(years)s years of the horizon: at their end the "
        "cumulative discounted net flow is below zero."
    ),
}


def named(code: str, translations: NullTranslations) -> str:
    """The name of a code in the document's language."""
    return translations.gettext(NAMES[code])


def defined(code: str, translations: NullTranslations) -> str:
    """The definition of a code in the document's language."""
    return translations.gettext(DEFINITIONS[code])
