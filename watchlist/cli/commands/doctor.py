"""Finding what is wrong in the library."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.formats import is_for_programs
from watchlist.cli.options import output_format
from watchlist.cli.output import hint, print_lines, print_records
from watchlist.cli.strays import conflict_copies
from watchlist.queries.checks.finding import Finding
from watchlist.queries.checks.fixing import fix
from watchlist.queries.checks.registry import examine
from watchlist.render.upkeep import finding_lines, finding_record, fixed_lines


@click.command(
    "doctor",
    cls=Command,
    examples=["watchlist doctor", "watchlist doctor --fix"],
    related=["backup", "restore", "history"],
)
@click.option("--fix", "wanted", is_flag=True, help="Put right what can be put right safely.")
@output_format
@pass_app
def command(app: App, /, *, wanted: bool, output: str) -> None:
    """Say what is wrong in the library.

    Exit status 1 when something is left. --fix puts right what loses nothing, as one change.
    """
    left = list(_fixed(app) if wanted else examine(app.store.load(), today()))
    left += conflict_copies(app)
    if is_for_programs(output):
        print_records(output, lambda: [finding_record(finding) for finding in left])
    elif left:
        print_lines(output, list(finding_lines(left)))
    else:
        hint("Nothing is wrong.")
    if left:
        click.get_current_context().exit(1)


def _fixed(app: App) -> Sequence[Finding]:
    """Put right what can be, say what that was, and return what is left."""
    with app.edit() as library:
        fixable = [found for found in examine(library, today()) if found.fix]
        done = [" ".join(fix(library, finding)) for finding in fixable]
        left = list(examine(library, today()))
    for line in fixed_lines(done):
        hint(line)
    return left
