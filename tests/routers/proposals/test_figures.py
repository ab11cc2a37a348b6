"""Proposals without a workbook; lists, walls, and what the audit tells."""

from __future__ import annotations

import pytest

from tests.routers.proposals.asking import USERS, accept, change_users, decide, only, users_of


def test_figures_are_proposed_without_a_workbook(api, url, statement):
    answer = api(
        "POST",
        url,
        json={
            "proposed_by": "Dana Field",
            "items": [
                {"key": "users", "value": "90000", "reason": "Two regions start later."},
                {"path": "discount_rate", "value": "0.12"},
                {"path": "convention", "convention": "mid_year"},
            ],
        },
    )
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert [item["proposed"] for item in told["items"]] == ["90000", "0.12", "mid_year"]
    assert told["items"][0]["reason"] == "Two regions start later."
    assert (told["form"], told["base_etag"]) == ("json", statement["etag"])
    assert decide(api, told, *(accept(item["path"]) for item in told["items"])).is_success
    users = users_of(api, statement)
    assert users["source"].startswith("Proposal from Dana Field, ")


def test_figures_by_year_are_proposed_one_by_one_also_for_one_value(api, example):
    long = {**example, "horizon_years": 3}
    statement = api.statement(long)
    url = f"{statement['url']}/proposals"
    body = {"items": [{"key": "users", "by_year": ["90000", "104167", "120000"]}]}
    made = api("POST", url, json=body).json()
    paths = [item["path"] for item in made["items"]]
    assert paths == [f"assumptions/users/by_year/{year}" for year in range(3)]
    assert decide(api, made, accept(paths[0]), accept(paths[2])).status_code == 200
    users = users_of(api, statement)
    assert (users["initial"], users["by_year"]) == ("104167", ["90000", "104167", "120000"])


@pytest.mark.parametrize(
    ("item", "pointer", "code"),
    [
        ({"key": "nobody", "value": 1}, "#/items/0/key", "NO_SUCH_PART"),
        ({"path": "benefits/nobody/growth", "value": 1}, "#/items/0/path", "NO_SUCH_PART"),
        ({"key": "users", "by_year": [1, 2]}, "#/items/0/key", "OTHER_FORM"),
        ({"key": "users"}, "#/items/0", "EXACTLY_ONE"),
        ({"key": "users", "path": USERS, "value": 1}, "#/items/0", "EXACTLY_ONE"),
        ({"key": "users", "value": "1,200"}, "#/items/0/value", "FIGURE"),
        ({"path": "title", "value": 1}, "#/items/0/path", "STRING_PATTERN_MISMATCH"),
        ({"path": "convention", "value": 1}, "#/items/0", "EXACTLY_ONE"),
    ],
)
def test_what_cannot_be_proposed_is_told_where(api, url, item, pointer, code):
    answer = api("POST", url, json={"items": [item]})
    assert answer.status_code == 422, answer.text
    assert (answer.json()["errors"][0]["pointer"], answer.json()["errors"][0]["code"]) == (
        pointer,
        code,
    )


@pytest.mark.usefixtures("version")
def test_a_proposal_made_from_a_version_is_compared_with_it(api, url, statement):
    change_users(api, statement)
    body = {"version_number": 1, "items": [{"key": "users", "value": "90000"}]}
    item = only(api("POST", url, json=body))
    assert (item["original"], item["present"], item["is_conflict"]) == ("104167", "100000", True)
    missing = api("POST", url, json={**body, "version_number": 9})
    assert missing.status_code == 404


def test_proposals_are_listed_by_state_and_withdrawn(api, url):
    body = {"items": [{"key": "users", "value": "90000"}]}
    made = [api("POST", url, json=body).json() for _ in range(3)]
    gone = api("POST", f"{made[0]['url']}/withdrawal", json={"note": "A later one follows."})
    assert (gone.status_code, gone.json()["state"]) == (200, "withdrawn")
    first = api("GET", f"{url}?state=open&limit=1").json()
    rest = api("GET", first["next_url"]).json()
    assert [each["id"] for each in first["items"] + rest["items"]] == [
        made[2]["id"],
        made[1]["id"],
    ]
    assert "items" not in first["items"][0]
    assert api("GET", f"{url}?state=withdrawn").json()["items"][0]["withdrawal_note"]
    assert api("GET", f"{url}?state=lost").status_code == 400
    for path, json in (("withdrawal", {}), ("decisions", {"items": [accept(USERS)]})):
        late = api(
            "POST",
            f"{made[0]['url']}/{path}",
            json=json,
            headers={"If-Match": made[0]["draft_etag"]},
        )
        assert (late.status_code, late.json()["code"]) == (409, "PROPOSAL_CLOSED")


def test_a_proposal_belongs_to_its_statement_and_workspace(api, stranger, url, example):
    made = api("POST", url, json={"items": [{"key": "users", "value": "90000"}]}).json()
    other = api.statement(example)
    elsewhere = f"{other['url']}/proposals/{made['id']}"
    assert api("GET", elsewhere).status_code == 404
    assert stranger("GET", made["url"]).status_code == 404
    assert stranger("POST", url, json={"items": []}).status_code == 404


def test_an_archived_statement_takes_no_proposals(api, url, statement):
    made = api("POST", url, json={"items": [{"key": "users", "value": "90000"}]}).json()
    assert api("POST", f"{statement['url']}/archive").is_success
    late = api("POST", url, json={"items": [{"key": "users", "value": "80000"}]})
    assert (late.status_code, late.json()["code"]) == (409, "ARCHIVED")
    assert decide(api, made, accept(USERS)).status_code == 409
    assert api("GET", made["url"]).status_code == 200


def test_the_audit_tells_of_proposals_and_decisions(api, url, statement):
    made = api("POST", url, json={"items": [{"key": "users", "value": "90000"}]}).json()
    decide(api, made, accept(USERS))
    events = api("GET", f"/v1/audit-events?resource_id={statement['id']}").json()
    actions = [each["action"] for each in events["items"]]
    assert {"proposal.created", "proposal.decided", "draft.changed"} <= set(actions)
