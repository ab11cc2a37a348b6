"""Start from a customer like this one: references are anonymised, reviewed, found, extrapolated."""

import pytest

SIZES = {"users": {"figure": "104167", "unit": "user"}}


@pytest.fixture
def won(api, example):
    """The example deal, frozen, of an account that says how large it is."""
    account = api.account(name="Company A", industry="Telecommunications", size_drivers=SIZES)
    deal = api.opportunity(account_id=account["id"])
    statement = api(
        "POST", "/v1/statements", json={"opportunity_id": deal["id"], "statement": example}
    ).json()
    assert api("POST", statement["versions_url"], json={"label": "Won"}).status_code == 201
    return statement


def _made(api, won, **fields):
    new = {"name": "Mobile operator", "statement_id": won["id"], "version_number": 1, **fields}
    answer = api("POST", "/v1/references", json=new)
    assert answer.status_code == 201, answer.text
    return answer.json()


def _published(api, won, **fields):
    made = _made(api, won, **fields)
    answer = api("POST", f"{made['url']}/publication", headers={"If-Match": made["etag"]})
    assert answer.status_code == 200, answer.text
    return answer.json()


def _straw_man(api, reference, **fields):
    target = {
        "currency_code": "GBP",
        "drivers": [{"key": "users", "unit": "user", "value": "52083.5"}],
    }
    asked = {"reference_ids": [reference["id"]], "target": target, **fields}
    return api("POST", "/v1/straw-men", json=asked)


def test_a_reference_names_nobody(api, won):
    made = _made(api, won, masking={"words": ["Company B"]})
    told = api("GET", made["url"]).text
    for name in ("Company A", "Company B", "Marketing director", "FY26 annual report"):
        assert name not in told
    assert "Increase Average Revenue Per User" in told
    frozen = api("GET", f"{won['versions_url']}/1").json()
    assert frozen["statement"]["customer"] == "Company A"  # the version itself stays


def test_a_name_is_taken_out_of_every_text_whatever_its_case(api, example):
    told = {
        **example,
        "title": "COMPANY A: new data services",
        "deliverables": [
            {"key": "expansion", "statement": "Company A's network, for company a"},
            example["deliverables"][1],
        ],
    }
    statement = api.statement(told)
    assert api("POST", statement["versions_url"], json={}).status_code == 201
    read = api("GET", _made(api, statement)["url"])
    assert "company a" not in read.text.lower()
    model = read.json()["statement"]
    assert model["title"] == "▮▮▮: new data services"
    assert model["deliverables"][0]["statement"] == "▮▮▮'s network, for ▮▮▮"


def test_sizes_may_be_masked_too(api, won):
    made = _made(api, won, masking={"sizes": True})
    told = api("GET", made["url"])
    assert "104167" not in told.text
    users = next(x for x in told.json()["statement"]["assumptions"] if x["key"] == "users")
    assert (users["value"], made["size_drivers"]["users"]["figure"]) == ("1000", "1000")


def test_what_cannot_be_masked_is_refused_with_its_place(api, won):
    new = {
        "name": "X",
        "statement_id": won["id"],
        "version_number": 1,
        "masking": {"words": ["arpu"]},
    }
    answer = api("POST", "/v1/references", json=new)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert answer.json()["errors"][0]["code"] == "NOT_MASKED"


def test_nobody_starts_from_a_reference_before_it_is_published_or_after_it_was_withdrawn(api, won):
    made = _made(api, won)
    assert _straw_man(api, made).status_code == 409
    published = api("POST", f"{made['url']}/publication", headers={"If-Match": made["etag"]}).json()
    assert published["reviewed_by"]
    first = _straw_man(api, made)
    assert first.status_code == 200, first.text
    gone = api("POST", f"{made['url']}/withdrawal", headers={"If-Match": published["etag"]})
    assert gone.json()["state"] == "withdrawn"
    assert _straw_man(api, made).status_code == 409
    again = api("POST", f"{made['url']}/publication", headers={"If-Match": gone.json()["etag"]})
    assert again.status_code == 409


def test_a_straw_man_for_half_the_size_says_how_it_was_made(api, won):
    made = _straw_man(api, _published(api, won)).json()["straw_man"]
    users = next(x for x in made["statement"]["assumptions"] if x["key"] == "users")
    assert (users["value"], users["status"]) == ("52080", "straw_man")
    assert users["source"] == "Mobile operator: in proportion to users, × 0.5"
    asked = {question["assumption"] for question in made["questions"]}
    assert "node_cost" in asked
    assert "arpu_now" not in asked


def test_a_straw_man_becomes_the_draft_of_a_deal_and_takes_its_accounts_size(api, won):
    sizes = {"users": {"figure": "10416.7", "unit": "user"}}
    account = api.account(name="Company C", size_drivers=sizes)
    deal = api.opportunity(account_id=account["id"])
    reference = _published(api, won)
    asked = {
        "reference_ids": [reference["id"]],
        "target": {"currency_code": "GBP"},
        "opportunity_id": deal["id"],
    }
    begun = api("POST", "/v1/straw-men", json=asked)
    assert begun.status_code == 201, begun.text
    draft = api("GET", f"{begun.json()['url']}/draft").json()
    assert draft["statement"]["customer"] == "Company C"
    assert draft["result"]["total_benefits"] == "500160.00"  # 10,420 users × 4 × 12
    withdrawn = api(
        "POST", f"{reference['url']}/withdrawal", headers={"If-Match": reference["etag"]}
    )
    assert withdrawn.status_code == 200
    assert api("GET", f"{begun.json()['url']}/draft").json()["result"] == draft["result"]


def test_references_are_found_by_words_and_by_likeness(api, won):
    near = _published(api, won)
    far = _published(
        api,
        won,
        name="Insurer",
        industry="Insurance",
        size_drivers={"users": {"figure": "100", "unit": "user"}},
    )
    account = api.account(name="D", industry="telecommunications", size_drivers=SIZES)
    found = api("GET", f"/v1/references/search?like_account={account['id']}").json()["items"]
    assert [each["reference"]["id"] for each in found] == [near["id"], far["id"]]
    assert found[0]["likeness"] == 1
    words = api("GET", "/v1/references/search?words=insur%20average").json()["items"]
    assert [each["reference"]["id"] for each in words] == [far["id"]]
    assert api("GET", "/v1/references/search?words=100%25_").json()["items"] == []


def test_what_is_said_of_a_reference_is_changed_by_who_read_it(api, won):
    made = _made(api, won)
    stale = {"If-Match": '"0"'}
    assert api("PATCH", made["url"], json={"region": "EU"}, headers=stale).status_code == 412
    changed = api(
        "PATCH", made["url"], json={"region": "EU"}, headers={"If-Match": made["etag"]}
    ).json()
    assert changed["region"] == "EU"
    listed = api("GET", "/v1/references?state=in_review").json()["items"]
    assert [each["region"] for each in listed] == ["EU"]


def test_another_workspace_sees_no_reference(api, stranger, won):
    reference = _published(api, won)
    assert stranger("GET", reference["url"]).status_code == 404
    assert stranger("GET", "/v1/references/search").json()["items"] == []
    assert _straw_man(stranger, reference).status_code == 404


def test_without_a_rate_two_currencies_are_refused(api, won):
    asked = {
        "reference_ids": [_published(api, won)["id"]],
        "target": {"currency_code": "EUR"},
    }
    answer = api("POST", "/v1/straw-men", json=asked)
    assert answer.status_code == 422
    assert "how many EUR one GBP buys" in answer.json()["detail"]
