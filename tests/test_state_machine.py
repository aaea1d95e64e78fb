"""Every command with nasty values, in any order: no traceback, nothing broken, undo returns.

The command lines are made from the commands themselves, so that a new command or option is in
here without being named.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import pytest
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.conftest import Run
from tests.store.command_lines import COPY, LIBRARY
from watchlist.cli.root import cli

Line = tuple[str, ...]

STATUSES = {0, 1, 2, 3, 4, 5, 130}
APART = {("undo",), ("redo",), ("completion",), ("config", "edit")}
"""Commands with a rule of their own, or that would leave the test's folder."""

BROKEN = {"unreadable record", "dangling link", "dangling member", "no member"}
TITLES = ["Alien", "Aliens", "Ré\u0301union", "1917", "攻殻機動隊", "😀", "Alien (1979)", "Earth"]
NASTY = [
    "",
    " ",
    "--",
    "-x",
    "--help",
    "--fix",
    "\x1b[31mred\x1b[0m",
    "a\tb\nc\r",
    "\u202etxet\u2066",
    "\u200b",
    "\ufeff",
    "\ufffe",
    "\udcff",
    "\x7f\x9b",
    "=1+1",
    "%s{0}$(x)",
    "../../x",
    "9" * 30,
    "x" * 1_001,
    "id:0",
    "id:-1",
    "id:" + "9" * 5_000,
    "F:",
    ":",
    "Alien:David",
]
FILMS = ["id:1", "id:2", "id:4", "id:5", "id:9", "id:10", *TITLES]
FRANCHISES = ["Alien", "Fincher", "Alien:David", "Alien:main", "Brand new"]
DATES = ["2020-01-01", "2020-02-30", "9999-12-31", "0001-01-01", "2020", "today", "unknown", "TBA"]
NUMBERS = ["0", "-1", "1", "90", "1979", "9999", "10000", "2147483648", "1e9", "nan", "½", "٣"]
OTHERS = ["4.5", "9/10", "★★", "1h41", "1973", "19 BBY", "1901..1925", ">=4", "tt0000001", "Ann:x"]
PLAIN = st.sampled_from([*TITLES, *NUMBERS, *DATES, *OTHERS])
ODD = st.sampled_from(NASTY) | st.text(st.characters(exclude_characters="\0"), max_size=8)
PATHS = st.sampled_from(["library.json", "copy.json", "missing.json", "folder", "old.json"])


