"""Franchises in short, for tests of their orders: ``Tale("a=2001 b=2002", "b before a")``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from watchlist.dates import NO_DATE, PartialDate, StoryDate
from watchlist.library.franchises import with_placement, without_placements
from watchlist.model import Continuity, FilmId, Franchise, Placement, PlacementKind
from watchlist.story.timeline import Member, Timeline, in_force, order_by_story


def member(number: FilmId, release: str = "", story: str = "") -> Member:
    """Return a film with a release date (none when empty) and a story date (likewise)."""
    key = PartialDate.parse(release).key if release else NO_DATE
    return Member(number, (key, number, 0), StoryDate(story) if story else None)


def read_fact(fact: str, numbers: Mapping[str, FilmId]) -> Placement:
    """Read ``SUBJECT... KIND ANCHOR...``, with ``in CONTINUITY`` behind it if it is for one."""
    text, _, continuity = fact.partition(" in ")
    words = text.split()
    at = next(index for index, word in enumerate(words) if word in set(PlacementKind))
    return Placement(
        films=tuple(numbers[word] for word in words[:at]),
        kind=PlacementKind(words[at]),
        anchors=tuple(numbers[word] for word in words[at + 1 :]),
        continuity=continuity,
    )


class Tale:
    """A franchise whose films have short names, entered in the order written.

    A film is ``name=RELEASE@STORY``, either of which may be missing; ``_`` stands for a blank.
    All films are in ``main`` unless continuities are given.
    """

    def __init__(self, films: str, *facts: str, **continuities: str) -> None:
        described = [film.replace("_", " ").partition("=") for film in films.split()]
        dates = {name: when.partition("@") for name, _, when in described}
        self.numbers = {name: number for number, name in enumerate(dates, start=1)}
        self.members = {
            self.numbers[name]: member(self.numbers[name], release, story)
            for name, (release, _, story) in dates.items()
        }
        self.franchise = Franchise(
            id=1,
            name="Tale",
            continuities=tuple(
                Continuity(name=name, films=self._films(names))
                for name, names in (continuities or {"main": " ".join(dates)}).items()
            ),
        )
        self.place(*facts)

    def _films(self, names: str) -> tuple[FilmId, ...]:
        return tuple(self.numbers[name] for name in names.split())

    def _names(self, films: Iterable[FilmId]) -> str:
        names = {number: name for name, number in self.numbers.items()}
        return " ".join(names[film] for film in films)

    def place(self, *facts: str) -> None:
        """State facts, one after the other."""
        for fact in facts:
            self.franchise = with_placement(self.franchise, read_fact(fact, self.numbers))

    def reset(self, names: str) -> None:
        """Take the placements of films back."""
        self.franchise = without_placements(self.franchise, self._films(names), [""])

    def timeline(self, continuity: str = "main") -> Timeline:
        """Return the order of one continuity as the engine gives it."""
        branch = self.franchise.continuity(continuity)
        assert branch
        return order_by_story(
            [self.members[film] for film in branch.films],
            in_force(self.franchise.placements, branch.name),
        )

    def order(self, continuity: str = "main") -> str:
        """Return the names in order, with blanks between them."""
        return self._names(entry.film for entry in self.timeline(continuity).entries)

    def unmet(self, continuity: str = "main") -> list[str]:
        """Return what is not met, as ``a before b``: that a should stand before b."""
        return [
            f"{self._names([unmet.film])} {unmet.side} {self._names([unmet.anchor])}"
            for unmet in self.timeline(continuity).unmet
        ]

    def reasons(self, continuity: str = "main") -> dict[str, str]:
        """Return the reason for the place of each film."""
        return {
            self._names([entry.film]): str(entry.reason)
            for entry in self.timeline(continuity).entries
        }
