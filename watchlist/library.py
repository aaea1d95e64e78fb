"""The library: every operation on the records, and the invariants that they keep. No I/O.

Invariants beside those of ``watchlist.franchises``: links and members are films that are there;
no two films have one identity unless that was asked for; tags and aliases are unique in a film.

An operation that would break one raises ``RefusedError`` and may leave the library half changed:
it is then to be thrown away, as ``watchlist.store`` does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from watchlist.codec import Document
from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.franchises import (
    CircleError,
    already_said,
    anchored_to,
    every_scope,
    with_members,
    with_placement,
    without_members,
    without_placements,
)
from watchlist.lookup import Named, fold, same_name
from watchlist.model import (
    MAIN,
    MAX_TITLE,
    Continuity,
    Credit,
    Film,
    FilmId,
    Franchise,
    Link,
    LinkKind,
    Note,
    Placement,
    PlacementKind,
    Viewing,
)
from watchlist.records import Records
from watchlist.timeline import Member
from watchlist.viewings import (
    viewing_key,
    viewings_on,
    with_viewing,
    without_viewing,
    without_viewings,
)


class Scope(NamedTuple):
    """A franchise, and the one continuity of it that is meant; empty means all of them."""

    franchise: int
    continuity: str = ""


class Library:
    """All records of one library file."""

    def __init__(
        self,
        films: Records[Film],
        links: Records[Link],
        franchises: Records[Franchise],
    ) -> None:
        self.films = films
        self.links = links
        self.franchises = franchises
        self.notices: list[str] = []
        """What an operation did beside what it was asked for, as sentences for the user."""

    @property
    def changed(self) -> bool:
        """Whether anything is different from what was read."""
        return any(table.changes() for table in (self.films, self.links, self.franchises))

    # -- reading -----------------------------------------------------------------------------

    def film_names(self) -> Iterator[Named]:
        """Yield every film with the names by which it can be found, without decoding it."""
        for number, document in self.films.documents():
            if named := _named(number, document):
                yield named

    def franchise_names(self) -> Iterator[Named]:
        """Yield every franchise with the names by which it can be found."""
        for number, franchise in self.franchises.items():
            yield Named(number, (franchise.name, *franchise.aliases), franchise.name)

    def people(self) -> dict[str, list[Film]]:
        """Return the films of every credited person, under the name as it is credited first."""
        spelling: dict[str, str] = {}
        people: dict[str, list[Film]] = {}
        for film in self.films.values():
            for name in dict.fromkeys(fold(credit.name) for credit in film.credits):
                first = next(c.name for c in film.credits if fold(c.name) == name)
                people.setdefault(spelling.setdefault(name, first), []).append(film)
        return people

    def label(self, film: FilmId) -> str:
        """Return the label of a film that another record refers to."""
        found = self.films.get(film)
        return found.label if found else f"film {film}, which is missing"

    def title(self, film: FilmId) -> str:
        """Return the title of a film that another record refers to."""
        found = self.films.get(film)
        return found.title if found else f"film {film}, which is missing"

    def links_of(self, film: FilmId) -> Iterator[Link]:
        """Yield the links that a film is on either end of."""
        return (link for link in self.links.values() if film in (link.film, link.other))

    def franchises_of(self, film: FilmId) -> Iterator[Franchise]:
        """Yield the franchises that a film is in."""
        return (f for f in self.franchises.values() if film in f.members())

    def members(self, continuity: Continuity) -> list[Member]:
        """Return what the ordering engine needs to know of the films of a continuity."""
        films = (self.films.get(number) for number in continuity.films)
        return [Member(film.id, film.release_key, film.story) for film in films if film]

    # -- films -------------------------------------------------------------------------------

    def namesake(self, film: Film) -> Film | None:
        """Return the film that is already here under the identity of ``film``, if any.

        Identity is the IMDb id when both have one, else title and year. A film without a year
        is taken for any film of its title.
        """
        for named in self.film_names():
            if named.id == film.id:
                continue
            if film.imdb and named.imdb:
                same = film.imdb == named.imdb
            else:
                same = film.year in (None, named.year) and same_name(film.title, named.names[0])
            if same and (found := self.films.get(named.id)):
                return found
        return None

    def add_film(self, film: Film, *, allow_duplicate: bool = False) -> Film:
        """Enter a film under a new number and return it."""
        film = _checked(replace(film, id=self.films.next_number()))
        if not allow_duplicate:
            self._refuse_namesake(film)
        self.films[film.id] = film
        return film

    def refuse_namesake(self, before: Film, film: Film) -> None:
        """Raise RefusedError when a change gave a film the identity of another one."""
        if (before.title, before.year, before.imdb) != (film.title, film.year, film.imdb):
            self._refuse_namesake(film)

    def _refuse_namesake(self, film: Film) -> None:
        if known := self.namesake(film):
            hint = (
                "" if film.year else f" If it is another film, give its year: {film.title} (YYYY)."
            )
            raise RefusedError(f"{known.label} is already in the library, as {known.id}.{hint}")

    def replace_film(self, film: Film) -> Film:
        """Put another version of a film in its place."""
        film = _checked(film)
        if self.films.get(film.id) != film:
            self.films[film.id] = film
        return film

    def change_film(self, number: FilmId, **changes: Any) -> Film:
        """Change fields of a film and return it.

        The year follows a release date that moves into another year, unless it is given too.
        """
        film = self.films[number]
        release: PartialDate | None = changes.get("release")
        if release and release.year and "year" not in changes:
            old = film.release.year if film.release else None
            if film.year in (None, old):
                changes["year"] = release.year
        return self.replace_film(replace(film, **changes))

    def remove_film(self, number: FilmId) -> Film:
        """Take a film out with everything that refers to it, and return it."""
        film = self.films[number]
        for link in list(self.links_of(number)):
            del self.links[link.id]
        for franchise in list(self.franchises_of(number)):
            self.leave(franchise.id, [number])
        del self.films[number]
        return film

    def add_note(self, number: FilmId, note: Note) -> Film:
        """Write down a note about a film."""
        return self.change_film(number, notes=(*self.films[number].notes, note))

    def add_credit(self, number: FilmId, credit: Credit) -> Film:
        """Record a person's part; the same person in the same job is brought up to date."""
        known = self.films[number].credits
        same = self.credit(number, credit)
        if same is credit:
            return self.change_film(number, credits=(*known, credit))
        return self.change_film(number, credits=tuple(credit if c is same else c for c in known))

    def credit(self, number: FilmId, part: Credit) -> Credit:
        """Return the credit of the same person in the same job, or ``part`` if there is none."""
        return next((c for c in self.films[number].credits if _same_part(c, part)), part)

    def remove_credit(self, number: FilmId, credit: Credit) -> Film:
        """Take a person's part back."""
        film = self.films[number]
        left = tuple(known for known in film.credits if not _same_part(known, credit))
        if len(left) == len(film.credits):
            raise RefusedError(f"{film.label} has no {credit.job} {credit.name}.")
        return self.change_film(number, credits=left)

    # -- watching ----------------------------------------------------------------------------

    def record_viewing(self, number: FilmId, viewing: Viewing) -> Film:
        """Enter a viewing in the diary (see ``watchlist.viewings.with_viewing``)."""
        return self.replace_film(with_viewing(self.films[number], viewing))

    def take_back_viewing(self, number: FilmId, on: PartialDate | Literal["last"] | None) -> Film:
        """Take back the last viewing, or the last one on a date, None being the unknown one."""
        film = self.films[number]
        found = list(film.viewings) if on == "last" else viewings_on(film, on)
        if not found:
            when = "" if on == "last" else f" on {on}" if on else " without a date"
            raise RefusedError(f"{film.label} has no viewing{when} to take back.")
        return self.replace_film(without_viewing(film, max(reversed(found), key=viewing_key)))

    def take_back_viewings(self, number: FilmId) -> Film:
        """Take back all viewings of a film."""
        film = self.films[number]
        if not film.watched:
            raise RefusedError(f"{film.label} has no viewing to take back.")
        return self.replace_film(without_viewings(film))

    # -- links -------------------------------------------------------------------------------

    def find_link(self, film: FilmId, kind: LinkKind, other: FilmId) -> Link | None:
        """Return the link that says so, in either direction for a symmetric kind."""
        ends = [(film, other), (other, film)] if kind.symmetric else [(film, other)]
        links = (link for link in self.links.values() if link.kind is kind)
        return next((link for link in links if (link.film, link.other) in ends), None)

    def link(self, film: FilmId, kind: LinkKind, other: FilmId, *, join: bool = True) -> bool:
        """Relate one film to another; return False when that is said already.

        With ``join`` a sequel, prequel or spinoff joins the other film's franchise.
        """
        if film == other:
            raise RefusedError(f"{self.label(film)} cannot be linked to itself.")
        said = self.find_link(film, kind, other)
        if not said:
            number = self.links.next_number()
            self.links[number] = Link(id=number, film=film, kind=kind, other=other)
        if join and kind.joins:
            self.join(film, [other])
        return not said

    def unlink(self, film: FilmId, kind: LinkKind, other: FilmId) -> None:
        """Take a link back."""
        link = self.find_link(film, kind, other)
        if not link:
            raise RefusedError(
                f"{self.label(film)} has no link “{kind.words} {self.label(other)}” to take back."
            )
        del self.links[link.id]

    # -- franchises --------------------------------------------------------------------------

    def ensure_franchise(self, name: str) -> Franchise:
        """Return the franchise of exactly that name or alias; a new one is said in the notices."""
        if known := self.franchise_named(name):
            return known
        number = self.franchises.next_number()
        created = Franchise(id=number, name=_clean_name("franchise", name))
        self.franchises[number] = created
        self.notices.append(f"Created the franchise {created.name}.")
        return created

    def franchise_named(self, name: str) -> Franchise | None:
        """Return the franchise of exactly that name or alias."""
        wanted = fold(name)
        return next(
            (
                franchise
                for franchise in self.franchises.values()
                if any(fold(known) == wanted for known in (franchise.name, *franchise.aliases))
            ),
            None,
        )

    def enter(
        self,
        number: int,
        films: Collection[FilmId],
        continuities: Sequence[str] = (),
        *,
        optional: bool = False,
    ) -> Franchise:
        """Make films members of continuities of a franchise: of ``main`` when none is named.

        Where a franchise has one continuity only, that one stands for ``main``. A continuity
        that does not exist yet is made, and said in the notices.
        """
        franchise = self.franchises[number]
        branches = franchise.continuities
        for name in continuities or (branches[0].name if len(branches) == 1 else MAIN,):
            clean = _clean_name("continuity", name)
            if clean != MAIN and not franchise.continuity(clean):
                self.notices.append(f"Created the continuity {clean} of {franchise.name}.")
            franchise = with_members(franchise, films, clean, optional=optional)
        return self._set_franchise(franchise)

    def leave(
        self, number: int, films: Collection[FilmId], continuities: Collection[str] = ()
    ) -> Franchise:
        """Take films out of continuities of a franchise, of all of them when none is named.

        Whose placement falls silent by that is said in the notices.
        """
        franchise = self.franchises[number]
        members = franchise.members()
        for film in films:
            if film not in members:
                raise RefusedError(f"{self.label(film)} is not in {franchise.name}.")
        left = without_members(franchise, films, continuities)
        for film in films:
            if film in left.members():
                continue
            for placement in anchored_to(franchise, film):
                if subjects := [f for f in placement.films if f not in films]:
                    self.notices.append(
                        f"The placement of {' and '.join(map(self.title, subjects))} in "
                        f"{franchise.name} fell silent: it was relative to {self.title(film)}."
                    )
        return self._set_franchise(left)

    def rename_franchise(self, number: int, name: str) -> Franchise:
        """Give a franchise another name."""
        name = _clean_name("franchise", name)
        known = self.franchise_named(name)
        if known and known.id != number:
            raise RefusedError(f"There is a franchise {known.name} already.")
        return self.change_franchise(number, name=name)

    def change_franchise(self, number: int, **changes: Any) -> Franchise:
        """Change fields of a franchise that no invariant speaks of, and return it."""
        return self._set_franchise(replace(self.franchises[number], **changes))

    def delete_franchise(self, number: int) -> Franchise:
        """Forget a franchise and its placements; its films stay."""
        franchise = self.franchises[number]
        del self.franchises[number]
        return franchise

    def _set_franchise(self, franchise: Franchise) -> Franchise:
        if self.franchises.get(franchise.id) != franchise:
            self.franchises[franchise.id] = franchise
        return franchise

    def join(self, film: FilmId, others: Collection[FilmId]) -> None:
        """Make a film a member of the franchises that all the others share.

        It joins the continuities that all of them are in; where it is in one of those already,
        it stays as it is.
        """
        for franchise in list(self.franchises.values()):
            shared = list(franchise.continuities_with(others))
            present = {branch.name for branch in franchise.continuities_of(film)}
            if shared and not present.intersection(shared):
                self._enter_and_say(franchise, film, shared)

    def _enter_and_say(
        self, franchise: Franchise, film: FilmId, continuities: Sequence[str]
    ) -> None:
        self.enter(franchise.id, [film], continuities)
        only_main = [branch.name for branch in franchise.continuities] == [MAIN]
        places = [franchise.name] if only_main else [f"{franchise.name}:{c}" for c in continuities]
        self.notices.append(f"{self.title(film)} joined {', '.join(places)}.")

    # -- placements --------------------------------------------------------------------------

    def place(
        self,
        films: Sequence[FilmId],
        kind: PlacementKind,
        anchors: Sequence[FilmId] = (),
        *,
        scopes: Collection[Scope] = (),
        note: str = "",
    ) -> list[Franchise]:
        """Say where the story of films is set; return the franchises in which that now holds.

        Without ``scopes`` it is said in every franchise that the films share with the anchors,
        which they join if they have to. An earlier placement of the same scope is replaced.
        Raises RefusedError for a circle, naming its films.
        """
        for film in films:
            if film in anchors:
                raise RefusedError(f"{self.title(film)} cannot be placed relative to itself.")
        if len(set(anchors)) < len(anchors):
            raise RefusedError(f"Nothing is set between {self.title(anchors[0])} and itself.")
        if scopes:
            self._join_scopes(films, anchors, scopes)
        else:
            scopes = self._shared_scopes(films, anchors)
        placed = []
        for scope in scopes:
            new = Placement(
                films=tuple(films),
                kind=kind,
                anchors=tuple(anchors),
                continuity=scope.continuity,
                note=note,
            )
            placed.append(self._place_in(self.franchises[scope.franchise], new))
        return placed

    def _place_in(self, franchise: Franchise, new: Placement) -> Franchise:
        try:
            return self._set_franchise(with_placement(franchise, new))
        except CircleError as error:
            if said := already_said(franchise, new):
                message = (
                    f"That {self.title(said.films[0])} is {said.kind} "
                    f"{self.title(said.anchors[0])} already says so: nothing to add."
                )
            else:
                chain = " → ".join(map(self.title, (*error.films, error.films[0])))
                message = (
                    f"That would make a circle, each film set relative to the next: {chain}. "
                    "Take one of these back first with “watchlist place FILM --reset”."
                )
            raise RefusedError(message) from error

    def _join_scopes(
        self, films: Sequence[FilmId], anchors: Sequence[FilmId], scopes: Collection[Scope]
    ) -> None:
        for scope in scopes:
            franchise = self.franchises[scope.franchise]
            members = franchise.members()
            for anchor in anchors:
                if anchor not in members:
                    raise RefusedError(f"{self.label(anchor)} is not in {franchise.name}.")
            shared = list(franchise.continuities_with(anchors))
            wanted = [scope.continuity] if scope.continuity else shared
            present = members
            if scope.continuity and (branch := franchise.continuity(scope.continuity)):
                present = dict.fromkeys(branch.films)
            for film in films:
                if film not in present:
                    self._enter_and_say(franchise, film, wanted)

    def _shared_scopes(self, films: Sequence[FilmId], anchors: Sequence[FilmId]) -> list[Scope]:
        for film in films if anchors else ():
            self.join(film, anchors)
        everyone = [*films, *anchors]
        scopes = [
            Scope(franchise.id)
            for franchise in self.franchises.values()
            if set(everyone) <= franchise.members().keys()
        ]
        if not scopes:
            loner = next((film for film in everyone if not any(self.franchises_of(film))), None)
            what = (
                f"{' and '.join(map(self.label, everyone))} share no franchise"
                if loner is None
                else f"{self.label(loner)} is in no franchise"
            )
            raise RefusedError(f"{what}: see “watchlist franchise add”.")
        return scopes

    def reset_placement(self, films: Sequence[FilmId], scopes: Collection[Scope] = ()) -> bool:
        """Forget the placements of films, in all franchises or in the given scopes.

        Return whether there was any. A film then stands in its release slot again.
        """
        before = list(self.franchises.values())
        for franchise in before:
            names = [scope.continuity for scope in scopes if scope.franchise == franchise.id]
            wanted = names if scopes else every_scope(franchise)
            self._set_franchise(without_placements(franchise, films, wanted))
        return before != list(self.franchises.values())


