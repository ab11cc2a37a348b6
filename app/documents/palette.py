"""Colours that can be read: contrast by WCAG 2.2, and darkening what lacks it.

A colour is `#rrggbb` in lower case. Whatever else somebody calls a colour never gets here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

WHITE = "#ffffff"
READABLE = 4.5
"""Contrast that text needs on its ground (WCAG 2.2, 1.4.3)."""
DISTINCT = 1.3
"""Contrast between the two colours of a brand, so that they differ on a grey printer too."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_STEPS = 100


@dataclass(frozen=True)
class Palette:
    """The colours of a document; what a reader must not mistake has the same one in every brand.

    Attributes:
        primary: headings, totals, the band of the cover. Text on white, and ground for white text.
        accent: gains, references, rules. Text on white.
        negative: what is lost, and warnings. Never taken from a brand.
        ink: running text. slate: lesser text. rule: hairlines. middle: what is spent.
        paper: panels. mist: areas below a curve. glow: small text on primary.
    """

    primary: str = "#17375e"
    accent: str = "#12807c"
    negative: str = "#b5533a"
    ink: str = "#1d2833"
    slate: str = "#5d6b79"
    rule: str = "#dfe5ea"
    middle: str = "#9fb0bf"
    paper: str = "#f4f7f9"
    mist: str = "#e3f0ef"
    glow: str = "#9fd0cc"


USUAL = Palette()
"""The product's own look."""


@dataclass(frozen=True)
class Correction:
    """A colour that was darkened, because what it was could not be read or told apart."""

    member: str
    given: str
    used: str
    reason: str


def palette_of(primary: str | None, accent: str | None) -> tuple[Palette, tuple[Correction, ...]]:
    """The palette of a brand's two colours, and what had to be corrected in them.

    Example:
        >>> palette, corrections = palette_of("#ffcc00", None)
        >>> palette.primary, corrections[0].member
        ('#8f7200', 'primary_colour')
    """
    corrections: list[Correction] = []
    first = _readable("primary_colour", primary or USUAL.primary, corrections)
    second = _readable("accent_colour", accent or USUAL.accent, corrections)
    if accent and first != second and contrast(first, second) < DISTINCT:
        second = _apart(accent, first, second, corrections)
    if (first, second) == (USUAL.primary, USUAL.accent):
        return USUAL, tuple(corrections)
    return _derived(first, second), tuple(corrections)


NIGHT = "#12181f"
"""The ground of a page that is read by night."""


def at_night(palette: Palette) -> dict[str, str]:
    """The colours of a page by night, by the names that style sheets call them.

    Example:
        >>> contrast(at_night(USUAL)["navy"], NIGHT) >= READABLE
        True
    """

    def seen(colour: str) -> str:
        return _lightened(colour, lambda tint: contrast(tint, NIGHT) >= READABLE + 3)

    return {
        "navy": seen(palette.primary),
        "teal": seen(palette.accent),
        "rust": seen(palette.negative),
        "ink": "#e4e9ee",
        "slate": "#a3b0bc",
        "rule": "#313c47",
        "paper": "#1b232c",
        "mist": "#1f2b2e",
    }


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 (none) to 21 (black and white).

    Example:
        >>> round(contrast("#000000", "#ffffff"), 1)
        21.0
        >>> round(contrast("#777777", "#ffffff"), 2)
        4.48
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid over a ground so that `share` of it is seen.

    Example:
        >>> mixed("#000000", "#ffffff", 0.5)
        '#808080'
    """
    parts = zip(_channels(colour), _channels(ground), strict=True)
    return _hex([int(over * share + below * (1 - share) + 0.5) for over, below in parts])


def plain(colour: str) -> str:
    """A colour in lower case.

    Raises:
        ValueError: it is none; nothing else ever becomes part of a style sheet.
    """
    if not _HEX.fullmatch(colour):
        raise ValueError(f"{colour[:20]!r} is not a colour such as #0b5394.")
    return colour.lower()


def _readable(member: str, given: str, corrections: list[Correction]) -> str:
    colour = plain(given)
    used = _darkened(colour, lambda shade: contrast(shade, WHITE) >= READABLE)
    if used != colour:
        reason = (
            f"{colour} has a contrast of {contrast(colour, WHITE):.2f} to white, "
            f"and text needs {READABLE}."
        )
        corrections.append(Correction(member, colour, used, reason))
    return used


def _apart(given: str, first: str, second: str, corrections: list[Correction]) -> str:
    """The accent, darkened until it differs from the primary; a primary near black: lightened."""
    used = _darkened(second, lambda shade: contrast(shade, first) >= DISTINCT)
    if contrast(used, first) < DISTINCT:
        used = _lightened(second, lambda shade: contrast(shade, first) >= DISTINCT)
    reason = (
        f"{second} has a contrast of {contrast(second, first):.2f} to the primary colour, "
        f"and two colours need {DISTINCT} to be told apart in print."
    )
    corrections[:] = [each for each in corrections if each.member != "accent_colour"]
    corrections.append(Correction("accent_colour", plain(given), used, reason))
    return used


def _darkened(colour: str, suffices: Callable[[str], bool]) -> str:
    shades = (mixed(colour, "#000000", 1 - step / _STEPS) for step in range(_STEPS + 1))
    return next((shade for shade in shades if suffices(shade)), colour)


def _lightened(colour: str, suffices: Callable[[str], bool]) -> str:
    tints = (mixed(colour, WHITE, 1 - step / _STEPS) for step in range(_STEPS + 1))
    return next((tint for tint in tints if suffices(tint)), colour)


@cache
def _derived(primary: str, accent: str) -> Palette:
    return Palette(
        primary=primary,
        accent=accent,
        paper=mixed(primary, WHITE, 0.04),
        mist=mixed(accent, WHITE, 0.08),
        middle=mixed(primary, "#c4ccd3", 0.2),
        glow=_lightened(accent, lambda tint: contrast(tint, primary) >= READABLE),
    )


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    low = 0.04045
    return channel / 12.92 if channel <= low else ((channel + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(channels: list[int]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in channels)
