"""Saying where stories are set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.film_relations import AskedFor, placement_asked_for, placement_options
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.cli.params import FILM, FRANCHISE, TEXT
from watchlist.cli.standing_report import places_of, tell_places
from watchlist.errors import UsageError
from watchlist.library.franchises import Replaced
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.model import FilmId, PlacementKind
from watchlist.names.listing import few
from watchlist.queries.wording import instead_of, is_or_are, join
from watchlist.render.records import full_record


@click.command(
    "place",
    cls=Command,
    examples=[
        'watchlist place ballerina --between "chapter 3" "chapter 4"',
        'watchlist place "phantom menace" "attack of the clones" --before "a new hope"',
    ],
    related=["order", "link", "franchise continuity"],
)
@click.argument("films", metavar="FILM...", nargs=-1, required=True, type=FILM)
@placement_options
@click.option("--first", is_flag=True, help="The story begins with it.")
@click.option("--last", is_flag=True, help="The story ends with it.")
@click.option("--unplaced", is_flag=True, help="It stands outside time: in its release slot.")
@click.option(
    "--in",
    "scopes",
    multiple=True,
    type=FRANCHISE,
    metavar="FRANCHISE[:CONTINUITY]",
    help="Only there.",
)
@click.option("--note", type=TEXT, help="What is known of it: six-month gap.")
@click.option("--reset", is_flag=True, help="Forget the placement.")
@output_format
@pass_app
def command(
    app: App,
    /,
    films: Sequence[str],
    *,
    scopes: Sequence[str],
    note: str | None,
    output: str,
    **values: Any,
) -> None:
    """Say where a film's story is set.

    Several films are a block that keeps its order. A later placement of a film replaces the
    earlier one.
    """
    kind, named = _asked_for(values)
    with app.edit() as library:
        numbers = references.films(library, films, beside=named)
        places = [references.franchise(library, name) for name in scopes]
        anchors = references.anchors(library, kind, named)
        before = places_of(library, [*numbers, *anchors])
        if kind is None:
            done = _forget(library, numbers, places)
        else:
            replaced = library.place(numbers, kind, anchors, scopes=places, note=note or "")
            done = _placed(library, numbers, kind, anchors, replaced)
    tell_places(library, numbers, before)
    confirm(
        output,
        done,
        lambda: [full_record(library, library.shown[number], today()) for number in numbers],
    )


def _forget(library: Library, films: Sequence[FilmId], scopes: Sequence[Scope]) -> str:
    """Forget the placements of films, and say what that did."""
    labels = few(map(library.label, films))
    if library.reset_placement(films, scopes):
        return f"Forgot the placement of {labels}."
    return f"{labels} {'has' if len(films) == 1 else 'have'} no placement to forget."


def _placed(
    library: Library,
    films: Sequence[FilmId],
    kind: PlacementKind,
    anchors: Sequence[FilmId],
    replaced: Sequence[Replaced],
) -> str:
    """Say what placing films did."""
    labels = few(map(library.label, films))
    if not library.changed:
        return f"Nothing to change: {labels} {is_or_are(len(films))} placed so already."
    words = " ".join(filter(None, ("Placed", labels, kind, join(map(library.label, anchors)))))
    instead = instead_of(replaced, library.title)
    return f"{words}, {instead}." if instead else f"{words}."


def _asked_for(values: Mapping[str, Any]) -> AskedFor:
    """Return the one placement that is asked for; None for --reset. Raises UsageError."""
    given = {kind for kind in PlacementKind if values[kind]}
    if PlacementKind.AFTER in given:
        given.discard(PlacementKind.BEFORE)  # the two are one: between
    if len(given) + values["reset"] != 1:
        choices = ", ".join(f"--{kind}" for kind in PlacementKind)
        raise UsageError(f"Give one of {choices} or --reset.")
    return placement_asked_for(values)
