"""The continuities of two versions of a franchise become one: names, members, marks. Pure.

See ``watchlist.merging.values`` for what ``ours``, ``theirs`` and ``base`` are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from watchlist.library.franchises import (
    by_mark,
    every_scope,
    marks_of,
    with_continuity_renamed,
    without_members,
)
from watchlist.merging.values import Kept, merge_sequence, merge_value
from watchlist.model import MAIN, Continuity, FilmId, Franchise
from watchlist.names.listing import few
from watchlist.queries.wording import Title


class Versions(NamedTuple):
    """Three versions of one franchise."""

    ours: Franchise
    theirs: Franchise
    base: Franchise

    def renamed(self, *names: tuple[str, str]) -> Versions:
        """Give in each version the continuity of a name another one."""
        return Versions(*map(_renamed, self, names))


def _renamed(franchise: Franchise, name: tuple[str, str]) -> Franchise:
    old, new = name
    return with_continuity_renamed(franchise, old, new) if franchise.continuity(old) else franchise


def aligned(versions: Versions, *, by_films: bool) -> Versions:
    """Return versions in which a continuity has one name: the one that a side gave it since.

    A continuity that a side renamed is known by its films. ``by_films`` says that one of theirs
    which the base has not is known so too, among those of ours which it has not either.
    """
    for was in versions.base.continuities:
        versions = _aligned_with_base(versions, was)
    for new in versions.theirs.continuities:
        if not versions.base.continuity(new.name):
            known = versions.ours.continuity(new.name)
            if by_films and not known:
                alike = counterpart(versions.ours, new, versions.theirs)
                known = alike if alike and not versions.base.continuity(alike.name) else None
            if known:
                same = (known.name, known.name)
                versions = versions.renamed(same, (new.name, known.name), same)
    return versions


def _aligned_with_base(versions: Versions, was: Continuity) -> Versions:
    sides = (versions.ours, versions.theirs)
    mine, new = (
        side.continuity(was.name) or counterpart(side, was, versions.base) for side in sides
    )
    here, there = (found.name if found else was.name for found in (mine, new))
    name = merge_value(here, there, was.name).value
    changes = ((here, name), (there, name), (was.name, name))
    taken = any(
        (other := side.continuity(name)) and other.name != old
        for side, (old, _) in zip(versions, changes, strict=True)
    )
    return versions if taken else versions.renamed(*changes)


def counterpart(side: Franchise, sought: Continuity, other: Franchise) -> Continuity | None:
    """Return what a side calls otherwise: the same films, or the only continuity for ``main``."""
    strangers = [known for known in side.continuities if not other.continuity(known.name)]
    if len(side.continuities) == len(other.continuities) == 1 and sought.name == MAIN:
        return next(iter(strangers), None)
    films = set(sought.films)
    return next((known for known in strangers if films and set(known.films) == films), None)


def merge_continuities(versions: Versions, title: Title) -> tuple[Franchise, list[Kept]]:
    """Return our franchise with the merged continuities, and what stays as it was.

    ``versions`` are aligned. What refers to a film that is in no continuity any more goes, and so
    does a continuity that theirs took out, unless it has films that only we entered.
    """
    ours, theirs, base = versions
    dropped = [one.name for one in base.continuities if not theirs.continuity(one.name)]
    was = (one.name for one in base.continuities if one.name not in dropped)
    names = merge_sequence(_names(ours), _names(theirs), was, str.casefold)
    kept = [
        Kept(
            f"you took its continuity {name} out.", theirs.continuity(name) != base.continuity(name)
        )
        for name in names.refused
    ]
    merged = []
    for name in names.items:
        found, remarks = _merged(versions, name, title)
        if found.films or name not in dropped:
            merged.append(found)
            kept += remarks
    return _with_continuities(ours, merged), kept


def _names(franchise: Franchise) -> list[str]:
    return [continuity.name for continuity in franchise.continuities]


def _merged(versions: Versions, name: str, title: Title) -> tuple[Continuity, list[Kept]]:
    """Return a continuity that at least one of ours and theirs has, and what stays in it."""
    blank = Continuity(name=name)
    ours, theirs, base = (version.continuity(name) or blank for version in versions)
    films = merge_sequence(ours.films, theirs.films, base.films)
    sides = [marks_of(side) for side in (ours, theirs, base)]
    marked = [film for film in dict.fromkeys((*sides[0], *sides[1])) if film in films.items]
    description = merge_value(ours.description, theirs.description, base.description)
    kept = []
    if films.refused:
        words = f"you took {few(map(title, films.refused))} out of {name}."
        kept.append(Kept(words, conflict=False))
    if description.differs and theirs.description:
        kept.append(Kept(f"the description of {name} is your own.", description.conflict))
    merged = replace(
        ours,
        films=films.items,
        description=description.value,
        **by_mark(
            {film: mark for film in marked if (mark := merge_value(*_said(film, sides)).value)}
        ),
    )
    return merged, kept


def _said(film: FilmId, sides: Sequence[Mapping[FilmId, str]]) -> Iterator[str]:
    """Return the mark that each side gives a film; empty for none."""
    return (side.get(film, "") for side in sides)


def _with_continuities(ours: Franchise, continuities: Sequence[Continuity]) -> Franchise:
    """Return a franchise with other continuities, without what refers to none of them."""
    franchise = replace(ours, continuities=tuple(continuities))
    scopes = every_scope(franchise)
    franchise = replace(
        franchise, placements=tuple(p for p in franchise.placements if p.continuity in scopes)
    )
    return without_members(franchise, ours.members().keys() - franchise.members().keys())
