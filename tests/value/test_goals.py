"""Benefits as goals, in words that follow "should be able to"."""

import pytest

from app.value.goals import as_goals


@pytest.mark.parametrize(
    ("statement", "goal"),
    [
        ("Increase Average Revenue Per User", "increase Average Revenue Per User"),
        ("Offer new data services", "offer new data services"),
        ("Improved collaboration", "gain improved collaboration"),
        ("Technology cost reductions", "gain technology cost reductions"),
        ("Efficient online meetings", "gain efficient online meetings"),
        ("Lower churn", "lower churn"),
        ("Enhance security", "enhance security"),
        ("IT costs fall", "IT costs fall"),
        ("Drive adoption", "drive adoption"),
    ],
)
def test_a_thing_gets_a_verb_and_a_deed_keeps_its_own(statement, goal):
    assert as_goals([statement]) == [goal]


def test_things_in_a_row_share_one_verb():
    assert as_goals(["Faster decisions", "Reduced downtime", "Cut travel", "Faster start"]) == [
        "gain faster decisions",
        "reduced downtime",
        "cut travel",
        "gain faster start",
    ]
