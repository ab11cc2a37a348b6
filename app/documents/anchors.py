"""Where links of a document may lead: a link to what is not there is plain text."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.line_view import LineView
from app.documents.order import Section
from app.documents.register import AssumptionView
from app.documents.sources import SourceView


def anchors(
    sections: Sequence[Section],
    lines: Sequence[LineView],
    assumptions: Sequence[AssumptionView],
    sources: Sequence[SourceView],
) -> tuple[str, ...]:
    """The names of the places there are: sections, calculations, rows, sources."""
    places: list[str] = list(sections)
    for line in lines:
        overview = "benefits" if line.side == "benefit" else "investments"
        if overview in sections:
            calculated = "calculations" in sections and line.detailed
            places.append(f"line-{line.ref}" if calculated else f"row-{line.ref}")
    if "assumptions" in sections:
        places += [f"assumption-{part.key}" for part in assumptions]
    if "sources" in sections:
        places += [f"source-{part.number}" for part in sources]
    return tuple(places)
