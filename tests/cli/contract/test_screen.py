"""From an order to the screen. A test bears the sentence of the contract that it holds."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.conftest import Run
from watchlist.cli.commands import play as play_module

ROOT = Path(__file__).parents[3]
Make = Callable[..., Path]

posix = pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not have")


@pytest.fixture
def media(tmp_path: Path) -> Make:
    """Make empty files in a folder of media, and return the folder."""
    folder = tmp_path / "media"
    folder.mkdir()

    def make(*names: str) -> Path:
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return folder

    return make


@pytest.fixture
def films(run: Run) -> Run:
    """Some films, and a series of two seasons."""
    run.ok("add", "The Matrix (1999)", "Heat (1995)", "Alien (1979)", "--bare")
    run.ok("add", "Harbour Watch (2008)", "--bare", "--seasons", "2,3")
    return run


def listed(run: Run, *fields: str) -> list[Any]:
    """Return fields of the files that are known, in order of their paths."""
    return [tuple(file[f] for f in fields) for file in run.json("scan", "--list")]


def names(run: Run) -> dict[str, int | None]:
    """Return the films of the files that are known, by the names of these."""
    return {os.path.basename(file["path"]): file["id"] for file in run.json("scan", "--list")}


# -- scan ------------------------------------------------------------------------------------


def test_scan_finds_media_files_films_and_episodes(films: Run, media: Make) -> None:
    episode = "Harbour Watch (2008)/Season 02/Harbour Watch - s02e03.mkv"
    folder = media("The Matrix (1999).mkv", "Heat.1995.1080p.BluRay.mkv", episode, "notes.txt")
    films.ok("scan", str(folder))
    assert listed(films, "id", "part", "title") == [
        (4, "S02E03", "Harbour Watch"),
        (2, None, "Heat"),
        (1, None, "The Matrix"),
    ]


def test_it_reads_their_names_with_a_library_made_for_that_guessit_an_extra(
    films: Run, media: Make
) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["scan"]
    assert [name.partition(">=")[0] for name in extra] == ["guessit"]
    assert not any(name.startswith("guessit") for name in project["dependencies"])
    films.ok("scan", str(media("Harbour Watch 2of6.mkv")))  # a style that it alone knows
    assert listed(films, "id", "part") == [(4, "S01E02")]


@pytest.mark.parametrize("has_guessit", [True, False])
def test_without_guessit_a_small_reader_of_title_year_and_s02e16(
    films: Run, media: Make, monkeypatch: pytest.MonkeyPatch, has_guessit: bool
) -> None:
    if not has_guessit:
        monkeypatch.setitem(sys.modules, "guessit", None)
        monkeypatch.delitem(sys.modules, "watchlist.media.guessing", raising=False)
    folder = media("Heat (1995).mkv", "Harbour Watch S02E01.mkv", "Harbour Watch - 02.mkv")
    films.ok("scan", str(folder))
    absolute = 4 if has_guessit else None
    assert names(films) == {
        "Heat (1995).mkv": 2,
        "Harbour Watch S02E01.mkv": 4,
        "Harbour Watch - 02.mkv": absolute,
    }


def test_it_matches_them_to_the_library_by_id_in_the_name_else_title_and_year(
    films: Run, media: Make
) -> None:
    films.ok("edit", "the matrix", "--tmdb", "603")
    films.ok("edit", "heat", "--imdb", "tt0113277")
    media("Some Other Words {tmdb-603}.mkv", "Whatever [imdbid-tt0113277].mkv")
    films.ok("scan", str(media("Alien (1979).mkv")))
    assert sorted(number or 0 for number in names(films).values()) == [1, 2, 3]


def test_an_id_that_says_otherwise_beats_title_and_year(films: Run, media: Make) -> None:
    films.ok("edit", "the matrix", "--tmdb", "603")
    films.ok("scan", str(media("The Matrix (1999) {tmdb-604}.mkv")))
    assert list(names(films).values()) == [None]


def test_it_keeps_the_paths_in_a_file_of_this_machine_not_in_the_library(
    films: Run, media: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("WATCHLIST_CACHE", str(cache))
    before = films.library.read_bytes()
    films.ok("scan", str(media("Heat (1995).mkv")))
    assert films.library.read_bytes() == before
    assert len(list(cache.iterdir())) == 1


def test_a_reading_command_makes_no_list_of_files(
    films: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_CACHE", str(tmp_path / "cache"))
    films.ok("list", "--where", "file")
    films.ok("scan", "--list")
    assert not (tmp_path / "cache").exists()


def test_each_library_has_its_own_list(films: Run, media: Make, tmp_path: Path) -> None:
    films.ok("scan", str(media("Heat (1995).mkv")))
    assert Run(tmp_path / "other.json").json("scan", "--list") == []


def test_it_says_what_it_matched_and_what_it_could_not(films: Run, media: Make) -> None:
    said = films.ok("scan", str(media("Heat (1995).mkv", "Nobody Knows (2004).mkv")))
    assert "Found 2 files" in said
    assert "1 of Heat (1995)" in said
    assert "Nobody Knows (2004).mkv" in said
    record = films.json("scan", str(media()))
    assert (record["files"], record["matched"], len(record["unmatched"])) == (2, 1, 1)


def test_with_add_it_enters_the_rest(films: Run, media: Make) -> None:
    episodes = [f"Quay (2011)/Season 1/Quay - s01e0{number}.mkv" for number in (1, 2)]
    folder = media("Heat (1995).mkv", "Nobody Knows (2004) {tmdb-2517}.mkv", *episodes)
    films.ok("scan", str(folder), "--add")
    found = films.json("list", "--all")
    new = [(f["title"], f["year"], f["kind"], f["tmdb"]) for f in found if f["id"] > 4]
    assert sorted(new) == [
        ("Nobody Knows", 2004, "film", 2517),
        ("Quay", 2011, "series", None),
    ]
    assert None not in names(films).values()
    assert ("S01E02", "Quay") in listed(films, "part", "title")
    films.ok("undo")
    assert len(films.json("list", "--all")) == 4


def test_a_second_scan_with_add_enters_nothing(films: Run, media: Make) -> None:
    folder = media("Nobody Knows (2004).mkv")
    films.ok("scan", str(folder), "--add")
    before = films.library.read_bytes()
    films.ok("scan", str(folder), "--add")
    assert films.library.read_bytes() == before


@posix
def test_symlinks_are_not_followed_out_of_the_folder(
    films: Run, media: Make, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "Alien (1979).mkv").touch()
    folder = media("Heat (1995).mkv")
    (folder / "link").symlink_to(outside, target_is_directory=True)
    (folder / "The Matrix (1999).mkv").symlink_to(outside / "Alien (1979).mkv")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    films.ok("scan", str(folder))
    assert names(films) == {"Heat (1995).mkv": 2}


@pytest.fixture
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let folders be changed some time ago, so that their times tell."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)


@pytest.mark.usefixtures("_later")
def test_a_second_scan_looks_only_at_what_changed(
    films: Run, media: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = media("a/Heat (1995).mkv", "b/Alien (1979).mkv")
    films.ok("scan", str(folder))
    looked: list[str] = []
    scandir = os.scandir

    def listing(path: str) -> Any:
        looked.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", listing)
    films.ok("scan", str(folder))
    assert looked == []
    media("b/The Matrix (1999).mkv")
    (folder / "b" / "Alien (1979).mkv").unlink()
    films.ok("scan", str(folder))
    assert looked == [str(folder / "b")]
    assert sorted(names(films)) == ["Heat (1995).mkv", "The Matrix (1999).mkv"]


def test_a_folder_that_is_gone_takes_its_files_along(films: Run, media: Make) -> None:
    folder = media("a/b/Heat (1995).mkv", "c/Alien (1979).mkv")
    films.ok("scan", str(folder))
    shutil.rmtree(folder / "a")
    films.ok("scan", str(folder))
    assert names(films) == {"Alien (1979).mkv": 3}


def test_a_disk_that_is_not_there_loses_nothing(films: Run, media: Make) -> None:
    folder = media("Heat (1995).mkv")
    films.ok("scan", str(folder))
    folder.rename(folder.with_name("away"))
    result = films("scan")
    assert result.exit_code == 0
    assert "it is not there" in result.stderr
    assert names(films) == {"Heat (1995).mkv": 2}


@pytest.mark.usefixtures("_later")
def test_100_000_files_take_seconds_as_a_folder_is_listed_once_and_then_asked_for_its_time(
    films: Run, media: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = media(*(f"{number}/Made Up Film {number} (2001).mkv" for number in range(50)))
    calls: Counter[str] = Counter()

    def count(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(path: Any, *args: Any, **options: Any) -> Any:
            is_there = not isinstance(path, int) and os.fsencode(path).startswith(bytes(folder))
            calls[name] += is_there
            return call(path, *args, **options)

        return counted

    for name in ("scandir", "stat"):
        monkeypatch.setattr(os, name, count(name, getattr(os, name)))
    films.ok("scan", str(folder))
    assert calls["scandir"] == 51
    calls.clear()
    assert films.ok("scan", str(folder)).startswith("Found 50 files in ")
    assert calls["scandir"] == 0
    assert calls["stat"] < 51 + 10  # few of which are of the folder that was named


@pytest.mark.usefixtures("_later")
def test_a_file_is_found_where_a_program_set_the_time_of_its_folder_back(
    films: Run, media: Make
) -> None:
    folder = media("a/Heat (1995).mkv")
    before = (folder / "a").stat()
    films.ok("scan", str(folder))
    media("a/Alien (1979).mkv")
    os.utime(folder / "a", ns=(before.st_atime_ns, before.st_mtime_ns))
    films.ok("scan", str(folder))
    assert set(names(films)) == {"Alien (1979).mkv", "Heat (1995).mkv"}


@pytest.mark.usefixtures("_later")
def test_a_folder_that_cannot_be_listed_is_named_once_and_looked_at_the_next_time(
    films: Run, media: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = media("a/b/Heat (1995).mkv", "c/Alien (1979).mkv")
    scandir = os.scandir

    def failing(path: str) -> Any:
        if os.path.basename(path) == "a":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", failing)
        result = films("scan", str(folder))
    assert (result.exit_code, len(result.stderr.splitlines())) == (0, 1)
    assert result.stderr.startswith(f"Not read: {folder / 'a'}: Permission denied")
    assert set(names(films)) == {"Alien (1979).mkv"}
    films.ok("scan", str(folder))
    assert set(names(films)) == {"Alien (1979).mkv", "Heat (1995).mkv"}


@pytest.mark.usefixtures("_later")
def test_a_folder_that_became_a_link_or_a_file_takes_its_files_along(
    films: Run, media: Make, tmp_path: Path
) -> None:
    folder = media("a/b/Heat (1995).mkv", "c/d/Alien (1979).mkv", "The Matrix (1999).mkv")
    films.ok("scan", str(folder))
    (folder / "a").rename(tmp_path / "elsewhere")
    (folder / "a").symlink_to(tmp_path / "elsewhere")
    shutil.rmtree(folder / "c")
    (folder / "c").write_text("")
    films.ok("scan", str(folder))
    assert set(names(films)) == {"The Matrix (1999).mkv"}


def test_a_folder_in_another_one_is_counted_once(films: Run, media: Make) -> None:
    folder = media("a/Heat (1995).mkv", "Alien (1979).mkv")
    said = films.ok("scan", str(folder / "a"), str(folder), str(folder))
    assert said.startswith("Found 2 files in ")


@pytest.mark.usefixtures("_later")
def test_files_are_matched_again_where_the_library_changed(films: Run, media: Make) -> None:
    folder = media("Nobody Knows (2004).mkv")
    films.ok("scan", str(folder))
    assert list(names(films).values()) == [None]
    films.ok("add", "Nobody Knows (2004)", "--bare")
    films.ok("scan", str(folder))
    assert list(names(films).values()) == [5]


def test_scan_list_in_json_has_path_id_part_and_title(films: Run, media: Make) -> None:
    folder = media("Heat (1995).mkv", "Nobody Knows (2004).mkv")
    films.ok("scan", str(folder))
    assert films.json("scan", "--list") == [
        {"path": str(folder / "Heat (1995).mkv"), "id": 2, "part": None, "title": "Heat"},
        {
            "path": str(folder / "Nobody Knows (2004).mkv"),
            "id": None,
            "part": None,
            "title": "Nobody Knows",
        },
    ]


def test_scan_forget_folder(films: Run, media: Make) -> None:
    folder = media("a/Heat (1995).mkv", "ab/Alien (1979).mkv")
    films.ok("scan", str(folder))
    assert "Forgot 1 file" in films.ok("scan", "--forget", str(folder / "a"))
    assert names(films) == {"Alien (1979).mkv": 3}
    assert (folder / "a" / "Heat (1995).mkv").exists()
    refused = films("scan", "--forget", str(folder / "nothing"))
    assert refused.exit_code == 1
    assert "Nothing is known" in refused.stderr
    films.ok("scan", "--forget", str(folder))
    assert films.json("scan", "--list") == []


def test_without_a_year_in_its_name_a_file_matches_only_a_title_that_is_unique(
    films: Run, media: Make
) -> None:
    folder = media("Heat.mkv", "Alien.mkv")
    films.ok("add", "Heat (1986)", "--bare")
    films.ok("scan", str(folder))
    assert names(films) == {"Alien.mkv": 3, "Heat.mkv": None}


def test_a_folder_that_is_not_there_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    result = run("scan", str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_scan_without_a_folder_looks_again_at_those_that_were_scanned(
    films: Run, media: Make
) -> None:
    assert films("scan").exit_code == 2
    folder = media("Heat (1995).mkv")
    films.ok("scan", str(folder))
    media("Alien (1979).mkv")
    films.ok("scan")
    assert len(names(films)) == 2


@posix
def test_hostile_names_of_files_are_shown_as_escapes(films: Run, media: Make) -> None:
    folder = media("Heat (1995)\x1b[31m\n.mkv", os.fsdecode(b"Alien (1979) \xff.mkv"))
    films.ok("scan", str(folder))
    for arguments in (["scan", "--list"], ["scan", str(folder)], ["scan", "--list", "-f", "json"]):
        said = films.ok(*arguments)
        assert "\x1b" not in said
    assert names(films)["Heat (1995)\x1b[31m\n.mkv"] == 2
    assert 3 in names(films).values()


def test_a_damaged_list_of_files_is_said_in_a_sentence(
    films: Run, media: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_CACHE", str(tmp_path / "cache"))
    films.ok("scan", str(media("Heat (1995).mkv")))
    [path] = (tmp_path / "cache").iterdir()
    path.write_bytes(b"no database" * 1000)
    result = films("scan", "--list")
    assert result.exit_code == 1
    assert "is damaged: delete it" in " ".join(result.stderr.split())


# -- play ------------------------------------------------------------------------------------


class Player:
    """A player that writes down what it was given."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._said = folder / "played.json"
        script = folder / "a player.py"
        script.write_text(
            f"import json, sys\njson.dump(sys.argv[1:], open({str(self._said)!r}, 'w'))\n"
        )
        command = f"'{sys.executable}' '{script}' --fs"
        monkeypatch.setenv("WATCHLIST_PLAYER", command)

    @property
    def played(self) -> list[str]:
        option, *paths = json.loads(self._said.read_text())
        assert option == "--fs"
        return [os.path.basename(path) for path in paths]


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Player:
    return Player(tmp_path, monkeypatch)


