"""Bringing films in from other programs."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.config.current import configuration
from watchlist.cli.formats import is_for_programs
from watchlist.cli.library_joining import joined
from watchlist.cli.options import dry_run_option, output_format
from watchlist.cli.output import confirm, hint, say
from watchlist.cli.terminal import hints_are_seen, interactive
from watchlist.dates import zone_of
from watchlist.errors import RefusedError, UsageError
from watchlist.formats.parsing import about
from watchlist.formats.parsing.about import told
from watchlist.formats.parsing.columns import COLUMNS
from watchlist.formats.parsing.sources import FileSource, from_bytes, opened
from watchlist.formats.parsing.states import MEANINGS
from watchlist.formats.parsing.tables import column_key
from watchlist.formats.parsing.unknown_columns import TableColumn, UnknownColumnsError
from watchlist.formats.registry import (
    READERS,
    FormatReader,
    Options,
    reader,
    recognise,
    refuse_unused,
)
from watchlist.library.library import Library
from watchlist.merging.importing import Gathered, enter
from watchlist.merging.matching import Target
from watchlist.merging.report import Report
from watchlist.model import MAX_TITLE
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
        if not sign or not column.strip():
            self.fail(f"“{value}” is not of the form “Seen on=watched_on”", param, ctx)
        return column.strip(), ours.strip()


class AboutType(click.ParamType[str]):
    """``watched``, ``watchlist`` or ``list:NAME``: what a file is about."""

    name = "about"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Check the word, and that a list has a name."""
        text = str(value).strip()
        if text in (about.WATCHED, about.WATCHLIST):
            return text
        name = text.removeprefix(about.LIST).strip()
        if len(name) > MAX_TITLE:
            self.fail(f"the name of a list has at most {MAX_TITLE:,} characters", param, ctx)
        if text.startswith(about.LIST) and name:
            return f"{about.LIST}{name}"
        return self.fail(f"“{text[:60]}” is none of watched, watchlist, list:NAME", param, ctx)


class ZoneType(click.ParamType[datetime.tzinfo]):
    """The IANA name of a time zone."""

    name = "zone"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime.tzinfo:
        """Return the zone."""
        if isinstance(value, datetime.tzinfo):
            return value
        try:
            return zone_of(str(value))
        except ValueError as error:
            return self.fail(str(error), param, ctx)


