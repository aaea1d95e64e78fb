"""Relating films to each other."""

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
    "link",
    cls=Command,
    examples=['watchlist link "point of no return" remake-of "la femme nikita"'],
    related=["unlink", "place", "catchup"],
)
@link_arguments
@click.option("--no-join", is_flag=True, help="Do not make it a member of the other's franchise.")
@output_format
@pass_app
def command(
    app: App, /, film: str, relation: str, others: Sequence[str], *, no_join: bool, output: str
) -> None:
    """Relate one film to another.

    RELATION is sequel-to, prequel-to, spinoff-of, remake-of, reboot-of, inspired-by,
    spiritual-sequel-to, crossover-with, alternative-to or requires.

    A sequel, prequel or spinoff joins the franchise of the other film. An alternative to several
    films stands for all of them.
    """
    kind = LinkKind(relation)
    with app.edit() as library:
        references.cut(library, [film, *others])
        [one, *_] = references.pieces(library, film)
        two, *more = others_of(library, kind, others)
        library.link(one, kind, two, more, join=not no_join)
        changed = library.changed
    link = f"{library.label(one)}, {kind.words} {join(map(library.label, (two, *more)))}"
    confirm(
        output,
        f"Linked: {link}." if changed else f"Nothing to change: {link}, is linked already.",
        lambda: [full_record(library, library.shown[one], today())],
    )