def test_play_film_opens_the_file_with_the_setting_player(
    films: Run, media: Make, player: Player
) -> None:
    films.ok("scan", str(media("Heat (1995).mkv")))
    assert films.ok("play", "heat") == ""
    assert player.played == ["Heat (1995).mkv"]


def test_play_next_f_opens_what_is_next_in_a_franchise(
    films: Run, media: Make, player: Player
) -> None:
    films.ok("franchise", "add", "Saga", "the matrix", "heat")
    films.ok("scan", str(media("Heat (1995).mkv", "The Matrix (1999).mkv")))
    films.ok("play", "--next", "saga")
    assert player.played == ["Heat (1995).mkv"]
    films.ok("watched", "heat")
    films.ok("play", "--next", "saga")
    assert player.played == ["The Matrix (1999).mkv"]
    films.ok("watched", "the matrix")
    assert films("play", "--next", "saga").exit_code == 1


def test_of_a_series_the_next_episode_is_played(films: Run, media: Make, player: Player) -> None:
    episodes = [f"Harbour Watch S01E0{number}.mkv" for number in (1, 2)]
    films.ok("scan", str(media(*episodes)))
    films.ok("watched", "harbour watch s1e1")
    films.ok("play", "harbour watch")
    assert player.played == ["Harbour Watch S01E02.mkv"]
    films.ok("play", "harbour watch s1")
    assert player.played == episodes


