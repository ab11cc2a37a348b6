"""Accounts and opportunities as the sales process knows them."""

from __future__ import annotations

import pytest

PROFILE = {
    "region": "Northern Europe",
    "website": "https://www.example.com/about",
    "employees": 1200,
    "revenue": "99999999999999999.99",
    "revenue_currency_code": "GBP",
    "description": "A mobile operator.",
    "size_drivers": {"users": {"figure": "104167", "unit": "user"}},
    "brand": {"name": "A!", "primary_colour": "#0b5394", "legal_text": "Company A plc"},
}
PLAN = {
    "decision_on": "2027-03-01",
    "pain": "Average revenue per user has been flat for two years.",
    "key_players": [
        {
            "key": "cfo",
            "name": "Dana Field",
            "role": "CFO",
            "concerns": ["cash"],
            "attitude": "opponent",
            "access": "indirect",
        }
    ],
    "evaluation_plan": [
        {"text": "Pilot in the north", "owner": "Dana Field", "due_on": "2027-01-31", "done": True}
    ],
    "competitors": [{"name": "Do nothing"}],
    "next_steps": [{"text": "Agree on the pilot"}],
}


def test_an_account_keeps_its_profile_to_the_last_digit(api):
    account = api.account(**PROFILE)
    read = api("GET", account["url"]).json()
    assert read == account
    assert {name: read[name] for name in PROFILE if name != "brand"} == {
        name: value for name, value in PROFILE.items() if name != "brand"
    }
    left_out = dict.fromkeys(("accent_colour", "typeface", "contact"))
    assert read["brand"] == {**PROFILE["brand"], **left_out}
    listed = api("GET", "/v1/accounts").json()["items"]
    assert listed == [read]


def test_a_patch_changes_one_size_driver_and_null_clears(api):
    url = api.account(**PROFILE)["url"]
    driver = {"figure": "7", "unit": "site"}
    patch = {"size_drivers": {"sites": driver}, "brand": {"legal_text": None}, "revenue": None}
    changed = api("PATCH", url, json=patch).json()
    assert changed["size_drivers"] == {**PROFILE["size_drivers"], "sites": driver}
    assert changed["brand"]["name"] == "A!"
    assert changed["brand"]["legal_text"] is None
    assert changed["revenue"] is None
    cleared = api("PATCH", url, json={"size_drivers": None, "brand": None}).json()
    assert (cleared["size_drivers"], cleared["brand"]) == ({}, None)


def test_saying_the_same_again_leaves_the_tag_as_it_is(api):
    account = api.account(**PROFILE)
    assert api("PATCH", account["url"], json=PROFILE).json()["etag"] == account["etag"]
    deal = api.opportunity(**PLAN, amount="0.0000001")
    assert api("PATCH", deal["url"], json=PLAN).json()["etag"] == deal["etag"]
    assert api("PATCH", deal["url"], json={"pain": "Another"}).json()["etag"] != deal["etag"]


def test_an_opportunity_keeps_the_plan_around_its_value(api):
    deal = api.opportunity(**PLAN)
    read = api("GET", deal["url"]).json()
    assert read["decision_on"] == "2027-03-01"
    assert read["key_players"] == [{**PLAN["key_players"][0], "note": None}]
    assert read["evaluation_plan"] == PLAN["evaluation_plan"]
    assert read["competitors"] == [{"name": "Do nothing", "note": None}]
    assert read["next_steps"] == [
        {"text": "Agree on the pilot", "owner": None, "due_on": None, "done": False}
    ]
    cleared = api("PATCH", deal["url"], json=dict.fromkeys(PLAN)).json()
    assert [cleared[name] for name in PLAN] == [None, None, [], [], [], []]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"website": "javascript:alert(1)//a.b"}, "#/website"),
        ({"website": "data:text/html,a.b"}, "#/website"),
        ({"employees": -1}, "#/employees"),
        ({"employees": 10**12}, "#/employees"),
        ({"revenue": "5"}, "#"),
        ({"revenue": "0." + "1" * 30, "revenue_currency_code": "GBP"}, "#/revenue"),
        ({"brand": {"primary_colour": "red; background: url(x)"}}, "#/brand/primary_colour"),
        ({"brand": {"logo": "https://x"}}, "#/brand/logo"),
        ({"size_drivers": {"Users": {"figure": "1"}}}, "#/size_drivers/Users/[key]"),
        ({"size_drivers": {"users": {"figure": "1", "extra": 1}}}, "#/size_drivers/users/extra"),
        ({"size_drivers": {f"k{n}": {"figure": 1} for n in range(51)}}, "#/size_drivers"),
        ({"description": "x" * 4001}, "#/description"),
    ],
)
def test_a_profile_beyond_its_bounds_is_refused_with_its_place(api, fields, pointer):
    answer = api("POST", "/v1/accounts", json={"name": "A", **fields})
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID"), answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"amount": "0." + "1" * 30}, "#/amount"),
        ({"key_players": [{"key": "a", "name": "A"}] * 2}, "#/key_players"),
        ({"key_players": [{"key": "a", "name": "A", "attitude": "hostile"}]}, None),
        ({"key_players": [{"key": f"k{n}", "name": "A"} for n in range(31)]}, "#/key_players"),
        ({"next_steps": [{"text": ""}]}, "#/next_steps/0/text"),
        ({"evaluation_plan": [{"text": "A", "due_on": "soon"}]}, "#/evaluation_plan/0/due_on"),
        ({"decision_on": "31.12.2027"}, "#/decision_on"),
    ],
)
def test_a_plan_beyond_its_bounds_is_refused_with_its_place(api, fields, pointer):
    deal = {"account_id": api.account()["id"], "name": "A", **fields}
    answer = api("POST", "/v1/opportunities", json=deal)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID"), answer.text
    if pointer:
        assert answer.json()["errors"][0]["pointer"] == pointer


def test_no_document_for_the_customer_prints_the_sellers_own_view(service, api, example):
    private = "Zq7 is against it"
    player = {"key": "cfo", "name": private, "concerns": [private], "note": private}
    statement = api.statement(
        example, pain=private, key_players=[player], competitors=[{"name": private}]
    )
    print_room, seen = service.app.state.printer, []
    real = print_room.make
    print_room.make = lambda order, *more: seen.append(str(order)) or real(order, *more)
    try:
        assert api("GET", f"{statement['draft_url']}/document.pdf").status_code == 200
    finally:
        print_room.make = real
    assert seen
    assert private not in "".join(seen)
