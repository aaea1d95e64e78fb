"""Groups of commands that are in the table: a command is imported when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import click

from watchlist.cli.commands.table import GROUPS, module_of
from watchlist.cli.documented import Documented
from watchlist.cli.loading import load

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

CANDIDATES: Final = "watchlist.cli.command_candidates:commands"
"""The function that says what commands there are to name: loaded when the shell completes."""


class LazyGroup(Documented, click.Group):
    """A group whose commands are those of the table under its name."""

    @property
    def path(self) -> tuple[str, ...]:
        """The words by which the group is called, behind the name of the program."""
        return (self.name or "",)

    @property
    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """The commands with what they do, by section."""
        return {"Commands": GROUPS[" ".join(self.path)]}

    @property
    def known(self) -> Mapping[str, str]:
        """The commands with what they do."""
        return {name: said for section in self.sections.values() for name, said in section.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module."""
        if cmd_name not in self.known:
            return None
        command: click.Command = load(f"{module_of(*self.path, cmd_name)}:command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. Raises UnknownCommandError."""
        if args[0][:1] != "-" and args[0] not in self.known:
            raise UnknownCommandError(args[0], self, ctx)
        return super().resolve_command(ctx, args)

    def brief(self, said: str, most: int = 45) -> str:
        """Return what a command does in at most that many characters, as Click shortens it."""
        return click.Command(None, help=said).get_short_help_str(most)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, without importing any."""
        most = formatter.width - 6 - max(map(len, self.known))
        for title, section in self.sections.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(name, self.brief(said, most)) for name, said in section.items()]
                )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands or options that begin with what was typed, without importing any."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        known = {name: self.brief(said) for name, said in self.known.items()}
        found: list[CompletionItem] = load(CANDIDATES)(known, incomplete)
        return found


class UnknownCommandError(click.UsageError):
    """A group has no command of the ``name`` that was typed."""

    def __init__(self, name: str, group: LazyGroup, ctx: click.Context) -> None:
        super().__init__(f"There is no command “{name}”", ctx)
        self.name = name
        self.group = group
