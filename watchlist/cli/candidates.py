"""What there is to name in a library, for the shell to complete: no record is decoded for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import click
import msgspec
from click.shell_completion import CompletionItem

from watchlist.cli.app import App
from watchlist.cli.invocation import Invocation
from watchlist.errors import WatchlistError
from watchlist.library import begun_parts
from watchlist.library.codec import texts
from watchlist.library.library import Library
from watchlist.model import MAIN
from watchlist.names import search
from watchlist.names.completing import begun, references
from watchlist.names.search import Named
from watchlist.render.text import printable
from watchlist.story.kinds import order_names

NameSource = Callable[[click.Context], Iterable[Named]]
Completer = Callable[[click.Context, str], list[CompletionItem]]


def _begun(known: Sequence[Named], typed: str) -> list[Named]:
    """Return what was begun to be typed of all there is.

    What holds something that could disturb a terminal is left out: nobody types that.
    """
    found = [named for named in begun(typed, known) if printable(named.names[0]) == named.names[0]]
    return sorted(found, key=lambda named: named.label)


def by_label(source: NameSource) -> Completer:
    """Return the function that offers what a source has, by its names."""

    def offer(ctx: click.Context, typed: str) -> list[CompletionItem]:
        try:
            known = list(source(ctx))
        except WatchlistError:
            return []
        return [CompletionItem(named.label, named=named) for named in _begun(known, typed)]

    return offer


def _library(ctx: click.Context) -> Library:
    """Return the library of a command line that is being completed: no command was invoked yet."""
    root = ctx.find_root()
    return App(Invocation(root.params.get("library"))).store.load()


class _Continuities(msgspec.Struct):
    """What a franchise consists of, of any type: the record may be unreadable."""

    continuities: Any = None
    orders: Any = None


class _Sets(msgspec.Struct):
    """The fields of a film that hold several texts."""

    tags: Any = None
    genres: Any = None
    where: Any = None
    languages: Any = None
    countries: Any = None


class _Credits(msgspec.Struct):
    credits: Any = None


class _OnlyName(msgspec.Struct):
    name: Any = None


def _names_in(value: object) -> Iterator[str]:
    """Yield the names of what is in a list, which may be unreadable and hold anything."""
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict) and isinstance(name := item.get("name"), str):
            yield name


def _each_once(names: Iterable[str]) -> Iterator[Named]:
    return (Named(0, (name,)) for name in dict.fromkeys(names) if name)


def _films(ctx: click.Context) -> Iterator[Named]:
    return _named_films(_library(ctx))


def _named_films(library: Library) -> Iterator[Named]:
    """Yield the films, and of their parts those that have a title of their own."""
    films = {named.id: named for named in library.film_names()}
    for number, named in films.items():
        whole = films.get(library.parts.whole_of(number) or 0)
        if whole is None or whole.names[0] != named.names[0]:
            yield named


def _franchises(ctx: click.Context) -> Iterator[Named]:
    library = _library(ctx)
    continuities = dict(library.franchises.partial_reads(_Continuities))
    for named in library.franchise_names():
        yield named
        names = list(_names_in(continuities[named.id].continuities))
        for name in names if len(names) > 1 else ():
            yield Named(named.id, (f"{named.names[0]}:{name}",))


def _franchises_and_films(ctx: click.Context) -> Iterator[Named]:
    yield from _franchises(ctx)
    yield from _films(ctx)


def _continuities_of(ctx: click.Context) -> Iterator[_Continuities]:
    """Yield what the franchise on the command line consists of; all of them when there is none."""
    library = _library(ctx)
    known = list(library.franchise_names())
    typed = _typed_franchises(ctx)
    wanted = {found.id for name in typed for found in search.find(name, known).candidates}
    for number, found in library.franchises.partial_reads(_Continuities):
        if not wanted or number in wanted:
            yield found


def _typed_franchises(ctx: click.Context) -> Iterable[str]:
    given = next(filter(None, map(ctx.params.get, ("franchise", "franchises", "what"))), ())
    if given:
        return [given] if isinstance(given, str) else given
    # an option that lacks its value keeps Click from reading the arguments
    arguments = [p.name for p in ctx.command.params if isinstance(p, click.Argument)]
    return ctx.args[:1] if arguments[:1] in (["franchise"], ["franchises"]) else ()


def _continuities(ctx: click.Context) -> Iterator[Named]:
    return _each_once(
        [MAIN, *(name for found in _continuities_of(ctx) for name in _names_in(found.continuities))]
    )


def _orders(ctx: click.Context) -> Iterator[Named]:
    made = (name for found in _continuities_of(ctx) for name in _names_in(found.orders))
    return _each_once(order_names(made))


def _people(ctx: click.Context) -> Iterator[Named]:
    partial_reads = _library(ctx).films.partial_reads(_Credits)
    return _each_once(name for _, film in partial_reads for name in _names_in(film.credits))


def _values_of(field: str) -> NameSource:
    """Return the source of the texts that a field of any film has."""

    def values(ctx: click.Context) -> Iterator[Named]:
        partial_reads = _library(ctx).films.partial_reads(_Sets)
        return _each_once(text for _, film in partial_reads for text in texts(getattr(film, field)))

    return values


def _lists(ctx: click.Context) -> Iterator[Named]:
    partial_reads = _library(ctx).lists.partial_reads(_OnlyName)
    return _each_once(found.name for _, found in partial_reads if isinstance(found.name, str))


def films(ctx: click.Context, typed: str) -> list[CompletionItem]:
    """Offer films, each by a reference that means it alone, and pieces of a film that is named."""
    try:
        library = _library(ctx)
    except WatchlistError:
        return []
    known = list(_named_films(library))
    found = _begun(known, typed)
    wholes = [named for named in known if named.id not in library.parts]
    return [
        CompletionItem(text, help=named.label if text.startswith("id:") else None, named=named)
        for text, named in zip(references(found, known), found, strict=True)
    ] + [CompletionItem(text) for text in begun_parts.references(library, typed, wholes)]


franchises: Final = by_label(_franchises)
franchises_and_films: Final = by_label(_franchises_and_films)
continuities: Final = by_label(_continuities)
orders: Final = by_label(_orders)
people: Final = by_label(_people)
tags: Final = by_label(_values_of("tags"))
genres: Final = by_label(_values_of("genres"))
places: Final = by_label(_values_of("where"))
languages: Final = by_label(_values_of("languages"))
countries: Final = by_label(_values_of("countries"))
lists: Final = by_label(_lists)
