"""Which pictures a document shows, which entries they have room for, and what they say in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.documents.illustrations import cash, doubt, story, worth
from app.documents.illustrations.setting import Setting
from app.documents.illustrations.worth import shortlist
from app.documents.language import Language
from app.documents.palette import USUAL, Palette
from app.documents.pictures import Picture

__all__ = ["pictures", "shortlist"]

View = Mapping[str, Any]


def pictures(
    view: View, language: Language, height: float, palette: Palette = USUAL
) -> dict[str, Picture]:
    """The pictures of a document by name; a case without any line has none.

    `height` is the room a summary has for its one picture.
    """
    if not (view["benefits"] or view["investments"]):
        return {}
    setting = Setting(view, language, palette)
    return dict(_pictures(setting, height))


def _pictures(setting: Setting, height: float) -> Iterator[tuple[str, Picture]]:
    variant = setting.view["variant"]
    if variant == "summary":
        if height:
            yield "cumulative", cash.cumulative(setting, height)
        return
    if variant == "comparison":
        yield from worth.comparison(setting)
        return
    yield "cumulative", cash.cumulative(setting, cash.HEIGHT[setting.view["paper"]])
    yield "waterfall", worth.waterfall(setting)
    yield "by_period", cash.by_period(setting)
    yield from story.all_of(setting)
    if analyses := setting.view.get("analyses"):
        yield from worth.proof(setting, analyses)
        yield from doubt.all_of(setting, analyses)
