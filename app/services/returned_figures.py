"""What the cells of a returned workbook propose, and what is doubtful about how they say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.documents.returned.found import FoundCell, FoundPlace, same_figure
from app.documents.workbook.places import CONVENTIONS
from app.services.draft_places import figure_at, label_of, place_of, same
from app.services.proposed_figures import Doubt, ProposedFigure, judged
from app.services.typed_figures import PLAIN_FIGURE, readings_of

_UNREADABLE = {
    "date": ("DATE_FOR_FIGURE", "a date ({text})"),
    "truth": ("TRUTH_FOR_FIGURE", "{text}, which is no figure"),
    "error": ("ERROR_IN_CELL", "the error {text}"),
    "empty": ("EMPTY_CELL", "nothing"),
    "unknown": ("FORMULA_WITHOUT_RESULT", "a formula that was never calculated"),
}


def change_at(
    found: FoundPlace, base: Mapping[str, Any] | None, choices: list[str]
) -> ProposedFigure | None:
    """What the cells of one place propose; None where they propose nothing.

    `base` is the statement the workbook was made from, as JSON, where it is known; `choices` are
    the workbook's words for the conventions.
    """
    chosen = _chosen(found)
    if chosen is None or place_of(found.path) is None:
        return None
    cell, wrong = chosen
    known = figure_at(base, found.path) if base else None
    change = ProposedFigure(
        path=found.path,
        label=label_of(base or {}, found.path),
        unit=found.unit,
        original=_stated(found) if known is None else known,
        proposed=None,
        place=cell.place,
        reason=None,
        doubts=(*wrong, *_around(found, cell), *_other_original(found, known)),
    )
    read = _choice(change, cell, choices) if found.path == "convention" else _read(change, cell)
    is_kept = read.proposed is not None and _is_kept(read.proposed, read.original)
    return None if is_kept else judged(read, base or _bounds_of(found))


def remarks_at(found: FoundPlace) -> Iterator[Doubt]:
    """What was done around a figure that changes nothing by itself."""
    name, key = found.name, found.path.split("/")[1] if "/" in found.path else ""
    if name is not None and name.text != key:
        yield Doubt(
            "RENAMED_KEY",
            f"Where {key} stood there is {name.text or 'nothing'}.",
            "A key is not renamed by a workbook: add the assumption to the draft by its new key.",
            name.place,
        )
    elif found.name is None and found.path.startswith("assumptions/"):
        yield _gone(found, "its row")
    if found.has_own_cell and found.yours is None:
        yield _gone(found, "its input cell")
    elif found.stated_cell is None:
        yield _gone(found, "the cell with its figure")


def _chosen(found: FoundPlace) -> tuple[FoundCell, tuple[Doubt, ...]] | None:
    """The cell that says what is proposed; with a doubt where it is not the one to type into."""
    if found.yours is not None and found.yours.kind != "empty":
        return found.yours, ()
    for cell in (found.stated_cell, found.used if found.has_own_cell else None):
        if cell is not None and _is_overwritten(cell, found, is_used=cell is found.used):
            wrong = Doubt(
                "WRONG_COLUMN",
                f"{cell.place} shows what was exported; it was typed over.",
                "“Your value” is the column to type into; what stands here is taken as meant.",
                cell.place,
            )
            return cell, (wrong,) if found.has_own_cell else ()
    return None


def _is_overwritten(cell: FoundCell, found: FoundPlace, *, is_used: bool) -> bool:
    if is_used and cell.formula is not None:
        return False
    return cell.formula is not None or not _is_kept(cell.text, found.stated)


def _around(found: FoundPlace, cell: FoundCell) -> Iterator[Doubt]:
    if cell.is_hidden:
        yield Doubt(
            "HIDDEN_CELL",
            f"{cell.place} is in a hidden row or column, so nobody may have seen it.",
            "Ask whether the change is meant.",
            cell.place,
        )
    if found.moved_from is not None:
        yield Doubt(
            "ROWS_MOVED",
            f"The rows were sorted: {found.path} was found by its key, no longer at "
            f"{found.moved_from}.",
            "The workbook's own totals mix figures up since then; this figure is read by its key.",
            cell.place,
        )
    if found.unit_is_gone:
        yield Doubt(
            "UNIT_CHANGED",
            f"The row no longer shows the unit {found.unit}.",
            "Ask in which unit the figure is meant; the draft keeps its own.",
            cell.place,
        )
    if cell.formula is not None:
        yield Doubt(
            "FORMULA_FOR_FIGURE",
            f"{cell.place} holds the formula {cell.formula}; its last result is taken.",
            "Ask what it is based on: the draft gets the figure, not the formula.",
            cell.place,
        )


def _other_original(found: FoundPlace, original: str | None) -> Iterator[Doubt]:
    if original is not None and not same(original, found.stated):
        yield Doubt(
            "OTHER_ORIGINAL",
            f"The workbook says that {found.stated} was exported; it was {original}.",
            "Somebody changed what the workbook remembers. What is shown as original is ours.",
        )


def _choice(change: ProposedFigure, cell: FoundCell, choices: list[str]) -> ProposedFigure:
    codes = dict(zip(choices, CONVENTIONS, strict=False))
    code = codes.get(cell.text) or (cell.text if cell.text in CONVENTIONS else None)
    if code is not None:
        return replace(change, proposed=code)
    doubt = Doubt(
        "UNKNOWN_CHOICE",
        f"{cell.text[:60]!r} is none of the conventions.",
        "Accept it with one of the readings.",
        cell.place,
        tuple(CONVENTIONS),
    )
    return replace(change, doubts=(*change.doubts, doubt))


def _read(change: ProposedFigure, cell: FoundCell) -> ProposedFigure:
    if cell.kind == "figure":
        return replace(change, proposed=cell.text)
    if cell.kind == "text":
        return _read_text(change, cell)
    code, words = _UNREADABLE[cell.kind]
    doubt = Doubt(
        code,
        f"{cell.place} holds {words.format(text=cell.text[:60])}.",
        "Accept it with the figure that is meant, or refuse it.",
        cell.place,
    )
    return replace(change, doubts=(*change.doubts, doubt))


def _read_text(change: ProposedFigure, cell: FoundCell) -> ProposedFigure:
    readings = readings_of(cell.text)
    meant = " or ".join(readings) or "no figure"
    doubt = Doubt(
        "TEXT_FOR_FIGURE",
        f"{cell.place} holds the text “{cell.text[:60]}”, which may mean {meant}.",
        "Accept it with the figure that is meant, or refuse it."
        if len(readings) != 1
        else "It is read as that figure.",
        cell.place,
        readings,
    )
    proposed = readings[0] if len(readings) == 1 else None
    return replace(change, proposed=proposed, doubts=(*change.doubts, doubt))


def _stated(found: FoundPlace) -> str | None:
    """What the workbook says was exported: a text out of a file that anybody may have changed."""
    told = CONVENTIONS if found.path == "convention" else ()
    return found.stated if found.stated in told or _is_figure(found.stated) else None


def _is_figure(text: str | None) -> bool:
    return text is not None and PLAIN_FIGURE.fullmatch(text) is not None


def _bounds_of(found: FoundPlace) -> dict[str, Any]:
    """What the workbook itself says of a figure's range, where its statement is not known."""
    place = place_of(found.path)
    if place is None or not place.is_of_an_assumption:
        return {}
    bounds = {"low": found.low, "high": found.high}
    told = {name: text for name, text in bounds.items() if _is_figure(text)}
    return {"assumptions": [{"key": place.key, **told}]}


def _is_kept(shown: str, original: str | None) -> bool:
    """Whether a cell says what it said: spreadsheets keep fifteen digits."""
    if original is None:
        return False
    return same(shown, original) or same_figure(shown, original)


def _gone(found: FoundPlace, what: str) -> Doubt:
    return Doubt(
        "CELL_GONE",
        f"{found.path}: {what} was deleted.",
        "Nothing is proposed for it. To take an assumption away, change the draft.",
    )
