"""Every example of the documentation is run, and its output is what the page shows.

``python -m tests.test_docs`` writes the output of today into the pages.
"""

from __future__ import annotations

import datetime
import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from watchlist.cli import app
from watchlist.cli.root import cli

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
DAY = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)
_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PRINTED = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def with_outputs(page: str, library: Path) -> str:
    """Return a page with the output of its console examples, run one after the other."""
    return _CONSOLE.sub(lambda block: "".join(_session(block[0], library)), page)


def _session(block: str, library: Path) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ "):
            program, *args = shlex.split(line[2:], comments=True)
            assert program == "watchlist", line
            result = CliRunner(env={"COLUMNS": "80"}).invoke(
                cli, ["--library", str(library), *args]
            )
            yield f"{line}\n{result.output}"


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_console_examples_print_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "now", lambda: DAY)
    text = page.read_text(encoding="utf-8")
    assert with_outputs(text, tmp_path / "library.json") == text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def quick_start() -> str:
    """Return the program's part of the first command of the README, as it prints it."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    _, command = page.partition("```sh\n")[2].splitlines()[0].split(" && ")
    _, *args = shlex.split(command)
    with tempfile.TemporaryDirectory() as folder:
        result = CliRunner(env={"COLUMNS": "80"}).invoke(
            cli, ["--library", f"{folder}/library.json", *args]
        )
    return result.stdout


@pytest.mark.usefixtures("shipped_packs")
def test_quick_start_prints_what_the_readme_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "now", lambda: DAY)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"```text\n{quick_start()}```" in page


if __name__ == "__main__":
    app.now = lambda: DAY
    for written in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            old = written.read_text(encoding="utf-8")
            new = with_outputs(old, Path(folder) / "library.json")
        if written.name == "README.md":
            new = _PRINTED.sub(quick_start().replace("\\", r"\\"), new, count=1)
        written.write_text(new, encoding="utf-8")
