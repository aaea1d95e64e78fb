"""What a release consists of."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

import watchlist
from docs.release_notes import notes
from watchlist.cli.shells.registry import completion_class

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SHARED = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
CHANGELOG = """\
# Changelog

## 1.1.0 (unreleased)

- Later.

## 1.0.0 (2026-01-02)

- First.
- Second.

## 1.0

- Before.
"""


def test_the_changelog_has_a_section_for_this_version_or_for_what_is_unreleased() -> None:
    changelog = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
    newest = re.findall(r"^## (.*)$", changelog, re.MULTILINE)[0]
    assert newest.split()[0] == watchlist.__version__ or newest.casefold() == "unreleased"


def test_the_notes_of_a_release_are_its_section() -> None:
    assert notes(CHANGELOG, "1.0.0") == "- First.\n- Second."
    assert notes(CHANGELOG, "1.0") == "- Before."


@pytest.mark.parametrize(
    ("version", "why"),
    [("1.1.0", "1.1.0 is unreleased"), ("2.0", "no section 2.0"), ("1", "no section 1")],
)
def test_there_are_no_notes_without_a_finished_section(version: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        notes(CHANGELOG, version)


def test_what_is_put_into_shared_folders_is_there() -> None:
    assert [path for path in SHARED if not (ROOT / path).is_file()] == []
    assert "share/man/man1/watchlist.1" in SHARED.values()


@pytest.mark.parametrize(
    ("shell", "place"),
    [
        ("bash", "share/bash-completion/completions/watchlist"),
        ("zsh", "share/zsh/site-functions/_watchlist"),
        ("fish", "share/fish/vendor_completions.d/watchlist.fish"),
    ],
)
def test_the_script_of_a_shell_is_put_where_the_shell_looks(shell: str, place: str) -> None:
    source = next(path for path, target in SHARED.items() if target == place)
    text = (ROOT / source).read_text(encoding="utf-8")
    assert completion_class(shell)(click.Command("watchlist"), {}, "watchlist", "").source() == text