@click.command(
    "import",
    cls=Command,
    examples=[
        "watchlist import letterboxd-export.zip",
        "watchlist import ratings.csv --dry-run",
        'watchlist import films.csv --map "Seen on=watched_on"',
        "watchlist import titles.txt --as watched",
    ],
    related=["export", "lists", "undo"],
)
@click.argument("path", type=click.Path(exists=True, allow_dash=True))
@click.option(
    "--from",
    "wanted",
    type=click.Choice(list(READERS)),
    metavar="NAME",
    help=f"What it is, if not told: {', '.join(READERS)}.",
)
@click.option(
    "--as",
    "about",
    type=AboutType(),
    metavar="WHAT",
    help="What a file is about: watched, watchlist or list:NAME.",
)
@click.option(
    "--map",
    "columns",
    type=ColumnType(),
    multiple=True,
    metavar="COLUMN=NAME",
    help="What a column, a path in JSON or XML, or a word of a state is about; “COLUMN=” leaves it "
    "out.",
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
@click.option(
    "--series",
    type=click.Choice(["skip", "whole", "episodes"]),
    help="Count TV series only, take each as one film, or their episodes as parts.",
)
@click.option(
    "--time-zone",
    type=ZoneType(),
    metavar="NAME",
    help="Where a moment becomes a day: Europe/Berlin.",
)
@dry_run_option
@output_format
@pass_app
def command(
    app: App, /, path: str, *, wanted: str | None, dry_run: bool, output: str, **said: Any
) -> None:
    """Bring in films from other programs.

    PATH is a file, a folder or a zip; “-” is standard input, with --from. What it is, is recognised
    from what is in it: exports of Letterboxd, IMDb, Trakt, Simkl, TV Time, Netflix and the other
    sites that --from names, any CSV, Markdown, bare titles, and watchlist's own JSON; any other
    JSON and XML with --map. Importing it again changes nothing.
    """
    given = {name: value for name, value in said.items() if value not in (None, ())}
    options = _options(given)
    with _opened(path, wanted) as source:
        found = _reader(source, wanted, options)
        _refuse(source, found, given)
        gathered = _gathered(source, found, options)
    hint(f"{source.name}: {found.TITLE}.")
    if gathered.is_empty:
        _refuse_nothing(source.name, gathered.report)
    library, report = _taken_in(app, gathered, dry_run=dry_run)
    for problem in import_problems(report, _MOST_SHOWN if hints_are_seen() else None):
        hint(problem)
    record = import_record(path, found.TITLE, report, dry_run=dry_run)
    if dry_run:
        record["films"] = import_changes(library, report)
    confirm(output, import_sentence(source.name, report, dry_run=dry_run), lambda: [record])
    if dry_run and not is_for_programs(output):
        for film in record["films"]:
            news = f": {'; '.join(film['changes'])}" if film["changes"] else ""
            say(f"  {film['change']} {film['film']}{news}")


def _options(given: Mapping[str, Any]) -> Options:
    """Return what the user said, and what is set where nothing was said of it."""
    settings = configuration().check()
    series = given.get("series", settings["series"])
    zone = settings["time_zone"]
    usual = {
        "series": series,
        "time_zone": None if zone == "local" else zone_of(zone),
        "usual_order": None if settings["date"] == "iso" else settings["date"],
    }
    columns = dict(given.get("columns", ()))
    return Options(**{**usual, **given, "columns": columns})


@contextmanager
def _opened(path: str, wanted: str | None) -> Iterator[FileSource]:
    if path == "-":
        if not wanted:
            raise UsageError("What comes from standard input is not told: say --from NAME.")
        yield from_bytes("-", sys.stdin.buffer)
    else:
        with opened(path) as source:
            yield source


def _reader(source: FileSource, wanted: str | None, options: Options) -> FormatReader:
    if wanted:
        return reader(wanted)
    if options.columns:
        is_tree = len(source.members) == 1 and reader("records").claim(source)
        return reader("records" if is_tree else "csv")
    try:
        return recognise(source)
    except UnknownColumnsError:  # it is met again when the table is read, and answered there
        return reader("csv")


def _refuse(source: FileSource, found: FormatReader, given: Mapping[str, Any]) -> None:
    """Raise UsageError for what was said and cannot be used."""
    refuse_unused(found, given)
    if "about" in given and len(source.members) > 1:
        raise UsageError(f"--as is said of one file, and {source.name} holds several.")


def _gathered(source: FileSource, found: FormatReader, options: Options) -> Gathered:
    """Return what is read; on a terminal the columns that nobody knows are asked about."""
    while True:
        try:
            return Gathered(told(found.read(source, options), options.about, source.name))
        except UnknownColumnsError as error:
            if not interactive():
                error.command = _command_line()
                raise
            answers = dict(_asked(error.columns))
            options = options._replace(columns={**options.columns, **answers})


def _asked(columns: Iterable[TableColumn]) -> Iterator[tuple[str, str]]:
    """Ask what each column is; Enter and q leave. Raises RefusedError when nobody answers."""
    names = {column_key(name): name for name in COLUMNS}
    for column in columns:
        hint(
            f"“{column.name}” {column.looks}: “{column.example[:40]}”. It may be "
            f"{', '.join(COLUMNS)}."
        )
        role = _answer(f"What is it ({column.suggested or '='}; = for nothing", names)
        yield column.name, role
        for word in column.words if role == "state" else ():
            words = {word: word for word in MEANINGS if word}
            yield (
                word,
                _answer(f"What does “{word}” mean ({', '.join(words)}; = for nothing", words),
            )


def _answer(question: str, known: Mapping[str, str]) -> str:
    """Ask until the answer is one of those known, which are told by their keys, or none of them."""
    while True:
        answer = click.prompt(
            f"{question}; Enter or q leaves)", default="", show_default=False, err=True
        ).strip()
        if answer.casefold() in ("", "q"):
            raise RefusedError("Nothing was imported.")
        if answer == "=":
            return ""
        if column_key(answer) in known:
            return known[column_key(answer)]
        hint(f"“{answer[:40]}” is none of them.")


def _command_line() -> list[str]:
    """Return the words that the program was called with, as far as they are needed again."""
    context = click.get_current_context()
    library = context.find_root().params.get("library")
    words = ["watchlist", *(["--library", str(library)] if library else []), "import"]
    said = context.params
    words.append(said["path"])
    for name, option in (("wanted", "--from"), ("about", "--as"), ("scale", "--rating-scale")):
        if said[name] is not None:
            words += [option, f"{said[name]:g}" if name == "scale" else str(said[name])]
    for name, option in (("date_order", "--date-order"), ("series", "--series")):
        words += [option, said[name]] if said[name] else []
    if said["time_zone"]:
        words += ["--time-zone", str(said["time_zone"])]
    for column, ours in said["columns"]:
        words += ["--map", f"{column}={ours}"]
    return words


def _refuse_nothing(name: str, report: Report) -> None:
    """Raise RefusedError when all rows were skipped, naming each that could not be read."""
    if not report.skipped:
        return
    for problem in import_problems(report, _MOST_SHOWN if hints_are_seen() else None):
        hint(problem)
    rows = "row" if report.skipped == 1 else f"{report.skipped:,} rows"
    raise RefusedError(f"No film is in the {rows} of {name}: nothing was changed.")


def _taken_in(app: App, gathered: Gathered, *, dry_run: bool) -> tuple[Library, Report]:
    """Bring the library up to date, or find out what that would do."""
    if gathered.library:
        return joined(app, gathered.library.path, dry_run=dry_run)
    if dry_run:
        library = app.load()
        return library, enter(library, gathered, progress=_progress)
    with app.edit() as library:
        report = enter(library, gathered, progress=_progress)
    return library, report


def _progress(films: Sequence[Target]) -> Iterable[Target]:
    """Show on a terminal how far it is, where that takes long."""
    if len(films) < _MANY or not interactive():
        return films
    return _with_bar(films)


def _with_bar(films: Sequence[Target]) -> Iterator[Target]:
    with click.progressbar(films, label="Importing", file=sys.stderr) as bar:
        yield from bar
