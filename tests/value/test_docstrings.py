"""The examples in the core's docstrings run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import app.value

MODULES = [found.name for found in pkgutil.walk_packages(app.value.__path__, prefix="app.value.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert not failed


def test_there_are_examples_at_all():
    found = [
        example
        for name in MODULES
        for example in doctest.DocTestFinder().find(importlib.import_module(name))
        if example.examples
    ]
    assert len(found) >= 10
