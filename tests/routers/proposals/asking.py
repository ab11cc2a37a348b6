"""What the tests of proposals ask, and how they read the answers."""

from __future__ import annotations

from tests.documents.returned.edited import XLSX

USERS = "assumptions/users/value"


def send(api, url, book, **query):
    """Send a workbook back."""
    content = book if isinstance(book, bytes) else book.saved()
    return api("POST", url, content=content, headers={"Content-Type": XLSX}, params=query)


def only(answer):
    """The one item of a proposal that was made."""
    assert answer.status_code == 201, answer.text
    (item,) = answer.json()["items"]
    return item


def codes(item):
    return [doubt["code"] for doubt in item["doubts"]]


def decide(api, proposal, *items, **more):
    """Decide on items, of the draft that stands beside the proposal."""
    return api(
        "POST",
        f"{proposal['url']}/decisions",
        json={"items": list(items), **more},
        headers={"If-Match": proposal["draft_etag"]},
    )


def accept(path, **more):
    return {"path": path, "decision": "accept", **more}


def change_users(api, statement, value="100000"):
    """Change a figure of the draft meanwhile."""
    answer = api(
        "PATCH",
        f"{statement['draft_url']}/assumptions/users",
        json={"value": value},
        headers={"If-Match": "*"},
    )
    assert answer.status_code == 200, answer.text


def users_of(api, statement):
    """What the draft says of the users now."""
    return api("GET", f"{statement['draft_url']}/assumptions/users").json()["part"]
