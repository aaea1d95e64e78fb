"""Adding a pack to the library, and saying what that did."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from msgspec.structs import replace

from watchlist.cli.app import App, confirm, hint, say
from watchlist.errors import NotFoundError, RefusedError
from watchlist.library.library import Library
from watchlist.packs import shelf
from watchlist.packs.checks import examine
from watchlist.packs.merging import MergeReport, merge
from watchlist.packs.model import Pack
from watchlist.packs.reading import MAX_BYTES, PackFinding
from watchlist.queries.wording import join

_MOST_SAID = 12
"""So many differences are told; a plan and the machine formats have all of them."""


def find_pack(app: App, reference: str) -> Pack:
    """Return the pack that is meant: one that comes with the program, or that of a file.

    Raises RefusedError for a file with an error, after saying what is wrong in it.
    """
    number = app.chosen("pack", reference)
    if number is not None:
        return shelf.load(shelf.entries()[number].slug)
    if not _looks_like_file(reference):
        try:
            return shelf.load(shelf.find(reference).slug)
        except NotFoundError:
            if not os.path.exists(reference):
                raise
    pack, findings = examine_file(reference)
    if pack is None:
        _refuse(reference, findings)
    return pack


def _looks_like_file(reference: str) -> bool:
    return reference.lower().endswith(".toml") or os.path.basename(reference) != reference


def examine_file(path: str) -> tuple[Pack | None, list[PackFinding]]:
    """Read and check the pack in a file. Raises RefusedError when it cannot be read."""
    try:
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise RefusedError(f"{path} cannot be read: {reason}.") from error
    return examine(content, path)


def _refuse(path: str, findings: Sequence[PackFinding]) -> NoReturn:
    for finding in findings:
        if not finding.advice:
            hint(str(finding))
    raise RefusedError(f"{path} is no good pack: nothing was changed.")


def add_pack(app: App, reference: str, output: str, *, dry_run: bool, watch: bool) -> None:
    """Add a pack to the library; with ``watch`` its unseen films go on the watchlist."""
    pack = find_pack(app, reference)
    if dry_run:
        library = app.load()
        report, listed = _add(library, pack, watch=watch)
        changed = library.changed
    else:
        with app.edit() as library:
            report, listed = _add(library, pack, watch=watch)
            changed = library.changed
    record = _record(library, pack, report, listed, changed=changed)
    confirm(output, _sentence(record, dry_run=dry_run), lambda: [record])
    if dry_run and output in ("table", "markdown"):
        for line in _plan(record):
            say(line)
    else:
        _tell(report.differences)


def _add(library: Library, pack: Pack, *, watch: bool) -> tuple[MergeReport, list[int]]:
    """Return what merging did, and which films went on the watchlist."""
    report = merge(library, pack)
    members = report.franchise.members()
    listed = []
    for number in report.films if watch else ():
        film = library.films[number]
        if number in members and not film.watched and not film.to_watch:
            library.replace_film(replace(film, to_watch=True))
            listed.append(number)
    return report, listed


def _record(
    library: Library, pack: Pack, report: MergeReport, listed: Sequence[int], *, changed: bool
) -> dict[str, Any]:
    return {
        "pack": pack.name,
        "franchise": report.franchise.name,
        "created": report.created,
        "changed": changed,
        "films": len(report.films),
        "entered": [library.label(number) for number in report.entered],
        "updated": [library.label(number) for number in report.updated],
        "listed": [library.label(number) for number in listed],
        "differences": list(report.differences),
    }


def _sentence(record: dict[str, Any], *, dry_run: bool) -> str:
    name = record["pack"]
    if not record["changed"]:
        return f"Nothing to change: {name} is in the library like that already."
    counts = [
        f"{len(record[what])} {words}"
        for what, words in (
            ("entered", "new to the library"),
            ("updated", "brought up to date"),
            ("listed", "put on the watchlist"),
        )
        if record[what]
    ]
    films = "1 film" if record["films"] == 1 else f"{record['films']} films"
    of_them = f", of them {join(counts)}" if counts else ""
    return f"{'Would add' if dry_run else 'Added'} the pack {name}: {films}{of_them}."


def _plan(record: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a plan."""
    for what, verb in (("entered", "add"), ("updated", "update"), ("listed", "to watch")):
        yield from (f"  {verb} {label}" for label in record[what])
    yield from (f"  keep {difference}" for difference in record["differences"])


def _tell(differences: Sequence[str]) -> None:
    for difference in differences[:_MOST_SAID]:
        hint(f"Kept as it is: {difference}")
    if len(differences) > _MOST_SAID:
        more = len(differences) - _MOST_SAID
        hint(f"And {more} more differences: “watchlist pack add --dry-run” lists all.")
