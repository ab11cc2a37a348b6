"""The rules about how a file is written. Each takes one file and yields its complaints."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.house.source import Source

MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 40
NAMES_WITHOUT_AN_IDEA = {"utils", "helpers", "common", "manager", "base"}
CORE_MAY_IMPORT = {"app", "numpy", "pydantic", "pydantic_core", "scipy"} | sys.stdlib_module_names
BELOW_HTTP = ("app/value/", "app/services/", "app/store/", "app/documents/", "app/webhooks/")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def one_idea_per_file(source: Source) -> Iterator[str]:
    lines = source.text.count("\n")
    if lines > MOST_FILE_LINES:
        yield f"{source.path} has {lines} lines, more than {MOST_FILE_LINES}: perhaps two ideas"


def one_thought_per_function(source: Source) -> Iterator[str]:
    """Docstrings are not counted: they may say as much as the reader needs."""
    for function in _functions(source):
        documented = ast.get_docstring(function) is not None
        docstring = _lines(function.body[0]) if documented else 0
        lines = _lines(function) - docstring
        if lines > MOST_FUNCTION_LINES:
            yield (
                f"{source.path}:{function.lineno} {function.name} has {lines} lines, "
                f"more than {MOST_FUNCTION_LINES}: perhaps two thoughts"
            )


def names_say_an_idea(source: Source) -> Iterator[str]:
    for part in source.path.removesuffix(".py").split("/"):
        if part in NAMES_WITHOUT_AN_IDEA:
            yield f"{source.path}: {part!r} says nothing about what is inside"


def no_text_becomes_code(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"eval", "exec", "compile", "__import__"}
        ):
            yield f"{source.path}:{node.lineno} calls {node.func.id}"


def settings_read_the_environment(source: Source) -> Iterator[str]:
    """Settings flow down as arguments; the print worker hands fontconfig its own fonts."""
    if source.path == "app/settings.py":
        return
    handed_over = {
        id(node.value)
        for node in source.nodes
        if source.path.startswith("app/documents/")
        and isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and node.slice.value == "FONTCONFIG_FILE"
    }
    for node in source.nodes:
        named = isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
        if named and id(node) not in handed_over:
            yield f"{source.path}:{node.lineno} reads the environment; only app/settings.py does"
    if source.imported() & {"os.environ", "os.getenv"}:
        yield f"{source.path} imports the environment; only app/settings.py reads it"


def the_core_imports_only_what_calculates(source: Source) -> Iterator[str]:
    if source.path.startswith("app/value/"):
        for name in sorted(source.imported()):
            if name.split(".")[0] not in CORE_MAY_IMPORT:
                yield f"{source.path} imports {name}, which does not calculate"


def only_documents_import_the_printer(source: Source) -> Iterator[str]:
    if not source.path.startswith("app/documents/"):
        for name in sorted(source.imported()):
            if name.split(".")[0] in {"weasyprint", "pydyf", "tinycss2"}:
                yield f"{source.path} imports {name}; only app/documents prints"


def tables_stay_in_the_store(source: Source) -> Iterator[str]:
    if not source.path.startswith("app/store/"):
        for name in sorted(source.imported()):
            if name.startswith(("app.store.tables", "sqlmodel")):
                yield f"{source.path} imports {name}; rows stay in app/store"


def errors_know_no_status(source: Source) -> Iterator[str]:
    """app/problems.py alone decides what an error answers."""
    if source.path.startswith(BELOW_HTTP):
        for node in source.nodes:
            name = getattr(node, "attr", None) or getattr(node, "arg", None)
            if name == "status_code":
                yield f"{source.path}: a status below the routers; app/problems.py maps errors"


def one_synchronous_house(source: Source) -> Iterator[str]:
    """No async twin of anything: only routes may be coroutines."""
    if source.path.startswith(BELOW_HTTP):
        for node in source.nodes:
            if isinstance(node, ast.AsyncFunctionDef):
                yield f"{source.path}:{node.lineno} {node.name} is async below the routers"


def the_core_documents_what_it_offers(source: Source) -> Iterator[str]:
    if source.path.startswith("app/value/"):
        for node in source.tree.body:
            public = isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")
            if public and ast.get_docstring(node) is None:
                yield f"{source.path}:{node.lineno} {node.name} has no docstring"


def _functions(source: Source) -> Iterator[Function]:
    return (node for node in source.nodes if isinstance(node, Function))


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
