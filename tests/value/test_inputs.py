"""Which assumptions a line rests on, and how they are numbered."""

import json

from app.value import ValueStatement
from app.value.inputs import Inputs, input_reference, total_reference


def test_inputs_are_found_through_formulas_and_told_in_the_order_of_the_statement(state, benefit):
    statement = state(
        assumptions=[
            {"key": "unused", "value": "1"},
            {"key": "rate", "value": "30"},
            {"key": "hours", "formula": "users * 2"},
            {"key": "users", "value": "10"},
        ],
        benefits=[benefit(per_year="hours * rate")],
    )
    behind = Inputs(statement.assumptions).behind(statement.benefits[0])
    assert [assumption.key for assumption in behind] == ["rate", "hours", "users"]


def test_a_running_stock_that_names_itself_is_found_once(state, benefit):
    statement = state(
        assumptions=[{"key": "stock", "formula": "PREV(stock) + 1"}],
        benefits=[benefit(per_year="stock", one_off=[{"month": 3, "amount": "stock"}])],
    )
    behind = Inputs(statement.assumptions).behind(statement.benefits[0])
    assert [assumption.key for assumption in behind] == ["stock"]


def test_a_thousand_assumptions_over_one_another_are_walked_without_recursion(state, benefit):
    chain = [{"key": "k0", "value": "1"}]
    chain += [{"key": f"k{n}", "formula": f"k{n - 1} + 1"} for n in range(1, 500)]
    statement = state(assumptions=chain, benefits=[benefit(per_year="k499")])
    assert len(Inputs(statement.assumptions).behind(statement.benefits[0])) == 500


def test_references_read_as_documents_print_them():
    assert (input_reference("AA", 12), total_reference("B")) == ("AA12", "Bt")
    assert total_reference("B", risk_adjusted=True) == "Btr"


def test_in_a_published_study_every_line_rests_on_its_own_rows(cases):
    """Forrester's own table names its rows after the benefit: A1, A2 … under A."""
    path = cases / "statements" / "tei-m365-enterprise-e5.json"
    body = json.loads(path.read_text(encoding="utf-8"))["statement"]
    statement = ValueStatement.model_validate(body)
    inputs = Inputs(statement.assumptions)
    assert all(inputs.behind(line) for line in statement.benefits)
