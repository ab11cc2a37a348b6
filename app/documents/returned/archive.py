"""The file of a workbook, looked at before anything is read from it.

A workbook is a ZIP archive of XML parts. Here it is held to what ours and those that spreadsheets
save of them look like: whatever is encrypted, oversized, ambiguous, linked or able to run is
refused by name. Nothing is unpacked to disk.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.documents.returned.errors import WorkbookRefusedError

MOST_BYTES = 5_000_000
"""Of the file as it is sent."""
MOST_PARTS = 500
MOST_UNPACKED = 60_000_000
MOST_OF_A_PART = 30_000_000
MOST_TIMES_SMALLER = 200
"""How much smaller compression makes a part: sheets of ours become 10 to 30 times smaller."""
_SMALL_ENOUGH = 200_000
"""A part of at most so many bytes may be as compressible as it likes."""

_ZIP, _OLD_FILE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _LARGE_END = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES = 22
_ENCRYPTED_FLAG = 0x1
_PLAIN_NAME = re.compile(r"[\w\[\] .()+@&%,'#~{}=-]+(?:/[\w\[\] .()+@&%,'#~{}=-]+)*/?")
_CONTENT_TYPES = "[Content_Types].xml"
_AGAIN = "Open it in a spreadsheet and save it as an .xlsx workbook, then send that."

_FORBIDDEN = (
    (
        re.compile(r"vbaproject|vbadata|macrosheets/|dialogsheets/|intlmacrosheets/"),
        "MACROS",
        "It holds macros ({name}).",
        "Save it as .xlsx, not .xlsm: figures are all that is read.",
    ),
    (
        re.compile(r"externallinks/"),
        "EXTERNAL_LINKS",
        "It is linked to another file or program ({name}).",
        "Break the links (in Excel: Data, Edit links, Break link), so that it stands alone.",
    ),
    (
        re.compile(r"embeddings/|activex/|ctrlprops/|oleobject|\.exe$|\.dll$|\.js$|\.html?$"),
        "EMBEDDED_OBJECT",
        "It holds an embedded object or control ({name}).",
        "Delete the object from the sheet and save it again.",
    ),
    (
        re.compile(r"connections\.xml$|querytables/|xl/model/|\.odc$"),
        "DATA_CONNECTION",
        "It loads data from elsewhere ({name}).",
        "Remove the connection (in Excel: Data, Queries and connections) and save it again.",
    ),
)


def opened(content: bytes) -> ZipFile:
    """The archive of a workbook, every part of which may be read.

    Raises:
        WorkbookRefusedError: it is no workbook, or one that must not be read.
    """
    _hold_to_its_kind(content)
    _hold_to_its_end(content)
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, struct.error, UnicodeError) as error:
        raise damaged(f"Its directory cannot be read: {error}.") from None
    entries = archive.infolist()
    _hold_names(entries)
    for entry in entries:
        _hold_entry(entry)
    _hold_total(entries)
    _hold_contents(archive)
    return archive


def damaged(detail: str) -> WorkbookRefusedError:
    """What is said of a file that is broken or was made to break its reader."""
    return WorkbookRefusedError("DAMAGED_WORKBOOK", detail[:300], _AGAIN)


def _hold_to_its_kind(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise _oversized(f"It has {len(content):,} bytes; {MOST_BYTES:,} are read.")
    if content.startswith(_OLD_FILE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise WorkbookRefusedError(
                "ENCRYPTED_WORKBOOK",
                "It is protected by a password, so it cannot be read.",
                "Save it without a password to open it. Protected sheets are no obstacle.",
            )
        raise WorkbookRefusedError("OLD_WORKBOOK", "It is a workbook of the old kind.", _AGAIN)
    if not content.startswith(_ZIP):
        raise WorkbookRefusedError(
            "NOT_A_WORKBOOK",
            "It is no .xlsx workbook: it does not begin as one.",
            "Send the file itself, as it lies on the disk, not its text, its name or a preview.",
        )


def _hold_to_its_end(content: bytes) -> None:
    """The directory's end: one only, the plain kind, with few parts and nothing behind it."""
    end = content.rfind(_END)
    if end < 0 or len(content) - end < _END_BYTES:
        raise damaged("Its end is missing, as of a file that was not sent whole.")
    if _LARGE_END in content[max(0, end - 64) : end]:
        raise damaged("It is an archive of the kind for huge files (ZIP64).")
    on_disk, parts, size, offset, comment = struct.unpack("<HHIIH", content[end + 8 : end + 22])
    if on_disk != parts or parts > MOST_PARTS:
        raise _oversized(f"It has {parts} parts; {MOST_PARTS} are read.")
    if offset + size != end or end + _END_BYTES + comment != len(content):
        raise damaged("Its directory does not lie where it says, or something follows it.")


