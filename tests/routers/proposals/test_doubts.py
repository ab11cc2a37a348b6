"""What is doubtful in a workbook is told, with what it may mean."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.routers.proposals.asking import USERS, accept, codes, decide, only, send, users_of


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        ("discount_rate", 15, ("PERCENTAGE_FOR_FRACTION", "15", ["0.15"])),
        (USERS, "1,200", ("TEXT_FOR_FIGURE", None, ["1200", "1.2"])),
        (USERS, "€5", ("TEXT_FOR_FIGURE", "5", ["5"])),
        (USERS, "about half", ("TEXT_FOR_FIGURE", None, [])),
        (USERS, datetime(2027, 3, 1), ("DATE_FOR_FIGURE", None, [])),  # noqa: DTZ001 - as Excel has it
        (USERS, "#DIV/0!", ("ERROR_IN_CELL", None, [])),
        (USERS, True, ("TRUTH_FOR_FIGURE", None, [])),
        (USERS, "=100000*0.9", ("FORMULA_WITHOUT_RESULT", None, [])),
        (USERS, 104.167, ("OTHER_MAGNITUDE", "104.167", ["104167"])),
        (USERS, -104167, ("OTHER_SIGN", "-104167", ["104167"])),
        (USERS, 70000, ("OUTSIDE_RANGE", "70000", [])),
        (USERS, 1e22, ("UNREADABLE_FIGURE", None, [])),
        ("benefits/arpu_uplift/starts_month", 2.5, ("NOT_WHOLE", "2.5", [])),
        ("benefits/arpu_uplift/risk_adjustment", 10, ("PERCENTAGE_FOR_FRACTION", "10", ["0.1"])),
        ("convention", "by weeks", ("UNKNOWN_CHOICE", None, ["year_end", "mid_year", "monthly"])),
        ("discount_rate", None, ("EMPTY_CELL", None, [])),
    ],
)
def test_what_is_doubtful_is_told_with_what_it_may_mean(  # noqa: PLR0913, PLR0917 - three cases
    api, url, workbook, path, typed, told
):
    code, proposed, readings = told
    item = only(send(api, url, workbook.type(path, typed)))
    doubt = next(each for each in item["doubts"] if each["code"] == code)
    assert (item["path"], item["proposed"], doubt["readings"]) == (path, proposed, readings)
    assert doubt["detail"]
    assert doubt["hint"]


def test_another_convention_is_read_in_the_workbooks_own_words(api, url, statement, workbook):
    made = send(api, url, workbook.type("convention", "monthly discounting")).json()
    assert made["items"][0]["proposed"] == "monthly"
    assert decide(api, made, accept("convention")).status_code == 200
    draft = api("GET", statement["draft_url"]).json()["statement"]
    assert draft["convention"] == "monthly"


def test_what_can_be_read_in_two_ways_is_accepted_only_with_a_value(api, url, statement, workbook):
    made = send(api, url, workbook.type(USERS, "98,500")).json()
    bare = decide(api, made, accept(USERS))
    assert (bare.status_code, bare.json()["errors"][0]["code"]) == (422, "VALUE_NEEDED")
    assert bare.json()["errors"][0]["pointer"] == "#/items/0/value"
    answer = decide(api, made, accept(USERS, value="98500"))
    assert answer.json()["items"][0]["decided_figure"] == "98500"
    users = users_of(api, statement)
    assert users["value"] == "98500"


def test_a_workbook_of_another_statement_is_not_taken_for_ours(api, workbook, example):
    other = api.statement({**example, "title": "Another case", "currency_code": "EUR"})
    answer = send(api, f"{other['url']}/proposals", workbook.type(USERS, 90000))
    assert [each["code"] for each in answer.json()["remarks"]] == [
        "UNKNOWN_ORIGINAL",
        "OTHER_TITLE",
        "OTHER_CURRENCY",
    ]
    assert answer.json()["base_version_number"] is None
    bare = {**example, "assumptions": [], "benefits": [], "investments": []}
    elsewhere = api.statement(bare)
    refused = send(api, f"{elsewhere['url']}/proposals", workbook)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "OTHER_STATEMENT")


def test_what_somebody_changed_in_what_the_workbook_remembers_is_told(api, url, workbook):
    workbook.type(USERS, 90000)
    the_map = workbook.book["_map"]
    row = next(row for row in the_map.iter_rows(15) if row[0].value == USERS)
    row[1].value = "80000"
    item = only(send(api, url, workbook))
    assert (item["original"], "OTHER_ORIGINAL" in codes(item)) == ("104167", True)
