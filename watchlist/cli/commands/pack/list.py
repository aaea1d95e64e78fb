"""Listing the packs that come with the program."""

from __future__ import annotations

from typing import Any

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.library.library import Library
from watchlist.packs import shelf
from watchlist.packs.merging import tracked_pack
from watchlist.render.packs import shipped_record, shipped_table


@click.command(
    "list", cls=Command, examples=["watchlist pack list"], related=["pack show", "pack add"]
)
@output_format
@pass_app
def command(app: App, *, output: str) -> None:
    """List the packs that come with the program."""
    library = app.load()
    records = [_record(library, entry) for entry in shelf.entries()]
    print_report(
        output, lambda: records, lambda: [shipped_table(records)], empty="There is no pack."
    )


def _record(library: Library, entry: shelf.PackEntry) -> dict[str, Any]:
    here = tracked_pack(library, entry.name) or library.franchise_named(entry.name)
    return shipped_record(
        entry.name, entry.aliases, entry.films, entry.continuities, in_library=here is not None
    )