def _hold_names(entries: list[ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        is_plain = _PLAIN_NAME.fullmatch(name) and name == entry.filename
        if not is_plain or ".." in name.split("/"):
            raise damaged(f"One of its parts has a name that none of ours has: {name[:80]!r}.")
        if name.casefold() in seen:
            raise damaged(f"It has two parts of one name: {name[:80]!r}.")
        seen.add(name.casefold())


def _hold_entry(entry: ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise WorkbookRefusedError(
            "ENCRYPTED_WORKBOOK",
            f"Its part {entry.filename[:80]} is encrypted.",
            "Save it without a password to open it.",
        )
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise damaged(f"Its part {entry.filename[:80]} is packed in a way spreadsheets do not use.")
    if entry.file_size > MOST_OF_A_PART:
        raise _oversized(f"Its part {entry.filename[:80]} unpacks to {entry.file_size:,} bytes.")
    most = max(_SMALL_ENOUGH, MOST_TIMES_SMALLER * entry.compress_size)
    if entry.file_size > most:
        raise _oversized(
            f"Its part {entry.filename[:80]} would unpack to {entry.file_size:,} bytes out of "
            f"{entry.compress_size:,}: no workbook of figures does that."
        )
    for pattern, code, detail, hint in _FORBIDDEN:
        if pattern.search(entry.filename.casefold()):
            raise WorkbookRefusedError(code, detail.format(name=entry.filename[:80]), hint)


def _hold_total(entries: list[ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED:
        raise _oversized(f"It would unpack to {total:,} bytes; {MOST_UNPACKED:,} are read.")


def _hold_contents(archive: ZipFile) -> None:
    """What the parts themselves say: of which kind, linked to what, declaring what."""
    if _CONTENT_TYPES not in archive.namelist():
        raise WorkbookRefusedError(
            "NOT_A_WORKBOOK", "It is an archive, and no workbook.", "Send the .xlsx workbook."
        )
    for name, text in _texts(archive):
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise WorkbookRefusedError(
                "XML_DECLARATIONS",
                f"Its part {name[:80]} declares entities or a document type.",
                f"No spreadsheet writes that. {_AGAIN}",
            )
        if name == _CONTENT_TYPES:
            _hold_content_types(text)
        elif name.endswith(".rels"):
            _hold_relations(name, text)


def _texts(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each part that is XML, its bytes as if in UTF-8; every other is unpacked too, to be sure."""
    for entry in archive.infolist():
        try:
            content = archive.read(entry)
        except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
            raise damaged(f"Its part {entry.filename[:80]} cannot be unpacked: {error}.") from None
        if entry.filename.endswith((".xml", ".rels", ".vml")):
            yield entry.filename, content.replace(b"\0", b"")


def _hold_content_types(text: bytes) -> None:
    lowered = text.lower()
    if b"macroenabled" in lowered or b"vbaproject" in lowered:
        raise WorkbookRefusedError(
            "MACROS",
            "It says of itself that it holds macros.",
            "Save it as .xlsx, not .xlsm: figures are all that is read.",
        )
    if b"spreadsheetml.sheet.main+xml" not in lowered:
        raise WorkbookRefusedError(
            "NOT_A_WORKBOOK", "It is no .xlsx workbook.", "Send the .xlsx workbook."
        )


def _hold_relations(name: str, text: bytes) -> None:
    """A hyperlink may lead out of the workbook, because nobody follows it; nothing else may."""
    for relation in re.findall(rb"<[^<>]*Relationship[^<>]*>", text):
        leads_out = re.search(rb"TargetMode\s*=\s*[\"']\s*External", relation, re.IGNORECASE)
        is_hyperlink = re.search(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", relation)
        if leads_out and not is_hyperlink:
            raise WorkbookRefusedError(
                "EXTERNAL_LINKS",
                f"It refers to something outside of itself ({name[:80]}).",
                "Break the links (in Excel: Data, Edit links, Break link), so that it stands "
                "alone.",
            )


def _oversized(detail: str) -> WorkbookRefusedError:
    return WorkbookRefusedError(
        "OVERSIZED_WORKBOOK", detail, "Remove what was added besides figures, and save it again."
    )
