"""Export: the library in formats that other programs read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import click

from watchlist.cli.app import App, hint, now, pass_app, say, today
from watchlist.cli.options import Command
from watchlist.cli.params import LIST
from watchlist.errors import RefusedError, UsageError
from watchlist.library.library import Library
from watchlist.model import Film
from watchlist.render.text import json_safe

JSON: Final = "json"
HTML: Final = "html"
LETTERBOXD: Final = "letterboxd"
_BY_SUFFIX: Final = {
    ".json": JSON,
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".ics": "ics",
    ".html": HTML,
}


class Chosen(NamedTuple):
    """What is to be written: films of a library."""

    library: Library
    films: Sequence[Film]


def _csv(chosen: Chosen) -> str:
    from watchlist.formats.writers.csv import csv_text  # noqa: PLC0415 -- one of many formats

    return csv_text(chosen.library, chosen.films)


def _markdown(chosen: Chosen) -> str:
    from watchlist.formats.writers.markdown import markdown_text  # noqa: PLC0415

    return markdown_text(chosen.films)


def _calendar(chosen: Chosen) -> str:
    from watchlist.render.calendar import calendar_text, releases  # noqa: PLC0415

    return calendar_text("Film releases", releases(chosen.films, today()), now())


def _page(chosen: Chosen) -> str:
    from watchlist.render.pictures.library import library_page  # noqa: PLC0415

    return library_page(chosen.library, today())


def _imdb_ids(chosen: Chosen) -> str:
    return "".join(f"{film.imdb}\n" for film in chosen.films if film.imdb)


_TEXTS: Final[Mapping[str, Callable[[Chosen], str]]] = {
    "csv": _csv,
    "markdown": _markdown,
    HTML: _page,
    "ics": _calendar,
    "imdb-ids": _imdb_ids,
}
_FORMATS: Final = (JSON, "csv", LETTERBOXD, "markdown", HTML, "ics", "imdb-ids")


@click.command(
    "export",
    cls=Command,
    examples=[
        "watchlist export --to json --output films.json",
        "watchlist export --to letterboxd --output letterboxd",
        "watchlist export --to html --output films.html",
        'watchlist export --to csv --list "Best of 2024"',
    ],
)
@click.option("--to", "wanted", type=click.Choice(_FORMATS), help="The format; of OUTPUT, or json.")
@click.option(
    "--output",
    type=click.Path(),
    help="The file to write, a folder for letterboxd; stdout when left out.",
)
@click.option("--force", is_flag=True, help="Overwrite files.")
@click.option("--list", "name", type=LIST, help="Only the films of a named list, in its order.")
@pass_app
def export_command(
    app: App, /, wanted: str | None, output: str | None, *, force: bool, name: str | None
) -> None:
    """Write your films in a format that others read.

    json is the whole library but for the history; what it holds can be imported again. For
    letterboxd the output is a folder of files to import there. html is a page to look at: your
    franchises, what to watch, your diary and figures.
    """
    wanted = wanted or _BY_SUFFIX.get(os.path.splitext(output or "")[1].lower(), JSON)
    if wanted == LETTERBOXD and not output:
        raise UsageError("For letterboxd name a folder with --output.")
    if wanted in (JSON, HTML) and name:
        raise UsageError(f"{wanted} is the whole library: with --list take another format.")
    if wanted == LETTERBOXD and output:
        _write_folder(app, output, _chosen(app, name), force=force)
        return
    content = _content(app, wanted, name).encode()
    if output:
        _check_file(app, output, force=force)
        _write(output, content)
        say(f"Wrote {output}.")
    else:  # as bytes: neither the encoding nor the line ends of a terminal are those of a format
        click.echo(content, nl=False)


def _content(app: App, wanted: str, name: str | None) -> str:
    if wanted == JSON:
        app.load()  # says whether something is wrong in what is exported as it is
        return json_safe(app.store.exported().decode())
    return _TEXTS[wanted](_chosen(app, name))


def _chosen(app: App, name: str | None) -> Chosen:
    library = app.load()
    if name is None:
        return Chosen(library, list(library.films.values()))
    listed = library.lists[app.film_list(library, name)].films
    found = (library.films.get(item.film) for item in listed)
    return Chosen(library, [film for film in found if film])


def _write_folder(app: App, folder: str, chosen: Chosen, *, force: bool) -> None:
    """Write the files of an export into a folder, and take away those of an earlier one."""
    from watchlist.formats.writers.letterboxd import NAMES, letterboxd_files  # noqa: PLC0415

    files = letterboxd_files(chosen.films)
    if not files:
        hint("There is nothing to export: no film is to be watched, and none was.")
        return
    ours = re.compile(rf"(?:{'|'.join(NAMES)})(?:-\d+)?\.csv")
    try:
        os.makedirs(folder, exist_ok=True)
        old = [name for name in os.listdir(folder) if ours.fullmatch(name)]
    except OSError as error:
        raise RefusedError(f"{folder} cannot be made a folder: {error.strerror}.") from error
    for name in sorted({*files, *old}):
        _check_file(app, os.path.join(folder, name), force=force)
    for name, content in files.items():
        _write(os.path.join(folder, name), content)
    for name in set(old) - set(files):
        os.unlink(os.path.join(folder, name))
    say(f"Wrote {', '.join(files)} into {folder}.")


def _check_file(app: App, path: str, *, force: bool) -> None:
    """Raise RefusedError when a file is not to be written."""
    if _is_library(app, path):
        raise RefusedError(f"{path} is the library itself: choose another file.")
    if not os.path.lexists(path):
        return
    if not os.path.isfile(path):
        raise RefusedError(f"{path} is no file: choose another name.")
    if not force:
        raise RefusedError(f"{path} is there already: choose another name, or say --force.")


def _is_library(app: App, path: str) -> bool:
    """Whether a path leads to the library, which may not exist yet."""
    library = app.store.path
    if os.path.exists(path) and os.path.exists(library):
        return os.path.samefile(path, library)
    return os.path.realpath(path) == os.path.realpath(library)


def _write(path: str, content: bytes) -> None:
    from watchlist.store.storage import write_atomically  # noqa: PLC0415

    try:
        write_atomically(os.path.realpath(path), content)
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror}.") from error
