"""Read the project's own files, so that rules can be kept about them."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Source:
    """One file: its path as the house's plan writes it, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    def imported(self) -> set[str]:
        """Full names of the modules imported here, and of what is imported from them."""
        names = set()
        for node in self.nodes:
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        return names


def project_files() -> list[str]:
    """Everything that is tracked, or would be: what .gitignore leaves out is not the project's."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return sorted(path for path in listing.split("\0") if path and (ROOT / path).is_file())


def read(path: str) -> Source:
    return Source(path, (ROOT / path).read_text(encoding="utf-8"))


def python_files(*folders: str) -> list[Source]:
    inside = tuple(f"{folder}/" for folder in folders)
    return [
        read(path) for path in project_files() if path.startswith(inside) and path.endswith(".py")
    ]
