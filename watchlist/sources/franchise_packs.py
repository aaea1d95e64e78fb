"""A franchise that a source has, as a pack: films, links and, where it is wanted, story dates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from watchlist.dates import StoryDate
from watchlist.model import MAIN, Continuity, Franchise, Link, LinkKind
from watchlist.packs import model
from watchlist.packs.converting import empty_library
from watchlist.packs.writing import pack_of
from watchlist.sources.registry import FoundFranchise


def story_dates(found: FoundFranchise) -> dict[str, StoryDate]:
    """Return when the stories of films are set, by their keys: those of one period that is a date.

    They are suggestions: what is a period of a part of a film is told like that of all of it.
    """
    dates: dict[str, StoryDate] = {}
    for key, periods in found.periods.items():
        if len(periods) == 1 and (date := _story(periods[0])):
            dates[key] = date
    return dates


def _story(text: str) -> StoryDate | None:
    try:
        return StoryDate(text)
    except ValueError:
        return None


def pack_of_found(
    found: FoundFranchise, today: datetime.date, stories: Mapping[str, StoryDate]
) -> model.Pack:
    """Return a franchise as a pack; what follows what is a link, and no film is placed."""
    library = empty_library()
    numbers = {key: number for number, key in enumerate(found.films, start=1)}
    for key, film in found.films.items():
        bare = replace(film, id=numbers[key], aliases=(), story=stories.get(key))
        library.films[numbers[key]] = bare
    for number, (film_key, kind, other) in enumerate(found.links, start=1):
        library.links[number] = Link(
            id=number, film=numbers[film_key], kind=LinkKind(kind), other=numbers[other]
        )
    whole = Continuity(name=MAIN, films=tuple(numbers.values()))
    library.franchises[1] = Franchise(id=1, name=found.name, continuities=(whole,))
    source = model.Source(name=found.where, url=found.page)
    return msgspec.structs.replace(pack_of(library, 1), sources=(source,), reviewed=today)
