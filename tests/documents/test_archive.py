"""A document for the archive and for every reader, judged by a validator that is not ours."""

from __future__ import annotations

import io
import re

import page
import pypdf
import pytest
from defusedxml import ElementTree
from weasyprint import HTML

from app.documents.codes import code_of
from tests.documents import orders, statements

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
CONTENT = '{"engine":"1","result":{},"statement":{"title":"Ä"}}'


@pytest.fixture(scope="module")
def archived(printer):
    """A document that encloses its data."""
    return printer.make(orders.order(statements.example(), variant="summary", content=CONTENT))


LENGTH = "PDFA3A-STREAM-LENGTH-001"
"""The validator takes a stream that ends with a carriage return to be one byte shorter than it is,
so this one rule is judged here."""
STREAM = re.compile(rb"<<(?:(?!endobj).)*?/Length (\d+).*?>>\nstream\n", re.DOTALL)


def failures(pdf, profile):
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert [each[0] for each in STREAM.finditer(pdf) if not ends_well(pdf, each)] == []
    return [
        (each.rule_id, each.message[:200]) for each in report.failures if each.rule_id != LENGTH
    ]


def ends_well(pdf, stream):
    end = stream.end() + int(stream[1])
    return pdf[end : end + 10] == b"\nendstream"


@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_the_validator_finds_what_is_wrong_with_a_plain_pdf(profile):
    assert len(failures(HTML(string="<p>Plain</p>").write_pdf(), profile)) > 3


@pytest.mark.parametrize("variant", ["summary", "full"])
@pytest.mark.parametrize("name", ["example", "scripts", "markup", "empty"])
def test_a_document_keeps_both_standards(printer, name, variant):
    edition = orders.DRAFT if name == "scripts" else orders.ISSUED
    order = orders.order(orders.ALL[name](), edition, variant=variant, content=CONTENT)
    made = printer.make(order)
    assert {str(profile): failures(made, profile) for profile in PROFILES} == {
        str(profile): [] for profile in PROFILES
    }


def test_its_metadata_name_version_hash_and_code_in_plain_bytes(archived):
    packet = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", archived, re.DOTALL)
    told = {
        name.rpartition("}")[2]: value
        for each in ElementTree.fromstring(packet[0]).iter()
        for name, value in each.attrib.items()
        if "value-calculator" in name
    }
    assert told == {
        "VersionNumber": "3",
        "ContentHash": orders.HASH,
        "Code": code_of(orders.HASH),
    }


def test_the_data_are_enclosed_byte_for_byte(archived):
    reader = pypdf.PdfReader(io.BytesIO(archived))
    enclosed = reader.attachments["value-statement.json"]
    assert enclosed == [CONTENT.encode()]
    assert len(reader.trailer["/Root"]["/AF"]) == 1
    (file,) = reader.trailer["/Root"]["/AF"]
    told = file.get_object()
    assert told["/AFRelationship"] == "/Source"
    stream = told["/EF"]["/F"].get_object()
    assert stream["/Subtype"] == "/application/json"
    assert stream["/Params"]["/ModDate"] == "D:20261125100000Z"


def test_nothing_is_enclosed_where_nothing_is_wanted(printed):
    reader = pypdf.PdfReader(io.BytesIO(printed("example", "summary")))
    assert not reader.attachments
    assert failures(printed("example", "summary"), PROFILES[0]) == []


def test_a_title_cannot_write_metadata(printer):
    title = '" vc:Code="0000"/><x>&]]> ?>'
    order = orders.order(
        statements.example().model_copy(update={"title": title}), variant="summary"
    )
    made = printer.make(order)
    packet = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", made, re.DOTALL)[0]
    assert packet.count(b'vc:Code="') == 1
    assert ElementTree.fromstring(packet).tag == "{adobe:ns:meta/}xmpmeta"
    assert failures(made, PROFILES[0]) == []
