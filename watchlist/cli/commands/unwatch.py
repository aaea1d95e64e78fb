"""Taking viewings back."""

from __future__ import annotations

from collections.abc import Sequence

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
from watchlist.model import Film, Viewing
from watchlist.names.listing import few
from watchlist.render.diary import day_words, viewing_words
from watchlist.render.records import full_record


@click.command(
    "unwatch",
    cls=Command,
    examples=['watchlist unwatch "chapter 2" --on 2023-03-18'],
    related=["watched", "viewing", "log", "undo"],
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
            taken = list(library.films[number].viewings)
            changed = library.take_back_viewings(number)
        else:
            taken = [
                references.viewing(library, number, on)
                if dated
                else references.last_viewing(library, number)
            ]
            changed = library.take_back_viewing(number, taken[0])
    sentence = _sentence(changed, taken)
    confirm(output, sentence, lambda: [full_record(library, library.shown[number], today())])


def _sentence(film: Film, taken: Sequence[Viewing]) -> str:
    """Say which viewings were taken back, and how many are left."""
    left = len(film.viewings)
    rest = f"{left} {'is' if left == 1 else 'are'} left" if left else "it is to be watched again"
    if len(taken) == 1:
        return f"Took back the viewing of {film.label}{viewing_words(taken[0])}; {rest}."
    days = few(day_words(viewing) for viewing in reversed(taken))
    return f"Took back the {len(taken)} viewings of {film.label}, {days}; {rest}."
