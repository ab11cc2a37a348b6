"""What the language refuses, where it points and what it advises."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.value import faults_of
from app.value.formulas import FormulaError, parse


@pytest.fixture
def refusal():
    """The error of a formula."""

    def read(text):
        with pytest.raises(FormulaError) as caught:
            parse(text)
        return caught.value

    return read


@pytest.mark.parametrize(
    ("formula", "place", "advice"),
    [
        ("-a^2", "^", "(-a)^2, as spreadsheets read it, or -(a^2), as mathematics does"),
        ("2 * -a ^ 2", "^", "as mathematics does"),
        ("a^b^c", "^", "(a^b)^…, as spreadsheets read it, or a^(b^…)"),
        ("2^-3^2", "^", "as spreadsheets"),
        ("1,000", ",", "1000"),
        ("1,000 + 2", ",", "1000"),
        ("1,500", ",", "without thousands separators"),
        ("MAX(1,000, 2)", ",", "1000"),
        ("€5", "€", "without a currency sign"),
        ("5 £", "£", "without a currency sign"),
        ("a<b<c", "<", "AND(a < b, b < …"),
        ("a = b = c", "=", "AND("),
        ("a.b", ".", "Numbers look like"),
        ("'text'", "'", "Text is not part"),
        ('"text"', '"', "Text is not part"),
        ("IF(a > 0; 1; 2)", ";", "comma"),
        ("a && b", "&", "AND("),
        ("a | b", "|", "OR("),
        ("a != b", "!", "<>"),
        ("a × 2", "×", "write *"),
        ("a ÷ 2", "÷", "write /"),
        ("a − 2", "−", "hyphen"),
        ("a – 2", "–", "hyphen"),
        ("[1, 2]", "[", "by_year"),
        ("_private", "_", "begin with a letter"),
        ("а + 1", "а", "a to z"),  # noqa: RUF001 - a Cyrillic look-alike
        ("１ + 1", "１", "1250 or 0.15"),  # noqa: RUF001 - a full-width digit
        ("a" + "\u200b" + "b", "\u200b", "Only numbers"),
        ("a\u00a0+ 1", "\u00a0", "Only numbers"),
        ("(a + b)%", "%", "x / 100"),
        ("a%", "%", "x / 100"),
        ("2(3)", "(", "operator is missing"),
        ("a b", "b", "operator is missing"),
        ("MAXI(1, 2)", "MAXI", "MAX"),
        ("SUMM(1, 2)", "SUMM", "SUM"),
        ("__import__(1)", "_", "begin with a letter"),
        ("MAX + 1", "MAX", "MAX(…)"),
        ("TRUE", "TRUE", "1 = 1"),
        ("IF(a, 1, 2)", "a", "a > 0"),
        ("(a < b) + 1", "a < b", "IF("),
    ],
)
def test_a_refusal_shows_the_place_and_the_way_out(refusal, formula, place, advice):
    error = refusal(formula)
    assert formula[error.position :].startswith(place.strip()[:1]), error
    assert advice.split("…")[0] in (error.hint or error.detail), (error.detail, error.hint)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "   ",
        "1 +",
        "* 2",
        "()",
        "(1",
        "1)",
        "MAX()",
        "MAX(1,)",
        "MAX(,1)",
        "MAX(1",
        "IF(1 = 1, 2)",
        "IF(1 = 1, 2, 3, 4)",
        "PREV()",
        "YEAR(1)",
        "ABS(1, 2)",
        "NOT(1)",
        "AND()",
        "a = 1",
        "a := 1",
        "a += 1",
        "1 = 1",
        "lambda: 1",
        "x.__class__",
        "a[0]",
        "{a}",
        "a ? 1 : 2",
        "a ** 2",
        "a // 2",
        "1e",
        "1.2.3",
        "1..2",
        "0x10",
        "1_000",
        "5 5",
        "ROUND(1.5, 0.5)",
        "ROUND(1.5, 13)",
        "ROUND(1.5, a)",
        "1 % 2",
        "\x00",
        "==1",
        "1;DROP TABLE",
        "#REF!",
        "$A$1",
        "@a",
        "A1:B2",
        "1\\2",
    ],
)
def test_everything_else_is_refused_with_a_place_inside_the_text(refusal, formula):
    error = refusal(formula)
    assert 0 <= error.position <= len(formula)
    assert error.length >= 1
    assert error.detail


@pytest.mark.parametrize(
    "formula",
    [
        "0." + "1" * 28,
        "MAX(" + ", ".join("1" * 60) + ")",
        "(" * 38 + "1" + ")" * 38,
        "1" + " + 1" * 249,
        "1" + " " * 1999,
    ],
    ids=["30 digits", "60 arguments", "39 deep", "499 nodes", "2000 characters"],
)
def test_the_limits_can_be_reached(formula):
    assert parse(formula).text == formula


@pytest.mark.parametrize(
    ("formula", "named"),
    [
        ("1" * 31, "30 digits"),
        ("1e19", "out of range"),
        ("1e-16", "out of range"),
        ("1e999999999", "out of range"),
        ("MAX(" + ", ".join("1" * 61) + ")", "60 arguments"),
        ("(" * 41 + "1" + ")" * 41, "40 deep"),
        ("(" * 500 + "1" + ")" * 500, "40 deep"),
        ("1" + " + 1" * 250, "500 parts"),
        ("1" + "+1" * 20_000, "2000 are read"),
        ("1" + " " * 2000, "2000 are read"),
        ("ABS(" * 45 + "1" + ")" * 45, "40 deep"),
        ("-(" * 45 + "1" + ")" * 45, "40 deep"),
    ],
    ids=lambda value: value[:12] + "…",
)
def test_beyond_a_limit_the_limit_is_named(refusal, formula, named):
    assert named in str(refusal(formula))


def test_the_place_is_underlined(state):
    fault = faults(state, "users * arpo", ("users", "1"), ("arpu", "1"))[0]
    assert fault.underlined == "users * arpo\n        ^^^^"
    assert fault.hint == "Did you mean “arpu”?"
    assert fault.pointer == "#/benefits/0/per_year"


@pytest.mark.parametrize("key", ["if", "max", "prev", "year", "true", "and", "sum", "false"])
def test_no_key_is_a_word_of_the_language(state, key):
    fault = faults(state, "1", (key, "1"))[0]
    assert (fault.code, fault.pointer) == ("RESERVED_KEY", "#/assumptions/0/key")


def faults(state, formula, *figures):
    """The faults of a statement with one benefit."""
    with pytest.raises(ValidationError) as caught:
        state(
            assumptions=[{"key": key, "value": value} for key, value in figures],
            benefits=[{"key": "gain", "statement": "Gain", "per_year": formula}],
        )
    return faults_of(caught.value.errors())