def test_the_discs_of_a_film_are_played_in_their_order(
    films: Run, media: Make, player: Player
) -> None:
    films.ok("scan", str(media("Heat (1995) CD2.avi", "Heat (1995) CD1.avi")))
    films.ok("play", "heat")
    assert player.played == ["Heat (1995) CD1.avi", "Heat (1995) CD2.avi"]


@posix
def test_play_opens_the_file_with_no_shell_and_hostile_names_safely(
    films: Run, media: Make, player: Player, tmp_path: Path
) -> None:
    name = "Heat (1995) $(touch pwned); `touch pwned` -- '\n.mkv"
    films.ok("scan", str(media(name)))
    films.ok("play", "heat")
    assert player.played == [name]
    assert not list(tmp_path.rglob("pwned"))


def test_the_setting_player_default_the_systems_opener(
    films: Run, media: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[str]] = []
    folder = media("Heat (1995).mkv")
    films.ok("scan", str(folder))

    def run_it(command: list[str]) -> int:
        opened.append(command)
        return 0

    monkeypatch.setattr("watchlist.cli.players._run", run_it)
    monkeypatch.setattr("sys.platform", "linux")
    films.ok("play", "heat")
    assert opened == [["xdg-open", str(folder / "Heat (1995).mkv")]]


def test_afterwards_on_a_terminal_it_asks_whether_it_was_watched(
    films: Run, media: Make, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    films.ok("scan", str(media("Heat (1995).mkv", "Harbour Watch S01E01.mkv")))
    films.ok("play", "heat", input="y\n")
    assert not films.json("show", "heat")["watched"]
    monkeypatch.setattr(play_module, "interactive", lambda: True)
    assert "watched?" in films("play", "heat", input="n\n").stderr
    assert not films.json("show", "heat")["watched"]
    films.ok("play", "heat", input="y\n")
    assert films.json("show", "heat")["viewings"][0]["watched_on"] == "2023-03-24"
    films.ok("play", "harbour watch", input="y\n")
    assert films.json("show", "harbour watch")["progress"]["seen"] == 1


def test_a_film_without_a_file_and_a_file_that_is_gone_are_refused(
    films: Run, media: Make, player: Player
) -> None:
    folder = media("Heat (1995).mkv")
    films.ok("scan", str(folder))
    (folder / "Heat (1995).mkv").unlink()
    for film, why in (("alien", "has no file here"), ("heat", "is not there any more")):
        result = films("play", film)
        assert result.exit_code == 1
        assert why in " ".join(result.stderr.split())


def test_a_player_that_cannot_be_run_or_fails_is_said(
    films: Run, media: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    films.ok("scan", str(media("Heat (1995).mkv")))
    for command, why in (("no-such-player", "cannot be run"), ("false", "ended with status")):
        monkeypatch.setenv("WATCHLIST_PLAYER", command)
        result = films("play", "heat")
        assert result.exit_code == 1
        assert why in " ".join(result.stderr.split())


def test_play_wants_a_film_or_a_franchise(films: Run) -> None:
    assert films("play").exit_code == 2
    assert films("play", "heat", "--next", "heat").exit_code == 2


# -- filters ---------------------------------------------------------------------------------


def test_list_where_file_and_the_filters_know_films_that_have_a_file(
    films: Run, media: Make
) -> None:
    films.ok("edit", "alien", "--where", "file server")
    films.ok("scan", str(media("Heat (1995).mkv", "Harbour Watch S01E01.mkv")))
    assert [film["id"] for film in films.json("list", "--where", "file")] == [2, 3, 4]
    assert [film["id"] for film in films.json("list", "--where", "file server")] == [3]
    assert [film["id"] for film in films.json("tonight", "--where", "file", "--under", "9h")] == []
    offered = {film["id"] for film in films.json("tonight", "--where", "file")}
    assert offered <= {2, 3, 4}
    assert len(offered) == 3
    parts = films.json("list", "--kind", "episode", "--where", "file")
    assert parts == []


# -- order: m3u ------------------------------------------------------------------------------


@pytest.fixture
def saga(films: Run) -> Run:
    """A franchise of two films and a series between them, by release."""
    films.ok("edit", "the matrix", "--runtime", "2h16")
    films.ok("franchise", "add", "Saga", "heat", "the matrix", "harbour watch")
    return films


def playlist(run: Run, *arguments: str) -> list[str]:
    return run.ok("order", "saga", "--format", "m3u", *arguments).splitlines()


def test_order_f_format_m3u_the_files_in_story_order_as_m3u8_extinf_seconds_title_year(
    saga: Run, media: Make
) -> None:
    folder = media("Heat (1995).mkv", "The Matrix (1999).mkv", "Harbour Watch S01E01.mkv")
    saga.ok("scan", str(folder))
    saga.ok("place", "the matrix", "--before", "heat")
    assert [line for line in playlist(saga) if "no file" not in line] == [
        "#EXTM3U",
        "#EXTINF:8160,The Matrix (1999)",
        f"{folder}/The Matrix (1999).mkv",
        "#EXTINF:-1,Heat (1995)",
        f"{folder}/Heat (1995).mkv",
        "#EXTINF:-1,Harbour Watch S01E01",
        f"{folder}/Harbour Watch S01E01.mkv",
    ]


def test_order_f_format_m3u_paths_relative_with_relative_to(saga: Run, media: Make) -> None:
    folder = media("a/Heat (1995).mkv", "#1/The Matrix (1999).mkv")
    saga.ok("scan", str(folder))
    lines = playlist(saga, "--relative-to", str(folder))
    assert "a/Heat (1995).mkv" in lines
    assert "./#1/The Matrix (1999).mkv" in lines
    assert "../Heat (1995).mkv" in playlist(saga, "--relative-to", str(folder / "a" / "b"))


def test_order_f_format_m3u_segments_as_start_and_stop_options_for_vlc_and_mpv(
    run: Run, media: Make
) -> None:
    run.ok("add", "The Godfather Part II (1974)", "--bare", "--runtime", "202")
    run.ok("add", "The Godfather (1972)", "--bare")
    run.ok("franchise", "add", "Saga", "the godfather (1972)", "godfather part ii")
    run.ok("place", "godfather part ii 0:22:05..1:00:00", "--before", "the godfather (1972)")
    folder = media("The Godfather Part II (1974).mkv", "The Godfather (1972).mkv")
    run.ok("scan", str(folder))
    path = f"{folder}/The Godfather Part II (1974).mkv"
    lines = playlist(run)
    first = lines.index("#EXTVLCOPT:start-time=1325")
    assert lines[first + 1 : first + 3] == ["#EXTVLCOPT:stop-time=3600", path]
    assert lines[first - 1].startswith("#EXTINF:2275,The Godfather Part II")
    address = f"edl://%{len(os.fsencode(path))}%{path},1325,2275"
    assert address in playlist(run, "--player", "mpv")


def test_a_whole_stands_for_the_files_of_its_episodes_in_order(saga: Run, media: Make) -> None:
    episodes = ["S01E01", "S01E02", "S02E01-E02", "S02E03"]
    saga.ok("scan", str(media(*(f"Harbour Watch {part}.mkv" for part in reversed(episodes)))))
    files = [os.path.basename(line) for line in playlist(saga) if not line.startswith("#")]
    assert files == [f"Harbour Watch {part}.mkv" for part in episodes]


def test_of_a_series_of_which_nobody_knows_the_end_each_file_is_played_once(
    run: Run, media: Make
) -> None:
    run.ok("add", "Quay (2008)", "--bare", "--kind", "series", "--franchise", "Saga")
    run.ok("add", "Heat (1995)", "--bare", "--franchise", "Saga")
    run.ok("place", "quay s2e1", "--before", "heat")
    episodes = [f"Quay {part}.mkv" for part in ("s01e01", "s01e02", "s02e01", "s02e02")]
    run.ok("scan", str(media("Heat (1995).mkv", *episodes)))
    files = [os.path.basename(line) for line in playlist(run) if not line.startswith("#")]
    assert files == [episodes[2], "Heat (1995).mkv", episodes[0], episodes[1], episodes[3]]


def test_what_has_no_file_is_a_comment_in_it_and_a_line_on_stderr(saga: Run, media: Make) -> None:
    saga.ok("scan", str(media("Heat (1995).mkv", "Harbour Watch S01E02.mkv")))
    result = saga("order", "saga", "--format", "m3u")
    assert "# The Matrix (1999): no file" in result.stdout.splitlines()
    assert "The Matrix (1999) has no file." in result.stderr.splitlines()
    missing = [line for line in result.stderr.splitlines() if "Harbour Watch" in line]
    assert missing == ["Harbour Watch S01E01 has no file.", "Harbour Watch S02 has no file."]


@posix
def test_a_path_with_a_line_break_is_left_out_and_named(saga: Run, media: Make) -> None:
    saga.ok("scan", str(media("Heat (1995)\n#EXTINF:1,x.mkv", "The Matrix (1999).mkv")))
    result = saga("order", "saga", "--format", "m3u")
    assert "has a line break in its name" in " ".join(result.stderr.split())
    assert "#EXTINF:1,x.mkv" not in result.stdout.splitlines()
    assert result.stdout.count("\n#EXTINF") == 1


@posix
@pytest.mark.parametrize("player", ["vlc", "mpv"])
def test_a_path_that_a_terminal_would_act_on_is_an_address(
    saga: Run, media: Make, player: str
) -> None:
    folder = media("a\x1b[31m/Heat (1995).mkv")
    saga.ok("scan", str(folder))
    lines = playlist(saga, "--player", player, "--relative-to", str(folder))
    assert f"{folder.as_uri()}/a%1B%5B31m/Heat%20%281995%29.mkv" in lines
    assert "\x1b" not in "".join(lines)


def test_order_f_format_m3u_unwatched_and_until_as_ever(saga: Run, media: Make) -> None:
    episodes = [f"Harbour Watch S01E0{number}.mkv" for number in (1, 2)]
    saga.ok("scan", str(media("Heat (1995).mkv", "The Matrix (1999).mkv", *episodes)))
    saga.ok("watched", "heat")
    saga.ok("watched", "harbour watch s1e1")

    def files(*arguments: str) -> list[str]:
        lines = playlist(saga, *arguments)
        return [os.path.basename(line) for line in lines if not line.startswith("#")]

    assert files("--unwatched") == ["The Matrix (1999).mkv", "Harbour Watch S01E02.mkv"]
    assert files("--until", "the matrix") == ["Heat (1995).mkv", "The Matrix (1999).mkv"]


# -- order: kometa ---------------------------------------------------------------------------


def kometa(run: Run, folder: Path) -> tuple[list[str], dict[str, Any], str]:
    """Return the lines of the text file, the YAML, and what was said on stderr."""
    result = run("order", "saga", "--format", "kometa", "--output", str(folder))
    assert result.exit_code == 0, result.output
    [text] = folder.glob("*.txt")
    [file] = folder.glob("*.yml")
    return text.read_text().splitlines(), yaml.safe_load(file.read_text()), result.stderr


def test_order_f_format_kometa_output_folder_a_text_file_of_ids_in_order_and_the_yaml_with_text_file_collection_order_custom_sync_mode_sync(
    saga: Run, tmp_path: Path
) -> None:
    saga.ok("franchise", "remove", "saga", "harbour watch")
    saga.ok("edit", "heat", "--imdb", "tt0113277")
    saga.ok("edit", "the matrix", "--tmdb", "603")
    lines, document, said = kometa(saga, tmp_path / "kometa")
    assert lines == ["tt0113277 # Heat (1995)", "tmdb:603 # The Matrix (1999)"]
    assert document == {
        "collections": {
            "Saga": {
                "text_file": str(tmp_path / "kometa" / "saga.txt"),
                "collection_order": "custom",
                "sync_mode": "sync",
            }
        }
    }
    assert said == ""


def test_a_playlist_instead_libraries_without_collection_order_where_films_and_episodes_are_mixed(
    saga: Run, tmp_path: Path
) -> None:
    saga.ok("edit", "heat", "--imdb", "tt0113277")
    saga.ok("edit", "the matrix", "--imdb", "tt0133093")
    saga.ok("edit", "harbour watch", "--tvdb", "83268")
    saga.ok("place", "harbour watch s2e1", "--before", "heat")
    lines, document, said = kometa(saga, tmp_path / "kometa")
    assert lines[:3] == [
        "tvdb_episode:83268_2_1 # Harbour Watch S02E01",
        "tt0113277 # Heat (1995)",
        "tt0133093 # The Matrix (1999)",
    ]
    others = [(1, 1), (1, 2), (2, 2), (2, 3)]
    assert [line.split(" ")[0] for line in lines[3:]] == [
        f"tvdb_episode:83268_{season}_{episode}" for season, episode in others
    ]
    settings = document["playlists"]["Saga"]
    assert set(settings) == {"libraries", "text_file", "sync_mode"}
    assert settings["sync_mode"] == "sync"
    assert said == ""


def as_kometa_reads_it(line: str) -> tuple[str, str]:
    """Return the kind and the id of a line, by the rules of Kometa's ``modules/textfile.py``."""
    entry = re.split(r"\s+#", line.strip())[0].rstrip()
    kind, _, value = entry.rpartition(":")
    kind = kind or "imdb"
    form = {
        "imdb": r"tt\d+",
        "tmdb": r"\d+",
        "tvdb": r"\d+",
        "tvdb_episode": r"[0-9]+\s*[_/:-]\s*[0-9]+\s*[_/:-]\s*[0-9]+",
    }[kind]
    assert re.fullmatch(form, value), line
    return kind, value


def test_the_ids_have_the_forms_that_kometa_reads(saga: Run, tmp_path: Path) -> None:
    saga.ok("edit", "heat", "--imdb", "tt0113277", "--title", "Heat # tmdb:1")
    saga.ok("edit", "the matrix", "--tmdb", "603")
    saga.ok("edit", "harbour watch", "--tvdb", "83268")
    saga.ok(
        "add", "Quay (2008)", "--bare", "--kind", "series", "--tvdb", "5", "--franchise", "saga"
    )
    saga.ok("place", "harbour watch s2e1", "--before", "heat")
    lines, _, _ = kometa(saga, tmp_path / "kometa")
    found = [as_kometa_reads_it(line) for line in lines]
    assert found[:2] == [("tvdb_episode", "83268_2_1"), ("imdb", "tt0113277")]
    assert {("tmdb", "603"), ("tvdb", "5")} <= set(found)


def test_series_have_a_tvdb_id_by_the_option_tvdb(run: Run) -> None:
    run.ok("add", "Quay (2008)", "--bare", "--kind", "series", "--tvdb", "83268")
    assert run.json("show", "quay")["tvdb"] == 83268


def test_an_episode_without_a_tvdb_id_is_named_on_stderr(saga: Run, tmp_path: Path) -> None:
    saga.ok("edit", "heat", "--imdb", "tt0113277")
    saga.ok("place", "harbour watch s2e1", "--before", "heat")
    lines, _, said = kometa(saga, tmp_path / "kometa")
    assert lines == ["tt0113277 # Heat (1995)"]
    assert "Harbour Watch S02E01: its series has no TheTVDB number" in " ".join(said.split())
    assert "The Matrix (1999) has neither an IMDb nor a TMDB id" in " ".join(said.split())


def test_a_series_alone_is_its_tvdb_id(saga: Run, tmp_path: Path) -> None:
    saga.ok("edit", "harbour watch", "--tvdb", "83268")
    saga.ok("franchise", "remove", "saga", "heat", "the matrix")
    lines, document, _ = kometa(saga, tmp_path / "kometa")
    assert lines == ["tvdb:83268 # Harbour Watch (2008)"]
    assert document["collections"]["Saga"]["collection_order"] == "custom"


# -- order: radarr ---------------------------------------------------------------------------


def test_order_f_format_radarr_title_and_imdb_id_films_only_those_without_an_id_named_on_stderr(
    saga: Run,
) -> None:
    saga.ok("edit", "heat", "--imdb", "tt0113277")
    result = saga("order", "saga", "--format", "radarr")
    assert json.loads(result.stdout) == [{"title": "Heat", "imdb_id": "tt0113277"}]
    assert result.stderr == "The Matrix (1999) has no IMDb id.\n"


# -- order: nfo ------------------------------------------------------------------------------


def nfo(run: Run, folder: Path) -> str:
    result = run("order", "saga", "--format", "nfo", "--output", str(folder))
    assert result.exit_code == 0, result.output
    return result.stderr


def test_order_f_format_nfo_output_folder_beside_or_under_folder_sorttitle_set_uniqueid_for_each_film(
    saga: Run, media: Make
) -> None:
    saga.ok("edit", "heat", "--imdb", "tt0113277", "--tmdb", "949")
    folder = media("Heat (1995)/Heat (1995).mkv")
    saga.ok("scan", str(folder))
    nfo(saga, folder)
    heat = ElementTree.parse(folder / "Heat (1995)" / "Heat (1995).nfo").getroot()  # noqa: S314 -- we wrote it
    assert heat.tag == "movie"
    assert heat.findtext("sorttitle") == "Saga 01"
    assert heat.findtext("set/name") == "Saga"
    ids = {one.get("type"): (one.text, one.get("default")) for one in heat.findall("uniqueid")}
    assert ids == {"imdb": ("tt0113277", "true"), "tmdb": ("949", None)}
    matrix = ElementTree.parse(folder / "The Matrix (1999).nfo").getroot()  # noqa: S314 -- we wrote it
    assert matrix.findtext("sorttitle") == "Saga 02"


OLD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- mine -->
<movie>
\t<title>Heat &amp; more</title>
\t<sorttitle>old</sorttitle>
\t<set tmdbcolid="5"><name>Old</name><overview>kept é</overview></set>
\t<uniqueid type="imdb" default="true">tt1</uniqueid>
\t<uniqueid type="other">7</uniqueid>
\t<plot><![CDATA[<b>kept</b>]]></plot>
\t<actor><name>Al</name><role/></actor>
</movie>
<!-- end -->
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_an_existing_nfo_is_changed_in_these_elements_only(
    saga: Run, media: Make, encoding: str, line: str
) -> None:
    saga.ok("edit", "heat", "--imdb", "tt0113277", "--tmdb", "949")
    path = media() / "Heat (1995).nfo"
    declared = "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
    old = OLD.replace("UTF-8", declared).replace("\n", line)
    path.write_bytes(old.encode(encoding))
    nfo(saga, path.parent)
    expected = (
        old.replace(">old<", ">Saga 01<")
        .replace("<name>Old</name>", "<name>Saga</name>")
        .replace(">tt1<", ">tt0113277<")
        .replace("</movie>", '  <uniqueid type="tmdb">949</uniqueid>\n</movie>')
    )
    assert path.read_bytes().decode(encoding) == expected
    nfo(saga, path.parent)
    assert path.read_bytes().decode(encoding) == expected


def test_the_byte_order_of_an_nfo_stays(saga: Run, media: Make) -> None:
    path = media() / "Heat (1995).nfo"
    path.write_bytes(f"\ufeff{OLD.replace('UTF-8', 'UTF-16')}".encode("utf-16-be"))
    nfo(saga, path.parent)
    content = path.read_bytes()
    assert content.startswith(b"\xfe\xff\0<\0?")
    assert "<sorttitle>Saga 01</sorttitle>" in content.decode("utf-16")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<movie><title>Heat</movie>", "no sound XML"),
        ("https://www.imdb.com/title/tt0113277/", "no sound XML"),
        ("<movie></movie>\nhttps://www.imdb.com/title/tt0113277/", "no sound XML"),
        ('<!DOCTYPE m [<!ENTITY a "b">]><movie><title>&a;</title></movie>', "has entities"),
        ('<!DOCTYPE m SYSTEM "x"><movie><title>&a;</title></movie>', "has entities"),
        ("<movie><title>&nbsp;</title></movie>", "no sound XML"),
        ("<tvshow><title>Heat</title></tvshow>", "no <movie>"),
        ("<movie/>", "is empty"),
        ("", "no sound XML"),
    ],
)
def test_an_nfo_that_is_no_sound_xml_or_has_entities_stays_as_it_is_and_is_named(
    saga: Run, media: Make, content: str, why: str
) -> None:
    path = media() / "Heat (1995).nfo"
    path.write_text(content)
    said = " ".join(nfo(saga, path.parent).split())
    assert path.read_text() == content
    assert f"{path.name} stays as it is" in said
    assert why in said


