from __future__ import annotations

import json

import pytest

JSON = {"Content-Type": "application/json"}
UNREADABLE = {
    "nothing closed": b'{"title": "A"',
    "not a number": b'{"horizon_years": NaN}',
    "infinity": b'{"horizon_years": Infinity}',
    "a number of a million digits": b'{"horizon_years": ' + b"1" * 900_000 + b"}",
    "a hundred thousand brackets": b"[" * 100_000,
    "a hundred thousand objects": b'{"a":' * 100_000,
    "half a surrogate pair": b'{"title": "\\ud800"}',
    "half a surrogate pair in UTF-8": b'{"title": "\xed\xa0\x80"}',
    "Latin-1": '{"title": "Café"}'.encode("latin-1"),
    "UTF-16": '{"title": "A"}'.encode("utf-16"),
    "a control character as it is": b'{"title": "\x00"}',
    "two values": b"{} {}",
}
POSTS = ["/v1/calculations", "/v1/documents", "/v1/accounts", "/v1/opportunities", "/v1/statements"]


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("path", ["/v1/calculations", "/v1/accounts"])
def test_what_is_not_json_is_refused_as_such(api, path, raw):
    answer = api("POST", path, content=raw, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "UNREADABLE_JSON")


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("body", [None, [], "text", 17, True, {}, {"a": 1}])
def test_json_of_another_shape_is_told_what_is_missing(api, path, body):
    answer = api("POST", path, content=json.dumps(body).encode(), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert answer.json()["errors"]


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[31m", "\x7f", "\x85", "\ufffe", "\uffff"])
@pytest.mark.parametrize("escaped", [True, False])
def test_a_character_nobody_can_print_is_refused_with_its_place(api, text, escaped):
    raw = json.dumps({"name": text}, ensure_ascii=escaped).encode()
    answer = api("POST", "/v1/accounts", content=raw, headers=JSON)
    assert answer.status_code in (400, 422)
    if answer.status_code == 422:
        assert answer.json()["errors"][0]["pointer"] == "#/name"
        assert answer.json()["errors"][0]["code"] == "CONTROL_CHARACTER"


@pytest.mark.parametrize(
    "text", ["Ünïcödé 株式会社 🙂 שלום", "a\\u0000b", "tab\tand\nline", "</script>"]
)
def test_any_other_text_comes_back_as_it_was(api, text):
    created = api("POST", "/v1/accounts", json={"name": text})
    assert created.status_code == 201, created.text
    assert api("GET", created.json()["url"]).json()["name"] == text


def test_a_body_beyond_a_megabyte_is_refused_announced_or_not(api):
    def pieces():
        for _ in range(20):
            yield b" " * 100_000

    for content in (b" " * 1_000_001, pieces()):
        answer = api("POST", "/v1/calculations", content=content, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")
        assert "1,000,000" in answer.json()["detail"]


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", ""])
def test_another_media_type_is_refused(api, kind):
    answer = api("POST", "/v1/accounts", content=b'{"name":"A"}', headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize(
    "figure", ["1e400000", "1E5", "NaN", "1,000", "€5", "10 %", "9" * 40, "0x10", "", "١٢"]
)
def test_a_figure_that_is_none_is_refused_with_advice(api, example, figure):
    example["assumptions"][0]["value"] = figure
    answer = api("POST", "/v1/calculations", json=example)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("#/assumptions/0")


@pytest.mark.parametrize("number", [b"1e400000", b"-1e309", b"1" * 4000])
def test_a_number_too_large_to_be_one_is_refused(api, example, number):
    raw = json.dumps(example).encode().replace(b'"value": "22"', b'"value": ' + number, 1)
    answer = api("POST", "/v1/calculations", content=raw, headers=JSON)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "identifier", ["%00", "..%2f..%2f", "acc_%F0%9F%98%80", "'%20OR%201=1--", "a" * 3000]
)
def test_an_identifier_nobody_gave_is_not_found(api, identifier):
    for path in ("accounts", "opportunities", "statements"):
        answer = api("GET", f"/v1/{path}/{identifier}")
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("tag", ["W/", '"', ",,,", "*" * 900, '"x", W/"y"'])
def test_an_odd_precondition_is_no_reason_to_write(api, example, tag):
    statement = api.statement(example)
    answer = api("PATCH", statement["draft_url"], json={"title": "B"}, headers={"If-Match": tag})
    assert answer.status_code == 412


@pytest.mark.parametrize("path", ["/v1/calculations", "/v1/accounts"])
def test_an_object_of_more_fields_than_anything_has_is_refused_at_once(api, path):
    raw = json.dumps({f"field{n}": n for n in range(40_000)}).encode()
    answer = api("POST", path, content=raw, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    (fault,) = answer.json()["errors"]
    assert (fault["code"], fault["pointer"]) == ("TOO_MANY_FIELDS", "#")
    assert "40,000 fields" in fault["detail"]


def test_where_an_object_has_too_many_fields_is_told(api, example):
    example["benefits"][0]["metric"] = {f"field{n}": n for n in range(1001)}
    answer = api("POST", "/v1/calculations", json=example)
    assert answer.json()["errors"][0]["pointer"] == "#/benefits/0/metric"


@pytest.mark.parametrize("padding", [0, 20_000])
def test_a_body_is_read_alike_whether_it_is_small_or_read_in_a_thread(api, example, padding):
    raw = json.dumps(example).encode() + b" " * padding
    answer = api("POST", "/v1/calculations", content=raw, headers=JSON)
    assert (answer.status_code, answer.json()["value"]) == (200, "2000016.00")
    example["assumptions"][0]["value"] = "much"
    raw = json.dumps({"statement": example}).encode() + b" " * padding
    answer = api("POST", "/v1/calculations/check", content=raw, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/statement/assumptions/0/value"
    answer = api("POST", "/v1/calculations", content=b"{" + b" " * padding, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "UNREADABLE_JSON")


def test_a_large_patch_of_a_draft_is_read_alike(api, example):
    statement = api.statement(example)
    headers = {"If-Match": statement["etag"], "Content-Type": "application/merge-patch+json"}
    raw = json.dumps({"title": "B"}).encode() + b" " * 20_000
    answer = api("PATCH", statement["draft_url"], content=raw, headers=headers)
    assert (answer.status_code, answer.json()["statement"]["title"]) == (200, "B")
