"""The one rule: aligner ← glossary ← web. Libraries stay free of I/O, all SQL stands in the store, seeds hold data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

ROOT = Path(__file__).resolve().parents[1]
SERVICE = {"web", "click", "flask", "apiflask", "sqlite3", "sqlite_utils"}
FORBIDDEN = {"aligner": SERVICE | {"glossary"}, "glossary": SERVICE}
SQL = regex.compile(
    r"\s*(SELECT\s|INSERT (OR \w+ )?INTO\s|UPDATE \w+ SET\s|DELETE FROM\s|CREATE \w+|DROP \w+\s|PRAGMA\s)"
)


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(nodes: Iterator[ast.AST]) -> set[str]:
    """The top-level packages that import statements among the nodes name."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            found.add(node.module or "")
    return {module.partition(".")[0] for module in found}


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Everything that runs when the module is imported: not the bodies of functions, not what is for type checkers."""
    for child in ast.iter_child_nodes(node):
        typing_only = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        if not typing_only and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from at_import(child)


def texts(module: ast.Module) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    docs = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("package", FORBIDDEN)
def test_libraries_import_downwards_only(package: str) -> None:
    for path in modules(package):
        assert not imports(ast.walk(tree(path))) & FORBIDDEN[package], name(path)


def test_store_actions_and_commands_do_not_load_flask() -> None:
    for path in modules("web/store", "web/actions", "web/cli", "web/views"):
        assert not imports(at_import(tree(path))) & {"flask", "apiflask", "flask_babel"}, name(path)


def test_sql_stands_in_the_store_alone() -> None:
    found = {name(path) for path in modules("aligner", "glossary", "web") if any(map(SQL.match, texts(tree(path))))}
    assert found
    assert {path for path in found if not path.startswith("web/store/")} == set()


def test_libraries_do_not_print() -> None:
    for path in modules("aligner", "glossary", "web"):
        calls = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
        printed = any(isinstance(func, ast.Name) and func.id == "print" for func in calls)
        assert not printed or name(path).startswith("web/cli/"), name(path)


def test_seeds_hold_data_alone() -> None:
    assert modules("seeds") == []
