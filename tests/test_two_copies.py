"""Two copies of one library: random commands on both, brought together in both directions."""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.conftest import TODAY, Run
from watchlist.cli import clock
from watchlist.library.codec import encode
from watchlist.library.library import Library
from watchlist.merging.copies import TABLES
from watchlist.merging.mentions import with_numbers
from watchlist.packs import shelf
from watchlist.store import Store

TITLES = ("Alien (1979)", "Heat (1995)", "Moon (2009)", "Ran (1985)", "Stalker (1979)")
NAMES = ("alien", "heat", "moon", "ran", "stalker")
SPANS = ("s01", "s01e02", "s01e02..e03", "s01e03..s02e01", "s02")
PART_CHANGES = (
    ("watched", "--on", "2020-01-02"),
    ("watched", "--on", "2021-01-02", "--rating", "4"),
    ("unwatch",),
    ("note", "seen twice"),
    ("edit", "--tag", "noir"),
    ("edit", "--title", "The end"),
    ("edit", "--release", "2002-06-02"),
    ("edit", "--runtime", "50"),
    ("remove", "--yes"),
)
OF_MIX = (
    ("rename", "Mix", "Mixture"),
    ("rename", "Mix", "Mix of films"),
    ("delete", "Mix", "--yes"),
    ("continuity", "Mix", "alternate", "FILMS"),
    ("continuity", "Mix", "alternate", "--rename", "other"),
    ("continuity", "Mix", "alternate", "--describe", "What if"),
    ("continuity", "Mix", "alternate", "--describe", "What else"),
    ("continuity", "Mix", "alternate", "--rename", "third"),
    ("continuity", "Mix", "main", "FILMS", "--optional"),
    ("continuity", "Mix", "main", "FILMS", "--weight", "filler"),
    ("continuity", "Mix", "alternate", "--delete"),
    ("edit", "Mix", "--alias", "Blend"),
    ("edit", "Mix", "--default-order", "release"),
    ("edit", "Mix", "--default-order", "mine"),
    ("arrange", "Mix", "yours", "FILMS"),
    ("disarrange", "Mix", "mine"),
    ("skip", "Mix", "FILMS"),
    ("unskip", "Mix", "FILMS"),
    ("rewatch", "Mix", "--from", "2023-01-02"),
    ("rewatch", "Mix", "--end"),
    ("combine", "Blends", "Mix"),
    ("combine", "Blends", "Mix", "--without", "Mix"),
    ("add", "Second", "FILMS"),
)


def records(path: Path) -> dict[str, list[Any]]:
    """Return what is in a library, numbers aside: references are uids."""
    library = Store(str(path), wait=1, clock=clock.now).load()
    return {name: _documents(library, name) for name in TABLES}


def _documents(library: Library, name: str) -> list[Any]:
    order = {
        table: sorted(getattr(library, table), key=lambda n: _uid(library, table, n))
        for table in TABLES
    }
    places = {table: {n: i for i, n in enumerate(order[table], 1)} for table in TABLES}
    found = (
        with_numbers(getattr(library, name)[number], place, places)
        for number, place in places[name].items()
    )
    return [encode(record) for record in found]


def _uid(library: Library, table: str, number: int) -> str:
    uid: str = getattr(library, table)[number].uid
    return uid


def titles(path: Path) -> set[str]:
    return {
        title
        for film in records(path)["films"]
        for title in (film["title"], *film.get("aliases", ()))
    }


