"""The key of TMDB is told to nobody, and no command but those named opens a socket."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.sources.world import KEY, World
from watchlist.cli.commands.table import COMMANDS, GROUPS


def test_the_key_is_in_no_output_and_only_in_the_configuration_of_mode_0600(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "settings" / "config.toml"
    config.parent.mkdir()
    config.write_text('date = "dmy"\n')
    config.chmod(0o644)
    monkeypatch.setenv("WATCHLIST_CONFIG", str(config))
    said = [
        run("config", "set", "tmdb_key", KEY),
        run("config", "set", "tmdb_key", KEY, "-f", "json"),
        run("config", "get", "tmdb_key"),
        run("config", "show"),
        run("config", "show", "-f", "json"),
        run("config", "set", "tmdb_key", f"{KEY} {KEY}"),
        run("history"),
    ]
    assert KEY in config.read_text()
    assert config.stat().st_mode & 0o777 == 0o600
    assert [one.exit_code for one in said] == [0, 0, 0, 0, 0, 2, 0]
    assert all(KEY not in one.output for one in said)
    others = [path for path in tmp_path.rglob("*") if path.is_file() and path != config]
    assert all(KEY.encode() not in path.read_bytes() for path in others)


@pytest.mark.parametrize(
    "line",
    [
        ["set", f"tmdb_key={KEY}"],
        ["set", f"tmdb_key={KEY}", "x"],
        ["set", KEY, "tmdb_key"],
        ["set", "0123456789abcdef", KEY],
        ["get", KEY],
        ["unset", KEY],
    ],
)
def test_a_key_in_the_wrong_place_is_not_repeated(run: Run, line: list[str]) -> None:
    result = run("config", *line)
    assert (result.exit_code, result.stdout) == (2, "")
    assert KEY not in result.stderr


@pytest.mark.parametrize("line", [["set", "date", "dmy"], ["edit"], ["set", "tmdb_key", KEY]])
def test_a_file_with_a_key_is_private_whatever_of_it_is_changed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: list[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'tmdb_key = "{KEY}"\n')
    config.chmod(0o644)
    monkeypatch.setenv("WATCHLIST_CONFIG", str(config))
    run.ok("config", *line)
    assert config.stat().st_mode & 0o777 == 0o600


OF_THE_NETWORK = {"fill", "search", "add", "upcoming", "franchise discover"}
"""Commands that open a connection when they are asked to."""


def command_lines() -> list[list[str]]:
    names = [name for section in COMMANDS.values() for name in section]
    lines = [[name] for name in names if name not in GROUPS]
    lines += [[outer, inner] for outer, names_ in GROUPS.items() for inner in names_]
    return [line for line in lines if " ".join(line) not in OF_THE_NETWORK - {"add", "upcoming"}]


ARGUMENTS = {
    "add": ["Salt"],
    "catalogue build": ["films.csv"],
    "catalogue show": [],
    "catchup": ["heat"],
    "completion": ["bash"],
    "config get": ["fill"],
    "config set": ["fill", "online"],
    "config unset": ["fill"],
    "credit": ["heat", "somebody", "--as", "writer"],
    "edit": ["heat", "--tag", "x"],
    "export": ["--to", "json"],
    "franchise add": ["saga", "ronin"],
    "franchise arrange": ["saga", "mine", "heat"],
    "franchise combine": ["both", "saga", "alien"],
    "franchise continuity": ["saga", "other", "heat"],
    "franchise delete": ["saga"],
    "franchise disarrange": ["saga", "mine"],
    "franchise edit": ["saga", "--alias", "tale"],
    "franchise prefer": ["saga", "heat"],
    "franchise remove": ["saga", "heat"],
    "franchise rename": ["saga", "tale"],
    "franchise rewatch": ["saga"],
    "franchise show": ["saga"],
    "franchise skip": ["saga", "heat"],
    "franchise track": ["alien"],
    "franchise unskip": ["saga", "heat"],
    "import": ["films.txt"],
    "link": ["heat", "sequel-to", "ronin"],
    "lists add": ["shelf", "ronin"],
    "lists delete": ["shelf"],
    "lists new": ["other"],
    "lists remove": ["shelf", "heat"],
    "lists rename": ["shelf", "board"],
    "lists show": ["shelf"],
    "merge": ["heat", "ronin"],
    "merge-driver": ["copy.json", "copy.json", "copy.json"],
    "next": ["saga"],
    "note": ["heat", "text"],
    "order": ["saga"],
    "pack add": ["alien"],
    "pack check": ["saga.toml"],
    "pack export": ["saga"],
    "pack show": ["alien"],
    "parts": ["heat"],
    "person": ["someone"],
    "place": ["heat", "--first"],
    "plan": ["saga"],
    "rate": ["heat", "4"],
    "remove": ["heat", "--yes"],
    "restore": ["copy.json"],
    "scan": ["."],
    "show": ["heat"],
    "sync": ["copy.json"],
    "unlink": ["heat", "remake-of", "ronin"],
    "unwatch": ["ronin"],
    "viewing": ["ronin", "--rating", "4"],
    "watched": ["heat"],
}
AMISS = {"play": ["heat"], "git-setup": [], "franchise prefer": [], "redo": []}
"""Commands that have nothing to do here, with what they are given."""


@pytest.fixture
def saga(run: Run, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a runner, in a folder where each command finds something to do."""
    monkeypatch.setenv("WATCHLIST_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "films.txt").write_text("Alien\n")
    (tmp_path / "films.csv").write_text("title,year\nAlien,1979\n")
    run.ok("config", "set", "fill", "local")
    run.ok("catalogue", "build", "films.csv")
    run.ok("watched", "Ronin (1998)", "--add")
    release = ["--release", "2030-01-01", "--director", "someone"]
    run.ok("add", "Heat (1995)", "--franchise", "saga", *release, "--remake-of", "ronin")
    run.ok("franchise", "arrange", "saga", "mine", "heat")
    run.ok("lists", "new", "shelf", "heat")
    run.ok("pack", "export", "saga", "--output", "saga.toml")
    run.ok("export", "--to", "json", "--output", "copy.json")
    return run


def refuse(*_args: object, **_settings: object) -> None:
    raise AssertionError("a socket was opened")


@pytest.mark.parametrize("line", command_lines(), ids=" ".join)
def test_everything_here_is_asked_for_by_name_no_other_command_ever_touches_the_network(
    shipped_packs: None, saga: Run, world: World, monkeypatch: pytest.MonkeyPatch, line: list[str]
) -> None:
    name = " ".join(line)
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    result = saga(*line, *ARGUMENTS.get(name, AMISS.get(name, [])))
    assert result.exit_code == 0 or name in AMISS, result.output
    assert world.asked == []


@pytest.mark.parametrize(
    "line",
    [
        ["fill", "--all", "--offline"],
        ["fill", "heat", "--offline", "--refresh", "--episodes"],
        ["fill", "heat", "--as", "wikidata:Q1", "--offline"],
        ["fill", "--all", "--from", "packs,catalogue"],
        ["search", "heat", "--offline"],
        ["add", "Salt", "--bare", "--fill"],
        ["upcoming"],
        ["franchise", "discover", "--help"],
    ],
    ids=" ".join,
)
def test_those_named_open_none_when_they_are_told_so(
    saga: Run, world: World, monkeypatch: pytest.MonkeyPatch, line: list[str]
) -> None:
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    saga(*line)
    assert world.asked == []
