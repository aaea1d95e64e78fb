"""The links of which one film is enough, found by the film that has others. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from watchlist.library.records import Records
from watchlist.model import FilmId, Link, LinkKind


class AlternativeIndex:
    """The links to alternatives of a library; it follows what is written to their table."""

    def __init__(self, links: Records[Link]) -> None:
        self._links = links
        self._written = -1
        self._by_film: dict[FilmId, list[Link]] = {}

    def of(self, films: Iterable[FilmId]) -> list[Link]:
        """Return the links from some films to what would do instead, in order of number."""
        if self._written != len(self._links.written):
            self._read()
        found = (link for film in set(films) for link in self._by_film.get(film, ()))
        return sorted(found, key=lambda link: link.id)

    def _read(self) -> None:
        by_film = defaultdict(list)
        for link in self._links.values():
            if link.kind is LinkKind.ALTERNATIVE_TO:
                by_film[link.film].append(link)
        self._by_film, self._written = by_film, len(self._links.written)
