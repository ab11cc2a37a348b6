"""A document for the archive and for every reader, judged by a validator that is not ours."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import page
import pypdf
import pytest
from defusedxml import ElementTree
from weasyprint import HTML

from app.documents.codes import code_of
from app.documents.order import Earlier
from app.value import calculate
from tests.documents import orders, statements

pytestmark = pytest.mark.slow

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


DOCUMENTS = {
    "summary": ("example", {"variant": "summary"}),
    "full": ("example", {}),
    "in Arabic": ("example", {"language": "ar"}),
    "in Arabic, summary": ("example", {"language": "ar", "variant": "summary"}),
    "in Japanese, Letter": ("example", {"language": "ja", "paper": "Letter"}),
    "one key player's": ("example", {"variant": "player", "player": "cmo"}),
    "every script": ("scripts", {}),
    "every script, draft": ("scripts", {"variant": "summary", "edition": orders.DRAFT}),
    "markup": ("markup", {}),
    "endless names": ("endless-names", {}),
    "nothing in it": ("empty", {}),
    "the largest study": ("largest-study", {}),
}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_keeps_both_standards(printer, document):
    name, options = DOCUMENTS[document]
    made = printer.make(orders.order(orders.ALL[name](), content=CONTENT, **options))
    found = {profile.name: failures(made, profile) for profile in PROFILES}
    assert found == {profile.name: [] for profile in PROFILES}


def test_a_comparison_keeps_both_standards(printer):
    before, after = statements.example(), statements.example()
    earlier = Earlier(before, calculate(before), replace(orders.ISSUED, version_number=1))
    made = printer.make(orders.order(after, variant="comparison", earlier=earlier, content=CONTENT))
    found = {profile.name: failures(made, profile) for profile in PROFILES}
    assert found == {profile.name: [] for profile in PROFILES}


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
    assert reader.attachments["value-statement.json"] == [CONTENT.encode()]
    told = {file["/UF"]: file for file in map(_read, reader.trailer["/Root"]["/AF"])}
    json, xlsx = told["value-statement.json"], told["value-statement.xlsx"]
    assert (json["/AFRelationship"], xlsx["/AFRelationship"]) == ("/Source", "/Supplement")
    assert "SHA-256" in json["/Desc"]
    stream = json["/EF"]["/F"].get_object()
    assert stream["/Subtype"] == "/application/json"
    assert stream["/Params"]["/ModDate"] == "D:20261125100000Z"


def test_the_enclosed_workbook_opens_and_names_its_version(archived):
    (content,) = pypdf.PdfReader(io.BytesIO(archived)).attachments["value-statement.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    said = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert any(orders.HASH in each for each in said)


def _read(reference):
    return reference.get_object()


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
