"""A workbook comes back: what changed, against which version, and what it comes to."""

from __future__ import annotations

from tests.documents.returned.edited import XLSX, Edited, with_part
from tests.routers.proposals.asking import USERS, change_users, only, send


def test_an_edited_workbook_says_what_changed_against_which_version(api, url, workbook):
    answer = send(
        api,
        url,
        workbook.type(USERS, 90000),
        proposed_by="Dana Field",
        proposed_by_role="CFO",
        note="Two regions start later.",
    )
    told = answer.json()
    item = only(answer)
    assert (item["path"], item["original"], item["proposed"]) == (USERS, "104167", "90000")
    assert (item["present"], item["is_conflict"], item["doubts"]) == ("104167", False, [])
    assert (item["label"], item["unit"]) == ("Users on the new plans", "user")
    assert (told["form"], told["base_version_number"], told["state"]) == ("workbook", 1, "open")
    assert (told["proposed_by"], told["proposed_by_role"]) == ("Dana Field", "CFO")
    # By hand: 90000 users x (26 - 22) x 12 months - 3,000,000.
    assert (told["before"]["value"], told["after"]["value"]) == ("2000016.00", "1320000.00")
    assert answer.headers["location"] == told["url"]
    assert answer.headers["etag"] == told["etag"]


def test_a_proposal_is_read_with_the_bridge_from_the_draft_to_what_it_would_be(api, url, workbook):
    made = send(api, url, workbook.type(USERS, 90000)).json()
    read = api("GET", made["url"]).json()
    assert read["comparison"]["bridge"]["change"]["value"] == "-680016.00"
    (piece,) = read["comparison"]["bridge"]["pieces"]
    assert (piece["kind"], piece["key"]) == ("assumption", "users")
    assert {**read, "comparison": None} == made


def test_the_workbook_of_a_draft_is_known_again_though_the_draft_changed(api, url, statement):
    draft = api("GET", statement["draft_url"]).json()
    book = Edited(api("GET", f"{statement['draft_url']}/document.xlsx").content)
    change_users(api, statement)
    answer = send(api, url, book.type(USERS, 90000))
    item = only(answer)
    assert answer.json()["base_etag"] == draft["etag"]
    assert (item["original"], item["present"], item["is_conflict"]) == ("104167", "100000", True)


def test_a_browser_sends_the_workbook_in_a_form(api, url, workbook):
    answer = api(
        "POST",
        url,
        files={"workbook": ("edited.xlsx", workbook.type(USERS, 90000).saved(), XLSX)},
        data={"proposed_by": "Dana Field", "note": "From the workshop"},
    )
    assert only(answer)["proposed"] == "90000"
    assert (answer.json()["proposed_by"], answer.json()["note"]) == (
        "Dana Field",
        "From the workshop",
    )
    without = api("POST", url, files={"other": ("a.xlsx", b"PK", XLSX)})
    assert (without.status_code, without.json()["errors"][0]["pointer"]) == (422, "#/workbook")


def test_the_same_request_is_made_once(api, url, workbook):
    content = workbook.type(USERS, 90000).saved()
    headers = {"Content-Type": XLSX, "Idempotency-Key": "send-once"}
    first, second = (api("POST", url, content=content, headers=headers) for _ in range(2))
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
    assert len(api("GET", url).json()["items"]) == 1


def test_a_refused_workbook_is_told_what_is_wrong_and_leaves_nothing(api, url, workbook):
    for content, code in (
        (b"PK\x03\x04 and no more", "DAMAGED_WORKBOOK"),
        (with_part(workbook.saved(), "xl/vbaProject.bin", b"x"), "MACROS"),
        (workbook.saved(), "NOTHING_PROPOSED"),
    ):
        answer = send(api, url, content)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)
        assert answer.json()["errors"][0]["hint"]
    assert api("GET", url).json()["items"] == []
    huge = api("POST", url, content=bytes(5_000_001), headers={"Content-Type": XLSX})
    assert huge.status_code == 413
    text = api("POST", url, content=b"users,1", headers={"Content-Type": "text/csv"})
    assert text.status_code == 415
