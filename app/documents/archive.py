"""A PDF for the archive and for every reader: PDF/A-3a and PDF/UA-1 in one file, its data inside.

WeasyPrint writes tags, colours and identifiers; it says one of the two standards. Its metadata
give way to ours, which say both, name the version, its hash and its code in a schema of their
own, and stand in plain bytes so that they are found without taking a file apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from weasyprint import VERSION, Attachment, Document  # type: ignore[import-untyped]

from app.documents.codes import PREFIX, code_of
from app.documents.order import Edition
from app.documents.typesetting import without_garbage_collection

VARIANT = "pdf/a-3a"
NAMESPACE = "urn:value-calculator:document:1#"

_EXTENSION = 'rdf:parseType="Resource"'
_PROPERTIES = {
    "VersionNumber": "Number of the version; empty for a draft",
    "ContentHash": "SHA-256 of the canonical statement and result",
    "Code": "Short verification code of the content hash",
}


@dataclass(frozen=True)
class Enclosure:
    """A file that travels inside the document."""

    name: str
    description: str
    media_type: str
    relationship: Literal["Source", "Supplement"]
    content: bytes


def archived(document: Document, edition: Edition, enclosures: Sequence[Enclosure] = ()) -> bytes:
    """The bytes of a document that was laid out, as one file for the archive."""
    in_order = sorted(enclosures, key=lambda each: each.name)  # as a PDF lists names
    with without_garbage_collection():
        written = document.write_pdf(
            pdf_variant=VARIANT,
            attachments=[_attachment(each, edition.issued_at) for each in in_order],
            finisher=_finisher(edition),
        )
    if not isinstance(written, bytes):
        raise TypeError("WeasyPrint wrote no bytes.")
    return written


def _attachment(enclosure: Enclosure, issued_at: datetime) -> Attachment:
    """A file to enclose; its source says its media type, or the machine would be asked."""
    at = issued_at.astimezone(UTC)
    made = Attachment(
        string=b"",
        name=enclosure.name,
        description=enclosure.description,
        created=at,
        modified=at,
        relationship=enclosure.relationship,
    )
    made.source = nullcontext((BytesIO(enclosure.content), None, None, enclosure.media_type))
    return made


def _finisher(edition: Edition) -> Callable[[Document, Any], None]:
    def finish(document: Document, pdf: Any) -> None:  # noqa: ANN401 - pydyf ships no types
        metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
        metadata.stream, metadata.compress = [_packet(document.metadata, edition).encode()], False
        if "AF" in pdf.catalog:  # WeasyPrint 70 lists every file twice
            pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
        _give_each_glyph_a_character(pdf)

    return finish


def _give_each_glyph_a_character(pdf: Any) -> None:  # noqa: ANN401 - as above
    """Some fonts draw a letter's dots as a glyph of their own, for which WeasyPrint names no text.

    Both standards want a character for each glyph. The word joiner is invisible, breaks nothing
    and joins letters as they were.
    """
    for each in pdf.objects:
        lines = getattr(each, "stream", None)
        if lines and b"begincmap" in lines:
            lines[:] = [
                line.replace(b"<>", b"<2060>") if line.endswith(b"> <>") else line for line in lines
            ]


def _packet(metadata: Any, edition: Edition) -> str:  # noqa: ANN401 - WeasyPrint ships no types
    """Metadata as XMP; texts of users are escaped, and expat has read them already."""
    told = {
        "VersionNumber": "" if edition.version_number is None else str(edition.version_number),
        "ContentHash": edition.content_hash,
        "Code": code_of(edition.content_hash),
    }
    ours = " ".join(f"{PREFIX}:{name}={quoteattr(value)}" for name, value in told.items())
    parts = (
        _about(
            'pdfaid="http://www.aiim.org/pdfa/ns/id/"', 'pdfaid:part="3" pdfaid:conformance="A"'
        ),
        _about('pdfuaid="http://www.aiim.org/pdfua/ns/id/"', 'pdfuaid:part="1"'),
        _about('pdf="http://ns.adobe.com/pdf/1.3/"', f'pdf:Producer="WeasyPrint {VERSION}"'),
        _about(
            'xmp="http://ns.adobe.com/xap/1.0/"',
            f"xmp:CreatorTool={quoteattr(metadata.generator or '')} "
            f"xmp:CreateDate={quoteattr(metadata.created or '')} "
            f"xmp:ModifyDate={quoteattr(metadata.modified or '')}",
        ),
        _about(f'{PREFIX}="{NAMESPACE}"', ours),
        _about('dc="http://purl.org/dc/elements/1.1/"', "", _titles(metadata)),
        _schemas(),
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        + "\n".join(parts)
        + '\n</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def _about(namespace: str, attributes: str, inside: str = "") -> str:
    return (
        f'<rdf:Description rdf:about="" xmlns:{namespace} {attributes}>{inside}</rdf:Description>'
    )


def _titles(metadata: Any) -> str:  # noqa: ANN401 - as above
    authors = ", ".join(metadata.authors)
    creator = (
        f"<dc:creator><rdf:Seq><rdf:li>{_text(authors)}</rdf:li></rdf:Seq></dc:creator>"
        if authors
        else ""
    )
    return (
        _alternative("title", metadata.title or "")
        + creator
        + _alternative("description", metadata.description or "")
    )


def _alternative(name: str, text: str) -> str:
    item = f'<rdf:li xml:lang="x-default">{_text(text)}</rdf:li>'
    return f"<dc:{name}><rdf:Alt>{item}</rdf:Alt></dc:{name}>" if text else ""


def _schemas() -> str:
    """What the standard does not know must be described in the file itself."""
    described = (
        _schema(
            "PDF/UA identification schema",
            "http://www.aiim.org/pdfua/ns/id/",
            "pdfuaid",
            _property("part", "Integer", "internal", "Part of PDF/UA"),
        ),
        _schema(
            "Value statement schema",
            NAMESPACE,
            PREFIX,
            "".join(
                _property(name, "Text", "external", text) for name, text in _PROPERTIES.items()
            ),
        ),
    )
    return (
        '<rdf:Description rdf:about="" '
        'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
        'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
        'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        f"<pdfaExtension:schemas><rdf:Bag>{''.join(described)}</rdf:Bag></pdfaExtension:schemas>"
        "</rdf:Description>"
    )


def _schema(name: str, namespace: str, prefix: str, properties: str) -> str:
    return (
        f"<rdf:li {_EXTENSION}><pdfaSchema:schema>{name}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _property(name: str, kind: str, category: str, description: str) -> str:
    return (
        f"<rdf:li {_EXTENSION}><pdfaProperty:name>{name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
    )


def _text(text: str) -> str:
    """Quotation marks too, so that no title looks like one of our metadata to who reads bytes."""
    return escape(text, {'"': "&quot;"})