def _named(number: FilmId, document: Document) -> Named | None:
    """Return the names that a document gives a film; it may be bent and hold anything."""
    if not isinstance(document, dict) or not isinstance(title := document.get("title"), str):
        return None
    year, aliases, imdb = (document.get(name) for name in ("year", "aliases", "imdb"))
    names = (title, document.get("original_title"), *(aliases if isinstance(aliases, list) else ()))
    known_year = year if isinstance(year, int) else None
    return Named(
        number,
        tuple(name for name in names if name and isinstance(name, str)),
        f"{title} ({known_year})" if known_year else title,
        known_year,
        imdb if isinstance(imdb, str) else "",
    )


def _checked(film: Film) -> Film:
    """Return a film with what its fields must keep to; raises RefusedError."""
    title = " ".join(film.title.split())
    if not title:
        raise RefusedError("A film needs a title.")
    if len(title) > MAX_TITLE:
        raise RefusedError(f"A title has at most {MAX_TITLE:,} characters.")
    return replace(
        film,
        title=title,
        year=film.year or (film.release.year if film.release else None),
        aliases=tuple(dict.fromkeys(film.aliases)),
        tags=tuple(dict.fromkeys(film.tags)),
    )


def _clean_name(what: str, name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > MAX_TITLE:
        raise RefusedError(f"The name of a {what} has 1 to {MAX_TITLE:,} characters.")
    return name


def _same_part(one: Credit, other: Credit) -> bool:
    return one.job is other.job and fold(one.name) == fold(other.name)
