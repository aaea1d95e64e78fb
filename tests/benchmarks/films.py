"""Made-up records of films, in the form of ``docs/data-format.md``."""

from __future__ import annotations

import random
from typing import Any, Final

from tests.benchmarks.titles import WORDS, person

Document = dict[str, Any]

LAST_YEAR: Final = 2024
"""What came out later is not out yet; so the films are the same on every day they are made."""

KINDS: Final = ("short", "series", "season", "special")
PLATFORMS: Final = ("Blu-ray", "DVD", "the library", "a friend's shelf", "streaming")
VIEWING_TAGS: Final = ("cinema", "at home", "on a plane")


def film(chance: random.Random, number: int, title: str, year: int) -> Document:
    """Return a film that was watched (six of ten) or is to be watched (three of ten)."""
    made: Document = {"title": title, "year": year, "release": _day(chance, year)}
    if chance.random() < 1 / 20:
        made["kind"] = chance.choice(KINDS)
    made["runtime"] = chance.randint(75, 180)
    if chance.random() < 1 / 10:
        made["aliases"] = [f"{_noun(chance)} {number}"]
    if chance.random() < 9 / 10:
        made["imdb"] = f"tt{1_000_000 + number}"
    if tags := chance.sample(WORDS["tags"], chance.choice((0, 0, 1, 1, 2, 3, 4))):
        made["tags"] = tags
    if chance.random() < 1 / 10:
        made["where"] = [chance.choice(PLATFORMS)]
    return made | _diary(chance, year) | _people(chance)


def _diary(chance: random.Random, year: int) -> Document:
    """Return whether a film is to be watched, when it was entered, and its viewings."""
    added = _day(chance, chance.randint(max(year, 2015), LAST_YEAR) if year <= LAST_YEAR else 2024)
    fate = chance.random()
    if year > LAST_YEAR or fate < 3 / 10:
        return {"to_watch": True, "added": added}
    if fate < 4 / 10:
        return {"added": added}
    times = chance.choice((1, 1, 1, 1, 2, 3))
    days = sorted(_day(chance, chance.randint(max(year + 1, 1990), 2025)) for _ in range(times))
    seen = [_viewing(chance, day, again=index > 0) for index, day in enumerate(days)]
    rating = {"rating": seen[-1]["rating"]} if "rating" in seen[-1] else {}
    return {"added": added} | rating | {"viewings": seen}


def _viewing(chance: random.Random, day: str, *, again: bool) -> Document:
    seen: Document = {"watched_on": day}
    if chance.random() < 2 / 3:
        seen["rating"] = chance.randint(2, 10) / 2
    if again:
        seen["rewatch"] = True
    if chance.random() < 1 / 10:
        seen["tags"] = [chance.choice(VIEWING_TAGS)]
    if chance.random() < 1 / 5:
        seen["note"] = f"{_noun(chance)}, {_noun(chance)} and a long last shot."
    return seen


def _people(chance: random.Random) -> Document:
    """Return the credits of two films of three, and now and then a note."""
    made: Document = {}
    if chance.random() < 2 / 3:
        cast = [{"name": person(chance)} for _ in range(chance.randint(1, 4))]
        cast[0]["role"] = _noun(chance)
        made["credits"] = [{"name": person(chance), "job": "director"}, *cast]
    if chance.random() < 1 / 30:
        made["notes"] = [{"text": f"Ask about the {_noun(chance)}.", "on": "2024-03-01"}]
    return made


def _noun(chance: random.Random) -> str:
    return chance.choice(WORDS["nouns"])


def _day(chance: random.Random, year: int) -> str:
    return f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
