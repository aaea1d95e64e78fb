"""Opening the configuration file in an editor."""

from __future__ import annotations

import os

import click

from watchlist.cli.command import LenientCommand
from watchlist.cli.config.file import config_path, load_configuration
from watchlist.cli.config.settings import SETTINGS
from watchlist.cli.config.writing import keep_secrets, write_configuration
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.cli.terminal import interactive
from watchlist.errors import RefusedError


@click.command(
    "edit",
    cls=LenientCommand,
    examples=["watchlist config edit"],
    related=["config set", "config path"],
)
@output_format
def command(*, output: str) -> None:
    """Open the file in your editor.

    It is $VISUAL or $EDITOR. A new file lists all settings, as comments.
    """
    path = config_path()
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR") or interactive()):
        raise RefusedError(f"There is no terminal to edit at: set $EDITOR, or change {path}.")
    if not os.path.lexists(path):
        write_configuration(path, _template())
    try:
        click.edit(filename=path)
    except click.ClickException as error:
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "Your editor"
        raise RefusedError(
            f"{editor} failed: set $EDITOR to another editor, or change {path} yourself."
        ) from error
    keep_secrets(path)
    load_configuration().check()
    confirm(output, f"Settings are in {path}.", lambda: [{"path": path}])


def _template() -> str:
    """Return a file that sets nothing and says what can be set."""
    lines = ["# Settings of watchlist: take the “#” away in front of what you want to set.", ""]
    for setting in SETTINGS.values():
        lines += [
            f"# {setting.meaning}",
            f"# {setting.values}; {setting.variable} overrides it.",
            f'#{setting.name} = "{setting.default}"',
            "",
        ]
    return "\n".join(lines)
