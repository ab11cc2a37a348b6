"""How a caller asks for a document: its form, and how it is laid out."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Header, Query, Request

from app.documents.forms import MEDIA_TYPES, Form
from app.documents.order import Paper, Section, Variant
from app.routers.negotiation import chosen
from app.services.printing import Layout

AVariant = Annotated[
    Variant,
    Query(
        description="`summary` is one page, `full` the whole business case, `player` what concerns "
        "one key player, `comparison` what changed since an earlier version."
    ),
]
APaper = Annotated[Paper, Query(description="The size of its pages.")]
ALanguage = Annotated[
    str | None,
    Query(
        max_length=35,
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$",
        description="The document's own language, a tag such as `de` or `pt-BR`; that of the "
        "statement by default. Users' own texts stay as they are.",
    ),
]
Without = Annotated[
    list[Section] | None, Query(max_length=20, description="Sections to leave out.")
]
APlayer = Annotated[
    str | None,
    Query(max_length=64, description="The key of the key player of the variant `player`."),
]
AnEarlier = Annotated[
    int | None,
    Query(
        alias="from",
        ge=1,
        le=2**31 - 1,
        description="The version that the variant `comparison` compares with; by default the one "
        "before.",
    ),
]
Attachments = Annotated[
    bool,
    Query(
        description="Whether a PDF encloses its data as JSON and as a workbook. Some mailboxes "
        "refuse PDFs with attachments."
    ),
]


async def form(
    request: Request,
    format: Annotated[  # noqa: A002 - its name on the wire
        Form | None, Query(description="Instead of the header Accept.")
    ] = None,
    accept: Annotated[str | None, Header(max_length=1000)] = None,
) -> Form:
    """The form the caller wants: by the address, by `format`, or by Accept."""
    suffix = request.scope["path"].rpartition("/")[2].partition(".")[2]
    if suffix:
        return cast("Form", suffix)
    if format:
        return format
    forms = {media_type: form for form, media_type in MEDIA_TYPES.items()}
    return forms[chosen(_as_meant(accept), list(forms))]


def _as_meant(accept: str | None) -> str | None:
    """Who names several types and takes any has not chosen one: programs send such lists unasked.

    Example:
        >>> _as_meant("application/json, text/plain, */*;q=0.7")
        >>> _as_meant("text/html, */*;q=0.1")
        'text/html, */*;q=0.1'
    """
    named = [part.partition(";")[0].strip() for part in (accept or "").split(",")]
    is_a_list = "*/*" in named and len(named) > 2  # noqa: PLR2004 - one type, and any other
    return None if is_a_list else accept


async def layout(  # noqa: PLR0913, PLR0917 - each is a parameter on the wire
    form: Annotated[Form, Depends(form)],
    variant: AVariant = "full",
    paper: APaper = "A4",
    language: ALanguage = None,
    without: Without = None,
    player: APlayer = None,
    earlier: AnEarlier = None,
    attachments: Attachments = True,  # noqa: FBT002 - a parameter on the wire
) -> Layout:
    """How the caller wants the document laid out."""
    left_out = tuple(sorted(set(without or ())))
    return Layout(variant, paper, form, language, left_out, player, earlier, attachments)


TheLayout = Annotated[Layout, Depends(layout)]
