"""Reads the program's own source for the tests beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def trees(checkout: Path) -> Iterator[tuple[str, ast.Module]]:
    """(path below the checkout with slashes, syntax tree) of every module of the program."""
    for file in sorted((checkout / "station").rglob("*.py")):
        yield file.relative_to(checkout).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, text) of every string literal that is no docstring; parts of f-strings count."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """(last name of what is called, the call): station.texts.line("x") gives "line"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield _last_name(node.func), node


def _last_name(called: ast.expr) -> str:
    match called:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""
