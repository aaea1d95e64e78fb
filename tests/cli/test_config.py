"""The configuration file and its commands; how settings show, and where they never do."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from click.testing import CliRunner

from tests.conftest import Run
from tests.store.command_lines import LIBRARY, READING
from watchlist.cli.config.editing import changed_file
from watchlist.cli.config.file import config_path, parsed
from watchlist.cli.config.settings import SETTINGS
from watchlist.cli.root import cli
from watchlist.errors import WatchlistError

SET_TO_SOMETHING_ELSE = """\
rating = "10"
date = "dmy"
order = "release"
table = "grid"
week = "sun"
colour = "always"
pager = "false"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of the configuration, which does not exist yet."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("WATCHLIST_CONFIG", str(path))
    return path


def wrong(run: Run, *args: str, status: int = 1) -> str:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (status, "")
    return result.stderr


# -- where it is ---------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["/etc/me", "", " "])
def test_the_file_is_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", folder)
    expected = platformdirs.user_config_path("watchlist", appauthor=False) / "config.toml"
    assert config_path() == str(expected)


def test_a_variable_names_another_file(run: Run, file: Path) -> None:
    assert run.ok("config", "path") == f"{file}\n"
    assert run.json("config", "path") == {"path": str(file)}


def test_reading_settings_makes_no_file_and_no_folder(run: Run, tmp_path: Path) -> None:
    run.ok("config", "show")
    run.ok("list")
    assert not (tmp_path / "home").exists()


# -- set, get, unset -----------------------------------------------------------------------------


def test_what_is_set_can_be_got_and_unset(run: Run, file: Path) -> None:
    assert run.ok("config", "set", "rating", "10") == "rating is 10 now.\n"
    assert run.ok("config", "get", "rating") == "10\n"
    assert file.read_text() == 'rating = "10"\n'
    assert run.ok("config", "unset", "rating") == "rating is not set any more.\n"
    assert run.ok("config", "get", "rating") == "stars\n"
    assert run.ok("config", "unset", "rating") == "Nothing to change: rating is not set.\n"


def test_set_makes_the_folder_of_the_file(run: Run) -> None:
    run.ok("config", "set", "week", "sun")
    assert Path(config_path()).read_text() == 'week = "sun"\n'


def test_set_keeps_comments_blank_lines_and_order(run: Run, file: Path) -> None:
    file.write_text('# mine\n\ndate = "dmy"  # as at home\n\n# never\npager = "never"\n')
    run.ok("config", "set", "date", "mdy")
    run.ok("config", "set", "week", "sun")
    assert file.read_text() == (
        '# mine\n\ndate = "mdy"  # as at home\n\n# never\npager = "never"\nweek = "sun"\n'
    )


def test_set_leaves_a_link_a_link_and_keeps_the_mode(run: Run, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text("")
    target.chmod(0o640)
    file.symlink_to(target)
    run.ok("config", "set", "rating", "100")
    assert file.is_symlink()
    assert (target.read_text(), target.stat().st_mode & 0o777) == ('rating = "100"\n', 0o640)


def test_setting_the_same_again_leaves_the_file_untouched(run: Run, file: Path) -> None:
    run.ok("config", "set", "rating", "10")
    before = file.stat()
    run.ok("config", "set", "rating", "10")
    assert file.stat().st_ino == before.st_ino


def test_a_variable_that_overrides_what_is_set_is_named(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_RATING", "100")
    result = run("config", "set", "rating", "10")
    assert result.stderr == "The environment variable WATCHLIST_RATING overrides it.\n"
    assert run.json("config", "get", "rating") == {
        "key": "rating",
        "value": "100",
        "origin": "WATCHLIST_RATING",
        "default": "stars",
        "values": ["stars", "10", "100"],
        "variable": "WATCHLIST_RATING",
        "meaning": SETTINGS["rating"].meaning,
    }


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["set", "rating", "7"], "Error: Rating is stars, 10 or 100, not “7”.\n"),
        (
            ["set", "ratng", "10"],
            "Error: Invalid value for 'KEY': there is no setting “ratng”: did you mean rating?",
        ),
        (["get", "dates"], "Error: Invalid value for 'KEY': there is no setting “dates”: did"),
        (["unset", "dates"], "Error: There is no setting “dates”: did you mean date?"),
        (["set", "rating"], "Error: Missing argument 'VALUE'."),
    ],
)
def test_a_wrong_key_or_value_is_wrong_usage_and_sets_nothing(
    run: Run, file: Path, args: list[str], message: str
) -> None:
    assert wrong(run, "config", *args, status=2).startswith(message)
    assert not file.exists()