def _commands(group: click.Group, path: Line = ()) -> Iterator[tuple[Line, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        elif command:
            yield (*path, name), command


def _values(parameter: click.Parameter) -> st.SearchStrategy[str]:
    """Return values for a parameter: likely ones most of the time."""
    kind = parameter.type
    name = f"{kind.name} {parameter.name}".lower()
    likely: st.SearchStrategy[str] = PLAIN
    if isinstance(kind, click.Choice):
        likely = st.sampled_from([str(choice) for choice in kind.choices])
    elif isinstance(kind, click.Path) or {"file", "path", "output"} & set(name.split()):
        return PATHS  # nothing may be written anywhere else
    elif "franchise" in name:
        likely = st.sampled_from(FRANCHISES)
    elif "film" in name or "reference" in name:
        likely = st.sampled_from(FILMS)
    elif "date" in name:
        likely = st.sampled_from(DATES)
    elif isinstance(kind, click.IntRange | click.types.IntParamType):
        likely = st.sampled_from(NUMBERS)
    return st.integers(0, 19).flatmap(
        lambda die: ODD if die == 0 else PLAIN if die == 1 else likely
    )


def _repeated(parameter: click.Parameter) -> st.SearchStrategy[Line]:
    if parameter.nargs == -1:
        return st.lists(_values(parameter), min_size=1, max_size=3).map(tuple)
    return st.tuples(*[_values(parameter)] * parameter.nargs)


def _option(option: click.Option) -> st.SearchStrategy[Line]:
    flags = [name for name in (*option.opts, *option.secondary_opts) if name.startswith("--")]
    given = st.just(()) if option.is_flag or option.count else _repeated(option)
    return st.tuples(st.sampled_from(flags), given).map(lambda pair: (pair[0], *pair[1]))


@st.composite
def _lines(draw: st.DrawFn) -> Line:
    """Draw a command line: the arguments that it takes, and a few of its options."""
    path, command = draw(st.sampled_from(COMMANDS))
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    parts: list[str] = []
    for argument in arguments:
        if argument.required or draw(st.booleans()):
            parts += draw(_repeated(argument))
    for option in draw(st.lists(st.sampled_from(options), max_size=3)) if options else ():
        parts += draw(_option(option))
    return (*path, *parts)


COMMANDS = [(path, command) for path, command in _commands(cli) if path not in APART]
READING = [("list", "--all"), ("log",), ("order", "Alien"), ("next",), ("history",)]


class Watchlist(RuleBasedStateMachine):
    """A library that is used as wildly as the command line allows."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.home = Path.cwd()
        os.chdir(self.folder.name)
        os.environ["WATCHLIST_CONFIG"] = "config.toml"
        Path("folder").mkdir()
        shutil.copyfile(COPY, "old.json")  # which some lines overwrite
        self.run = Run(Path(self.folder.name) / "library.json")

    def teardown(self) -> None:
        """Leave the folder."""
        os.chdir(self.home)
        del os.environ["WATCHLIST_CONFIG"]
        self.folder.cleanup()

    @initialize(empty=st.integers(0, 4).map(lambda die: die == 4))
    def begin(self, *, empty: bool) -> None:
        if not empty:
            self.run.library.write_text(LIBRARY, encoding="utf-8")

    @rule(lines=st.lists(_lines(), min_size=1, max_size=3))
    def type_lines(self, lines: list[Line]) -> None:
        for line in lines:
            self._type(line)

    def _type(self, line: Line) -> None:
        before, steps = self._tables(), self._steps()
        result = self.run(*line, input="")
        event(f"{line[0]}: {result.exit_code}")
        assert result.exit_code in STATUSES, line
        assert "Traceback" not in result.output
        assert result.exit_code in (0, 5) or result.stderr or result.stdout, line
        after = self._tables()
        if after == before:
            return
        assert result.exit_code in (0, 1), line  # 1: doctor has fixed what it could
        assert self._steps()[-1] != (steps or [None])[-1]
        self.run.ok("undo")
        assert before == self._tables(), line
        self.run.ok("redo")
        assert after == self._tables(), line

    @rule(verb=st.sampled_from(["undo", "redo"]))
    def turn(self, verb: str) -> None:
        assert self.run(verb).exit_code in (0, 1)

    @rule(args=st.sampled_from(READING))
    def read(self, args: Line) -> None:
        before = self._content()
        assert self.run(*args).exit_code in (0, 3, 4)
        assert before == self._content()

    @invariant()
    def doctor_finds_nothing_broken(self) -> None:
        result = self.run("doctor", "--format", "json")
        assert result.exit_code in (0, 1)
        assert [f for f in json.loads(result.stdout) if f["check"] in BROKEN] == []

    def _tables(self) -> dict[str, Any]:
        """Return the tables but the history; one without records is none."""
        content = self._content()
        return {name: table for name, table in content.items() if table and name != "history"}

    def _steps(self) -> list[Any]:
        return [*self._content().get("history", {}).values()]

    def _content(self) -> dict[str, Any]:
        if not self.run.library.exists():
            return {}
        content: dict[str, Any] = json.loads(self.run.library.read_bytes())
        return {name: table for name, table in content.items() if name != "schema"}


TestWatchlist = pytest.mark.filterwarnings("default")(Watchlist.TestCase)
TestWatchlist.settings = settings(max_examples=settings().max_examples, stateful_step_count=6)
