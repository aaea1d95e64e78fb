"""What to have seen before a film."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import optional_option, output_format
from watchlist.cli.output import print_report
from watchlist.cli.packs.lookup import load_with_pack
from watchlist.cli.params import FILM, FRANCHISE
from watchlist.errors import RefusedError
from watchlist.library.library import Library
from watchlist.library.references import records
from watchlist.model import FilmId
from watchlist.queries.catchup import catch_up, continuities_of
from watchlist.render.suggestions import needed_record, needed_section


@click.command(
    "catchup",
    cls=Command,
    examples=["watchlist catchup ballerina"],
    related=["next", "plan", "order"],
)
@click.argument("film", type=FILM)
@click.option(
    "--in",
    "place",
    type=FRANCHISE,
    metavar="FRANCHISE[:CONTINUITY]",
    help="Only what is needed there.",
)
@optional_option
@output_format
@pass_app
def command(app: App, /, film: str, *, place: str | None, optional: bool, output: str) -> None:
    """List what to have seen before a film.

    In release order, with how long it takes; what was watched already stays in the list.
    """
    library, number = load_with_pack(app, film, _piece, films=True, leads=False)
    scope = references.franchise(library, place) if place else None
    label = library.label(number)
    if scope and not any(continuities_of(library, number, scope)):
        name = library.franchises[scope.franchise].name
        raise RefusedError(f"{label} is not in {':'.join(filter(None, (name, scope.continuity)))}.")
    needed = catch_up(library, number, scope, optional=optional)
    print_report(
        output,
        lambda: [needed_record(item, today()) for item in needed],
        lambda: [needed_section(label, needed)],
        empty=f"{label} needs nothing to be seen before it.",
    )


def _piece(library: Library, reference: str) -> FilmId:
    """Return the film that a reference means; a piece of one is cut out, here and for now."""
    meant = references.meant(library, reference)
    library.may_change = True
    return records(library, meant)[0]
