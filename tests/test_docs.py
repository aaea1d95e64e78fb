"""Every example of the documentation is run, and its output is what the page shows.

``python -m tests.test_docs`` writes the output of today into the pages. Examples are run in a copy
of ``docs/examples``; one may end in ``< FILE``, ``| jq FILTER`` or ``; echo $?``.
"""

from __future__ import annotations

import datetime
import re
import shlex
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.cli.test_help import ALL, find
from watchlist.cli import clock
from watchlist.cli.root import cli

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
DAY = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)
_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PRINTED = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_SHELL = re.compile(r"(?<=^```sh\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://)([^)#]*)#?([^)]*)\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@contextmanager
def desk() -> Iterator[Path]:
    """Work in a folder with the files of the examples, and return the library of them all."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(DOCS / "examples", folder, dirs_exist_ok=True)
        with chdir(folder):
            yield Path(folder) / "library.json"


def with_outputs(page: str) -> str:
    """Return a page with the output of its console examples, run one after the other."""
    with desk() as library:
        return _CONSOLE.sub(lambda block: "".join(_session(block[0], library)), page)


def _session(block: str, library: Path) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ "):
            yield f"{line}\n{_output(line[2:], library)}"


def _output(command: str, library: Path) -> str:
    """Return what a command line of an example prints."""
    command, wants_status, _ = command.partition("; echo $?")
    command, piped, program = command.partition(" | jq ")
    result = _run(command, library)
    if piped:
        arguments = ["jq", *shlex.split(program)]
        text = subprocess.run(
            arguments, input=result.stdout, capture_output=True, check=True, encoding="utf-8"
        ).stdout
        return result.stderr + text
    return result.output + (f"{result.exit_code}\n" if wants_status else "")


def _run(command: str, library: Path) -> Result:
    command, _, file = command.partition(" < ")
    program, *args = shlex.split(command, comments=True)
    assert program == "watchlist", command
    typed = Path(file).read_text(encoding="utf-8") if file else None
    return CliRunner(env={"COLUMNS": "80"}).invoke(
        cli, ["--library", str(library), *args], input=typed
    )


@pytest.mark.usefixtures("shipped_packs")
@every_page
def test_console_examples_print_what_the_page_shows(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: DAY)
    text = page.read_text(encoding="utf-8")
    if " | jq " in text and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    assert with_outputs(text) == text


def commands(page: Path) -> list[str]:
    """Return the program's own part of the command lines that a page shows without an output."""
    lines = "".join(_SHELL.findall(page.read_text(encoding="utf-8"))).splitlines()
    return [re.split(" [|>] ", line)[0] for line in lines if line.startswith("watchlist ")]


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize(
    "page", [page for page in PAGES if commands(page)], ids=lambda page: page.name
)
def test_commands_that_are_shown_without_an_output_succeed(page: Path) -> None:
    with desk() as library:
        results = [(command, _run(command, library)) for command in commands(page)]
    assert [(command, result.output) for command, result in results if result.exit_code] == []


def anchors(page: Path) -> set[str]:
    """Return what can follow ``#`` in a link to a page."""
    headings = _HEADING.findall(_BLOCK.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_page
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    links = {(page.parent / path if path else page, part) for path, part in _LINK.findall(text)}
    assert [path.name for path, _ in links if not path.exists()] == []
    assert [
        f"{path.name}#{part}" for path, part in links if part and part not in anchors(path)
    ] == []


def test_every_page_is_in_the_contents_of_the_site() -> None:
    site = tomllib.loads((ROOT / ".zensical.toml").read_text(encoding="utf-8"))
    listed = re.findall(r"'([^']*\.md)'", str(site["project"]["nav"]))
    assert sorted(listed) == sorted(
        path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")
    )


def test_the_pack_of_the_examples_is_that_of_the_page() -> None:
    _, _, pack = (DOCS / "examples" / "lantern.toml").read_text(encoding="utf-8").partition("\n")
    assert pack in (DOCS / "packs.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_the_reference_has_every_command_with_all_its_options(path: tuple[str, ...]) -> None:
    reference = (DOCS / "cli.md").read_text(encoding="utf-8")
    _, found, below = reference.partition(f"\n### watchlist {' '.join(path)}\n")
    assert found
    entry = below.partition("\n#")[0]
    options = [option for option in find(path).params if isinstance(option, click.Option)]
    names = {name for option in options for name in (*option.opts, *option.secondary_opts)}
    assert {name for name in names if not re.search(rf"(?<![\w-]){name}(?![\w-])", entry)} == set()


def quick_start() -> str:
    """Return the program's part of the first command of the README, as it prints it."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    _, command = page.partition("```sh\n")[2].splitlines()[0].split(" && ")
    _, *args = shlex.split(command)
    with desk() as library:
        return _run(shlex.join(["watchlist", *args]), library).stdout


@pytest.mark.usefixtures("shipped_packs")
def test_quick_start_prints_what_the_readme_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: DAY)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"```text\n{quick_start()}```" in page


if __name__ == "__main__":
    clock.now = lambda: DAY
    for written in PAGES:
        new = with_outputs(written.read_text(encoding="utf-8"))
        if written.name == "README.md":
            new = _PRINTED.sub(quick_start().replace("\\", r"\\"), new, count=1)
        written.write_text(new, encoding="utf-8")
