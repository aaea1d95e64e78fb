"""Write docs/cli.md, the reference of the command line, from the commands themselves.

``python docs/reference.py`` writes it; with ``--check`` it fails when the file is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from watchlist.cli.commands.table import COMMANDS
from watchlist.cli.root import cli

PAGE = Path(__file__).with_name("cli.md")
WIDTH = 80

INTRODUCTION = """\
# Command line reference

Written by `python docs/reference.py` from the commands; do not edit it by hand.
Exit status: 0 done, 1 refused or failed, 2 wrong usage, 3 no such film, franchise or person,
4 ambiguous, 5 the library file cannot be read or written, 130 interrupted.
"""


def reference() -> str:
    """Return the whole page."""
    root = click.Context(
        cli, info_name="watchlist", **{**cli.context_settings, "terminal_width": WIDTH}
    )
    parts = [INTRODUCTION, *_entry(cli, root, 2)]
    for section, commands in COMMANDS.items():
        parts.append(f"## {section}\n")
        for name in commands:
            command = cli.get_command(root, name)
            if command is None:
                raise LookupError(name)
            parts += _pages(command, name, root)
    return "\n".join(parts)


def _pages(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    """Yield the help page of a command and of the commands in it."""
    context = click.Context(command, info_name=name, parent=parent, terminal_width=WIDTH)
    yield from _entry(command, context, 3)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found:
                yield from _pages(found, inner, context)


def _entry(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    yield f"{'#' * level} {context.command_path}\n"
    yield f"```text\n{command.get_help(context)}\n```\n"


def main() -> None:
    """Write the page, or check it."""
    text = reference()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != text:
        sys.exit(f"{PAGE.name} is out of date: run python docs/reference.py")


if __name__ == "__main__":
    main()
