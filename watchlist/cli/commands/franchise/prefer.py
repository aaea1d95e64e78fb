"""Choosing among films of which one is enough."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import confirm_franchise, franchise_argument
from watchlist.cli.options import output_format
from watchlist.cli.params import FILM
from watchlist.queries.cuts import alternatives_of
from watchlist.queries.wording import join


@click.command(
    "prefer",
    cls=Command,
    examples=['watchlist franchise prefer "blade runner" "the final cut"'],
    related=["link", "order", "next"],
)
@franchise_argument
@click.argument("film", type=FILM)
@output_format
@pass_app
def command(app: App, franchise: str, film: str, *, output: str) -> None:
    """Take a film where it or an alternative is enough.

    Orders, what is next and plans have that one, unless another one was watched.
    """
    with app.edit() as library:
        number = references.whole_franchise(library, franchise)
        preferred = references.film(library, film)
        others = [other for option in alternatives_of(library, preferred) for other in option]
        found = library.prefer(number, preferred, others)
        changed = library.changed
    label = library.label(preferred)
    done = f"{found.name} takes {label} instead of {join(map(library.label, others))}."
    confirm_franchise(output, done if changed else f"Nothing to change: {done}", library, found)
