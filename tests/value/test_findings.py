"""The case check: every rule on its own two examples, and the whole of it on sound cases."""

from __future__ import annotations

import json
import re

import pytest
from pydantic import ValidationError

from app.value import ValueStatement, calculate
from app.value.findings import RULES, Checklist, check

EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def read(body):
    return ValueStatement.model_validate_json(json.dumps(body))


def rules_on(body, **options):
    return {finding.rule for finding in check(read(body), **options)}


@EVERY_RULE
def test_a_rule_speaks_on_its_example(rule):
    assert rule.id in rules_on(rule.fires)


@EVERY_RULE
def test_a_rule_is_silent_on_the_example_mended(rule):
    assert rule.id not in rules_on(rule.silent)


@EVERY_RULE
def test_a_rule_points_to_a_place_that_exists(rule):
    """A pointer to a list that is empty means the list itself."""
    for finding in check(read(rule.fires)):
        place = read(rule.fires).model_dump(mode="json", by_alias=True)
        for part in finding.pointer.removeprefix("#").split("/")[1:]:
            place = place[int(part)] if isinstance(place, list) else place[part]
        assert place is not None


@EVERY_RULE
def test_a_rule_says_why_and_what_to_do(rule):
    assert re.fullmatch(r"[a-z][a-z_]+", rule.id)
    assert rule.title[0].isupper()
    for text in (rule.why, rule.advice):
        assert text.endswith(".")
        assert 30 <= len(text) <= 160
    (finding, *_) = [one for one in check(read(rule.fires)) if one.rule == rule.id]
    assert finding.severity == rule.severity
    assert finding.reason.endswith(".")


def test_rules_have_names_of_their_own():
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert len({rule.title for rule in RULES}) == len(RULES)
    assert len({rule.why for rule in RULES}) == len(RULES)


@pytest.fixture(scope="module")
def sound(cases):
    """A deal that a finance department has nothing to say about."""
    return json.loads((cases / "sound-deal.json").read_text(encoding="utf-8"))


def test_nothing_is_said_about_a_sound_deal(sound):
    assert check(read(sound)) == ()


def test_the_gravest_findings_come_first(sound):
    found = check(read(sound | {"benefits": []}))
    order = ["error", "warning", "information"]
    severities = [order.index(finding.severity) for finding in found]
    assert severities[0] == 0
    assert severities == sorted(severities)


def test_a_rule_that_calculates_variants_runs_on_request_only():
    thorough = [rule for rule in RULES if rule.thorough]
    assert [rule.id for rule in thorough] == ["weakest_assumptions"]
    for rule in thorough:
        assert rule.id not in {one.rule for one in calculate(read(rule.fires)).findings}


def test_the_result_carries_what_the_check_finds():
    rule = next(rule for rule in RULES if rule.id == "no_ramp")
    assert calculate(read(rule.fires)).findings == check(read(rule.fires), thorough=False)


def test_a_workspace_turns_rules_off_and_weighs_them_itself():
    example = next(rule for rule in RULES if rule.id == "no_ramp").fires
    assert "no_ramp" not in rules_on(example, checklist=Checklist(off=["no_ramp"]))
    strict = Checklist(severities={"no_ramp": "error"})
    (finding,) = [one for one in check(read(example), strict) if one.rule == "no_ramp"]
    assert finding.severity == "error"


@pytest.mark.parametrize(
    ("rule_id", "limits"),
    [
        ("too_many_benefits", {"most_benefits": 6}),
        ("one_benefit_dominates", {"largest_share": "0.7"}),
        ("false_precision", {"digits_of_an_estimate": 6}),
        ("risk_counted_twice", {"loaded_discount_rate": "0.3"}),
        ("shared_inputs", {"shared_inputs": "0.6"}),
    ],
)
def test_a_workspace_sets_its_own_limits(rule_id, limits):
    example = next(rule for rule in RULES if rule.id == rule_id).fires
    checklist = Checklist.model_validate({"limits": limits})
    assert rule_id not in rules_on(example, checklist=checklist)


@pytest.mark.parametrize(
    "configured", [{"off": ["no_rmap"]}, {"severities": {"none": "error"}}, {"limits": {"x": 1}}]
)
def test_a_checklist_that_names_nothing_is_refused(configured):
    with pytest.raises(ValidationError):
        Checklist.model_validate(configured)


def test_of_many_places_ten_are_told_and_the_rest_counted(state, benefit):
    figures = [{"key": f"figure_{number}", "value": "1"} for number in range(30)]
    found = check(state(assumptions=figures, benefits=[benefit(per_year=1)]))
    unused = [one for one in found if one.rule == "unused_assumption"]
    assert len(unused) == 10
    assert unused[-1].reason.endswith("The same in 20 more places.")


def test_the_example_of_the_product_is_told_what_finance_would_ask(cases):
    body = json.loads((cases / "new-data-services.json").read_text(encoding="utf-8"))
    found = rules_on(body)
    assert {"no_ramp", "revenue_without_margin", "false_precision", "no_source"} <= found
    assert not found & {"units_do_not_fit", "concern_not_addressed", "pain_without_benefit"}


def test_the_three_weakest_figures_are_moved_to_their_bad_ends(state, benefit, investment):
    """A cost is bad when it is high: by hand, 3 × 50 − 3 × 90 = −120."""
    statement = state(
        assumptions=[
            {"key": "users", "label": "Users", "value": "100", "low": "50", "high": "120"},
            {"key": "fee", "label": "Fee", "value": "60", "low": "55", "high": "90"},
            {
                "key": "sure",
                "value": "1",
                "low": "0",
                "high": "2",
                "status": "customer_confirmed",
                "confirmed_by": "Finance",
            },
        ],
        benefits=[benefit(per_year="users")],
        investments=[investment(per_year="fee")],
    )
    (finding,) = [one for one in check(statement) if one.rule == "weakest_assumptions"]
    assert finding.reason == "If Users is 50 and Fee is 90, Value is −€120.00."
    assert finding.pointer == "#/assumptions/0"


def test_a_ramp_in_the_figures_themselves_is_a_ramp(state, benefit):
    rising = [{"key": "users", "by_year": ["20", "60", "100"]}]
    assert "no_ramp" not in {
        one.rule for one in check(state(assumptions=rising, benefits=[benefit(per_year="users")]))
    }


def test_growth_is_no_ramp(state, benefit):
    grown = benefit(per_year="100", growth="0.10")
    assert "no_ramp" in {one.rule for one in check(state(benefits=[grown]))}
