"""Looking at the parts of a film."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.cli.params import FILM
from watchlist.library.parts import is_episodic
from watchlist.model import Film
from watchlist.queries.parts import is_in, parts_of
from watchlist.render.parts import parts_section, piece_record


@click.command(
    "parts",
    cls=Command,
    examples=['watchlist parts "moon knight"'],
    related=["show", "watched", "order"],
)
@click.argument("film", type=FILM)
@output_format
@pass_app
def command(app: App, /, film: str, *, output: str) -> None:
    """List the seasons and episodes of a series, or the segments of a film.

    With their titles and dates, and what is seen. “FILM s02e16” is the way to name one wherever
    a FILM is asked for: s2 is a season, s1e1..e3 a run, ..22:05 the first minutes of a film.
    """
    library = app.load()
    found = references.meant(library, film)
    whole = library.films[library.parts.whole_of(found.film) or found.film]
    span = found.span or library.shown.span(found.film)
    parts = [part for part in parts_of(library, whole) if not span or is_in(part, span)]
    print_report(
        output,
        lambda: [piece_record(part) for part in parts],
        lambda: [parts_section(library, whole, parts)],
        empty=f"Nothing is known of parts of {whole.label}: {_how(whole)}.",
    )


def _how(whole: Film) -> str:
    """Say how a film gets parts."""
    if is_episodic(whole):
        return (
            "say how many episodes its seasons have with "
            f"“watchlist edit id:{whole.id} --seasons 6,6”"
        )
    return "minutes are named like ..22:05, and “watchlist add FILM --parts -” reads titles"
