from __future__ import annotations

import pytest

N8N = (
    "application/json,text/html,application/xhtml+xml,application/xml,text/*;q=0.9, "
    "image/*;q=0.8, */*;q=0.7"
)
OTHER_FORMS = {
    "html": ("text/html; charset=utf-8", "<!DOCTYPE html>"),
    "md": ("text/markdown; charset=utf-8", "| Total Benefits |"),
    "txt": ("text/plain; charset=utf-8", "Total Benefits"),
    "json": ("application/json", '"total_benefits": "5000016.00"'),
}


@pytest.fixture
def version(api, example):
    statement = api.statement(example)
    return api("POST", statement["versions_url"], json={"label": "First"}).json()


@pytest.mark.parametrize("accept", ["application/pdf", "*/*", "application/*", N8N])
def test_a_statement_is_printed_for_whoever_takes_a_pdf(api, example, accept):
    answer = api("POST", "/v1/documents?variant=summary", json=example, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert (
        'filename="Company A New data services draft.pdf"' in answer.headers["content-disposition"]
    )


@pytest.mark.parametrize("form", OTHER_FORMS)
def test_a_document_comes_in_other_hands(api, example, version, form):
    media_type, said = OTHER_FORMS[form]
    accept = {"Accept": media_type.partition(";")[0]}
    url = version["document_url"].removesuffix(".pdf")
    answers = [
        api("POST", f"/v1/documents?format={form}", json=example),
        api("POST", "/v1/documents", json=example, headers=accept),
        api("GET", f"{url}.{form}"),
        api("GET", url, headers=accept),
    ]
    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == media_type
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert f".{form}" in answer.headers["content-disposition"]
        assert said in answer.text
    assert answers[2].content == answers[3].content


def test_a_web_page_may_only_show_itself(api, version):
    url = version["document_url"].removesuffix("pdf") + "html"
    answer = api("GET", f"{url}?inline=true")
    assert answer.headers["content-disposition"].startswith("inline")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox")
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_whoever_takes_nothing_there_is_is_told_what_there_is(api, example):
    accept = {"Accept": "image/png"}
    answer = api("POST", "/v1/documents", json=example, headers=accept)
    assert (answer.status_code, answer.json()["code"]) == (406, "NOT_ACCEPTABLE")
    assert "application/pdf" in answer.json()["detail"]
    anyway = api("POST", "/v1/documents?format=pdf&variant=summary", json=example, headers=accept)
    assert anyway.status_code == 200


@pytest.mark.parametrize("query", ["variant=poster", "paper=A3", "format=docx"])
def test_a_layout_nobody_offers_is_refused(api, example, query):
    answer = api("POST", f"/v1/documents?{query}", json=example)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")


def test_the_same_version_is_the_same_document_byte_for_byte(api, version):
    url = f"{version['document_url']}?variant=summary&paper=Letter"
    first, second = api("GET", url), api("GET", url)
    assert first.content == second.content
    assert first.headers["cache-control"] == "private, no-cache"
    assert "v1.pdf" in first.headers["content-disposition"]
    had = api("GET", url, headers={"If-None-Match": first.headers["etag"]})
    assert (had.status_code, had.content) == (304, b"")
    other = api("GET", version["document_url"], headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_a_drafts_document_changes_with_the_draft(api, example):
    statement = api.statement(example)
    url = f"{statement['draft_url']}/document.pdf?variant=summary"
    first = api("GET", url)
    assert first.status_code == 200, first.text
    assert api("GET", url).content == first.content
    assert "draft.pdf" in first.headers["content-disposition"]
    api(
        "PATCH",
        statement["draft_url"],
        json={"title": "B"},
        headers={"If-Match": statement["etag"]},
    )
    changed = api("GET", url, headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", 'A "quoted" name', "Ärger\nund\tmehr", "株式会社", "x" * 200, "…"]
)
def test_no_title_breaks_out_of_the_file_name(api, example, title):
    answer = api("POST", "/v1/documents?variant=summary", json={**example, "title": title})
    assert answer.status_code == 200, answer.text
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="')
    assert disposition.count('"') == 2
    assert not any(each in disposition for each in ("/", "\\", "\n", "\r"))
    assert disposition.endswith("draft.pdf")


@pytest.mark.parametrize("form", ["txt", "md", "pptx"])
def test_a_comparison_comes_in_the_forms_that_tell_it(api, version, form):
    statement_url = version["url"].rpartition("/versions/")[0]
    api("POST", f"{statement_url}/versions", json={})
    url = f"{statement_url}/versions/1/document.{form}?variant=comparison&from=1"
    answer = api("GET", url)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_PARAMETER")
    assert "web page" in answer.json()["detail"]
