"""Reading a pack that was not added, for a command that names what only the pack knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from watchlist.cli.choices import chosen, remember
from watchlist.cli.output import hint
from watchlist.errors import AmbiguousError, NotFoundError
from watchlist.library.library import Library
from watchlist.names import search
from watchlist.names.folding import match_key
from watchlist.names.listing import few
from watchlist.names.search import Fit, Named
from watchlist.packs import shelf
from watchlist.packs.merging import MergeReport, merge
from watchlist.packs.model import Pack
from watchlist.packs.shelf import Lead, PackEntry
from watchlist.packs.shipped import load

_ENOUGH: Final = 4
"""So many letters or digits are words of a title that somebody may mean; ``zz`` may be anything."""


def read_into(
    library: Library, reference: str, error: NotFoundError, *, films: bool, leads: bool
) -> str:
    """Bring the packs that a reference means into a library that is only read, and say so.

    With ``films`` the reference may be that of a film; with ``leads`` the name of a film or of a
    part of a pack leads to the pack. Returns the reference by which the library now has what is
    meant. Raises AmbiguousError where it leads to several, NotFoundError, which names near packs
    as far as ``error`` names nothing of the library, when there are none.
    """
    found = _packs(reference, films=films)
    if found:
        reports = [_merge(library, entry, reference) for entry in found]
        part = leads and len(found) == 1 and _part(library, reports[0].franchise.id, reference)
        return part or reference
    if leads and (lead := led_to(reference)):
        return _follow(library, lead)
    raise _with_near_packs(error, reference) from error


def _part(library: Library, number: int, reference: str) -> str:
    """Return the continuity which a name of the whole pack also is, as “DCAU” is of DC Animated.

    Empty where there is none, and for the name of the franchise itself.
    """
    franchise = library.franchises[number]
    key = match_key(reference)
    if key == match_key(franchise.name):
        return ""
    same = (one.name for one in franchise.continuities if match_key(one.name) == key)
    return next((f"{franchise.name}:{name}" for name in same), "")


def _follow(library: Library, lead: Lead) -> str:
    """Bring a pack into a library that is only read; return what in it has the name that led there.

    That is the one continuity that has the name, or else all films of it; or else the whole pack.
    """
    pack = load(lead.entry.slug)
    number = _merge(library, lead.entry, lead.entry.name).franchise.id
    remember("franchise", lead.entry.name, number)
    named = lead.continuities or _holding(pack, lead.films)
    for order in lead.orders:
        command = f'watchlist order "{lead.entry.name}" --by "{order}"'
        hint(f"{order} is an order of {lead.entry.name}: “{command}” prints it.")
    known = library.franchises[number].continuity(named[0]) if len(named) == 1 else None
    several = len(library.franchises[number].continuities) > 1
    return f"{lead.entry.name}:{known.name}" if known and several else lead.entry.name


def _holding(pack: Pack, films: Sequence[str]) -> list[str]:
    """Return the continuities of a pack that have all of some films, by their labels."""
    keys = {key for key, film in pack.films.items() if film.label in films}
    return [branch.name for branch in pack.all_continuities if keys and keys <= {*branch.films}]


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


def led_to(reference: str) -> Lead | None:
    """Return the pack that the name of a film, or of a part of a pack, leads to.

    Raises AmbiguousError, with the command that takes one of them, where it leads to several.
    """
    found = {lead.number: lead for lead in shelf.leading_to(reference)}
    number = chosen("pack", reference)
    if number in found:
        return found[number]
    if len(found) > 1:
        names = [lead.entry.name for lead in found.values()]
        raise AmbiguousError(
            "pack",
            reference,
            [(number, lead.entry.name) for number, lead in found.items()],
            f"“{reference}” leads to several packs: {few(names)}. "
            f"Name one: “{command_with(names[0])}”.",
        )
    return next(iter(found.values()), None)


def command_with(pack: str) -> str:
    """Return the command that runs, as it would be typed for a pack."""
    _, _, command = click.get_current_context().command_path.partition(" ")
    return f'watchlist {command} "{pack}"'


def whereabouts(reference: str) -> str:
    """Return a sentence on the packs that have what a library has not; empty where none has it."""
    named = search.find(reference, shelf.named(shelf.entries())).candidates
    loosest = Fit.WORDS if len(match_key(reference)) >= _ENOUGH else Fit.NAME
    leads = [] if named else shelf.leading_to(reference, loosest)
    films = {film for lead in leads for film in lead.films}
    packs = [one.names[0] for one in named] or [lead.entry.name for lead in leads]
    if not packs:
        return ""
    it = films.pop() if len(films) == 1 else "it"
    have, shown = (f"{packs[0]} has", "it") if len(packs) == 1 else (f"{few(packs)} have", "one")
    pack = "pack" if len(packs) == 1 else "packs"
    return f'The {pack} {have} {it}: “watchlist pack show "{packs[0]}"” shows {shown}.'


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
    """Return an error that names the packs that have it or are near, beside the library's films."""
    if known := whereabouts(reference):
        return NotFoundError(f"{error} {known}")
    near = search.suggested(reference, shelf.named(shelf.entries()))
    if not near:
        return _without_pack(error, reference) if shelf.entries() else error
    if "did you mean" in str(error):
        return NotFoundError(f"{error} Packs of a near name: {few(near)}.")
    return NotFoundError(f"{str(error).rstrip('.')}; did you mean {few(near, 'or')}?")


def _without_pack(error: NotFoundError, reference: str) -> NotFoundError:
    """Return an error that says what to do about a franchise that no pack has either."""
    said = str(error).rstrip(".")
    if not said.startswith("There is no franchise") or said.endswith("?"):
        return error
    words = reference.split()
    if all(len(word) >= _ENOUGH and word.isalnum() for word in words) and shelf.with_words(words):
        lists = f"“watchlist pack list {reference}” lists the packs that tell of it"
    else:
        lists = "“watchlist pack list” lists the packs"
    return NotFoundError(
        f"{said} and no pack of it: {lists}, "
        "and “watchlist add TITLE --franchise NAME” makes a franchise."
    )
