"""Writing films in formats that other programs read."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

import click

from watchlist.cli import clock, references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.exports import EXPORTS, Export, format_of
from watchlist.cli.files import check_target, write_file
from watchlist.cli.loading import load
from watchlist.cli.output import hint, print_bytes, say
from watchlist.cli.params import LIST
from watchlist.errors import RefusedError, UsageError
from watchlist.library.library import Library
from watchlist.model import Film
from watchlist.names.listing import few
from watchlist.queries.lists import films_on
from watchlist.render.text import json_safe


@click.command(
    "export",
    cls=Command,
    examples=[
        "watchlist export --to json --output films.json",
        "watchlist export --to letterboxd --output letterboxd",
        "watchlist export --to html --output films.html",
        'watchlist export --to csv --list "Best of 2024"',
    ],
    related=["import", "backup", "order"],
)
@click.option(
    "--to", "wanted", type=click.Choice(list(EXPORTS)), help="The format; of OUTPUT, or json."
)
@click.option(
    "--output",
    type=click.Path(),
    help="The file to write, a folder for letterboxd; stdout when left out.",
)
@click.option("--force", is_flag=True, help="Overwrite files.")
@click.option("--list", "name", type=LIST, help="Only the films of a named list, in its order.")
@pass_app
def command(
    app: App, /, wanted: str | None, output: str | None, *, force: bool, name: str | None
) -> None:
    """Write your films in a format that others read.

    json is the whole library but for the history; what it holds can be imported again. For
    letterboxd the output is a folder of files to import there. html is a page to look at: your
    franchises, what to watch, your diary and figures.
    """
    wanted = wanted or format_of(output or "")
    export = EXPORTS[wanted]
    if export.folder and not output:
        raise UsageError(f"For {wanted} name a folder with --output.")
    if export.whole and name:
        raise UsageError(f"{wanted} is the whole library: with --list take another format.")
    content = _content(app, export, name)
    if isinstance(content, Mapping):
        _write_folder(app, output or "", content, load(f"{export.module}:NAMES"), force=force)
    elif output:
        check_target(output, app.store.path, force=force)
        write_file(output, content.encode())
        say(f"Wrote {output}.")
    else:
        print_bytes(content.encode())


def _content(app: App, export: Export, name: str | None) -> str | Mapping[str, bytes]:
    """Return the text of a file, or the files of a folder by name."""
    library = app.load()  # says whether something is wrong in what is exported as it is
    if not export.module:
        return json_safe(app.store.exported().decode())
    films = _films(library, name)
    if not export.parts:
        films = _without_parts(library, films)
    content: str | Mapping[str, bytes] = load(f"{export.module}:export")(
        library, films, clock.now()
    )
    return content


def _without_parts(library: Library, films: Sequence[Film]) -> list[Film]:
    """Return films as they are shown, without the parts of others; say that these are left out."""
    whole = [library.shown[film.id] for film in films if film.id not in library.parts]
    if left := len(films) - len(whole):
        parts = "1 part" if left == 1 else f"{left} parts"
        hint(f"Left out {parts} of films: this format takes whole films only.")
    return whole


def _films(library: Library, name: str | None) -> list[Film]:
    """Return the films of a named list, in its order; all films when none is named."""
    if name is None:
        return list(library.films.values())
    listed = library.lists[references.film_list(library, name)]
    return [film for film, _ in films_on(library, listed)]


def _write_folder(
    app: App, folder: str, files: Mapping[str, bytes], names: Sequence[str], *, force: bool
) -> None:
    """Write the files of an export into a folder, and take away those of an earlier one."""
    if not files:
        hint("There is nothing to export: no film is to be watched, and none was.")
        return
    ours = re.compile(rf"(?:{'|'.join(names)})(?:-\d+)?\.csv")
    try:
        for name in {"", *map(os.path.dirname, files)}:
            os.makedirs(os.path.join(folder, name), exist_ok=True)
        old = [name for name in os.listdir(folder) if ours.fullmatch(name)]
    except OSError as error:
        raise RefusedError(f"{folder} cannot be made a folder: {error.strerror}.") from error
    for name in sorted({*files, *old}):
        check_target(os.path.join(folder, name), app.store.path, force=force)
    for name, content in files.items():
        write_file(os.path.join(folder, name), content)
    for name in set(old) - set(files):
        os.unlink(os.path.join(folder, name))
    say(f"Wrote {few(files)} into {folder}.")
