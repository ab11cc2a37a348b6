from __future__ import annotations

import time
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.errors import InvalidChangeError, PatchTestFailedError
from app.services.json_patch import MOST_OPERATIONS, patched

# RFC 6902, appendix A.
CASES = [
    ({"foo": "bar"}, [("add", "/baz", "qux")], {"foo": "bar", "baz": "qux"}),
    ({"foo": ["bar", "baz"]}, [("add", "/foo/1", "qux")], {"foo": ["bar", "qux", "baz"]}),
    ({"baz": "qux", "foo": "bar"}, [("remove", "/baz")], {"foo": "bar"}),
    ({"foo": ["bar", "qux", "baz"]}, [("remove", "/foo/1")], {"foo": ["bar", "baz"]}),
    ({"baz": "qux", "foo": "b"}, [("replace", "/baz", "boo")], {"baz": "boo", "foo": "b"}),
    (
        {"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}},
        [("move", "/qux/thud", "/foo/waldo")],
        {"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}},
    ),
    (
        {"foo": ["all", "grass", "cows", "eat"]},
        [("move", "/foo/3", "/foo/1")],
        {"foo": ["all", "cows", "eat", "grass"]},
    ),
    (
        {"baz": "qux", "foo": ["a", 2, "c"]},
        [("test", "/baz", "qux"), ("test", "/foo/1", 2)],
        {"baz": "qux", "foo": ["a", 2, "c"]},
    ),
    ({"foo": "bar"}, [("add", "/child", {"g": {}})], {"foo": "bar", "child": {"g": {}}}),
    ({"foo": "bar"}, [("add", "", {"baz": 1})], {"baz": 1}),
    ({"/": 9, "~1": 10}, [("test", "/~01", 10), ("test", "/~1", 9)], {"/": 9, "~1": 10}),
    ({"foo": ["bar"]}, [("add", "/foo/-", ["abc", "def"])], {"foo": ["bar", ["abc", "def"]]}),
    (
        {"a": {"b": 1}},
        [("copy", "/c", "/a"), ("replace", "/c/b", 2)],
        {"a": {"b": 1}, "c": {"b": 2}},
    ),
    ({"a": 1}, [("move", "/a", "/a")], {"a": 1}),
    ({}, [("add", "/__proto__", {"x": 1})], {"__proto__": {"x": 1}}),
    ({"": 1}, [("replace", "/", 2)], {"": 2}),
    ({"a": None}, [("test", "/a", None), ("replace", "/a", None)], {"a": None}),
    ({"n": 1}, [("test", "/n", 1.0)], {"n": 1}),
]


@pytest.mark.parametrize(("target", "operations", "expected"), CASES)
def test_what_the_standard_says(target, operations, expected):
    assert patched(target, [_operation(*each) for each in operations]) == expected


@pytest.mark.parametrize(
    ("operation", "pointer", "said"),
    [
        (("remove", "/nothing"), "#/0/path", "no member “nothing”"),
        (("replace", "/nothing", 1), "#/0/path", "no member"),
        (("add", "/list/3", 1), "#/0/path", "no place 3"),
        (("add", "/list/01", 1), "#/0/path", "no index"),
        (("add", "/list/٣", 1), "#/0/path", "no index"),
        (("add", "/list/-1", 1), "#/0/path", "no index"),
        (("remove", "/list/-"), "#/0/path", "no index"),
        (("add", "/list/" + "9" * 1500, 1), "#/0/path", "no index"),
        (("add", "/a/b/c", 1), "#/0/path", "no member “b”"),
        (("add", "/text/x", 1), "#/0/path", "Nothing can stand below"),
        (("add", "a", 1), "#/0/path", "starts with"),
        (("add", "#/a", 1), "#/0/path", "starts with"),
        (("add", "/~2", 1), "#/0/path", "written ~0"),
        (("add", "/~", 1), "#/0/path", "written ~0"),
        (("add", "/a" * 65, 1), "#/0/path", "deeper"),
        (("remove", ""), "#/0/path", "whole draft"),
        (("copy", "/b", "/nothing"), "#/0/from", "no member"),
        (("move", "/a/inner", "/a"), "#/0/from", "into itself"),
        (("move", "/b", ""), "#/0/from", "into itself"),
    ],
)
def test_an_operation_that_finds_nothing_is_told_with_its_place(operation, pointer, said):
    target = {"list": [1, 2], "a": {}, "text": "t"}
    with pytest.raises(InvalidChangeError) as refused:
        patched(target, [_operation(*operation)])
    (fault,) = refused.value.faults
    assert (fault.pointer, fault.code) == (pointer, "PATCH_FAILED")
    assert said in fault.detail


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "spam", "path": ""},
        {"op": "add"},
        {"op": "add", "path": "/a"},
        {"op": "move", "path": "/a"},
        {"op": "add", "path": 7, "value": 1},
        {"op": "add", "path": "/" + "a" * 2000, "value": 1},
        "add",
        None,
    ],
)
def test_what_is_no_operation_is_refused(operation):
    with pytest.raises(InvalidChangeError) as refused:
        patched({}, [{"op": "add", "path": "/fine", "value": 1}, operation])
    assert all(fault.pointer.startswith("#/1") for fault in refused.value.faults)


def test_members_that_mean_nothing_to_an_operation_are_passed_over_as_the_standard_says():
    assert patched({}, [{"op": "add", "path": "/a", "value": 1, "note": "why"}]) == {"a": 1}


@pytest.mark.parametrize(("stands", "tested"), [(1, True), (0, False), ("1", 1), ([1], [1, 2])])
def test_a_test_that_finds_another_value_ends_the_patch(stands, tested):
    with pytest.raises(PatchTestFailedError) as failed:
        patched({"a": stands}, [_operation("test", "/a", tested)])
    assert failed.value.faults[0].pointer == "#/0"


def test_copies_of_copies_are_bounded():
    doubling = [
        _operation("copy", f"/{step}", "") if step == 0 else _operation("copy", "/0/x", "")
        for step in range(60)
    ]
    began = time.perf_counter()
    with pytest.raises(InvalidChangeError) as refused:
        patched({"a": [0] * 100}, doubling)
    assert refused.value.faults[0].code == "TOO_MUCH_WORK"
    assert time.perf_counter() - began < 5


def test_operations_are_bounded():
    one = _operation("test", "", {})
    assert patched({}, [one] * MOST_OPERATIONS) == {}
    with pytest.raises(InvalidChangeError):
        patched({}, [one] * (MOST_OPERATIONS + 1))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON, max_size=5), st.text(), JSON)
def test_what_is_added_tests_true_and_goes_when_it_is_removed(target, name, value):
    path = "/" + name.replace("~", "~0").replace("/", "~1")
    added = [_operation("add", path, value), _operation("test", path, value)]
    after = patched(deepcopy(target), added)
    assert after[name] == value
    gone = patched(after, [_operation("remove", path)])
    assert gone == {key: each for key, each in target.items() if key != name}


def _operation(op, path, more=None):
    if op == "remove":
        return {"op": op, "path": path}
    return {"op": op, "path": path, ("from" if op in ("move", "copy") else "value"): more}
