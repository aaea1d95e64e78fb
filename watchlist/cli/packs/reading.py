"""Reading a pack that was not added, for a command that names what only the pack knows."""

from __future__ import annotations

from collections.abc import Sequence

from watchlist.cli.choices import chosen, remember
from watchlist.cli.output import hint
from watchlist.errors import AmbiguousError, NotFoundError
from watchlist.library.library import Library
from watchlist.names import search
from watchlist.names.listing import few
from watchlist.names.search import Fit, Named
from watchlist.packs import shelf
from watchlist.packs.merging import MergeReport, merge
from watchlist.packs.shelf import PackEntry
from watchlist.packs.shipped import load


def read_into(library: Library, reference: str, error: NotFoundError, *, films: bool) -> None:
    """Bring the packs that a reference means into a library that is only read, and say so.

    With ``films`` the reference may be that of a film; without, the name of a film or of a part of
    a pack leads to the pack. Raises AmbiguousError where it leads to several, NotFoundError, which
    names near packs as far as ``error`` names nothing of the library, when there are none.
    """
    found = _packs(reference, films=films)
    if not films and not found and (lead := _led_to(reference)):
        remember("franchise", reference, _merge(library, lead, reference).franchise.id)
        return
    if not found:
        raise _with_near_packs(error, reference) from error
    for entry in found:
        _merge(library, entry, reference)


def add_to(library: Library, reference: str, error: NotFoundError) -> None:
    """Bring the pack that a reference means into a library that is changed, and note it.

    Raises NotFoundError as ``read_into`` does.
    """
    found = _packs(reference, films=False)
    if not found:
        raise _with_near_packs(error, reference) from error
    for entry in found:
        _merged(library, entry, reference)
        library.notices.append(f"Added the pack {entry.name}: {entry.films} films.")


def _packs(reference: str, *, films: bool) -> Sequence[PackEntry]:
    """Return the pack that a reference means, or those with the film that it means."""
    index = shelf.entries()
    known = shelf.named(index)
    franchise = reference.rpartition(":")[0]
    for fit in (Fit.NAME, Fit.WORDS):
        for name in filter(None, (reference, franchise)):
            if search.matching(name, known, fit):
                number = chosen("pack", name)
                return [index[search.one_of("pack", name, known) if number is None else number]]
        if films:
            number = chosen("film of the packs", reference)
            if found := shelf.packs_with(reference, fit, number):
                return found
    return []


def _led_to(reference: str) -> PackEntry | None:
    """Return the pack that the name of a film, or of a part of a pack, leads to."""
    index = {entry.slug: number for number, entry in enumerate(shelf.entries())}
    found = {index[entry.slug]: entry for entry in shelf.leading_to(reference)}
    number = chosen("pack", reference)
    if number in found:
        return found[number]
    if len(found) > 1:
        names = [entry.name for entry in found.values()]
        raise AmbiguousError(
            "pack",
            reference,
            [(number, entry.name) for number, entry in found.items()],
            f"“{reference}” leads to several packs: {few(names)}. "
            f'“watchlist order "{names[0]}"” prints one.',
        )
    return next(iter(found.values()), None)


def _merge(library: Library, entry: PackEntry, reference: str) -> MergeReport:
    """Bring a pack into a library that is only read, and say so."""
    report = _merged(library, entry, reference)
    if report.created:
        hint(
            f"{entry.name} is not in your library: this is its pack. "
            f'“watchlist franchise track "{entry.name}"” adds it.'
        )
    return report


def _merged(library: Library, entry: PackEntry, reference: str) -> MergeReport:
    """Bring a pack into a library, and let the reference mean its franchise."""
    report = merge(library, load(entry.slug))
    for name in filter(None, (reference, reference.rpartition(":")[0])):
        if search.find(name, [Named(0, entry.names)]).candidates:
            # its franchise may have another name in the library
            remember("franchise", name, report.franchise.id)
            break
    return report


def _with_near_packs(error: NotFoundError, reference: str) -> NotFoundError:
    """Return an error that names the packs that are near, beside what the library has."""
    near = search.suggested(reference, shelf.named(shelf.entries()))
    if not near:
        return _without_pack(error) if shelf.entries() else error
    if "did you mean" in str(error):
        return NotFoundError(f"{error} Packs of a near name: {few(near)}.")
    return NotFoundError(f"{str(error).rstrip('.')}; did you mean {few(near, 'or')}?")


def _without_pack(error: NotFoundError) -> NotFoundError:
    """Return an error that says what to do about a franchise that no pack has either."""
    said = str(error).rstrip(".")
    if not said.startswith("There is no franchise") or said.endswith("?"):
        return error
    return NotFoundError(
        f"{said} and no pack of it: “watchlist pack list” lists the packs, "
        "and “watchlist add TITLE --franchise NAME” makes a franchise."
    )
