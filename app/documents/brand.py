"""In whose name a document is made: colours, typeface, logo, small print.

A brand is decided when a document is ordered, and is part of the order: layout is not content, so
a version of long ago is printed in the brand of today, and the figures in it stay as they are.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Literal, get_args

from pydantic import Base64UrlBytes

from app.documents.palette import USUAL, Palette, plain
from app.documents.text import printable

Typeface = Literal["Inter", "Noto Sans", "Source Serif 4"]
"""The typefaces that ship; whatever they lack comes from the Noto fonts behind them."""
TYPEFACES: tuple[Typeface, ...] = get_args(Typeface)
LogoType = Literal["image/png", "image/jpeg", "image/svg+xml"]

_DIGITS = 16


@dataclass(frozen=True)
class Logo:
    """A picture that was cleaned; only the ratio of width and height counts, in any unit."""

    content: Base64UrlBytes
    media_type: LogoType
    width: float
    height: float

    @property
    def sha256(self) -> str:
        """What tells this picture from every other."""
        return hashlib.sha256(self.content).hexdigest()

    def within(self, width: float, height: float) -> tuple[float, float]:
        """The greatest extent in which it fits a box undistorted.

        Example:
            >>> Logo(b"", "image/png", 400, 100).within(120, 40)
            (120.0, 30.0)
        """
        factor = min(width / self.width, height / self.height)
        return self.width * factor, self.height * factor


@dataclass(frozen=True)
class Brand:
    """How a document looks, and in whose name; the default is the product's own look.

    Attributes:
        name: who hands the document out; said beside the logo, and instead of one.
        legal_text: small print of that company. contact: whom to ask, in a line or a few.
    """

    name: str | None = None
    palette: Palette = USUAL
    typeface: Typeface = "Inter"
    logo: Logo | None = None
    legal_text: str | None = None
    contact: str | None = None

    def fingerprint(self) -> str:
        """What tells this brand from every other: part of a document's entity tag."""
        told = replace(self, logo=None), self.logo and self.logo.sha256
        return hashlib.sha256(repr(told).encode()).hexdigest()[:_DIGITS]


USUAL_BRAND = Brand()
"""The product's own."""


def printable_brand(brand: Brand) -> Brand:
    """A brand whose texts hold nothing that cannot be printed."""
    texts = printable({name: getattr(brand, name) for name in ("name", "legal_text", "contact")})
    return replace(brand, **texts)


def style_of(brand: Brand) -> str:
    """The style sheet of a brand: what the templates' style sheets leave open.

    Only checked colours and the names of shipped fonts get in; nothing that a user wrote.

    Raises:
        ValueError: a colour is none.
    """
    palette = {name: plain(colour) for name, colour in vars(brand.palette).items()}
    named = {_CUSTOM_PROPERTIES.get(name, name): colour for name, colour in palette.items()}
    colours = "".join(f"--{name}:{colour};" for name, colour in sorted(named.items()))
    if brand.typeface not in TYPEFACES:
        raise ValueError(f"{brand.typeface[:40]!r} is no typeface that ships.")
    families = f'"{brand.typeface}",{_BEHIND}'
    languages = "".join(
        f':lang({tag}){{font-family:"{brand.typeface}","{family}",sans-serif;}}'
        for tag, family in (("ja", "Noto Sans JP"), ("zh", "Noto Sans SC"), ("ko", "Noto Sans KR"))
    )
    margins = "".join(f"@{place}{{font-family:{families};}}" for place in _MARGINS)
    return f":root{{{colours}}}html{{font-family:{families};}}{languages}@page{{{margins}}}"


_CUSTOM_PROPERTIES = {"primary": "navy", "accent": "teal", "negative": "rust"}
"""Names of the style sheets that are older than brands."""
_BEHIND = (
    '"Noto Sans","Noto Sans Arabic","Noto Sans Hebrew","Noto Sans Thai","Noto Sans Devanagari",'
    '"Noto Sans JP","Noto Sans SC","Noto Sans KR","Noto Emoji",sans-serif'
)
_MARGINS = ("top-left", "top-right", "bottom-left", "bottom-center", "bottom-right")
