"""Taking a link between films back."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.film_relations import link_arguments, others_of
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.model import LinkKind
from watchlist.queries.wording import join
from watchlist.render.records import full_record


@click.command(
    "unlink",
    cls=Command,
    examples=['watchlist unlink colombiana spiritual-sequel-to "the professional"'],
    related=["link", "show"],
)
@link_arguments
@output_format
@pass_app
def command(app: App, /, film: str, relation: str, others: Sequence[str], *, output: str) -> None:
    """Take a link back."""
    kind = LinkKind(relation)
    with app.edit() as library:
        [one, *_] = references.pieces(library, film)
        two, *more = others_of(library, kind, others)
        library.unlink(one, kind, two)
    confirm(
        output,
        f"Unlinked: {library.label(one)}, {kind.words} {join(map(library.label, (two, *more)))}.",
        lambda: [full_record(library, library.shown[one], today())],
    )
