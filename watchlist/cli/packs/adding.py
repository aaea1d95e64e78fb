"""Adding a pack to the library, and saying what that did."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NoReturn

from watchlist.cli.app import App
from watchlist.cli.choices import chosen
from watchlist.cli.formats import is_for_programs
from watchlist.cli.output import confirm, hint, say
from watchlist.cli.packs.reading import command_with, led_to
from watchlist.errors import NotFoundError, RefusedError
from watchlist.files.reading import open_regular, reason
from watchlist.library.library import Library
from watchlist.library.tracking import track
from watchlist.model import FilmId
from watchlist.names.listing import said
from watchlist.packs import shelf
from watchlist.packs.checks import examine
from watchlist.packs.merging import MergeReport, merge
from watchlist.packs.model import Pack
from watchlist.packs.reading import MAX_BYTES, PackFinding
from watchlist.packs.shipped import load
from watchlist.render.packs import merged_lines, merged_record, merged_sentence, problem_lines

_MOST_SAID = 12
"""So many differences are told; a plan and the machine formats have all of them."""


def find_pack(reference: str, *, changing: bool = False) -> Pack:
    """Return the pack that is meant: one that comes with the program, or that of a file.

    With ``changing`` a library is to be changed by it.

    Raises RefusedError for a file with an error, after saying what is wrong in it.
    """
    number = chosen("pack", reference)
    if number is not None:
        return load(shelf.entries()[number].slug)
    if not _looks_like_file(reference):
        try:
            return load(shelf.find(reference, changing=changing).slug)
        except NotFoundError as error:
            if not os.path.exists(reference):
                return _led_to(reference, error, changing=changing)
    pack, findings = examine_file(reference)
    if pack is None:
        _refuse(reference, findings)
    return pack


def _led_to(reference: str, error: NotFoundError, *, changing: bool) -> Pack:
    """Return the pack that something inside it leads to, and say so.

    Raises ``error`` where nothing does, and NotFoundError, which says what would change the
    library, where it is to be changed: all of a pack is more than was named.
    """
    lead = led_to(reference)
    if lead is None:
        raise error
    name = lead.entry.name
    if changing:
        raise NotFoundError(
            f"There is no pack “{reference}”: it is in the pack {name}, "
            f"which “{command_with(name)}” adds."
        )
    hint(f"“{reference}” is in the pack {name}.")
    return load(lead.entry.slug)


def _looks_like_file(reference: str) -> bool:
    return reference.lower().endswith(".toml") or os.path.basename(reference) != reference


def examine_file(path: str) -> tuple[Pack | None, list[PackFinding]]:
    """Read and check the pack in a file. Raises RefusedError when it cannot be read."""
    try:
        with open_regular(path) as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        why = reason(error, path) if isinstance(error, OSError) else str(error)
        raise RefusedError(f"{path} cannot be read: {why}.") from error
    return examine(content, path)


def _refuse(path: str, findings: Sequence[PackFinding]) -> NoReturn:
    for line in problem_lines([finding for finding in findings if not finding.advice]):
        hint(line)
    raise RefusedError(f"{path} is no good pack: nothing was changed.")


def add_pack(app: App, reference: str, output: str, *, dry_run: bool, watch: bool) -> None:
    """Add a pack to the library; with ``watch`` its unseen films go on the watchlist."""
    pack = find_pack(reference, changing=not dry_run)
    if dry_run:
        library = app.load()
        report, listed = _merged(library, pack, watch=watch)
        changed = library.changed
    else:
        with app.edit() as library:
            report, listed = _merged(library, pack, watch=watch)
            changed = library.changed
    record = merged_record(library, pack.name, report, listed, changed=changed)
    confirm(output, merged_sentence(record, dry_run=dry_run), lambda: [record])
    if dry_run and not is_for_programs(output):
        for line in merged_lines(record):
            say(line)
    else:
        _tell(report.differences)


def _merged(library: Library, pack: Pack, *, watch: bool) -> tuple[MergeReport, list[FilmId]]:
    """Return what merging did, and which films went on the watchlist."""
    report = merge(library, pack)
    return report, track(library, report.franchise, report.films) if watch else []


def _tell(differences: Sequence[str]) -> None:
    for sentence in said(
        (f"Kept as it is: {difference}" for difference in differences),
        lambda more: f"And {more} more differences: “watchlist pack add --dry-run” lists all.",
        _MOST_SAID,
    ):
        hint(sentence)
