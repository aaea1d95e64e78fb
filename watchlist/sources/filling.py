"""Completing a film with what the sources know of it. What was said of it wins.

A field that a source filled in is marked with its name (``Film.sources``); what has no mark was
said by somebody and stays. ``refresh`` replaces what is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.library.fields import FIELDS
from watchlist.library.identity import TELEVISION
from watchlist.model import Credit, Film, Job
from watchlist.names.folding import same_name
from watchlist.sources.candidates import fitting
from watchlist.sources.registry import Candidate, FactSource, KnownEpisode, KnownFilm, Sources

CREDITS: Final = "credits"
"""The field that directors are in."""

FILLED: Final = (*(field.name for field in FIELDS.values() if field.filled), CREDITS)
"""The fields that are filled in."""

ON_DEMAND: Final = ("where",)
"""Those that are filled in only when they are asked for by name: they change from week to week."""

_OF_SERIES: Final = ("seasons",)

Choose = Callable[[Film, Sequence[Candidate]], Candidate | None]


class Wanted(NamedTuple):
    """What is to be filled in: the fields, and whether what sources said is looked up again."""

    fields: Sequence[str] = FILLED
    refresh: bool = False


class Filling(NamedTuple):
    """What became of a film: how it is now, and (source, facts) in the order of asking.

    ``candidates`` are those between which nothing decides, ``near`` those of another title.
    ``episodes`` are those of a series with their source; ``whole`` says that nothing was missing.
    """

    film: Film
    known: tuple[tuple[str, KnownFilm], ...] = ()
    candidates: tuple[Candidate, ...] = ()
    near: tuple[Candidate, ...] = ()
    episodes: tuple[str, Sequence[KnownEpisode]] | None = None
    whole: bool = False

    def gained(self, before: Film) -> list[str]:
        """Return the fields that were filled in."""
        return [
            name
            for name in (*FILLED, *ON_DEMAND)
            if getattr(before, name) != getattr(self.film, name)
        ]


class Filler:
    """Completes films from sources. ``choose`` decides between candidates, or says None."""

    def __init__(
        self, sources: Sources, wanted: Wanted, choose: Choose = lambda _film, _found: None
    ) -> None:
        self._sources = sources
        self._wanted = wanted
        self._choose = choose

    def complete(self, film: Film, *, any_kind: bool = False) -> Filling:
        """Return a film with what sources know of it. Raises SourceError.

        A film that is known by an id is looked up by that; else by its title, and taken if it is
        surely the one (``candidates``). With ``any_kind`` nothing was said of its kind.
        """
        self._sources.begin()
        return self._completed(film, Filling(film), any_kind=any_kind)

    def with_episodes(self, filling: Filling) -> Filling:
        """Return a series with the episodes of the first source that has some."""
        for source in self._sources:
            for id_ in chain(ids_of(filling.film), _sole_id(source, filling.film)):
                if found := source.episodes(id_):
                    return filling._replace(episodes=(source.name, found))
        return filling

    def _completed(self, film: Film, filling: Filling, *, any_kind: bool = False) -> Filling:
        """Ask the sources that were not asked yet, as long as something is missing."""
        asked = {name for name, _ in filling.known}
        for source in self._sources:
            if not missing(film, self._wanted, filling.gained(film)):
                break
            is_open = any_kind and not filling.known
            if source.name not in asked and (is_open or film.kind in source.kinds):
                filling = self._with(source, film, filling, any_kind=is_open)
                film = replace(film, kind=filling.film.kind)
            if filling.candidates:
                break
        return filling

    def take(self, film: Film, id_: str) -> Filling:
        """Return a film that is surely the one of an id, with what sources know of it.

        Raises RefusedError when none knows it, or it is another film by an id that it has.
        """
        self._sources.begin()
        found = self._sources.facts(id_)
        if found is None:
            raise RefusedError(f"No source knows {id_}.")
        known = found[1]
        if (film.kind in TELEVISION) != (known.film.kind in TELEVISION):
            raise RefusedError(
                f"{film.label} is a {film.kind}, and {id_} is {known.film.label}, "
                f"a {known.film.kind}."
            )
        return self._completed(film, Filling(refilled(film, [found], self._wanted), (found,)))

    def _with(self, source: FactSource, film: Film, filling: Filling, *, any_kind: bool) -> Filling:
        known = _by_ids(source, filling.film)
        if known is None:
            found = source.search(
                filling.film.title, filling.film.year, None if any_kind else filling.film.kind
            )
            fit = fitting(filling.film, found, any_kind=any_kind)
            chosen = fit[0] if len(fit) == 1 else self._choose(film, fit) if fit else None
            if chosen is None:
                return _unsure(filling, fit, found)
            known = source.facts(chosen.id) or KnownFilm(chosen.film, source.name)
        everything = (*filling.known, (source.name, known))
        if any_kind:
            film = replace(film, kind=known.film.kind)
        return Filling(refilled(film, everything, self._wanted), everything)


def _unsure(filling: Filling, fit: Sequence[Candidate], found: Sequence[Candidate]) -> Filling:
    """Return what is to be said where a source has several films, or none, of a title."""
    if filling.known:
        return filling
    return filling._replace(candidates=tuple(fit), near=() if fit else (*filling.near, *found))


def _by_ids(source: FactSource, film: Film) -> KnownFilm | None:
    """Return what a source knows of a film by one of the ids that it has."""
    television = film.kind in TELEVISION
    return next(
        (
            known
            for id_ in ids_of(film)
            if (known := source.facts(id_)) and (known.film.kind in TELEVISION) == television
        ),
        None,
    )


def _sole_id(source: FactSource, film: Film) -> Iterator[str]:
    """Yield the id at a source of the only series there that one can be, which may have no other.

    It is asked for when no id that the series has led anywhere.
    """
    if film.kind in source.kinds:
        found = fitting(film, source.search(film.title, film.year, film.kind))
        if len(found) == 1:
            yield found[0].id


def ids_of(film: Film) -> Iterator[str]:
    """Yield the ids of a film as they are typed, the surest first."""
    if film.imdb:
        yield film.imdb
    if film.wikidata:
        yield f"wikidata:{film.wikidata}"
    if film.tmdb:
        yield f"{'tmdb-tv' if film.kind in TELEVISION else 'tmdb'}:{film.tmdb}"
    if film.tvdb:
        yield f"tvdb:{film.tvdb}"


def missing(film: Film, wanted: Wanted, there: Collection[str] = ()) -> list[str]:
    """Return the fields that are to be filled in, but those that were by now."""
    television = film.kind in TELEVISION
    return [
        name
        for name in wanted.fields
        if name not in there
        and (television or name not in _OF_SERIES)
        and (_is_empty(film, name) or (wanted.refresh and name in film.sources))
    ]


def _is_empty(film: Film, name: str) -> bool:
    if name == "year" and film.release is not None and film.release.is_tba:
        return False  # it was said that the year is not known
    return not _value(film, name)


def _value(film: Film, name: str) -> Any:
    """Return what is known of a film; of its credits, the directors."""
    if name == CREDITS:
        return tuple(credit for credit in film.credits if credit.job is Job.DIRECTOR)
    return getattr(film, name)


def refilled(film: Film, known: Iterable[tuple[str, KnownFilm]], wanted: Wanted) -> Film:
    """Return a film with what is missing of it and sources say, the first that says it.

    Each field is marked with its source.
    """
    changes: dict[str, Any] = {}
    marks: dict[str, str] = {}
    for source, theirs in known:
        for name in missing(film, wanted, changes):
            said = _value(theirs.film, name)
            if said and not (name == "original_title" and same_name(said, film.title)):
                changes[name] = _credits(film, said) if name == CREDITS else said
                marks[name] = source
    if not changes:
        return film
    return replace(film, **changes, sources={**film.sources, **marks})


def _credits(film: Film, directors: Sequence[Credit]) -> tuple[Credit, ...]:
    return (*(c for c in film.credits if c.job is not Job.DIRECTOR), *directors)
