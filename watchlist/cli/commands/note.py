"""Writing a note about a film."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import on_option, output_format, source_option
from watchlist.cli.output import confirm
from watchlist.cli.params import FILM, TEXT
from watchlist.dates import PartialDate
from watchlist.model import Note
from watchlist.render.records import full_record


@click.command(
    "note",
    cls=Command,
    examples=[
        'watchlist note ballerina "The cameo is confirmed." --source https://...',
        'watchlist note ballerina "Reshoots are over." --on 2024-05',
    ],
    related=["show", "edit"],
)
@click.argument("film", type=FILM)
@click.argument("text", type=TEXT)
@source_option
@on_option
@output_format
@pass_app
def command(
    app: App,
    /,
    film: str,
    text: str,
    *,
    source: str | None,
    on: PartialDate | None,
    output: str,
) -> None:
    """Write down a dated note about a film."""
    note = Note(text=text, on=on or PartialDate.of(today()), source=source or "")
    with app.edit() as library:
        number = references.film(library, film)
        changed = library.add_note(number, note)
    confirm(
        output,
        f"Noted about {changed.label}.",
        lambda: [full_record(library, changed, today())],
    )