@posix
@posix
def test_an_nfo_that_is_write_protected_is_named_and_the_others_are_written(
    saga: Run, media: Make
) -> None:
    folder = media("Heat (1995).nfo", "The Matrix (1999).nfo")
    for path in folder.iterdir():
        path.write_text("<movie></movie>")
    (folder / "Heat (1995).nfo").chmod(0o444)
    result = saga("order", "saga", "--format", "nfo", "--output", str(folder))
    assert (result.exit_code, result.stdout) == (1, f"Wrote 1 file into {folder}.\n")
    path = folder / "Heat (1995).nfo"
    assert f"{path} cannot be written: it is write-protected.\n" in result.stderr
    assert path.read_text() == "<movie></movie>"
    assert "Saga" in (folder / "The Matrix (1999).nfo").read_text()


def test_an_nfo_that_is_a_link_is_not_written_through(
    saga: Run, media: Make, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere.nfo"
    target.write_text(OLD)
    (media() / "Heat (1995).nfo").symlink_to(target)
    assert "it is a link" in nfo(saga, media())
    assert target.read_text() == OLD


# -- titles are hostile here as elsewhere ----------------------------------------------------

HOSTILE = [
    "../../etc/passwd",
    "a: b # c",
    "x]]></set><evil/>",
    "\"quote\" & 'quote' \\ %",
    "!!python/object:os.system - x",
    "line\u2028break\u0085here",
    "con.\u202e\x1b[31m",
    "*anchor &alias {{template}}",
    "🎬 tag \U000e0041",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_titles_are_hostile_here_as_elsewhere_no_line_break_no_path_separator_no_yaml_or_xml_of_theirs_takes_effect(
    run: Run, tmp_path: Path, title: str
) -> None:
    run.ok("add", title, "--bare", "--imdb", "tt0000001", "--franchise", title)
    name = run.json("show", "id:1")["title"]
    folder = tmp_path / "out" / "deep"
    for output in ("kometa", "nfo"):
        run.ok("order", title, "--format", output, "--output", str(folder))
    assert sorted(path.parent for path in tmp_path.rglob("*.[nty]*")) == [folder] * 3
    [text], [file], [made] = (list(folder.glob(f"*.{end}")) for end in ("txt", "yml", "nfo"))
    document = yaml.safe_load(file.read_text())
    assert list(document["collections"]) == [run.json("order", title)["franchise"]]
    assert len(text.read_text().splitlines()) == 1
    assert text.read_text().startswith("tt0000001 # ")
    root = ElementTree.parse(made).getroot()  # noqa: S314 -- we wrote it
    assert [child.tag for child in root] == ["title", "sorttitle", "set", "uniqueid"]
    lines = run.ok("order", title, "--format", "m3u").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("# ")
    assert json.loads(run.ok("order", title, "--format", "radarr"))[0]["title"] == name


def test_the_options_of_these_formats_are_refused_with_others(saga: Run, tmp_path: Path) -> None:
    for arguments in (
        ["--output", str(tmp_path)],
        ["--relative-to", str(tmp_path)],
        ["--format", "m3u", "--output", str(tmp_path)],
        ["--format", "kometa"],
        ["--format", "nfo"],
    ):
        assert saga("order", "saga", *arguments).exit_code == 2


# -- in a player -----------------------------------------------------------------------------


@pytest.mark.skipif(
    not (shutil.which("mpv") and shutil.which("ffmpeg")), reason="mpv and ffmpeg are not installed"
)
def test_the_playlist_plays_in_order_in_mpv_segments_included(run: Run, media: Make) -> None:
    run.ok(
        "add", "First (2001)", "Second (2002)", "--bare", "--runtime", "1", "--franchise", "Saga"
    )
    run.ok("place", "second 0:02..0:03", "--before", "first")
    folder = media()
    clip = ["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc=s=16x16:r=5:d=4"]
    (folder / "a\x1b[31m").mkdir()
    for name in ("a\x1b[31m/First (2001).mp4", "Second (2002).mp4"):
        subprocess.run([*clip, "-c:v", "mpeg4", str(folder / name)], check=True)
    run.ok("scan", str(folder))
    list_ = folder / "saga.m3u8"
    list_.write_text(run.ok("order", "saga", "--format", "m3u", "--player", "mpv"))
    mpv = ["mpv", "--no-config", "--vo=null", "--ao=null", "--untimed", "--quiet"]
    shown = "--term-playing-msg=PLAY ${media-title} ${=duration}"
    command = [*mpv, shown, str(list_)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    played = [line for line in said.splitlines() if line.startswith("PLAY")]
    assert played[0].startswith("PLAY Second 0:00:02..0:00:03 1.")
    assert any("First (2001) 4." in line for line in played[1:])
