"""What the API says of how documents look, field by field."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from app.documents import brand as looks
from app.documents.brand import LogoType, Typeface
from app.documents.logos.cleaning import MOST_BYTES
from app.routers import wire
from app.services.brands import AccountBrand, ChosenBrand, Look
from app.services.errors import InvalidChangeError
from app.services.preconditions import etag_of
from app.services.profiles import Brand, Part
from app.value import Fault

Picture = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_BYTES * 4 // 3 + 1000),
    Field(
        description=f"A PNG, JPEG or SVG of at most {MOST_BYTES} bytes, in Base64. What is kept is "
        "drawn anew: no metadata, no scripts, nothing that is fetched.",
    ),
]


class LogoSent(Part):
    """A logo as it is sent."""

    content_base64: Picture


class BrandTried(Part):
    """A brand that is looked at before it is kept; what is left out is as the workspace's is."""

    brand: Brand = Field(default_factory=Brand)
    logo_base64: Picture | None = None


class LogoTold(wire.Wire):
    """A logo as it is kept."""

    media_type: LogoType
    width: float = Field(gt=0, le=1_000_000, description="In pixels, or in units of the drawing.")
    height: float = Field(gt=0, le=1_000_000)
    sha256: str = Field(max_length=64)
    url: wire.Url


class CorrectionTold(wire.Wire):
    """A colour that is printed darker than it was given, and why."""

    member: str = Field(max_length=40, examples=["primary_colour"])
    given: str = Field(max_length=7, examples=["#ffcc00"])
    used: str = Field(max_length=7, examples=["#8f7200"])
    reason: str = Field(max_length=300)


class Looks(wire.Wire):
    """What documents look like: every member decided."""

    name: str | None = Field(max_length=200)
    primary_colour: str = Field(max_length=7, examples=["#17375e"])
    accent_colour: str = Field(max_length=7, examples=["#12807c"])
    typeface: Typeface
    legal_text: str | None = Field(max_length=1000)
    contact: str | None = Field(max_length=300)
    logo: LogoTold | None
    corrections: tuple[CorrectionTold, ...] = Field(max_length=2)


class WorkspaceBrand(wire.Wire):
    """How a workspace's documents look: what it chose, and what comes of it."""

    etag: wire.Etag
    updated_at: datetime | None
    updated_by: wire.Author | None
    brand: Brand
    looks: Looks


class AccountBrandTold(wire.Wire):
    """How an account's documents look: what is its own, and what comes of it and the workspace's.

    `etag` is the account's; its own brand is changed with the account.
    """

    account_id: wire.Id
    etag: wire.Etag
    brand: Brand
    has_own_logo: bool
    looks: Looks


def bytes_of(picture: str, pointer: str) -> bytes:
    """The bytes of a picture in Base64, also of one written as a data URL or in lines.

    Raises:
        InvalidChangeError: it is no Base64.
    """
    plain = picture.partition(",")[2] if picture.startswith("data:") else picture
    try:
        return base64.b64decode("".join(plain.split()), validate=True)
    except (binascii.Error, ValueError):
        fault = Fault(
            pointer,
            "BASE64",
            "This is not Base64.",
            "Encode the bytes of the file, not its name or address.",
        )
        raise InvalidChangeError([fault]) from None


def of_workspace(chosen: ChosenBrand) -> WorkspaceBrand:
    """A workspace's brand as the API tells it."""
    return WorkspaceBrand(
        etag=etag_of(chosen),
        updated_at=chosen.updated_at,
        updated_by=chosen.updated_by,
        brand=chosen.fields,
        looks=_looks(chosen.look, "/v1/brand/logo"),
    )


def of_account(found: AccountBrand) -> AccountBrandTold:
    """An account's brand as the API tells it."""
    own = found.logo is not None
    url = f"/v1/accounts/{found.account.id}/brand/logo" if own else "/v1/brand/logo"
    return AccountBrandTold(
        account_id=found.account.id,
        etag=etag_of(found.account),
        brand=found.fields,
        has_own_logo=own,
        looks=_looks(found.look, url),
    )


def _looks(look: Look, logo_url: str) -> Looks:
    brand = look.brand
    return Looks(
        name=brand.name,
        primary_colour=brand.palette.primary,
        accent_colour=brand.palette.accent,
        typeface=brand.typeface,
        legal_text=brand.legal_text,
        contact=brand.contact,
        logo=_logo(brand.logo, logo_url) if brand.logo else None,
        corrections=tuple(CorrectionTold.model_validate(each) for each in look.corrections),
    )


def _logo(logo: looks.Logo, url: str) -> LogoTold:
    return LogoTold(
        media_type=logo.media_type,
        width=logo.width,
        height=logo.height,
        sha256=logo.sha256,
        url=url,
    )
