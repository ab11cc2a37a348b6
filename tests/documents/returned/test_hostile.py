"""Workbooks that were made to hurt whoever reads them: refused by name, and run by nobody."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib

import pytest
from openpyxl import Workbook

from app.documents.returned.archive import MOST_BYTES, MOST_PARTS, opened
from app.documents.returned.errors import WorkbookRefusedError
from app.documents.returned.reader import read_returned
from tests.documents.returned.edited import edited, ours, repacked, with_part

RELATION = (
    '<Relationship Id="rId99" TargetMode="External" Target="file:///etc/passwd" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
)
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
)


@pytest.fixture(scope="module")
def workbook():
    return edited(users=90000)


def refusal(content, read=opened):
    start = time.monotonic()
    with pytest.raises(WorkbookRefusedError) as refused:
        read(content)
    assert time.monotonic() - start < 20
    assert refused.value.detail
    assert refused.value.hint
    return refused.value.code


def outcome(content):
    try:
        found = read_returned(content)
    except WorkbookRefusedError as refused:
        return refused.code
    assert [place.path for place in found.places] == ["assumptions/users/value"]
    return "READ"


def replaced(content, part, old, new):
    """The workbook with a text of one of its parts replaced."""

    def change(name, text):
        if name != part:
            return text
        assert old in text, name
        return text.replace(old, new, 1)

    return repacked(content, change)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "NOT_A_WORKBOOK"),
        (b"users,90000\n", "NOT_A_WORKBOOK"),
        (b"%PDF-1.7 ...", "NOT_A_WORKBOOK"),
        (b"PK\x05\x06" + bytes(18), "NOT_A_WORKBOOK"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "OLD_WORKBOOK"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "ENCRYPTED_WORKBOOK",
        ),
        (b"PK\x03\x04" + bytes(MOST_BYTES), "OVERSIZED_WORKBOOK"),
        (b"PK\x03\x04" + bytes(500), "DAMAGED_WORKBOOK"),
    ],
)
def test_what_is_no_workbook_is_told_what_it_is(content, code):
    assert refusal(content) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("xl/vbaProject.bin", "MACROS"),
        ("xl/macrosheets/sheet1.xml", "MACROS"),
        ("xl/externalLinks/externalLink1.xml", "EXTERNAL_LINKS"),
        ("xl/embeddings/oleObject1.bin", "EMBEDDED_OBJECT"),
        ("xl/activeX/activeX1.xml", "EMBEDDED_OBJECT"),
        ("xl/connections.xml", "DATA_CONNECTION"),
        ("xl/queryTables/queryTable1.xml", "DATA_CONNECTION"),
        ("../../etc/cron.d/job", "DAMAGED_WORKBOOK"),
        ("/etc/passwd", "DAMAGED_WORKBOOK"),
        ("xl\\workbook.xml", "DAMAGED_WORKBOOK"),
        ("XL/Workbook.xml", "DAMAGED_WORKBOOK"),
        ("xl/workbook.xml", "DAMAGED_WORKBOOK"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_no_workbook_of_figures_has_is_refused(workbook, name, code):
    assert refusal(with_part(workbook, name, b"anything")) == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/comments1.xml"])
def test_entities_are_refused_before_anything_parses_them(workbook, part, encoding):
    bomb = f"{ENTITIES}<a>&b;</a>".encode(encoding)
    content = repacked(workbook, lambda name, text: None if name == part else text)
    assert refusal(with_part(content, part, bomb)) == "XML_DECLARATIONS"


@pytest.mark.parametrize("kind", ["externalLink", "oleObject", "image", "attachedTemplate"])
def test_whatever_leads_out_of_the_workbook_is_refused(workbook, kind):
    place, end = "xl/_rels/workbook.xml.rels", b"</Relationships>"
    content = replaced(workbook, place, end, RELATION.format(kind=kind).encode())
    assert refusal(content) == "EXTERNAL_LINKS"


def test_a_hyperlink_is_nobodys_harm(workbook):
    place, end = "xl/_rels/workbook.xml.rels", b"</Relationships>"
    content = replaced(workbook, place, end, RELATION.format(kind="hyperlink").encode())
    assert len(read_returned(content).places) == 1


def test_a_workbook_that_says_it_has_macros_is_refused(workbook):
    content = replaced(
        workbook,
        "[Content_Types].xml",
        b"spreadsheetml.sheet.main+xml",
        b"sheet.macroEnabled.main+xml",
    )
    assert refusal(content) == "MACROS"


@pytest.mark.parametrize("megabytes", [25, 100])
def test_a_part_that_unpacks_to_far_more_than_it_has_is_refused(workbook, megabytes):
    bomb = with_part(workbook, "xl/media/image1.xml", bytes(megabytes * 2**20))
    assert refusal(bomb) == "OVERSIZED_WORKBOOK"


def test_many_parts_that_unpack_to_much_together_are_refused(workbook):
    noise = bytes(range(256)) * 400
    out = io.BytesIO(workbook)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(470):
            archive.writestr(f"xl/media/{number}.png", noise + bytes(96_000))
    assert refusal(out.getvalue()) == "OVERSIZED_WORKBOOK"


def test_a_part_that_says_it_is_small_and_is_not_is_refused(workbook):
    real = 30_000
    content = with_part(workbook, "xl/media/image1.xml", b"x" * real)
    lying = content.replace(struct.pack("<I", real), struct.pack("<I", 10))
    assert refusal(lying) == "DAMAGED_WORKBOOK"


def test_many_parts_are_refused_before_they_are_listed(workbook):
    out = io.BytesIO(workbook)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(MOST_PARTS):
            archive.writestr(f"xl/media/{number}.png", b"")
    assert refusal(out.getvalue()) == "OVERSIZED_WORKBOOK"


@pytest.mark.parametrize("place", ["before", "after", "between"])
def test_an_archive_with_something_around_it_is_refused(workbook, place):
    end = workbook.rfind(b"PK\x05\x06")
    content = {
        "before": b"PK\x03\x04" + bytes(50) + workbook,
        "after": workbook + b"MZ and a program",
        "between": workbook[:end] + bytes(30) + workbook[end:],
    }[place]
    assert refusal(content) == "DAMAGED_WORKBOOK"


def test_zip64_is_refused(workbook):
    end = workbook.rfind(b"PK\x05\x06")
    locator = b"PK\x06\x07" + bytes(16)
    assert refusal(workbook[:end] + locator + workbook[end:]) == "DAMAGED_WORKBOOK"


def test_an_encrypted_part_is_refused(workbook):
    content = bytearray(workbook)
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    assert refusal(bytes(content)) == "ENCRYPTED_WORKBOOK"


@pytest.mark.parametrize("at", [100, 2000, 20_000])
def test_a_file_cut_short_or_overwritten_is_refused(workbook, at):
    assert refusal(workbook[:at]) == "DAMAGED_WORKBOOK"
    spoiled = workbook[:at] + bytes(40) + workbook[at + 40 :]
    assert outcome(spoiled) in {"READ", "DAMAGED_WORKBOOK", "NOT_OUR_WORKBOOK"}


def test_another_workbook_is_told_where_ours_are_got():
    out = io.BytesIO()
    Workbook().save(out)
    assert refusal(out.getvalue(), read_returned) == "NOT_OUR_WORKBOOK"


def test_a_workbook_of_another_format_is_told_so(workbook):
    other = repacked(workbook, lambda _, text: text.replace(b"value workbook 1", b"workbook 99"))
    assert refusal(other, read_returned) == "OTHER_FORMAT"


def _sheet_of_the_map(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return max(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(500, 9000)),
        b'<row r="99999999999999999999"><c r="A1"><v>1</v></c></row>',
        b'<row r="600"><c r="A600"><v>' + b"9" * 50_000 + b"</v></c></row>",
        b'<row r="600"><c r="A600"><v>1e999999</v></c></row>',
        b'<row r="600"><c r="A600" t="s"><v>999999999</v></c></row>',
        b'<row r="600">' + b"<c><v>1</v></c>" * 150_000 + b"</row>",
    ],
    ids=["last cell", "wide rows", "no such row", "endless", "exponent", "no string", "no places"],
)
def test_sheets_without_end_are_read_in_time_or_refused(workbook, rows):
    end = b"</sheetData>"
    content = replaced(workbook, _sheet_of_the_map(workbook), end, rows + end)
    start = time.monotonic()
    assert outcome(content) in {"READ", "DAMAGED_WORKBOOK", "OVERSIZED_WORKBOOK"}
    assert time.monotonic() - start < 30


def test_a_formula_that_would_start_a_program_is_only_text():
    found = read_returned(edited(ours(), users="=cmd|'/C calc'!A0"))
    (place,) = found.places
    assert place.yours.formula == "=cmd|'/C calc'!A0"
    assert place.yours.kind == "unknown"


def test_a_map_that_points_anywhere_finds_nothing(workbook):
    with_map = _sheet_of_the_map(workbook)
    for target in (b"'[http://evil]x'!$A$1", b"Nowhere!$A$1", b"Assumptions!$ZZZ$9999999", b"1+1"):
        content = replaced(workbook, with_map, b"'Assumptions'!$E$12", target)
        for place in read_returned(content).places:
            assert place.yours is None or place.yours.kind == "empty"


def test_reading_that_takes_too_long_is_stopped_and_told(workbook):
    with pytest.raises(WorkbookRefusedError) as refused:
        read_returned(workbook, 0.05)
    assert refused.value.code == "OVERSIZED_WORKBOOK"


def test_a_stream_that_unpacks_to_more_than_it_says_is_refused():
    endless = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = endless.compress(bytes(10**7)) + endless.flush()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", packed)
    content = bytearray(out.getvalue())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(mark) + place
        content[at : at + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
    assert refusal(bytes(content)) == "DAMAGED_WORKBOOK"
