"""What every run prints beside the dots: the published studies, as a finance person reads them."""

from __future__ import annotations

import pytest

from tests.databases import cluster, new_place

STUDY = "published study"
CONTRADICTION = "contradiction"
FAULTS = "faults"
HEADINGS = (
    "study",
    "lines",
    "figures",
    "largest diff.",
    "NPV ours",
    "NPV printed",
    "ROI",
    "printed",
    "IRR",
    "printed",
    "payback",
    "printed",
)


@pytest.fixture(scope="session")
def postgresql():
    """The address of a PostgreSQL cluster that lives as long as the tests."""
    with cluster() as ours:
        yield ours.url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared_place(request, tmp_path_factory):
    """A database that many tests share, each in a workspace of its own."""
    return new_place(request.param, tmp_path_factory.mktemp("shared"), request)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """A database of one test's own."""
    return new_place(request.param, tmp_path, request)


def pytest_terminal_summary(terminalreporter):
    told = [
        (name, value)
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call"
        for name, value in report.user_properties
    ]
    for value in (value for name, value in told if name == FAULTS):
        terminalreporter.write_line(
            f"killed in the middle of writes: {value}; none lost or doubled"
        )
    rows = [value for name, value in told if name == STUDY]
    if not rows:
        return
    terminalreporter.section("published studies: ours beside printed")
    widths = [max(map(len, column)) for column in zip(HEADINGS, *rows, strict=True)]
    for row in (HEADINGS, *sorted(rows)):
        cells = (
            cell.ljust(width) if number == 0 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        terminalreporter.write_line("  ".join(cells).rstrip())
    for reason in sorted(value for name, value in told if name == CONTRADICTION):
        terminalreporter.write_line(f"* {reason}")
