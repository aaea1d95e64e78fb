"""Setting something."""

from __future__ import annotations

import os

import click

from watchlist.cli.command import LenientCommand
from watchlist.cli.config.editing import changed_file
from watchlist.cli.config.file import sentence
from watchlist.cli.config.keys import key_argument
from watchlist.cli.config.settings import SETTINGS
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm, hint
from watchlist.errors import UsageError


@click.command(
    "set",
    cls=LenientCommand,
    examples=["watchlist config set date dmy", "watchlist config set library ~/films.json"],
    related=["config unset", "config show"],
)
@key_argument
@click.argument("value")
@output_format
def command(*, key: str, value: str, output: str) -> None:
    """Set something, in the file."""
    setting = SETTINGS[key]
    try:
        text = setting.read(value)
    except ValueError as error:
        raise UsageError(sentence(str(error))) from error
    if key == "library" and text and not text.startswith("~"):
        text = os.path.abspath(text)  # it is meant from here, not from where the file is
    with changed_file() as document:
        document[key] = text
    if os.environ.get(setting.variable):
        hint(f"The environment variable {setting.variable} overrides it.")
    shown = setting.shown(text)
    confirm(
        output, f"{key} is {shown or 'the default'} now.", lambda: [{"key": key, "value": shown}]
    )
