"""Charts are legible with little and much, and with what goes wrong."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from app.documents.charts import Course, Flows, Step, by_period, cumulative, waterfall

TAG = "{http://www.w3.org/2000/svg}"


def plain(amount):
    return f"{amount:g}"


def shapes(picture, tag):
    return ET.fromstring(picture.svg).findall(f"{TAG}{tag}")  # noqa: S314 - our own drawing


@pytest.mark.parametrize("count", [1, 20])
def test_a_waterfall_has_a_row_and_two_labels_for_each_step(count):
    steps = [Step(f"Step {n}", "1", n, n + 1, "gain") for n in range(count)]
    picture = waterfall(steps, 482, 19)
    assert len(picture.labels) == 2 * count
    assert len(shapes(picture, "rect")) == count
    assert picture.height == 19 * count


def test_bars_below_zero_stay_inside():
    picture = waterfall(
        [Step("Loss", "-5", 0, -5, "gain"), Step("Value", "-5", 0, -5, "total")], 482, 19
    )
    for bar in shapes(picture, "rect"):
        assert 0 <= float(bar.get("x")) <= float(bar.get("x")) + float(bar.get("width")) <= 482


def test_a_tiny_bar_beside_a_huge_one_is_still_seen():
    picture = waterfall(
        [Step("Huge", "", 0, 1e9, "gain"), Step("Tiny", "", 1e9, 1e9 + 1, "gain")], 482, 19
    )
    assert min(float(bar.get("width")) for bar in shapes(picture, "rect")) >= 0.7


@pytest.mark.parametrize("amounts", [(0, 0), (-3, 2), (-1, -2, -3), (5, 5), tuple(range(31))])
def test_a_course_stays_inside_its_picture(amounts):
    names = [f"Year {n}" for n in range(len(amounts))]
    picture = cumulative(Course(amounts, names, None, ""), plain, 482, 150)
    for dot in shapes(picture, "circle"):
        assert 0 <= float(dot.get("cx")) <= 482
        assert 0 <= float(dot.get("cy")) <= 150


@pytest.mark.parametrize(("months", "align"), [(6.0, "left"), (11.9, "right")])
def test_the_payback_label_stays_inside(months, align):
    picture = cumulative(Course((-1, 1), ("Start", "Year 1"), months, "Payback"), plain, 482, 150)
    label = next(label for label in picture.labels if label.text == "Payback")
    assert label.align == align
    assert 0 <= label.left <= label.left + label.width <= 482


def test_years_are_named_as_far_as_there_is_room():
    names = [f"Year {n}" for n in range(31)]
    flows = Flows((1,) * 31, (0,) * 31, names)
    told = [label.text for label in by_period(flows, plain, 482, 140).labels if label.text in names]
    assert told == ["Year 0", "Year 5", "Year 10", "Year 15", "Year 20", "Year 25", "Year 30"]
