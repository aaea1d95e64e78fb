"""The episodes of a series that a source knows, as parts of it in the library."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from watchlist import spans
from watchlist.errors import RefusedError
from watchlist.library.library import Library
from watchlist.library.taking import take
from watchlist.model import Film, FilmId
from watchlist.sources.registry import KnownEpisode
from watchlist.sources.values import read_if_good

_FACTS = ("title", "release", "runtime")


class EpisodeEntry:
    """Says of the episodes of a series what a source knows of them.

    What was said of one stays; with ``refresh`` what a source said is replaced.
    """

    def __init__(self, library: Library, whole: FilmId, source: str, *, refresh: bool) -> None:
        self._library = library
        self._whole = library.films[whole]
        self._source = source
        self._refresh = refresh

    def enter(self, known: Sequence[KnownEpisode], *, everything: bool) -> int:
        """Fill in the episodes that are records, with ``everything`` all; return how many."""
        records = {part.span: part.film for part in self._library.parts.of(self._whole)}
        filled = 0
        for episode in known:
            span = read_if_good(spans.parse, f"s{episode.season:02}e{episode.number:02}")
            if span is None:  # no series is so long
                continue
            number = records.get(span)
            if number is None and everything:
                number = self._taken(span)
            if number is not None:
                filled += self._say(number, episode)
        return filled

    def _taken(self, span: spans.Span) -> FilmId | None:
        """Return the record of an episode; None where it is part of one that cannot be split."""
        try:
            found = take(self._library, self._whole.id, span)
        except RefusedError:
            return None
        return found[0] if len(found) == 1 else None

    def _say(self, number: FilmId, episode: KnownEpisode) -> bool:
        part = self._library.films[number]
        changes = {
            name: said
            for name in _FACTS
            if (said := getattr(episode, name)) and self._is_open(part, name)
        }
        marks = {**part.sources, **dict.fromkeys(changes, self._source)}
        filled = replace(part, **changes, sources=marks) if changes else part
        if filled != part:
            self._library.replace_film(filled)
        return filled != part

    def _is_open(self, part: Film, name: str) -> bool:
        """Whether nobody said something of a field, or only a source that is asked again."""
        if self._refresh and name in part.sources:
            return True
        if name == "title":
            return part.title == self._whole.title
        return getattr(part, name) is None
