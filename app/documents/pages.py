"""From a view-model to pages: templates, filters by language, and the pictures they show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from app.documents import illustrations, wording
from app.documents.brand import USUAL_BRAND, Brand, style_of
from app.documents.causes import cause
from app.documents.directions import mirrored_style, with_own_directions
from app.documents.fonts import TEMPLATES
from app.documents.language import Language
from app.documents.pictures import Picture
from app.documents.text import shortened

View = Mapping[str, Any]
"""A view-model as it was read from JSON: `view.View` field by field."""


@dataclass(frozen=True)
class Room:
    """How much of each list and text a summary shows, so that it stays one page."""

    benefits: int
    investments: int
    assumptions: int
    clause: int
    label: int
    story: int
    chart_height: float


ROOMS = (
    Room(5, 5, 6, 260, 90, 60, 140),
    Room(5, 4, 5, 170, 70, 48, 84),
    Room(4, 3, 5, 110, 48, 36, 66),
    Room(3, 2, 4, 90, 36, 0, 0),
    Room(2, 2, 3, 56, 28, 0, 0),
)
"""From generous to what always fits."""


@dataclass(frozen=True)
class Pages:
    """Well-formed XHTML, and what it shows by address."""

    text: str
    resources: dict[str, tuple[bytes, str]]
    direction: str


class Templates:
    """The templates, compiled once for each language that has a catalogue."""

    def __init__(self) -> None:
        self._environments: dict[str, Environment] = {}

    def styles(self, *names: str, paper: str, direction: str = "ltr") -> str:
        """Style sheets as they stand, each with its own for a paper; no user ever writes style."""
        folder = TEMPLATES / "documents"
        wanted = (part for name in names for part in (name, f"{name}-{paper.lower()}"))
        found = [folder / f"{name}.css" for name in wanted]
        style = "\n".join(path.read_text(encoding="utf-8") for path in found if path.is_file())
        if direction == "ltr":
            return style
        return mirrored_style(style) + (folder / "rtl.css").read_text(encoding="utf-8")

    @staticmethod
    def direction(tag: str) -> str:
        """`ltr` or `rtl`: how a document in a language is read."""
        return Language.of(tag, "EUR").direction

    def pages(
        self,
        view: View,
        room: Room = ROOMS[0],
        brand: Brand = USUAL_BRAND,
        screen_style: str | None = None,
    ) -> Pages:
        """Write the pages of a document; with a style sheet of its own it is for a screen."""
        language = Language.of(view["language"], view["currency_code"], view["scale"])
        if language.direction == "rtl":
            view = with_own_directions(view)
        pictures = illustrations.pictures(view, language, room.chart_height, brand.palette)
        template = self._environment(language).get_template(f"{view['variant']}.html")
        text = template.render(
            view=view,
            room=room,
            language=language,
            pictures=pictures,
            brand=brand,
            layout="layout.html" if screen_style is None else "html/layout.html",
            unfolds=screen_style is not None,
            style=Markup(screen_style or style_of(brand)),  # noqa: S704 - no user writes style
        )
        shown = {_address(part): _content(part) for part in pictures.values()}
        if brand.logo:
            shown["res:logo"] = (brand.logo.content, brand.logo.media_type)
        return Pages(text, shown, language.direction)

    def _environment(self, language: Language) -> Environment:
        if language.words not in self._environments:
            self._environments[language.words] = _environment(language.translations)
        return self._environments[language.words]


def _environment(translations: NullTranslations) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "documents"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(_FILTERS)
    return environment


def _address(picture: Picture) -> str:
    return f"res:{picture.name}"


def _content(picture: Picture) -> tuple[bytes, str]:
    return picture.svg.encode(), "image/svg+xml"


def _by_language(method: str) -> Callable[..., str]:
    @pass_context
    def written(context: Context, *arguments: Any, **options: Any) -> str:  # noqa: ANN401 - as the method takes them
        return str(getattr(context["language"], method)(*arguments, **options))

    return written


@pass_context
def _named(context: Context, code: str) -> str:
    return wording.named(code, context["language"].translations)


@pass_context
def _defined(context: Context, code: str) -> str:
    return wording.defined(code, context["language"].translations)


@pass_context
def _cause(context: Context, reason: str) -> str:
    return cause(reason, context["language"])


_FILTERS: dict[str, Callable[..., Any]] = {
    **{
        method: _by_language(method)
        for method in (
            "money",
            "amount",
            "whole",
            "figure",
            "rounded",
            "percent",
            "ratio",
            "risk",
            "months",
            "date",
        )
    },
    "cause": _cause,
    "named": _named,
    "defined": _defined,
    "short": shortened,
    "shortlist": illustrations.shortlist,
}
