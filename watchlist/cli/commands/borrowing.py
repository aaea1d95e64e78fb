"""What commands take from packs that were not added: a franchise to read, the facts of a film."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec.structs import replace

from watchlist.cli.app import App, hint
from watchlist.errors import NotFoundError
from watchlist.library.fields import FIELDS
from watchlist.library.library import Library
from watchlist.model import Film, Job
from watchlist.names import search
from watchlist.quantities import format_duration
from watchlist.queries.wording import join

if TYPE_CHECKING:  # most commands need no pack
    from watchlist.packs.shelf import PackEntry

T = TypeVar("T")


def load_with_pack(
    app: App, reference: str, find: Callable[[Library, str], T], *, films: bool = False
) -> tuple[Library, T]:
    """Return the library for reading, and what a reference means in it.

    What only a pack knows is there too, and said; the library file stays as it is. With ``films``
    the reference may be that of a film.
    """
    library = app.load()
    try:
        return library, find(library, reference)
    except NotFoundError as error:
        found = _packs(app, reference, films=films)
        if not found:
            raise _with_near_packs(error, reference) from error
    for entry in found:
        _merge(app, library, entry, reference)
    return library, find(library, reference)


def names_pack(reference: str) -> bool:
    """Whether a reference is the whole name of a pack."""
    from watchlist.packs import shelf  # noqa: PLC0415 -- most need no pack

    return bool(search.matching(reference, shelf.named(shelf.entries()), search.EXACT))


def _packs(app: App, reference: str, *, films: bool) -> Sequence[PackEntry]:
    """Return the pack that a reference means, or those with the film that it means."""
    from watchlist.packs import shelf  # noqa: PLC0415 -- most need no pack

    index = shelf.entries()
    known = shelf.named(index)
    branch = reference.rpartition(":")[0]
    for matches in (search.EXACT, search.PARTIAL):
        for name in filter(None, (reference, branch)):
            if search.matching(name, known, matches):
                number = app.chosen("pack", name)
                return [index[search.one_of("pack", name, known) if number is None else number]]
        if films:
            number = app.chosen("film of the packs", reference)
            if found := shelf.packs_with(reference, matches, number):
                return found
    return []


def _merge(app: App, library: Library, entry: PackEntry, reference: str) -> None:
    """Bring a pack into a library that is only read, and say so."""
    from watchlist.packs.merging import merge  # noqa: PLC0415 -- most need no pack
    from watchlist.packs.shelf import load  # noqa: PLC0415 -- most need no pack

    report = merge(library, load(entry.slug))
    for name in filter(None, (reference, reference.rpartition(":")[0])):
        if search.matching(name, [search.Named(0, entry.names)]):
            # its franchise may have another name in the library
            app.remember("franchise", name, report.franchise.id)
            break
    if report.created:
        hint(
            f"{entry.name} is not in your library: this is its pack. "
            f'“watchlist franchise track "{entry.name}"” adds it.'
        )


def _with_near_packs(error: NotFoundError, reference: str) -> NotFoundError:
    """Return an error that names a pack where it names nothing of the library."""
    from watchlist.packs import shelf  # noqa: PLC0415 -- most need no pack

    near = search.nearest(reference, shelf.named(shelf.entries()))
    if "did you mean" in str(error):
        return error
    if not near:
        return _without_pack(error) if shelf.entries() else error
    return NotFoundError(f"{str(error).rstrip('.')}; did you mean {near[0]}?")


def _without_pack(error: NotFoundError) -> NotFoundError:
    """Return an error that says what to do about a franchise that no pack has either."""
    said = str(error).rstrip(".")
    if not said.startswith("There is no franchise"):
        return error
    return NotFoundError(
        f"{said} and no pack of it: “watchlist pack list” lists the packs, "
        "and “watchlist add TITLE --franchise NAME” makes a franchise."
    )


# -- films that are added --------------------------------------------------------------------


def with_known_facts(film: Film, given: Mapping[str, Any]) -> tuple[Film, str]:
    """Return a film with what the packs know of it, and the name of the pack; "" for none.

    What was said of it wins: the options that were ``given``, and what it has already.
    """
    from watchlist.packs.shelf import film_facts  # noqa: PLC0415 -- most need no pack

    known = film_facts(film.title, film.year or (film.release.year if film.release else None))
    if known is None:
        return film, ""
    from watchlist.packs.converting import film_of  # noqa: PLC0415 -- most need no pack

    theirs = film_of(known.film, film.id)
    another = film.imdb and theirs.imdb and film.imdb != theirs.imdb
    if another or given["kind"] not in (None, theirs.kind):
        return film, ""
    filled = {name: getattr(film, name) or getattr(theirs, name) for name in _FILLED}
    directors = () if given["director"] else theirs.credits
    parts = (*film.credits, *directors)
    return replace(film, **filled, kind=theirs.kind, credits=parts), known.pack


_FILLED: Final = [
    field.name
    for field in FIELDS.values()
    if field.given and field.name not in ("title", "kind", "aliases", "story")
]
"""The fields that a pack fills in; its stories are ordered when it is added itself."""


def known_sentence(known: Sequence[tuple[Film, str]]) -> str:
    """Say what packs knew of films: (film, pack)."""
    if len(known) == 1:
        film, pack = known[0]
        said = f"{film.label} is known from the pack {pack}: {', '.join(_facts(film))}."
    else:
        labels = join([film.label for film, _ in known])
        packs = join(list(dict.fromkeys(pack for _, pack in known)))
        several = "packs" if len({pack for _, pack in known}) > 1 else "pack"
        said = f"Facts of {labels} were filled in from the {several} {packs}."
    return f"{said} “--bare” leaves that out."


def _facts(film: Film) -> Iterator[str]:
    yield str(film.released_on or "no date yet")
    if film.runtime:
        yield format_duration(film.runtime)
    yield from (credit.name for credit in film.credits if credit.job is Job.DIRECTOR)
    if film.imdb:
        yield film.imdb
