"""Pages that are written from the commands and settings are those of today."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from watchlist.cli.config.settings import SETTINGS

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "watchlist.1"


@pytest.mark.parametrize("script", ["reference", "manual", "tables", "layers", "screens"])
def test_what_is_generated_is_up_to_date(script: str) -> None:
    if script == "screens":
        pytest.importorskip("pty", reason="pseudo-terminals are a thing of POSIX")
    result = subprocess.run(
        [sys.executable, "-m", f"docs.{script}", "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=DOCS.parent,
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_the_man_page_is_ascii_and_names_every_setting() -> None:
    page = PAGE.read_text(encoding="ascii")
    assert [s.name for s in SETTINGS.values() if s.variable not in page] == []


CHECKERS = {
    "man": ["man", "--warnings", "-l", "-Tutf8"],
    "groff": ["groff", "-man", "-ww", "-Tutf8"],
}


@pytest.mark.parametrize("command", CHECKERS.values(), ids=CHECKERS)
def test_the_man_page_prints_without_a_warning(command: list[str]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    result = subprocess.run([*command, str(PAGE)], capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    assert "★★★★½" in result.stdout.decode()
