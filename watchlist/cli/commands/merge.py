"""Making one film of one that was entered twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.cli.params import FILM
from watchlist.library.fields import FIELDS
from watchlist.library.library import Library
from watchlist.merging.duplicates import merge_films, refuse_parts
from watchlist.model import FilmId
from watchlist.names.listing import few
from watchlist.render.changes import changes, film_words
from watchlist.render.records import full_record

_SINGLE: Final = (
    *(field.option for field in FIELDS.values() if field.option and not field.many),
    "rating",
)
"""What a film has one of only, by the names of ``film_words``."""


@click.command(
    "merge",
    cls=Command,
    examples=['watchlist merge "Jurassic Park" "Jurasic Park"'],
    related=["doctor", "edit", "remove"],
)
@click.argument("film", type=FILM)
@click.argument("others", metavar="OTHER...", nargs=-1, required=True, type=FILM)
@output_format
@pass_app
def command(app: App, /, film: str, others: Sequence[str], *, output: str) -> None:
    """Make one film of one that was entered twice.

    FILM gets all that each OTHER has: viewings, credits, notes, tags, lists, links, its places in
    franchises and what is placed against it; the title is an alias then. Where both say something,
    that of FILM stays.
    """
    with app.edit() as library:
        number = references.film(library, film)
        numbers = references.films(library, others)
        before = film_words(library, library.films[number])
        labels = [library.label(other) for other in numbers]
        for other in numbers:
            refuse_parts(library, number, other)
            _tell_kept(library, number, other)
            merge_films(library, number, other)
        after = film_words(library, library.films[number])
    confirm(
        output,
        _sentence(library.label(number), labels, changes(before, after)),
        lambda: [full_record(library, library.shown[number], today())],
    )


def _tell_kept(library: Library, number: FilmId, other: FilmId) -> None:
    """Put into the notices what both films say, of which the one that stays keeps its own."""
    ours, theirs = (film_words(library, library.films[one]) for one in (number, other))
    kept = [
        f"{name} {ours[name]}, not {theirs[name]}"
        for name in _SINGLE
        if ours[name] and theirs[name] and ours[name] != theirs[name]
    ]
    if kept:
        library.notices.append(f"{library.label(number)} keeps {'; '.join(kept)}.")


def _sentence(label: str, labels: Sequence[str], changed: Sequence[str]) -> str:
    what = f": {'; '.join(changed)}" if changed else ", which had nothing else"
    return f"Merged {few(labels)} into {label}{what}."
