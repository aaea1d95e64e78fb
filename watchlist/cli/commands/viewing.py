"""Changing one viewing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clearing import Cleared, ClearType, left_of
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import many, output_format, stated
from watchlist.cli.output import confirm
from watchlist.cli.params import FILM, RATING, TAG, TEXT, VIEWING_DATE
from watchlist.dates import PartialDate
from watchlist.errors import UsageError
from watchlist.library.taking import own_viewings
from watchlist.model import Film, Viewing
from watchlist.render.diary import viewing_changes, when_words
from watchlist.render.records import full_record

_EMPTY: Final[dict[str, tuple[str, Any]]] = {
    # what --clear names: the field of a viewing, and what it is without it
    "on": ("watched_on", None),
    "rating": ("rating", None),
    "note": ("note", ""),
    "tag": ("tags", ()),
}
_CLEAR: Final = ClearType(_EMPTY, {"date": "on"})


@click.command(
    "viewing",
    cls=Command,
    examples=[
        "watchlist viewing heat --on 2023-03-18",
        "watchlist viewing heat 2020 --rating 4 --clear note",
    ],
    related=["log", "rate", "watched", "unwatch"],
)
@click.argument("film", type=FILM)
@click.argument("date", type=VIEWING_DATE, required=False)
@click.option("--on", type=VIEWING_DATE, metavar="DATE", help="When it was, or unknown.")
@click.option("--rating", type=RATING, help="The rating that was given then.")
@click.option("--note", type=TEXT, help="What you thought of it.")
@many("--tag", type=TAG, help="A word to sort it under.")
@click.option("--rewatch/--first", default=None, help="Not the first time, or the first time.")
@many("--clear", type=_CLEAR, metavar="FIELD", help="Empty on, rating, note or tag.")
@output_format
@pass_app
def command(
    app: App,
    /,
    film: str,
    *,
    date: PartialDate | None,
    clear: Sequence[Cleared],
    output: str,
    **values: Any,
) -> None:
    """Change one viewing of a film.

    That of a DATE, or the last one; “watchlist log --film FILM” lists them. The rating of the film
    follows its newest viewing.
    """
    if not clear and not any(map(stated, values)):
        raise UsageError("Say what to change: --on, --rating, --note, --tag, --first or --clear.")
    by_date = stated("date")
    with app.edit() as library:
        number = references.film(library, film)
        own_viewings(library, number)
        viewing = (
            references.viewing(library, number, date)
            if by_date
            else references.last_viewing(library, number)
        )
        changes = _changes(viewing, clear, values)
        before = library.films[number]
        after = library.change_viewing(number, viewing, **changes)
        changed = library.changed
    confirm(
        output,
        _sentence(before, viewing, after) if changed else _known(before, viewing),
        lambda: [full_record(library, library.shown[number], today())],
    )


def _changes(viewing: Viewing, clear: Sequence[Cleared], values: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that the options change; --clear comes first, and tags are added."""
    changes: dict[str, Any] = {}
    for option, value in clear:
        field, empty = _EMPTY[option]
        changes[field] = left_of(viewing.tags, value) if value and option == "tag" else empty
    if stated("on"):
        changes["watched_on"] = values["on"]
    for name in ("rating", "note", "rewatch"):
        if values[name] is not None:
            changes[name] = values[name]
    if values["tag"]:
        changes["tags"] = tuple(dict.fromkeys((*changes.get("tags", viewing.tags), *values["tag"])))
    return changes


def _sentence(before: Film, viewing: Viewing, after: Film) -> str:
    """Say what is another one in the one viewing that was not there before."""
    new = next(v for v in after.viewings if not any(v is known for known in before.viewings))
    changes = "; ".join(viewing_changes(viewing, new))
    return f"Changed the viewing of {after.label}{when_words(viewing)}: {changes}."


def _known(film: Film, viewing: Viewing) -> str:
    return f"Nothing to change: the viewing of {film.label}{when_words(viewing)} is like that."
