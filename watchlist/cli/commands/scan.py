"""Finding the media files of films."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import NamedTuple

import click
from msgspec.structs import replace

from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.loading import load
from watchlist.cli.media_files import file_index, library_stamp
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm, hint, print_report
from watchlist.errors import RefusedError, UsageError
from watchlist.library.library import Library
from watchlist.media.entering import films_of
from watchlist.media.index import FileCounts, FileIndex
from watchlist.media.matching import FileMatcher
from watchlist.media.names import Reading, read
from watchlist.media.playing import uids_of
from watchlist.media.scanning import ReadName, ScanCounts, match_all, scan
from watchlist.model import Film, FilmId
from watchlist.names.listing import NAMED, few
from watchlist.render.json import JsonRecord
from watchlist.render.media import file_record, file_section, shown_path

FOLDER = click.Path(exists=True, file_okay=False)


@click.command(
    "scan",
    cls=Command,
    examples=[
        "watchlist scan ~/Films ~/Series",
        "watchlist scan ~/Films --add",
        "watchlist scan --list --format json",
    ],
    related=["play", "order", "list"],
)
@click.argument("folders", metavar="[FOLDER]...", nargs=-1, type=FOLDER)
@click.option("--add", is_flag=True, help="Enter the films that are not in the library.")
@click.option("--list", "listing", is_flag=True, help="List the files that are known.")
@click.option(
    "--forget",
    multiple=True,
    metavar="FOLDER",
    type=click.Path(),
    help="Forget the files in that folder.",
)
@output_format
@pass_app
def command(
    app: App,
    /,
    folders: Sequence[str],
    *,
    add: bool,
    listing: bool,
    forget: Sequence[str],
    output: str,
) -> None:
    """Find the media files of films on this machine.

    Their names are read, and the files matched to films by the ids in them, else by title and
    year. The list of files belongs to this machine: nothing of it is in the library. A folder that
    was scanned before is only looked at where it changed; without a FOLDER all of these are.
    """
    with file_index(app) as index:
        if forget:
            _forget(index, forget, output)
            if not (folders or add or listing):
                return
        library = None
        if folders or not (listing or forget):
            library, told = _scan(app, index, folders, add=add)
            if not listing:
                confirm(output, _sentence(told), lambda: [_record(told, index)])
        if listing:
            _print_list(app.load() if library is None else library, index, output)


# -- forgetting and listing ------------------------------------------------------------------


def _forget(index: FileIndex, folders: Sequence[str], output: str) -> None:
    """Forget the files in folders. Raises RefusedError for one of which nothing is known."""
    paths = [os.path.abspath(folder) for folder in folders]
    with index.change():
        for path in paths:
            known = index.count(path).files or index.time_of(path) is not None
            if not known:
                raise RefusedError(f"Nothing is known of files in {shown_path(path)}.")
        count = sum(index.forget(path) for path in paths)
    files = "1 file" if count == 1 else f"{count} files"
    names = few(map(shown_path, paths))
    confirm(
        output,
        f"Forgot {files} in {names}; nothing on the disk was touched.",
        lambda: [{"forgotten": count, "folders": [shown_path(path) for path in paths]}],
    )


def _print_list(library: Library, index: FileIndex, output: str) -> None:
    numbers = {uid: number for number, uid in uids_of(library).items()}
    print_report(
        output,
        lambda: [file_record(library, numbers, file) for file in index.files()],
        lambda: [file_section(library, numbers, list(index.files()))],
        empty="No files are known: “watchlist scan FOLDER” finds them.",
    )


# -- scanning --------------------------------------------------------------------------------


class _Scanned(NamedTuple):
    """What a scan is told in: its folders, what came and went, and whose the files are."""

    roots: Sequence[str]
    named: Sequence[str]
    """The folders as they were typed."""
    counts: ScanCounts
    found: FileCounts
    films: Sequence[str]
    """The first films that files are of."""
    unmatched: Sequence[str]
    """The first files that are of none."""
    added: Sequence[FilmId]


def _scan(
    app: App, index: FileIndex, folders: Sequence[str], *, add: bool
) -> tuple[Library, _Scanned]:
    """Scan folders, or those that were scanned before, and match what is in them.

    Return the library as it was matched, with what was entered.
    """
    roots = _outermost([os.path.abspath(folder) for folder in folders] or index.roots())
    if not roots:
        raise UsageError("No folder was scanned yet: name one, “watchlist scan FOLDER”.")
    counts = ScanCounts()
    with index.change():
        for root in _there(roots, counts):
            counts.join(scan(index, root, _reader()))
        library = _match(app, index)
    for problem in counts.problems:
        hint(f"Not read: {shown_path(problem)}.")
    added: list[FilmId] = []
    if add and (drafts := films_of(f.reading for root in roots for f in index.unmatched(root))):
        library, added = _add(app, index, drafts)
    told = _told(library, index, roots, counts, added)
    return library, told._replace(named=list(folders) or roots)


def _outermost(roots: Sequence[str]) -> list[str]:
    """Return folders, each once, without those that lie in another one of them."""
    return [
        root
        for root in dict.fromkeys(roots)
        if not any(other != root and _is_below(root, other) for other in roots)
    ]


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))


def _there(roots: Sequence[str], counts: ScanCounts) -> Iterator[str]:
    """Yield the folders that are there; of others, which may be on another disk, all stays."""
    for root in roots:
        if os.path.isdir(root):
            yield root
        else:
            counts.problems.append(f"{root}: it is not there")


def _reader() -> ReadName:
    """Return the reader of names: guessit is loaded, where it is installed, for the first doubt."""

    @cache
    def other() -> ReadName:
        with suppress(ImportError):
            guessing: ReadName = load("watchlist.media.guessing:read_or_guess")
            return guessing
        return read

    def reading(parts: Sequence[str]) -> Reading:
        found = read(parts)
        return found if found.is_sure else other()(parts)

    return reading


def _match(app: App, index: FileIndex) -> Library:
    """Match the files to the films, all of them where the library is another one by now.

    Return the library, which is read after the scan: that may take minutes.
    """
    stamp = library_stamp(app)
    library = app.load()
    anew = index.library != stamp
    match_all(index, FileMatcher(library), uids_of(library), anew=anew)
    index.library = stamp
    return library


def _add(app: App, index: FileIndex, drafts: Sequence[Film]) -> tuple[Library, list[FilmId]]:
    """Enter the films of the files that are of none, match those, and return them."""
    added = []
    with app.edit() as library:
        for draft in drafts:
            try:
                added.append(library.add_film(replace(draft, added=today())).id)
            except RefusedError as error:
                library.notices.append(f"Not entered: {error}")
    with index.change():
        return _match(app, index), added


def _told(
    library: Library,
    index: FileIndex,
    roots: Sequence[str],
    counts: ScanCounts,
    added: Sequence[FilmId],
) -> _Scanned:
    found = FileCounts(*map(sum, zip(*map(index.count, roots), strict=True)))
    unmatched = islice(_unmatched(index, roots), NAMED)
    films = _first_films(library, index, roots)
    return _Scanned(roots, roots, counts, found, films, list(unmatched), added)


def _unmatched(index: FileIndex, roots: Sequence[str]) -> Iterator[str]:
    return (path for root in roots for path in index.unmatched_paths(root))


def _first_films(library: Library, index: FileIndex, roots: Sequence[str]) -> list[str]:
    """Return the first films that files are of, as many as a sentence names."""
    numbers = {uid: number for number, uid in uids_of(library).items()}
    found: dict[str, None] = {}
    for uid in (uid for root in roots for uid in index.films_below(root)):
        if len(found) == NAMED:
            break
        if uid in numbers:
            found[library.label(numbers[uid])] = None
    return list(found)


def _sentence(told: _Scanned) -> str:
    """Say what was matched, and what was not."""
    found = told.found
    files = "1 file" if found.files == 1 else f"{found.files:,} files"
    said = f"Found {files} in {few(map(shown_path, told.named))}"
    if found.matched:
        said += f": {found.matched:,} of {few(told.films, of=found.films)}"
    said += "."
    if told.added:
        said += f" Entered {'1 film' if len(told.added) == 1 else f'{len(told.added)} films'}."
    if count := found.files - found.matched:
        names = few((shown_path(os.path.basename(path)) for path in told.unmatched), of=count)
        known = "is of no film of the library" if count == 1 else "are of none"
        said += f" {count:,} {known}: {names}; “watchlist scan --list” shows all"
        said += "." if told.added else ", --add enters their films."
    return said


def _record(told: _Scanned, index: FileIndex) -> JsonRecord:
    return {
        "folders": [shown_path(root) for root in told.roots],
        "files": told.found.files,
        "new": told.counts.new,
        "gone": told.counts.gone,
        "matched": told.found.matched,
        "unmatched": [shown_path(path) for path in _unmatched(index, told.roots)],
        "added": list(told.added),
    }
