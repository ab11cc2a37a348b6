from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor


def test_a_statement_starts_with_the_draft_that_was_sent(api, example):
    statement = api.statement(example)
    assert statement["title"] == "New data services"
    assert statement["latest_version_number"] is None
    draft = api("GET", statement["draft_url"])
    assert draft.headers["etag"] == draft.json()["etag"] == statement["etag"]
    assert draft.json()["statement"]["assumptions"][0]["value"] == "22"
    assert draft.json()["result"]["value"] == "2000016.00"
    assert draft.json()["faults"] == []
    assert draft.json()["updated_by"] == "rep"


def test_the_accounts_name_is_the_customer_where_none_is_given_but_is_not_written_down(
    api, example
):
    del example["customer"]
    account = api.account(name="Company Z")
    statement = api.statement(example, account_id=account["id"])
    draft = api("GET", statement["draft_url"]).json()
    assert draft["result"]["sentence"].startswith("We believe that Company Z should")
    assert "customer" not in draft["statement"]
    api("PATCH", account["url"], json={"name": "Company Y"})
    draft = api("GET", statement["draft_url"]).json()
    assert draft["result"]["sentence"].startswith("We believe that Company Y should")
    version = api("POST", statement["versions_url"], json={}).json()
    assert version["statement"]["customer"] == "Company Y"


def test_faults_of_a_statement_are_placed_in_the_body_that_was_sent(api, example):
    example["discount_rate"] = "8"
    new = {"opportunity_id": api.opportunity()["id"], "statement": example}
    answer = api("POST", "/v1/statements", json=new)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/statement/discount_rate"


def test_a_draft_is_replaced_by_whoever_read_it(api, example):
    statement = api.statement(example)
    example["title"] = "Another title"
    answer = api(
        "PUT", statement["draft_url"], json=example, headers={"If-Match": statement["etag"]}
    )
    assert answer.status_code == 200
    assert answer.json()["statement"]["title"] == "Another title"
    assert answer.json()["etag"] == answer.headers["etag"] != statement["etag"]
    assert api("GET", statement["url"]).json()["title"] == "Another title"


def test_whoever_does_not_say_what_they_read_is_asked_to(api, example):
    statement = api.statement(example)
    for method in ("PUT", "PATCH"):
        answer = api(method, statement["draft_url"], json=example)
        assert (answer.status_code, answer.json()["code"]) == (428, "PRECONDITION_REQUIRED")


def test_the_second_of_two_is_told_and_nothing_is_overwritten(api, example):
    statement = api.statement(example)
    read = {"If-Match": statement["etag"]}
    first = api("PATCH", statement["draft_url"], json={"title": "First"}, headers=read)
    second = api("PATCH", statement["draft_url"], json={"title": "Second"}, headers=read)
    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["code"] == "STALE"
    assert second.json()["etag"] == first.json()["etag"]
    assert api("GET", statement["url"]).json()["title"] == "First"


def test_the_etag_may_stand_in_the_query_with_or_without_its_quotes(api, example):
    statement = api.statement(example)
    tag = statement["etag"]
    for title, query in (("One", tag), ("Two", None)):
        current = api("GET", statement["draft_url"]).json()["etag"]
        answer = api(
            "PATCH",
            statement["draft_url"],
            params={"if_match": query or current.strip('"')},
            json={"title": title},
        )
        assert answer.status_code == 200, answer.text


def test_of_many_who_read_the_same_draft_exactly_one_changes_it(api, example):
    statement = api.statement(example)

    def change(number: int) -> int:
        return api(
            "PATCH",
            statement["draft_url"],
            json={"title": f"Change {number}"},
            headers={"If-Match": statement["etag"]},
        ).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(change, range(16)))
    assert statuses == [200] + [412] * 15


def test_a_patch_changes_what_it_names_and_removes_what_is_null(api, example):
    statement = api.statement(example)
    answer = api(
        "PATCH",
        statement["draft_url"],
        json={"discount_rate": 0.08, "starts_on": None},
        headers={"If-Match": statement["etag"], "Content-Type": "application/merge-patch+json"},
    )
    assert answer.status_code == 200, answer.text
    changed = answer.json()["statement"]
    assert changed["discount_rate"] == "0.08"
    assert "starts_on" not in changed
    assert changed["benefits"][0]["metric"]["from"] == "arpu_now"


def test_a_patch_that_breaks_the_statement_is_refused_and_writes_nothing(api, example):
    statement = api.statement(example)
    answer = api(
        "PATCH",
        statement["draft_url"],
        json={"assumptions": []},
        headers={"If-Match": statement["etag"]},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert api("GET", statement["draft_url"]).json()["etag"] == statement["etag"]


def test_putting_the_same_draft_again_changes_nothing(api, example):
    statement = api.statement(example)
    read = {"If-Match": statement["etag"]}
    again = api("PUT", statement["draft_url"], json=example, headers=read)
    assert (again.status_code, again.json()["etag"]) == (200, statement["etag"])


def test_a_draft_without_a_result_is_kept_and_told_with_its_faults(api, example):
    statement = api.statement(example)
    example["benefits"][0]["per_year"] = "users / (arpu_now - 22)"
    answer = api(
        "PUT", statement["draft_url"], json=example, headers={"If-Match": statement["etag"]}
    )
    assert answer.status_code == 200
    assert answer.json()["result"] is None
    assert answer.json()["faults"][0]["pointer"] == "#/benefits/0/per_year"
    frozen = api("POST", statement["versions_url"], json={})
    assert (frozen.status_code, frozen.json()["code"]) == (422, "NO_RESULT")
    printed = api("GET", f"{statement['draft_url']}/document.pdf")
    assert (printed.status_code, printed.json()["code"]) == (422, "NO_RESULT")


def test_statements_are_listed_by_opportunity_without_their_drafts(api, example):
    first, _ = api.statement(example), api.statement(example)
    page = api("GET", f"/v1/statements?opportunity_id={first['opportunity_id']}").json()
    assert [each["id"] for each in page["items"]] == [first["id"]]
    assert "statement" not in page["items"][0]
