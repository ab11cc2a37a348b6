"""What is printed is what was calculated, and what is shown adds up: read from the pages."""

from __future__ import annotations

from itertools import accumulate

import pytest

from app.value import calculate
from app.value.rounding import whole
from tests.documents import orders
from tests.documents.conftest import figures_at_end, rows

pytestmark = pytest.mark.slow

COUNTED = ["example", "largest-study", "losing", "endless-names", "thirty-years"]


def test_the_example_prints_its_published_figures(read):
    text = "\n".join(read("example"))
    for figure in (
        "£5,000,016", "£3,000,000", "£2,000,016", "51.5%", "7.2 months", "£1,545,469",
        "66.7%", "1.52", "£416,668", "2027", "5f2c9a1b7e3d", orders.HASH,
        "year-end discounting, 10% a year", "Version 3", "25 November 2026",
    ):  # fmt: skip
        assert figure in text


def test_every_page_says_which_edition_it_is(read):
    for page in read("largest-study"):
        assert "Version 3 · November 25, 2026 · Figures in USD · year-end discounting" in page
        assert "Content 5f2c9a1b7e3d · Code BWP9-M6VY-7N66-YQSR" in page


@pytest.mark.parametrize("name", ["example", "largest-study"])
def test_every_line_and_every_assumption_is_in_the_full_document(read, name):
    statement = orders.ALL[name]()
    text = " ".join(" ".join(read(name)).split())
    for line in (*statement.benefits, *statement.investments):
        assert line.statement[:30] in text
    for assumption in statement.assumptions:
        assert (assumption.label or assumption.key)[:20] in text


@pytest.mark.parametrize("name", ["largest-study", "losing", "endless-names"])
def test_the_benefits_table_adds_up_in_rows_and_columns(read, name):
    *lines, total = rows(read(name), "Benefit (", "Total Benefits ", 6)
    assert len(lines) == len(orders.ALL[name]().benefits)
    assert [sum(column) for column in zip(*lines, strict=True)] == total
    for *by_period, total_of_line, _present_value in [*lines, total]:
        assert sum(by_period) == total_of_line


def test_groups_of_benefits_add_up_to_their_total(read):
    sums = rows(read("losing"), "Benefit (", "Total Benefits ", 6, sums=True)
    *_, total = rows(read("losing"), "Benefit (", "Total Benefits ", 6)
    assert len(sums) == 2
    assert [sum(column) for column in zip(*sums, strict=True)] == total


@pytest.mark.parametrize("name", COUNTED)
def test_the_cash_flow_table_adds_up(read, name):
    periods = rows(read(name), "Period (", "Total ", 4)
    benefits, investment, net, cumulative = zip(*periods, strict=True)
    assert len(periods) == orders.ALL[name]().horizon_years + 1
    assert total_row(read, name) == [sum(benefits), sum(investment), sum(net)]
    assert [a - b for a, b in zip(benefits, investment, strict=True)] == list(net)
    assert list(accumulate(net)) == list(cumulative)


@pytest.mark.parametrize("name", ["example", "largest-study", "losing", "endless-names"])
def test_the_headlines_are_those_of_the_result(read, name):
    statement = orders.ALL[name]()
    result = calculate(statement)
    total = total_row(read, name)
    assert total[2] == whole(result.value)
    assert abs(total[0] - result.total_benefits) < 2
    assert abs(total[1] - result.total_investment) < 2


def test_figures_of_billions_are_shown_in_thousands_and_say_so(read):
    text = "\n".join(read("billions"))
    assert "Figures in EUR thousand" in text
    assert "€5,890,653" in text


def test_a_figure_that_does_not_exist_gives_its_reason(read):
    text = " ".join("\n".join(read("free")).split())
    assert "Return on investment: Nothing is invested" in text


def test_a_line_of_figures_is_read_as_it_stands():
    assert figures_at_end("A Save 3 things – 1,200 −35") == [0, 1200, -35]


def total_row(read, name):
    return rows(read(name), "Period (", "Total ", 3)[-1]
