"""One run of ``fill``: film by film is looked up without the lock, and what was found is kept.

What was found by the network is written film by film, so that it is there whatever happens to the
program; all of it is one undo step. Without the network films are written some at a time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

import click

from watchlist.cli.app import App
from watchlist.cli.filling import source_id
from watchlist.cli.terminal import hints_are_seen
from watchlist.errors import RefusedError, SourceError
from watchlist.library.library import Library
from watchlist.model import Film, FilmId, Kind
from watchlist.render.sources import filled_words
from watchlist.sources.episodes import EpisodeEntry
from watchlist.sources.filling import Filler, Filling, Wanted, missing, refilled
from watchlist.sources.registry import Candidate, Sources
from watchlist.store import Pieces

_SECONDS: Final = 1.0
"""After so long what was found without the network is written."""


class Plan(NamedTuple):
    """What is to be filled in, by whom; ``id_`` says which film the only one is.

    With ``episodes`` all episodes of series are entered.
    """

    films: Sequence[FilmId]
    filler: Filler
    wanted: Wanted
    id_: str | None = None
    episodes: bool = False


class Outcome(NamedTuple):
    """What became of a film: ``filled``, ``whole``, ``not_found``, ``ambiguous`` or ``refused``.

    ``candidates`` are those that it can be, or near ones; ``words`` is what was filled in, or why
    it was refused.
    """

    film: Film
    status: str
    gained: Sequence[str] = ()
    candidates: Sequence[Candidate] = ()
    words: str = ""


class FillingRun:
    """Fills films in; ``outcomes`` is what became of each, in their order."""

    def __init__(self, app: App, plan: Plan, sources: Sources, *, dry_run: bool) -> None:
        self._app = app
        self._plan = plan
        self._sources = sources
        self._dry_run = dry_run
        self._pieces = Pieces()
        self._pending: dict[FilmId, Filling] = {}
        self._written = time.monotonic()
        self.outcomes: list[Outcome] = []
        self.episodes = 0
        """Of how many something was said."""

    def over(self, library: Library) -> None:
        """Fill in all films of the plan. Raises SourceError; what was found before is written."""
        try:
            with _progress(self._plan.films) as numbers:
                for number in numbers:
                    self._fill(library, library.films[number])
        except (SourceError, KeyboardInterrupt, click.Abort):
            self._write()
            raise
        self._write()

    def _fill(self, library: Library, film: Film) -> None:
        asked = self._sources.asked
        filling = self._found(library, film)
        outcome = _outcome(library, film, filling)
        self.outcomes.append(outcome)
        if (outcome.status == "filled" or filling.episodes) and not self._dry_run:
            self._pending[film.id] = filling
            late = time.monotonic() - self._written > _SECONDS
            if late or self._sources.asked > asked:
                self._write()

    def _found(self, library: Library, film: Film) -> Filling:
        """Return what sources know of a film, and of its episodes where they are wanted."""
        if self._plan.id_:
            filling = self._plan.filler.take(film, source_id(self._plan.id_))
        elif missing(film, self._plan.wanted):
            filling = self._plan.filler.complete(film)
        else:
            filling = Filling(film, whole=True)
        if film.kind is Kind.SERIES and (self._plan.episodes or library.parts.has_any(film.id)):
            return self._plan.filler.with_episodes(filling)
        return filling

    def _enter(self, library: Library, film: Film, filling: Filling) -> None:
        library.replace_film(refilled(film, filling.known, self._plan.wanted))
        if filling.episodes:
            source, known = filling.episodes
            entry = EpisodeEntry(library, film.id, source, refresh=self._plan.wanted.refresh)
            self.episodes += entry.enter(known, everything=self._plan.episodes)

    def _write(self) -> None:
        """Write what was found, of films that are still what they were."""
        if self._pending:
            with self._app.edit_piece(self._pieces) as library:
                for number, filling in self._pending.items():
                    if (film := library.films.get(number)) and film.title == filling.film.title:
                        self._enter(library, film, filling)
        self._pending.clear()
        self._written = time.monotonic()


def _outcome(library: Library, film: Film, filling: Filling) -> Outcome:
    gained = filling.gained(film)
    if filling.candidates:
        return Outcome(film, "ambiguous", (), filling.candidates)
    if not (filling.known or filling.whole or filling.episodes):
        return Outcome(film, "not_found", (), filling.near)
    if not gained:
        return Outcome(film, "whole")
    try:
        library.refuse_same_film(film, filling.film)
    except RefusedError as error:
        return Outcome(film, "refused", words=f"{film.label} was not filled in: {error}")
    return Outcome(filling.film, "filled", gained, words=filled_words(filling.film, gained))


@contextmanager
def _progress(films: Sequence[FilmId]) -> Iterator[Iterator[FilmId]]:
    """Hand out films one after the other, with a bar on a terminal where there are many."""
    if len(films) < 2 or not hints_are_seen():  # noqa: PLR2004 -- more than one
        yield iter(films)
        return
    with click.progressbar(length=len(films), label="Looking up", file=sys.stderr) as bar:
        yield _counted(films, lambda: bar.update(1))


def _counted(films: Sequence[FilmId], done: Callable[[], object]) -> Iterator[FilmId]:
    for number in films:
        yield number
        done()
