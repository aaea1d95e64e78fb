"""The configuration: path, show, get, set, unset, edit."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from watchlist.cli.app import App, confirm, default_library, hint, interactive, pass_app
from watchlist.cli.config.file import config_path, load_configuration, parsed, sentence
from watchlist.cli.config.settings import SETTINGS, Setting, unknown_sentence
from watchlist.cli.files import write_file
from watchlist.cli.options import Command, WithExamples, output_format
from watchlist.cli.output import print_report
from watchlist.errors import ConfigError, RefusedError, UsageError
from watchlist.render.columns import KEEP, READABLE, Column, Section, Table


class Lenient(Command):
    """A command that runs with a broken configuration, since it mends it."""

    needs_settings = False


class Group(WithExamples, click.Group):
    """The group of these commands."""

    command_class = Lenient


class Key(click.Choice[str]):
    """The name of a setting."""

    name = "key"

    def __init__(self) -> None:
        super().__init__(list(SETTINGS))

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return how it is called in the help."""
        return "KEY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read a name."""
        if value not in SETTINGS:
            self.fail(unknown_sentence(value), param, ctx)
        return str(value)


@click.group(
    "config",
    cls=Group,
    examples=["watchlist config show", "watchlist config set rating 10"],
)
def config_command() -> None:
    """Say how output looks, and where the library is.

    Settings are kept in a small file. Environment variables override it, options override these.
    """


key_argument = click.argument("key", type=Key())


def _record(app: App, setting: Setting) -> dict[str, Any]:
    value = app.configuration.settings.value(setting.name)
    text = default_library() if setting.name == "library" and not value.text else value.text
    return {
        "key": setting.name,
        "value": text,
        "origin": value.origin,
        "default": setting.default,
        "values": [*setting.choices, *filter(None, [setting.other])],
        "variable": setting.variable,
        "meaning": setting.meaning,
    }


@config_command.command("path", examples=["watchlist config path"])
@output_format
def path_command(*, output: str) -> None:
    """Print where the file is."""
    confirm(output, config_path(), lambda: [{"path": config_path()}])


@config_command.command("show", examples=["watchlist config show"])
@output_format
@pass_app
def show_command(app: App, /, *, output: str) -> None:
    """Show all settings, and where their values come from.

    Exit status 1 when something in the file or in a variable is wrong.
    """
    records = [_record(app, setting) for setting in SETTINGS.values()]
    print_report(output, lambda: records, lambda: [_table(records)], empty="")
    faults = app.configuration.faults
    for fault in faults:
        hint(fault)
    if faults:
        click.get_current_context().exit(1)


def _table(records: Sequence[dict[str, Any]]) -> Section:
    columns = (
        Column("Setting", keep=KEEP),
        Column("Value", keep=95, least=READABLE),
        Column("From", keep=80),
        Column("Values", keep=50, least=READABLE),
    )
    rows = [
        (record["key"], record["value"], record["origin"], ", ".join(record["values"]))
        for record in records
    ]
    return Section(Table(columns, rows))


@config_command.command("get", examples=["watchlist config get library"])
@key_argument
@output_format
@pass_app
def get_command(app: App, /, key: str, *, output: str) -> None:
    """Print the value of a setting."""
    record = _record(app, SETTINGS[key])
    for fault in app.configuration.faults:
        hint(fault)
    confirm(output, record["value"], lambda: [record])


@config_command.command(
    "set", examples=["watchlist config set date dmy", "watchlist config set library ~/films.json"]
)
@key_argument
@click.argument("value")
@output_format
def set_command(*, key: str, value: str, output: str) -> None:
    """Set something, in the file."""
    setting = SETTINGS[key]
    try:
        text = setting.read(value)
    except ValueError as error:
        raise UsageError(sentence(str(error))) from error
    if key == "library" and text and not text.startswith("~"):
        text = os.path.abspath(text)  # it is meant from here, not from where the file is
    with _changed_file() as document:
        document[key] = text
    if os.environ.get(setting.variable):
        hint(f"The environment variable {setting.variable} overrides it.")
    confirm(output, f"{key} is {text or 'the default'} now.", lambda: [{"key": key, "value": text}])


@config_command.command("unset", examples=["watchlist config unset rating"])
@click.argument("key")  # of any name: what is no setting is to be got rid of as well
@output_format
def unset_command(*, key: str, output: str) -> None:
    """Take a setting out of the file: it has its default again."""
    with _changed_file() as document:
        if key not in (*document, *SETTINGS):
            raise UsageError(sentence(unknown_sentence(key)))
        present = document.pop(key, None) is not None
    confirm(
        output,
        f"{key} is not set any more." if present else f"Nothing to change: {key} is not set.",
        lambda: [{"key": key}],
    )


@contextmanager
def _changed_file() -> Iterator[dict[str, Any]]:
    """Hand out what the file says, for a change that keeps its comments and its layout."""
    import tomlkit  # noqa: PLC0415 -- only what changes a file needs it

    path = config_path()
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            text = file.read()
        parsed(text)  # which says the line of what is wrong
    except (FileNotFoundError, NotADirectoryError):
        text = ""
    except (OSError, UnicodeDecodeError, ConfigError):
        raise ConfigError(load_configuration().faults[0]) from None
    document = tomlkit.parse(text)
    yield document
    changed = tomlkit.dumps(document)
    if changed != text:
        _write(path, changed)


def _write(path: str, text: str) -> None:
    folder = os.path.dirname(path) or "."
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise RefusedError(f"{folder} cannot be made: {error.strerror}.") from error
    write_file(path, text.encode())


@config_command.command("edit", examples=["watchlist config edit"])
@output_format
def edit_command(*, output: str) -> None:
    """Open the file in your editor.

    It is $VISUAL or $EDITOR. A new file lists all settings, as comments.
    """
    path = config_path()
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR") or interactive()):
        raise RefusedError(f"There is no terminal to edit at: set $EDITOR, or change {path}.")
    if not os.path.lexists(path):
        _write(path, template())
    try:
        click.edit(filename=path)
    except click.ClickException as error:
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "Your editor"
        raise RefusedError(
            f"{editor} failed: set $EDITOR to another editor, or change {path} yourself."
        ) from error
    load_configuration().check()
    confirm(output, f"Settings are in {path}.", lambda: [{"path": path}])


def template() -> str:
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
