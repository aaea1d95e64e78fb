"""Listing the packs that come with the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.cli.params import TEXT
from watchlist.library.library import Library
from watchlist.library.tracking import tracked_pack
from watchlist.packs import shelf
from watchlist.render.packs import shipped_record, shipped_sections


@click.command(
    "list",
    cls=Command,
    examples=[
        "watchlist pack list",
        "watchlist pack list horror",
        "watchlist pack list dark knight",
    ],
    related=["pack show", "pack add"],
)
@click.argument("words", nargs=-1, type=TEXT)
@output_format
@pass_app
def command(app: App, words: Sequence[str], *, output: str) -> None:
    """List the packs that come with the program, by genre.

    WORDS stand in the names, genres and descriptions of packs, or together in the title of a film
    or the name of a continuity.
    """
    library = app.load()
    found = shelf.with_words(words) if words else {}
    records = [
        _record(library, entry, found.get(entry.slug, []))
        for entry in shelf.entries()
        if not words or entry.slug in found
    ]
    print_report(
        output,
        lambda: records,
        lambda: shipped_sections(records),
        empty=f"There is no pack of {' '.join(words)}." if words else "There is no pack.",
    )


def _record(library: Library, entry: shelf.PackEntry, films: Sequence[str]) -> dict[str, Any]:
    here = tracked_pack(library, entry.name) or library.franchise_named(entry.name)
    return shipped_record(entry, films, in_library=here is not None)
