"""Looking at the catalogue."""

from __future__ import annotations

import os

import click

from watchlist.cli.command import Command
from watchlist.cli.folders import cache_folder
from watchlist.cli.options import output_format
from watchlist.cli.output import print_page
from watchlist.render.sources import catalogue_lines, catalogue_record
from watchlist.sources.catalogue import no_catalogue, path_in
from watchlist.sources.catalogue_reading import Catalogue


@click.command(
    "show",
    cls=Command,
    examples=["watchlist catalogue show"],
    related=["catalogue build", "catalogue clear"],
)
@output_format
def command(*, output: str) -> None:
    """Say what is in the catalogue, and from when."""
    path = path_in(cache_folder())
    if not os.path.exists(path):
        raise no_catalogue()
    catalogue = Catalogue(path)
    record = catalogue_record(path, os.path.getsize(path), catalogue.about(), catalogue.counts())
    print_page(output, record, lambda: catalogue_lines(record))
