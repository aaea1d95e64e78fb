"""The names of settings on the command line, and settings as they are shown."""

from __future__ import annotations

from typing import Any

import click

from watchlist.cli.config.current import configuration
from watchlist.cli.config.settings import SETTINGS, Setting, unknown_sentence
from watchlist.cli.folders import default_library
from watchlist.render.settings import setting_record


class SettingKey(click.Choice[str]):
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


key_argument = click.argument("key", type=SettingKey())


def shown_setting(setting: Setting) -> dict[str, Any]:
    """Return a setting as it is printed, with the library that is used when none is set."""
    value = configuration().settings.value(setting.name)
    text = default_library() if setting.name == "library" and not value.text else value.text
    return setting_record(setting, setting.shown(text), value.origin)
