"""Two versions of one record become one, field by field. Pure.

``early`` and ``late`` are the versions of two copies, ``base`` what both were: a blank record where
both entered it. What only one of them changed is taken. Where both changed one thing differently
the later step's value wins, which ``Judge`` decides and reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.library.fields import FIELDS, Field
from watchlist.library.viewings import rated, viewing_key
from watchlist.merging.copies import Copy, StepMoment
from watchlist.merging.mentions import TableNumbers
from watchlist.merging.values import by_key, itself, merge_sequence, merge_set, merge_value
from watchlist.model import Credit, Film, FilmList, Link, Note, TrackedPack, Viewing
from watchlist.names.folding import fold

T = TypeVar("T")


class CopySide(NamedTuple):
    """A copy, and the numbers in it of records by their numbers in the end."""

    copy: Copy
    numbers: TableNumbers

    def changed_at(
        self, table: str, number: int, what: Callable[[Mapping[str, Any]], Any]
    ) -> StepMoment:
        """Return when something of a record became what it is in this copy."""
        there = self.numbers[table].get(number)
        return self.copy.changed_at(table, there, what) if there else StepMoment()

    def record(self, table: str, number: int) -> Any:
        """Return a record as it is in this copy, with its numbers there; None for none."""
        return self.copy.table(table).get(self.numbers[table].get(number, 0))


class Judge:
    """Decides between two values of one thing, and notes what a person should look at."""

    def __init__(self, early: CopySide, late: CopySide) -> None:
        self.sides = (early, late)
        self.conflicts: list[str] = []

    def moments(
        self, table: str, number: int, what: Callable[[Mapping[str, Any]], Any]
    ) -> tuple[StepMoment, StepMoment]:
        """Return when something became what it is, in the early and in the late copy."""
        early, late = (side.changed_at(table, number, what) for side in self.sides)
        return early, late

    def is_late(self, table: str, record: Any, field: str) -> bool:
        """Whether the late copy changed a field last; with no step to tell it did."""
        early, late = self.moments(table, record.id, lambda document: document.get(field))
        return late >= early

    def field(self, table: str, versions: RecordVersions[Any], field: str) -> Decision[Any]:
        """Decide on a field of a record."""
        values = [getattr(version, field) for version in versions]
        return decided(values, lambda: self.is_late(table, versions.late, field))

    def report(self, label: str, what: str, decision: Decision[Any]) -> None:
        """Note where both copies changed something differently."""
        if decision.is_conflict:
            kept, lost = map(_words, decision[:2])
            what = what.replace("_", " ")
            self.conflicts.append(
                f"{label}: both changed the {what}: {kept} came later than {lost}."
            )


class Decision(NamedTuple, Generic[T]):
    """The value to have; where both changed it differently, also the one that lost to it."""

    kept: T
    lost: T | None = None
    is_conflict: bool = False


def decided(values: Sequence[T], is_late: Callable[[], bool]) -> Decision[T]:
    """Decide between (early, late, base) of one value; ``is_late`` where both changed it."""
    early, late, base = values
    merged = merge_value(late, early, base)
    if not merged.conflict:
        return Decision(merged.value)
    kept, lost = (late, early) if is_late() else (early, late)
    return Decision(kept, lost, is_conflict=True)


class RecordVersions(NamedTuple, Generic[T]):
    """The versions of one thing; those of a record all have its number in the end."""

    early: T
    late: T
    base: T


def _words(value: object) -> str:
    return "empty" if value in (None, "", ()) else f"“{value}”"


# -- films -----------------------------------------------------------------------------------

_OWN: Final = ("id", "uid", "to_watch", "viewings", "credits", "notes", "sources", "added")


def merged_film(judge: Judge, versions: RecordVersions[Film]) -> Film:
    """Merge a film; a text that lost is kept as a dated note."""
    early, late, base = versions
    changes: dict[str, Any] = {
        field.name: _merged_set(field, versions) for field in FIELDS.values() if field.many
    }
    notes: list[Note] = []
    for field in FIELDS.values():
        if not field.many and field.name not in _OWN:
            changes[field.name] = _merged_fact(judge, versions, field, notes)
    film = replace(
        late,
        **changes,
        uid=earliest_uid(early, late),
        to_watch=_to_watch(versions),
        added=min((day for day in (early.added, late.added) if day), default=None),
        viewings=_merged_viewings(judge, versions, notes),
        credits=_merged_credits(judge, versions),
        sources=_merged_sources(early.sources, late.sources, base.sources),
    )
    united = merge_set(early.notes, late.notes, base.notes).items
    film = replace(film, notes=(*united, *(note for note in notes if note not in united)))
    return rated(film, film.rating) if film.rating and not film.viewings else film


def earliest_uid(early: Any, late: Any) -> str:
    """Return the uid of what is one now: that which was made first."""
    return min(filter(None, (early.uid, late.uid)), default="")


def _merged_set(field: Field, versions: RecordVersions[Film]) -> tuple[Any, ...]:
    early, late, base = (getattr(version, field.name) for version in versions)
    return merge_set(early, late, base, field.key).items


def _merged_fact(
    judge: Judge, versions: RecordVersions[Film], field: Field, notes: list[Note]
) -> Any:
    found = judge.field("films", versions, field.name)
    judge.report(versions.late.label, field.name, found)
    if isinstance(found.lost, str) and found.lost:
        notes.append(_note(judge, versions.late, field.name, field.name, found.lost))
    return found.kept


def _note(judge: Judge, film: Film, field: str, what: str, lost: str) -> Note:
    """Return a note with a text that another one took the place of, of the day of that text."""
    when = min(judge.moments("films", film.id, lambda document: document.get(field))).when
    day = PartialDate.parse(when[:10]) if when else None
    return Note(text=f"{what.replace('_', ' ').capitalize()} in another copy: {lost}", on=day)


def _to_watch(versions: RecordVersions[Film]) -> bool:
    early, late, base = versions
    if (
        not base.title
    ):  # both entered it: what was watched is off the list, unless it is to be again
        watched = early.watched or late.watched
        return any(one.to_watch and one.watched >= watched for one in (early, late))
    return bool(merge_value(late.to_watch, early.to_watch, base.to_watch).value)


def _merged_sources(
    early: Mapping[str, str], late: Mapping[str, str], base: Mapping[str, str]
) -> dict[str, str]:
    merged = {
        key: merge_value(late.get(key), early.get(key), base.get(key)).value
        for key in (*early, *(key for key in late if key not in early))
    }
    return {key: source for key, source in merged.items() if source}


# -- viewings --------------------------------------------------------------------------------


def _merged_viewings(
    judge: Judge, versions: RecordVersions[Film], notes: list[Note]
) -> tuple[Viewing, ...]:
    """Unite viewings less what a side removed; one that both changed is merged field by field."""
    early, late = list(versions.early.viewings), list(versions.late.viewings)
    for was in _changed_by_both(versions):
        one, other = (_successor(was, side, versions.base.viewings) for side in (early, late))
        if one is not None and other is not None:
            merged = _merged_viewing(
                judge, versions, RecordVersions(early[one], late[other], was), notes
            )
            early[one] = late[other] = merged
    merged_set = _united(early, late, versions.base.viewings)
    return tuple(sorted(merged_set, key=viewing_key))


def _united(early: Iterable[T], late: Iterable[T], base: Iterable[T]) -> list[T]:
    """Unite what may be there several times, less what a side removed."""
    one, other, was = (by_key(side, itself) for side in (early, late, base))
    keys = merge_set(one, other, was).items
    return [one[key] if key in one else other[key] for key in keys]


def _changed_by_both(versions: RecordVersions[Film]) -> list[Viewing]:
    sides = [by_key(version.viewings, itself) for version in versions]
    early, late, base = sides
    return [base[key] for key in base if key not in early and key not in late]


def _successor(was: Viewing, side: Sequence[Viewing], base: Sequence[Viewing]) -> int | None:
    """Return the place of what a viewing became: the only new one, or the new one of its day."""
    new = [place for place, viewing in enumerate(side) if viewing not in base]
    of_day = [place for place in new if side[place].watched_on == was.watched_on]
    found = of_day or (new if len(new) == 1 else [])
    return found[0] if found else None


def _merged_viewing(
    judge: Judge, films: RecordVersions[Film], versions: RecordVersions[Viewing], notes: list[Note]
) -> Viewing:
    changes: dict[str, Any] = {}
    for field in Viewing.__struct_fields__:
        values = [getattr(version, field) for version in versions]
        if field == "tags":
            changes[field] = merge_set(*values).items
            continue
        found = decided(values, lambda: judge.is_late("films", films.late, "viewings"))
        judge.report(films.late.label, f"{field} of a viewing", found)
        if field == "note" and found.lost:
            notes.append(_note(judge, films.late, "viewings", "note of a viewing", found.lost))
        changes[field] = found.kept
    return Viewing(**changes)


# -- credits ---------------------------------------------------------------------------------


def _part(credit: Credit) -> tuple[str, str]:
    return (credit.job, fold(credit.name))


def _merged_credits(judge: Judge, versions: RecordVersions[Film]) -> tuple[Credit, ...]:
    """Merge credits: those of one person in one job field by field."""
    early, late, base = (by_key(version.credits, _part) for version in versions)
    sides = versions
    united = merge_set(sides.early.credits, sides.late.credits, sides.base.credits, _part).items
    merged = []
    for key in by_key(united, _part):
        one, other = early.get(key), late.get(key)
        if one and other and one != other:
            was = base.get(key) or Credit(name="", job=one.job)
            merged.append(_merged_credit(judge, versions.late, RecordVersions(one, other, was)))
        else:
            merged += filter(None, [one or other])
    return tuple(merged)


def _merged_credit(judge: Judge, film: Film, versions: RecordVersions[Credit]) -> Credit:
    changes: dict[str, Any] = {}
    for field in Credit.__struct_fields__:
        values = [getattr(version, field) for version in versions]
        if field == "earlier":
            changes[field] = merge_set(*values).items
            continue
        found = decided(values, lambda: judge.is_late("films", film, "credits"))
        if field != "name":
            judge.report(film.label, f"{field} of {versions.late.name}", found)
        changes[field] = found.kept
    return Credit(**changes)


# -- lists, links, packs ---------------------------------------------------------------------


def merged_list(judge: Judge, versions: RecordVersions[FilmList]) -> FilmList:
    """Merge a list like a text: films where they stood, new ones ahead of what follows them."""
    early, late, base = versions
    changes: dict[str, Any] = {}
    for field in ("name", "url", "description"):
        changes[field] = reported(judge, "lists", versions, field, late.name)
    film = attrgetter("film")
    notes = [by_key(side.films, film) for side in versions]
    merged = merge_sequence(early.films, late.films, base.films, film).items
    films = []
    for key, listed in by_key(merged, film).items():
        there = [side.get(key) for side in notes]
        films.append(replace(listed, note=_list_note(judge, versions.late, there)))
    return replace(late, uid=earliest_uid(early, late), **changes, films=tuple(films))


def _list_note(judge: Judge, films: FilmList, there: Sequence[Any]) -> str:
    early, late, base = there
    if not (early and late):
        return str((early or late).note)
    values = (early.note, late.note, base.note if base else "")
    found = decided(values, lambda: judge.is_late("lists", films, "films"))
    judge.report(films.name, "note of a film", found)
    return str(found.kept)


def reported(
    judge: Judge, table: str, versions: RecordVersions[Any], field: str, label: str
) -> Any:
    """Return a field, and note where both copies changed it differently."""
    found = judge.field(table, versions, field)
    judge.report(label, field, found)
    return found.kept


def merged_link(_judge: Judge, versions: RecordVersions[Link]) -> Link:
    """Merge a link: what it is to several films is united."""
    early, late, _ = versions
    one, another, was = ((side.other, *side.together) for side in versions)
    others = [film for film in merge_set(one, another, was).items if film != late.film]
    others = others or [late.other]
    return replace(late, uid=earliest_uid(early, late), other=others[0], together=tuple(others[1:]))


def merged_pack(judge: Judge, versions: RecordVersions[TrackedPack]) -> TrackedPack:
    """Merge a pack: the version of it that was added later, and the films that both know."""
    early, late, base = versions
    newer, older = (late, early) if judge.is_late("packs", late, "facts") else (early, late)
    keys = merge_set(newer.films, older.films, base.films).items
    films = {key: newer.films.get(key) or older.films[key] for key in keys}
    return replace(newer, uid=earliest_uid(early, late), films=films)
