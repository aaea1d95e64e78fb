"""The direction of imports, read from the source: outwards, and never in a circle.

``errors <- dates <- model <- the rest of the core <- store, render, ... <- cli``
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import watchlist

FOLDER = Path(watchlist.__file__).parent
MODULES = {
    ".".join(path.relative_to(FOLDER.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(FOLDER.rglob("*.py"))
}
PACKAGES = sorted(path.parent.name for path in FOLDER.glob("*/__init__.py"))
OUTER = [f"watchlist.{package}" for package in PACKAGES if package != "cli"]
CORE = [f"watchlist.{path.stem}" for path in sorted(FOLDER.glob("*.py")) if path.stem[:2] != "__"]
INNERMOST = ["watchlist.errors", "watchlist.dates", "watchlist.model"]
FOREIGN_TO_CORE = {"msgspec", "rapidfuzz"}
IMPURE = {"builtins", "io", "os", "pathlib", "shutil", "subprocess", "sys", "tempfile", "time"}
IMPURE_CALLS = {"print", "open", "input", "now", "utcnow", "today"}


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield everything that can run, at any depth."""
    for node in ast.iter_child_nodes(tree):
        if not is_type_checking(node):
            yield node
            yield from nodes(node)


def parsed(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> set[str]:
    """Return the full names of the modules that a module imports."""
    found = set()
    for node in nodes(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name their module in full"
            source = node.module or ""
            named = {f"{source}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else source for name in named}
    return found


IMPORTS = {module: imports(module) for module in MODULES}


def importers(package: str) -> set[str]:
    return {
        module
        for module, imported in IMPORTS.items()
        if any(name.split(".")[0] == package for name in imported)
    }


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def test_the_modules_are_there() -> None:
    assert set(INNERMOST) < set(CORE) < set(MODULES)
    assert {"watchlist.store", "watchlist.render"} <= set(OUTER)
    assert "watchlist.dates" in IMPORTS["watchlist.model"]


@pytest.mark.parametrize("module", CORE)
def test_the_core_knows_no_outer_layer(module: str) -> None:
    own = {name for name in IMPORTS[module] if is_in(name, "watchlist")}
    assert own <= {"watchlist", *CORE}


@pytest.mark.parametrize("module", CORE)
def test_the_core_needs_no_package_that_meets_the_user_or_the_disk(module: str) -> None:
    tops = {name.split(".")[0] for name in IMPORTS[module]}
    foreign = {
        name for name in tops - {"watchlist", "__future__"} if name not in sys.stdlib_module_names
    }
    assert foreign <= FOREIGN_TO_CORE
    assert tops & IMPURE == set()


@pytest.mark.parametrize("module", CORE)
def test_the_core_neither_prints_nor_reads_files_nor_looks_at_the_clock(module: str) -> None:
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for node in nodes(parsed(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    }
    assert calls & IMPURE_CALLS == set()


@pytest.mark.parametrize("module", INNERMOST)
def test_errors_dates_and_model_know_only_what_is_further_in(module: str) -> None:
    own = {name for name in IMPORTS[module] if is_in(name, "watchlist")}
    assert own <= set(INNERMOST[: INNERMOST.index(module)])


@pytest.mark.parametrize("package", OUTER)
def test_an_outer_package_knows_neither_the_others_nor_the_command_line(package: str) -> None:
    others = [f"watchlist.{name}" for name in PACKAGES if f"watchlist.{name}" != package]
    known = {
        name
        for module in MODULES
        if is_in(module, package)
        for name in IMPORTS[module]
        if any(is_in(name, other) for other in others)
    }
    assert known == set()


@pytest.mark.parametrize(
    ("package", "owners"),
    [
        ("tinydb", ["watchlist.store"]),
        ("tabulate", ["watchlist.render.tables"]),
        ("htpy", ["watchlist.render.pictures"]),
        ("markupsafe", ["watchlist.render.pictures"]),
        ("wcwidth", ["watchlist.render"]),
        ("click", ["watchlist.cli"]),
        ("platformdirs", ["watchlist.cli"]),
        ("tomlkit", ["watchlist.packs.writing", "watchlist.cli.config"]),
    ],
)
def test_a_package_is_imported_by_its_owners_only(package: str, owners: list[str]) -> None:
    found = importers(package)
    assert {
        module for module in found if not any(is_in(module, owner) for owner in owners)
    } == set()
    assert all(any(is_in(module, owner) for module in found) for owner in owners)


def test_no_module_imports_itself_through_others() -> None:
    own = {
        module: {name for name in imported if name in MODULES and name != module}
        for module, imported in IMPORTS.items()
    }
    assert set(TopologicalSorter(own).static_order()) == set(MODULES)
