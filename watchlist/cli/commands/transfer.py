"""Bringing films in from other programs, and the lists that come with them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from watchlist.cli.app import App, confirm, hint, interactive, pass_app, say, today
from watchlist.cli.options import Command, output_format
from watchlist.cli.output import print_report
from watchlist.cli.params import LIST
from watchlist.formats.parsing.sources import FileSource, opened
from watchlist.formats.registry import READERS, FormatReader, Options, reader, recognise
from watchlist.library.library import Library
from watchlist.merging.entries import Item, Skipped, WholeLibrary
from watchlist.merging.importing import Report, take_in
from watchlist.merging.matching import Target
from watchlist.render.records import list_record, listed_record
from watchlist.render.views import listed_table, lists_table

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
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@output_format
@pass_app
def import_command(
    app: App,
    /,
    path: str,
    *,
    wanted: str | None,
    columns: Sequence[tuple[str, str]],
    scale: float | None,
    date_order: str | None,
    series: bool,
    dry_run: bool,
    output: str,
) -> None:
    """Bring in films from other programs.

    PATH is a file, a folder or a zip. What it is, is recognised from what is in it: exports of
    Letterboxd, IMDb, Trakt, TMDB and MovieLens, any CSV, Markdown, bare titles, and watchlist's
    own JSON. Importing it again changes nothing.
    """
    options = Options(dict(columns), scale, date_order, series)
    with opened(path) as source:
        found = _reader(source, wanted, options)
        hint(f"{source.name}: {found.TITLE}.")
        items = list(found.read(source, options))
    library, report = _taken_in(app, items, dry_run=dry_run)
    _explain(report)
    record = _record(path, found.TITLE, report, dry_run=dry_run)
    if dry_run:
        record["films"] = [
            {"change": change, "id": number, "film": library.label(number)}
            for change, numbers in (("add", report.added), ("update", report.updated))
            for number in numbers
        ]
    confirm(output, _summary(source.name, report, dry_run=dry_run), lambda: [record])
    if dry_run and output in ("table", "markdown"):
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
        return _joined(app, whole.path, dry_run=dry_run)
    if dry_run:
        library = app.load()
        return library, take_in(library, items, progress=_progress)
    with app.edit() as library:
        report = take_in(library, items, progress=_progress)
        items.clear()  # what was read is not kept while the file is written
    return library, report


def _joined(app: App, path: str, *, dry_run: bool) -> tuple[Library, Report]:
    """Join another library to this one; an empty one becomes it, with all that it holds."""
    from watchlist.merging.libraries import join_library  # noqa: PLC0415 -- one of many formats

    report = Report()

    def join(library: Library, other: Library) -> None:
        nonlocal report
        report = join_library(library, other)

    if dry_run:
        library = app.load()
        join(library, app.other(path).load())
        return library, report
    joined = app.join(path, join)
    if joined is None:
        joined = app.load()
        report = Report(rows=len(joined.films), added=list(joined.films))
    return joined, report


def _progress(films: Sequence[Target]) -> Iterable[Target]:
    """Show on a terminal how far it is, where that takes long."""
    if len(films) < _MANY or not interactive():
        return films
    return _with_bar(films)


def _with_bar(films: Sequence[Target]) -> Iterator[Target]:
    with click.progressbar(films, label="Importing", file=sys.stderr) as bar:
        yield from bar


def _explain(report: Report) -> None:
    """Say on stderr what was not taken, and why."""
    for notice in report.notices:
        hint(notice)
    for what, count in report.passed_over.items():
        hint(f"Skipped {count:,} {what}.")
    shown = report.problems[: _MOST_SHOWN if on_terminal() else None]
    for problem in shown:
        hint(_problem(problem))
    if more := len(report.problems) - len(shown):
        hint(f"… and {more:,} rows more: “--dry-run --format json” lists all of them.")


def on_terminal() -> bool:
    """Whether what is said beside is seen at once, and not kept."""
    return sys.stderr.isatty()


def _problem(problem: Skipped) -> str:
    return f"{problem.origin}: {problem.reason}"


def _summary(name: str, report: Report, *, dry_run: bool) -> str:
    counts = [
        f"{len(report.added):,} added",
        f"{len(report.updated):,} updated",
        f"{report.unchanged:,} unchanged",
    ]
    if report.lists:
        counts.append(f"{report.lists:,} {'list' if report.lists == 1 else 'lists'} changed")
    done = "Would import" if dry_run else "Imported"
    rows = "1 row" if report.rows == 1 else f"{report.rows:,} rows"
    return f"{done} {name}: {rows} read, {report.skipped:,} skipped; films: {', '.join(counts)}."


def _record(path: str, title: str, report: Report, *, dry_run: bool) -> dict[str, Any]:
    return {
        "path": path,
        "format": title,
        "dry_run": dry_run,
        "read": report.rows,
        "added": len(report.added),
        "updated": len(report.updated),
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "lists": report.lists,
        "passed_over": dict(report.passed_over),
        "problems": [
            {"file": origin.file, "line": origin.line or None, "reason": reason}
            for origin, reason, _ in report.problems
        ],
    }


@click.command("lists", cls=Command, examples=["watchlist lists", "watchlist lists noirvember"])
@click.argument("name", required=False, type=LIST)
@output_format
@pass_app
def lists_command(app: App, /, name: str | None, *, output: str) -> None:
    """List your named lists, or the films on one."""
    library = app.load()
    if name is None:
        films_seen = library.seen()
        lists = [
            (found, sum(item.film in films_seen for item in found.films))
            for found in library.lists.values()
        ]
        print_report(
            output,
            lambda: [list_record(found, watched) for found, watched in lists],
            lambda: [lists_table(lists)],
            empty="There is no list yet: “watchlist import” brings them in.",
        )
        return
    found = library.lists[app.film_list(library, name)]
    known = ((library.films.get(item.film), item.note) for item in found.films)
    films = [(film, note) for film, note in known if film]
    print_report(
        output,
        lambda: [
            listed_record(position, film, note, today())
            for position, (film, note) in enumerate(films, start=1)
        ],
        lambda: [listed_table(found, films)],
        empty=f"No film is on the list {found.name}.",
    )
