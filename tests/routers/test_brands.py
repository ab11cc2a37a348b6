"""Brands: chosen by a workspace, overridden by an account, tried before they are kept."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image
from pypdf import PdfReader

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><path d="M0 0h9v4z"/></svg>'


def picture(content=SVG):
    return base64.b64encode(content).decode()


def png(size=(400, 100)):
    written = io.BytesIO()
    Image.new("RGB", size, "#123456").save(written, "PNG")
    return written.getvalue()


def test_a_workspace_that_chose_nothing_has_the_usual_look(api):
    told = api("GET", "/v1/brand")
    assert told.status_code == 200
    assert told.headers["etag"] == told.json()["etag"]
    assert told.json()["updated_at"] is None
    assert told.json()["looks"] == {
        "name": None,
        "primary_colour": "#17375e",
        "accent_colour": "#12807c",
        "typeface": "Inter",
        "legal_text": None,
        "contact": None,
        "logo": None,
        "corrections": [],
    }


def test_a_brand_is_kept_and_its_colours_are_corrected(api):
    brand = {"name": "Company B", "primary_colour": "#FFCC00", "typeface": "Source Serif 4"}
    answer = api("PUT", "/v1/brand", json=brand)
    assert answer.status_code == 200
    told = api("GET", "/v1/brand").json()
    assert told == answer.json()
    assert told["brand"]["primary_colour"] == "#FFCC00"
    assert told["looks"]["primary_colour"] == "#8f7200"
    (correction,) = told["looks"]["corrections"]
    assert (correction["member"], correction["given"]) == ("primary_colour", "#ffcc00")
    assert "contrast of 1.51 to white" in correction["reason"]


def test_who_read_an_older_brand_is_told(api):
    first = api("GET", "/v1/brand").json()["etag"]
    assert api("PUT", "/v1/brand", json={"name": "A"}, headers={"If-Match": first}).is_success
    for method, url, body in (
        ("PUT", "/v1/brand", {"name": "B"}),
        ("PUT", "/v1/brand/logo", {"content_base64": picture()}),
        ("DELETE", "/v1/brand", None),
        ("DELETE", "/v1/brand/logo", None),
    ):
        stale = api(method, url, json=body, headers={"If-Match": first})
        assert (stale.status_code, stale.json()["code"]) == (412, "STALE")
    assert api("GET", "/v1/brand").json()["looks"]["name"] == "A"


def test_an_etag_never_comes_back(api):
    seen = [api("PUT", "/v1/brand", json={"name": "A"}).json()["etag"]]
    seen.append(api("DELETE", "/v1/brand").json()["etag"])
    seen.append(api("PUT", "/v1/brand", json={"name": "A"}).json()["etag"])
    assert len(set(seen)) == 3


def test_a_logo_is_put_read_and_removed(api, stranger):
    put = api("PUT", "/v1/brand/logo", json={"content_base64": picture(png())})
    assert put.status_code == 200, put.text
    logo = put.json()["looks"]["logo"]
    assert (logo["media_type"], logo["width"], logo["height"]) == ("image/png", 400, 100)
    read = api("GET", logo["url"])
    assert read.headers["content-type"] == "image/png"
    assert read.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in read.headers["content-security-policy"]
    assert read.headers["content-disposition"].startswith("attachment")
    Image.open(io.BytesIO(read.content)).load()
    tag = {"If-None-Match": read.headers["etag"]}
    assert api("GET", logo["url"], headers=tag).status_code == 304
    assert stranger("GET", logo["url"]).status_code == 404
    assert api("PUT", "/v1/brand", json={"name": "A"}).json()["looks"]["logo"] == logo
    assert api("DELETE", "/v1/brand/logo").json()["looks"]["logo"] is None
    assert api("GET", logo["url"]).status_code == 404


@pytest.mark.parametrize(
    ("kind", "content", "kept"),
    [
        ("image/svg+xml", SVG, "image/svg+xml"),
        ("image/png", png(), "image/png"),
        ("application/octet-stream", png(), "image/png"),
        ("image/png", SVG, "image/svg+xml"),
    ],
)
def test_a_logo_comes_as_the_file_itself(api, kind, content, kept):
    answer = api("PUT", "/v1/brand/logo", content=content, headers={"Content-Type": kind})
    assert answer.status_code == 200, answer.text
    assert answer.json()["looks"]["logo"]["media_type"] == kept
    account = api.account()
    url = f"{account['url']}/brand/logo"
    put = api("PUT", url, files={"logo": ("logo", content, kind)})
    assert put.status_code == 200, put.text
    assert put.json()["looks"]["logo"] == answer.json()["looks"]["logo"] | {"url": url}


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        (
            {"content": SVG, "headers": {"Content-Type": "text/plain"}},
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        ({"content": SVG}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ({"content": b"", "headers": {"Content-Type": "image/png"}}, 422, "INVALID"),
        ({"json": {}}, 422, "INVALID"),
        ({"json": {"content_base64": "", "more": 1}}, 422, "INVALID"),
        ({"json": [picture()]}, 422, "INVALID"),
        ({"files": {"a": b"1", "b": b"2"}}, 400, "BAD_REQUEST"),
        ({"data": {"logo": "text"}}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (
            {
                "content": b"\x89PNG\r\n\x1a\n" + b"0" * 800_000,
                "headers": {"Content-Type": "image/png"},
            },
            422,
            "INVALID",
        ),
        (
            {"content": b"0" * 1_100_000, "headers": {"Content-Type": "image/png"}},
            413,
            "BODY_TOO_LARGE",
        ),
    ],
)
def test_what_holds_no_logo_is_refused(api, more, status, code):
    answer = api("PUT", "/v1/brand/logo", **more)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_data_url_is_understood(api):
    sent = {"content_base64": "data:image/svg+xml;base64," + picture()}
    assert api("PUT", "/v1/brand/logo", json=sent).is_success


@pytest.mark.parametrize(
    ("sent", "code", "said"),
    [
        ("not base 64!", "BASE64", "bytes of the file"),
        ("https://example.com/logo.png", "BASE64", "bytes of the file"),
        (picture(b"GIF89a"), "LOGO_REFUSED", "neither"),
        (picture(SVG.replace(b"path", b"script")), "LOGO_REFUSED", "script"),
        (picture(b"\x89PNG\r\n\x1a\n" + b"\0" * 99), "LOGO_REFUSED", "damaged"),
    ],
)
def test_what_is_no_logo_is_refused_in_words(api, sent, code, said):
    answer = api("PUT", "/v1/brand/logo", json={"content_base64": sent})
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    (fault,) = answer.json()["errors"]
    assert (fault["code"], fault["pointer"]) == (code, "#/content_base64")
    assert said in fault["detail"] + fault["hint"]


@pytest.mark.parametrize(
    "brand",
    [
        {"primary_colour": "red"},
        {"primary_colour": "#12345"},
        {"accent_colour": "#123456;}*{}"},
        {"typeface": "Comic Sans"},
        {"typeface": "Inter, url(x)"},
        {"legal_text": "x" * 1001},
        {"contact": "x" * 301},
        {"logo": "x"},
    ],
)
def test_a_brand_nobody_can_print_is_refused(api, brand):
    answer = api("PUT", "/v1/brand", json=brand)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")


def test_an_account_overrides_its_workspace_member_by_member(api):
    api("PUT", "/v1/brand", json={"name": "Workspace", "primary_colour": "#0b5394", "contact": "W"})
    api("PUT", "/v1/brand/logo", json={"content_base64": picture()})
    account = api.account(brand={"name": "Account", "accent_colour": "#38761d"})
    url = f"{account['url']}/brand"
    told = api("GET", url).json()
    assert told["looks"]["name"] == "Account"
    assert told["looks"]["primary_colour"] == "#0b5394"
    assert told["looks"]["accent_colour"] == "#38761d"
    assert told["looks"]["contact"] == "W"
    assert told["looks"]["logo"]["url"] == "/v1/brand/logo"
    assert not told["has_own_logo"]
    own = api("PUT", f"{url}/logo", json={"content_base64": picture(png())}).json()
    assert own["looks"]["logo"]["url"] == f"{url}/logo"
    assert own["etag"] != account["etag"]
    assert api("GET", account["url"]).json()["etag"] == own["etag"]
    assert api("GET", f"{url}/logo").headers["content-type"] == "image/png"
    back = api("DELETE", f"{url}/logo").json()
    assert back["looks"]["logo"]["url"] == "/v1/brand/logo"
    assert api("GET", f"{url}/logo").status_code == 404


def test_an_archived_account_keeps_its_logo(api):
    account = api.account()
    assert api("POST", f"{account['url']}/archive").is_success
    answer = api("PUT", f"{account['url']}/brand/logo", json={"content_base64": picture()})
    assert answer.json()["code"] == "ARCHIVED"


def test_the_audit_says_which_logo_and_not_its_picture(api):
    api("PUT", "/v1/brand/logo", json={"content_base64": picture()})
    event = api("GET", "/v1/audit-events").json()["items"][0]
    assert event["action"] == "brand.changed"
    assert set(event["after"]["logo"]) == {"media_type", "sha256"}


def test_an_erased_account_leaves_no_logo(service, api):
    account = api.account()
    api("PUT", f"{account['url']}/brand/logo", json={"content_base64": picture()})
    confirm = api("GET", f"{account['url']}/deletion-preview").json()
    assert confirm["counts"]["account_logo"] == 1
    assert api("DELETE", f"{account['url']}?confirm={confirm['confirm']}").is_success
    with service.app.state.store.reading("") as transaction:
        query = f"SELECT count(*) FROM account_logo WHERE account_id = '{account['id']}'"  # noqa: S608 - our own id
        assert transaction.connection.exec_driver_sql(query).scalar_one() == 0


def test_another_brand_is_another_document_of_the_same_version(api, example):
    statement = api.statement(example)
    api("POST", statement["versions_url"], json={})
    url = f"{statement['versions_url']}/1/document.pdf?variant=summary"
    first = api("GET", url)
    assert api("GET", url, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    api("PUT", "/v1/brand", json={"primary_colour": "#7a1f5c"})
    second = api("GET", url, headers={"If-None-Match": first.headers["etag"]})
    assert second.status_code == 200
    assert second.headers["etag"] != first.headers["etag"]
    api("DELETE", "/v1/brand")
    again = api("GET", url)
    assert (again.headers["etag"], again.content) == (first.headers["etag"], first.content)


def test_a_brand_is_previewed_and_not_kept(api):
    before = api("GET", "/v1/brand").json()
    tried = {"brand": {"name": "Company B", "primary_colour": "#7a1f5c"}, "logo_base64": picture()}
    answer = api("POST", "/v1/brand/preview", json=tried)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1
    assert api("GET", "/v1/brand").json() == before
