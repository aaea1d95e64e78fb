"""Building the catalogue."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from watchlist.cli import clock
from watchlist.cli.command import Command
from watchlist.cli.folders import cache_folder
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.cli.terminal import hints_are_seen
from watchlist.sources.catalogue import path_in
from watchlist.sources.catalogue_building import build, total_bytes


@click.command(
    "build",
    cls=Command,
    examples=[
        "watchlist catalogue build title.basics.tsv.gz title.ratings.tsv.gz",
        "watchlist catalogue build my-films.csv",
    ],
    related=["catalogue show", "fill", "search"],
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@output_format
def command(*, files: Sequence[str], output: str) -> None:
    """Build the catalogue from files that you fetched.

    They are the data sets of IMDb for personal use (title.basics, and if you like title.akas,
    title.episode, title.ratings, title.crew with name.basics), as they come, or any CSV with
    columns as "import" reads them. The old catalogue stays until the new one is whole.
    """
    target = path_in(cache_folder())
    built = f"{clock.now():%Y-%m-%d}"
    with _progress(total_bytes(files)) as progress:
        titles = build(list(dict.fromkeys(files)), target, built, progress)
    record = {"titles": titles, "built": built, "path": target}
    words = "1 title" if titles == 1 else f"{titles:,} titles"
    confirm(output, f"Built the catalogue: {words}.", lambda: [record])


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], object]]:
    """Hand out what is told how many bytes were read; on a terminal it moves a bar."""
    if not hints_are_seen():
        yield lambda _read: None
        return
    with click.progressbar(length=total, label="Building", file=sys.stderr) as bar:
        yield bar.update
