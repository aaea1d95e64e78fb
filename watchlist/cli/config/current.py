"""What is set for the command that runs: the file, the environment and the options together."""

from __future__ import annotations

import sys

import click

from watchlist.cli.config.file import Configuration, load_configuration
from watchlist.cli.invocation import Invocation
from watchlist.cli.terminal import can_show, wants_colour
from watchlist.render.style import Style


def configuration() -> Configuration:
    """Return what is set, which may be wrong in parts."""
    invocation = click.get_current_context().find_object(Invocation)
    return configuration_of(invocation or Invocation())


def configuration_of(invocation: Invocation) -> Configuration:
    """Return what is set for a run of the program; it is read once."""
    if invocation.configuration is None:
        invocation.configuration = load_configuration()
        for name, value in invocation.overrides.items():
            invocation.configuration.settings.override(name, value)
    return invocation.configuration


def current_style() -> Style:
    """Return how output is to look, on the stdout that there is."""
    settings = configuration().settings
    return Style(
        rating=settings["rating"],
        date=settings["date"],
        table=settings["table"],
        week=settings["week"],
        colour=wants_colour(settings["colour"], sys.stdout),
        unicode=can_show("★█╭", sys.stdout),
    )
