"""The little CSS that drawing programs write into an SVG: classes with plain declarations.

It is read into attributes, so that no style sheet is left in a logo. Whatever is more than a name,
a class or an id with plain values is refused: half of it would make another logo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.documents.errors import LogoRefusedError

_SELECTOR = re.compile(r"[.#]?[A-Za-z_][\w-]{0,100}", re.ASCII)
_PROPERTY = re.compile(r"[a-z-]{1,40}", re.ASCII)
_MOST_SELECTORS = 500


@dataclass(frozen=True)
class Rules:
    """Declarations by selector, in the order in which they were written."""

    by_selector: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, kind: str, classes: str, key: str) -> dict[str, str]:
        """What the rules say of an element: by its name, then its classes, then its id."""
        wanted = {f".{each}" for each in classes.split()}
        said: dict[str, str] = dict(self.by_selector.get(kind, {}))
        for selector, told in self.by_selector.items():
            if selector in wanted:
                said |= told
        return said | self.by_selector.get(f"#{key}", {})


def rules_of(sheets: Iterable[str]) -> Rules:
    """Read style sheets.

    Raises:
        LogoRefusedError: there is more in them than names, classes, ids and plain values.

    Example:
        >>> rules_of([".a, .b { fill: #fff; }"]).of("path", "b", "")
        {'fill': '#fff'}
    """
    rules = Rules()
    for sheet in sheets:
        *blocks, rest = _without_comments(sheet).split("}")
        if rest.strip():
            raise _too_clever()
        for block in blocks:
            _read_block(block, rules.by_selector)
    return rules


def declarations(body: str) -> dict[str, str]:
    """Read declarations; their values are checked where they become attributes.

    Example:
        >>> declarations("fill: #fff; stroke-width:2")
        {'fill': '#fff', 'stroke-width': '2'}
    """
    found = {}
    for declaration in _without_comments(body).split(";"):
        name, colon, value = declaration.partition(":")
        if colon and _PROPERTY.fullmatch(name.strip()):
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _read_block(block: str, by_selector: dict[str, dict[str, str]]) -> None:
    selectors, brace, body = block.partition("{")
    told = declarations(body)
    for selector in map(str.strip, selectors.split(",")):
        if not brace or not _SELECTOR.fullmatch(selector) or len(by_selector) >= _MOST_SELECTORS:
            raise _too_clever()
        by_selector.setdefault(selector, {}).update(told)


def _without_comments(text: str) -> str:
    first, *parts = text.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(part.partition("*/")[2] for part in parts)


def _too_clever() -> LogoRefusedError:
    return LogoRefusedError(
        "The logo's style sheet says more than a class and its colours.",
        "Save it with presentation attributes instead of CSS.",
    )
