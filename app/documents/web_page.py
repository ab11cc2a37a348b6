"""A document as one web page: no script, no request, nothing beside the file itself.

It is made of the templates of the printed document, so that both say the same; style, pictures and
logo are part of the page. Charts are drawn for white paper and stay on it by night.
"""

from __future__ import annotations

import base64
import json
import re

from app.documents.brand import Brand, printable_brand, style_of
from app.documents.compose import view_of
from app.documents.fonts import TEMPLATES
from app.documents.order import PrintOrder
from app.documents.pages import ROOMS, Pages, Templates
from app.documents.palette import at_night
from app.documents.text import printable

STYLES = {
    "summary": ("print", "summary", "brand"),
    "full": ("print", "chapters", "full", "brand"),
    "player": ("print", "chapters", "player", "brand"),
    "comparison": ("print", "chapters", "comparison", "brand"),
}


def web_page(templates: Templates, order: PrintOrder) -> bytes:
    """The page of a document, in UTF-8."""
    view = printable(json.loads(view_of(order).as_json()))
    brand = printable_brand(order.brand)
    pages = templates.pages(view, ROOMS[0], brand, _style(templates, order, brand))
    return ("<!DOCTYPE html>\n" + _named(_with_pictures(pages))).encode()


def _style(templates: Templates, order: PrintOrder, brand: Brand) -> str:
    direction = templates.direction(order.tag)
    printed = templates.styles(*STYLES[order.variant], paper=order.paper, direction=direction)
    screen = (TEMPLATES / "documents" / "html" / "screen.css").read_text(encoding="utf-8")
    return "\n".join((printed, style_of(brand), screen, _by_night(brand), _typefaces(brand)))


def _by_night(brand: Brand) -> str:
    """The brand's colours for a dark ground, light enough to be read there."""
    night = at_night(brand.palette)
    colours = "".join(f"--{name}:{colour};" for name, colour in sorted(night.items()))
    rules = (
        ".picture,.logo{color-scheme:light;}"
        f".picture{{{_day(brand)}}}"
        ".cover .band{background:#0b1117;}.mark.in_review,.mark.straw_man{background:none;}"
    )
    return (
        f"@media screen and (prefers-color-scheme:dark){{:root{{{colours}}}"
        f"html{{background:#12181f;color:var(--ink);}}{rules}}}"
    )


def _day(brand: Brand) -> str:
    palette = brand.palette
    told = {
        "navy": palette.primary,
        "teal": palette.accent,
        "rust": palette.negative,
        "ink": palette.ink,
        "slate": palette.slate,
    }
    return "".join(f"--{name}:{colour};" for name, colour in told.items())


def _typefaces(brand: Brand) -> str:
    """Fonts of whoever reads: none is sent along, the brand's is used where it is installed."""
    kind = "Georgia,serif" if "Serif" in brand.typeface else "system-ui,sans-serif"
    return f'html{{font-family:"{brand.typeface}",{kind};}}'


def _with_pictures(pages: Pages) -> str:
    text = pages.text
    for address, (content, media_type) in pages.resources.items():
        data = base64.b64encode(content).decode()
        # A user's quotes are escaped, so that this is found in our own elements alone.
        text = text.replace(f'src="{address}"', f'src="data:{media_type};base64,{data}"')
    return text


def _named(text: str) -> str:
    """Each table with the heading above it as its name, for those who jump from table to table."""
    heading = ""

    def name(found: re.Match[str]) -> str:
        nonlocal heading
        if found["words"] is not None:
            heading = " ".join(_TAG.sub(" ", found["words"]).split())
            return found[0]
        return f'<table aria-label="{heading}"' if heading else found[0]

    return _HEADING_OR_TABLE.sub(name, text)


_TAG = re.compile(r"<[^<>]*>")
_HEADING_OR_TABLE = re.compile(r"<h[1-4](?:\s[^<>]*)?>(?P<words>.*?)</h[1-4]>|<table\b", re.DOTALL)
