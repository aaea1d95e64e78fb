"""Taking viewings back."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format, stated
from watchlist.cli.output import confirm
from watchlist.cli.params import FILM, VIEWING_DATE
from watchlist.dates import PartialDate
from watchlist.errors import UsageError
from watchlist.model import Film
from watchlist.render.records import film_record


@click.command(
    "unwatch",
    cls=Command,
    examples=['watchlist unwatch "chapter 2" --on 2023-03-18'],
    related=["watched", "log", "undo"],
)
@click.argument("film", type=FILM)
@click.option("--on", type=VIEWING_DATE, metavar="DATE", help="The viewing on that date.")
@click.option("--all", "everything", is_flag=True, help="All viewings.")
@output_format
@pass_app
def command(
    app: App, /, film: str, *, on: PartialDate | None, everything: bool, output: str
) -> None:
    """Take the last viewing of a film back.

    A film without any viewing left is on the watchlist again.
    """
    dated = stated("on")
    if dated and everything:
        raise UsageError("--on and --all exclude each other.")
    with app.edit() as library:
        number = references.film(library, film)
        if everything:
            changed = library.take_back_viewings(number)
        else:
            changed = library.take_back_viewing(number, on if dated else "last")
    confirm(output, _left_sentence(changed), lambda: [film_record(changed, today())])


def _left_sentence(film: Film) -> str:
    left = len(film.viewings)
    if not left:
        return f"{film.label} is to be watched again: it has no viewing left."
    return f"Took a viewing of {film.label} back; {left} left."
