"""A customer's question: is this paper genuine, and is it the one that counts?"""

from __future__ import annotations

import re

import pytest

from app.documents.codes import code_of

PDF = {"Content-Type": "application/pdf"}


@pytest.fixture
def version(api, example):
    statement = api.statement(example)
    return api("POST", statement["versions_url"], json={"label": "First"}).json()


def printed(api, version, query="variant=summary"):
    answer = api("GET", f"{version['document_url']}?{query}")
    assert answer.status_code == 200, answer.text
    return answer.content


def verified(api, content, **headers):
    answer = api("POST", "/v1/verify", content=content, headers={**PDF, **headers})
    assert answer.status_code == 200, answer.text
    return answer.json()


def by_code(api, code):
    answer = api("POST", "/v1/verify", json={"code": code})
    assert answer.status_code == 200, answer.text
    return answer.json()


def next_version(api, version):
    draft = f"/v1/statements/{version['statement_id']}/draft"
    changed = api("PATCH", draft, json={"discount_rate": "0.12"}, headers={"If-Match": "*"}).json()
    assert changed["faults"] == []
    return api("POST", f"/v1/statements/{version['statement_id']}/versions", json={}).json()


def test_the_newest_version_is_genuine_and_current_in_every_layout(api, version):
    for query in (
        "variant=summary",
        "variant=summary&paper=Letter",
        "variant=summary&attachments=false",
    ):
        told = verified(api, printed(api, version, query))
        assert (told["verdict"], told["is_genuine"], told["version_number"]) == ("current", True, 1)
        assert told["version_url"] == version["url"]
        assert told["code"] == code_of(version["content_hash"])
        assert "newest" in told["detail"]


def test_an_older_version_is_genuine_and_superseded(api, version):
    document = printed(api, version)
    second = next_version(api, version)
    told = verified(api, document)
    assert (told["verdict"], told["is_genuine"]) == ("superseded", True)
    assert (told["version_number"], told["superseded_by"]) == (1, 2)
    accepted = {"accepted_by": "CFO", "accepted_on": "2026-11-20"}
    assert api("POST", f"{second['url']}/acceptance", json=accepted).is_success
    told = verified(api, document)
    assert told["accepted_version_number"] == 2
    assert "accepted version 2" in told["detail"]


def test_an_accepted_version_counts_although_there_is_a_newer_one(api, version):
    document = printed(api, version)
    accepted = {"accepted_by": "CFO", "accepted_on": "2026-11-20"}
    assert api("POST", f"{version['url']}/acceptance", json=accepted).is_success
    newer = next_version(api, version)
    told = verified(api, document)
    assert (told["verdict"], told["accepted_version_number"]) == ("current", 1)
    assert "Version 2 is newer" in told["detail"]
    assert by_code(api, code_of(newer["content_hash"]))["verdict"] == "current"


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: pdf + b"\n% one more line",
        lambda pdf: pdf.replace(b"%PDF-1.7", b"%PDF-1.6"),
        lambda pdf: b"Read on page 1: " + pdf[pdf.index(b"<x:xmpmeta") :][:4000],
    ],
)
def test_a_changed_document_is_told_with_the_version_it_claims_to_be(api, version, change):
    told = verified(api, change(printed(api, version)))
    assert (told["verdict"], told["is_genuine"], told["version_number"]) == ("altered", False, 1)


def test_a_text_that_quotes_a_code_is_no_document_of_ours(api, version):
    text = f"Our offer, code {code_of(version['content_hash'])}, now £1 cheaper.".encode()
    assert verified(api, text)["verdict"] == "altered"


def test_a_code_is_genuine_although_the_version_was_never_printed(api, version):
    code = code_of(version["content_hash"])
    typed = code.lower().replace("-", " ").replace("0", "o")
    assert by_code(api, typed)["verdict"] == "current"
    assert by_code(api, code)["label"] == "First"


def test_a_slip_in_a_code_is_told_from_a_forgery(api, version):
    code = code_of(version["content_hash"])
    wrong = ("1" if code[0] == "0" else "0") + code[1:]
    answer = api("POST", "/v1/verify", json={"code": wrong})
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert answer.json()["errors"][0]["pointer"] == "#/code"
    assert "slip" in answer.json()["errors"][0]["detail"]


def test_a_draft_is_a_genuine_draft_and_no_version(api, example):
    statement = api.statement(example)
    document = api("GET", f"{statement['draft_url']}/document.pdf?variant=summary").content
    told = verified(api, document)
    assert (told["verdict"], told["is_genuine"], told["version_number"]) == ("draft", True, None)
    assert by_code(api, told["code"])["verdict"] == "draft"
    api("POST", statement["versions_url"], json={})
    assert verified(api, document)["version_number"] == 1
    assert verified(api, document + b" ")["verdict"] == "altered"


def test_anothers_document_and_code_are_unknown(api, stranger, version):
    document = printed(api, version)
    for told in (
        verified(stranger, document),
        verified(stranger, document + b" "),
        by_code(stranger, code_of(version["content_hash"])),
    ):
        assert told.pop("detail").startswith("Nothing of this workspace")
        assert (told.pop("verdict"), told.pop("is_genuine")) == ("unknown", False)
        assert set(told.values()) == {None}


def test_what_was_erased_is_unknown(api, version):
    document = printed(api, version)
    statement = api("GET", f"/v1/statements/{version['statement_id']}").json()
    deal = api("GET", f"/v1/opportunities/{statement['opportunity_id']}").json()
    account = f"/v1/accounts/{deal['account_id']}"
    confirm = api("GET", f"{account}/deletion-preview").json()["confirm"]
    assert api("DELETE", f"{account}?confirm={confirm}").is_success
    assert verified(api, document)["verdict"] == "unknown"
    assert by_code(api, code_of(version["content_hash"]))["verdict"] == "unknown"


def test_a_form_of_a_browser_is_read(api, version):
    document = printed(api, version)
    answer = api("POST", "/v1/verify", files={"document": ("a.pdf", document, "application/pdf")})
    assert answer.json()["verdict"] == "current"
    two = {"a": ("a.pdf", document, "application/pdf"), "b": ("b.pdf", document, "application/pdf")}
    assert api("POST", "/v1/verify", files=two).status_code == 400
    assert api("POST", "/v1/verify", data={"document": "no file"}).status_code in (400, 415)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"\x00" * 100_000,
        b'vc:ContentHash="' + b"f" * 64 + b'"',
        b"0000-0000-0000-0000 " * 100_000,
        b'<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta vc:ContentHash="&a;"/>',
    ],
)
@pytest.mark.usefixtures("version")
def test_hostile_bytes_are_unknown_and_nothing_more(api, content):
    assert verified(api, content)["verdict"] == "unknown"


def test_other_bodies_are_refused_and_told_what_is_read(api):
    answer = api("POST", "/v1/verify", content=b"x", headers={"Content-Type": "image/png"})
    assert (answer.status_code, answer.json()["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert "application/pdf" in answer.headers["accept"]
    for body in (b"{", b'{"code": 1}', b'{"codes": "x"}', b"[]"):
        answer = api(
            "POST", "/v1/verify", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code in (400, 422), answer.text


def test_more_than_a_document_can_be_is_refused(api):
    answer = api("POST", "/v1/verify", content=b"0" * 16_000_001, headers=PDF)
    assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")


def test_the_code_in_a_documents_metadata_is_that_of_its_version(api, version):
    document = printed(api, version)
    (named,) = re.findall(rb'vc:Code="([^"]+)"', document)
    assert named.decode() == code_of(version["content_hash"])
