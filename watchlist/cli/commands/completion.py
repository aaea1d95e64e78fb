"""Completion in the shell: printing the script of a shell, or putting it in place."""

from __future__ import annotations

import click

from watchlist.cli.documented import Documented
from watchlist.cli.output import hint, print_bytes, say
from watchlist.cli.shells.places import PLACES, add_line, put_script
from watchlist.cli.shells.registry import SHELLS, completion_class
from watchlist.errors import RefusedError


@click.command(
    "completion",
    cls=Documented,
    examples=["watchlist completion bash --install", "watchlist completion zsh | less"],
    related=["help", "config"],
)
@click.argument("shell", metavar="SHELL", type=click.Choice(list(SHELLS), case_sensitive=False))
@click.option("--install", is_flag=True, help="Put the script where the shell finds it.")
def command(shell: str, *, install: bool) -> None:
    """Complete commands and titles in your shell.

    SHELL is bash, zsh, fish or powershell. When you press Tab, commands, options, films,
    franchises, orders, people, tags, lists and packs are completed. Prints the script for that;
    --install puts it in place, for you alone, and says what it did.
    """
    completion = completion_class(shell)(click.Group(), {}, "watchlist", "_WATCHLIST_COMPLETE")
    script = completion.source()
    if install:
        _install(shell, script)
    else:
        print_bytes(script.encode())


def _install(shell: str, script: str) -> None:
    if shell not in PLACES:
        raise RefusedError(
            "In PowerShell the place is yours to choose: add this line to the file that $PROFILE "
            "names: watchlist completion powershell | Out-String | Invoke-Expression"
        )
    place = PLACES[shell]()
    wrote = put_script(place.script, script.encode())
    if wrote:
        say(f"Wrote {place.script}.")
    added = place.settings is not None and add_line(place.settings, place.line)
    if added:
        say(f"Added a line to {place.settings} that loads it.")
    if not wrote and not added:
        say(f"Nothing to do: {place.script} is in place.")
    hint(f"Start a new {shell} to use it, then type: watchlist show, a blank, and Tab.")
