"""Reading a statement: what is accepted, what is refused, and that one answer tells everything."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from pydantic import ValidationError

from app.value import ValueStatement, faults_of

BODY = {"title": "A deal", "currency_code": "EUR", "horizon_years": 3, "discount_rate": "0.10"}


def read(**fields):
    """A statement from its wire form."""
    return ValueStatement.model_validate_json(json.dumps(BODY | fields))


def refused(raw):
    """The faults of a wire form, given as text or as fields."""
    text = raw if isinstance(raw, str) else json.dumps(BODY | raw)
    with pytest.raises(ValidationError) as caught:
        ValueStatement.model_validate_json(text)
    return faults_of(caught.value.errors())


def with_value(raw):
    """A body whose one assumption has the raw JSON text as its value."""
    body = json.dumps(BODY | {"assumptions": [{"key": "users", "value": "…"}]})
    return body.replace(json.dumps("…"), raw)


@pytest.mark.parametrize(
    ("raw", "exact"),
    [
        ('"22"', "22"),
        ('"0.10"', "0.10"),
        ('"-3"', "-3"),
        ("22", "22"),
        ("0.1", "0.1"),  # one tenth, not its binary neighbour
        ("12.50", "12.5"),
        ("1e3", "1000"),
        ("-0.000001", "-0.000001"),
        ("123456789012345678", "123456789012345678"),
        ('"999999999999999999.123456789012345678901234567890"', None),
        ("0.30000000000000004", "0.30000000000000004"),
    ],
)
def test_figures_are_read_exactly(raw, exact):
    figure = ValueStatement.model_validate_json(with_value(raw)).assumptions[0].value
    assert figure == Decimal(exact or raw.strip('"'))


@pytest.mark.parametrize(
    ("raw", "advice"),
    [
        ('"10 %"', 'fractions: 10 % is "0.10"'),
        ('"10%"', "fractions"),
        ('"1,000"', "without separators"),
        ('"1 000"', "without separators"),
        ('"1_000"', "without separators"),
        ('"1\'000"', "without separators"),
        ('"1.000,50"', "without separators"),
        ('"€5"', "currency is said once"),
        ('"5 EUR"', "currency is said once"),
        ('"NaN"', "plain decimal"),
        ('"Infinity"', "plain decimal"),
        ('"1e3"', "plain decimal"),
        ('"+5"', "plain decimal"),
        ('" 5"', "plain decimal"),
        ('""', "plain decimal"),
        ('"."', "plain decimal"),
        ('".5"', "plain decimal"),
        ('"5."', "at most 18 digits"),
        ('"0x10"', "plain decimal"),
        ('"٣"', "plain decimal"),
        ('"1234567890123456789"', "at most 18 digits"),
        ('"0.1234567890123456789012345678901"', "30 after"),
        ("1234567890123456789", "as a string"),
        ("1e15", "as a string"),
        ("1e300", "as a string"),
        ("true", "a decimal"),
        ("[1]", "a decimal"),
        ('{"n": 1}', "a decimal"),
    ],
)
def test_a_figure_that_could_be_misread_is_refused_with_advice(raw, advice):
    faults = refused(with_value(raw))
    assert [fault.pointer for fault in faults] == ["#/assumptions/0/value"]
    assert advice in faults[0].detail


@pytest.mark.parametrize("raw", ["NaN", "Infinity", "-Infinity", "1e400000", "1" + "0" * 5000])
def test_a_number_json_cannot_carry_is_refused(raw):
    assert refused(with_value(raw))


@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"title": " "}, "STRING_TOO_SHORT", "#/title"),
        ({"title": "x" * 201}, "STRING_TOO_LONG", "#/title"),
        ({"currency_code": "eur"}, "CURRENCY", "#/currency_code"),
        ({"currency_code": "XXX"}, "CURRENCY", "#/currency_code"),
        ({"horizon_years": 0}, "GREATER_THAN_EQUAL", "#/horizon_years"),
        ({"horizon_years": 31}, "LESS_THAN_EQUAL", "#/horizon_years"),
        ({"horizon_years": 1.5}, "INT_FROM_FLOAT", "#/horizon_years"),
        ({"discount_rate": "8"}, "FRACTION", "#/discount_rate"),
        ({"discount_rate": "-0.6"}, "FRACTION", "#/discount_rate"),
        ({"convention": "annual"}, "LITERAL_ERROR", "#/convention"),
        ({"language": "English"}, "STRING_PATTERN_MISMATCH", "#/language"),
        ({"starts_on": "2027-02-30"}, "DATE_FROM_DATETIME_PARSING", "#/starts_on"),
        ({"extra": 1}, "EXTRA_FORBIDDEN", "#/extra"),
        ({"pains": [{"key": "a", "statement": "s", "why": 1}]}, "EXTRA_FORBIDDEN", "#/pains/0/why"),
        ({"pains": [{"key": "A", "statement": "s"}]}, "STRING_PATTERN_MISMATCH", "#/pains/0/key"),
        ({"assumptions": [{"key": "a" * 65, "value": 1}]}, "STRING_TOO_LONG", None),
        ({"assumptions": [{"key": "a"}]}, "ASSUMPTION_KIND", "#/assumptions/0"),
        (
            {"assumptions": [{"key": "a", "value": 1, "formula": "1"}]},
            "ASSUMPTION_KIND",
            "#/assumptions/0",
        ),
        (
            {"assumptions": [{"key": "a", "value": 1, "initial": 1}]},
            "INITIAL_WITHOUT_BY_YEAR",
            "#/assumptions/0",
        ),
        (
            {"assumptions": [{"key": "a", "by_year": [1, 2]}]},
            "BY_YEAR_LENGTH",
            "#/assumptions/0/by_year",
        ),
        (
            {"assumptions": [{"key": "a", "value": 1, "low": 3, "high": 2}]},
            "BOUNDS",
            "#/assumptions/0",
        ),
        ({"assumptions": [{"key": "a", "value": 1, "at_most": 0}]}, "BOUNDS", "#/assumptions/0"),
        ({"assumptions": [{"key": "sum", "value": 1}]}, "RESERVED_KEY", "#/assumptions/0/key"),
    ],
)
def test_a_fault_of_shape_has_a_code_and_a_place(fields, code, pointer):
    faults = refused(fields)
    assert code in {fault.code for fault in faults}
    assert pointer is None or pointer in {fault.pointer for fault in faults}


def test_a_rate_in_percent_is_shown_as_it_would_be_read():
    (fault,) = refused({"discount_rate": "8.0"})
    assert "800 %" in fault.detail
    assert "8 % is 0.08" in fault.detail


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ({"per_year": "user"}, "UNKNOWN_NAME", "/per_year"),
        ({"upfront": "Users"}, "UNKNOWN_NAME", "/upfront"),
        ({"one_off": [{"month": 37, "amount": "1"}]}, "BEYOND_HORIZON", "/one_off/0/month"),
        ({"one_off": [{"month": -1, "amount": "1"}]}, "GREATER_THAN_EQUAL", "/one_off/0/month"),
        ({"one_off": [{"month": 1, "amount": "1 +"}]}, "FORMULA", "/one_off/0/amount"),
        ({"per_year": "1", "starts_month": 37}, "BEYOND_HORIZON", "/starts_month"),
        ({"per_year": "1", "ends_month": 37}, "BEYOND_HORIZON", "/ends_month"),
        ({"per_year": "1", "starts_month": 0}, "GREATER_THAN_EQUAL", "/starts_month"),
        (
            {"per_year": "1", "starts_month": 9, "ends_month": 8},
            "ENDS_BEFORE_START",
            "/ends_month",
        ),
        ({"per_year": "1", "adoption": ["1.1"]}, "FRACTION", "/adoption/0"),
        ({"per_year": "1", "adoption": []}, "TOO_SHORT", "/adoption"),
        ({"per_year": "1", "risk_adjustment": "10"}, "FRACTION", "/risk_adjustment"),
        ({"per_year": "1", "growth": "5"}, "FRACTION", "/growth"),
        ({"per_year": "1", "category": "savings"}, "LITERAL_ERROR", "/category"),
        ({"per_year": "1", "capabilities": ["none"]}, "UNKNOWN_KEY", "/capabilities"),
        ({"per_year": "1", "realisation": "qualitative"}, "QUALITATIVE_WITH_MONEY", ""),
        (
            {"metric": {"label": "Users", "from": "users", "to": "user_target"}},
            "UNKNOWN_KEY",
            "/metric/to",
        ),
    ],
)
def test_a_fault_of_a_line_has_a_code_and_a_place(line, code, place):
    users = {"key": "users", "value": "10"}
    faults = refused(
        {"assumptions": [users], "benefits": [{"key": "gain", "statement": "Gain", **line}]}
    )
    assert (code, f"#/benefits/0{place}") in {(fault.code, fault.pointer) for fault in faults}


def test_faults_of_shape_and_consistency_arrive_in_one_answer():
    faults = refused(
        {
            "discount_rate": "10",
            "assumptions": [
                {"key": "a", "formula": "b + 1"},
                {"key": "b", "formula": "a + 1"},
                {"key": "c", "by_year": [1]},
                {"key": "c", "value": "1,000"},
            ],
            "benefits": [{"key": "gain", "statement": "Gain", "per_year": "aa * 1,000"}],
            "investments": [{"key": "fee", "statement": "Fee", "upfront": "fees"}],
        }
    )
    assert {(fault.code, fault.pointer) for fault in faults} == {
        ("FRACTION", "#/discount_rate"),
        ("FIGURE", "#/assumptions/3/value"),
        ("FORMULA", "#/benefits/0/per_year"),
        ("DOUBLED_KEY", "#/assumptions/3/key"),
        ("BY_YEAR_LENGTH", "#/assumptions/2/by_year"),
        ("CYCLE", "#/assumptions/0/formula"),
        ("UNKNOWN_NAME", "#/investments/0/upfront"),
    }


def test_a_cycle_names_its_path_and_the_way_out():
    names = {"a": "b + 1", "b": "c * 2", "c": "a - 1", "d": "a", "e": "PREV(e)"}
    faults = refused({"assumptions": [{"key": k, "formula": text} for k, text in names.items()]})
    (cycle,) = [fault for fault in faults if fault.code == "CYCLE"]
    assert "a → b → c → a" in cycle.detail
    assert "PREV" in cycle.hint


def test_each_of_several_cycles_is_told():
    names = {"a": "b", "b": "a", "c": "d", "d": "c", "e": "e + 1"}
    faults = refused({"assumptions": [{"key": k, "formula": text} for k, text in names.items()]})
    assert sum(fault.code == "CYCLE" for fault in faults) == 3


def test_a_cycle_through_cum_is_a_cycle():
    (fault,) = refused({"assumptions": [{"key": "a", "formula": "CUM(a) + 1"}]})
    assert fault.code == "CYCLE"


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", "1", '"text"', "[[[[", "\x00"])
def test_what_is_not_a_statement_is_refused(raw):
    assert refused(raw)


def test_a_key_may_be_reused_in_another_list():
    statement = read(
        assumptions=[{"key": "same", "value": 1}],
        benefits=[{"key": "same", "statement": "Gain", "per_year": "same"}],
        investments=[{"key": "same", "statement": "Fee", "upfront": "same"}],
    )
    assert statement.benefits[0].key == "same"


def test_one_answer_tells_at_most_so_many_faults_between_parts():
    names = [f"{'+'.join(f'n{n}x{m}' for m in range(30))}" for n in range(100)]
    faults = refused({"assumptions": [{"key": f"a{n}", "formula": t} for n, t in enumerate(names)]})
    assert len(faults) == 201
    assert faults[-1].code == "FURTHER_FAULTS"


def test_a_name_that_is_missing_in_a_formula_is_told_once_at_its_first_place():
    (fault,) = refused({"assumptions": [{"key": "a", "formula": "1 + gone * gone - gone"}]})
    assert (fault.code, fault.position) == ("UNKNOWN_NAME", 4)