class Copies(RuleBasedStateMachine):
    """What two people do, or one on two machines."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp())
        self._now = datetime.datetime.combine(TODAY, datetime.time(8), tzinfo=datetime.UTC)
        self._ahead = self._skew = datetime.timedelta()
        self._patches: list[Any] = [
            mock.patch.object(clock, "now", self._moment),
            mock.patch.object(shelf, "FOLDER", self._folder / "none"),
        ]
        for patch in self._patches:
            patch.start()
        self.sides = [Run(self._folder / name / "library.json") for name in "ab"]
        self.let_go: set[str] = set()

    def _moment(self) -> datetime.datetime:
        return self._now + self._ahead

    def teardown(self) -> None:
        for patch in self._patches:
            patch.stop()
        shutil.rmtree(self._folder)

    @initialize(seconds=st.sampled_from((0, 0, 1, -3_600, 86_400)))
    def begin(self, seconds: int) -> None:
        self._skew = datetime.timedelta(seconds=seconds)  # of the clock of the second machine
        one, other = self.sides
        one.ok("add", *TITLES[:3], "--franchise", "Mix")
        one.ok("add", "Wire (2002)", "--kind", "series", "--seasons", "3,2")
        one.ok("lists", "new", "Evenings", "alien", "heat")
        other.library.parent.mkdir()
        shutil.copy(one.library, other.library)

    side = st.integers(0, 1)
    film = st.sampled_from(NAMES)

    def _do(self, side: int, *args: str) -> None:
        self._ahead = self._skew * side
        result = self.sides[side](*args)
        assert result.exit_code in (0, 1, 2, 3, 4), result.output

    def _let_go(self, side: int, film: str) -> None:
        """Note the names of a film that is removed or gets other ones."""
        shown = self.sides[side]("show", film, "--format", "json")
        if shown.exit_code == 0:
            found = json.loads(shown.stdout)
            self.let_go |= {found["title"], *found["aliases"]}

    @rule(seconds=st.integers(0, 90))
    def wait(self, seconds: int) -> None:
        self._now += datetime.timedelta(seconds=seconds)

    @rule(side=side, title=st.sampled_from(TITLES))
    def add(self, side: int, title: str) -> None:
        self._do(side, "add", title)

    @rule(side=side, film=film)
    def remove(self, side: int, film: str) -> None:
        self._let_go(side, film)
        self._do(side, "remove", film, "--yes")

    @rule(
        side=side,
        film=film,
        change=st.sampled_from(
            (
                ("edit", "--runtime", "100"),
                ("edit", "--runtime", "120"),
                ("edit", "--tag", "noir"),
                ("edit", "--tag", "long"),
                ("edit", "--clear", "tags"),
                ("edit", "--original-title", "One"),
                ("edit", "--original-title", "Other"),
                ("edit", "--where", "shelf"),
                ("edit", "--director", "Ann"),
                ("watched", "--on", "2020-01-02", "--rating", "4"),
                ("watched", "--on", "2020-01-02", "--rewatch"),
                ("watched", "--on", "unknown"),
                ("unwatch",),
                ("edit", "--to-watch"),
                ("edit", "--imdb", "tt0113277"),
                ("edit", "--imdb", "tt0079945"),
                ("edit", "--clear", "imdb"),
                ("edit", "--year", "2001"),
                ("edit", "--title", "Heat"),
                ("edit", "--title", "Ran"),
            )
        ),
    )
    def change(self, side: int, film: str, change: tuple[str, ...]) -> None:
        if "--title" in change:
            self._let_go(side, film)
            self.let_go.add(change[-1])
        self._do(side, change[0], film, *change[1:])

    @rule(side=side, film=film, rating=st.sampled_from(("3", "5")))
    def rate(self, side: int, film: str, rating: str) -> None:
        self._do(side, "rate", film, rating)

    @rule(side=side, film=film, text=st.sampled_from(("good", "bad")))
    def note(self, side: int, film: str, text: str) -> None:
        self._do(side, "note", film, text)

    @rule(side=side, film=film, other=film, where=st.sampled_from(("--before", "--after")))
    def place(self, side: int, film: str, other: str, where: str) -> None:
        self._do(side, "place", film, where, other, "--in", "Mix")

    @rule(side=side, film=film, other=film)
    def link(self, side: int, film: str, other: str) -> None:
        self._do(side, "link", film, "remake-of", other)

    @rule(side=side, film=film)
    def join(self, side: int, film: str) -> None:
        self._do(side, "franchise", "add", "Mix", film)

    @rule(side=side, film=film)
    def leave(self, side: int, film: str) -> None:
        self._do(side, "franchise", "remove", "Mix", film)

    @rule(side=side, films=st.permutations(NAMES[:3]))
    def arrange(self, side: int, films: list[str]) -> None:
        self._do(side, "franchise", "arrange", "Mix", "mine", *films)

    @rule(side=side, film=film, what=st.sampled_from(("add", "remove")))
    def put_on_list(self, side: int, film: str, what: str) -> None:
        self._do(side, "lists", what, "Evenings", film)

    @rule(side=side, name=st.sampled_from(("Evenings", "Nights")))
    def lists(self, side: int, name: str) -> None:
        self._do(side, "lists", "new", name)

    @rule(side=side, name=st.sampled_from(("Evenings", "Nights")), new=st.sampled_from("PQ"))
    def rename_list(self, side: int, name: str, new: str) -> None:
        self._do(side, "lists", "rename", name, new)

    @rule(side=side, name=st.sampled_from(("Evenings", "Nights", "P", "Q")))
    def delete_list(self, side: int, name: str) -> None:
        self._do(side, "lists", "delete", name, "--yes")

    @rule(side=side, film=film, title=st.sampled_from(("Other", "Another")))
    def rename_film(self, side: int, film: str, title: str) -> None:
        self._let_go(side, film)
        self.let_go.add(f"{title} {film}")  # another title may come later
        self._do(side, "edit", film, "--title", f"{title} {film}")

    @rule(side=side, film=film, other=film)
    def merge_duplicates(self, side: int, film: str, other: str) -> None:
        self._let_go(side, other)
        self._do(side, "merge", film, other)

    @rule(side=side, span=st.sampled_from(SPANS), how=st.sampled_from(PART_CHANGES))
    def change_part(self, side: int, span: str, how: tuple[str, ...]) -> None:
        self._do(side, how[0], f"wire {span}", *how[1:])

    @rule(side=side, span=st.sampled_from(SPANS), film=film)
    def place_part(self, side: int, span: str, film: str) -> None:
        self._do(side, "place", f"wire {span}", "--before", film, "--in", "Mix")

    @rule(side=side, seasons=st.sampled_from(("3,2", "3,3", "2,2,2", "4")))
    def count_seasons(self, side: int, seasons: str) -> None:
        self._do(side, "edit", "wire", "--seasons", seasons)

    @rule(side=side)
    def remove_series(self, side: int) -> None:
        self._do(side, "remove", "wire", "--yes")
        self.let_go |= {"Wire", "The end"}

    @rule(side=side, films=st.lists(film, min_size=1, max_size=3), change=st.sampled_from(OF_MIX))
    def change_franchise(self, side: int, films: list[str], change: tuple[str, ...]) -> None:
        words = (films if word == "FILMS" else [word] for word in change)
        self._do(side, "franchise", *(each for word in words for each in word))

    @rule(side=side)
    def undo(self, side: int) -> None:
        self._do(side, "undo")

    @rule()
    def bring_together(self) -> None:
        one, other = self._fresh("c"), self._fresh("d")
        before = one.library.read_bytes()
        there = titles(one.library) | titles(other.library)
        one.ok("sync", str(self.sides[1].library))
        other.ok("sync", str(self.sides[0].library))
        merged = records(one.library)
        assert merged == records(other.library)
        assert one("doctor").stderr == "Nothing is wrong.\n"
        assert there - titles(one.library) <= self.let_go
        text = one.library.read_bytes()
        assert one.json("sync", str(self.sides[1].library))["changed"] is False
        assert one.library.read_bytes() == text
        if json.loads(before)["history"] != json.loads(text)["history"]:
            one.ok("undo")
            assert records(one.library) == records(self.sides[0].library)

    def _fresh(self, name: str) -> Run:
        """Return a copy of a side, with its backups, on which no sync is seen by the others."""
        source = self.sides["cd".index(name)].library.parent
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
        return Run(folder / "library.json")

    @rule(side=side)
    def sync(self, side: int) -> None:
        self.sides[side].ok("sync", str(self.sides[1 - side].library))

    @rule(side=side)
    def sync_both(self, side: int) -> None:
        self.sides[side].ok("sync", str(self.sides[1 - side].library), "--both")
        assert records(self.sides[0].library) == records(self.sides[1].library)


TestCopies = Copies.TestCase
TestCopies.settings = settings(
    max_examples=8, stateful_step_count=25, deadline=None, phases=[Phase.generate]
)
