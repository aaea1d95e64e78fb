"""The sources of facts: a line for each, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Final, NamedTuple, Protocol, cast

from watchlist.model import Film
from watchlist.names.search import Named

SOURCES: Final[Mapping[str, str]] = {
    # name of the source: its module
    "packs": "watchlist.sources.packs",
}


class KnownFilm(NamedTuple):
    """A film as a source knows it, and where it stands there: the name of a pack."""

    film: Film
    where: str


class FactSource(Protocol):
    """What the module of a source has."""

    def facts(self, title: str, year: int | None) -> KnownFilm | None:
        """Return the one film of exactly that title, and year if one is given; None else."""

    def near(self, title: str) -> Sequence[Named]:
        """Return the films of exactly that title, or else the few that it may be misspelt for."""


def sources() -> Iterator[FactSource]:
    """Yield the sources, importing the module of each when it is its turn."""
    for module in SOURCES.values():
        yield cast("FactSource", import_module(module))
