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
    "edit": ["heat", "--tag", "x"],
    "remove": ["heat", "--yes"],
    "show": ["heat"],
    "person": ["someone"],
    "rate": ["heat", "4"],
    "watched": ["heat", "--add"],
    "note": ["heat", "text"],
    "order": ["saga"],
    "next": ["saga"],
    "catchup": ["heat"],
    "plan": ["saga"],
    "pack add": ["alien"],
    "pack show": ["alien"],
    "franchise show": ["saga"],
    "franchise track": ["alien"],
    "import": ["films.txt"],
    "export": ["--to", "json"],
    "config set": ["fill", "online"],
    "catalogue build": ["films.txt"],
}


@pytest.mark.parametrize("line", command_lines(), ids=" ".join)
def test_no_command_but_those_named_opens_a_socket(
    run: Run, world: World, monkeypatch: pytest.MonkeyPatch, line: list[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("WATCHLIST_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "films.txt").write_text("Alien\n")
    run.ok("add", "Heat (1995)", "--franchise", "saga", "--release", "2030-01-01")

    def refuse(*_args: object, **_settings: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    run(*line, *ARGUMENTS.get(" ".join(line), []))
    assert world.asked == []
