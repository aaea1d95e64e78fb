"""Bringing films in from other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.formats import is_for_programs
from watchlist.cli.library_joining import joined
from watchlist.cli.options import dry_run_option, output_format
from watchlist.cli.output import confirm, hint, say
from watchlist.cli.terminal import hints_are_seen, interactive
from watchlist.formats.parsing.sources import FileSource, opened
from watchlist.formats.registry import READERS, FormatReader, Options, reader, recognise
from watchlist.library.library import Library
from watchlist.merging.entries import Item, WholeLibrary
from watchlist.merging.importing import Report, take_in
from watchlist.merging.matching import Target
from watchlist.render.imports import (
    import_changes,
    import_problems,
    import_record,
    import_sentence,
)

_MANY = 2_000
"""From so many films on the wait is long enough for a progress bar."""
_MOST_SHOWN = 20
"""So many rows that were not taken are shown on a terminal, where more would push all else away."""


class ColumnType(click.ParamType[tuple[str, str]]):
    """``COLUMN=NAME``: the name of a column, and what watchlist calls it."""

    name = "column"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, str]:
        """Read a pair."""
        column, sign, ours = str(value).rpartition("=")
        if not sign or not column.strip() or not ours.strip():
            self.fail(f"“{value}” is not of the form “Seen on=watched_on”", param, ctx)
        return column.strip(), ours.strip()


@click.command(
    "import",
    cls=Command,
    examples=[
        "watchlist import letterboxd-export.zip",
        "watchlist import ratings.csv --dry-run",
        'watchlist import films.csv --map "Seen on=watched_on"',
    ],
    related=["export", "lists", "undo"],
)
@click.argument("path", type=click.Path(exists=True))
@click.option("--from", "wanted", type=click.Choice(list(READERS)), help="What it is, if not told.")
@click.option(
    "--map",
    "columns",
    type=ColumnType(),
    multiple=True,
    metavar="COLUMN=NAME",
    help="What a column of a CSV is about.",
)
@click.option(
    "--rating-scale",
    "scale",
    type=click.FloatRange(1, 1000),
    metavar="BEST",
    help="The best rating of a CSV: 5, 10, 100.",
)
@click.option(
    "--date-order",
    type=click.Choice(["dmy", "mdy", "ymd"]),
    help="How dates like 04/05/2026 are written.",
)
@click.option("--series", is_flag=True, help="Take TV series as well.")
@dry_run_option
@output_format
@pass_app
def command(
    app: App, /, path: str, *, wanted: str | None, dry_run: bool, output: str, **said: Any
) -> None:
    """Bring in films from other programs.

    PATH is a file, a folder or a zip. What it is, is recognised from what is in it: exports of
    Letterboxd, IMDb, Trakt, TMDB and MovieLens, any CSV, Markdown, bare titles, and watchlist's
    own JSON. Importing it again changes nothing.
    """
    options = Options(dict(said["columns"]), said["scale"], said["date_order"], said["series"])
    with opened(path) as source:
        found = _reader(source, wanted, options)
        hint(f"{source.name}: {found.TITLE}.")
        items = list(found.read(source, options))
    library, report = _taken_in(app, items, dry_run=dry_run)
    for problem in import_problems(report, _MOST_SHOWN if hints_are_seen() else None):
        hint(problem)
    record = import_record(path, found.TITLE, report, dry_run=dry_run)
    if dry_run:
        record["films"] = import_changes(library, report)
    confirm(output, import_sentence(source.name, report, dry_run=dry_run), lambda: [record])
    if dry_run and not is_for_programs(output):
        for film in record["films"]:
            say(f"  {film['change']} {film['film']}")


def _reader(source: FileSource, wanted: str | None, options: Options) -> FormatReader:
    if wanted:
        return reader(wanted)
    return reader("csv") if options.columns else recognise(source)


def _taken_in(app: App, items: list[Item], *, dry_run: bool) -> tuple[Library, Report]:
    """Bring the library up to date, or find out what that would do."""
    whole = next((item for item in items if isinstance(item, WholeLibrary)), None)
    if whole:
        return joined(app, whole.path, dry_run=dry_run)
    if dry_run:
        library = app.load()
        return library, take_in(library, items, progress=_progress)
    with app.edit() as library:
        report = take_in(library, items, progress=_progress)
        items.clear()  # what was read is not kept while the file is written
    return library, report


def _progress(films: Sequence[Target]) -> Iterable[Target]:
    """Show on a terminal how far it is, where that takes long."""
    if len(films) < _MANY or not interactive():
        return films
    return _with_bar(films)


def _with_bar(films: Sequence[Target]) -> Iterator[Target]:
    with click.progressbar(films, label="Importing", file=sys.stderr) as bar:
        yield from bar
