"""Whether a document is one of ours, and still the one that counts.

A document is genuine when its bytes are those that went out, or when its code is that of a
version. A file that names a version of ours and has other bytes was altered. It is never taken
apart: only its bytes are read. What another workspace has is unknown here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal, TypeAlias, TypeVar

from app.documents.codes import (
    CONTENT_HASH,
    PRINTED_CODE,
    MistypedCodeError,
    code_of,
    read_code,
    start_of_hash,
)
from app.services.acceptance import Standing, standing
from app.services.errors import InvalidChangeError
from app.store import Transaction
from app.store.issued import IssuedDocument, issued_alike, issued_document, versions_alike
from app.store.records import Version
from app.store.statements import STATEMENTS
from app.store.versions import version as stored_version
from app.value import Fault, pointer_to

Verdict: TypeAlias = Literal["current", "superseded", "draft", "altered", "unknown"]

Alike = TypeVar("Alike", Version, IssuedDocument)

_MOST_LOOKED_AT = 2000
_MOST_CLAIMS = 16


@dataclass(frozen=True, slots=True)
class Verification:
    """A verdict, and what it is about: a version with its place, or a draft, or nothing."""

    verdict: Verdict
    content_hash: str | None = None
    statement_id: str | None = None
    version: Version | None = None
    place: Standing | None = None
    issued_at: datetime | None = None

    @property
    def is_genuine(self) -> bool:
        """Whether what was shown is as it went out."""
        return self.verdict in ("current", "superseded", "draft")

    @property
    def detail(self) -> str:
        """The verdict as a sentence."""
        return _DETAILS[self.verdict](self)


def verify_document(transaction: Transaction, content: bytes) -> Verification:
    """Judge a file by its bytes."""
    found = issued_document(transaction, hashlib.sha256(content).hexdigest())
    if found is not None:
        return _of_issued(transaction, found)
    for code in _claims(content):
        claimed = _of_code(transaction, code)
        if claimed is not None:
            return _altered(claimed)
    return Verification("unknown")


def verify_code(transaction: Transaction, typed: str) -> Verification:
    """Judge a code as somebody typed it.

    Raises:
        InvalidChangeError: it is no code, or has a slip in it.
    """
    try:
        code = read_code(typed)
    except MistypedCodeError as error:
        fault = Fault(pointer_to(("code",)), "MISTYPED_CODE", str(error))
        raise InvalidChangeError([fault]) from None
    return _of_code(transaction, code) or Verification("unknown")


def _of_issued(transaction: Transaction, issued: IssuedDocument) -> Verification:
    if issued.version_number is None:
        return _of_draft(transaction, issued)
    found = stored_version(transaction, issued.statement_id, issued.version_number)
    return _of_version(transaction, found) if found else Verification("unknown")


def _of_code(transaction: Transaction, code: str) -> Verification | None:
    """What the code is of: of several versions that say the same, one that counts, then a draft."""
    start = start_of_hash(code)
    versions = _with_code(versions_alike(transaction, start), code)
    told = [_of_version(transaction, each) for each in versions]
    if told:
        return next((each for each in told if each.verdict == "current"), told[0])
    drafts = _with_code(issued_alike(transaction, start), code)
    return next((_of_draft(transaction, each) for each in drafts), None)


def _of_version(transaction: Transaction, version: Version) -> Verification:
    statement = STATEMENTS.one(transaction, version.statement_id)
    place = standing(transaction, version.statement_id, statement.head if statement else 0)
    is_superseded = place.of(version.version_number) == "superseded"
    return Verification(
        verdict="superseded" if is_superseded else "current",
        content_hash=version.content_hash,
        statement_id=version.statement_id,
        version=version,
        place=place,
        issued_at=version.created_at,
    )


def _of_draft(transaction: Transaction, issued: IssuedDocument) -> Verification:
    """A draft; the version that says the same, where one was frozen since."""
    alike = versions_alike(transaction, issued.content_hash)
    frozen = next((each for each in alike if each.statement_id == issued.statement_id), None)
    return Verification(
        verdict="draft",
        content_hash=issued.content_hash,
        statement_id=issued.statement_id,
        version=frozen,
        place=_of_version(transaction, frozen).place if frozen else None,
        issued_at=issued.first_issued_at,
    )


def _altered(claimed: Verification) -> Verification:
    return Verification(
        verdict="altered",
        content_hash=claimed.content_hash,
        statement_id=claimed.statement_id,
        version=claimed.version,
        place=claimed.place,
    )


def _with_code(found: Iterable[Alike], code: str) -> list[Alike]:
    return [each for each in found if code_of(each.content_hash) == code]


def _claims(content: bytes) -> Iterator[str]:
    """The codes that a file names, in its metadata or as readable text; a few, however many."""
    hashes = (found[1].decode() for found in CONTENT_HASH.finditer(content))
    codes = (found[0].decode() for found in PRINTED_CODE.finditer(content))
    told = [code_of(each) for each in islice(hashes, _MOST_LOOKED_AT)]
    told += filter(_is_code, islice(codes, _MOST_LOOKED_AT))
    yield from islice(dict.fromkeys(told), _MOST_CLAIMS)


def _is_code(text: str) -> bool:
    try:
        return read_code(text) == text
    except MistypedCodeError:
        return False


def _superseded(told: Verification) -> str:
    assert told.version and told.place  # noqa: S101, PT018 - of a version there are both
    accepted = told.place.accepted
    return (
        f"Genuine: version {told.version.version_number}, as it went out. Superseded by version "
        f"{told.place.head}"
        + ("." if accepted is None else f"; the customer accepted version {accepted}.")
    )


def _current(told: Verification) -> str:
    assert told.version and told.place  # noqa: S101, PT018 - as above
    number, accepted = told.version.version_number, told.place.accepted
    if accepted == number:
        newer = "" if told.place.head == number else f" Version {told.place.head} is newer."
        return f"Genuine: version {number}, the one the customer accepted.{newer}"
    other = "" if accepted is None else f" The customer accepted version {accepted}."
    return f"Genuine and current: version {number} is the newest one.{other}"


def _draft(told: Verification) -> str:
    since = f" Version {told.version.version_number} says the same." if told.version else ""
    return f"A genuine draft, as it went out. A draft is no version and may have changed.{since}"


def _changed(told: Verification) -> str:
    what = f"version {told.version.version_number}" if told.version else "a draft"
    return (
        f"Altered: it names {what} of this workspace, and its bytes are not those of any document "
        "that was handed out of it. Ask for the original."
    )


def _unknown(_: Verification) -> str:
    return (
        "Nothing of this workspace: neither these bytes nor a code in them is known here. What "
        "was printed without being stored, or was deleted since, is not known either."
    )


_DETAILS = {
    "current": _current,
    "superseded": _superseded,
    "draft": _draft,
    "altered": _changed,
    "unknown": _unknown,
}
