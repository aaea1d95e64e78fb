"""The library: every operation on the records, and the invariants that they keep. No I/O.

Invariants beside those of ``franchises``: links and members are films that are there; no two films
have one identity unless that was asked for; tags and aliases are unique in a film.

An operation that would break one raises ``RefusedError`` and may leave the library half changed:
it is then to be thrown away, as ``watchlist.store`` does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.library.fields import FIELDS
from watchlist.library.franchises import mentioned, without_members
from watchlist.library.identity import Agreement, FilmIndex, Match, identity_of
from watchlist.library.memberships import Memberships
from watchlist.library.named import film_name, film_names
from watchlist.library.parts import kind_of, recounted
from watchlist.library.shown import is_begun
from watchlist.library.viewings import (
    rated,
    viewings_on,
    with_changed_viewing,
    with_viewing,
    without_viewing,
    without_viewings,
)
from watchlist.model import (
    MAX_TITLE,
    Credit,
    Film,
    FilmId,
    FilmList,
    Link,
    LinkKind,
    Note,
    Viewing,
)
from watchlist.names.folding import fold, is_visible
from watchlist.names.search import Named
from watchlist.spans import parse, text_of


class Library(Memberships):
    """All records of one library file, and what is done to its films."""

    @property
    def changed(self) -> bool:
        """Whether anything is different from what was read."""
        tables = (self.films, self.links, self.franchises, self.packs, self.lists)
        return any(table.changes() for table in tables)

    # -- reading -----------------------------------------------------------------------------

    def film_names(self) -> Iterator[Named]:
        """Yield every film with the names by which it can be found, without decoding it."""
        return film_names(self.films)

    def film_name(self, number: FilmId) -> Named | None:
        """Return a film with the names by which it can be found, without decoding it."""
        return film_name(self.films, number)

    def seen(self) -> set[FilmId]:
        """Return the numbers of the films that were watched, without decoding any."""
        return {number for number, film in self.films.partial_reads(_Viewings) if film.viewings}

    def people(self) -> dict[str, list[Film]]:
        """Return the films of every credited person, under the name as it is credited first."""
        spelling: dict[str, str] = {}
        people: dict[str, list[Film]] = {}
        for film in self.films.values():
            for name in dict.fromkeys(fold(credit.name) for credit in film.credits):
                first = next(c.name for c in film.credits if fold(c.name) == name)
                people.setdefault(spelling.setdefault(name, first), []).append(film)
        return people

    def links_of(self, film: FilmId) -> Iterator[Link]:
        """Yield the links that a film is on either end of."""
        return (
            link
            for link in self.links.values()
            if film in (link.film, link.other) or film in link.together
        )

    # -- films -------------------------------------------------------------------------------

    def same_film(self, film: Film) -> Match[FilmId] | None:
        """Return the surest film that is already here and that ``film`` is found to be, if any."""
        found = self.identities.find(identity_of(film))
        others = (match for match in found if match.film != film.id and match.film in self.films)
        return next(others, None)

    @cached_property
    def identities(self) -> FilmIndex:
        """The films by what they are told apart by."""
        return FilmIndex(self.films)

    def add_film(self, film: Film, *, allow_duplicate: bool = False) -> Film:
        """Enter a film under a new number and return it."""
        film = self._checked(replace(film, id=self.films.next_number()))
        if not allow_duplicate:
            self._refuse_same_film(film)
        self.films[film.id] = film
        return film

    def enter_part(self, whole: FilmId, span: str, title: str = "", **facts: Any) -> Film:
        """Enter a part of a film; without a title it has that of its whole."""
        film = self.films[whole]
        piece = parse(span)
        part = Film(
            id=0,
            title=title or film.title,
            kind=kind_of(piece, film),
            whole=whole,
            span=text_of(piece, film.seasons),
        )
        return self.add_film(replace(part, **facts), allow_duplicate=True)

    def _checked(self, film: Film) -> Film:
        """Return a film with what its fields must keep to; a part is never on the watchlist."""
        is_part = film.whole is not None and film.whole in self.films
        return replace(_clean(film), to_watch=film.to_watch and not is_part)

    def refuse_same_film(self, before: Film, film: Film) -> None:
        """Raise RefusedError when a change made a film the same as another one."""
        if identity_of(before) != identity_of(film):
            self._refuse_same_film(film)

    def _refuse_same_film(self, film: Film) -> None:
        if found := self.same_film(film):
            raise RefusedError(_already_here(film, self.films[found.film], found.agreement))

    def replace_film(self, film: Film) -> Film:
        """Put another version of a film in its place."""
        film = self._checked(film)
        before = self.films.get(film.id)
        if before != film:
            self.films[film.id] = film
        if before and (before.title, before.seasons) != (film.title, film.seasons):
            self._follow_whole(before, film)
        return film

    def _follow_whole(self, before: Film, whole: Film) -> None:
        """Give the parts of a film its new title, and their places in its new seasons."""
        for part in self.parts.of(before):
            record = self.films[part.film or 0]
            title = whole.title if record.title == before.title else record.title
            span = recounted(part.span, whole)
            self.films[record.id] = replace(
                record, title=title, span=text_of(span, whole.seasons), kind=kind_of(span, whole)
            )

    def change_film(self, number: FilmId, **changes: Any) -> Film:
        """Change fields of a film, which no source said then, and return it.

        The year follows a release date that moves into another year, unless it is given too.
        """
        film = self.films[number]
        release: PartialDate | None = changes.get("release")
        if release and release.year and "year" not in changes:
            old = film.release.year if film.release else None
            if film.year in (None, old):
                changes["year"] = release.year
        said = {name: source for name, source in film.sources.items() if name not in changes}
        return self.replace_film(replace(film, **{"sources": said, **changes}))

    def remove_film(self, number: FilmId) -> Film:
        """Take a film out with everything that refers to it, and return it."""
        film = self.films[number]
        self._remove_parts(film)
        for link in list(self.links.values()):
            self.set_link(link.id, without_linked(link, [number]))
        for franchise in list(self.franchises.values()):
            if number in franchise.members():
                self.leave(franchise.id, [number])
        for franchise in list(self.franchises.values()):
            self._set_franchise(without_members(franchise, mentioned(franchise) & {number}))
        for pack in list(self.packs.values()):
            if number in pack.films.values():  # another film may get the number
                left = {key: film for key, film in pack.films.items() if film != number}
                self.packs[pack.id] = replace(pack, films=left)
        for films in list(self.lists.values()):
            if any(listed.film == number for listed in films.films):
                self.lists[films.id] = without_listed(films, [number])
        del self.films[number]
        return film

    def _remove_parts(self, whole: Film) -> None:
        """Take out the parts of a film: without it nobody knows what they are."""
        pieces = [part.film for part in self.parts.of(whole)]
        for part in list(self.parts_of(whole.id)):
            if part in pieces:
                self.remove_film(part)
            else:
                self.films[part] = replace(self.films[part], whole=None)

    def parts_of(self, number: FilmId) -> Iterator[FilmId]:
        """Yield the numbers of the films that are pieces of a film, decoding only those."""
        found = self.films.partial_reads(_Whole, holding="whole")
        parts = (part for part, film in found if film.whole == number)
        return (part for part in parts if part in self.films)

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
        """Enter a viewing in the diary (see ``watchlist.library.viewings.with_viewing``)."""
        film, shown = self.films[number], self.shown[number]
        if shown.watched and not film.watched:  # by what was said of its whole, or of its parts
            says_more = viewing.rewatch or viewing.rating or viewing.note or viewing.tags
            if not says_more and viewings_on(shown, viewing.watched_on):
                return film
            viewing = replace(viewing, rewatch=True)
        film = self.replace_film(with_viewing(film, viewing))
        self.settle_whole(number)
        return film

    def settle_whole(self, part: FilmId, *, was_watched: bool = False) -> None:
        """Take a whole off the watchlist when all of it is seen; put back one that no longer is."""
        whole = self.films.get(self.parts.whole_of(part) or 0)
        if whole is None:
            return
        watched = self.shown[whole.id].watched
        if watched and whole.to_watch:
            self.replace_film(replace(whole, to_watch=False))
        elif was_watched and not watched:
            self.replace_film(replace(whole, to_watch=True))

    def record_viewings(
        self,
        films: Iterable[FilmId],
        viewing: Viewing,
        *,
        earlier: Iterable[FilmId] = (),
        earlier_on: PartialDate | None = None,
    ) -> None:
        """Enter that films were watched, and ``earlier`` ones before them: those unrated."""
        for number in earlier:
            self.record_viewing(number, Viewing(watched_on=earlier_on))
        for number in films:
            self.record_viewing(number, viewing)

    def change_viewing(self, number: FilmId, viewing: Viewing, **changes: Any) -> Film:
        """Change fields of one viewing of a film."""
        return self.replace_film(with_changed_viewing(self.films[number], viewing, **changes))

    def rate(self, number: FilmId, stars: float) -> Film:
        """Give a film another current rating (see ``watchlist.library.viewings.rated``).

        What was seen by its whole, or part by part and be it in part, gets no viewing by that.
        """
        film = self.films[number]
        if is_begun(self.shown[number]) and not film.watched:
            return self.replace_film(replace(film, rating=stars))
        return self.replace_film(rated(film, stars))

    def take_back_viewing(self, number: FilmId, viewing: Viewing) -> Film:
        """Take back one viewing of a film."""
        return self.replace_film(without_viewing(self.films[number], viewing))

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

    def link(
        self,
        film: FilmId,
        kind: LinkKind,
        other: FilmId,
        together: Sequence[FilmId] = (),
        *,
        join: bool = True,
    ) -> None:
        """Relate one film to another; what is said already is not said twice.

        An alternative to several films stands for them ``together``, which takes the place of a
        link to one of them. With ``join`` a sequel, prequel or spinoff joins the other film's
        franchise.
        """
        if film in (other, *together):
            raise RefusedError(f"{self.label(film)} cannot be linked to itself.")
        known = self.find_link(film, kind, other)
        number = known.id if known else self.links.next_number()
        new = Link(id=number, film=film, kind=kind, other=other, together=tuple(together))
        if known is None:
            self.links[number] = new
        elif together and _ends(known) != _ends(new):
            self.links[number] = replace(new, uid=known.uid)
        if join and kind.joins:
            self.join(film, [other])

    def set_link(self, number: int, link: Link | None) -> None:
        """Put another version of a link in its place, or none."""
        if link is None:
            del self.links[number]
        elif self.links[number] != link:
            self.links[number] = link

    def unlink(self, film: FilmId, kind: LinkKind, other: FilmId) -> None:
        """Take a link back; of one to several films any of them will do."""
        several = (found for found in self.links.values() if found.kind is kind)
        link = self.find_link(film, kind, other) or next(
            (found for found in several if found.film == film and other in found.together), None
        )
        if not link:
            raise RefusedError(
                f"{self.label(film)} has no link “{kind.words} {self.label(other)}” to take back."
            )
        del self.links[link.id]


def _ends(link: Link) -> tuple[FilmId, frozenset[FilmId]]:
    return link.film, frozenset((link.other, *link.together))


class _Viewings(msgspec.Struct):
    viewings: Any = None


class _Whole(msgspec.Struct):
    whole: Any = None


_SETS: Final = [field for field in FIELDS.values() if field.many]


def _clean(film: Film) -> Film:
    """Return a film with what its fields must keep to; raises RefusedError."""
    title = " ".join(film.title.split())
    if not is_visible(title):
        raise RefusedError("A film needs a title that can be seen.")
    if len(title) > MAX_TITLE:
        raise RefusedError(f"A title has at most {MAX_TITLE:,} characters.")
    return replace(
        film,
        title=title,
        year=film.year or (film.release.year if film.release else None),
        **{field.name: field.each_once(getattr(film, field.name)) for field in _SETS},
    )


def without_listed(films: FilmList, gone: Collection[FilmId]) -> FilmList:
    """Return a list without some films."""
    return replace(films, films=tuple(f for f in films.films if f.film not in gone))


def without_linked(link: Link, gone: Collection[FilmId]) -> Link | None:
    """Return what a link still says without some films; None when that is nothing.

    One to several films is a link to those that are left.
    """
    left = [film for film in (link.other, *link.together) if film not in gone]
    if link.film in gone or not left:
        return None
    return replace(link, other=left[0], together=tuple(left[1:]))


def _same_part(one: Credit, other: Credit) -> bool:
    return one.job is other.job and fold(one.name) == fold(other.name)


def _already_here(film: Film, known: Film, how: Agreement) -> str:
    """Say that a film is in the library, and what to do if it is another one."""
    here = f"{known.label} is already in the library, as number {known.id}"
    if how is Agreement.ID:
        return f"{here}."
    why = f": only an article or punctuation tells {film.title} from it" if how.is_loose else ""
    if how is Agreement.NAME:
        why = f", and {film.title} is a name of it"
    if how.is_undated and film.year:
        return (
            f"{here}, without a year{why}. “watchlist edit id:{known.id} --year {film.year}” gives "
            "it one, --allow-duplicate keeps two films."
        )
    if not film.year:
        return f"{here}{why}. If it is another film, give its year: {film.title} (YYYY)."
    return f"{here}{why}." + (" --allow-duplicate keeps two films." if why else "")
