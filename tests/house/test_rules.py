"""The house's rules about files: each is kept, and each would notice being broken."""

from __future__ import annotations

import pytest

from tests.house import rules
from tests.house.source import Source, project_files, python_files, read

ABOUT_THE_PRODUCT = (
    rules.names_say_an_idea,
    rules.no_text_becomes_code,
    rules.settings_read_the_environment,
    rules.the_core_imports_only_what_calculates,
    rules.only_documents_import_the_printer,
    rules.tables_stay_in_the_store,
    rules.errors_know_no_status,
    rules.one_synchronous_house,
    rules.the_core_documents_what_it_offers,
)

PLANTED = [
    (rules.one_idea_per_file, "app/value/metrics.py", "x = 1\n" * 301),
    (rules.one_thought_per_function, "app/value/metrics.py", "def f():\n" + "    x = 1\n" * 40),
    (rules.names_say_an_idea, "app/value/utils.py", ""),
    (rules.names_say_an_idea, "app/common/money.py", ""),
    (rules.no_text_becomes_code, "app/value/formulas/evaluate.py", "x = eval('1 + 1')"),
    (rules.settings_read_the_environment, "app/main.py", "import os\nx = os.environ['X']"),
    (rules.settings_read_the_environment, "app/main.py", "from os import environ"),
    (
        rules.settings_read_the_environment,
        "app/documents/work.py",
        "import os\nos.environ['A'] = ''",
    ),
    (rules.the_core_imports_only_what_calculates, "app/value/money.py", "import babel.numbers"),
    (rules.only_documents_import_the_printer, "app/main.py", "from weasyprint import HTML"),
    (rules.tables_stay_in_the_store, "app/services/freeze.py", "from app.store import tables"),
    (rules.tables_stay_in_the_store, "app/routers/keys.py", "from app.store.tables import Key"),
    (
        rules.errors_know_no_status,
        "app/value/errors.py",
        "class E(Exception):\n    x = f(status_code=4)",
    ),
    (rules.one_synchronous_house, "app/store/versions.py", "async def freeze(): ..."),
    (rules.the_core_documents_what_it_offers, "app/value/metrics.py", "def npv(): ..."),
]


def described(rule):
    return rule.__name__.replace("_", " ")


@pytest.mark.parametrize("rule", ABOUT_THE_PRODUCT, ids=described)
def test_the_product_keeps_the_rule(rule):
    assert [complaint for source in python_files("app") for complaint in rule(source)] == []


def test_every_function_holds_one_thought():
    sources = python_files("app", "tests", "scripts")
    assert [c for source in sources for c in rules.one_thought_per_function(source)] == []


def test_every_file_holds_one_idea():
    written = (".py", ".html", ".css")
    paths = [
        path
        for path in project_files()
        if path.startswith(("app/", "tests/", "templates/", "scripts/"))
        and (path.endswith(written) or "." not in path.rsplit("/", 1)[-1])
    ]
    assert [c for path in paths for c in rules.one_idea_per_file(read(path))] == []


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_violation_is_noticed(rule, path, text):
    assert list(rule(Source(path, text)))


def test_a_long_docstring_is_not_a_long_function():
    text = 'def f():\n    """One.\n' + "    more\n" * 60 + '    """\n    return 1\n'
    assert not list(rules.one_thought_per_function(Source("app/value/metrics.py", text)))


def test_the_print_worker_may_hand_fontconfig_its_fonts():
    text = "import os\nos.environ['FONTCONFIG_FILE'] = 'fonts.conf'"
    assert not list(rules.settings_read_the_environment(Source("app/documents/worker.py", text)))
