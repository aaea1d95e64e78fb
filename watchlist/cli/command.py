"""What most commands are: they look as it was set, and ask which of several candidates is meant."""

from __future__ import annotations

from typing import Any

import click

from watchlist.cli.asking import asked
from watchlist.cli.choices import remember
from watchlist.cli.config.current import configuration, current_style
from watchlist.cli.documented import Documented
from watchlist.cli.terminal import interactive
from watchlist.cli.unquoted import advice
from watchlist.errors import NotFoundError, UnclearError
from watchlist.render.style import styled


class Command(Documented):
    """A command that asks, on a terminal, which of several candidates is meant.

    The answer is kept and the command run again from its start, so that nobody waits for the
    lock while a person thinks.
    """

    needs_settings = True
    """Whether it refuses to run with a configuration that is wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        if self.needs_settings:
            configuration().check()
        with styled(current_style()):
            while True:
                try:
                    return super().invoke(ctx)
                except UnclearError as error:
                    error.advice = error.advice or advice(ctx)
                    if not interactive():
                        raise
                    remember(error.what, error.reference, asked(error))
                except NotFoundError as error:
                    error.advice = error.advice or advice(ctx)
                    raise


class LenientCommand(Command):
    """A command that runs with a broken configuration, since it fixes it."""

    needs_settings = False