def test_a_file_that_cannot_be_written_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").write_text("")
    monkeypatch.setenv("WATCHLIST_CONFIG", str(tmp_path / "plain" / "config.toml"))
    assert "cannot be made" in wrong(run, "config", "set", "rating", "10")


# -- the library ---------------------------------------------------------------------------------


def test_the_library_can_be_set_and_the_option_overrides_it(
    run: Run, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    run.ok("config", "set", "library", str(other))
    env = {**os.environ, "PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-m", "watchlist", "add", "Heat"]
    subprocess.run(command, env=env, check=True, capture_output=True)
    assert other.exists()
    run.ok("add", "Ronin")
    assert "Ronin" in run.library.read_text()
    assert run.json("config", "get", "library")["value"] == str(run.library)


def test_a_relative_library_is_set_from_the_current_folder_and_read_from_that_of_the_file(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run.ok("config", "set", "library", "films.json")
    assert file.read_text() == f'library = "{tmp_path / "films.json"}"\n'
    file.write_text('library = "films.json"\n')
    monkeypatch.chdir("/")
    result = CliRunner().invoke(cli, ["config", "get", "library"])
    assert result.stdout == f"{tmp_path / 'films.json'}\n"


# -- show and edit -------------------------------------------------------------------------------


def test_show_tells_values_and_where_they_are_from(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('date = "mdy"\n')
    monkeypatch.setenv("WATCHLIST_WEEK", "sun")
    shown = {record["key"]: record for record in run.json("--colour", "never", "config", "show")}
    assert {key: (r["value"], r["origin"]) for key, r in shown.items()} == {
        "library": (str(run.library), "option"),
        "rating": ("stars", "default"),
        "date": ("mdy", "file"),
        "order": ("timeline", "default"),
        "table": ("plain", "default"),
        "week": ("sun", "WATCHLIST_WEEK"),
        "colour": ("never", "option"),
        "pager": ("auto", "default"),
        "time_zone": ("local", "default"),
        "series": ("skip", "default"),
        "fill": ("local", "default"),
        "tmdb_key": ("", "default"),
        "wikidata_url": ("https://www.wikidata.org/w/api.php", "default"),
        "wikidata_query_url": ("https://query.wikidata.org/sparql", "default"),
        "tvmaze_url": ("https://api.tvmaze.com", "default"),
        "tmdb_url": ("https://api.themoviedb.org/3", "default"),
        "player": ("", "default"),
    }


def test_edit_makes_a_file_that_lists_everything_and_sets_nothing(run: Run, file: Path) -> None:
    assert run.ok("config", "edit") == f"Settings are in {file}.\n"
    template = file.read_text()
    assert '#rating = "stars"' in template.splitlines()
    assert run.json("config", "get", "rating")["origin"] == "default"
    file.write_text(template.replace("\n#", "\n").replace("\n ", "\n# "))
    assert run.json("config", "get", "rating")["origin"] == "file"


def test_edit_says_what_the_editor_left_wrong(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\necho "week = 1" >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    file.write_text("\n")
    assert wrong(run, "config", "edit") == (
        f"Error: {file}, line 2: Week is mon or sun, not “1”. "
        "Put it right with “watchlist config set week VALUE”.\n"
    )


def test_edit_without_an_editor_and_a_terminal_is_refused(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR")
    assert f"change {file}" in wrong(run, "config", "edit")
    assert not file.exists()


@pytest.mark.parametrize("editor", ["false", "/no/such/editor"])
def test_an_editor_that_fails_is_one_sentence(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    assert wrong(run, "config", "edit") == (
        f"Error: {editor} failed: set $EDITOR to another editor, or change {file} yourself.\n"
    )


@pytest.mark.parametrize("key", ["library", "pager"])
def test_a_value_that_no_system_takes_is_said(run: Run, file: Path, key: str) -> None:
    file.write_text(f'{key} = "a\\u0000b"\n')
    assert f"{file}, line 1: {key.title()} is " in wrong(run, "list")


# -- a broken file -------------------------------------------------------------------------------

BROKEN: dict[str, tuple[bytes, str]] = {
    "a value that cannot be": (
        b'# hi\n\nrating = "7"\n',
        "line 3: Rating is stars, 10 or 100, not “7”. "
        "Put it right with “watchlist config set rating VALUE”.",
    ),
    "no such setting": (
        b'week = "sun"\ncolors = 1\n',
        "line 2: There is no setting “colors”: did you mean colour? "
        "Put it right with “watchlist config unset colors”.",
    ),
    "no TOML": (
        b'week = "sun"\nrating 7\n',
        "line 2: expected '=' after a key in a key/value pair. "
        "Put it right with “watchlist config edit”.",
    ),
    "no text": (
        b'week = "sun"\n# caf\xe9\n',
        "line 2: this is not valid text (UTF-8). Put it right with “watchlist config edit”.",
    ),
    "a table": (
        b"[rating]\nx = 1\n",
        "line 1: Rating is stars, 10 or 100, not “{'x': 1}”. "
        "Put it right with “watchlist config set rating VALUE”.",
    ),
    "a control character": (
        b'rating = "\\u001b[31m"\n',
        "line 1: Rating is stars, 10 or 100, not “\\x1b[31m”. "
        "Put it right with “watchlist config set rating VALUE”.",
    ),
}
broken = pytest.mark.parametrize(("content", "message"), BROKEN.values(), ids=BROKEN)


@broken
def test_a_broken_file_is_one_sentence_with_its_line_and_nothing_is_done(
    run: Run, file: Path, content: bytes, message: str
) -> None:
    file.write_bytes(content)
    for args in (["add", "Heat"], ["list"], []):
        assert wrong(run, *args) == f"Error: {file}, {message}\n"
    assert not run.library.exists()


@broken
def test_a_broken_file_keeps_nobody_from_help_and_its_path(
    run: Run, file: Path, content: bytes, message: str
) -> None:
    file.write_bytes(content)
    for args in (["--help"], ["add", "--help"], ["--version"], ["config", "path"], ["help"]):
        assert run(*args).exit_code == 0
    shown = run("config", "show")
    assert (shown.exit_code, shown.stderr) == (1, f"{file}, {message}\n")
    assert "week" in shown.stdout


@pytest.mark.parametrize(
    ("content", "fix"),
    [
        ('rating = "7"  # mine\n', ["set", "rating", "10"]),
        ('rating = "7"  # mine\n', ["unset", "rating"]),
        ("colors = 1\n", ["unset", "colors"]),
    ],
)
def test_a_broken_file_is_mended_by_what_its_message_says(
    run: Run, file: Path, content: str, fix: list[str]
) -> None:
    file.write_text(content)
    run.ok("config", *fix)
    assert run.ok("list", "-f", "json") == "[]\n"


@pytest.mark.parametrize("verb", [["set", "rating", "10"], ["unset", "rating"]])
def test_a_file_that_is_no_toml_is_not_written_over(run: Run, file: Path, verb: list[str]) -> None:
    file.write_text("rating 7\n")
    assert "line 1" in wrong(run, "config", *verb)
    assert file.read_text() == "rating 7\n"


def test_a_folder_in_place_of_the_file_is_said(run: Run, file: Path) -> None:
    file.mkdir()
    assert wrong(run, "list") == f"Error: {file} cannot be read: it is a folder.\n"


def test_a_wrong_variable_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHLIST_TABLE", "fancy")
    assert wrong(run, "list") == (
        "Error: WATCHLIST_TABLE: Table is plain, simple, outline, rounded or grid, not “fancy”. "
        "Set it to another value, or unset it.\n"
    )


def test_a_byte_order_mark_is_no_fault(run: Run, file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbfrating = "10"\n')
    assert run.ok("config", "get", "rating") == "10\n"


# -- what settings change ------------------------------------------------------------------------


@pytest.fixture
def filled(run: Run) -> Run:
    run.library.write_text(LIBRARY, encoding="utf-8")
    run.ok("watched", "Aliens", "--on", "2023-03-05", "--rating", "4.5", "--rewatch")
    return run


@pytest.mark.parametrize("output", ["json", "csv"])
@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_no_setting_changes_what_programs_read(
    filled: Run, file: Path, args: tuple[str, ...], output: str
) -> None:
    if args[:2] == ("pack", "export"):
        pytest.skip("a pack has a format of its own")
    before = filled(*args, "-f", output)
    file.write_text(SET_TO_SOMETHING_ELSE)
    after = filled(*args, "-f", output)
    assert (after.exit_code, after.stdout) == (before.exit_code, before.stdout)


@pytest.mark.parametrize(("scale", "shown"), [("stars", "★★★★½"), ("10", "9/10"), ("100", "90%")])
def test_ratings_are_shown_on_the_scale_that_is_set(
    filled: Run, monkeypatch: pytest.MonkeyPatch, scale: str, shown: str
) -> None:
    monkeypatch.setenv("WATCHLIST_RATING", scale)
    assert f"2023-03-05 {shown}" in filled.ok("list", "--watched", "aliens")
    assert f"{shown}" in filled.ok("log")
    assert f"2023-03-05 {shown}" in filled.ok("show", "aliens")
    assert f" in 2021 {shown}, earlier than" in filled.ok(
        *("watched", "aliens", "--rating", "90%", "--on", "2021")
    )


@pytest.mark.parametrize(
    ("form", "day", "month"),
    [
        ("iso", "2023-03-05", "2022-02"),
        ("dmy", "5 Mar 2023", "Feb 2022"),
        ("mdy", "Mar 5, 2023", "Feb 2022"),
    ],
)
def test_dates_are_shown_in_the_form_that_is_set(
    filled: Run, monkeypatch: pytest.MonkeyPatch, form: str, day: str, month: str
) -> None:
    filled.ok("watched", "Prometheus", "--on", "2022-02")
    monkeypatch.setenv("WATCHLIST_DATE", form)
    for args in (["log"], ["list", "--watched"], ["order", "alien:main"]):
        shown = filled.ok(*args)
        assert (day in shown, month in shown) == (True, True), args
    assert day in filled.ok("show", "aliens")


def test_a_narrow_table_keeps_the_whole_date(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHLIST_DATE", "mdy")
    monkeypatch.setenv("COLUMNS", "50")
    assert "Mar 5, 2023" in filled.ok("list", "--watched", "aliens")


def test_the_default_order_is_for_franchises_without_one_of_their_own(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_ORDER", "release")
    assert filled.ok("order", "alien:main").startswith("Alien:main · release · ")
    assert filled.ok("order", "alien:main", "--by", "timeline").startswith("Alien:main · timeline")
    filled.ok("franchise", "edit", "alien", "--default-order", "yours")
    assert filled.ok("order", "alien").startswith("Alien:main · yours · ")


EDGES = {"plain": "", "simple": "--", "outline": "+--", "rounded": "╭──", "grid": "+--"}


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize("columns", [50, 80])
def test_tables_are_drawn_as_set_and_fit(
    filled: Run, monkeypatch: pytest.MonkeyPatch, name: str, columns: int
) -> None:
    filled.ok("add", "千と千尋の神隠し (2001)", "--tag", "a long tag", "--where", "on the shelf")
    monkeypatch.setenv("WATCHLIST_TABLE", name)
    monkeypatch.setenv("COLUMNS", str(columns))
    table = filled.ok("list", "--all")
    assert EDGES[name] in table
    assert all(len(line) <= columns for line in table.splitlines())
    assert "│" not in filled.ok("list", "--all", "-f", "markdown")


@pytest.mark.parametrize(("first", "days"), [("mon", "Mon Tue"), ("sun", "Sun Mon")])
def test_the_week_begins_as_set(
    filled: Run, monkeypatch: pytest.MonkeyPatch, first: str, days: str
) -> None:
    monkeypatch.setenv("WATCHLIST_WEEK", first)
    lines = filled.ok("stats").partition("By day of the week\n")[2].splitlines()
    assert " ".join(line.split()[0] for line in lines[:2]) == days


@pytest.mark.parametrize("args", [["add", "Heat"], ["list"], ["order", "x"], []])
def test_a_command_looks_for_the_file_once(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    looked: list[object] = []
    stat = os.stat

    def counted(path: Any, *args: Any, **settings: Any) -> os.stat_result:
        looked.extend([path] if path == str(file) else [])
        return stat(path, *args, **settings)

    monkeypatch.setattr(os, "stat", counted)
    run(*args)
    assert len(looked) == 1


def test_settings_set_at_once_are_all_there(file: Path) -> None:
    values = {"rating": "10", "date": "dmy", "time_zone": "Europe/Vienna", "pager": "never"}
    faults: list[object] = []

    def set_one(name: str, value: str) -> None:
        try:
            with changed_file() as document:
                time.sleep(0.01)
                document[name] = value
        except WatchlistError as error:
            faults.append(error)

    setters = [threading.Thread(target=set_one, args=item) for item in values.items()]
    for setter in setters:
        setter.start()
    for setter in setters:
        setter.join()
    assert faults == []
    assert parsed(file.read_text(encoding="utf-8")) == values
