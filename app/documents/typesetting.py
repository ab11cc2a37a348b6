"""HTML into PDF, by WeasyPrint. Only print workers import this: it is slow to load and large.

Nothing is fetched: what a page may show was put into its resources beforehand.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree as ET

import cssselect2  # type: ignore[import-untyped]
from weasyprint import CSS, HTML, Document  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]
from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

Resources = Mapping[str, tuple[bytes, str]]
"""Address → content and its media type."""


class FetchRefusedError(ValueError):
    """A document asked for something it was not handed."""

    def __init__(self, url: str) -> None:
        super().__init__(f"Nothing is fetched by a document: {url[:80]}")


class Typesetter:
    """Sets pages with style sheets and fonts that are read once."""

    def __init__(self, style_sheets: Mapping[str, str]) -> None:
        self._fonts = FontConfiguration()
        self._styles = {
            name: CSS(string=text, font_config=self._fonts, url_fetcher=_Handed({}))
            for name, text in style_sheets.items()
        }

    def set(self, page: str, style: str, resources: Resources) -> Document:
        """Lay out well-formed XHTML; the style sheet is one of those given by name."""
        with without_garbage_collection():
            return _Page(page, _Handed(resources)).render(
                font_config=self._fonts, stylesheets=[self._styles[style]]
            )


class _Handed(URLFetcher):  # type: ignore[misc]
    """Answers with what was handed over and refuses every protocol there is."""

    def __init__(self, resources: Resources) -> None:
        super().__init__(allowed_protocols=())
        self._resources = resources

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - the signature is WeasyPrint's
        try:
            content, media_type = self._resources[url]
        except KeyError:
            raise FetchRefusedError(url) from None
        return URLFetcherResponse(url, content, {"Content-Type": media_type})


class _Page(HTML):  # type: ignore[misc]
    """A page read by expat: our templates are well-formed, and it is four times as fast."""

    def __init__(self, text: str, url_fetcher: URLFetcher) -> None:
        root = ET.fromstring(text)  # noqa: S314 - expat refuses entity bombs; the text is our template's
        self.base_url = "res:"
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element: Any = cssselect2.ElementWrapper.from_html_root(
            root, content_language=None
        )
        self.etree_element = self.wrapper_element.etree_element


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Layout makes many objects and no garbage: collecting costs a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
