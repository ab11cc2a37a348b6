"""What somebody proposes without a workbook, as changes of single figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.services.draft_places import figure_at, label_of, part_at, place_of
from app.services.errors import InvalidChangeError
from app.services.proposal_fields import ProposedItem
from app.services.proposed_figures import ProposedFigure
from app.value import Fault
from app.value.figures import write_figure

_MOST_NAMED = 10


def changes_of(
    items: Sequence[ProposedItem], said: Mapping[str, Any]
) -> tuple[ProposedFigure, ...]:
    """A change for each figure; `said` is the statement that it is proposed for, as JSON.

    Raises:
        InvalidChangeError: there is no such figure, or one is proposed twice.
    """
    faults: list[Fault] = []
    changes: dict[str, ProposedFigure] = {}
    for number, item in enumerate(items):
        where = f"#/items/{number}"
        for path, figure in _figures(item):
            if path in changes:
                faults.append(_twice(where, path))
            elif (fault := _missing(where, path, item, said)) is not None:
                faults.append(fault)
                break
            else:
                changes[path] = _change(path, figure, item, said)
    if faults:
        raise InvalidChangeError(faults)
    return tuple(changes.values())


def _figures(item: ProposedItem) -> Iterator[tuple[str, str]]:
    if item.path is not None:
        yield item.path, item.convention or write_figure(item.value or 0)  # type: ignore[arg-type]
    elif item.value is not None:
        yield f"assumptions/{item.key}/value", write_figure(item.value)
    else:
        if item.initial is not None:
            yield f"assumptions/{item.key}/initial", write_figure(item.initial)
        for year, figure in enumerate(item.by_year or ()):
            yield f"assumptions/{item.key}/by_year/{year}", write_figure(figure)


def _change(path: str, figure: str, item: ProposedItem, said: Mapping[str, Any]) -> ProposedFigure:
    place = place_of(path)
    part = part_at(said, place) if place and place.is_of_an_assumption else None
    return ProposedFigure(
        path=path,
        label=label_of(said, path),
        unit=part.get("unit") if part else None,
        original=figure_at(said, path),
        proposed=figure,
        place=None,
        reason=item.reason,
        doubts=(),
    )


def _missing(where: str, path: str, item: ProposedItem, said: Mapping[str, Any]) -> Fault | None:
    """Why there is no such figure; None where there is one."""
    if figure_at(said, path) is not None:
        return None
    place = place_of(path)
    part = part_at(said, place) if place else None
    field = "key" if item.key is not None else "path"
    if place is None or part is None:
        parts = said.get(place.list_name or "", ()) if place else ()
        known = ", ".join(each["key"] for each in parts[:_MOST_NAMED]) or "none"
        name = (place.key if place else path) or path
        return Fault(
            f"{where}/{field}", "NO_SUCH_PART", f"There is no {name}.", f"There is: {known}."
        )
    forms = [form for form in ("value", "by_year", "formula") if part.get(form) is not None]
    says = f"{place.key} says its {' and '.join(forms) or 'nothing'}"
    years = f", for {len(part['by_year'])} years" if part.get("by_year") else ""
    return Fault(
        f"{where}/{field}",
        "OTHER_FORM",
        f"There is no {place.field.replace('_', ' ')} to change: {says}{years}.",
        "Propose a figure where there is one; how an assumption is made up is changed in the "
        "draft itself.",
    )


def _twice(where: str, path: str) -> Fault:
    return Fault(where, "TWICE", f"{path} is proposed twice.", "Leave one of the two out.")
