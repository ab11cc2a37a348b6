"""Logos, cleaned: what is kept was drawn anew by us, so nothing of the file that came is in it.

A raster is decoded within bounds and written again without metadata; an SVG is read by
`drawings.py`, which keeps shapes and nothing else.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from app.documents.brand import Logo
from app.documents.errors import LogoRefusedError

MOST_BYTES = 700_000
MOST_PIXELS = 20_000_000
LARGEST_SIDE = 800
"""Pixels that are kept: enough for print in the extent in which documents show a logo."""
MOST_STRETCHED = 25
"""The longer side by the shorter one: anything thinner would be a line."""

_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
_QUALITY = 92


def clean_logo(content: bytes) -> Logo:
    """Make a logo of a PNG, JPEG or SVG file; what it is, its first bytes say.

    Raises:
        LogoRefusedError: it is none of them, too large, animated, or shows what a logo may not.
    """
    if len(content) > MOST_BYTES:
        raise LogoRefusedError(
            f"The logo has {len(content)} bytes, and {MOST_BYTES} are read.",
            "Save it in a smaller size: 800 pixels wide are enough.",
        )
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _clean_raster(content)
    if b"<svg" in content or b":svg" in content:
        from app.documents.logos.drawings import clean_svg  # noqa: PLC0415 - read only when one comes

        return unless_stretched(clean_svg(content))
    raise LogoRefusedError(
        "The logo is neither a PNG, nor a JPEG, nor an SVG file.",
        "Save it as one of these. From text, encode the file's very bytes in Base64.",
    )


def unless_stretched(logo: Logo) -> Logo:
    """A logo, if it is no line.

    Raises:
        LogoRefusedError: it is one.
    """
    longer, shorter = max(logo.width, logo.height), min(logo.width, logo.height)
    if longer > shorter * MOST_STRETCHED:
        raise LogoRefusedError(
            f"The logo is {logo.width:g} by {logo.height:g}: more than {MOST_STRETCHED} times as "
            "long as it is wide.",
            "Cut it to the mark itself.",
        )
    return logo


def _clean_raster(content: bytes) -> Logo:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # we bound the pixels ourselves, and lower
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
                _refuse_odd(image)
                return unless_stretched(_drawn(image))
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (OSError, SyntaxError, ValueError) as error:
        raise LogoRefusedError(
            "The logo's file is damaged: its picture cannot be read.", "Save it again."
        ) from error


def _refuse_odd(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()
    if getattr(image, "n_frames", 1) > 1:
        raise LogoRefusedError("The logo is animated.", "Save one picture of it.")
    if image.mode not in _MODES:
        raise LogoRefusedError(
            f"The logo's colours are {image.mode}, which screens and printers show differently.",
            "Save it with 8 bits a colour in RGB, or in shades of grey.",
        )


def _drawn(image: Image.Image) -> Logo:
    """The picture alone: turned upright, in RGB, no larger than is printed."""
    image.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))  # a JPEG of 20 million pixels is read smaller
    upright = ImageOps.exif_transpose(image) or image
    is_clear = "transparency" in upright.info or upright.mode in {"LA", "PA", "RGBA"}
    plain = upright.convert("RGBA" if is_clear else "RGB")
    plain.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    anew = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    written = io.BytesIO()
    if image.format == "JPEG":
        anew.save(written, "JPEG", quality=_QUALITY, subsampling=0)
        return Logo(written.getvalue(), "image/jpeg", *map(float, anew.size))
    anew.save(written, "PNG", optimize=True)
    return Logo(written.getvalue(), "image/png", *map(float, anew.size))


def _too_many_pixels() -> LogoRefusedError:
    return LogoRefusedError(
        f"The logo has more than {MOST_PIXELS // 1_000_000} million pixels.",
        "Save it in a smaller size: 800 pixels wide are enough.",
    )
