"""The structure of the program, read from its source.

Imports go in one direction, those for type checkers included; no module of the root stands beside
the ground; an import inside a function has its reason; functions stay small.
"""

from __future__ import annotations

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median
from typing import Final

import pytest

import watchlist

FOLDER = Path(watchlist.__file__).parent
MODULES = {
    ".".join(path.relative_to(FOLDER.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(FOLDER.rglob("*.py"))
}
GROUND: Final = ("errors", "dates", "quantities", "spans", "model")
LAYERS: Final[dict[str, tuple[str, ...]]] = {
    # folder: the folders that it may import from, beside itself and the ground
    "files": (),
    "names": (),
    "story": (),
    "library": ("names", "story"),
    "queries": ("library", "names", "story"),
    "merging": ("queries", "library", "names", "story"),
    "formats": ("files", "merging", "queries", "library", "names", "story"),
    "packs": ("files", "merging", "queries", "library", "names", "story"),
    "store": ("files", "merging", "queries", "library", "names", "story"),
    "media": ("files", "queries", "library", "names"),
    "render": ("media", "merging", "queries", "library", "names", "story"),
    "sources": ("files", "formats", "packs", "merging", "queries", "library", "names", "story"),
}
PURE: Final = ("names", "story", "library", "queries", "merging")
FOREIGN_TO_PURE: Final = {"msgspec", "rapidfuzz"}
IMPURE: Final = {"builtins", "io", "os", "pathlib", "shutil", "subprocess", "sys", "time"}
LONGEST: Final = 40
MEDIAN: Final = 8
"""Lines of a function, from its def on."""
IMPURE_CALLS: Final = {"print", "open", "input", "now", "utcnow", "today"}


def parsed(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


TREES = {module: parsed(module) for module in MODULES}


def imports(module: str) -> set[str]:
    """Return the full names of the modules that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name their module in full"
            source = node.module or ""
            named = {f"{source}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else source for name in named}
    return found


IMPORTS = {module: imports(module) for module in MODULES}


def own_imports(module: str) -> set[str]:
    return {name for name in IMPORTS[module] if is_in(name, "watchlist")}


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def folder_of(module: str) -> str:
    """Return the layer of a module: its folder, or the name of a module of the root."""
    return module.split(".")[1] if "." in module else ""


def in_folders(folders: tuple[str, ...]) -> list[str]:
    return [module for module in MODULES if folder_of(module) in folders]


def test_the_modules_are_there() -> None:
    assert {f"watchlist.{name}" for name in GROUND} < set(MODULES)
    assert "watchlist.dates" in IMPORTS["watchlist.model"]
    folders = {path.parent.name for path in FOLDER.glob("*/__init__.py")}
    assert folders == {*LAYERS, "cli"}


def test_no_module_of_the_root_stands_beside_the_ground() -> None:
    root = {path.stem for path in FOLDER.glob("*.py")}
    assert root == {"__init__", "__main__", *GROUND}


@pytest.mark.parametrize("module", GROUND)
def test_the_ground_knows_only_what_lies_below_it(module: str) -> None:
    below = {f"watchlist.{name}" for name in GROUND[: GROUND.index(module)]}
    assert own_imports(f"watchlist.{module}") <= below


@pytest.mark.parametrize("folder", LAYERS)
def test_a_folder_imports_only_from_the_layers_below_it(folder: str) -> None:
    allowed = {folder, *GROUND, *LAYERS[folder], ""}
    wrong = {
        f"{module} imports {name}"
        for module in in_folders((folder,))
        for name in own_imports(module)
        if folder_of(name) not in allowed
    }
    assert wrong == set()


def test_the_names_of_orders_cost_nothing_to_know() -> None:
    assert own_imports("watchlist.story.kinds") == set()


def test_no_two_modules_import_each_other_through_any_others() -> None:
    own = {
        module: {name for name in imported if name in MODULES and name != module}
        for module, imported in IMPORTS.items()
    }
    assert set(TopologicalSorter(own).static_order()) == set(MODULES)


@pytest.mark.parametrize("module", in_folders(PURE))
def test_the_inner_layers_need_no_package_that_meets_the_user_or_the_disk(module: str) -> None:
    tops = {name.split(".")[0] for name in IMPORTS[module]}
    foreign = {
        name for name in tops - {"watchlist", "__future__"} if name not in sys.stdlib_module_names
    }
    assert foreign <= FOREIGN_TO_PURE
    assert tops & IMPURE == set()


@pytest.mark.parametrize("module", in_folders((*GROUND, *PURE)))
def test_the_inner_layers_neither_print_nor_read_files_nor_look_at_the_clock(module: str) -> None:
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    }
    assert calls & IMPURE_CALLS == set()


@pytest.mark.parametrize(
    ("package", "owners"),
    [
        ("tinydb", ["watchlist.store"]),
        ("tabulate", ["watchlist.render.tables"]),
        ("htpy", ["watchlist.render.pictures"]),
        ("markupsafe", ["watchlist.render.pictures"]),
        ("wcwidth", ["watchlist.render"]),
        ("urllib3", ["watchlist.sources.web"]),
        ("click", ["watchlist.cli"]),
        ("platformdirs", ["watchlist.cli"]),
        ("guessit", ["watchlist.media.guessing"]),
        ("tomlkit", ["watchlist.packs", "watchlist.cli"]),
    ],
)
def test_a_package_is_imported_by_its_owners_only(package: str, owners: list[str]) -> None:
    found = {
        module
        for module, imported in IMPORTS.items()
        if any(name.split(".")[0] == package for name in imported)
    }
    strangers = {module for module in found if not any(is_in(module, owner) for owner in owners)}
    assert strangers == set()
    assert all(any(is_in(module, owner) for module in found) for owner in owners)


@pytest.mark.parametrize("module", MODULES)
def test_an_import_inside_a_function_has_its_reason(module: str) -> None:
    lines = MODULES[module].read_text(encoding="utf-8").splitlines()
    late = [lines[node.lineno - 1] for node in late_imports(module)]
    assert [line for line in late if not re.search(r"# noqa: PLC0415 -- .{10,}", line)] == []


def late_imports(module: str) -> list[ast.stmt]:
    """Return the imports inside of functions."""
    return [
        inner
        for outer in functions(module)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def functions(module: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


@pytest.mark.parametrize("module", MODULES)
def test_no_function_is_longer_than_a_screen(module: str) -> None:
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(module)}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_most_functions_are_small() -> None:
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1 for module in MODULES for node in functions(module)
    ]
    assert median(lengths) <= MEDIAN


FOLDERS: Final = [
    module for module, path in MODULES.items() if path.stem == "__init__" and "." in module
]
NOT_SAID_YET: Final = {
    # which layers they import is not in their texts
    "watchlist.formats",
    "watchlist.formats.parsing",
    "watchlist.formats.readers",
    "watchlist.formats.writers",
}
NAMED: Final = re.compile(r"``([\w.]+)``")


def sentences(folder: str) -> tuple[str, str]:
    """Return what a folder says of itself, and what it says after “It imports”."""
    text = " ".join((ast.get_docstring(TREES[folder]) or "").split())
    said, imported, what = text.partition(" It imports ")
    assert imported, text
    return said, what


def names_in(folder: str) -> set[str]:
    """Return what can be imported from a folder: its modules, and the names in its __init__."""
    below = {module.removeprefix(f"{folder}.") for module in MODULES if is_in(module, folder)}
    own = {node.name for node in TREES[folder].body if isinstance(node, ast.FunctionDef)}
    own |= {name.rpartition(".")[2] for name in IMPORTS[folder] if is_in(name, folder)}
    own |= {
        alias.name
        for node in TREES[folder].body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return {name.split(".")[0] for name in below} | own


@pytest.mark.parametrize("folder", sorted({*FOLDERS} - NOT_SAID_YET))
def test_a_folder_says_what_is_to_be_imported_from_it(folder: str) -> None:
    said, _ = sentences(folder)
    assert re.search(r"\bImport |nothing imports ", said, re.IGNORECASE)
    named = {name.split(".")[0] for name in NAMED.findall(said)}
    assert named & names_in(folder) or "Import the module of " in said


@pytest.mark.parametrize("folder", sorted({*FOLDERS} - NOT_SAID_YET))
def test_a_folder_says_which_layers_it_imports(folder: str) -> None:
    _, what = sentences(folder)
    inside = [module for module in MODULES if is_in(module, folder)]
    found = {folder_of(name) for module in inside for name in own_imports(module)}
    found -= {folder_of(folder), ""}
    named = set(NAMED.findall(what))
    if what.startswith("every layer"):
        named = {*LAYERS} - named
    assert named & {*LAYERS} == found & {*LAYERS}
    if "the ground" not in what:
        assert named & {*GROUND} == found & {*GROUND}
    assert ("the ground" in what or bool(named & {*GROUND})) == bool(found & {*GROUND})


def test_imports_inside_functions_are_fewer_than_ten() -> None:
    late = {f"{module}:{node.lineno}" for module in MODULES for node in late_imports(module)}
    assert len(late) < 10, late


ALIAS: Final = re.compile(r"[A-Z]\w*[a-z]\w*")
"""The name of a type; that of a constant has no small letters."""


def type_names(module: str) -> set[str]:
    """Return the names of the classes of a module and of its own names for types."""
    classes = {node.name for node in ast.walk(TREES[module]) if isinstance(node, ast.ClassDef)}
    assigned = {
        target.id
        for node in TREES[module].body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    if folder_of(module) == "formats":
        assigned = set()  # its readers are still to get names of their own for types
    names = {name.lstrip("_") for name in classes | assigned}
    return {name for name in names if ALIAS.fullmatch(name)}


def test_the_name_of_a_type_has_one_meaning() -> None:
    places: dict[str, list[str]] = {}
    for module in MODULES:
        for name in type_names(module):
            places.setdefault(name, []).append(module)
    assert [f"{name}: {found}" for name, found in places.items() if len(found) > 1] == []
