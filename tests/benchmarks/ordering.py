"""How long an order takes, and that twice the films take about twice the time.

``python -m tests.benchmarks.ordering`` prints medians of runs that take turns, so that a busy
machine disturbs both sizes alike. The floor is what cannot be saved: sorting the same films by
release.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Final, NamedTuple

from watchlist.dates import PartialDate, StoryDate
from watchlist.model import FilmId, Placement, PlacementKind
from watchlist.story.timeline import Member, order_by_story

SIZES: Final = (10_000, 20_000)
RUNS: Final = 9
SEED: Final = 2014
KINDS: Final = (
    PlacementKind.BEFORE,
    PlacementKind.AFTER,
    PlacementKind.DURING,
    PlacementKind.BETWEEN,
)


class Franchise(NamedTuple):
    """Films of which half are placed and a fifth have a story date."""

    members: list[Member]
    placements: list[Placement]


def build(size: int) -> Franchise:
    """Return a franchise of ``size`` films in no particular order, the same each time.

    Every film is placed against films entered before it, so that there is no circle; a placed
    film may be the anchor of others. One film of five is dated, half of them also placed.
    """
    chance = random.Random(SEED)  # noqa: S311 -- the same films each time, no secret
    members, placements = [], []
    for number in range(1, size + 1):
        release = PartialDate(1920 + chance.randrange(100), chance.randint(1, 12))
        story = StoryDate(str(chance.randint(1, 3000))) if chance.random() < 1 / 5 else None
        members.append(Member(number, (release.key, number, 0), story))
    for number in chance.sample(range(3, size + 1), size // 2):
        kind = chance.choice(KINDS)
        anchors = tuple(chance.sample(range(1, number), kind.anchors))
        placements.append(Placement(films=(number,), kind=kind, anchors=anchors))
    chance.shuffle(members)
    return Franchise(members, placements)


def ordered(franchise: Franchise) -> list[FilmId]:
    """Return the films in story order."""
    timeline = order_by_story(franchise.members, franchise.placements)
    return [entry.film for entry in timeline.entries]


def floor(franchise: Franchise) -> list[FilmId]:
    """Return the films in release order."""
    return [member.id for member in sorted(franchise.members, key=lambda m: m.release)]


def seconds(work: Callable[[Franchise], list[FilmId]], franchise: Franchise) -> float:
    """Return how long a piece of work takes once."""
    start = time.perf_counter()
    work(franchise)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    franchises = {size: build(size) for size in SIZES}
    taken: dict[tuple[str, int], list[float]] = {}
    for _ in range(RUNS):
        for size, franchise in franchises.items():
            for work in (floor, ordered):
                taken.setdefault((work.__name__, size), []).append(seconds(work, franchise))
    median = {key: statistics.median(times) for key, times in taken.items()}
    lines = [f"medians of {RUNS} runs that take turns, Python {sys.version.split()[0]}"]
    for size, franchise in franchises.items():
        dated = sum(1 for member in franchise.members if member.story)
        whole, least = median["ordered", size], median["floor", size]
        lines.append(
            f"{size:,} films, {len(franchise.placements):,} placed, {dated:,} dated: "
            f"{whole * 1000:.0f} ms, {whole / least:.1f} times the sort by release "
            f"({least * 1000:.1f} ms)"
        )
    small, large = SIZES
    ratio = median["ordered", large] / median["ordered", small]
    lines.append(f"{large // small} times the films: {ratio:.2f} times the time")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
