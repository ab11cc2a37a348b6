"""Charts are legible with one entry and with twenty, below zero, and with one huge beside tiny."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.documents.charts import fills
from app.documents.charts.cash import Course, Flows, Stack, by_period, cumulative
from app.documents.charts.chain import Box, Chain, Column, chain
from app.documents.charts.distribution import Bin, Draws, Mark, distribution
from app.documents.charts.timeline import Course as Schedule
from app.documents.charts.timeline import Run, timeline
from app.documents.charts.tornado import Swing, Swings, swing_fills, tornado
from app.documents.charts.waterfall import Step, waterfall
from app.documents.palette import USUAL, contrast, palette_of
from tests.documents.drawn import assert_clean, shapes, texts

WIDTH = 482.0
CASES = {
    "one": [5.0],
    "twenty": [float(n + 1) for n in range(20)],
    "negative": [-5.0, 3.0, -8.0],
    "huge and tiny": [1e9] + [1.0] * 19,
    "nothing": [0.0, 0.0],
    "all lost": [-1e6] * 7,
}
NAMES = {
    "short": "ROI",
    "long": "Increase average revenue per user in every market we serve, step by step",
    "unbroken": "Unbroken" * 25,
    "German": "Durchschnittserlössteigerungsmaßnahmenpaket für Geschäftskundenverträge",
    "Arabic": "زيادة متوسط الإيراد لكل مستخدم في السوق المحلية على مدى ثلاث سنوات",
    "Japanese": "ユーザー当たりの平均収益を高め、新しいデータサービスを提供する能力を得る",
}


def plain(amount):
    return f"{amount:,.0f}"


def written(amount):
    """As wide as money gets."""
    return f"−US$ {amount:,.0f}"


every_case = pytest.mark.parametrize("amounts", CASES.values(), ids=CASES)
every_name = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)


def steps_of(amounts, name="A step"):
    steps, reached = [], 0.0
    for amount in amounts:
        steps.append(Step(name, written(amount), reached, reached + amount, "gain"))
        reached += amount
    return [*steps, Step(name, written(reached), 0, reached, "total")]


@every_case
@every_name
def test_a_waterfall_is_clean_and_tells_every_figure(amounts, name):
    picture = waterfall(steps_of(amounts, name), WIDTH, 19, USUAL)
    assert_clean(picture)
    assert {written(amount) for amount in amounts} <= set(texts(picture))


def test_a_tiny_bar_beside_a_huge_one_is_still_seen():
    picture = waterfall(steps_of(CASES["huge and tiny"]), WIDTH, 19, USUAL)
    assert min(float(bar.get("width")) for bar in shapes(picture, "rect")) >= 0.7


def test_what_is_lost_is_hatched_so_that_it_differs_without_colour():
    gained, lost = (
        waterfall([Step("A", "1", 0, amount, "gain")], WIDTH, 19, USUAL) for amount in (5, -5)
    )
    assert not shapes(gained, "path")
    assert shapes(lost, "path")


@pytest.mark.parametrize("amounts", [(0, 0), (-3, 2), (-1, -2, -3), (5, 5), tuple(range(31))])
@pytest.mark.parametrize("months", [None, 0.4, 6.0, 11.9])
def test_a_course_is_clean_wherever_it_pays_back(amounts, months):
    names = [f"Year {n}" for n in range(len(amounts))]
    told = [written(amount) for amount in amounts]
    course = Course(amounts, names, months, "Payback after 123.4 months", told)
    picture = cumulative(course, written, WIDTH, 150, USUAL)
    assert_clean(picture)
    for dot in shapes(picture, "circle"):
        assert 0 <= float(dot.get("cx")) <= WIDTH
        assert 0 <= float(dot.get("cy")) <= 150


def test_the_course_tells_its_ends():
    course = Course((-3, 1, 4), ("Start", "Year 1", "Year 2"), 14.0, "Back", ("−3", "1", "4"))
    assert {"−3", "1", "4", "Back"} <= set(texts(cumulative(course, plain, WIDTH, 150, USUAL)))


@pytest.mark.parametrize("years", [1, 3, 10, 30])
@pytest.mark.parametrize("kinds", [1, 8])
def test_periods_are_clean_with_one_kind_and_with_all(years, kinds):
    stacks = [
        Stack(
            f"Kind {n} of benefit with a name £{n},000,000", [(-1.0) ** n * n * 1e6] * (years + 1)
        )
        for n in range(kinds)
    ]
    names = ["Start", *(f"Jahr {n}" for n in range(1, years + 1))]
    flows = Flows(stacks, Stack("Investment £1", [1.0] * (years + 1)), names)
    picture = by_period(flows, written, WIDTH, 140, USUAL)
    assert_clean(picture)
    assert set(texts(picture)) >= {stack.name for stack in stacks}


def test_years_are_named_as_far_as_there_is_room():
    names = [f"Year {n}" for n in range(31)]
    flows = Flows([Stack("Benefits", (1,) * 31)], Stack("Investment", (0,) * 31), names)
    told = [text for text in texts(by_period(flows, plain, WIDTH, 140, USUAL)) if text in names]
    assert told == names[::5]


@every_case
@every_name
@pytest.mark.parametrize("from_right", [False, True])
def test_a_tornado_is_clean_and_tells_both_ends(amounts, name, from_right):
    rows = [
        Swing(name, f"{n} to {n + 1} {name}", -amount, amount, written(-amount), written(amount))
        for n, amount in enumerate(amounts)
    ]
    swings = Swings(0, "Value US$ 0", rows)
    picture = tornado(swings, WIDTH, USUAL, from_right=from_right)
    assert_clean(picture)
    assert {row.low_told for row in rows} | {row.high_told for row in rows} <= set(texts(picture))


@pytest.mark.parametrize(
    ("low", "high"), [(5.0, 9.0), (-9.0, -5.0), (0.0, 9.0), (0.0, 0.0), (None, 4.0), (4.0, None)]
)
def test_ends_on_one_side_stand_below_each_other(low, high):
    rows = [Swing("Users", "1 to 2", low, high, "low end", "high end", steps=True)]
    picture = tornado(Swings(0, "Value 0", rows), WIDTH, USUAL)
    assert_clean(picture)


MARKS = {
    "apart": (1.0, 5.0, 9.0, 4.0),
    "together": (5.0, 5.0, 5.0, 5.0),
    "close": (4.9, 5.0, 5.1, 5.05),
    "at the ends": (0.0, 0.1, 10.0, 9.9),
    "outside": (-4.0, 5.0, 30.0, 40.0),
    "below zero": (-9.0, -5.0, -1.0, -2.0),
}


@pytest.mark.parametrize("places", MARKS.values(), ids=MARKS)
def test_percentiles_are_told_wherever_they_lie(places):
    marks = [Mark(place, f"P{n} {written(place)}") for n, place in enumerate(places)]
    bins = [Bin(n - 5, n - 4, 0.05 + n % 4 / 10) for n in range(15)]
    picture = distribution(Draws(bins, marks), written, WIDTH, 170, USUAL)
    assert_clean(picture)
    assert {mark.told for mark in marks} <= set(texts(picture))


def test_a_distribution_of_one_figure_is_drawn():
    picture = distribution(Draws([Bin(3, 4, 1)], [Mark(3, "P50 3")]), plain, WIDTH, 170, USUAL)
    assert_clean(picture)


@every_name
@pytest.mark.parametrize("count", [1, 7])
def test_a_chain_is_clean_and_links_every_box(name, count):
    columns = [
        Column(title, [Box(f"{title}{n}", name, name) for n in range(count)])
        for title in ("Who", "Pains", "Benefits")
    ]
    columns.append(Column("Value", [Box("value", "US$ 12,345,678")]))
    links = [("Who0", f"Pains{n}") for n in range(count)]
    links += [(f"Pains{n}", f"Benefits{n}") for n in range(count)]
    links += [(f"Benefits{n}", "value") for n in range(count)]
    picture = chain(Chain(columns, links), WIDTH, USUAL)
    assert_clean(picture)
    assert len(shapes(picture, "circle")) == 3 * count


def test_boxes_stand_opposite_what_they_lead_to():
    pains = Column("Pains", [Box("p1", "Late"), Box("p2", "Dear")])
    goals = Column("Benefits", [Box("b1", "Save"), Box("b2", "Sell")])
    links = [("p1", "b2"), ("p2", "b1")]
    picture = chain(Chain([pains, goals], links), WIDTH, USUAL)
    top = {label.text: label.top for label in picture.labels}
    assert top["Dear"] == top["Save"] < top["Late"] == top["Sell"]


@every_name
@pytest.mark.parametrize("years", [1, 30])
@pytest.mark.parametrize("count", [1, 20])
def test_a_timeline_is_clean_and_tells_when(name, years, count):
    rows = [
        Run(
            name,
            n % 12 + 1,
            12 * years,
            [0.25, 0.5, 1],
            ["25 %", "50 %", "100 %"],
            [0, 12],
            f"months {n}–{12 * years}",
            spends=n % 3 == 0,
        )
        for n in range(count)
    ]
    names = [f"Year {n}" for n in range(1, years + 1)]
    picture = timeline(Schedule(rows, names, 12 * years), WIDTH, USUAL)
    assert_clean(picture)
    assert {row.remark for row in rows} <= set(texts(picture))


@every_case
def test_a_mirrored_picture_is_as_clean(amounts):
    picture = waterfall(steps_of(amounts), WIDTH, 19, USUAL)
    turned = picture.mirrored()
    assert_clean(turned)
    assert [label.align for label in turned.labels[:2]] == ["right", "left"]
    back = turned.mirrored().labels
    assert [label.left for label in back] == pytest.approx([label.left for label in picture.labels])


PALETTES = {
    "usual": USUAL,
    "yellow": palette_of("#ffcc00", "#ffee66")[0],
    "black": palette_of("#000000", "#333333")[0],
    "red and green": palette_of("#c00000", "#00a000")[0],
}


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_fills_side_by_side_differ_on_a_grey_printer(palette):
    pairs = [
        (fills.gain(palette), fills.loss(palette)),
        (fills.gain(palette), fills.cost(palette)),
        (fills.total(palette), fills.lost_total(palette)),
        swing_fills(palette),
        *pairwise(fills.series(palette)),
        *pairwise(fills.strengths(palette).values()),
    ]
    for one, other in pairs:
        assert one.kind != other.kind or contrast(one.ground, other.ground) >= 1.3


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_shares_are_written_in_white_on_what_can_carry_it(palette):
    assert contrast(fills.gain(palette).ground, "#ffffff") >= 4.5
    assert contrast(palette.primary, "#ffffff") >= 4.5
