"""Which film of a library a film of a pack is: one to one, the surest agreement first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from watchlist.library.identity import Agreement, Identity, identity_of, sole, told_apart
from watchlist.library.library import Library
from watchlist.model import Film, FilmId


class Matches(NamedTuple):
    """The numbers of the films of a pack that are in a library, by key.

    ``loose`` are those that an article or punctuation was passed over for.
    """

    numbers: dict[str, FilmId]
    loose: dict[str, FilmId]


def match_films(
    library: Library, films: Mapping[str, Film], known: Mapping[str, FilmId]
) -> Matches:
    """Return which films of a pack are in a library.

    ``known`` are those of which it is certain already. None is matched twice: the surest
    agreements are taken first, and titles alone only where one film has that title.
    """
    identities = {key: identity_of(film) for key, film in films.items()}
    apart = told_apart(identities.values())
    candidates = {
        key: sole(library.identities.find(identity, apart))
        for key, identity in identities.items()
        if key not in known
    }
    numbers = {key: number for key, number in known.items() if key in films}
    loose: dict[str, FilmId] = {}
    for how in Agreement:
        taken = set(numbers.values())
        for key, found in candidates.items():
            free = (
                match.film
                for match in found
                if match.agreement is how
                and match.film not in taken
                and match.film in library.films
            )
            if key not in numbers and (number := next(free, None)):
                numbers[key] = number
                taken.add(number)
                if how.is_loose:
                    loose[key] = number
    return Matches(numbers, loose)


def of_another_kind(library: Library, film: Film) -> Iterator[Film]:
    """Yield the films that only their kind tells from a film of a pack."""
    identity = identity_of(film)
    other: Identity = identity._replace(television=not identity.television)
    for match in library.identities.find(other):
        if match.agreement is Agreement.TITLE and (found := library.films.get(match.film)):
            yield found
