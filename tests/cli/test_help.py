"""Every command explains itself."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from watchlist import __version__
from watchlist.cli import commands
from watchlist.cli.commands.table import COMMANDS, GROUPS, module_of
from watchlist.cli.other_words import OTHER_COMMANDS, OTHER_OPTIONS
from watchlist.cli.root import cli

TABLE: dict[tuple[str, ...], str] = {
    **{(name,): said for section in COMMANDS.values() for name, said in section.items()},
    **{(group, name): said for group, known in GROUPS.items() for name, said in known.items()},
}

FOLDER = Path(commands.__file__).parent


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


@every_command
def test_the_first_sentence_of_a_command_is_that_of_the_table(path: tuple[str, ...]) -> None:
    text = find(path).help
    assert text is not None
    assert text.splitlines()[0] == TABLE[path]


@every_command
def test_a_command_is_in_the_module_of_its_name(path: tuple[str, ...]) -> None:
    command = import_module(module_of(*path)).command
    assert command is find(path)
    assert command.name == path[-1]


def test_each_module_of_a_command_is_in_the_table() -> None:
    modules = {
        f"{commands.__name__}.{'.'.join(path.relative_to(FOLDER).with_suffix('').parts)}"
        for path in FOLDER.rglob("*.py")
        if path.name not in ("__init__.py", "table.py")
    }
    groups = {module_of(name) for name in GROUPS}
    assert modules | groups == {module_of(*path) for path in ALL}


@every_command
def test_the_help_fits_80_columns(path: tuple[str, ...]) -> None:
    lines = help_of(path).splitlines()
    assert [line for line in lines if len(line) > 80] == []


@every_command
def test_the_help_has_an_example_that_calls_the_command(path: tuple[str, ...]) -> None:
    _, found, below = help_of(path).partition("\nExamples:\n")
    assert found
    examples, _, _ = below.partition("\n\nSee also:")
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


WRITE_A_FORMAT_OF_THEIR_OWN = [
    ("export",),
    ("pack", "export"),
    ("help",),
    ("completion",),
    ("play",),
    ("git-setup",),
    ("merge-driver",),
]


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in ALL
        if not isinstance(find(path), click.Group) and path not in WRITE_A_FORMAT_OF_THEIR_OWN
    ],
    ids=" ".join,
)
def test_every_command_that_prints_has_the_formats(path: tuple[str, ...]) -> None:
    assert "[table|json|csv|markdown" in help_of(path)


def test_the_help_of_the_program_lists_every_command_by_section() -> None:
    text = help_of(())
    for title, section in COMMANDS.items():
        assert f"\n{title}:\n" in text
        for name, sentence in section.items():
            assert " ".join(f"{name} {sentence}".split()) in " ".join(text.split())


def test_the_short_option_for_help_is_h() -> None:
    result = CliRunner().invoke(cli, ["list", "-h"], prog_name="watchlist")
    assert result.stdout == help_of(("list",))


def test_version_is_the_version_of_the_package() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"watchlist, version {__version__}\n")


@every_command
def test_the_help_says_what_to_see_as_well_and_that_is_there(path: tuple[str, ...]) -> None:
    _, found, below = help_of(path, columns=1_000).partition("\n\nSee also: ")
    assert found
    others = [tuple(name.split()) for name in " ".join(below.split()).split(", ")]
    assert {other[0] for other in others} == {"watchlist"}
    assert {other[1:] for other in others} <= set(ALL) - {path}


@every_command
def test_help_with_a_command_is_the_help_of_the_command(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, ["help", *path], prog_name="watchlist")
    assert (result.exit_code, result.stdout) == (0, help_of(path))


def test_help_alone_is_the_help_of_the_program() -> None:
    result = CliRunner().invoke(cli, ["help"], prog_name="watchlist")
    assert (result.exit_code, result.stdout) == (0, help_of(()))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["lsit"], "There is no command “lsit”: did you mean list? See “watchlist --help”."),
        (
            ["wathced"],
            "There is no command “wathced”: did you mean watched? See “watchlist --help”.",
        ),
        (
            ["track", "saw"],
            "There is no command “track”: did you mean franchise track? See “watchlist --help”.",
        ),
        (
            ["next", "harry", "potter"],
            "Got unexpected extra argument (potter). In quotes: “watchlist next 'harry potter'”."
            " See “watchlist next --help”.",
        ),
        (
            ["completion"],
            "Missing argument 'SHELL'. Choose from: bash, zsh, fish, powershell."
            " See “watchlist completion --help”.",
        ),
        (["xyzzy"], "There is no command “xyzzy”. See “watchlist --help”."),
        (
            ["help", "lsit"],
            "There is no command “lsit”: did you mean list? See “watchlist --help”.",
        ),
        (["help", "add", "x"], "“watchlist add” has no commands in it."),
        (
            ["franchise", "lsit"],
            "No such command 'lsit'. Did you mean 'list'? See “watchlist franchise --help”.",
        ),
        (
            ["lists", "Ghibli"],
            "No such command 'Ghibli': was “watchlist lists show Ghibli” meant?"
            " See “watchlist lists --help”.",
        ),
        (
            ["config", "rating", "10"],
            "No such command 'rating': was “watchlist config set rating VALUE” meant?"
            " See “watchlist config --help”.",
        ),
        (
            ["help", "franchise", "lsit"],
            "No such command 'lsit'. Did you mean 'list'? See “watchlist franchise --help”.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_command_or_option_gets_the_near_one(args: list[str], message: str) -> None:
    result = CliRunner().invoke(cli, args, prog_name="watchlist")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: {message}\n"


@pytest.mark.parametrize(("word", "command"), OTHER_COMMANDS.items())
def test_words_for_a_command_are_none_and_lead_to_one_that_is_there(
    word: str, command: str
) -> None:
    names = {" ".join(path) for path in ALL} | {"--version"}
    assert word not in names
    assert any(f"{command} ".startswith(f"{name} ") for name in names)


def test_what_is_typed_for_an_option_leads_to_ones_that_are_there() -> None:
    reference = {word for path in ALL for word in help_of(path, 100).split()}
    meant = {name.partition(" ")[0] for names in OTHER_OPTIONS.values() for name in names}
    assert meant <= reference


@pytest.mark.parametrize(
    ("args", "option"),
    [
        (["watched", "heat", "--date", "friday"], "--on"),
        (["watched", "heat", "--stars", "4"], "--rating"),
        (["watched", "heat", "--comment", "good"], "--note"),
        (["add", "Heat", "--length", "170"], "--runtime"),
        (["add", "Heat", "--type", "short"], "--kind"),
        (["add", "Heat", "--actor", "Pacino"], "--cast"),
        (["add", "Heat", "--service", "mubi"], "--where"),
        (["edit", "heat", "--name", "Ronin"], "--title"),
        (["list", "--unwatched"], "--unseen"),
        (["list", "--director", "Mann"], "--person"),
        (["list", "--length", "2h"], "--under"),
        (["list", "--order", "year"], "--sort"),
        (["list", "--json"], "--format json"),
        (["list", "-n", "3"], "--limit"),
        (["tonight", "-n", "3"], "--count"),
        (["tonight", "--service", "mubi"], "--where"),
        (["order", "alien", "--sort", "release"], "--by"),
        (["plan", "alien", "--start", "friday"], "--from"),
        (["remove", "heat", "--force"], "--yes"),
        (["order", "alien", "--release"], "--by release"),
        (["plan", "alien", "--chronological"], "--order timeline"),
        (["export", "--csv"], "--to csv"),
        (["export", "--format", "csv"], "--to"),
        (["list", "-a"], "--all"),
        (["tonight", "--on", "mubi"], "--where"),
        (["add", "Heat", "--runtme", "170"], "--runtime"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_word_for_an_option_gets_the_one_that_does_it(args: list[str], option: str) -> None:
    result = CliRunner().invoke(cli, args, prog_name="watchlist")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f". Did you mean {option!r}? See “watchlist {args[0]} --help”." in result.stderr


@pytest.mark.parametrize(
    ("args", "command"),
    [
        (["edit", "heat", "--watched"], "watched FILM"),
        (["edit", "heat", "--on", "friday"], "viewing FILM --on DATE"),
        (["show", "heat", "--delete"], "remove FILM"),
        (["note", "heat", "--rating", "4"], "rate FILM RATING"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_option_that_another_command_is_leads_to_that(args: list[str], command: str) -> None:
    result = CliRunner().invoke(cli, args, prog_name="watchlist")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f": “watchlist {command}” does that." in result.stderr
    assert find((command.split(maxsplit=1)[0],))


def test_an_option_that_is_like_no_other_gets_none() -> None:
    result = CliRunner().invoke(cli, ["watched", "heat", "--xyzzy"], prog_name="watchlist")
    assert result.stderr == "Error: No such option '--xyzzy'. See “watchlist watched --help”.\n"


def test_a_wrong_option_gets_near_ones() -> None:
    result = CliRunner().invoke(cli, ["add", "--runtme"], prog_name="watchlist")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Did you mean" in result.stderr
    assert "'--runtime'" in result.stderr


def test_a_hostile_command_is_said_as_escapes() -> None:
    result = CliRunner().invoke(cli, ["\x1b[31mlist"], prog_name="watchlist")
    assert result.stderr.startswith(r"Error: There is no command “\x1b[31mlist”")


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (["export", "films.csv"], " Did you mean --output films.csv?"),
        (["export", "csv"], " Did you mean --to csv?"),
        (["tonight", "2h"], " Did you mean --under 2h?"),
        (["tonight", "1999..2003"], " Did you mean --year 1999..2003?"),
        (["tonight", "3"], " Did you mean --count 3?"),
        (["tonight", "comedy"], " Filters are options: --franchise, --list, --tag and 5 more."),
        (["log", "heat"], " Did you mean --film heat?"),
        (["undo", "3"], ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_word_that_no_command_takes_is_answered_with_the_option_that_does(
    args: list[str], meant: str
) -> None:
    result = CliRunner().invoke(cli, args, prog_name="watchlist")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        result.stderr.split()
        == (
            f"Error: Got unexpected extra argument ({args[1]}).{meant}"
            f" See “watchlist {args[0]} --help”."
        ).split()
    )
