"""Write docs/watchlist.1, the man page, from the commands and settings themselves.

``python docs/manual.py`` writes it; with ``--check`` it fails when the file is out of date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from watchlist import __version__
from watchlist.cli.commands.table import COMMANDS
from watchlist.cli.config.settings import NO_COLOUR, SETTINGS
from watchlist.cli.documented import Documented
from watchlist.cli.root import cli

PAGE = Path(__file__).with_name("watchlist.1")
STATUSES = {
    0: "Done.",
    1: "Refused or failed.",
    2: "Wrong usage.",
    3: "No such film, franchise or person.",
    4: "Ambiguous.",
    5: "The library file cannot be read or written.",
    130: "Interrupted.",
}
FILES = {
    "library.json": "Your films, in the data folder of your system. “watchlist config get library” "
    "prints where it is.",
    "config.toml": "Your settings. “watchlist config path” prints where it is.",
}


_ESCAPES = {
    "\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", "|": r"|\:"
}  # fmt: skip
"""What roff would print as something else."""


def manual() -> str:
    """Return the whole page."""
    root = click.Context(cli, info_name="watchlist", **cli.context_settings)
    return "\n".join(
        [
            '.\\" Written by docs/manual.py; do not edit it by hand.',
            f'.TH WATCHLIST 1 "" "watchlist {__version__}" "User Commands"',
            ".nh",
            ".ad l",
            ".SH NAME",
            r"watchlist \- a film watchlist that puts franchises in story order",
            ".SH SYNOPSIS",
            *_synopsis(cli, root),
            ".SH DESCRIPTION",
            *_paragraphs(cli.help or ""),
            ".SH OPTIONS",
            *_options(cli, root),
            ".SH COMMANDS",
            *_commands(root),
            *_settings(),
            ".SH FILES",
            *_items(FILES),
            ".SH EXIT STATUS",
            *_items({str(status): text for status, text in STATUSES.items()}),
            "",
        ]
    )


def _text(text: str) -> str:
    """Return a text as roff prints it, in ASCII."""
    text = "".join(
        _ESCAPES.get(character, character if character.isascii() else f"\\[u{ord(character):04X}]")
        for character in text
    )
    return f"\\&{text}" if text.startswith(".") else text


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help text, the first one without a request in front."""
    for index, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if index:
            yield ".PP"
        yield _text(" ".join(paragraph.split()))


def _synopsis(command: click.Command, context: click.Context) -> Iterator[str]:
    arguments = " ".join(command.collect_usage_pieces(context))
    yield f"\\fB{_text(context.command_path)}\\fR {_text(arguments)}".rstrip()


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        names, help_ = parameter.get_help_record(context) or ("", "")
        if help_:
            yield ".TP"
            yield f"\\fB{_text(names)}\\fR"
            yield _text(" ".join(help_.split()))


def _commands(root: click.Context) -> Iterator[str]:
    for section, names in COMMANDS.items():
        yield f".SS {_text(section)}"
        for name in names:
            if command := cli.get_command(root, name):
                yield from _command(command, name, root)


def _command(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    """Yield the part about a command, and those about the commands in it."""
    context = click.Context(command, info_name=name, parent=parent)
    yield ".PP"
    yield from _synopsis(command, context)
    yield ".RS 4"
    yield from _paragraphs(command.help or "")
    yield from _options(command, context)
    if isinstance(command, Documented):
        yield ".PP"
        yield "Examples:"
        yield ".PP"
        yield ".nf"
        yield from map(_text, command.examples)
        yield ".fi"
        yield ".PP"
        yield f"See also: {_text(', '.join(command.related))}"
    yield ".RE"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            if found := command.get_command(context, inner):
                yield from _command(found, inner, context)


def _settings() -> Iterator[str]:
    yield ".SH CONFIGURATION"
    yield _text(
        "Settings are keys of a small TOML file. An environment variable overrides the file, an "
        "option overrides both. JSON and CSV are the same whatever is set."
    )
    yield from _items(
        {
            name: f"{setting.meaning} It is {setting.values}. {setting.variable} overrides it."
            for name, setting in SETTINGS.items()
        }
    )
    yield ".SH ENVIRONMENT"
    yield from _items(
        {
            "WATCHLIST_CONFIG": "The configuration file, instead of the one in its usual folder.",
            "WATCHLIST_CACHE": "The folder of answers from elsewhere and of the catalogue.",
            **{s.variable: f"The setting {name}." for name, s in SETTINGS.items()},
            f"{NO_COLOUR}, TERM": "No colour when NO_COLOR is set or TERM is dumb.",
            "PAGER": "The pager, unless another one is set; less when there is none.",
            "COLUMNS, LINES": "The size of the terminal.",
            "VISUAL, EDITOR": "The editor of “watchlist config edit”.",
        }
    )


def _items(items: dict[str, str]) -> Iterator[str]:
    for name, text in items.items():
        yield ".TP"
        yield f"\\fB{_text(name)}\\fR"
        yield _text(text.replace("`", ""))


def main() -> None:
    """Write the page, or check it."""
    text = manual()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != text:
        sys.exit(f"{PAGE.name} is out of date: run python docs/manual.py")


if __name__ == "__main__":
    main()
