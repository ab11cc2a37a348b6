"""Two editions side by side: what changed, what it did, and why."""

from __future__ import annotations

import pytest

from app.documents.compose import view_of
from tests.documents import editions, orders
from tests.documents.statements import benefit, stated


@pytest.fixture(scope="module")
def compared():
    return view_of(editions.compared("example")).comparison


def test_both_headlines_are_told(compared):
    assert (compared.before.number, compared.after.number) == (1, 3)
    assert compared.after.value == 2_000_016
    assert compared.before.value == compared.before.benefits - compared.before.investment
    assert compared.before.content_hash == editions.OLDER.content_hash


def test_each_change_says_from_what_to_what_and_on_what_ground(compared):
    pieces = {piece.key or piece.kind: piece for piece in compared.bridge}
    users = pieces["users"]
    assert (users.before, users.after, users.unit) == (("90000",), ("104167",), "user")
    assert (users.status_before, users.status_after) == ("straw_man", "in_review")
    assert pieces["arpu_target"].source == "Company B, launch year"
    assert pieces["discount_rate"].before == ("0.12",)
    assert pieces["churn"].kind == "line_removed"


def test_what_differs_is_listed_field_by_field(compared):
    told = {(one.part, one.field): one for one in compared.changes}
    assert told["statement", "discount_rate"].reads == "percent"
    assert told["assumption", "status"].reads == "code"
    assert told["pain", "statement"].after == (
        "Average revenue per user has been flat for two years",
    )
    assert told["benefit", None].kind == "removed"
    assert told["benefit", None].name == "Lose fewer customers"


def test_the_smallest_of_many_changes_are_taken_together():
    after = stated(
        assumptions=[{"key": f"a{n}", "value": f"{n + 1}"} for n in range(40)],
        benefits=[benefit(f"b{n}", f"Save {n}", f"a{n} * 10") for n in range(40)],
    )
    before = after.model_copy(
        update={
            "assumptions": tuple(
                one.model_copy(update={"value": one.value + 1}) for one in after.assumptions
            )
        }
    )
    pieces = _compare(before, after).bridge
    assert (pieces[-1].kind, pieces[-1].count) == ("further", 24)
    assert sum(piece.value for piece in pieces) == -40 * 10 * 3


def test_editions_in_two_currencies_are_not_set_off():
    after = orders.ALL["example"]()
    found = _compare(after.model_copy(update={"currency_code": "EUR"}), after)
    assert not found.same_currency
    assert found.bridge == ()
    assert found.before.currency_code == "EUR"


def test_nothing_changed_is_said_by_an_empty_list():
    same = orders.ALL["example"]()
    found = _compare(same, same)
    assert (found.bridge, found.changes) == ((), ())


def test_a_result_frozen_by_other_rules_is_bridged_too():
    after = orders.ALL["example"]()
    order = _order(after, after)
    frozen = order.earlier.result.model_copy(update={"value": order.earlier.result.value - 500})
    earlier = editions.Earlier(after, frozen, editions.OLDER)
    found = view_of(orders.order(after, variant="comparison", earlier=earlier)).comparison
    assert [(piece.kind, piece.value) for piece in found.bridge] == [("rules", 500)]


def _compare(before, after):
    return view_of(_order(before, after)).comparison


def _order(before, after):
    earlier = editions.Earlier(before, editions.calculate(before), editions.OLDER)
    return orders.order(after, variant="comparison", earlier=earlier)
