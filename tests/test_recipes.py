"""The recipes of ``docs/contributing.md``: each is followed in a copy of the program, and tried."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import pytest

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "contributing.md"
_RECIPE: Final = re.compile(r"^### (.+)$", re.MULTILINE)
_BLOCK: Final = re.compile(r"^```(?:python|toml)\n# (.+?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PLACE: Final = re.compile(r"(\S+), (above|below|instead of): (.+?)(?: \(in class (\w+)\))?")


class Block(NamedTuple):
    """A piece of code, and where it goes."""

    place: str
    code: str


def recipes() -> dict[str, list[Block]]:
    """Return the blocks of each recipe, by its heading."""
    _, *parts = _RECIPE.split(PAGE.read_text(encoding="utf-8").partition("## Recipes")[2])
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {name: [Block(*found) for found in _BLOCK.findall(text)] for name, text in pairs}


def followed(blocks: list[Block], folder: Path) -> set[str]:
    """Do what the blocks of a recipe say in a copy of the program; return the files touched."""
    return {_put(block, folder) for block in blocks}


def _put(block: Block, folder: Path) -> str:
    place = _PLACE.fullmatch(block.place)
    if not place:
        assert not (folder / block.place).exists()
        (folder / block.place).write_text(block.code, encoding="utf-8")
        return block.place
    file, where, line, inside = place.groups()
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start = _line(lines, f"class {inside}(") if inside else 0
    index = start + _line(lines[start:], line)
    begin = index + (where == "below")
    lines[begin : index + (where != "above")] = [block.code]
    path.write_text("".join(lines), encoding="utf-8")
    return file


def _line(lines: list[str], wanted: str) -> int:
    found = [number for number, line in enumerate(lines) if line.strip().startswith(wanted)]
    assert found, f"no line begins with {wanted}"
    return found[0]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a folder with a copy of the program."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "watchlist", tmp_path / "watchlist", ignore=ignored)
    (tmp_path / "docs").mkdir()
    return tmp_path


def watchlist(
    program: Path,
    *args: str,
    module: str = "watchlist",
    variables: Mapping[str, str] | None = None,
) -> str:
    """Run the copy, and return what it printed."""
    result = subprocess.run(
        [sys.executable, "-m", module, *args],
        cwd=program,
        env={**os.environ, "WATCHLIST_LIBRARY": "films.json", "COLUMNS": "80", **(variables or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode in (0, 1), result.stderr
    return result.stdout + result.stderr


def a_field(program: Path) -> Iterator[bool]:
    watchlist(program, "add", "Heat (1995)", "--studio", "Regency", "--studio", "Forward Pass")
    yield "Studios     Regency, Forward Pass" in watchlist(program, "show", "heat")
    watchlist(program, "edit", "heat", "--clear", "studio=regency")
    yield json.loads(watchlist(program, "show", "heat", "-f", "json"))["studios"] == [
        "Forward Pass"
    ]
    yield "Forward Pass" in watchlist(program, "export", "--to", "csv")


def a_migration(program: Path) -> Iterator[bool]:
    (program / "films.json").write_text(
        '{"schema": 2, "films": {"1": {"title": "Heat", "tags": ["Noir"], "to_watch": true}}}',
        encoding="utf-8",
    )
    yield json.loads(watchlist(program, "show", "heat", "-f", "json"))["tags"] == ["noir"]
    watchlist(program, "add", "Alien (1979)")
    stored = json.loads((program / "films.json").read_text(encoding="utf-8"))
    yield (stored["schema"], stored["films"]["1"]["tags"]) == (3, ["noir"])


def a_setting(program: Path) -> Iterator[bool]:
    config = {"WATCHLIST_CONFIG": str(program / "config.toml")}
    watchlist(program, "add", "Heat (1995)", "Alien (1979)", variables=config)
    listed = watchlist(program, "list", variables=config)
    yield listed.index("Heat") < listed.index("Alien")
    watchlist(program, "config", "set", "sort", "title", variables=config)
    listed = watchlist(program, "list", variables=config)
    yield listed.index("Alien") < listed.index("Heat")
    given = watchlist(program, "list", variables={**config, "WATCHLIST_SORT": "added"})
    yield given.index("Heat") < given.index("Alien")


def a_command(program: Path) -> Iterator[bool]:
    watchlist(program, "add", "Heat (1995)", "Alien (1979)")
    yield "Alien" in watchlist(program, "oldest")
    yield "Show the oldest film to watch." in watchlist(program, "--help")


def a_kind_of_order(program: Path) -> Iterator[bool]:
    watchlist(program, "add", "Alien (1979)", "Aliens (1986)", "--franchise", "Alien")
    order = json.loads(watchlist(program, "order", "alien", "--by", "newest", "-f", "json"))
    [table] = order["tables"]
    yield [entry["title"] for entry in table["entries"]] == ["Aliens", "Alien"]
    yield "released 1986-07-18." in watchlist(
        program, "order", "alien", "--by", "newest", "--explain"
    )
    yield "newest" in watchlist(program, "franchise", "arrange", "alien", "newest", "aliens")


def a_check(program: Path) -> Iterator[bool]:
    watchlist(program, "add", "Nothing known", "--bare")
    yield "Nothing known has no year" in watchlist(program, "doctor")


def an_export_format(program: Path) -> Iterator[bool]:
    watchlist(program, "add", "Heat (1995)")
    yield watchlist(program, "export", "--to", "titles") == "Heat (1995)\n"


def a_source(program: Path) -> Iterator[bool]:
    watchlist(program, "add", "Metropolis")
    yield "2 h 33 min" in watchlist(program, "show", "metropolis")


def a_pack(program: Path) -> Iterator[bool]:
    watchlist(program, module="watchlist.packs")
    printed = watchlist(program, "order", "lighthouse")
    yield printed.index("The Keeper's Daughter") < printed.index("The Lighthouse Keeper")
    path = "watchlist/packs/data/lighthouse.toml"
    yield "is a good pack" in watchlist(program, "pack", "check", path)


TRIED: Final = {
    "A field of a film": (a_field, 2),
    "A migration": (a_migration, 1),
    "A setting": (a_setting, 2),
    "A command": (a_command, 2),
    "A kind of order": (a_kind_of_order, 2),
    "A check of `doctor`": (a_check, 2),
    "An export format": (an_export_format, 2),
    "A source of facts": (a_source, 2),
    "A pack": (a_pack, 1),
}
"""For each recipe what shows that it works, and how many files it touches."""


def test_every_recipe_is_tried() -> None:
    assert recipes().keys() == TRIED.keys()


@pytest.mark.parametrize("name", TRIED)
def test_a_recipe_makes_what_it_says_in_the_files_that_it_names(name: str, program: Path) -> None:
    shows, files = TRIED[name]
    assert len(followed(recipes()[name], program)) == files
    assert all(shows(program))
