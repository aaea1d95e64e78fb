"""Every command explains itself."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from watchlist import __version__
from watchlist.cli.root import COMMANDS, cli

TABLE = {name: text for section in COMMANDS.values() for name, (_, text) in section.items()}


def walk(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, subcommands included."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from walk(command, (*path, name))


def find(path: tuple[str, ...]) -> click.Command:
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    return command


ALL = list(walk(cli))
every_command = pytest.mark.parametrize("path", ALL, ids=" ".join)


def help_of(path: tuple[str, ...], columns: int = 80) -> str:
    result = CliRunner().invoke(
        cli, [*path, "--help"], prog_name="watchlist", env={"COLUMNS": str(columns)}
    )
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


@pytest.mark.parametrize("name", TABLE)
def test_the_first_sentence_of_a_command_is_that_of_the_table(name: str) -> None:
    text = find((name,)).help
    assert text is not None
    assert text.splitlines()[0] == TABLE[name]


@every_command
def test_the_help_fits_80_columns(path: tuple[str, ...]) -> None:
    lines = help_of(path).splitlines()
    assert [line for line in lines if len(line) > 80] == []


@every_command
def test_the_help_has_an_example_that_calls_the_command(path: tuple[str, ...]) -> None:
    _, found, examples = help_of(path).partition("\nExamples:\n")
    assert found
    command = " ".join(("watchlist", *path))
    assert all(line.strip().startswith(command) for line in examples.splitlines())


@every_command
def test_every_option_says_what_it_does(path: tuple[str, ...]) -> None:
    silent = [
        parameter.name
        for parameter in find(path).params
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert silent == []


@every_command
def test_every_help_text_ends_as_a_sentence(path: tuple[str, ...]) -> None:
    command = find(path)
    options = [option for option in command.params if isinstance(option, click.Option)]
    texts = [command.help or "", *(option.help or "" for option in options)]
    sentences = [text.partition("  [")[0].rstrip() for text in texts]
    assert [sentence for sentence in sentences if not sentence.endswith(".")] == []


@pytest.mark.parametrize(
    "path", [path for path in ALL if not isinstance(find(path), click.Group)], ids=" ".join
)
def test_every_command_that_prints_has_the_formats(path: tuple[str, ...]) -> None:
    assert "[table|json|csv|markdown" in help_of(path)


def test_the_help_of_the_program_lists_every_command_by_section() -> None:
    text = help_of(())
    for title, section in COMMANDS.items():
        assert f"\n{title}:\n" in text
        for name, (_, sentence) in section.items():
            assert " ".join(f"{name} {sentence}".split()) in " ".join(text.split())


def test_the_short_option_for_help_is_h() -> None:
    result = CliRunner().invoke(cli, ["list", "-h"], prog_name="watchlist")
    assert result.stdout == help_of(("list",))


def test_version_is_the_version_of_the_package() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"watchlist, version {__version__}\n")
