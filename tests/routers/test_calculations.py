from __future__ import annotations


def test_the_example_gives_its_value(api, example):
    answer = api("POST", "/v1/calculations", json=example)
    assert answer.status_code == 200
    result = answer.json()
    assert (result["total_benefits"], result["total_investment"], result["value"]) == (
        "5000016.00",
        "3000000.00",
        "2000016.00",
    )
    assert result["metrics"]["irr"] == "0.666672"


def test_a_figure_that_does_not_exist_is_null_with_its_reason(api, example):
    answer = api("POST", "/v1/calculations", json={**example, "investments": []})
    result = answer.json()
    assert result["metrics"]["roi"] is None
    assert result["reasons"]["roi"]


def test_all_faults_come_in_one_answer_with_their_places(api, example):
    example["discount_rate"] = "8.0"
    example["benefits"][0]["per_year"] = "user * 12 +"
    example["assumptions"].append({"key": "x", "formula": "y"})
    example["assumptions"].append({"key": "y", "formula": "x + usres"})
    answer = api("POST", "/v1/calculations", json=example)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "INVALID"
    pointers = {error["pointer"] for error in problem["errors"]}
    assert {"#/discount_rate", "#/benefits/0/per_year"} <= pointers
    unknown = next(error for error in problem["errors"] if error["code"] == "UNKNOWN_NAME")
    assert "users" in unknown["hint"]
    assert unknown["underlined"].splitlines()[1].strip() == "^^^^^"
    assert any("x → y" in error["detail"] for error in problem["errors"])


def test_arithmetic_without_a_result_says_where(api, example):
    example["benefits"][0]["per_year"] = "users / (arpu_now - 22)"
    answer = api("POST", "/v1/calculations", json=example)
    assert (answer.status_code, answer.json()["code"]) == (422, "NO_RESULT")
    assert answer.json()["errors"][0]["pointer"] == "#/benefits/0/per_year"


def test_a_limit_that_is_passed_is_named(api, example):
    example["assumptions"] = [{"key": f"a{number}", "value": "1"} for number in range(501)]
    answer = api("POST", "/v1/calculations", json=example)
    assert answer.status_code == 422
    details = [e["detail"] for e in answer.json()["errors"] if e["pointer"] == "#/assumptions"]
    assert any("500" in detail for detail in details)


def test_an_unknown_field_is_refused(api, example):
    answer = api("POST", "/v1/calculations", json={**example, "curency": "GBP"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/curency"


def test_nothing_is_stored(api, example):
    api("POST", "/v1/calculations", json=example)
    assert api("GET", "/v1/statements").json()["items"] == []
